"""Looks a quote's page up."""

from __future__ import annotations

from discord import ui

from bot.buttons.pressed import quotes_of
from bot.replies.answer import IN_PLACE, verification_card
from bot.services import Interaction
from bot.services.respond import respond

ACTION = "verify"


async def run(interaction: Interaction, place: int, code: str) -> None:
    """Look the quote's page up, and say whether it still says so, to whoever presses it."""

    async def card() -> ui.LayoutView:
        (quote,) = await quotes_of(interaction, code)
        verifications = interaction.client.services.seen_by(interaction).verifications
        return verification_card(quote, await verifications.of(quote))

    await respond(interaction, card(), private=True, turn=place == IN_PLACE)
