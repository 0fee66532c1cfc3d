"""The small lines above an answer: written onto its card, and read back from there when a button is pressed.

Nothing is stored for a card, so what its buttons need of the question stands on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

import discord

from bot.i18n import say
from bot.ids import QuoteButton, packed_filters
from bot.replies.card import narrowed, shown_question
from bot.replies.markdown import escaped, unescaped
from embeddings import Query, own_dates

_UNDATED, _ALONE, _TYPED = "undated", "alone", "typed"
_OFFER = re.compile(rf"({_UNDATED}|{_ALONE}|{_TYPED}):(\d)(.*)")
_DATES = re.compile(r"(?: · [^·]*(?<!\\)<t:-?\d+:D>[^·]*)+$")
"""Behind a question; in the question itself no timestamp is live."""
_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Offer:
    """A way in which a button asks the question again."""

    action: str
    parts: int = 0
    """How many parts of the first line stand behind the question; 0 where they are all dates, or none."""
    code: str = ""
    """What the button carries."""

    @property
    def id(self) -> str:
        return f"{self.action}:{self.parts}{self.code}"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above an answer."""

    lines: tuple[str, ...] = ()
    """As Discord shows them, each small or bold."""
    offers: tuple[Offer, ...] = ()
    """The ways in which its question can be asked again. With any, the first line holds the question."""

    @property
    def dated(self) -> bool:
        """Whether the question named a time that narrowed it, which a button drops."""
        return any(offer.action == _UNDATED for offer in self.offers)

    @property
    def question(self) -> str:
        """The question of a head with offers, without what stands behind it; empty for any other."""
        if not self.offers or not self.lines:
            return ""
        line = self.lines[0].removeprefix("-# ")
        parts = max(offer.parts for offer in self.offers)
        return unescaped(line.rsplit(_BETWEEN, parts)[0] if parts else _DATES.sub("", line)).strip()

    @property
    def first(self) -> str:
        """The words of the first line without dates, where that is a small one: the question of a head that shows it,
        with what else narrowed it."""
        line = self.lines[0] if self.lines else ""
        return unescaped(_DATES.sub("", line.removeprefix("-# "))).strip() if line.startswith("-# ") else ""

    def shared_by(self, name: str) -> Head:
        """The head of an answer that a member shows to everybody, who cannot ask it again."""
        # What says how the quotes below are to be taken stays next to them.
        last = len(self.lines) - bool(self.lines and self.lines[-1].startswith("**"))
        return Head((*self.lines[:last], f"-# {say('Shared by {name}', name=escaped(name))}", *self.lines[last:]))

    def buttons(self) -> dict[str, QuoteButton]:
        """The buttons that ask the question in another way, by the line beside which each stands: the dates are dropped
        beside the question, the words in which it was understood beside those."""
        labels = {_UNDATED: say("Any date"), _ALONE: say("Just this question"), _TYPED: say("Search as typed")}
        lines = {_UNDATED: self.lines[:1], _ALONE: self.lines[:2][-1:], _TYPED: self.lines[:2][-1:]}
        return {
            line: QuoteButton(offer.action, offer.code, labels[offer.action], detail=offer.parts)
            for offer in self.offers
            for line in lines[offer.action]
        }


def head_of(query: Query, understood: str, *, asked: bool, leans: bool = False, corrected: bool = False) -> Head:
    """What to write above the answer to a question.

    Args:
        query: what was asked, with the filters in force.
        understood: the question as the archive understood it; empty where that is as it stands.
        asked: whether to show the question, which is not to be seen otherwise.
        leans: whether it was understood by what was said before it.
        corrected: whether a word of it was.
    """
    # Dates that were asked for by name stay; those that the question named can be dropped.
    dated = bool(query.filters) and query.filters == own_dates(query.text)
    narrowing = narrowed(query)
    offers = [Offer(_UNDATED)] if dated else []
    parts = sum(1 + part.count(_BETWEEN) for part in narrowing)
    if shown_question(query.text) == escaped(" ".join(query.text.split())) and parts <= 9:
        code = "" if dated else packed_filters(query.filters)
        # Asked alone, it is offered as it was typed where that still differs.
        action = _ALONE if leans else _TYPED if corrected else ""
        offers += [Offer(action, parts, code)] if action and (understood or not dated) else []
    first = [*([shown_question(query.text)] if asked or offers else []), *narrowing]
    lines = [f"-# {_BETWEEN.join(first)}"] if first else []
    if understood:
        lines.append(f"-# {say('Understood as: {question}', question=shown_question(understood))}")
    return Head(tuple(lines), tuple(offers))


def read_head(components: Sequence[discord.Component]) -> Head:
    """The head of the card that a message's components make up, as it was written.

    Lines that found no room on the card are not there.
    """
    parts = list(_parts(components))
    above = takewhile(lambda part: not isinstance(part, discord.SeparatorComponent), parts)
    texts = [part.content for part in above if isinstance(part, discord.TextDisplay)]
    ids = [_OFFER.fullmatch(part.custom_id or "") for part in parts if isinstance(part, discord.Button)]
    # The last text of those before a separator is the answer itself.
    lines = tuple(text for text in texts[:-1] if re.match(r"-# |\*\*", text))
    return Head(lines, tuple(Offer(found[1], int(found[2]), found[3]) for found in ids if found))


def _parts(components: Sequence[discord.Component]) -> Iterator[Any]:
    for card in components:
        for part in card.children if isinstance(card, discord.Container) else []:
            if isinstance(part, discord.SectionComponent):
                yield from (*part.children, part.accessory)
            else:
                yield from part.children if isinstance(part, discord.ActionRow) else [part]
