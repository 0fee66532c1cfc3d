"""An engine that keeps the indexes of many archives for many machines, in the place of each machine's own files.

A sync writes the next generation there before its catalog makes it visible, at the end of the same transaction. So
whoever sees a generation in the catalog finds all of it in the engine, and what a sync wrote that came to nothing is
taken back by the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from embeddings.stores.ids import Ids, Vectors
from embeddings.stores.protocols import LexicalStore, VectorStore
from embeddings.stores.statistics import PostTerms, Statistics


@dataclass(frozen=True, slots=True)
class Known:
    """What an engine keeps of a whole generation, besides its rows."""

    key: str
    """The generation's key."""
    terms: str
    """See :func:`embeddings.text.terms.fingerprint`."""
    dimension: int
    """Of a passage's vector, and of a post's."""
    width: int
    """Of a sentence's."""
    rows: Mapping[str, int]
    """How many there are: ``passages``, ``sentences``, ``posts``."""
    statistics: Statistics


@dataclass(frozen=True, slots=True)
class EncodedPassage:
    """A passage with its vectors."""

    number: int
    """Its id."""
    vector: Vectors
    """Shape (dimension,)."""
    sentences: Vectors
    """Shape (sentences, width)."""


@dataclass(frozen=True, slots=True)
class PostRows:
    """What is written of a post."""

    number: int
    terms: PostTerms
    passages: Sequence[EncodedPassage]
    """In the order of the terms' passages; one at least."""
    centroid: Vectors
    """What it is about as a whole: unit length, shape (dimension,)."""


class GenerationWriter(Protocol):
    """Writes a generation that nobody sees yet. What was written for it before, and came to nothing, is gone."""

    def end(self, posts: Collection[int] | None) -> None:
        """Have it see nothing of some posts, or of any, that earlier generations see."""

    def put(self, rows: Iterable[PostRows], statistics: Statistics) -> None:
        """Add posts, of which it sees nothing yet; ``statistics``: of all of the generation."""

    def finish(self, known: Known) -> None:
        """Say that all of it is there. What no snapshot can see any more is deleted."""


@dataclass(frozen=True, slots=True)
class Samples:
    """All ids of a generation, of which some stand for all; ascending by post, and in the order of the text."""

    passages: Ids
    sentences: Ids
    posts: Ids


class SearchEngine(Protocol):
    """One engine. Safe to share between threads.

    Each method raises :class:`~embeddings.errors.UnreachableSearchError` where the engine stays away for longer than is
    waited, and :class:`~embeddings.errors.SearchError` where it refuses.
    """

    @property
    def place(self) -> str:
        """As it is named to people: without a password."""

    def reach(self) -> None:
        """Look whether it is there and can be used."""

    def known(self, archive: str, generation: int) -> Known | None:
        """What there is of a generation, if it is there as a whole. ``archive``: its id, of letters and digits."""

    def stores(
        self, archive: str, generation: int, known: Known, samples: Samples
    ) -> tuple[VectorStore, VectorStore, VectorStore, LexicalStore]:
        """The passages', sentences' and posts' vectors and the terms of a generation."""

    def is_whole(self, archive: str, generation: int, known: Known) -> bool:
        """Whether every row of a generation is there."""

    def writer(self, archive: str, generation: int, dimension: int, width: int) -> GenerationWriter:
        """Begin a generation. One process at a time may, for an archive."""

    def remove(self, archive: str) -> None:
        """Delete all that there is of an archive."""

    def close(self) -> None:
        """Let go of it."""
