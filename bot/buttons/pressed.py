"""What the actions of a button want to know of whoever pressed it, and of the message that it is on."""

from __future__ import annotations

from typing import Any

import discord

from bot.i18n import say
from bot.ids import unpacked
from bot.replies.head import Head, read_head
from bot.services import Interaction
from embeddings import QuestionError, Quote


async def quotes_of(interaction: Interaction, code: str) -> list[Quote]:
    """The quotes that a button carries.

    Raises:
        QuestionError: a post is gone, or no longer says so.
    """
    try:
        spans = unpacked(code)
    except ValueError as error:
        raise QuestionError(stale_text()) from error
    browsing = interaction.client.services.browsing
    return [await browsing.quote(span.key, span.start, span.end, span.digest, emphasis=span.emphasis) for span in spans]


def head_on(interaction: Interaction) -> Head:
    """What stands above the answer that the button is on."""
    return read_head(interaction.message.components if interaction.message else [])


def stale_text() -> str:
    return say("This button is from an older version of me. Ask again.")


async def asker_id(interaction: Interaction) -> int | None:
    """Who asked for the message that the button is on; ``None`` where that can no longer be told."""
    message = interaction.message
    if message is None:
        return None
    if message.interaction_metadata:
        return message.interaction_metadata.user.id
    reference = message.reference
    if reference is None or reference.message_id is None:
        return None
    asked: Any = reference.resolved or reference.cached_message
    if asked is None and isinstance(message.channel, discord.abc.Messageable):
        try:
            asked = await message.channel.fetch_message(reference.message_id)
        except discord.HTTPException:
            return None
    return asked.author.id if isinstance(asked, discord.Message) else None


def is_private(interaction: Interaction) -> bool:
    """Whether the message is shown to one member alone."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def may_speak(interaction: Interaction) -> bool:
    """Whether the member may write there, and so may have something shown to everybody."""
    allowed = interaction.permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    return not interaction.guild_id or (allowed.send_messages_in_threads if in_thread else allowed.send_messages)


def refuse_unless(allowed: bool) -> None:
    """Refuse to share for a member who may not write there.

    Raises:
        QuestionError: not ``allowed``.
    """
    if not allowed:
        raise QuestionError(say("You may not write in this channel, so I do not share there for you."))
