"""Unicode's normal forms, for text that may be made to take long: sorting the marks on one letter takes the square of
their number. And words as they are typed by who has no accents at hand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Literal

from embeddings.han import simplified

_ACCENTED = ("COMBINING", "VARIATION SELECTOR", "ARABIC", "HEBREW", "SYRIAC")
"""How the names of accents begin: Latin, Greek and Cyrillic ones, and the points of scripts that need none."""
_INVISIBLE = "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
"""Characters without width, such as the soft hyphen: a word is the same with them and without."""
_PUNCTUATION = "‘’“”–—"
"""What most English text has besides ASCII; no normal form changes it."""
_HALF_WIDTH = {
    code: code - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for code in range(ord(first), ord(last) + 1)
}
_MARKED = re.compile("[\u0300-\u1fff\u20d0-\u20ff\u2c00-\U0001ffff]+")
"""Where combining characters are: a class of all their ranges takes ten times as long to pass over other text."""


@cache
def _every() -> list[int]:
    """The combining characters of Unicode's first two planes."""
    return [code for code in range(0x300, 0x20000) if unicodedata.category(chr(code))[0] == "M"]


def combining(kept: Callable[[str], bool]) -> str:
    """The combining characters of Unicode's first two planes for which something holds, as ranges of a character
    class."""
    ranges: list[list[int]] = []
    for code in filter(lambda code: kept(chr(code)), _every()):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def is_accent(mark: str) -> bool:
    """Whether a mark is an accent or a point that a word may be written without, rather than one of its letters."""
    name = unicodedata.name(mark, "")
    # The sound marks of kana tell letters apart, and are one character with theirs.
    return unicodedata.category(mark) in ("Mn", "Me") and name.startswith(_ACCENTED) and "KATAKANA" not in name


@cache
def _stack() -> re.Pattern[str]:
    stacked = combining(lambda char: unicodedata.combining(char) != 0)
    # More than thirty are in no word of any language (https://unicode.org/reports/tr15/#Stream_Safe_Text_Format).
    return re.compile(f"([{stacked}]{{30}})[{stacked}]+")


@cache
def _left_out() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What words are the same without: invisible characters, and accents."""
    return re.compile(f"[{_INVISIBLE}]+"), re.compile(f"[{combining(is_accent)}]+")


def without_stacks(text: str) -> str:
    """A text without what stands on a letter above thirty marks."""
    return _stack().sub(r"\1", text) if _MARKED.search(text) else text


def folded(text: str) -> str:
    """A text in small letters, without accents and without characters that have no width, its Chinese simplified."""
    text = text.casefold()
    bare = text
    for mark in _PUNCTUATION:
        bare = bare.replace(mark, "")
    if bare.isascii():
        return text
    invisible, accents = _left_out()
    decomposed = normalized("NFKD", invisible.sub("", text))
    return simplified(normalized("NFC", _MARKED.sub(lambda run: accents.sub("", run.group()), decomposed)))


@cache
def _letters() -> dict[int, str]:
    """Latin letters with accents, each with what it is without, where that is one letter too; letters and digits of
    full width, each with the usual one."""
    every = map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B)))
    bare = {letter: folded(letter) for letter in every}
    return {ord(letter): one.upper() if letter.isupper() else one for letter, one in bare.items() if len(one) == 1}


def unaccented(text: str) -> str:
    """A text without the accents on Latin letters, and with digits and those letters at their usual width; or a pattern
    for such a text. Every character stays in its place."""
    return text if text.isascii() else text.translate(_letters())


def half_width(text: str) -> str:
    """A text with the digits and letters of full width that East Asian keyboards type, "２０１５", as plain ones; each
    character stays one."""
    return text.translate(_HALF_WIDTH)


def normalized(form: Literal["NFC", "NFKD"], text: str) -> str:
    """A text in a normal form, without what stands on a letter above thirty marks."""
    return unicodedata.normalize(form, without_stacks(text))
