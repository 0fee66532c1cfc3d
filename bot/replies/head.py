"""The small lines above an answer: written onto its card, and read back from there when a button is pressed.

Nothing is stored for a card, so what its buttons need of the question stands on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.buttons.ids import QuoteButton
from bot.i18n import say
from bot.replies.card import narrowed, shown_question
from bot.replies.markdown import escaped, unescaped
from embeddings import Query, own_dates

_UNDATED = "undated"
_DATES = re.compile(r"(?: · [^·]*(?<!\\)<t:-?\d+:D>[^·]*)+$")
"""Behind a question; in the question itself no timestamp is live."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above an answer."""

    lines: tuple[str, ...] = ()
    """As Discord shows them, each small or bold."""
    dated: bool = False
    """Whether the question named a time that narrowed it, which a button drops. The first line then holds it."""

    @property
    def question(self) -> str:
        """The question of a dated head, without the dates behind it; empty for any other."""
        if not self.dated or not self.lines:
            return ""
        return unescaped(_DATES.sub("", self.lines[0].removeprefix("-# "))).strip()

    def shared_by(self, name: str) -> Head:
        """The head of an answer that a member shows to everybody, who cannot ask it again."""
        return Head((*self.lines, f"-# {say('Shared by {name}', name=escaped(name))}"))

    def buttons(self) -> list[QuoteButton]:
        """The button that drops the dates, where there are any to drop."""
        return [QuoteButton(_UNDATED, "", say("Any date"))] if self.dated else []


def head_of(query: Query, understood: str, *, asked: bool) -> Head:
    """What to write above the answer to a question.

    Args:
        query: what was asked, with the filters in force.
        understood: the question as the archive understood it; empty where that is as it stands.
        asked: whether to show the question, which is not to be seen otherwise.
    """
    # Dates that were asked for by name stay; those that the question named can be dropped.
    dated = bool(query.filters) and query.filters == own_dates(query.text)
    first = [*([shown_question(query.text)] if asked or dated else []), *narrowed(query)]
    lines = [f"-# {' · '.join(first)}"] if first else []
    if understood:
        lines.append(f"-# {say('Understood as: {question}', question=shown_question(understood))}")
    return Head(tuple(lines), dated)


def read_head(components: Sequence[discord.Component]) -> Head:
    """The head of the card that a message's components make up, as it was written.

    Lines that found no room on the card are not there.
    """
    parts = list(_parts(components))
    texts = [part.content for part in parts if isinstance(part, discord.TextDisplay)]
    ids = [part.custom_id or "" for part in parts if isinstance(part, discord.Button)]
    # The last text is the answer itself.
    lines = tuple(text for text in texts[:-1] if re.match(r"-# |\*\*", text))
    return Head(lines, any(name.startswith(f"{_UNDATED}:") for name in ids))


def _parts(components: Sequence[discord.Component]) -> Iterator[Any]:
    for card in components:
        for part in card.children if isinstance(card, discord.Container) else []:
            yield from part.children if isinstance(part, discord.ActionRow) else [part]
