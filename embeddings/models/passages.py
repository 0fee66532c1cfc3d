"""Passages -> vectors of them and of their sentences, as a sync stores them: the seam for other machines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from embeddings.models.encoder import Vectors
from embeddings.models.protocols import Encoder


class Unencoded(NamedTuple):
    """A passage that has no vectors yet."""

    key: str
    """Of its vectors."""
    text: str
    """What the model reads."""
    sentences: Sequence[tuple[int, int]]
    """Offsets of its sentences in ``text``."""


class Encoded(NamedTuple):
    """The vectors of a passage."""

    key: str
    vector: Vectors
    """Its unit vector, shape (dimension,)."""
    sentences: Vectors
    """The unit vectors of its sentences, shape (sentences, width)."""


PassageEncoder = Callable[[Iterable[Sequence[Unencoded]]], Iterator[list[Encoded]]]
"""Takes batches as it comes to need them. Gives their passages in any order, some at a time, or none while it waits."""


def encode_here(encoder: Encoder, batches: Iterable[Sequence[Unencoded]]) -> Iterator[list[Encoded]]:
    """A :data:`PassageEncoder` in this process.

    Raises:
        ModelError: the model cannot be loaded.
    """
    for batch in batches:
        for rows, readings in encoder.encode_passages([passage.text for passage in batch]):
            read = zip((batch[row] for row in rows), readings, strict=True)
            yield [Encoded(passage.key, one.vector, one.means(passage.sentences)) for passage, one in read]
