"""Shares a quote as a picture."""

from __future__ import annotations

import discord
from discord import ui

from bot.buttons.pressed import may_speak, quotes_of, refuse_unless
from bot.replies.answer import picture_card
from bot.replies.picture import draw
from bot.services import Interaction
from bot.services.respond import respond
from bot.services.threads import PICTURES

ACTION = "picture"


async def run(interaction: Interaction, _: int, code: str) -> None:
    """Share a quote as a picture, with its words as the alternative text."""
    allowed = may_speak(interaction)
    drawn: list[discord.File] = []

    async def card() -> ui.LayoutView:
        refuse_unless(allowed)
        (quote,) = await quotes_of(interaction, code)
        image = await PICTURES.run(draw, quote)
        drawn.append(discord.File(image, "quote.png"))
        return picture_card(quote, drawn[0].uri)

    await respond(interaction, card(), private=not allowed, files=drawn)
