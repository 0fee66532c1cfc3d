"""Late interaction: how near every word of a question comes to some word of a passage, each read in its context.

MaxSim of Khattab and Zaharia, ColBERT (https://arxiv.org/abs/2004.12832), over the token vectors that a sentence
model makes anyway. A sentence's own vector is the mean of its tokens as they stand in the passage, late chunking
of Günther and others (https://arxiv.org/abs/2409.04701).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.models.encoder import TokenEmbeddings
from embeddings.text.terms import terms

Floats = npt.NDArray[np.float32]

RARITY = 0.4
"""Share of the weight that words have by how rare they are; the rest is equal, "who" and "when" included: row
``quotes.RARITY`` of ``tests/benchmarks/results.json``."""

_WORD = re.compile(r"\w+(?:['’]\w+)?")


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question's tokens, and how much each counts."""

    tokens: Floats
    """Unit vectors, shape (tokens, width)."""
    weights: Floats
    """Shape (tokens,); they sum to one."""
    mean: Floats
    """Unit vector of the question as the mean of its tokens, shape (width,)."""

    @classmethod
    def of(cls, text: str, reading: TokenEmbeddings, idf: Mapping[str, float]) -> ReadQuestion:
        """``idf``: how rare each term that says something about the subject is in the archive."""
        rare = np.zeros(len(reading.tokens), dtype=np.float32)
        equal = np.zeros_like(rare)
        for word in _WORD.finditer(text):
            inside = (reading.spans[:, 0] < word.end()) & (reading.spans[:, 1] > word.start())
            pieces = max(int(inside.sum()), 1)
            rarity = max((idf.get(term, 0.0) for term in terms(word.group())), default=0.0)
            rare[inside] = rarity / pieces
            equal[inside] = 1 / pieces
        weights = RARITY * rare / max(float(rare.sum()), 1e-9) + (1 - RARITY) * equal / max(float(equal.sum()), 1e-9)
        return cls(reading.tokens.astype(np.float32), weights, reading.mean)


class Interaction:
    """A question beside one passage, token by token. Offsets are those of the post."""

    def __init__(self, question: ReadQuestion, passage: TokenEmbeddings, shift: int) -> None:
        """``shift``: offset in the post of the first character that the model read, headings before it included."""
        self._question = question
        self._passage = passage
        self._shift = shift
        self._near: Floats | None = None
        if len(question.tokens) and len(passage.tokens):
            self._near = question.tokens @ passage.tokens.astype(np.float32).T

    @property
    def whole(self) -> float:
        """MaxSim of the passage with its title and headings, 0 to 1."""
        if self._near is None:
            return 0.0
        return max(0.0, float(self._question.weights @ self._near.max(axis=1)))

    def maxsim(self, start: int, end: int) -> float:
        """MaxSim of a part of the passage, 0 to 1."""
        inside = self._passage.inside(start - self._shift, end - self._shift)
        if self._near is None or not inside.any():
            return 0.0
        return max(0.0, float(self._question.weights @ self._near[:, inside].max(axis=1)))

    def cosine(self, start: int, end: int) -> float:
        """Cosine of the question and a part of the passage, each as the mean of its tokens."""
        return float(self.mean(start, end) @ self._question.mean)

    def mean(self, start: int, end: int) -> Floats:
        """Unit vector of a part of the passage as the mean of its tokens, shape (width,)."""
        part: Floats = self._passage.means([(start - self._shift, end - self._shift)])[0]
        return part
