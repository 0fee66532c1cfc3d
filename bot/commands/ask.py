"""``/ask``: the answer, where it was asked."""

from __future__ import annotations

from discord import app_commands, ui

from bot.access import can_share
from bot.commands import Command
from bot.replies.answer import answer_card
from bot.services import Interaction
from bot.services.gaps import keep_refused
from bot.services.respond import NARROWING, respond, shows_privately, suggest_authors, suggest_tags
from embeddings import MAX_QUESTION, Query, interpretations, read_filters


@app_commands.command(description="Ask the blog a question and get the answer in its own words, with links.")
@app_commands.describe(
    question="What you would like to know",
    private="Show the answer only to you",
    **NARROWING,
)
@app_commands.autocomplete(author=suggest_authors, tag=suggest_tags)
async def ask(
    interaction: Interaction,
    question: app_commands.Range[str, 1, MAX_QUESTION],
    after: app_commands.Range[str, 1, 100] | None = None,
    before: app_commands.Range[str, 1, 100] | None = None,
    author: app_commands.Range[str, 1, 100] | None = None,
    tag: app_commands.Range[str, 1, 100] | None = None,
    private: bool | None = None,
) -> None:
    services, where = interaction.client.services, (interaction.user.id, interaction.channel_id or 0)
    private = shows_privately(interaction, private)

    async def card() -> ui.LayoutView:
        served = services.seen_by(interaction)
        await services.count_question(interaction.guild_id)
        recent = await services.recent.next(*where, interaction.guild_id or 0, interaction.id, question)
        query = Query(question, read_filters(after, before, author, tag), history=recent, replies=False)
        understood, answer = await served.batching.ask_first(interpretations(query))
        await keep_refused(served.store.feedback, None if private else interaction.guild_id, question, answer)
        return answer_card(answer, understood, asked=True, private=private and can_share(interaction))

    await respond(interaction, card(), private=private)


COMMANDS: tuple[Command, ...] = (ask,)
