"""Asks again without the dates that the question named."""

from __future__ import annotations

from discord import ui

from bot.buttons.pressed import asker_id, head_on, is_private
from bot.i18n import say
from bot.replies.answer import answer_card
from bot.services import Interaction
from bot.services.respond import respond
from embeddings import Query, QuestionError

ACTION = "undated"


async def run(interaction: Interaction, _page: int, _code: str) -> None:
    """Ask again without the dates that the question was narrowed to."""
    own = await asker_id(interaction) == interaction.user.id
    private = not own or is_private(interaction)

    async def card() -> ui.LayoutView:
        question = head_on(interaction).question
        if not question:
            raise QuestionError(say("I can no longer tell what was asked. Ask again."))
        query = Query(question, undated=True)
        answer = await interaction.client.services.batching.ask(query)
        return answer_card(answer, query, asked=True, private=private, any_date=True)

    await respond(interaction, card(), private=private, turn=own)
