"""What the actions of a button want to know of whoever pressed it, and of the message that it is on."""

from __future__ import annotations

from typing import Any, Self

import discord

from bot.access import can_share
from bot.connection import FAILURES
from bot.i18n import say
from bot.ids import unpacked
from bot.replies.head import Head, read_head
from bot.services import Interaction
from bot.services.memory import stored
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
    browsing = interaction.client.services.seen_by(interaction).browsing
    return [await browsing.quote(span.key, span.start, span.end, span.digest, emphasis=span.emphasis) for span in spans]


def head_on(interaction: Interaction) -> Head:
    """What stands above the answer that the button is on."""
    return read_head(interaction.message.components if interaction.message else [])


def stale_text() -> str:
    return say("This button is from an older version of me. Please ask again.")


async def asker_id(interaction: Interaction) -> int | None:
    """Who asked for the message that the button is on; ``None`` where that can no longer be told."""
    message = interaction.message
    if message is not None and message.interaction_metadata:
        return message.interaction_metadata.user.id
    asked = await _asked_message(interaction)
    return asked.author.id if asked else None


async def question_on(interaction: Interaction) -> str:
    """What was asked for the message that the button is on, by command or in a message; empty where that can no longer
    be told."""
    message, head = interaction.message, head_on(interaction)
    if head.offers or message is None or message.interaction_metadata:
        return head.question or head.first
    asked = await _asked_message(interaction)
    return asked.content if asked else ""


async def _asked_message(interaction: Interaction) -> discord.Message | None:
    """The message that the one with the button replies to, or in whose own thread it stands, if it is still there and
    may be read."""
    message = interaction.message
    if message is None:
        return None
    reference = message.reference
    if reference is None:
        return await _start_of(interaction)
    if reference.message_id is None:
        return None
    asked: Any = reference.resolved or reference.cached_message
    if asked is None and isinstance(message.channel, discord.abc.Messageable):
        try:
            asked = await message.channel.fetch_message(reference.message_id)
        except FAILURES:
            return None
    return asked if isinstance(asked, discord.Message) else None


async def _start_of(interaction: Interaction) -> discord.Message | None:
    """The member's message in whose thread the button is, if it is still there and may be read."""
    thread = interaction.channel
    if not isinstance(thread, discord.Thread) or not isinstance(thread.parent, discord.TextChannel):
        return None
    try:
        # A thread has the id of its message.
        start = thread.starter_message or await thread.parent.fetch_message(thread.id)
    except FAILURES:
        return None
    return None if start.author == interaction.client.user else start


def is_private(interaction: Interaction) -> bool:
    """Whether the message is shown to one member alone."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def may_speak(interaction: Interaction) -> bool:
    """Whether the member may write there, and so may have something shown to everybody."""
    allowed = interaction.permissions
    if not can_share(interaction):
        return False
    in_thread = isinstance(interaction.channel, discord.Thread)
    return not interaction.guild_id or (allowed.send_messages_in_threads if in_thread else allowed.send_messages)


class Once:
    """What is shown to everybody in a channel once, however often it is asked for. A context manager for the time in
    which it is on its way."""

    def __init__(self, interaction: Interaction, what: str) -> None:
        self._shared = interaction.client.services.shared
        self._key = (interaction.channel_id or 0, what)
        self._guild = interaction.guild_id or 0
        self._mine = False
        self.done = False
        """Whether it was there already, or on its way."""

    async def __aenter__(self) -> Self:
        self.done = await stored(self._shared.link, *self._key) is not None
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._mine:
            # It never came to be there.
            await stored(self._shared.forget, *self._key)

    async def refuse_again(self) -> None:
        """Refuse what is there already; from now on it is on its way.

        Raises:
            QuestionError: it is there.
        """
        link = await stored(self._shared.begin, *self._key, self._guild)
        if link is not None:
            raise QuestionError(say("It’s already here: {link}", link=link or "…"))
        self._mine = True

    async def keep(self, message: discord.Message) -> None:
        """Remember the message that shows it."""
        if self._mine:
            self._mine = False
            await stored(self._shared.keep, *self._key, message.jump_url)


def refuse_unless(allowed: bool) -> None:
    """Refuse to share for a member who may not write there.

    Raises:
        QuestionError: not ``allowed``.
    """
    if not allowed:
        raise QuestionError(say("You’re not allowed to write in this channel, so I can’t share it here for you."))
