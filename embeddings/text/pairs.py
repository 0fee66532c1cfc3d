"""Quotations and brackets in a text: where each opens, and where it closes."""

from __future__ import annotations

import re

from embeddings.languages import LANGUAGES

LONGEST = 700
"""Characters that a quotation or a bracket may have; a mark that closes none within them counts for nothing."""

_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】"}
_STRAIGHT = "\"'"
_QUOTES = {
    opens: closes
    for language in LANGUAGES
    for opens, closes in zip(language.opening_quotes, language.closing_quotes, strict=True)
    if opens not in _STRAIGHT
}
_CLOSERS = {mark: mark for mark in _STRAIGHT}
for _opens, _closes in (_BRACKETS | _QUOTES).items():
    _CLOSERS[_closes] = _CLOSERS.get(_closes, "") + _opens
"""By a mark that closes, those that it closes: "“" is German at the end, and "”" follows "“" and "„" alike."""
_CLOSERS["”"] += "„"
_OPENERS = frozenset(_BRACKETS) | frozenset(_QUOTES)
_MARK = re.compile(f"[{re.escape(''.join(dict.fromkeys([*_OPENERS, *_CLOSERS])))}]")
_APOSTROPHES = "’'‘"


def pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the quotations and brackets of a span: of the mark that opens, and behind the one that closes.

    Each kind of mark is paired on its own, so that one that was forgotten does not undo the others. In order of where
    they open.
    """
    open_at: dict[str, list[int]] = {}
    found: list[tuple[int, int]] = []
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        opener = _closed_by(mark, text, at, open_at, start, end)
        if opener:
            opened = open_at[opener].pop()
            if at + 1 - opened <= LONGEST:
                found.append((opened, at + 1))
        elif _may_open(mark, text, at, start, end):
            waiting = open_at.setdefault(mark, [])
            if mark not in _BRACKETS:
                # A quotation within one of the same marks is rather one whose end was forgotten.
                waiting.clear()
            waiting.append(at)
    return sorted(found)


def _closed_by(mark: str, text: str, at: int, open_at: dict[str, list[int]], start: int, end: int) -> str:
    """The mark that this one closes, the last to have opened; empty where it closes none."""
    waiting = [opener for opener in _CLOSERS.get(mark, "") if open_at.get(opener)]
    if not waiting:
        return ""
    before, behind = text[at - 1 : at] if at > start else "", text[at + 1 : at + 2] if at + 1 < end else ""
    if mark in _APOSTROPHES and (behind.isalnum() or (mark == "'" and before not in ".!?,…")):
        return ""
    if mark == '"' and (before.isspace() or before in "([") and behind and not behind.isspace():
        return ""
    return max(waiting, key=lambda opener: open_at[opener][-1])


def _may_open(mark: str, text: str, at: int, start: int, end: int) -> bool:
    if mark in _OPENERS:
        return True
    before, behind = text[at - 1 : at] if at > start else "", text[at + 1 : at + 2] if at + 1 < end else ""
    return mark in _STRAIGHT and not before.isalnum() and bool(behind) and not behind.isspace()
