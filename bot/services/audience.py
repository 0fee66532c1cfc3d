"""Who is told of new posts of an archive: servers that announce them, and members who follow something."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

import discord

from bot.connection import FAILURES, LastingClient, passes, persistently
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

Note = Callable[[str], Awaitable[bool]]
"""Sends a note with a nonce, by which Discord tells it from a second one. Returns whether it was sent; raises one of
``FAILURES``."""
_A_MEMBER = "a member"
"""What the log says of one."""
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
            Whether all were: no other process has begun to, and Discord was there.
        """
        every = True
        quote = await browsing.representative_sentence(post)
        for guild, channel in await asyncio.to_thread(self._guilds.announcing):
            if self._visibility.sees(guild, self.archive):
                every &= await self._once(number, f"guild:{guild}", partial(self._announce, guild, channel, quote))
        for follower in await asyncio.to_thread(self._own.following.followers, post):
            sees = await _tried(partial(self._still_sees, follower), _A_MEMBER)
            if sees is None:
                every = False
            elif sees:
                about = await browsing.representative_sentence(post, follower.what)
                note = partial(self._write, follower, about)
                every &= await self._once(number, f"member:{follower.member}", note)
        return every

    async def _once(self, number: int, whom: str, note: Note) -> bool:
        """Send a note to whoever has not got it. Returns ``False`` where another process has begun to, or Discord is
        out of reach."""
        turn = await asyncio.to_thread(self._news.turn, number, whom)
        if turn == "tell":
            said = whom.replace(":", " ") if whom.startswith("guild:") else _A_MEMBER
            if await _tried(partial(note, nonce(number, whom)), said) is None:
                return False
            await asyncio.to_thread(self._news.told, number, whom)
        return turn != "lost"

    async def _announce(self, number: int, channel: int, quote: Quote, nonce: str) -> bool:
        guild = await self._guild(number)
        if guild is None:
            return False
        speak(self._guilds.language(number) or guild.preferred_locale)
        there = self._client.get_partial_messageable(channel, guild_id=number)
        await there.send(view=news_card(f"**{say('New on the blog')}**", quote), nonce=nonce)
        return True

    async def _guild(self, number: int) -> discord.Guild | None:
        """A server; one that another process serves is asked for."""
        if self._client.serves(number):
            return self._client.get_guild(number)
        try:
            return await self._client.fetch_guild(number, with_counts=False)
        except (discord.Forbidden, discord.NotFound):
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
        except (discord.Forbidden, discord.NotFound):
            return False
        return True

    async def _write(self, follower: Follower, quote: Quote, nonce: str) -> bool:
        speak(discord.enums.try_enum(discord.Locale, follower.language))
        try:
            user = await self._client.fetch_user(follower.member)
            head = f"**{say('New on the blog about {what}, which you follow', what=escaped(follower.what))}**"
            await user.send(view=news_card(head, quote), nonce=nonce)
        except discord.NotFound:
            await asyncio.to_thread(self._own.forget_member, follower.member)
            return False
        return True


async def _tried(work: Callable[[], Awaitable[bool]], whom: str) -> bool | None:
    """What came of it, ``False`` where Discord refuses it; ``None`` where Discord is out of reach, for minutes.

    ``whom``: as the log names them.
    """
    try:
        return await persistently(work)
    except FAILURES as error:
        later = passes(error)
        log.warning("%s could not be told of a new post%s: %s", whom, " yet" if later else "", error)
        return None if later else False
