"""Keeps whether a quote helped."""

from __future__ import annotations

import asyncio

from discord import ui

from bot.buttons.pressed import is_private, quotes_of
from bot.replies.answer import voted
from bot.services import Interaction
from bot.services.respond import respond

ACTION = "vote"


async def run(interaction: Interaction, helpful: int, code: str) -> None:
    """Keep what the member thinks of a quote, and show on the button how many think so; the same press again takes it
    back."""

    async def card() -> ui.LayoutView:
        store = interaction.client.services.store
        # Not by the button's code, which also holds the words in bold: those differ from question to question.
        (quote,) = await quotes_of(interaction, code)
        name = f"{quote.post.key}:{quote.start}:{quote.end}"
        await asyncio.to_thread(store.vote, interaction.user.id, name, helpful=bool(helpful))
        assert interaction.message is not None
        return voted(interaction.message, code, await asyncio.to_thread(store.votes_on, name))

    await respond(interaction, card(), private=is_private(interaction), turn=True)
