"""Words that a question spells otherwise than the archive does."""

from __future__ import annotations

import re
from collections import Counter

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from embeddings.text.terms import terms

_WORD = re.compile(r"[^\W\d_]{5,}")
"""Shorter words differ by a letter too often without being misspelt."""
_CLOSE = 0.75
"""Share of a word's letters that a correction keeps."""


class Spelling:
    """The words of an archive and how often each stands in it."""

    def __init__(self) -> None:
        self._counted: Counter[str] = Counter()
        self._shown: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._stems: set[str] = set()
        self._lists: dict[str, list[str]] = {}

    def learn(self, text: str) -> None:
        """Take in the words of a text; all are learnt before the first question."""
        self._counted.update(_WORD.findall(text))

    def settle(self) -> None:
        """Make of all words that were learnt what questions are held against."""
        for word, count in self._counted.most_common():
            folded = word.casefold()
            self._shown.setdefault(folded, word)
            self._counts[folded] += count
        self._stems = {stem for folded in self._counts for stem in terms(folded)}
        for folded in self._counts:
            self._lists.setdefault(folded[0], []).append(folded)
        self._counted.clear()

    def corrected(self, question: str) -> str:
        """The question with every word that the archive lacks replaced by the nearest that it has, the commonest of
        equals; empty where nothing was.

        A typing error rarely changes the first letter, so that a correction shares it (Pollock and Zamora, Automatic
        spelling correction in scientific and scholarly text, 1984).
        """
        corrected = _WORD.sub(lambda match: self._nearest(match.group()), question)
        return corrected if corrected != question else ""

    def _nearest(self, word: str) -> str:
        folded = word.casefold()
        if self._stems.issuperset(terms(folded)):
            return word
        near = process.extract(
            folded,
            self._lists.get(folded[0], []),
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=_CLOSE,
            limit=5,
        )
        if not near:
            return word
        best = max(near, key=lambda found: (round(found[1], 2), self._counts[found[0]]))
        return self._shown[best[0]]
