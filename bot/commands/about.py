"""``/about``: what is indexed, how fresh it is, what is stored, and how to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands, ui

from bot.replies.posts import about_card
from bot.replies.respond import respond

if TYPE_CHECKING:
    from bot.client import PullquoteBot


@app_commands.command(description="What this bot knows, what it stores, and how to get better answers.")
async def about(interaction: discord.Interaction[PullquoteBot]) -> None:
    async def card() -> ui.LayoutView:
        return about_card(await interaction.client.browsing.status())

    await respond(interaction, card(), private=True)
