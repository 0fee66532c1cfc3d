"""The FAISS indexes: a cache of the catalog's vectors, built anew when they are missing, old or damaged."""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Callable
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from embeddings.models.encoder import Vectors

log = logging.getLogger(__name__)


class VectorIndex:
    """Cosine similarity of every passage, or of every sentence, to a question: inner products of unit vectors."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @classmethod
    def of(cls, vectors: Vectors, *, compact: bool = False) -> VectorIndex:
        """An index of some vectors.

        Args:
            vectors: unit vectors, float32, shape (rows, dimension).
            compact: keep a byte instead of four for each number, which moves a cosine by less than 0.01.
        """
        dimension = vectors.shape[1]
        index: faiss.Index = faiss.IndexFlatIP(dimension)
        if compact:
            kind = faiss.ScalarQuantizer.QT_8bit
            index = faiss.IndexScalarQuantizer(dimension, kind, faiss.METRIC_INNER_PRODUCT)
            index.train(np.ascontiguousarray(vectors))
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def open(
        cls, path: Path, generation: int, rows: int, build: Callable[[], Vectors], *, compact: bool = False
    ) -> VectorIndex:
        """The index cached at ``path`` for this generation, or one built from ``build()`` and cached there."""
        cached = _read(path, generation, rows)
        if cached is not None:
            return cls(cached)
        index = cls.of(build(), compact=compact)
        index._write(path, generation)
        return index

    def scores(self, query: Vectors) -> npt.NDArray[np.float32]:
        """Cosine of one query, shape (dimension,), to every row: float32, shape (rows,)."""
        found, rows = self._index.search(query.reshape(1, -1), len(self))
        scores = np.empty(len(self), dtype=np.float32)
        scores[rows[0]] = found[0]
        return scores

    def nearest(self, row: int, limit: int, least: float) -> list[int]:
        """The rows nearest to one of them, with a cosine of at least ``least``, nearest first; it is one itself."""
        cosines, rows = self._index.search(self._index.reconstruct(row).reshape(1, -1), min(limit, len(self)))
        return [int(found) for found, cosine in zip(rows[0], cosines[0], strict=True) if cosine >= least]

    def _write(self, path: Path, generation: int) -> None:
        data = faiss.serialize_index(self._index).tobytes()
        stamp = {"generation": generation, "rows": len(self), "crc32": zlib.crc32(data)}
        try:
            # The stamp last and each by rename, so that a crash leaves the old pair or one that does not match.
            for target, content in ((path, data), (_stamp(path), json.dumps(stamp).encode())):
                partial = target.with_name(f"{target.name}.partial")
                partial.write_bytes(content)
                partial.replace(target)
        except OSError as error:
            log.warning(
                "%s: the index could not be cached (%s); it is built again at every start.",
                path,
                error.strerror,
            )

    def rows(self, start: int, end: int) -> Vectors:
        """The vectors of some rows: float32, shape (end - start, dimension)."""
        vectors: Vectors = self._index.reconstruct_n(start, end - start)
        return vectors


def _stamp(path: Path) -> Path:
    return path.with_suffix(".json")


def _read(path: Path, generation: int, rows: int) -> faiss.Index | None:
    try:
        stamp = json.loads(_stamp(path).read_bytes())
        if (stamp["generation"], stamp["rows"]) != (generation, rows):
            return None
        data = path.read_bytes()
        if zlib.crc32(data) != stamp["crc32"]:
            log.warning("%s is damaged; building it again from the catalog.", path)
            return None
        return faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8))
    except (OSError, ValueError, KeyError, TypeError, RuntimeError):
        return None
