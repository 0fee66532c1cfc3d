"""Is a message a question? Where nobody mentions the bot, only questions are for it."""

from __future__ import annotations

import re

from embeddings import pattern_for

_MARK = re.compile(r"[?？؟]\s*[\"'”’»)*_]*\s*(?:$|\s)")
_OPENING = re.compile(rf"(?:{pattern_for('lead_ins')}[\s,!.]*)*{pattern_for('question_openings')}", re.IGNORECASE)
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
