"""Question classification by the type of answer expected: a quantity, a time, a person or place.

After Li and Roth, Learning Question Classifiers (COLING 2002), in three coarse classes that regular expressions tell
apart. Together they are the row ``quotes.unread.cue`` of ``tests/benchmarks/results.json``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from embeddings.languages import LANGUAGES, Language, pattern_for, spaced, unspaced
from embeddings.normal_forms import unaccented
from embeddings.questions.grammar import language_of


def _pattern(column: str) -> re.Pattern[str]:
    """A pattern for a question without its accents, which few people type."""
    return re.compile(unaccented(pattern_for(column)), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuestionType:
    """A type of question by the answer it expects, and the surface cue of a sentence that gives one."""

    asked: re.Pattern[str]
    """Found in a question of the type, without its accents."""
    cue: re.Pattern[str]
    """Found in a sentence that may answer it."""
    bonus: float
    """Added to the score of a sentence with the cue."""
    near: float
    """On top, weight of the question's terms in it and the sentence before: the answer often follows its subject."""


_TYPES = (
    QuestionType(
        _pattern("quantity_questions"), re.compile(rf"\d|{pattern_for('quantity_cues')}", re.IGNORECASE), 0.12, 0.15
    ),
    QuestionType(
        _pattern("time_questions"),
        re.compile(rf"\b1\d{{3}}\b|\b20\d\d\b|{pattern_for('time_cues')}", re.IGNORECASE),
        0.1,
        0.1,
    ),
    QuestionType(_pattern("entity_questions"), re.compile(r"(?<!^)(?<![.!?]\s)\b[A-Z][\w’'.-]+"), 0.0, 0.15),
)

_ASKS_WHY, _REASON = _pattern("reason_questions"), re.compile(pattern_for("reasons"), re.IGNORECASE)
_EXPLANATION = _pattern("explanation_questions")
_DEFINITION = re.compile(rf"\W*\b{unaccented(spaced('definition_questions'))}\b(?:\s+\S+){{1,4}}\s*", re.IGNORECASE)

_ASKS_PRICE = _pattern("price_questions")
_NUMBER = rf"(?:\d[\d.,'’]*|{spaced('quantity_cues')})"
_SIGN = "(?:[$€£¥₹₽￥]|chf|eur|gbp|usd)"
_PRICES = pattern_for("prices").replace("{number}", _NUMBER)
_DISCOUNT = rf"(?!\s?(?:{spaced('discounts')}\b|{unspaced('discounts')}))"
_PRICE = re.compile(
    rf"(?>{_SIGN}\s?\d[\d.,'’]*(?:\s?/?{_SIGN})?|\d\s?{_SIGN}(?:\s?/\s?{_SIGN})*|{_PRICES}){_DISCOUNT}", re.IGNORECASE
)
"""An amount of money; not "50 USD off"."""

_SIGNED = "|".join(signed for language in LANGUAGES if language.lookups for signed in language.lookups.signed)
_WRITER = re.compile(rf"(?:{_SIGNED})\s*(?-i:[A-ZÀ-Þ\u3041-\u9fff])", re.IGNORECASE)

NEWEST = re.compile(pattern_for("newest"), re.IGNORECASE)
"""What a question for the newest posts says."""


def question_type(question: str) -> QuestionType | None:
    """The first type that the question is of, if any."""
    bare = unaccented(question)
    return next((expected for expected in _TYPES if expected.asked.search(bare)), None)


def asks_why(question: str) -> bool:
    """Whether a question is for a reason, and not for a price, a number, a time or a name."""
    return price(question) is None and question_type(question) is None and bool(_ASKS_WHY.search(unaccented(question)))


def asks_of_now(question: str) -> bool:
    """Whether a question is for how things are by now: "Do they still ...?"."""
    return bool(of_now(question, language_of(question)))


def of_now(question: str, language: Language) -> list[tuple[int, int]]:
    """Offsets of the words that ask for that."""
    return [match.span() for match in _of_now(language.code).finditer(unaccented(question))]


@cache
def _of_now(code: str) -> re.Pattern[str]:
    language = next(language for language in LANGUAGES if language.code == code)
    border = "" if language.scripts else r"\b"
    return re.compile(rf"{border}(?:{unaccented('|'.join(language.states))}){border}", re.IGNORECASE)


def wants_explanation(question: str) -> bool:
    """Whether a question wants more than a fact: a reason, a way to do something, advice, or what something is."""
    bare = unaccented(question)
    return bool(_EXPLANATION.search(bare) or _DEFINITION.fullmatch(bare))


def price(question: str) -> re.Pattern[str] | None:
    """Found in the sentences that give a price, where that is asked for."""
    return _PRICE if _ASKS_PRICE.search(unaccented(question)) else None


def names_writer(text: str) -> bool:
    """Whether a text says who wrote it: "written by Ada Quill"."""
    return _WRITER.search(text) is not None


def telling(question: str) -> re.Pattern[str] | None:
    """Found in the sentences that give what a question is for, where that has to be a price, a number or a reason."""
    if priced := price(question):
        return priced
    if asks_why(question):
        return _REASON
    return _TYPES[0].cue if question_type(question) is _TYPES[0] else None
