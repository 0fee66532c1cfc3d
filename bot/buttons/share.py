"""Shows a private answer to everybody in the channel."""

from __future__ import annotations

from discord import ui

from bot.buttons.pressed import Once, head_on, may_speak, quotes_of, refuse_unless
from bot.replies.answer import quotes_card
from bot.services import Interaction
from bot.services.respond import respond

ACTION = "send"


async def run(interaction: Interaction, page: int, code: str) -> None:
    """Show a private answer to everybody in the channel, once."""
    allowed = may_speak(interaction)
    once = Once(interaction, f"{ACTION}:{page}{code}")

    async def card() -> ui.LayoutView:
        refuse_unless(allowed)
        await once.refuse_again()
        head = head_on(interaction).shared_by(interaction.user.display_name)
        return quotes_card(head, await quotes_of(interaction, code), page, private=False)

    async with once:
        await respond(interaction, card(), private=not allowed or once.done, public=True, shown=once.keep)
