"""``/about``: what is indexed, how fresh it is, what is stored, and how to ask."""

from __future__ import annotations

from discord import app_commands, ui

from bot.commands import Command
from bot.replies.posts import about_card
from bot.services import Interaction
from bot.services.respond import respond


@app_commands.command(description="What the archive holds, what I can do, and what I store.")
async def about(interaction: Interaction) -> None:
    async def card() -> ui.LayoutView:
        services = interaction.client.services
        status = await services.seen_by(interaction).browsing.status()
        return about_card(
            status,
            services.command,
            kept=services.settings.questions_kept > 0,
            erased_after=services.settings.erase_after_days,
        )

    await respond(interaction, card(), private=True)


COMMANDS: tuple[Command, ...] = (about,)
