"""Shows what else can be done with a quote."""

from __future__ import annotations

from discord import ui

from bot.buttons.pressed import is_private, quotes_of
from bot.replies.answer import menu_card
from bot.services import Interaction
from bot.services.respond import respond

ACTION = "menu"


async def run(interaction: Interaction, _: int, code: str) -> None:
    """Show the menu of a quote, to whoever presses it."""

    async def card() -> ui.LayoutView:
        (quote,) = await quotes_of(interaction, code)
        return menu_card(quote, private=is_private(interaction))

    await respond(interaction, card(), private=True)
