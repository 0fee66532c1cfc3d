"""Shows what else a post says about what was asked."""

from __future__ import annotations

from discord import ui

from bot.buttons.pressed import quotes_of
from bot.replies.answer import IN_PLACE, more_card
from bot.services import Interaction
from bot.services.respond import respond

ACTION = "more"


async def run(interaction: Interaction, place: int, code: str) -> None:
    """Show what else the post says about it, to whoever presses it."""

    async def card() -> ui.LayoutView:
        (quote,) = await quotes_of(interaction, code)
        return more_card(quote, await interaction.client.services.seen_by(interaction).browsing.more(quote))

    await respond(interaction, card(), private=True, turn=place == IN_PLACE)
