"""A server's owner told, once, that the bot may not write where it was asked."""

from __future__ import annotations

import asyncio
import logging

import discord

from bot.access import owner_of
from bot.i18n import say
from bot.replies.card import notice_card
from bot.services import ServingClient

log = logging.getLogger(__name__)


async def tell_owner(bot: ServingClient, guild: discord.Guild | None, channel: discord.abc.MessageableChannel) -> None:
    """Tell a server's owner, once, how to let the bot speak where it was asked."""
    if guild is None or not await asyncio.to_thread(bot.services.store.first_time, f"told:{guild.id}"):
        return
    text = say(
        "On {server} I was asked something in {channel}, where I may not write. If I should answer there, give me "
        "“View Channel”, “Send Messages” and, for threads, “Send Messages in Threads” in that channel's "
        "permissions. I will not write to you about this again.",
        server=discord.utils.escape_markdown(guild.name),
        channel=f"#{channel}",
    )
    try:
        await (await owner_of(bot, guild)).send(view=notice_card(text))
    except discord.HTTPException:
        log.warning("the owner of server %s could not be told that the bot may not write there", guild.id)
