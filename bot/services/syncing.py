"""The archive kept fresh while the bot runs, and what is new told to those who asked for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.advice import told
from bot.services.audience import Audience
from bot.services.browsing import Browsing
from bot.services.store import Store
from bot.services.threads import SYNCS
from bot.settings import Settings
from embeddings import Archive, EmptyArchiveError, Fetching, PullquoteError, StoppedError, SyncReport

log = logging.getLogger(__name__)


class Syncing:
    """Syncs, one sync at a time."""

    def __init__(
        self,
        archive: Archive,
        settings: Settings,
        fetching: Fetching,
        browsing: Browsing,
        store: Store,
        audience: Audience,
    ) -> None:
        """``store``: the archive's own. ``audience``: who is told what is new."""
        self._archive, self._settings, self._fetching = archive, settings, fetching
        self._browsing, self._store, self._audience = browsing, store, audience
        self._syncing = asyncio.Lock()
        self.afterwards: list[Callable[[], Coroutine[Any, Any, object]]] = []
        """What is done after every sync on the schedule."""

    async def keep(self, every: float) -> None:
        """Sync every so many seconds, for ever; what goes wrong is logged, and the next time comes."""
        while True:
            await asyncio.sleep(every)
            for step in (self.sync, *self.afterwards):
                await self.attempt(step)

    async def attempt(self, step: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Do it, and log what goes wrong: a loop that ended would end all syncing, unseen."""
        try:
            await step()
        except StoppedError:
            log.info("a sync was stopped; the next goes on from there")
        except PullquoteError as error:
            log.warning("the sources could not be looked at: %s", error)
        except Exception:
            log.exception("the sources could not be looked at")

    async def sources(self) -> list[str]:
        """Where posts come from: ``SOURCES`` and what ``/archive add`` added, or else the archive's own."""
        named = self._settings.sources or (await self._browsing.status()).sources
        return list(dict.fromkeys([*named, *await asyncio.to_thread(self._store.sources)]))

    def is_set(self, source: str) -> bool:
        """Whether a source stands in ``SOURCES``, as it is or by a path that leads there."""
        named = self._settings.sources
        return source in named or source in [str(Path(one).expanduser().resolve()) for one in named]

    async def ended(self, seconds: float) -> None:
        """Wait until no sync is under way, for so long at most."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._syncing:
                pass

    async def sync(self, locations: Sequence[str] = ()) -> SyncReport:
        """Make the archive hold what the sources hold now, and tell what is new.

        Args:
            locations: some sources, rather than all.

        Raises:
            PullquoteError: see :meth:`embeddings.archive.Archive.sync`.
        """
        settings, archive = self._settings, self._archive
        async with self._syncing:
            locations = locations or await self.sources()
            report = await SYNCS.run(
                archive.sync,
                locations,
                defaults=settings.source_options,
                fetching=self._fetching,
            )
            for line in (*map(told, report.failed), *report.notes):
                log.warning("%s", line)
            # Loaded here rather than by the next question, whose member would wait for it.
            await SYNCS.run(archive.load)
        newest_last = sorted(report.news, key=lambda post: post.day.isoformat() if post.day else "")
        await self._audience.tell(newest_last, self._browsing)
        return report

    async def remove(self, source: str) -> int:
        """Take a source and its posts out. Returns how many posts there were. Raises as :meth:`sync` does."""
        async with self._syncing:
            removed = await SYNCS.run(self._archive.remove_source, source)
            await asyncio.to_thread(self._store.remove_source, source)
            with suppress(EmptyArchiveError):
                await SYNCS.run(self._archive.load)
        return removed
