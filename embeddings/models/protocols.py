"""What reads questions and passages: the seam at which a model is exchanged for another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from embeddings.models.encoder import TokenEmbeddings


class Encoder(Protocol):
    """Text -> a unit vector of it and one of each of its tokens. Safe to share between threads."""

    @property
    def name(self) -> str:
        """What an archive remembers of the model; equal names give equal vectors."""

    def load(self) -> None:
        """Load the model now rather than at the first question.

        Raises:
            ModelError: it is missing or damaged.
        """

    def vocabulary_coverage(self, texts: Sequence[str]) -> float:
        """0 to 1: how well the model's vocabulary covers the language of some texts."""

    def knows(self, word: str) -> bool:
        """Whether the model's vocabulary has a word, in small letters, as a whole."""

    def encode_queries(self, texts: Sequence[str]) -> list[TokenEmbeddings]:
        """Questions, in one batch."""

    def encode_passages(self, texts: Sequence[str]) -> Iterator[tuple[npt.NDArray[np.int64], list[TokenEmbeddings]]]:
        """Many passages, in batches in whatever order is fastest: positions in ``texts``, and their embeddings."""

    def encode_again(self, texts: Sequence[str]) -> list[TokenEmbeddings]:
        """A few passages, those asked for lately from memory."""
