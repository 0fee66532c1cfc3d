"""Keeps whether a quote helped."""

from __future__ import annotations

import asyncio

from discord import ui

from bot.access import is_guest
from bot.buttons.pressed import is_private, question_on, quotes_of
from bot.replies.answer import voted
from bot.services import Interaction
from bot.services.gaps import kept_as
from bot.services.respond import respond

ACTION = "vote"


async def run(interaction: Interaction, helpful: int, code: str) -> None:
    """Keep what the member thinks of a quote, and what was asked openly, and show on the button how many think so; the
    same press again takes it back."""

    async def card() -> ui.LayoutView:
        feedback = interaction.client.services.seen_by(interaction).store.feedback
        # Not by the button's code, which also holds the words in bold: those differ from question to question.
        (quote,) = await quotes_of(interaction, code)
        name, message = f"{quote.post.key}:{quote.start}:{quote.end}", interaction.message
        assert message is not None
        # Of a server that the bot is not in, nothing would ever be forgotten.
        open_guild = 0 if is_private(interaction) or is_guest(interaction) else interaction.guild_id or 0
        await asyncio.to_thread(
            feedback.vote,
            interaction.user.id,
            name,
            helpful=bool(helpful),
            digest=quote.digest,
            guild=open_guild,
            question=kept_as(await question_on(interaction)) if open_guild and not helpful else "",
            press=interaction.id,
        )
        return voted(message, code, await asyncio.to_thread(feedback.votes_on, name))

    await respond(interaction, card(), private=is_private(interaction), turn=True)
