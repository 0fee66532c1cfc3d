"""Shows the sentences around a quote."""

from __future__ import annotations

from discord import ui

from bot.buttons.pressed import quotes_of
from bot.i18n import say
from bot.replies.answer import IN_PLACE, context_card
from bot.replies.card import notice_card
from bot.services import Interaction
from bot.services.respond import respond

ACTION = "context"


async def run(interaction: Interaction, place: int, code: str) -> None:
    """Show the sentences around a quote, to whoever presses it."""

    async def card() -> ui.LayoutView:
        (quote,) = await quotes_of(interaction, code)
        for sentences in (3, 1, 0):
            around = await interaction.client.services.seen_by(interaction).browsing.around(quote, sentences)
            shown = context_card(around)
            if shown is not None:
                return shown
        return notice_card(say("The text around this quote is too long for a message. Open the post to read it."))

    await respond(interaction, card(), private=True, turn=place == IN_PLACE)
