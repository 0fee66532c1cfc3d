"""Asks a question again in the words in which it was typed."""

from __future__ import annotations

from bot.buttons.again import ask_again, filters_of
from bot.services import Interaction
from embeddings import Query, interpretations

ACTION = "typed"


async def run(interaction: Interaction, _: int, code: str) -> None:
    """Ask the question again with none of its words corrected."""

    async def ways(question: str) -> list[Query]:
        return interpretations(Query(question, await filters_of(interaction, code), as_typed=True))

    await ask_again(interaction, ways)
