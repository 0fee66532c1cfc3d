"""The FAISS index: a cache of the catalog's vectors, built anew when it is missing, old or damaged."""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Callable
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from embeddings.encoder import Vectors

FILE = "vectors.faiss"
_STAMP = "vectors.json"

log = logging.getLogger(__name__)


class VectorIndex:
    """Cosine similarity of every passage to a question: inner products of unit vectors, exact."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @classmethod
    def of(cls, vectors: Vectors) -> VectorIndex:
        """``vectors``: unit vectors, float32, shape (passages, dimension)."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def open(cls, folder: Path, generation: int, passages: int, build: Callable[[], Vectors]) -> VectorIndex:
        """The cached index of this generation, or one built from ``build()`` and cached for the next time."""
        cached = _read(folder, generation, passages)
        if cached is not None:
            return cls(cached)
        index = cls.of(build())
        index._write(folder, generation)
        return index

    def scores(self, query: Vectors) -> npt.NDArray[np.float32]:
        """Cosine of one query, shape (dimension,), to every passage: float32, shape (passages,)."""
        found, rows = self._index.search(query.reshape(1, -1), len(self))
        scores = np.empty(len(self), dtype=np.float32)
        scores[rows[0]] = found[0]
        return scores

    def _write(self, folder: Path, generation: int) -> None:
        data = faiss.serialize_index(self._index).tobytes()
        stamp = {"generation": generation, "passages": len(self), "crc32": zlib.crc32(data)}
        try:
            # The stamp last and each by rename, so that a crash leaves the old pair or one that does not match.
            for name, content in ((FILE, data), (_STAMP, json.dumps(stamp).encode())):
                partial = folder / f"{name}.partial"
                partial.write_bytes(content)
                partial.replace(folder / name)
        except OSError as error:
            log.warning(
                "%s: the index could not be cached (%s); it is built again at every start.",
                folder,
                error.strerror,
            )

    def rows(self, start: int, end: int) -> Vectors:
        """The vectors of some passages: float32, shape (end - start, dimension)."""
        vectors: Vectors = self._index.reconstruct_n(start, end - start)
        return vectors


def _read(folder: Path, generation: int, passages: int) -> faiss.Index | None:
    try:
        stamp = json.loads((folder / _STAMP).read_bytes())
        if (stamp["generation"], stamp["passages"]) != (generation, passages):
            return None
        data = (folder / FILE).read_bytes()
        if zlib.crc32(data) != stamp["crc32"]:
            log.warning("%s is damaged; building it again from the catalog.", folder / FILE)
            return None
        return faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8))
    except (OSError, ValueError, KeyError, TypeError, RuntimeError):
        return None
