"""Chinese in its two scripts, simplified and traditional, by the tables of OpenCC (https://opencc.byvoid.com)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_HAN = re.compile("[\u3400-\u9fff]")
_SIMPLIFYING, _TO_SIMPLIFIED, _TO_TRADITIONAL = "t2s", "tw2s", "s2tw"
"""What OpenCC calls its tables. Those that exchange words too, such as "软件" for "軟體", make "儲存" of "保存", a word
of both."""


def simplified(text: str) -> str:
    """A text with the simplified character for every traditional one; each stays in its place."""
    return text.translate(_table(_SIMPLIFYING)) if _HAN.search(text) else text


def tradition(text: str) -> float | None:
    """The share of traditional characters among those of a text that tell its script; ``None`` where none does."""
    if not _HAN.search(text):
        return None
    simplifying, to_traditional = _table(_SIMPLIFYING), _table(_TO_TRADITIONAL)
    traditional = sum(ord(char) in simplifying for char in text)
    both = traditional + sum(ord(char) in to_traditional for char in text)
    return traditional / both if both else None


def in_other_script(text: str) -> str:
    """A text in the script that most of it is not in."""
    converted: str = _converter(_TO_SIMPLIFIED if (tradition(text) or 0.0) > 0.5 else _TO_TRADITIONAL).convert(text)
    return converted


@cache
def _converter(name: str) -> OpenCC:
    from opencc import OpenCC  # noqa: PLC0415 - most archives have no Chinese

    return OpenCC(name)


@cache
def _table(name: str) -> dict[int, str]:
    """The characters that a converter changes into one other each; of those of the traditional script alone none is
    simplified."""
    every = [chr(code) for code in range(0x3400, 0xA000)]
    changed = zip(every, _converter(name).convert("\n".join(every)).split("\n"), strict=True)
    traditional = {} if name == _SIMPLIFYING else _table(_SIMPLIFYING)
    return {ord(old): new for old, new in changed if new != old and len(new) == 1 and ord(old) not in traditional}
