"""What stands behind a search: the seams at which an engine is exchanged for another.

Ids are the catalog's own, 64-bit integers, and never the number of a row in some file. A sentence's id is made of its
passage's by :func:`sentence_id`. Filters are pushed down as a :class:`Where`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
Vectors = npt.NDArray[np.float32]
Field = Literal["passage", "post", "title"]

_SENTENCES = 1 << 16
"""Sentences that a passage may have: it has 120 words."""


def sentence_id(passage: int, number: int) -> int:
    """The id of a passage's sentence, counted from 0."""
    return passage * _SENTENCES + number


def passage_of(sentences: Ids) -> Ids:
    """The ids of the passages that some sentences stand in."""
    return sentences // _SENTENCES


@dataclass(frozen=True, slots=True)
class Hits:
    """What a store found, best first."""

    ids: Ids
    scores: Scores
    """Shape of ``ids``; absolute: cosines, or BM25."""

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Where:
    """Which posts a search may find; everything where ``posts`` is ``None``."""

    posts: Ids | None = None
    """Ids of the posts that may be found, ascending."""

    def admits(self, posts: Ids) -> npt.NDArray[np.bool_]:
        """Which of some posts may be found: bool, shape of ``posts``."""
        return np.ones(len(posts), dtype=bool) if self.posts is None else np.isin(posts, self.posts)


EVERYTHING = Where()


class VectorStore(Protocol):
    """The unit vectors of one kind of thing: passages, sentences or posts. Safe to share between threads."""

    def __len__(self) -> int: ...

    def upsert(self, ids: Ids, vectors: Vectors, posts: Ids) -> None:
        """Keep vectors, in place of those that the ids had.

        Args:
            ids: shape (n,), each once.
            vectors: float32, shape (n, dimension), unit length.
            posts: shape (n,), the post that each belongs to, by which a ``Where`` admits it.
        """

    def delete(self, ids: Ids) -> None:
        """Forget vectors; ids that are not there are passed over."""

    def search(self, vector: Vectors, k: int, where: Where = EVERYTHING) -> Hits:
        """The ids nearest to one vector, shape (dimension,), by cosine; at most ``k``, fewer where there are fewer."""

    def fetch(self, ids: Ids) -> Vectors:
        """The vectors of ids: float32, shape (len(ids), dimension); zeros for an id that is not there."""

    def background(self, vector: Vectors) -> float:
        """The cosine, 0 at least, that a vector, shape (dimension,), has to nearly everything there is: three standard
        deviations under the mean. Some models' cosines all lie above 0.7."""


class LexicalStore(Protocol):
    """The terms of passages, of posts as a whole and of titles. Safe to share between threads."""

    def search(self, terms: Sequence[str], k: int, where: Where = EVERYTHING, *, field: Field = "passage") -> Hits:
        """The ids with the highest BM25 scores, at most ``k``; none that shares no term with the question."""

    def score(self, terms: Sequence[str], ids: Ids, *, field: Field = "passage") -> Scores:
        """BM25 of ids: float32, shape (len(ids),); 0 for an id that is not there."""

    def document_frequency(self, terms: Sequence[str]) -> Mapping[str, int]:
        """In how many passages each of some terms stands; 0 for one that the archive lacks."""

    @property
    def passages(self) -> int:
        """How many passages there are."""
