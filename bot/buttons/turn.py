"""Turns to another quote of an answer."""

from __future__ import annotations

from discord import ui

from bot.access import can_share
from bot.buttons.pressed import asker_id, head_on, is_private, quotes_of
from bot.replies.answer import quotes_card
from bot.services import Interaction
from bot.services.respond import respond

ACTION = "turn"


async def run(interaction: Interaction, page: int, code: str) -> None:
    """Turn to another quote. Whoever did not ask gets a page of their own."""
    own = await asker_id(interaction) == interaction.user.id
    private = not own or is_private(interaction)

    async def card() -> ui.LayoutView:
        head = head_on(interaction)
        return quotes_card(head, await quotes_of(interaction, code), page, private=private and can_share(interaction))

    await respond(interaction, card(), private=private, turn=own)
