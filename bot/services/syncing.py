"""The archive kept fresh while the bot runs, and what is new told to those who asked for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any

import discord

from bot.advice import told
from bot.connection import FAILURES
from bot.i18n import say, speak
from bot.replies.markdown import escaped
from bot.replies.posts import news_card
from bot.services.browsing import Browsing
from bot.services.store import Follower, Store
from bot.services.threads import SYNCS
from bot.settings import Settings
from embeddings import Archive, Fetching, Post, PullquoteError, Quote, StoppedError, SyncReport

log = logging.getLogger(__name__)

MOST = 5
"""Posts announced after one sync; a blog that is imported anew is no news."""


class Syncing:
    """Syncs, one sync at a time."""

    def __init__(
        self,
        client: discord.Client,
        archive: Archive,
        settings: Settings,
        fetching: Fetching,
        browsing: Browsing,
        store: Store,
    ) -> None:
        """``client``: whose guilds and members are told what is new."""
        self._client, self._archive, self._settings, self._fetching = client, archive, settings, fetching
        self._browsing, self._store = browsing, store
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
        await self._tell(sorted(report.news, key=lambda post: post.day.isoformat() if post.day else ""))
        return report

    async def _tell(self, news: Sequence[Post]) -> None:
        if not news:
            return
        for post in news[-MOST:]:
            quote = await self._browsing.representative_sentence(post)
            for guild in self._client.guilds:
                await self._announce(guild, quote)
            for follower in await asyncio.to_thread(self._store.followers, post):
                await self._write(follower, post)

    async def _announce(self, guild: discord.Guild, quote: Quote) -> None:
        number = await asyncio.to_thread(self._store.announced_in, guild.id)
        channel = guild.get_channel_or_thread(number) if number else None
        if not isinstance(channel, discord.abc.Messageable):
            return
        speak(self._store.language(guild.id) or guild.preferred_locale)
        try:
            await channel.send(view=news_card(f"**{say('New on the blog')}**", quote))
        except FAILURES as error:
            log.warning("server %s could not be told of a new post: %s", guild.id, error)

    async def _write(self, follower: Follower, post: Post) -> None:
        quote = await self._browsing.representative_sentence(post, follower.what)
        speak(discord.enums.try_enum(discord.Locale, follower.language))
        try:
            user = await self._client.fetch_user(follower.member)
            head = f"**{say('New on the blog about {what}, which you follow', what=escaped(follower.what))}**"
            await user.send(view=news_card(head, quote))
        except discord.NotFound:
            await asyncio.to_thread(self._store.forget_member, follower.member)
        except FAILURES as error:
            log.info("a member could not be written to: %s", error)
