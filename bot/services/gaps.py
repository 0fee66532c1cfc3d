"""What readers ask and the blog lacks: the questions that nothing answered."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.services.feedback import AskedQuestion, Feedback, FeedbackReport
from bot.services.memory import stored
from embeddings import Answer, Archive, CatalogAnswer, ModelError

log = logging.getLogger(__name__)
_MARKUP = re.compile(r"<[@#:a][^<>]{0,100}>")
"""Mentions of members, roles and channels, and custom emoji."""


def kept_as(question: str) -> str:
    """A question as it is kept: on one line, without mentions, so that it names no member by its id."""
    return " ".join(_MARKUP.sub(" ", question).split())


async def keep_refused(feedback: Feedback, guild: int | None, question: str, answer: Answer) -> None:
    """Keep a question that nothing answers, which was asked openly in a guild; ``None`` is a direct message."""
    question = kept_as(question)
    if guild is not None and question and not answer.shown and not isinstance(answer, CatalogAnswer):
        await stored(feedback.refuse, guild, question)


def by_meaning(feedback: FeedbackReport, archive: Archive) -> FeedbackReport:
    """The same with each question that was asked in several wordings once; as it is where the model is missing."""
    try:
        return replace(
            feedback, disliked=_joined(feedback.disliked, archive), refused=_joined(feedback.refused, archive)
        )
    except ModelError as error:
        log.warning("questions are not grouped by meaning: %s", error)
        return feedback


def _joined(asked: Sequence[AskedQuestion], archive: Archive) -> list[AskedQuestion]:
    groups = [[asked[place] for place in group] for group in archive.grouped([one.question for one in asked])]
    joined = [
        AskedQuestion(first.question, first.times + sum(one.times for one in others), tuple(o.question for o in others))
        for first, *others in groups
    ]
    return sorted(joined, key=lambda one: -one.times)
