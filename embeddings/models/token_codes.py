"""The token vectors of a passage in a bit for each of their numbers, as an archive keeps them that has no reader.

A rotation spreads what a vector says evenly over its numbers, so that their signs alone tell how near two vectors are:
SimHash of Charikar (https://doi.org/10.1145/509907.509965), here with the other vector as it is, as RaBitQ of Gao and
Long (https://arxiv.org/abs/2405.12497) has it. The rotation depends on nothing but the width, so that nothing is
trained and codes of any two machines are the same.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from embeddings.models.encoder import Spans, TokenEmbeddings, Vectors

CODES = "signs 1"
"""How codes are made; an archive with others makes them anew."""


class TokenCodes(NamedTuple):
    """The tokens of a text, each as the signs of its rotated vector."""

    signs: npt.NDArray[np.uint8]
    """Shape (tokens, width of the model / 8, rounded up): 48 bytes a token of 384 numbers."""
    spans: Spans
    """Offsets of each token in the text, shape (tokens, 2)."""

    @classmethod
    def of(cls, reading: TokenEmbeddings) -> TokenCodes:
        """Those of a text as the model reads it."""
        rotated = _rotated(reading.tokens.astype(np.float32))
        return cls(np.packbits(rotated > 0, axis=1), reading.spans)

    def packed(self) -> bytes:
        """As they are stored: how many there are, their offsets, their signs."""
        head = np.array([len(self.spans)], dtype="<i4").tobytes()
        return head + self.spans.astype("<i4").tobytes() + self.signs.tobytes()

    @classmethod
    def unpacked(cls, stored: bytes) -> TokenCodes | None:
        """What :meth:`packed` gave; ``None`` of what is damaged."""
        count = int.from_bytes(stored[:4], "little")
        spans, signs = stored[4 : 4 + 8 * count], stored[4 + 8 * count :]
        width, left = divmod(len(signs), count) if count else (0, len(signs))
        if len(stored) < 4 or len(spans) < 8 * count or left:
            return None
        rows = np.frombuffer(signs, dtype=np.uint8).reshape(count, width)
        return cls(rows, np.frombuffer(spans, dtype="<i4").reshape(-1, 2))

    def cosines(self, vectors: Vectors) -> Vectors:
        """About how near each token comes to unit vectors, shape (n, width): float32, shape (n, tokens).

        Right on the mean, with a standard deviation of 0.6 / sqrt(width), since a unit vector's rotated numbers have
        the mean size sqrt(2 / pi / width).
        """
        width = vectors.shape[1]
        signs = np.unpackbits(self.signs, axis=1, count=width).astype(np.float32) * 2 - 1
        found: Vectors = (_rotated(vectors) @ signs.T) * np.float32(np.sqrt(np.pi / 2 / width))
        return found


def _rotated(vectors: Vectors) -> Vectors:
    """Vectors, shape (n, width), by a rotation that is the same everywhere."""
    rotated: Vectors = vectors @ _rotation(vectors.shape[1])
    return rotated


@lru_cache(maxsize=4)
def _rotation(width: int) -> Vectors:
    """Signs of a hash, then the discrete cosine transform (type II), shape (width, width)."""
    bits = b"".join(blake2b(bytes([number])).digest() for number in range(-(-width // 512)))
    signs = np.unpackbits(np.frombuffer(bits, dtype=np.uint8), count=width) * 2.0 - 1
    places = np.arange(width)
    cosines = np.cos(np.pi / width * np.outer(places + 0.5, places)) * np.sqrt(2 / width)
    cosines[:, 0] /= np.sqrt(2)
    rotation: Vectors = (signs[:, None] * cosines).astype(np.float32)
    return rotation
