"""Messages on their way to Discord: sent again where the network drops them, in another form where that is refused."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from functools import partial

import discord
from discord import ui

from bot.connection import FAILURES, persistently
from bot.replies.plain import as_text, refused

log = logging.getLogger(__name__)

_NO_HISTORY = 160002
"""https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes"""
NOBODY = discord.AllowedMentions.none()


async def reply_with(message: discord.Message, card: ui.LayoutView) -> discord.Message | None:
    """Reply with a card; with its text alone where Discord takes no such card there, and without a reference where the
    bot may not read what was said. ``None`` where the message has gone.

    Raises:
        discord.HTTPException: Discord does not take it.
        OSError, aiohttp.ClientError, TimeoutError: the network is down for longer than two minutes.
    """
    # By the nonce Discord tells an attempt whose answer was lost from a second message.
    form: dict[str, object] = {"view": card, "reference": message, "nonce": str(message.id), "mention_author": False}
    while True:
        try:
            return await persistently(partial(message.channel.send, **form))
        except discord.DiscordServerError:
            raise
        except discord.HTTPException as error:
            if "reference" in form and error.code == _NO_HISTORY:
                del form["reference"]
            elif "message_reference" in error.text:
                return None
            elif "view" in form and refused(error):
                log.warning("channel %s takes no card (%s); the text goes alone", message.channel.id, error.text)
                del form["view"]
                form |= {"content": as_text(card), "suppress_embeds": True}
            else:
                raise


async def react(message: discord.Message, emoji: str) -> None:
    """A reaction is a courtesy: where it cannot be made, nothing is lost."""
    with suppress(*FAILURES):
        await message.add_reaction(emoji)


async def typing_in(channel: discord.abc.Messageable) -> None:
    """Show that an answer is being written, until cancelled. Where Discord does not take that, nothing is lost."""
    with suppress(*FAILURES):
        async with channel.typing():
            await asyncio.Event().wait()
