"""The archive synced every ``SYNC_EVERY`` while the bot runs."""

from __future__ import annotations

import asyncio

from bot.services import Services


class Resync:
    """A task that syncs on a schedule until it is closed."""

    def __init__(self, services: Services) -> None:
        every = services.settings.sync_every.total_seconds()
        self._task = asyncio.create_task(services.syncing.keep(every)) if every else None

    async def close(self) -> None:
        if self._task:
            self._task.cancel()


async def load(services: Services) -> Resync:
    return Resync(services)
