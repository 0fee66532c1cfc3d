"""What a question asks for a definition of, and what a sentence looks like that gives one.

Of 292 questions of public sets for what something is ("What is fuzzing?"), 48 have such a sentence in their passage: it
answers all of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from embeddings.languages import TERMS_LANGUAGE, pattern_for, spaced
from embeddings.normal_forms import unaccented

_WORDS = 4
"""Words that a thing is named by, at most."""
_ARTICLE = rf"(?:{spaced('articles')}(?:\s+|(?<=['’])))?"
_THING = rf"\w[^\s?？]*(?:\s+[^\s?？]+){{0,{_WORDS - 1}}}?"
_ASIDE = spaced("asides")
_ASKED = re.compile(
    unaccented(
        rf"\W*{pattern_for('definition_questions')}\s*(?:{_ASIDE}\s+)*\b{_ARTICLE}(?P<thing>{_THING})"
        rf"(?:[\s,]+{_ASIDE})*\W*"
    ),
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:(?<=\w{2})ies|(?<=\w{3})s|(?<=\w{2})y)$", re.IGNORECASE)
_ENDINGS = r"(?:e?s|ies|y)?"
_OPENING = r"(?:^|(?<=[.!?:]\s)|(?<=\n))[\"'“‘„«(*_ ]*"
_IS = spaced("definitions")
_STOP_WORDS = frozenset(TERMS_LANGUAGE.stop_words)


def defined(question: str) -> tuple[int, int] | None:
    """Offsets of the thing that a question asks for a definition of; ``None`` for other questions."""
    asked = _ASKED.fullmatch(unaccented(question))
    return asked.span("thing") if asked else None


@lru_cache(maxsize=64)
def definition(question: str) -> re.Pattern[str] | None:
    """What is found in a text where a sentence says what a question asks for; ``None`` for other questions.

    It opens with the thing, or its long name with the thing in brackets, and then says what that is, with a verb, or
    behind a colon or a comma: "Clippy, the linter for Rust, ..."; or it says what is called so.
    """
    thing = defined(question)
    words = question[slice(*thing)].split() if thing else []
    # With "of" or "to" in it, the question is for something else about a thing.
    if not words or any(word.casefold() in _STOP_WORDS for word in words):
        return None
    *before, last = words
    name = r"[\s-]+".join([*map(re.escape, before), re.escape(_ENDING.sub("", last)) + _ENDINGS])
    alone = rf"{_ARTICLE}{name}[\"'”’»*_]*"
    explained = rf"(?:{_ARTICLE}[\w -]{{3,60}} \({name}\)|{alone}(?: \([^()]{{1,60}}\))?)"
    opening = rf"{_OPENING}(?:{explained},?\s+{_IS}\b|{alone}\s*[:,]\s+{_ARTICLE[:-1]}\w)"
    return re.compile(rf"{opening}|\b{spaced('namings')} [\"“‘„«*_]*{name}\b", re.IGNORECASE)
