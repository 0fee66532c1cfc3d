"""What a button says that does nothing any more."""

from __future__ import annotations

from discord import ui

from bot.buttons.pressed import stale_text
from bot.replies.card import notice_card
from bot.services import Interaction
from bot.services.respond import respond

ACTION = "stale"


async def run(interaction: Interaction, _detail: int, _code: str) -> None:
    """Explain a button that does nothing any more."""

    async def card() -> ui.LayoutView:
        return notice_card(stale_text())

    await respond(interaction, card(), private=True)
