"""``/privacy``: what is stored, and a member's part of it, which can be had as a file and erased."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from io import BytesIO
from typing import Any

import discord
from discord import app_commands, ui

from bot.commands import Command
from bot.replies.privacy import privacy_card
from bot.services import Interaction
from bot.services.respond import respond

_FILE = "pullquote.json"


@app_commands.command(description="What this bot stores about you, and a way to erase it.")
@app_commands.describe(
    erase="Erase your votes and what you follow", export="Get your votes and what you follow as a file"
)
async def privacy(interaction: Interaction, erase: bool = False, export: bool = False) -> None:
    files: list[discord.File] = []

    async def card() -> ui.LayoutView:
        services, member = interaction.client.services, interaction.user.id
        votes, followed = 0, set[str]()
        stored: defaultdict[str, list[Any]] = defaultdict(list)
        # A member's own, of whichever archive.
        for store in services.stores:
            votes += await asyncio.to_thread(store.feedback.votes_of, member)
            followed.update(await asyncio.to_thread(store.following.followed, member))
            if export:
                for table, rows in (await asyncio.to_thread(store.export_member, member)).items():
                    stored[table] += rows
            if erase:
                await asyncio.to_thread(store.forget_member, member)
        if export:
            text = json.dumps(stored, ensure_ascii=False, indent=2)
            files.append(discord.File(BytesIO(text.encode("utf-8", "replace")), _FILE))
        settings = services.settings
        return privacy_card(
            votes,
            sorted(followed),
            erased=erase,
            kept=settings.questions_kept > 0,
            erased_after=settings.erase_after_days,
            file=files[0].uri if files else "",
        )

    await respond(interaction, card(), private=True, files=files)


COMMANDS: tuple[Command, ...] = (privacy,)
