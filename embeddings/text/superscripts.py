"""Characters that stand above or below the line, and what a page holds in their place.

Browsers match the words of an address with the plain characters of ``<sup>`` and ``<sub>``: "10<sup>6</sup>" is "106"
to them.
"""

from __future__ import annotations

import re
import unicodedata

from embeddings.posts import HOLE

NOTE_GAP = "\u202f"
"""Between a word and the mark of its footnote, a narrow no-break space: no page has it there, and no number grows by
its note."""


def _of(kind: str) -> dict[str, str]:
    """By a plain character, the one that Unicode has for it above (``super``) or below (``sub``) the line."""
    found: dict[str, str] = {}
    for code in (
        0xB2,
        0xB3,
        0xB9,
        *range(0x2B0, 0x2B9),
        *range(0x2E0, 0x2E5),
        *range(0x1D2C, 0x1DC0),
        *range(0x2070, 0x20A0),
        0x2C7C,
    ):
        mark, _, plain = unicodedata.decomposition(chr(code)).partition(" ")
        if mark == f"<{kind}>" and len(plain) == 4:
            found.setdefault(chr(int(plain, 16)), chr(code))
    # A hyphen is how most people type the sign.
    return {**found, "-": found["\u2212"]}


ABOVE, BELOW = _of("super"), _of("sub")
MARKS = "".join(sorted({*ABOVE.values(), *BELOW.values()}))
_PLAIN = {mark: plain for table in (ABOVE, BELOW) for plain, mark in table.items()}
_MARK = re.compile(f"[{MARKS}]")
_GAP = re.compile(f"{NOTE_GAP}(?=[{MARKS}])")
_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f"
_UNSURE = re.compile(f"[\\^_{ABOVE['-']}{BELOW['-']}{HOLE}{_EMOJI}]")


def plain_characters(text: str) -> str:
    """A text as a browser matches it: nothing above or below the line, and no gap before a footnote."""
    # Most text has none: passing over it takes a fraction of what `str.translate` does.
    return _MARK.sub(lambda mark: _PLAIN[mark.group()], _GAP.sub("", text))


def is_plain(word: str) -> bool:
    """Whether the page is sure to have a word's characters, rather than perhaps a ``<sup>`` in the place of a "^", or a
    picture in the place of an emoji."""
    return not _UNSURE.search(word)
