"""Does a text name a subject? Closer than by terms, whose stems have more in common than their words do.

"Access" and "accessibility" are one term; whoever counts what mentions the one does not mean the other.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain, pairwise

from embeddings.languages import LANGUAGES, SPACED_LETTER, TERMS_LANGUAGE, UNSPACED_LETTER, spaced
from embeddings.normal_forms import folded
from embeddings.text.terms import terms

_VERSION = r"\d+(?:\.\d+)+"
_WORD = re.compile(rf"{UNSPACED_LETTER.pattern}+|(?<!{SPACED_LETTER})v?{_VERSION}(?!{SPACED_LETTER})|{SPACED_LETTER}+")
_BEGINS, _ENDS = rf"(?<!{SPACED_LETTER})", rf"(?!{SPACED_LETTER})"
_STOP_WORDS = frozenset(TERMS_LANGUAGE.stop_words)
_LISTED = re.compile(r"\s*,\s*")
_AND = re.compile(rf"\s+{spaced('both')}\s+", re.IGNORECASE)
_ENDING = 3
"""Letters by which two forms of a word differ at most: "test" and "testing"."""
_ADVERB = "ly"
"""What makes another word of one, and no form of it: "feed" and "Feedly", but "reply" and "replies"."""
_PAIR = 2
_SAYS_NOTHING = rf"(?:{'|'.join(sorted(_STOP_WORDS))}|[^\W\d])"
_BETWEEN = rf"\W+(?:{_SAYS_NOTHING}\W+){{0,2}}"
"""Between two words of a subject: marks, and a few words that say nothing. None of them is a word of the subject, so
that a text can be read in one way only."""


def alternatives(about: str) -> list[str]:
    """The subjects of which a post is to have one: "Chrome or Firefox" are two. Most often the one that is given."""
    for either, article in _eithers():
        parts = [part for part in either.split(about) if part.strip()]
        if len(parts) > 1:
            listed = (part.strip() for part in chain.from_iterable(map(_LISTED.split, parts)))
            # "Golf ou le potager": the first has lost its article already.
            return [bare for part in listed if (bare := article.sub("", part, count=1))]
    return [about]


@cache
def _eithers() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """What stands between two subjects in each language, and what stands before one."""
    return [
        (
            re.compile(rf"(?:\s*,)?\s+(?:{'|'.join(language.either)})\s+", re.IGNORECASE),
            re.compile(rf"^(?:{'|'.join(language.lookups.articles if language.lookups else ())})(?:\s+|(?<=['’]))"),
        )
        for language in LANGUAGES
        if language.either and not language.scripts
    ]


class Subject:
    """The words of a subject."""

    def __init__(self, about: str) -> None:
        self._whole = folded(about).strip()
        sides = _AND.split(self._whole)
        # "Android and iOS" is named by "iOS and Android" too.
        orders = [self._whole, " ".join(reversed(sides))] if len(sides) == _PAIR else [self._whole]
        self._rows = [_Row(order) for order in orders]
        self._sides = [_Row(side) for side in sides] if len(sides) == _PAIR else []

    def named_in(self, text: str) -> bool:
        """Whether a text has the words in a row, in any of their forms."""
        return self._named_in(folded(text))

    def both_named_in(self, text: str) -> bool:
        """Whether a text names both things that it is made of: "bread and salt" of "salt goes into bread"."""
        text = folded(text)
        return bool(self._sides) and all(side.stands_in(text) for side in self._sides)

    def held_in(self, text: str) -> bool:
        """Whether a text has all of the words, in any order."""
        text = folded(text)
        return self._named_in(text) or self._rows[0].is_held_in(text)

    def _named_in(self, text: str) -> bool:
        if not self._rows[0].words:
            # "R" and "C++", which stand in most texts and in many as another's part.
            return re.search(rf"{_BEGINS}{re.escape(self._whole)}(?![+#]){_ENDS}", text) is not None
        if not self._whole.isascii() and self._whole in text:
            return True
        return any(row.stands_in(text) for row in self._rows)


class _Row:
    """Words in an order."""

    def __init__(self, text: str) -> None:
        found = _WORD.findall(text)
        everything = [word for word in found if len(word) > 1 or word.isdigit() or UNSPACED_LETTER.match(word)]
        self.words = [word for word in everything if word not in _STOP_WORDS] or everything
        silent = _STOP_WORDS.issuperset(self.words)
        other = "" if silent else rf"(?!{_SAYS_NOTHING}{_ENDS})"
        # What is cheap to see comes first.
        forms = [_form(word, other) for word in self.words]
        self._forms = [re.compile(form) for form in forms]
        between = [
            r"\W*" if UNSPACED_LETTER.search(first + second) else r"\W+" if silent else _BETWEEN
            for first, second in pairwise(self.words)
        ]
        self._row = re.compile("".join(chain.from_iterable(zip(forms, [*between, ""], strict=False))))

    def stands_in(self, text: str) -> bool:
        return any(self._same(found.groups(), self.words) for found in self._row.finditer(text))

    def is_held_in(self, text: str) -> bool:
        return bool(self.words) and all(
            any(self._same(found.groups(), [word]) for found in form.finditer(text))
            for word, form in zip(self.words, self._forms, strict=True)
        )

    @staticmethod
    def _same(found: tuple[str, ...], words: list[str]) -> bool:
        return bool(words) and all(_are_forms(one, word) for one, word in zip(found, words, strict=True))


def _are_forms(one: str, other: str) -> bool:
    """Whether two words are forms of one."""
    shorter, longer = sorted((one, other), key=len)
    # A letter that is doubled before an ending is left out: "run", "running".
    more = len(longer) - len(shorter)
    differ = more - (more > 0 and longer.startswith(shorter + shorter[-1]))
    return differ <= _ENDING and terms(one) == terms(other) and not (_made_of(one, other) or _made_of(other, one))


def _made_of(one: str, other: str) -> bool:
    return one.endswith(_ADVERB) and not other.endswith(_ADVERB) and terms(one.removesuffix(_ADVERB)) == terms(other)


def _form(word: str, other: str) -> str:
    """A pattern for a word in any of its forms; without spaces between words it has one, anywhere."""
    if UNSPACED_LETTER.search(word):
        return f"({re.escape(word)})"
    if "." in word:
        # A version, or one of it: 2.1.3 of 2.1.
        return rf"{_BEGINS}(?<!\.)(v?{re.escape(word.removeprefix('v'))})(?:\.\d+)*(?!\d)"
    beginning = word[: max(3, len(word) - _ENDING)]
    if len(beginning) > 3 and beginning[-1] == beginning[-2]:
        beginning = beginning[:-1]
    beginning = re.escape(beginning)
    return rf"{_BEGINS}(?={beginning}){other}({beginning}{SPACED_LETTER}*){_ENDS}"
