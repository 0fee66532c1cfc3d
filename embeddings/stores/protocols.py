"""What stands behind a search: the seams at which an engine is exchanged for another.

Filters are pushed down as a :class:`Where`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from embeddings.posts import Filters, Post
from embeddings.stores.ids import Ids, Scores, Vectors
from embeddings.stores.outline import Outline

Field = Literal["passage", "post", "title"]


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


@dataclass(frozen=True, slots=True)
class Background:
    """The cosines of a vector and what there is, most of which has nothing to do with it; some models' all lie above
    0.7."""

    mean: float = 0.0
    deviation: float = 0.0
    """Standard deviation."""
    least: float = 0.0
    sample: int = 0
    """How many were looked at."""

    @classmethod
    def of(cls, cosines: Scores) -> Background:
        """That of some cosines, shape (n,); zeros where there are none."""
        return (
            cls(float(cosines.mean()), float(cosines.std()), float(cosines.min()), len(cosines))
            if len(cosines)
            else cls()
        )


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

    def cosines(self, ids: Ids, vector: Vectors) -> Scores:
        """How near ids come to a vector, shape (dimension,): float32, shape (len(ids),); 0 for an id that is not
        there."""

    def background(self, vector: Vectors) -> Background:
        """How near a vector, shape (dimension,), comes to a fixed sample of what there is, by cosine."""


class LexicalStore(Protocol):
    """The terms of passages, of posts as a whole and of titles. Safe to share between threads."""

    def search(self, terms: Sequence[str], k: int, where: Where = EVERYTHING, *, field: Field = "passage") -> Hits:
        """The ids with the highest BM25 scores, at most ``k``; none that shares no term with the question."""

    def score(self, terms: Sequence[str], ids: Ids, *, field: Field = "passage") -> Scores:
        """BM25 of ids: float32, shape (len(ids),); 0 for an id that is not there."""

    def holding(self, terms: Sequence[str], *, field: Field = "passage") -> Ids:
        """The ids that hold every one of some terms, ascending; none where there are no terms."""

    def document_frequency(self, terms: Sequence[str]) -> Mapping[str, int]:
        """In how many passages each of some terms stands; 0 for one that the archive lacks."""

    @property
    def passages(self) -> int:
        """How many passages there are."""


class Generation(Protocol):
    """What a catalog holds at one moment. It stays so, whatever a sync does meanwhile; use it on one thread."""

    @property
    def number(self) -> int:
        """Grows by one with every sync that changes something."""

    @property
    def key(self) -> str:
        """Tells it from every other generation, also from those of other catalogs that have its number."""

    @property
    def state(self) -> Mapping[str, str]:
        """Entries of the sync state: ``model``, ``vocabulary_coverage`` and the like."""

    @property
    def has_passages(self) -> bool:
        """Whether there is anything to find."""

    def posts(self, ids: Collection[int]) -> dict[int, Post]:
        """Posts by their ids; one that is not there is left out."""

    def changed_since(self, number: int, key: str) -> Ids | None:
        """The posts that came, changed or went since an earlier generation, ascending; ``None`` where this one does not
        come of it, or all have changed."""

    def every_post(self, posts: Ids | None = None) -> Iterator[tuple[int, Post]]:
        """Ids and posts, one after the other, in the order of their ids: all, or some by their ids."""

    def outline(self, posts: Ids | None = None) -> Outline:
        """Every passage, or those of some posts."""

    def vectors(self, posts: Ids | None = None) -> Iterator[Vectors]:
        """The vectors of all passages, or of those of some posts, in the order of :meth:`outline`, some at a time:
        float32, shape (n, dimension).

        Raises:
            ArchiveError: one is missing.
        """

    def sentence_vectors(self, posts: Ids | None = None) -> Iterator[Vectors]:
        """The same of all sentences: float32, shape (n, width)."""

    def tokens(self, passages: Collection[int]) -> dict[int, tuple[bytes, Vectors]]:
        """The tokens of some passages by their ids, as they were packed, with the vectors of their sentences, float32,
        shape (sentences, width); those of which no tokens are kept are left out."""

    def titles(self) -> list[tuple[int, str]]:
        """Ids and names of the posts, the newest first and those without a date last."""

    def post_id(self, key: str) -> int | None:
        """The id of the post with a key, or of the one that stands for it; ``None`` where there is none."""

    def at(self, url: str) -> list[int]:
        """Ids of the posts that stand at one address."""

    def where(self, filters: Filters, exclude: str = "") -> Where:
        """Which posts some filters admit; ``exclude``: id in its source of one that they do not."""

    def find(self, filters: Filters, *, newest_first: bool = False, limit: int | None = None) -> list[int]:
        """Ids of the posts that filters admit.

        Args:
            filters: which.
            newest_first: in the order of their days, those without one left out; else in that of their ids.
            limit: how many at most.
        """

    def days(self) -> dict[int, date]:
        """The day of every post that has one."""

    def authors(self) -> dict[str, int]:
        """All authors with how many posts each has, those of most first; of one post by several, their names joined."""

    def tags(self) -> dict[str, int]:
        """All tags with how many posts each has, those of most first; spelt as most posts have them, since filters take
        "Rye" and "rye" for one."""

    def provenance(self, post: str) -> tuple[str, datetime | None]:
        """The source of a post, by its id there, and when that last said that it stands as it is here; of no source
        where there is no such post."""
