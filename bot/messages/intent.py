"""Is a message a question, and how may it be read? Where nobody mentions the bot, only questions are for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import embeddings

if TYPE_CHECKING:
    # The terminal asks through this module too, and imports what it needs when it needs it.
    from embeddings import Query

_MARK = re.compile(r"[?？؟]\s*[\"'”’»)*_]*\s*(?:$|\s)")
_OPENING = re.compile(
    r"(?:(?:hi|hello|hey|hallo|hola|so|ok|okay|and|but|please)\b[\s,!.]*)*"
    r"(?:who|whom|whose|what|when|where|why|which|how|is there|are there|does anyone know|do you know|"
    r"wer|was|wann|wo|warum|wieso|weshalb|welche[rsmn]?|wie|"
    r"qui|que|quoi|quand|où|pourquoi|comment|combien|quel(?:le)?s?|"
    r"qué|quién|cuándo|dónde|cuánto|cómo|por qué|cuál|"
    r"quem|quando|onde|por que|como|qual)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+|<[@#:][^>]*>")
_FEWEST_WORDS = 3
"""A question without a question mark is at least this long: "what a day" and "how nice" are none."""


def is_question(text: str) -> bool:
    """Whether the text asks something, in the languages that most servers speak."""
    plain = _ADDRESS.sub(" ", text).strip()
    if not any(char.isalpha() for char in plain):
        return False
    if _MARK.search(plain):
        return True
    words = plain.split()
    exclaims = plain.endswith("!") or re.match(r"(?:what an?|how \w+$)\b", plain, re.IGNORECASE)
    return len(words) > _FEWEST_WORDS and not exclaims and bool(_OPENING.match(plain))


def interpretations(query: Query, tags: Sequence[str] = ()) -> list[Query]:
    """The ways to read a question, the narrowest first: by the time that it names and by tags, then as it stands.

    A question that was narrowed by hand is read in that way alone.
    """
    dated = embeddings.own_dates(query.text)
    narrow = [replace(dated, tag=tag) for tag in tags] + ([dated] if dated else [])
    if query.filters:
        return [query]
    return [*(replace(query, filters=filters) for filters in narrow if filters), query]
