"""Passages -> vectors of them, of their sentences and tokens, as a sync stores them: the seam for other machines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from embeddings.models.encoder import TokenEmbeddings, Vectors
from embeddings.models.protocols import Encoder
from embeddings.models.token_codes import TokenCodes


class Unencoded(NamedTuple):
    """A passage that has no vectors yet."""

    key: str
    """Of its vectors."""
    text: str
    """What the model reads."""
    sentences: Sequence[tuple[int, int]]
    """Offsets of its sentences in ``text``."""
    keeps_tokens: bool = False
    """Whether its tokens are wanted too."""


class Encoded(NamedTuple):
    """The vectors of a passage."""

    key: str
    vector: Vectors
    """Its unit vector, shape (dimension,)."""
    sentences: Vectors
    """The unit vectors of its sentences, shape (sentences, width)."""
    tokens: bytes | None
    """Its tokens, packed, where they were wanted; see :mod:`embeddings.models.token_codes`."""


PassageEncoder = Callable[[Iterable[Sequence[Unencoded]]], Iterator[list[Encoded]]]
"""Takes batches as it comes to need them. Gives their passages in any order, some at a time, or none while it waits."""


def encode_here(encoder: Encoder, batches: Iterable[Sequence[Unencoded]]) -> Iterator[list[Encoded]]:
    """A :data:`PassageEncoder` in this process.

    Raises:
        ModelError: the model cannot be loaded.
    """
    for batch in batches:
        for rows, readings in encoder.encode_passages([passage.text for passage in batch]):
            yield [_encoded(batch[row], reading) for row, reading in zip(rows, readings, strict=True)]


def _encoded(passage: Unencoded, reading: TokenEmbeddings) -> Encoded:
    tokens = TokenCodes.of(reading).packed() if passage.keeps_tokens else None
    return Encoded(passage.key, reading.vector, reading.means(passage.sentences), tokens)
