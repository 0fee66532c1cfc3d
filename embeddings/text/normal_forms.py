"""Unicode's normal forms, for text that may be made to take long: sorting the marks on one letter takes the square of
their number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Literal

_COMBINING = [code for code in range(0x300, 0x20000) if unicodedata.category(chr(code))[0] == "M"]


def combining(kept: Callable[[str], bool]) -> str:
    """The combining characters of Unicode's first two planes for which something holds, as ranges of a character
    class."""
    ranges: list[list[int]] = []
    for code in filter(lambda code: kept(chr(code)), _COMBINING):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


_STACKED = combining(lambda char: unicodedata.combining(char) != 0)
# More than thirty are in no word of any language (https://unicode.org/reports/tr15/#Stream_Safe_Text_Format).
_STACK = re.compile(f"([{_STACKED}]{{30}})[{_STACKED}]+")


def without_stacks(text: str) -> str:
    """A text without what stands on a letter above thirty marks."""
    return _STACK.sub(r"\1", text)


def normalized(form: Literal["NFC", "NFKD"], text: str) -> str:
    """A text in a normal form, without what stands on a letter above thirty marks."""
    return unicodedata.normalize(form, without_stacks(text))
