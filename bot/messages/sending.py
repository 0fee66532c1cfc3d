"""Messages on their way to Discord: sent again where the network drops them, in another form where that is refused."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from functools import partial

import discord
from discord import ui

from bot.connection import FAILURES, persistently
from bot.replies.card import shortened
from bot.replies.plain import as_text, refused

log = logging.getLogger(__name__)

_NO_HISTORY, _HAS_THREAD = 160002, 160004
"""https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes"""
_MAX_THREAD_NAME = 100
"""https://discord.com/developers/docs/resources/channel#start-thread-from-message"""
NOBODY = discord.AllowedMentions.none()


async def reply_with(
    message: discord.Message, card: ui.LayoutView, thread: discord.Thread | None = None
) -> discord.Message | None:
    """Reply with a card; with its text alone where Discord takes no such card there, and without a reference where the
    bot may not read what was said. ``None`` where the message has gone.

    Args:
        message: what is replied to.
        card: the reply.
        thread: the message's own, in which to reply, rather than beside it.

    Raises:
        discord.HTTPException: Discord does not take it.
        OSError, aiohttp.ClientError, TimeoutError: the network is down for longer than two minutes.
    """
    # By the nonce Discord tells an attempt whose answer was lost from a second message.
    form: dict[str, object] = {"view": card, "nonce": str(message.id), "mention_author": False}
    if thread is None:
        form["reference"] = message
    channel = thread or message.channel
    while True:
        try:
            return await persistently(partial(channel.send, **form))
        except discord.DiscordServerError:
            raise
        except discord.HTTPException as error:
            if "reference" in form and error.code == _NO_HISTORY:
                del form["reference"]
            elif "message_reference" in error.text:
                return None
            elif "view" in form and refused(error):
                log.warning("channel %s takes no card (%s); the text goes alone", channel.id, error.text)
                del form["view"]
                form |= {"content": as_text(card), "suppress_embeds": True}
            else:
                raise


async def thread_on(message: discord.Message, name: str) -> discord.Thread | None:
    """The thread of a message, opened under a name where it has none; ``None`` where the bot may not open one."""
    if message.thread is not None:
        return message.thread
    try:
        return await message.create_thread(name=shortened(" ".join(name.split()), _MAX_THREAD_NAME))
    except FAILURES as error:
        if isinstance(error, discord.HTTPException) and error.code == _HAS_THREAD and message.guild is not None:
            # Another process opened it, and died. It has the message's id.
            with suppress(*FAILURES):
                found = await message.guild.fetch_channel(message.id)
                return found if isinstance(found, discord.Thread) else None
        log.info(
            "channel %s: no thread could be opened (%s); the answer goes into the channel", message.channel.id, error
        )
        return None


async def react(message: discord.Message, emoji: str) -> None:
    """A reaction is a courtesy: where it cannot be made, nothing is lost."""
    with suppress(*FAILURES):
        await message.add_reaction(emoji)


async def typing_in(channel: discord.abc.Messageable) -> None:
    """Show that an answer is being written, until cancelled. Where Discord does not take that, nothing is lost."""
    with suppress(*FAILURES):
        async with channel.typing():
            await asyncio.Event().wait()
