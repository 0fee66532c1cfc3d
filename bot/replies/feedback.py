"""What members did not find, or did not find helpful."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.i18n import say
from bot.replies.card import card_of, fitting, shown_question
from bot.replies.posts import matching_line
from embeddings import Quote

_ROOM = 1200
"""Characters of each of the three lists."""


def feedback_card(
    quotes: Sequence[tuple[Quote, int]],
    disliked: Sequence[tuple[str, int]],
    refused: Sequence[tuple[str, int]],
    *,
    kept: bool,
) -> ui.LayoutView:
    """Quotes that were voted down, questions whose answers were, and questions that nothing answered, with how often.

    ``kept``: whether questions are kept at all.
    """
    sections = [
        _section(say("Quotes that didn’t help"), [f"{times} × {matching_line(quote)}" for quote, times in quotes])
    ]
    if kept:
        sections += [
            _section(title, [f"- {times} × {shown_question(question)}" for question, times in questions])
            for title, questions in (
                (say("Questions whose answers didn’t help"), disliked),
                (say("Questions that nothing answered"), refused),
            )
        ]
    else:
        sections.append(f"-# {say('Questions aren’t kept: whoever runs this bot has switched that off.')}")
    return card_of([], sections)


def _section(title: str, lines: Sequence[str]) -> str:
    """As many lines as there is room for, under their title."""
    return "\n".join([f"**{title}**", *(fitting(lines, _ROOM) or [say("None yet.")])])
