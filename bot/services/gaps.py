"""What readers ask and the blog lacks: the questions that nothing answered."""

from __future__ import annotations

import re

from bot.services.memory import stored
from bot.services.store import Store
from embeddings import Answer, CatalogAnswer

_MARKUP = re.compile(r"<[@#:a][^<>]{0,100}>")
"""Mentions of members, roles and channels, and custom emoji."""


def kept_as(question: str) -> str:
    """A question as it is kept: on one line, without mentions, so that it names no member by its id."""
    return " ".join(_MARKUP.sub(" ", question).split())


async def keep_refused(store: Store, guild: int | None, question: str, answer: Answer) -> None:
    """Keep a question that nothing answers, which was asked openly in a guild; ``None`` is a direct message."""
    question = kept_as(question)
    if guild is not None and question and not answer.shown and not isinstance(answer, CatalogAnswer):
        await stored(store.refuse, guild, question)
