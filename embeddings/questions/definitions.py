"""What a question asks for a definition of, and what a sentence looks like that gives one.

Of 292 questions of public sets for what something is ("What is fuzzing?"), 48 have such a sentence in their passage: it
answers all of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from embeddings.languages import LANGUAGES, TERMS_LANGUAGE, UNSPACED_LETTER, spaced, unspaced
from embeddings.normal_forms import unaccented

_WORDS = 4
"""Words that a thing is named by, at most."""
_ARTICLE = rf"(?:{spaced('articles')}(?:\s+|(?<=['’])))?"
_THING = rf"\w[^\s?？]*(?:\s+[^\s?？]+){{0,{_WORDS - 1}}}?"
_ASIDE = spaced("asides")
_ASKED = re.compile(
    unaccented(
        rf"\W*\b{spaced('definition_questions')}\b\s*(?:{_ASIDE}\s+)*\b{_ARTICLE}(?P<thing>{_THING})"
        rf"(?:[\s,]+{_ASIDE})*\W*"
    ),
    re.IGNORECASE,
)
_UNSPACED_THING = (
    r"\s*(?P<thing>(?!这|那|它|你|我|他|她|這|それ|これ|あれ)(?:(?![的の什啥哪谁誰怎何])[\w ·+.-]){1,20}?)\s*"
)
"""Neither a pronoun, nor something else about a thing."""
_UNSPACED_ASKED = [
    re.compile(unaccented(rf"\W*{asked}\W*").replace("{thing}", _UNSPACED_THING), re.IGNORECASE)
    for language in LANGUAGES
    if language.scripts
    for asked in language.definition_questions
]
_ENDING = re.compile(r"(?:(?<=\w{2})ies|(?<=\w{3})s|(?<=\w{2})y)$", re.IGNORECASE)
_ENDINGS = r"(?:e?s|ies|y)?"
_OPENING = r"(?:^|(?<=[.!?:]\s)|(?<=\n))[\"'“‘„«(*_ ]*"
_IS = spaced("definitions")
_UNSPACED_OPENING = r"(?:^|(?<=[。！？!?：:]|\n))[\s\"'“‘「『《*_]*"
_PARTS = re.compile(rf"{UNSPACED_LETTER.pattern}+|[^\s{UNSPACED_LETTER.pattern[1:]}+")
_STOP_WORDS = frozenset(TERMS_LANGUAGE.stop_words)


def defined(question: str) -> tuple[int, int] | None:
    """Offsets of the thing that a question asks for a definition of; ``None`` for other questions."""
    bare = unaccented(question)
    asked = next(filter(None, (pattern.fullmatch(bare) for pattern in (_ASKED, *_UNSPACED_ASKED))), None)
    return asked.span("thing") if asked else None


@lru_cache(maxsize=64)
def definition(question: str) -> re.Pattern[str] | None:
    """What is found in a text where a sentence says what a question asks for; ``None`` for other questions.

    It opens with the thing, or its long name with the thing in brackets, and then says what that is, with a verb, or
    behind a colon or a comma: "Clippy, the linter for Rust, ..."; or it says what is called so.
    """
    thing = defined(question)
    if thing and UNSPACED_LETTER.search(unaccented(question).replace(question[slice(*thing)], "")):
        return _unspaced_definition(question[slice(*thing)])
    words = question[slice(*thing)].split() if thing else []
    # With "of" or "to" in it, the question is for something else about a thing.
    if not words or any(word.casefold() in _STOP_WORDS for word in words):
        return None
    *before, last = words
    name = r"[\s-]+".join([*map(re.escape, before), re.escape(_ENDING.sub("", last)) + _ENDINGS])
    alone = rf"{_ARTICLE}{name}[\"'”’»*_]*"
    explained = rf"(?:{_ARTICLE}[\w -]{{3,60}} \({name}\)|{alone}(?: \([^()]{{1,60}}\))?)"
    opening = rf"{_OPENING}(?:{explained},?\s+{_IS}\b|{alone}\s*[:,]\s+{_ARTICLE[:-1]}\w)"
    return re.compile(rf"{opening}|\b{spaced('namings')} [\"'“‘„«*_]*{name}\b", re.IGNORECASE)


def _unspaced_definition(thing: str) -> re.Pattern[str]:
    """The same of a thing that is asked for in a language without spaces; there a sentence may also ask what it is, and
    the next say so."""
    name = r"\s*".join(re.escape(part) for part in _PARTS.findall(thing))
    in_marks = rf"[\"“‘「『《*_]*{name}[\"”’」』》*_]*\s*"
    explained = rf"(?:{in_marks}(?:[（(][^（）()\n]{{1,60}}[）)]\s*)?|[\w ]{{2,40}}[（(]{name}[）)]\s*)"
    asked = unspaced("definition_questions").replace("{thing}", rf"\s*{name}\s*")
    return re.compile(
        rf"{_UNSPACED_OPENING}(?:{unspaced('namings')}?{explained}(?:{unspaced('definitions')}|[:：]\s*\w{{4}}))"
        rf"|(?:^|(?<=[。！？!?\n]))\s*(?:\w{{1,3}}[，,])?{asked}[？?]"
        rf"|{unspaced('namings')}{in_marks}(?=[的。，、！；\n]|$)",
        re.IGNORECASE,
    )
