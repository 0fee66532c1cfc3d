"""The archive kept fresh while the bot runs, and what is new told to those who asked for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import tenacity

from bot.advice import told
from bot.services.audience import MOST, Audience
from bot.services.browsing import Browsing
from bot.services.news import News
from bot.services.store import Store
from bot.services.threads import SYNCS
from bot.settings import Settings
from embeddings import (
    Archive,
    BusyArchiveError,
    EmptyArchiveError,
    Fetching,
    PullquoteError,
    StoppedError,
    SyncReport,
)

log = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")

_PATIENCE, _PAUSE = 60.0, 1.0
"""Seconds that a sync waits for one of another process, and between two looks whether that is over."""


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
        news: News,
    ) -> None:
        """``store``: the archive's own. ``audience``: who is told what is new, which ``news`` keeps."""
        self._archive, self._settings, self._fetching = archive, settings, fetching
        self._browsing, self._store, self._audience = browsing, store, audience
        self._news = news
        self._syncing, self._telling = asyncio.Lock(), asyncio.Lock()
        self.afterwards: list[Callable[[], Coroutine[Any, Any, object]]] = []
        """What is done after every sync on the schedule."""

    async def keep(self, every: float) -> None:
        """Sync every so many seconds while this process leads, for ever, at first when the last sync was so long ago;
        what goes wrong is logged, and the next time comes."""
        pause = await self._until_due(every)
        while True:
            await asyncio.sleep(pause)
            await self._news.leases.lead()
            pause = every
            for step in (self.sync, *self.afterwards):
                await self.attempt(step)

    async def _until_due(self, every: float) -> float:
        """Seconds until the next sync: a process that is started again goes on where the one before stopped."""
        try:
            status = await self._browsing.status()
            if not await self.sources():
                return every
        except PullquoteError:
            return every
        if not status.posts or status.synced is None:
            return 0.0
        ago = (datetime.now(UTC) - status.synced).total_seconds()
        return min(every, max(0.0, every - ago))

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
        return source in named or source in map(_resolved, named)

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
        async with self._syncing:
            known = await self.sources()
            locations = locations or known
            report = await _when_free(
                self._archive.sync,
                locations,
                defaults=self._settings.source_options,
                fetching=self._fetching,
                expecting=self._keep_news,
                thorough=False,
            )
            for line in (*map(told, report.failed), *report.notes):
                log.warning("%s", line)
            # Loaded here rather than by the next question, whose member would wait for it.
            await SYNCS.run(self._archive.load)
            if report.added and set(locations) <= set(known):
                await self._look_at_quota()
        if self._news.leases.leads:
            # Apart, since each note is in the language of whom it is for, and this report is not.
            await asyncio.create_task(self.announce())
        return report

    async def _look_at_quota(self) -> None:
        """Tell whoever runs the bot where blogs that a server may have added have grown over what it may add."""
        most, name = self._settings.most_posts, self._audience.archive
        if not most or not await asyncio.to_thread(self._store.sources):
            return
        posts = (await self._browsing.status()).posts
        if posts > most:
            log.warning(
                "%s has %s posts by now, and MOST_POSTS=%d: no source that brings more can be added. What is there "
                "stays, and is answered from; /archive sources takes a source out",
                name or "the archive",
                f"{posts:,}",
                most,
            )

    def _keep_news(self, keys: Sequence[str]) -> None:
        """Write down what will be new, which nobody could find out once it is."""
        self._news.add(self._audience.archive, keys[-MOST:])

    def has_news(self) -> bool:
        """Whether something is to be told. Raises ``ArchiveError`` where that cannot be read."""
        return not self._telling.locked() and bool(self._news.waiting(self._audience.archive))

    async def announce(self) -> None:
        """Tell of what is new, for as long as this process leads; later, where it is not on Discord yet."""
        if not self._audience.is_known:
            return
        async with self._telling:
            for number, key in await asyncio.to_thread(self._news.waiting, self._audience.archive):
                post = await self._browsing.known(key)
                # What is not there yet comes with the end of a sync.
                if post is None:
                    continue
                if not await self._audience.tell(number, post, self._browsing):
                    return
                await asyncio.to_thread(self._news.finish, number)

    async def remove(self, source: str) -> int:
        """Take a source and its posts out. Returns how many posts there were. Raises as :meth:`sync` does."""
        async with self._syncing:
            removed = await _when_free(self._archive.remove_source, source)
            await asyncio.to_thread(self._store.remove_source, source)
            with suppress(EmptyArchiveError):
                await SYNCS.run(self._archive.load)
        return removed


async def _when_free(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do a piece of work on an archive that one process at a time may do, when the other is done."""
    tries = tenacity.AsyncRetrying(
        retry=tenacity.retry_if_exception_type(BusyArchiveError),
        wait=tenacity.wait_fixed(_PAUSE),
        stop=tenacity.stop_after_delay(_PATIENCE),
        reraise=True,
    )
    async for attempt in tries:
        with attempt:
            return await SYNCS.run(work, *args, **kwargs)
    raise AssertionError


def _resolved(source: str) -> str:
    """The name of a source that is a path; of any other what it was given as."""
    try:
        return str(Path(source).expanduser().resolve())
    except (OSError, ValueError, RuntimeError):
        return source
