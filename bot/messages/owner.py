"""A server's owner told, once, that the bot may not answer where it was asked."""

from __future__ import annotations

import asyncio
import logging

import discord

from bot.access import lacking, owner_of
from bot.connection import FAILURES
from bot.i18n import say
from bot.replies.card import notice_card
from bot.services import ServingClient

log = logging.getLogger(__name__)


async def tell_owner(bot: ServingClient, message: discord.Message) -> None:
    """Tell a server's owner, once, what the bot lacks to answer a message; nothing where it lacks nothing."""
    guild, channel = message.guild, message.channel
    if guild is None or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return
    missing, name, store = lacking(channel, guild.me), f"told:{guild.id}", bot.services.store
    told = await asyncio.to_thread(store.get, name)
    if told or not missing:
        return
    text = say(
        "Someone asked me something in {channel} in {server}, where I’m not allowed to answer. If I should, give me "
        "these permissions there: {permissions}. I won’t message you about this again.",
        server=discord.utils.escape_markdown(guild.name),
        channel=f"#{channel}",
        permissions=", ".join(missing),
    )
    try:
        await (await owner_of(bot, guild)).send(view=notice_card(text))
    except FAILURES:
        log.warning("the owner of server %s could not be told that the bot may not write there", guild.id)
    else:
        # Only now: a note that did not arrive is written again.
        await asyncio.to_thread(store.set, name, "1")
