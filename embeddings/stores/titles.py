"""Titles as they are typed: by their beginning, by their words, and with typing errors."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

_WORD = re.compile(r"\w+")
_CLOSE = 70
"""Similarity, 0 to 100, from which a title counts as meant in spite of typing errors."""


class TitleIndex:
    """Finds posts by what somebody has typed so far of their titles."""

    def __init__(self, titles: Sequence[tuple[int, str]]) -> None:
        """``titles``: ids and names of posts, best first where nothing tells them apart, such as the newest."""
        self._ids = [identity for identity, _ in titles]
        self._titles = [" ".join(_WORD.findall(title.casefold())) for _, title in titles]

    def find(self, typed: str, limit: int) -> list[int]:
        """Ids of posts whose titles begin so, then of those with words that do, then of those that are nearly so."""
        wanted = " ".join(_WORD.findall(typed.casefold()))
        if not wanted:
            return self._ids[:limit]
        words = wanted.split()
        begins = [row for row, title in enumerate(self._titles) if title.startswith(wanted)]
        holds = [row for row, title in enumerate(self._titles) if all(f" {word}" in f" {title}" for word in words)]
        found = list(dict.fromkeys(begins + holds))[:limit]
        if len(found) < limit:
            near = process.extract(wanted, self._titles, scorer=fuzz.partial_ratio, score_cutoff=_CLOSE, limit=limit)
            found = list(dict.fromkeys([*found, *(row for _, _, row in near)]))[:limit]
        return [self._ids[row] for row in found]
