"""Each archive synced every ``SYNC_EVERY`` while the bot runs."""

from __future__ import annotations

import asyncio

from bot.services import Services


class Resync:
    """Tasks that sync on a schedule until they are closed."""

    def __init__(self, services: Services) -> None:
        every = services.settings.sync_every.total_seconds()
        served = services.archives.values() if every else ()
        self._tasks = [asyncio.create_task(one.syncing.keep(every)) for one in served]

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()


async def load(services: Services) -> Resync:
    return Resync(services)
