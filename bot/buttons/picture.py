"""Shows a quote as a picture, and shares it."""

from __future__ import annotations

import discord
from discord import ui

from bot.access import can_share
from bot.buttons.pressed import Once, is_private, may_speak, quotes_of, refuse_unless
from bot.i18n import say
from bot.ids import QuoteButton
from bot.replies.answer import IN_PLACE, menu_row, picture_card
from bot.replies.picture import draw
from bot.services import Interaction
from bot.services.respond import respond
from bot.services.threads import PICTURES

ACTION = "picture"
_SHARE = 1


async def run(interaction: Interaction, place: int, code: str) -> None:
    """Show a quote as a picture, with its words as the alternative text: from a menu privately, to be shared from
    there."""
    private = is_private(interaction) and place != _SHARE
    allowed = may_speak(interaction)
    once = Once(interaction, f"{ACTION}:{code}")
    drawn: list[discord.File] = []

    async def card() -> ui.LayoutView:
        if not private:
            refuse_unless(allowed)
            await once.refuse_again()
        (quote,) = await quotes_of(interaction, code)
        image = await PICTURES.run(draw, quote)
        drawn.append(discord.File(image, "quote.png"))
        if private:
            share = [QuoteButton(ACTION, code, say("Share"), detail=_SHARE)] if can_share(interaction) else []
            return picture_card(quote, drawn[0].uri, buttons=[*share, *menu_row(quote, without=ACTION)])
        return picture_card(quote, drawn[0].uri, shared_by=interaction.user.display_name)

    if private:
        await respond(interaction, card(), private=True, turn=place == IN_PLACE, files=drawn)
        return
    async with once:
        hidden = not allowed or once.done
        await respond(interaction, card(), private=hidden, public=True, files=drawn, shown=once.keep)
