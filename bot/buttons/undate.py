"""Asks again without the dates that the question named."""

from __future__ import annotations

from bot.buttons.again import ask_again
from bot.services import Interaction
from embeddings import Query

ACTION = "undated"


async def run(interaction: Interaction, _page: int, _code: str) -> None:
    """Ask again without the dates that the question was narrowed to."""

    async def ways(question: str) -> list[Query]:
        return [Query(question, undated=True)]

    await ask_again(interaction, ways)
