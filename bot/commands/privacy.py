"""``/privacy``: what is stored, and a member's part of it, which can be erased."""

from __future__ import annotations

import asyncio

from discord import app_commands, ui

from bot.commands import Command
from bot.replies.privacy import privacy_card
from bot.services import Interaction
from bot.services.respond import respond


@app_commands.command(description="What this bot stores about you, and a way to erase it.")
@app_commands.describe(erase="Erase your votes and what you follow")
async def privacy(interaction: Interaction, erase: bool = False) -> None:
    async def card() -> ui.LayoutView:
        services, member = interaction.client.services, interaction.user.id
        votes, followed = 0, set[str]()
        # A member's own, of whichever archive.
        for store in services.stores:
            votes += await asyncio.to_thread(store.feedback.votes_of, member)
            followed.update(await asyncio.to_thread(store.following.followed, member))
            if erase:
                await asyncio.to_thread(store.forget_member, member)
        settings = services.settings
        return privacy_card(
            votes,
            sorted(followed),
            erased=erase,
            kept=settings.questions_kept > 0,
            erased_after=settings.erase_after_days,
        )

    await respond(interaction, card(), private=True)


COMMANDS: tuple[Command, ...] = (privacy,)
