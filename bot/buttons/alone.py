"""Asks a question again as it stands, without what was said before it."""

from __future__ import annotations

from bot.buttons.again import ask_again, filters_of
from bot.services import Interaction
from embeddings import Query, interpretations

ACTION = "alone"


async def run(interaction: Interaction, _: int, code: str) -> None:
    """Ask the question again without the conversation that it was understood by."""

    async def ways(question: str) -> list[Query]:
        return interpretations(Query(question, await filters_of(interaction, code)))

    await ask_again(interaction, ways)
