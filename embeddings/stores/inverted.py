"""Where the vectors of a large store lie, so that a search looks at a part of them: inverted lists in FAISS.

https://github.com/facebookresearch/faiss/wiki/Faiss-indexes: the vectors are divided among the nearest of some
centroids, and a search looks into the lists of the nearest centroids alone. The lists hold half a byte a number; who
searches them looks a second time, at the vectors themselves.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from math import sqrt
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from embeddings.stores.cached import cache, is_cached, is_damaged
from embeddings.stores.ids import Ids, Vectors

LISTS = 2.0
"""Lists for the square root of the vectors."""
PROBES = 96
"""Lists that a search looks into, all of nearly the same length."""
_POINTS, _ROUNDS = 48, 6
"""Vectors for a list that the centroids are found by, and how often these are moved."""
_GROWTH = 2
"""Times the vectors that the centroids were found by, from which they are found anew."""
_AT_ONCE = 1 << 16
_INDEX, _ROWS = "lists.faiss", "rows.npy"


class InvertedLists:
    """The lists of one store. Vectors are known by their rows there. Safe to share between threads."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def open(cls, folder: Path, stamp: Mapping[str, object], ids: Ids, vectors: Callable[[], Vectors]) -> InvertedLists:
        """The lists kept in a folder, or, of another generation, with what has changed put in and out, or new ones.

        Args:
            folder: of their own.
            stamp: of the vectors.
            ids: of the rows, shape (n,).
            vectors: gives those of all rows, shape (n, dimension).
        """
        if not is_cached(folder, stamp):
            held = vectors()
            marks = _marks(ids, held)
            index = _continued(folder, marks, held) or _made(held)

            def write(made: Path) -> None:
                np.save(made / _ROWS, marks)
                write_index(index, made / _INDEX)

            cache(folder, stamp, write)
            if not is_cached(folder, stamp):  # they cannot be kept
                return cls(index)
        return cls(faiss.read_index(str(folder / _INDEX), faiss.IO_FLAG_MMAP))

    def nearest(self, vector: Vectors, k: int, admitted: npt.NDArray[np.bool_] | None = None) -> Ids:
        """About the nearest ``k`` rows to a vector, shape (dimension,), in no order.

        Args:
            vector: a unit vector.
            k: how many at most.
            admitted: which rows may be found, shape (n,).
        """
        probes, selector = PROBES, None
        if admitted is not None:
            # As many rows are looked at as without it.
            probes = min(self._index.nlist, int(PROBES * len(admitted) / max(1, int(np.count_nonzero(admitted)))))
            selector = faiss.IDSelectorBitmap(np.packbits(admitted, bitorder="little"))  # type: ignore[call-arg, arg-type]
        parameters = faiss.SearchParametersIVF(sel=selector, nprobe=probes)  # type: ignore[call-arg]
        _, rows = self._index.search(np.ascontiguousarray(vector.reshape(1, -1)), k, params=parameters)
        found: Ids = rows[0][rows[0] >= 0]
        return found


def write_index(index: Any, path: Path) -> None:
    """Write an index of FAISS to a file. Raises ``OSError``."""
    try:
        faiss.write_index(index, str(path))
    except RuntimeError as error:
        # FAISS names the system's reason last.
        raise OSError(errno.EIO, str(error).rpartition(": ")[2]) from error


def _made(vectors: Vectors) -> Any:
    """Lists of all rows."""
    rows = len(vectors)
    lists = max(1, int(LISTS * sqrt(rows)))
    sample = np.unique(np.linspace(0, rows - 1, min(rows, lists * _POINTS)).astype(np.int64))
    index: Any = faiss.index_factory(vectors.shape[1], f"IVF{lists},SQ4", faiss.METRIC_INNER_PRODUCT)
    index.cp.niter, index.cp.max_points_per_centroid = _ROUNDS, _POINTS
    index.cp.spherical = True
    index.train(vectors[sample])
    _add(index, np.arange(rows), vectors)
    return index


def _continued(folder: Path, marks: Ids, vectors: Vectors) -> Any:
    """The lists of before, with what has changed put in and out; ``None`` where there are none or too much has."""
    try:
        if is_damaged(folder):
            return None
        before = np.load(folder / _ROWS)
        index: Any = faiss.read_index(str(folder / _INDEX))
    except (OSError, ValueError, RuntimeError):
        return None
    _, old, new = np.intersect1d(before[0], marks[0], assume_unique=True, return_indices=True)
    same = before[1, old] == marks[1, new]
    old, new = old[same], new[same]
    rows = marks.shape[1]
    # Centroids that were found by half as many vectors are too few; where most are gone, they lie elsewhere.
    if int(LISTS * sqrt(rows)) ** 2 > _GROWTH * index.nlist**2 or len(old) * _GROWTH < before.shape[1]:
        return None
    gone = np.ones(before.shape[1], dtype=bool)
    gone[old] = False
    if gone.any():
        index.remove_ids(faiss.IDSelectorBitmap(np.packbits(gone, bitorder="little")))  # type: ignore[call-arg, arg-type]
    places = np.full(before.shape[1], -1, dtype=np.int64)
    places[old] = new
    for number in range(index.nlist):
        if size := index.invlists.list_size(number):
            held = faiss.rev_swig_ptr(index.invlists.get_ids(number), size)
            held[:] = places[held]
    _add(index, np.setdiff1d(np.arange(rows), new, assume_unique=True), vectors)
    return index


def _add(index: Any, rows: Ids, vectors: Vectors) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        index.add_with_ids(vectors[part], part)


def _marks(ids: Ids, vectors: Vectors) -> Ids:
    """The id of each row and a number made of its vector, by which a change is seen; shape (2, n)."""
    marks = np.empty((2, len(ids)), dtype=np.int64)
    marks[0] = ids
    odd = np.random.default_rng(7).integers(-(1 << 62), 1 << 62, vectors.shape[1]) | 1
    for start in range(0, len(ids), _AT_ONCE):
        bits = vectors[start : start + _AT_ONCE].view(np.int32).astype(np.int64)
        marks[1, start : start + len(bits)] = bits @ odd
    return marks
