"""Vectors in FAISS, in segments: files of some vectors that never change, and of each those that count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from embeddings.stores.ids import Ids, Scores, Vectors
from embeddings.stores.inverted import InvertedLists, write_index
from embeddings.stores.protocols import EVERYTHING, Background, Hits, Where

_SAMPLE = 2_000
"""Vectors at most that stand for all, evenly spaced, where a mean is enough."""
LISTS_FROM = 20_000
"""Vectors from which a search looks at a part of them alone, and the file is mapped: below, looking at all takes hardly
longer (see Growth in ``.github/EVALUATION.md``)."""
_SECOND_LOOK, _AT_LEAST = 4, 200
"""Times the hits wanted that are looked at a second time, by the vectors themselves, and how many at least."""
_FEW = 20_000
"""Rows that are all looked at where a filter admits no more of a large segment."""
_AT_ONCE = 512
"""Vectors that are multiplied at once: few enough to stay in the processor's cache."""


@dataclass(frozen=True)
class VectorSegment:
    """Some vectors: a search of a few is exact, many are searched by
    :class:`~embeddings.stores.inverted.InvertedLists`. Never changes; safe to share."""

    index: Any
    """Of FAISS, with a row for each."""
    ids: Ids
    """Shape (rows,)."""
    posts: Ids
    """The post of each, shape (rows,)."""
    lists: InvertedLists | None = None

    @classmethod
    def open(cls, path: Path, ids: Ids, posts: Ids) -> VectorSegment:
        """What :func:`write` made of vectors with these ids and posts.

        Raises:
            OSError: a file is missing, or holds something else.
        """
        try:
            if len(ids) < LISTS_FROM:
                index, lists = faiss.deserialize_index(np.fromfile(path, dtype=np.uint8)), None
            else:
                index, lists = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC), InvertedLists.open(_lists(path))
        except RuntimeError as error:
            raise OSError(f"{path}: {error}") from error
        if index.ntotal != len(ids):
            raise OSError(f"{path}: it has {index.ntotal} rows, not {len(ids)}")
        return cls(index, ids, posts, lists)

    @cached_property
    def order(self) -> Ids:
        """The rows in the order of their ids."""
        return np.argsort(self.ids, kind="stable")

    def rows_of(self, ids: Ids) -> Ids:
        """The row of each id; -1 of one that is not there."""
        if not len(self.ids):
            return np.full(len(ids), -1, dtype=np.int64)
        rows = self.order[np.minimum(np.searchsorted(self.ids, ids, sorter=self.order), len(self.ids) - 1)]
        return np.where(self.ids[rows] == ids, rows, -1)

    @cached_property
    def _codes(self) -> npt.NDArray[np.uint8]:
        """What is kept of each vector, shape (rows, bytes): a view into the index."""
        size = self.index.code_size
        view: npt.NDArray[np.uint8] = faiss.rev_swig_ptr(self.index.codes.data(), len(self.ids) * size)
        return view.reshape(len(self.ids), size)

    @cached_property
    def _steps(self) -> tuple[Vectors, Vectors] | None:
        """Of compact vectors, the least number at each place with half a step, and the step, shape (dimension,)."""
        if self.index.code_size == self.index.d * 4:
            return None
        least, spread = faiss.vector_to_array(self.index.sq.trained).reshape(2, -1)
        step: Vectors = (spread / 255).astype(np.float32)
        return (least + step / 2).astype(np.float32), step

    def vectors(self, rows: Ids) -> Vectors:
        """Those of some rows, shape (len(rows), dimension)."""
        # As FAISS's `sa_decode`, which waits for threads after every few.
        codes = self._codes[rows]
        if self._steps is None:
            found: Vectors = codes.view(np.float32)
            return found
        least, step = self._steps
        return least + codes * step

    def cosines(self, rows: Ids, vector: Vectors) -> Scores:
        """Those of some rows and a vector, shape (len(rows),): the same as of :meth:`vectors`, without them being
        made."""
        least, step = self._steps or (None, None)
        weights = vector if step is None else vector * step
        found: Scores = np.zeros(len(rows), dtype=np.float32)
        for start in range(0, len(rows), _AT_ONCE):
            codes = self._codes[rows[start : start + _AT_ONCE]]
            part = codes.view(np.float32) if step is None else codes.astype(np.float32)
            found[start : start + len(part)] = part @ weights
        return found if least is None else found + np.float32(least @ vector)

    def nearest(self, vector: Vectors, k: int, admitted: npt.NDArray[np.bool_] | None) -> tuple[Ids, Vectors]:
        """The rows nearest to a vector of those that are admitted, best first, and their cosines."""
        if self.lists is not None:
            few = None if admitted is None or np.count_nonzero(admitted) > _FEW else np.flatnonzero(admitted)
            rows = self.lists.nearest(vector, max(_SECOND_LOOK * k, _AT_LEAST), admitted) if few is None else few
            rows = np.sort(rows)  # as they stand in the file
            scores = self.cosines(rows, vector)
            order = np.argsort(-scores, kind="stable")[:k]
            return rows[order], scores[order]
        parameters = None
        if admitted is not None:
            selector = faiss.IDSelectorBitmap(np.packbits(admitted, bitorder="little"))  # type: ignore[call-arg, arg-type]
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        matrix = np.ascontiguousarray(vector.reshape(1, -1), dtype=np.float32)
        scores, rows = self.index.search(matrix, min(k, len(self.ids)), params=parameters)
        found = rows[0] >= 0
        return rows[0][found], scores[0][found]


