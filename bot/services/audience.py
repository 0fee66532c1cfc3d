"""Who is told of new posts of an archive: servers that announce them, and members who follow something."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

import discord

from bot.connection import FAILURES
from bot.i18n import say, speak
from bot.replies.markdown import escaped
from bot.replies.posts import news_card
from bot.services.browsing import Browsing
from bot.services.store import Follower, Store
from bot.services.visibility import Visibility
from embeddings import Post, Quote

log = logging.getLogger(__name__)

MOST = 5
"""Posts announced after one sync; a blog that is imported anew is no news."""


class Audience:
    """The servers and members who see one archive and want to hear of its news."""

    def __init__(
        self, client: discord.Client, name: str, visibility: Visibility, announcing: Store, following: Store
    ) -> None:
        """
        Args:
            client: whose guilds and members are told.
            name: the archive's.
            visibility: who may see it.
            announcing: where the servers' channels are kept.
            following: where it is kept who follows what of the archive.
        """
        self._client, self._name, self._visibility = client, name, visibility
        self._announcing, self._following = announcing, following

    async def tell(self, news: Sequence[Post], browsing: Browsing) -> None:
        """Tell of new posts, the newest last."""
        for post in news[-MOST:]:
            quote = await browsing.representative_sentence(post)
            for guild in self._client.guilds:
                await self._announce(guild, quote)
            for follower in await asyncio.to_thread(self._following.followers, post):
                if await self._still_sees(follower):
                    await self._write(follower, await browsing.representative_sentence(post, follower.what))

    async def _announce(self, guild: discord.Guild, quote: Quote) -> None:
        if not self._visibility.sees(guild.id, self._name):
            return
        number = await asyncio.to_thread(self._announcing.announced_in, guild.id)
        channel = guild.get_channel_or_thread(number) if number else None
        if not isinstance(channel, discord.abc.Messageable):
            return
        speak(self._announcing.language(guild.id) or guild.preferred_locale)
        try:
            await channel.send(view=news_card(f"**{say('New on the blog')}**", quote))
        except FAILURES as error:
            log.warning("server %s could not be told of a new post: %s", guild.id, error)

    async def _still_sees(self, follower: Follower) -> bool:
        """Whether a member may see the archive: alone, or as a member of the server where it was followed."""
        if self._name in self._visibility.of_user(follower.member):
            return True
        guild = self._client.get_guild(follower.guild)
        if guild is None or self._name not in self._visibility.of_guild(guild.id):
            return False
        try:
            await guild.fetch_member(follower.member)
        except FAILURES:
            return False
        return True

    async def _write(self, follower: Follower, quote: Quote) -> None:
        speak(discord.enums.try_enum(discord.Locale, follower.language))
        try:
            user = await self._client.fetch_user(follower.member)
            head = f"**{say('New on the blog about {what}, which you follow', what=escaped(follower.what))}**"
            await user.send(view=news_card(head, quote))
        except discord.NotFound:
            await asyncio.to_thread(self._following.forget_member, follower.member)
        except FAILURES as error:
            log.info("a member could not be written to: %s", error)
