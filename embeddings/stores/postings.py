"""Which rows hold a term, and how often, in files that are mapped: made row by row, and of several of their kind.

What is made is written piece by piece, so that it needs no more memory for many rows than for few.
"""

from __future__ import annotations

import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, TypeVar

import numpy as np
import numpy.typing as npt

from embeddings.stores.ids import Ids

_TOKENS = 1 << 22
"""Tokens, or entries, that are in memory at once."""
_MOST = (1 << 16) - 1
"""How often a term is counted in a row: so often that once more changes no score."""
_IN_MEMORY = 1 << 16
"""Bytes of a file up to which it is read rather than mapped."""
Live = npt.NDArray[np.bool_] | None
"""Which rows count, shape (rows,); ``None`` where all do."""
Counts = npt.NDArray[np.uint16]
_Kind = TypeVar("_Kind", bound=np.generic)


class Postings:
    """The terms of some rows, by term. Never changes; safe to share."""

    def __init__(self, folder: Path) -> None:
        """
        Args:
            folder: with the files of one that was written.

        Raises:
            OSError: a file is missing.
            ValueError: they do not belong together.
        """
        pairs = _read(folder / "ids", np.int64).reshape(-1, 2)
        self.ids, self.posts = pairs[:, 0], pairs[:, 1]
        """The id of each row and the post that it belongs to, shape (rows,)."""
        self.lengths: npt.NDArray[np.int32] = _read(folder / "lengths", np.int32)
        """How many terms each row has."""
        self.starts: Ids = _read(folder / "starts", np.int64)
        """Where the entries of each term begin, shape (terms + 1,)."""
        self.rows: npt.NDArray[np.int32] = _read(folder / "rows", np.int32)
        """By term, the rows that hold it, ascending."""
        self.counts: Counts = _read(folder / "counts", np.uint16)
        """How often, shape of ``rows``."""
        self._terms = (folder / "terms").read_bytes()
        # Looked at one by one, which numpy is slow at.
        self._ends = memoryview((folder / "ends").read_bytes()).cast("q")
        if len(self.starts) != len(self._ends) or self.starts[-1] != len(self.rows):
            raise ValueError(f"{folder}: the files do not belong together")

    def terms(self) -> list[str]:
        """All terms, ascending by their code points."""
        return [self._terms[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(self._ends)]

    def entries(self, term: str) -> tuple[npt.NDArray[np.int32], Counts]:
        """The rows that hold a term, ascending, and how often each does."""
        wanted, size = term.encode("utf-8", "surrogatepass"), len(self._ends) - 1
        number = bisect_left(range(size), wanted, key=self._term)
        if number == size or self._term(number) != wanted:
            return self.rows[:0], self.counts[:0]
        start, end = self.starts[number : number + 2]
        return self.rows[start:end], self.counts[start:end]

    def _term(self, number: int) -> bytes:
        return self._terms[self._ends[number] : self._ends[number + 1]]

    @cached_property
    def order(self) -> Ids:
        """The rows in the order of their ids."""
        return np.argsort(self.ids, kind="stable")

    def totals(self, live: Live) -> Ids:
        """How often each term stands in all rows that count, shape (terms,)."""
        found: Ids = np.zeros(len(self.starts) - 1, dtype=np.int64)
        for first, last in _blocks(self.starts):
            start, end = self.starts[first], self.starts[last]
            counts = self.counts[start:end].astype(np.int64)
            if live is not None:
                counts *= live[self.rows[start:end]]
            found[first:last] = np.add.reduceat(counts, self.starts[first:last] - start)
        return found


class PostingsWriter:
    """Makes :class:`Postings` row by row, in a folder that is made. Close it when done."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runs: list[Path] = []
        self._scratch = tempfile.TemporaryDirectory(dir=folder.parent, prefix=f"{folder.name}-")
        self._clear()

    def _clear(self) -> None:
        self._vocabulary: dict[str, int] = {}
        self._tokens, self._lengths, self._ids = array("i"), array("i"), array("q")

    def add(self, identity: int, post: int, terms: Sequence[str]) -> None:
        """Add a row. Raises ``OSError``."""
        vocabulary = self._vocabulary
        self._tokens.extend([vocabulary.setdefault(term, len(vocabulary)) for term in terms])
        self._lengths.append(len(terms))
        self._ids.extend((identity, post))
        if len(self._tokens) >= _TOKENS:
            self._run()

    def finish(self, before: Sequence[tuple[Postings, Live]] = ()) -> None:
        """Write the files, with the rows that count of others before those that were added. Raises ``OSError``."""
        self._run()
        if before or len(self._runs) > 1:
            join([*before, *((Postings(run), None) for run in self._runs)], self._folder)
        else:
            self._runs[0].rename(self._folder)

    def close(self) -> None:
        """Take away what was made on the way."""
        self._scratch.cleanup()

    def _run(self) -> None:
        run = Path(self._scratch.name, f"{len(self._runs)}")
        run.mkdir()
        names = sorted(self._vocabulary)
        places = np.empty(len(names), dtype=np.int64)
        places[[self._vocabulary[name] for name in names]] = np.arange(len(names))
        lengths = np.frombuffer(self._lengths, dtype=np.int32)
        size = max(1, len(lengths))
        held = places[np.frombuffer(self._tokens, dtype=np.int32)] * size + np.repeat(np.arange(len(lengths)), lengths)
        entries, counts = np.unique(held, return_counts=True)
        of_terms, rows = np.divmod(entries, size)
        _write_rows(run, np.frombuffer(self._ids, dtype=np.int64), lengths)
        _write_terms(run, names, np.searchsorted(of_terms, np.arange(len(names) + 1)))
        (run / "rows").write_bytes(rows.astype(np.int32).tobytes())
        (run / "counts").write_bytes(_clipped(counts).tobytes())
        self._runs.append(run)
        self._clear()


def join(parts: Sequence[tuple[Postings, Live]], folder: Path) -> None:
    """Write the rows that count of several postings as one, in their order, into a folder. Raises ``OSError``."""
    totals = [_rows_of_terms(part, live) for part, live in parts]
    spelt = [np.array(part.terms(), dtype=object)[held > 0] for (part, _), held in zip(parts, totals, strict=True)]
    names = sorted(set().union(*spelt))
    numbers = {name: number for number, name in enumerate(names)}
    places, sums = [], np.zeros(len(names), dtype=np.int64)
    for (part, _), held, own in zip(parts, totals, spelt, strict=True):
        # Ascending, as the terms are, but for those that nothing holds any more.
        place = np.full(len(part.starts) - 1, -1, dtype=np.int64)
        place[held > 0] = [numbers[name] for name in own]
        places.append(place)
        sums[place[held > 0]] += held[held > 0]
    folder.mkdir()
    kept = [slice(None) if live is None else live for _, live in parts]
    ids = [np.stack([part.ids[one], part.posts[one]], axis=1) for (part, _), one in zip(parts, kept, strict=True)]
    lengths = [part.lengths[one] for (part, _), one in zip(parts, kept, strict=True)]
    _write_rows(folder, np.concatenate(ids), np.concatenate(lengths))
    starts = np.concatenate([[0], np.cumsum(sums)])
    _write_terms(folder, names, starts)
    offsets = np.concatenate([[0], np.cumsum([len(one) for one in lengths])])
    moved = [_moved(live, offset) for (_, live), offset in zip(parts, offsets[:-1], strict=True)]
    with (folder / "rows").open("wb") as rows, (folder / "counts").open("wb") as counts:
        for first, last in _blocks(starts):
            _join_block([part for part, _ in parts], places, moved, (first, last), (rows, counts))


def _join_block(
    parts: Sequence[Postings],
    places: Sequence[Ids],
    moved: Sequence[tuple[Ids | None, int]],
    block: tuple[int, int],
    files: tuple[BinaryIO, BinaryIO],
) -> None:
    """Write the entries of some terms, from one number to another, of all parts."""
    terms, rows, counts = [], [], []
    for part, place, (to, offset) in zip(parts, places, moved, strict=True):
        wanted = np.flatnonzero((place >= block[0]) & (place < block[1]))
        if not len(wanted):
            continue
        # Terms that nothing holds any more may lie between.
        first, last = int(wanted[0]), int(wanted[-1]) + 1
        start, end = part.starts[first], part.starts[last]
        held = part.rows[start:end].astype(np.int64)
        held = held + offset if to is None else to[held]
        stays = held >= 0
        terms.append(np.repeat(place[first:last], np.diff(part.starts[first : last + 1]))[stays])
        rows.append(held[stays])
        counts.append(part.counts[start:end][stays])
    if terms:
        order = np.argsort(np.concatenate(terms), kind="stable")
        files[0].write(np.concatenate(rows)[order].astype(np.int32).tobytes())
        files[1].write(np.concatenate(counts)[order].tobytes())


def _moved(live: Live, offset: int) -> tuple[Ids | None, int]:
    """Where each row comes to stand, -1 for one that does not count; ``None`` where all only move on."""
    return (None if live is None else np.where(live, np.cumsum(live) - 1 + offset, -1)), offset


def _rows_of_terms(part: Postings, live: Live) -> Ids:
    """How many rows that count hold each term."""
    if live is None:
        found: Ids = np.diff(part.starts)
        return found
    found = np.zeros(len(part.starts) - 1, dtype=np.int64)
    for first, last in _blocks(part.starts):
        start, end = part.starts[first], part.starts[last]
        held = live[part.rows[start:end]].astype(np.int64)
        found[first:last] = np.add.reduceat(held, part.starts[first:last] - start)
    return found


def _blocks(starts: Ids) -> Iterator[tuple[int, int]]:
    """Terms, from one number to another, that have about as many entries as may be in memory. Each has one at least."""
    first, size = 0, len(starts) - 1
    while first < size:
        last = int(np.searchsorted(starts, starts[first] + _TOKENS, side="right")) - 1
        last = min(max(last, first + 1), size)
        yield first, last
        first = last


def _clipped(counts: Ids) -> Counts:
    return np.minimum(counts, _MOST).astype(np.uint16)


def _write_rows(folder: Path, ids: Ids, lengths: npt.NDArray[np.int32]) -> None:
    (folder / "ids").write_bytes(ids.tobytes())
    (folder / "lengths").write_bytes(lengths.tobytes())


def _write_terms(folder: Path, names: Sequence[str], starts: Ids) -> None:
    spelt = [name.encode("utf-8", "surrogatepass") for name in names]
    ends = np.cumsum([0, *map(len, spelt)], dtype=np.int64)
    (folder / "terms").write_bytes(b"".join(spelt))
    (folder / "ends").write_bytes(ends.tobytes())
    (folder / "starts").write_bytes(starts.astype(np.int64).tobytes())


def _read(path: Path, kind: type[_Kind]) -> npt.NDArray[_Kind]:
    if path.stat().st_size <= _IN_MEMORY:
        return np.fromfile(path, dtype=kind)
    return np.memmap(path, dtype=kind, mode="r")
