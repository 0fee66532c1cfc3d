"""Vectors in FAISS: a cache of the catalog's, built anew when it is missing, old or damaged."""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from embeddings.stores.ids import Ids, Vectors
from embeddings.stores.protocols import EVERYTHING, Background, Hits, Where

log = logging.getLogger(__name__)

_SAMPLE = 2_000
"""Vectors at most that stand for all, evenly spaced, where a mean is enough."""


class FaissStore:
    """A :class:`~embeddings.stores.protocols.VectorStore` over one flat FAISS index: every search is exact."""

    def __init__(self, dimension: int, *, compact: bool = False) -> None:
        """
        Args:
            dimension: of the vectors.
            compact: keep a byte instead of four for each number, which moves a cosine by less than 0.01.
        """
        self._compact = compact
        self._ids: Ids = np.empty(0, dtype=np.int64)
        self._posts: Ids = np.empty(0, dtype=np.int64)
        self._index = _empty(dimension, compact=compact)
        self._order: Ids = np.empty(0, dtype=np.int64)
        self._sample: Vectors = np.empty((0, dimension), dtype=np.float32)

    @classmethod
    def of(cls, ids: Ids, vectors: Vectors, posts: Ids, *, compact: bool = False) -> FaissStore:
        """A store of some vectors; see :meth:`upsert`."""
        store = cls(vectors.shape[1], compact=compact)
        store.upsert(ids, vectors, posts)
        return store

    @classmethod
    def open(
        cls,
        path: Path,
        generation: int,
        keys: str,
        ids: Ids,
        posts: Ids,
        build: Callable[[], Vectors],
        *,
        compact: bool = False,
    ) -> FaissStore:
        """The store cached at ``path`` for this generation and these ids, or one of ``build()`` that is cached there.

        Args:
            path: of the index file; its stamp stands beside it.
            generation: of the catalog.
            keys: digest of the keys of the vectors; those of another catalog may have the same generation and ids.
            ids: what the rows of the file stand for, shape (n,).
            posts: the post of each, shape (n,).
            build: gives the vectors in the order of ``ids``, shape (n, dimension).
            compact: see :meth:`__init__`.
        """
        stamp = {
            "generation": generation,
            "keys": keys,
            "rows": len(ids),
            "ids": blake2b(ids.tobytes() + posts.tobytes(), digest_size=8).hexdigest(),
        }
        index = _read(path, stamp)
        if index is None:
            store = cls.of(ids, build(), posts, compact=compact)
            _write(path, store._index, stamp)
            return store
        store = cls(index.d, compact=compact)
        store._keep(index, ids, posts)
        return store

    def __len__(self) -> int:
        return len(self._ids)

    def upsert(self, ids: Ids, vectors: Vectors, posts: Ids) -> None:
        """See :meth:`embeddings.stores.protocols.VectorStore.upsert`."""
        stays = ~np.isin(self._ids, ids)
        kept = self.fetch(self._ids[stays])
        self._rebuild(
            np.concatenate([self._ids[stays], ids]),
            np.concatenate([kept, vectors.astype(np.float32)]),
            np.concatenate([self._posts[stays], posts]),
        )

    def delete(self, ids: Ids) -> None:
        """See :meth:`embeddings.stores.protocols.VectorStore.delete`."""
        stays = ~np.isin(self._ids, ids)
        self._rebuild(self._ids[stays], self.fetch(self._ids[stays]), self._posts[stays])

    def search(self, vector: Vectors, k: int, where: Where = EVERYTHING) -> Hits:
        """See :meth:`embeddings.stores.protocols.VectorStore.search`."""
        k = min(k, len(self))
        if k <= 0:
            return Hits(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))
        parameters = None
        if where.posts is not None:
            admitted = np.packbits(where.admits(self._posts), bitorder="little")
            selector = faiss.IDSelectorBitmap(admitted)  # type: ignore[call-arg, arg-type]
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        scores, rows = self._index.search(_matrix(vector), k, params=parameters)
        found = rows[0] >= 0
        return Hits(self._ids[rows[0][found]], scores[0][found])

    def fetch(self, ids: Ids) -> Vectors:
        """See :meth:`embeddings.stores.protocols.VectorStore.fetch`."""
        vectors: Vectors = np.zeros((len(ids), self._index.d), dtype=np.float32)
        if len(self) and len(ids):
            places = np.minimum(np.searchsorted(self._ids, ids, sorter=self._order), len(self) - 1)
            rows = self._order[places]
            there = self._ids[rows] == ids
            vectors[there] = self._index.reconstruct_batch(np.ascontiguousarray(rows[there]))
        return vectors

    def background(self, vector: Vectors) -> Background:
        """See :meth:`embeddings.stores.protocols.VectorStore.background`."""
        return Background.of(self._sample @ vector)

    def _rebuild(self, ids: Ids, vectors: Vectors, posts: Ids) -> None:
        index = _empty(vectors.shape[1], compact=self._compact)
        if len(ids):
            if self._compact:
                index.train(np.ascontiguousarray(vectors))
            index.add(np.ascontiguousarray(vectors))
        self._keep(index, ids, posts)

    def _keep(self, index: Any, ids: Ids, posts: Ids) -> None:
        self._index, self._ids, self._posts = index, ids, posts
        self._order = np.argsort(ids, kind="stable")
        if len(ids):
            rows = np.unique(np.linspace(0, len(ids) - 1, min(len(ids), _SAMPLE)).astype(np.int64))
            self._sample = index.reconstruct_batch(rows)


def _empty(dimension: int, *, compact: bool) -> Any:
    if compact:
        return faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    return faiss.IndexFlatIP(dimension)


def _matrix(vector: Vectors) -> Vectors:
    return np.ascontiguousarray(vector.reshape(1, -1), dtype=np.float32)


def _write(path: Path, index: Any, stamp: dict[str, object]) -> None:
    data: npt.NDArray[np.uint8] = faiss.serialize_index(index)
    stamped = json.dumps({**stamp, "crc32": zlib.crc32(data.data)}).encode()
    try:
        # The stamp last and each by rename, so that a crash leaves the old pair or one that does not match.
        for target, content in ((path, data.data), (_stamp(path), stamped)):
            partial = target.with_name(f"{target.name}.partial")
            partial.write_bytes(content)
            partial.replace(target)
    except OSError as error:
        log.warning("%s: the index could not be cached (%s); it is built again at every start.", path, error.strerror)


def is_damaged(path: Path) -> bool:
    """Whether an index file is not what was written; it is built anew then when it is next opened."""
    try:
        return bool(zlib.crc32(path.read_bytes()) != json.loads(_stamp(path).read_bytes())["crc32"])
    except FileNotFoundError:
        return False
    except (OSError, ValueError, KeyError, TypeError):
        return True


def _stamp(path: Path) -> Path:
    return path.with_suffix(".json")


def _read(path: Path, stamp: dict[str, object]) -> Any:
    """The index of a file with this stamp, or ``None``."""
    try:
        found = json.loads(_stamp(path).read_bytes())
        if any(found.get(name) != value for name, value in stamp.items()):
            return None
        data = path.read_bytes()
        if zlib.crc32(data) != found["crc32"]:
            log.warning("%s is damaged; building it again from the catalog.", path)
            return None
        return faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError):
        return None
