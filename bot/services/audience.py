"""Who is told of new posts of an archive: servers that announce them, and members who follow something."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

import discord

from bot.connection import FAILURES, LastingClient
from bot.i18n import say, speak
from bot.replies.markdown import escaped
from bot.replies.posts import news_card
from bot.services.browsing import Browsing
from bot.services.following import Follower
from bot.services.guilds import Guilds
from bot.services.news import News, nonce
from bot.services.store import Store
from bot.services.visibility import Visibility
from embeddings import Post, Quote

log = logging.getLogger(__name__)

MOST = 5
"""Posts announced after one sync; a blog that is imported anew is no news."""


class Audience:
    """The servers and members who see one archive and want to hear of its news."""

    def __init__(
        self,
        client: LastingClient,
        archive: str,
        visibility: Visibility,
        guilds: Guilds,
        own: Store,
        news: News,
    ) -> None:
        """
        Args:
            client: by which they are told.
            archive: its name.
            visibility: who may see it.
            guilds: where it is kept which servers announce them, and in which channel.
            own: the archive's own store, where it is kept who follows what of it.
            news: where it is kept who was told.
        """
        self.archive = archive
        self._client, self._visibility = client, visibility
        self._guilds, self._own, self._news = guilds, own, news

    @property
    def is_known(self) -> bool:
        """Whether Discord has named the servers yet."""
        return self._client.is_ready()

    async def tell(self, number: int, post: Post, browsing: Browsing) -> bool:
        """Tell of a post, by the number of the news, whoever has not been told yet.

        Returns:
            Whether all were, since no other process has begun to.
        """
        quote = await browsing.representative_sentence(post)
        for guild, channel in await asyncio.to_thread(self._guilds.announcing):
            if self._visibility.sees(guild, self.archive):
                note = partial(self._announce, guild, channel, quote)
                if not await self._once(number, f"guild:{guild}", note):
                    return False
        for follower in await asyncio.to_thread(self._own.following.followers, post):
            if await self._still_sees(follower):
                about = await browsing.representative_sentence(post, follower.what)
                if not await self._once(number, f"member:{follower.member}", partial(self._write, follower, about)):
                    return False
        return True

    async def _once(self, number: int, whom: str, note: Callable[[str], Awaitable[None]]) -> bool:
        """Send a note to whoever has not got it. Returns ``False`` where another process has begun to."""
        turn = await asyncio.to_thread(self._news.turn, number, whom)
        if turn == "tell":
            await note(nonce(number, whom))
            await asyncio.to_thread(self._news.told, number, whom)
        return turn != "lost"

    async def _announce(self, number: int, channel: int, quote: Quote, nonce: str) -> None:
        guild = await self._guild(number)
        if guild is None:
            return
        speak(self._guilds.language(number) or guild.preferred_locale)
        try:
            there = self._client.get_partial_messageable(channel, guild_id=number)
            await there.send(view=news_card(f"**{say('New on the blog')}**", quote), nonce=nonce)
        except FAILURES as error:
            log.warning("server %s could not be told of a new post: %s", number, error)

    async def _guild(self, number: int) -> discord.Guild | None:
        """A server; one that another process serves is asked for."""
        if self._client.serves(number):
            return self._client.get_guild(number)
        try:
            return await self._client.fetch_guild(number, with_counts=False)
        except FAILURES:
            return None

    async def _still_sees(self, follower: Follower) -> bool:
        """Whether a member may see the archive: alone, or as a member of the server where it was followed."""
        if self.archive in self._visibility.of_user(follower.member):
            return True
        if self.archive not in self._visibility.of_guild(follower.guild):
            return False
        guild = await self._guild(follower.guild)
        if guild is None:
            return False
        try:
            await guild.fetch_member(follower.member)
        except FAILURES:
            return False
        return True

    async def _write(self, follower: Follower, quote: Quote, nonce: str) -> None:
        speak(discord.enums.try_enum(discord.Locale, follower.language))
        try:
            user = await self._client.fetch_user(follower.member)
            head = f"**{say('New on the blog about {what}, which you follow', what=escaped(follower.what))}**"
            await user.send(view=news_card(head, quote), nonce=nonce)
        except discord.NotFound:
            await asyncio.to_thread(self._own.forget_member, follower.member)
        except FAILURES as error:
            log.info("a member could not be written to: %s", error)