def write(path: Path, rows: int, parts: Callable[[], Iterator[Vectors]], *, compact: bool = False) -> None:
    """Write vectors, some at a time, where :meth:`VectorSegment.open` finds them.

    Args:
        path: of a file that is made; the lists of many vectors come to stand beside it.
        rows: how many there are.
        parts: gives them, float32, shape (n, dimension); it is called twice where they are compact.
        compact: keep a byte instead of four for each number, which moves a cosine by less than 0.01.

    Raises:
        OSError: the file cannot be written.
    """
    index = _filled(rows, parts, compact=compact)
    write_index(index, path)
    if rows >= LISTS_FROM:
        del index  # from here on it is mapped
        InvertedLists.write(_lists(path), faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))


def _lists(path: Path) -> Path:
    return path.with_suffix(".lists")


def _filled(rows: int, parts: Callable[[], Iterator[Vectors]], *, compact: bool) -> Any:
    """An index of all vectors, whose memory is taken once."""
    bounds = _bounds(parts()) if compact else None
    index, done = None, 0
    for part in parts():
        if index is None:
            index = _empty(part.shape[1], compact=compact)
            if bounds is not None:
                index.train(bounds)
            index.codes.resize(rows * index.code_size)
            held = faiss.rev_swig_ptr(index.codes.data(), rows * index.code_size).reshape(rows, index.code_size)
        held[done : done + len(part)] = index.sa_encode(np.ascontiguousarray(part))
        done += len(part)
    if index is None:
        return _empty(1, compact=False)
    if done != rows:
        raise ValueError(f"{done} vectors, not {rows}")
    index.ntotal = rows
    return index


def _bounds(parts: Iterator[Vectors]) -> Vectors:
    """The least and the greatest number at each place of all vectors, shape (2, dimension)."""
    least, most = np.inf, -np.inf
    for part in parts:
        least, most = np.minimum(least, part.min(axis=0)), np.maximum(most, part.max(axis=0))
    return np.stack([least, most]).astype(np.float32)


def _empty(dimension: int, *, compact: bool) -> Any:
    if compact:
        return faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    return faiss.IndexFlatIP(dimension)


