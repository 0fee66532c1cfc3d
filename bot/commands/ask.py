"""``/ask``: the answer, where it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands, ui

from bot.commands.respond import NARROWING, respond, suggest_authors, suggest_tags
from bot.dates import read_filters
from bot.replies.card import answer_card
from embeddings.archive import MAX_QUESTION
from embeddings.posts import Query

if TYPE_CHECKING:
    from bot.client import PullquoteBot


@app_commands.command(description="Ask the blog: the answer comes in its own words, with links.")
@app_commands.describe(
    question="What you would like to know",
    private="Whether only you see the answer",
    **NARROWING,
)
@app_commands.autocomplete(author=suggest_authors, tag=suggest_tags)
async def ask(
    interaction: discord.Interaction[PullquoteBot],
    question: app_commands.Range[str, 1, MAX_QUESTION],
    after: app_commands.Range[str, 1, 100] | None = None,
    before: app_commands.Range[str, 1, 100] | None = None,
    author: app_commands.Range[str, 1, 100] | None = None,
    tag: app_commands.Range[str, 1, 100] | None = None,
    private: bool = False,
) -> None:
    async def card() -> ui.LayoutView:
        query = Query(question, read_filters(after, before, author, tag))
        return answer_card(await interaction.client.asker.ask(query), asked=query)

    await respond(interaction, card(), private=private)
