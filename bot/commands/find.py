"""The message menu's "Find in the archive": the passages nearest to a message, for the asker alone."""

from __future__ import annotations

import discord
from discord import app_commands, ui

from bot.access import can_share
from bot.commands import Command
from bot.i18n import say
from bot.replies.answer import nearest_card
from bot.services import Interaction
from bot.services.respond import respond
from embeddings import MAX_QUESTION, Query, QuestionError


@app_commands.context_menu(name="Find in the archive")
async def find(interaction: Interaction, message: discord.Message) -> None:
    async def card() -> ui.LayoutView:
        # A forwarded message has no text of its own.
        text = (message.content or "\n".join(part.content for part in message.message_snapshots)).strip()
        if not text:
            raise QuestionError(say("There are no words in that message to search for."))
        batching = interaction.client.services.seen_by(interaction).batching
        return nearest_card(await batching.ask(Query(text[:MAX_QUESTION])), share=can_share(interaction))

    await respond(interaction, card(), private=True)


COMMANDS: tuple[Command, ...] = (find,)
