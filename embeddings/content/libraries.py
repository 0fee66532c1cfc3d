"""What two libraries take for the main text of a page, and whether they have a block of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import trafilatura
from lxml.html import tostring
from readability import Document
from readability.readability import Unparseable

from embeddings.content.html import read_html
from embeddings.normal_forms import normalized, without_stacks

_WINDOW = 12
"""Letters that are compared at once. Fewer occur in any text by chance."""
_MAX_ELEMENTS = 20_000
"""Elements of a page above which both take out of proportion; of 293 pages of newspapers and blogs none has 5,000."""
_RUBY = re.compile(r"<r[tp]\b[^<>]*>[^<]*</r[tp]>", re.IGNORECASE)
"""How a word is read, which both take for words of the text."""
_SAID = 0.5
"""Share of a block's windows that a library's text must have."""

for _library in ("readability", "trafilatura"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)  # a page that one cannot read is no news to an owner


class _Document(Document):  # type: ignore[misc]
    """Readability's document, its summary as it stands: what it does to attributes takes long on hostile pages."""

    def get_clean_html(self) -> str:
        return str(tostring(self._html(), encoding="unicode"))


class MainText:
    """What a library takes for the main text: compared by its letters and digits alone.

    Libraries drop soft hyphens, compose letters, and mark items and cells in ways of their own.
    """

    def __init__(self, text: str) -> None:
        lines = text.split("\n")
        self._lines = {_folded(part) for line in lines for part in (line, *line.split("|"))}
        folded = _folded(text)
        self._windows = set(_windows(folded))

    def has(self, block: str) -> bool:
        """Whether it holds the block or most of it."""
        folded = _folded(block)
        if len(folded) < _WINDOW:
            return bool(folded) and folded in self._lines
        found = [window in self._windows for window in _windows(folded)]
        return sum(found) >= _SAID * len(found)


def main_texts(page: str) -> tuple[MainText, MainText]:
    """What trafilatura and what readability take for it; nothing where the page has too many elements for them."""
    if page.count("<") - page.count("</") > _MAX_ELEMENTS:
        return MainText(""), MainText("")
    page = _RUBY.sub("", page)
    return by_trafilatura(page), by_readability(page)


def by_trafilatura(page: str) -> MainText:
    """What trafilatura takes for it."""
    return MainText(trafilatura.extract(without_stacks(page), include_comments=False, include_tables=True) or "")


def by_readability(page: str) -> MainText:
    """What readability takes for it; nothing where it gives up."""
    try:
        return MainText(read_html(_Document(without_stacks(page)).summary()).text)
    except (Unparseable, ValueError, TypeError, RecursionError):
        return MainText("")


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, normalized("NFKD", text).casefold()))


def _windows(folded: str) -> Iterator[str]:
    return (folded[start : start + _WINDOW] for start in range(len(folded) - _WINDOW + 1))
