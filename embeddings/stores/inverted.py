"""Where the vectors of a large store lie, so that a search looks at a part of them: inverted lists in FAISS.

https://github.com/facebookresearch/faiss/wiki/Faiss-indexes: the vectors are divided among the nearest of some
centroids, and a search looks into the lists of the nearest centroids alone. The lists hold half a byte for one or two
numbers (product quantization, in FAISS's layout for the processor's registers: André et al., "Quicker ADC", 2019); who
searches them looks a second time, at the vectors themselves.
"""

from __future__ import annotations

import errno
from math import sqrt
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from embeddings.stores.ids import Ids, Vectors

LISTS = 2.0
"""Lists for the square root of the vectors."""
PROBES = 160
"""Lists that a search looks into, all of nearly the same length."""
_TOGETHER_FROM = 256
"""Numbers of a vector from which two of them share a code of four bits; of fewer each has its own."""
_POINTS, _ROUNDS = 48, 6
"""Vectors for a list that the centroids are found by, and how often these are moved."""
_CODE_POINTS, _CODE_ROUNDS = 64, 8
"""The same for a code: there are sixteen for each number or two, and FAISS's own 256 and 25 take four times as long and
find no more."""
_AT_ONCE = 1 << 16


class InvertedLists:
    """The lists of one segment. Vectors are known by their rows there. Safe to share between threads."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def open(cls, path: Path) -> InvertedLists:
        """Those of a file. Raises ``RuntimeError`` where it cannot be read."""
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP))

    @staticmethod
    def write(path: Path, vectors: Any) -> None:
        """Make a file with the lists of all vectors of an index of FAISS. Raises ``OSError``."""
        rows = vectors.ntotal
        lists = max(1, int(LISTS * sqrt(rows)))
        sample = np.unique(np.linspace(0, rows - 1, min(rows, lists * _POINTS)).astype(np.int64))
        codes = vectors.d // 2 if vectors.d >= _TOGETHER_FROM and vectors.d % 2 == 0 else vectors.d
        index: Any = faiss.index_factory(vectors.d, f"IVF{lists},PQ{codes}x4fs", faiss.METRIC_INNER_PRODUCT)
        index.cp.niter, index.cp.max_points_per_centroid = _ROUNDS, _POINTS
        index.cp.spherical = True
        index.pq.cp.niter, index.pq.cp.max_points_per_centroid = _CODE_ROUNDS, _CODE_POINTS
        index.train(vectors.reconstruct_batch(sample))
        for start in range(0, rows, _AT_ONCE):
            part = np.arange(start, min(start + _AT_ONCE, rows))
            index.add_with_ids(vectors.reconstruct_batch(part), part)
        write_index(index, path)

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
        # FAISS names the system's reason last, in brackets behind how much was written.
        reason = str(error).rpartition(": ")[2].rpartition("(")[2].removesuffix(")")
        raise OSError(errno.EIO, reason) from error
