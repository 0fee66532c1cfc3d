"""Words that a question writes as one and the archive as two, or the other way round: "wood chip", "ebook"; and in a
language that makes words of any two, what two of the archive's are in: "Eichelkaffee"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from embeddings.languages import words_in
from embeddings.questions.spelling import TYPED

_SHORTEST = 3
"""Letters of a part at least, so that neither "to day" nor "a way" is one word."""
_WHOLE = 7
"""Letters of both together at least."""
_SHORTEST_OF_ANY = 4
"""Letters of a part at least, where any two words may be one."""
_OFTEN = 2
"""How often the archive has two words as one at least: once may be a slip."""
_MOSTLY = 2
"""How much more often than as two it has them as one at least, so that as one they find nearly all of it."""
_WORDS_OF_A_LETTER = "ai"
"""So that "across" is not "a cross"."""
_LETTERED = re.compile(r"(?<![\w-])([^\W\d_])-([^\W\d_]{3,})(?![\w-])")
"""A word with a letter before it: "e-book"."""
_STOP_WORDS = words_in("stop_words")


def as_written(
    question: str,
    count: Callable[[str], int],
    in_a_row: Callable[[str, str], int],
    beside: Callable[[str, str], int],
    links: Sequence[str] = (),
) -> str:
    """A question with such words as the archive mostly writes them; as it stands where it has none.

    Args:
        question: as it was typed.
        count: how often the archive has a word.
        in_a_row: in how many posts it has two words in a row.
        beside: in how many passages it has both of two words.
        links: what the question's language may have between two words that it makes one of; empty where it makes none.
    """
    parts, last = [], 0
    for start, end, written in sorted(_changes(question, count, in_a_row, beside, links)):
        if start >= last:
            parts += [question[last:start], written]
            last = end
    return "".join([*parts, question[last:]])


def _changes(
    question: str,
    count: Callable[[str], int],
    in_a_row: Callable[[str, str], int],
    beside: Callable[[str, str], int],
    links: Sequence[str],
) -> Iterator[tuple[int, int, str]]:
    """What may be written otherwise: its offsets, and how the archive writes it."""
    for word in _LETTERED.finditer(question):
        often = count(one := "".join(pair := word.groups()))
        if often >= _OFTEN and often > _MOSTLY * in_a_row(*pair):
            yield *word.span(), one
    words = list(TYPED.finditer(question))
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else None
        if following and question[word.end() : following.start()] in (" ", "-"):
            pair = word.group(), following.group()
            one = "".join(pair)
            often = count(one) if len(one) >= _WHOLE and all(map(_may_be_part, pair)) else 0
            if often >= _OFTEN and often > _MOSTLY * in_a_row(*pair):
                yield word.start(), following.end(), one
        letter, rest = word.group()[:1], word.group()[1:]
        lettered = len(rest) >= _SHORTEST and letter.casefold() not in _WORDS_OF_A_LETTER
        if lettered and not count(word.group()) and count(rest) and in_a_row(letter, rest):
            yield word.start(), word.end(), f"{letter}-{rest}"
        if len(word.group()) >= _WHOLE and not count(word.group()):
            pairs = _pairs(word.group(), links)
            known = (pair for pair in pairs if all(_may_be_part(part) and count(part) for part in pair))
            together = beside if links else in_a_row
            if two := next((pair for pair in known if together(*pair)), None):
                yield word.start(), word.end(), " ".join(two)


def _pairs(word: str, links: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The two words that one may be made of, with a link between them or without."""
    least = _SHORTEST_OF_ANY if links else _SHORTEST
    for at in range(least, len(word) - least + 1):
        second = word[at:].capitalize() if links and word[0].isupper() else word[at:]
        firsts = [word[:at].removesuffix(link) for link in ("", *links)]
        yield from ((first, second) for first in dict.fromkeys(firsts) if len(first) >= least)


def _may_be_part(word: str) -> bool:
    return len(word) >= _SHORTEST and word.casefold() not in _STOP_WORDS
