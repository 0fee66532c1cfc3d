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
        seen, query = interaction.client.services.seen_by(interaction), Query(text[:MAX_QUESTION])
        # Something is nearest to any text, also where it has nothing to do with it.
        near = await seen.browsing.look_up(query)
        return nearest_card((await seen.batching.ask(query)).quotes if near else (), share=can_share(interaction))

    await respond(interaction, card(), private=True)


COMMANDS: tuple[Command, ...] = (find,)
