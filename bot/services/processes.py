"""What each process does now and then beside the others that serve the same bot.

On a thread of its own, since all of it waits for the database.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from contextlib import suppress

from bot.services import Services, leases
from embeddings import PullquoteError

log = logging.getLogger(__name__)

_LOOKED, _TIDIED = 2.0, 60.0
"""Seconds between two looks at what other processes changed; and until what is over is forgotten."""


class Processes:
    """Looks at what the others changed, renews the lease, has news told where this process leads, and tidies up."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._loop = asyncio.get_running_loop()
        self._looks = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="processes", daemon=True)
        self._living: asyncio.Task[None] | None = None
        """With which the thread ends, however the bot does."""

    async def start(self) -> None:
        """Take the lease, if nobody has it, and go on from there."""
        await asyncio.to_thread(self._look)
        self._thread.start()
        self._living = asyncio.create_task(self._live())

    async def _live(self) -> None:
        try:
            while True:  # noqa: ASYNC110 - for as long as the bot goes on
                await asyncio.sleep(3600.0)
        finally:
            self._stop.set()

    def _run(self) -> None:
        while not self._stop.wait(min(_LOOKED, leases.RENEWED)):
            self._look()
        with suppress(PullquoteError):
            self._services.leases.give_up()

    def _look(self) -> None:
        try:
            self._look_once()
        except PullquoteError as error:
            log.warning("%s", error)
        except Exception:
            log.exception("what other processes do could not be looked at")

    def _look_once(self) -> None:
        services = self._services
        for store in services.stores:
            store.guilds.refresh()
        # Who does not lead asks more often than who does.
        due = not services.leases.leads or self._looks % max(1, round(leases.RENEWED / _LOOKED)) == 0
        if due and services.leases.renew():
            self._loop.call_soon_threadsafe(services.leases.turn)
        if services.leases.leads:
            for served in services.archives.values():
                if served.syncing.has_news():
                    asyncio.run_coroutine_threadsafe(served.syncing.attempt(served.syncing.announce), self._loop)
        if self._looks % round(_TIDIED / _LOOKED) == 0:
            for part in (services.claims, services.cooldowns, services.recent, services.shared, services.news):
                part.tidy()
            services.erase_left()
        self._looks += 1

    async def close(self) -> None:
        if self._living:
            self._living.cancel()
        self._stop.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.to_thread(self._thread.join), 0.5)


async def load(services: Services) -> Processes:
    processes = Processes(services)
    await processes.start()
    return processes
