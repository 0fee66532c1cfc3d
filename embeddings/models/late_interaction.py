"""Late interaction: how near every word of a question comes to some word of a passage, each read in its context.

MaxSim of Khattab and Zaharia, ColBERT (https://arxiv.org/abs/2004.12832), over the token vectors that a sentence
model makes anyway.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.models.encoder import Spans, TokenEmbeddings, inside
from embeddings.models.token_codes import TokenCodes
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

    @classmethod
    def of(cls, text: str, reading: TokenEmbeddings, idf: Mapping[str, float]) -> ReadQuestion:
        """``idf``: how rare each term that says something about the subject is in the archive."""
        rare = np.zeros(len(reading.tokens), dtype=np.float32)
        equal = np.zeros_like(rare)
        for word in _WORD.finditer(text):
            its = inside(reading.spans, *word.span())
            pieces = max(int(its.sum()), 1)
            rarity = max((idf.get(term, 0.0) for term in terms(word.group())), default=0.0)
            rare[its] = rarity / pieces
            equal[its] = 1 / pieces
        weights = RARITY * rare / max(float(rare.sum()), 1e-9) + (1 - RARITY) * equal / max(float(equal.sum()), 1e-9)
        return cls(reading.tokens.astype(np.float32), weights)


@dataclass(frozen=True, slots=True)
class Interaction:
    """A question beside one passage, token by token. Offsets are those of the post."""

    weights: Floats
    """How much each of the question's tokens counts, shape (tokens,)."""
    near: Floats
    """How near each comes to each token of the passage, shape (tokens, tokens of the passage)."""
    spans: Spans
    """Offsets of the passage's tokens in what the model read, shape (tokens of the passage, 2)."""
    shift: int
    """Offset in the post of the first character that the model read, headings before it included."""

    @classmethod
    def of(cls, question: ReadQuestion, passage: TokenEmbeddings | TokenCodes, shift: int) -> Interaction:
        """With a passage as the model reads it, or as it is kept."""
        if not len(question.tokens) or not len(passage.spans):
            near = np.empty((len(question.tokens), 0), dtype=np.float32)
        elif isinstance(passage, TokenCodes):
            near = passage.cosines(question.tokens)
        else:
            near = question.tokens @ passage.tokens.astype(np.float32).T
        return cls(question.weights, near, passage.spans[: near.shape[1]], shift)

    @property
    def whole(self) -> float:
        """MaxSim of the passage with its title and headings, 0 to 1."""
        return self._maxsim(self.near)

    def maxsim(self, start: int, end: int) -> float:
        """MaxSim of a part of the passage, 0 to 1."""
        return self._maxsim(self.near[:, inside(self.spans, start - self.shift, end - self.shift)])

    def _maxsim(self, near: Floats) -> float:
        return max(0.0, float(self.weights @ near.max(axis=1))) if near.size else 0.0