class FaissStore:
    """A :class:`~embeddings.stores.protocols.VectorStore` over segments. What is put in becomes one more in memory."""

    def __init__(self, segments: Sequence[tuple[VectorSegment, Ids]] = (), *, dimension: int = 0) -> None:
        """
        Args:
            segments: each with the posts of it that count no more.
            dimension: of the vectors, where there is no segment yet.
        """
        self._dimension = dimension
        self._parts: list[tuple[VectorSegment, npt.NDArray[np.bool_] | None]] = [
            (segment, np.isin(segment.posts, gone, invert=True) if len(gone) else None) for segment, gone in segments
        ]
        self._settle()

    def __len__(self) -> int:
        return sum(_counted(*part) for part in self._parts)

    def upsert(self, ids: Ids, vectors: Vectors, posts: Ids) -> None:
        """See :meth:`embeddings.stores.protocols.VectorStore.upsert`."""
        self.delete(ids)
        segment = VectorSegment(_filled(len(ids), lambda: iter([vectors]), compact=False), ids, posts)
        self._parts = [*self._parts, (segment, None)]
        self._settle()

    def delete(self, ids: Ids) -> None:
        """See :meth:`embeddings.stores.protocols.VectorStore.delete`."""
        stays = [(segment, np.isin(segment.ids, ids, invert=True)) for segment, _ in self._parts]
        self._parts = [
            (segment, kept if alive is None else kept & alive)
            for (segment, alive), (_, kept) in zip(self._parts, stays, strict=True)
        ]
        self._settle()

    def search(self, vector: Vectors, k: int, where: Where = EVERYTHING) -> Hits:
        """See :meth:`embeddings.stores.protocols.VectorStore.search`."""
        ids, scores = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.float32)]
        for segment, alive in self._parts if k > 0 else ():
            admitted = alive
            if where.posts is not None:
                admitted = where.admits(segment.posts) if alive is None else alive & where.admits(segment.posts)
            rows, cosines = segment.nearest(vector, k, admitted)
            ids.append(segment.ids[rows])
            scores.append(cosines)
        found, best = np.concatenate(ids), np.concatenate(scores)
        order = np.argsort(-best, kind="stable")[: max(k, 0)]
        return Hits(found[order], best[order])

    def fetch(self, ids: Ids) -> Vectors:
        """See :meth:`embeddings.stores.protocols.VectorStore.fetch`."""
        vectors: Vectors = np.zeros((len(ids), self._dimension), dtype=np.float32)
        for segment, places, rows in self._placed(ids):
            vectors[places] = segment.vectors(rows)
        return vectors

    def cosines(self, ids: Ids, vector: Vectors) -> Scores:
        """See :meth:`embeddings.stores.protocols.VectorStore.cosines`."""
        cosines: Scores = np.zeros(len(ids), dtype=np.float32)
        for segment, places, rows in self._placed(ids):
            cosines[places] = segment.cosines(rows, vector)
        return cosines

    def _placed(self, ids: Ids) -> Iterator[tuple[VectorSegment, Ids | slice, Ids]]:
        """Each segment that has some of the ids, with the places of these and their rows there."""
        for segment, alive in self._parts:
            rows = segment.rows_of(ids)
            there = rows >= 0
            if alive is not None:
                there &= alive[rows]
            if len(ids) and there.all():
                yield segment, slice(None), rows
                return
            if there.any():
                yield segment, np.flatnonzero(there), rows[there]

    def background(self, vector: Vectors) -> Background:
        """See :meth:`embeddings.stores.protocols.VectorStore.background`."""
        return Background.of(self._sample @ vector)

    def _settle(self) -> None:
        self._parts = [part for part in self._parts if _counted(*part)]
        if self._parts:
            self._dimension = self._parts[0][0].index.d
        size, before = len(self), 0
        wanted = np.unique(np.linspace(0, max(size - 1, 0), min(size, _SAMPLE)).astype(np.int64))
        samples = [np.empty((0, self._dimension), dtype=np.float32)]
        for segment, alive in self._parts:
            counted = _counted(segment, alive)
            rows = wanted[(wanted >= before) & (wanted < before + counted)] - before
            samples.append(segment.vectors(rows if alive is None else np.flatnonzero(alive)[rows]))
            before += counted
        self._sample: Vectors = np.concatenate(samples)


def _counted(segment: VectorSegment, alive: npt.NDArray[np.bool_] | None) -> int:
    return len(segment.ids) if alive is None else int(np.count_nonzero(alive))
