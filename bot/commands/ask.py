"""``/ask question:``: the answer, where it was asked."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.replies.card import answer_card, notice_card
from bot.replies.errors import member_text
from embeddings.archive import MAX_QUESTION
from embeddings.posts import Query

if TYPE_CHECKING:
    from bot.client import PullquoteBot

log = logging.getLogger(__name__)


@app_commands.command(description="Ask the blog: the answer comes in its own words, with links.")
@app_commands.describe(question="What you would like to know")
async def ask(
    interaction: discord.Interaction[PullquoteBot], question: app_commands.Range[str, 1, MAX_QUESTION]
) -> None:
    # Discord gives up on an interaction that is not acknowledged within three seconds.
    await interaction.response.defer(thinking=True)
    try:
        card = answer_card(await interaction.client.asker.ask(Query(question)), asked=True)
    except Exception as error:
        log.exception("/ask could not be answered")
        card = notice_card(member_text(error))
    await interaction.edit_original_response(view=card)
