"""Vectors in FAISS: a cache of the catalog's, built anew when it is missing, old or damaged."""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from embeddings.stores.cached import checksum
from embeddings.stores.ids import Ids, Vectors
from embeddings.stores.inverted import InvertedLists, write_index
from embeddings.stores.protocols import EVERYTHING, Background, Hits, Where

log = logging.getLogger(__name__)

_SAMPLE = 2_000
"""Vectors at most that stand for all, evenly spaced, where a mean is enough."""
LISTS_FROM = 150_000
"""Vectors from which a search looks at a part of them alone, and the file is mapped: below, looking at all takes no
longer (``tests/benchmarks/growth.py``)."""
_SECOND_LOOK, _AT_LEAST = 4, 200
"""Times the hits wanted that are looked at a second time, by the vectors themselves, and how many at least."""
_FEW = 20_000
"""Rows that are all looked at where a filter admits no more of a large store."""


class FaissStore:
    """A :class:`~embeddings.stores.protocols.VectorStore` over one flat FAISS index: a search of a small one is
    exact, a large one is searched by :class:`~embeddings.stores.inverted.InvertedLists`."""

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
        self._lists: InvertedLists | None = None
        self._order: Ids = np.empty(0, dtype=np.int64)
        self._sample: Vectors = np.empty((0, dimension), dtype=np.float32)

    @classmethod
    def of(cls, ids: Ids, vectors: Vectors, posts: Ids, *, compact: bool = False) -> FaissStore:
        """A store of some vectors; see :meth:`upsert`."""
        store = cls(vectors.shape[1], compact=compact)
        store._rebuild(ids, np.asarray(vectors, dtype=np.float32), posts)
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
        index, vectors = _read(path, stamp), None
        if index is None:
            vectors = build()
            store = cls.of(ids, vectors, posts, compact=compact)
            _write(path, store._index, stamp)
        else:
            store = cls(index.d, compact=compact)
            store._keep(index, ids, posts)
        if len(ids) >= LISTS_FROM:
            store._lists = InvertedLists.open(
                path.with_suffix(".lists"), stamp, ids, lambda: build() if vectors is None else vectors
            )
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
        admitted = None if where.posts is None else where.admits(self._posts)
        if self._lists is not None:
            few = None if admitted is None or np.count_nonzero(admitted) > _FEW else np.flatnonzero(admitted)
            near = self._lists.nearest(vector, max(_SECOND_LOOK * k, _AT_LEAST), admitted) if few is None else few
            return self._best(near, vector, k)
        parameters = None
        if admitted is not None:
            selector = faiss.IDSelectorBitmap(np.packbits(admitted, bitorder="little"))  # type: ignore[call-arg, arg-type]
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        scores, rows = self._index.search(_matrix(vector), k, params=parameters)
        found = rows[0] >= 0
        return Hits(self._ids[rows[0][found]], scores[0][found])

    def _best(self, rows: Ids, vector: Vectors, k: int) -> Hits:
        """The nearest of some rows."""
        rows = np.sort(rows)  # as they stand in the file
        scores = self._index.reconstruct_batch(rows) @ vector
        order = np.argsort(-scores, kind="stable")[:k]
        return Hits(self._ids[rows[order]], scores[order])

    def fetch(self, ids: Ids) -> Vectors:
        """See :meth:`embeddings.stores.protocols.VectorStore.fetch`."""
        vectors: Vectors = np.zeros((len(ids), self._index.d), dtype=np.float32)
        if len(self) and len(ids):
            places = np.minimum(np.searchsorted(self._ids, ids, sorter=self._order), len(self) - 1)
            rows = self._order[places]
            there = self._ids[rows] == ids
            if there.all():
                found: Vectors = self._index.reconstruct_batch(rows)
                return found
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
        self._index, self._ids, self._posts, self._lists = index, ids, posts, None
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
    partial = path.with_name(f"{path.name}.partial")
    try:
        # The stamp last and each by rename, so that a crash leaves the old pair or one that does not match.
        write_index(index, partial)
        stamped = json.dumps({**stamp, "crc32": checksum(partial)}).encode()
        partial.replace(path)
        partial = _stamp(path).with_name(f"{_stamp(path).name}.partial")
        partial.write_bytes(stamped)
        partial.replace(_stamp(path))
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        log.warning("%s: the index could not be cached (%s); it is built again at every start.", path, error.strerror)


def is_damaged(path: Path) -> bool:
    """Whether an index file is not what was written; it is built anew then when it is next opened."""
    try:
        return bool(checksum(path) != json.loads(_stamp(path).read_bytes())["crc32"])
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
        if found["rows"] < LISTS_FROM:
            data = path.read_bytes()
            if zlib.crc32(data) == found["crc32"]:
                return faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8))
        else:
            before = path.stat()
            if checksum(path) == found["crc32"]:
                index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
                # Another process may have put another file there meanwhile.
                return index if path.stat().st_ino == before.st_ino else None
        log.warning("%s is damaged; building it again from the catalog.", path)
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError):
        return None
