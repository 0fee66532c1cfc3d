"""BM25 over the terms of passages, posts and titles, in files that are mapped, not read.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), in the form of Lucene. How rare a
term is and how long rows are on the average counts over all segments, at the time of the question: so a segment stays
as it is whatever becomes of the others, and several give the same scores as one would.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import chain
from math import log1p
from pathlib import Path
from typing import Any, get_args

import numpy as np
import numpy.typing as npt

from embeddings.stores.ids import Ids, Scores
from embeddings.stores.postings import Counts, Live, Postings, PostingsWriter
from embeddings.stores.protocols import EVERYTHING, Field, Hits, Where

K1, B = 1.2, 0.75
FIELDS: tuple[Field, ...] = get_args(Field)
Fields = Mapping[Field, Postings]


class Bm25Writer:
    """Writes the three fields of some posts into a folder that is there. Close it when done."""

    def __init__(self, folder: Path) -> None:
        self._writers = {field: PostingsWriter(folder / field) for field in FIELDS}

    def add(self, post: int, title: Sequence[str], passages: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Add a post: its title's terms, and the id and the terms of each of its passages. Raises ``OSError``."""
        self._writers["title"].add(post, post, title)
        whole = [*title, *chain.from_iterable(words for _, words in passages)]
        self._writers["post"].add(post, post, whole)
        for passage, words in passages:
            self._writers["passage"].add(passage, post, [*title, *words])

    def finish(self, before: Sequence[tuple[Fields, Ids]] = ()) -> None:
        """Write the files, with what others hold but for some posts of theirs. Raises ``OSError``."""
        for field, writer in self._writers.items():
            writer.finish([(fields[field], live(fields[field].posts, gone)) for fields, gone in before])

    def close(self) -> None:
        """Take away what was made on the way."""
        for writer in self._writers.values():
            writer.close()


def open_fields(folder: Path) -> Fields:
    """What was written into a folder. Raises as :class:`~embeddings.stores.postings.Postings` does."""
    return {field: Postings(folder / field) for field in FIELDS}


def live(posts: Ids, gone: Ids) -> Live:
    """Which rows count, by their posts, where some posts are gone."""
    return None if not len(gone) else np.isin(posts, gone, invert=True)


class Bm25Store:
    """A :class:`~embeddings.stores.protocols.LexicalStore` over segments."""

    def __init__(self, segments: Sequence[tuple[Fields, Ids]]) -> None:
        """``segments``: each with the posts of it that count no more."""
        self._fields = {
            field: _Field([(fields[field], live(fields[field].posts, gone)) for fields, gone in segments])
            for field in FIELDS
        }

    @property
    def passages(self) -> int:
        """How many passages there are."""
        return self._fields["passage"].size

    def search(self, terms: Sequence[str], k: int, where: Where = EVERYTHING, *, field: Field = "passage") -> Hits:
        """See :meth:`embeddings.stores.protocols.LexicalStore.search`; of equal scores that of the lower post comes
        first, and within it of the lower id."""
        found = [part.best(entries, k, where) for part, entries in self._fields[field].entries(terms)]
        ids, posts, scores = (np.concatenate(column) for column in zip(*found, strict=True)) if found else _NOTHING
        order = np.lexsort((ids, posts, -scores))[: max(k, 0)]
        return Hits(ids[order], scores[order])

    def score(self, terms: Sequence[str], ids: Ids, *, field: Field = "passage") -> Scores:
        """See :meth:`embeddings.stores.protocols.LexicalStore.score`."""
        scores: Scores = np.zeros(len(ids), dtype=np.float32)
        for part, entries in self._fields[field].entries(terms):
            rows = part.rows_of(ids)
            scores[rows >= 0] = part.scores_of(entries, rows[rows >= 0])
        return scores

    def holding(self, terms: Sequence[str], *, field: Field = "passage") -> Ids:
        """See :meth:`embeddings.stores.protocols.LexicalStore.holding`."""
        found = [part.holding(terms) for part in self._fields[field].parts]
        return np.sort(np.concatenate([_NOTHING[0], *found]))

    def document_frequency(self, terms: Sequence[str]) -> Mapping[str, int]:
        """See :meth:`embeddings.stores.protocols.LexicalStore.document_frequency`."""
        return {term: sum(len(part.holding([term])) for part in self._fields["passage"].parts) for term in terms}


_BLOCK = 1024
"""Scores that are looked at together for the best."""
_NOTHING = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
_Entries = Sequence[tuple[np.float32, npt.NDArray[np.int32], Counts]]
"""Of each term of a question its weight, the rows of a segment that hold it, ascending, and how often each does."""


class _Field:
    """One field of all segments."""

    def __init__(self, segments: Sequence[tuple[Postings, Live]]) -> None:
        counted = [postings.lengths if alive is None else postings.lengths[alive] for postings, alive in segments]
        self.size = sum(len(lengths) for lengths in counted)
        mean = sum(int(lengths.sum(dtype=np.int64)) for lengths in counted) / max(self.size, 1)
        self.parts = [_Part(postings, alive, mean) for postings, alive in segments]

    def entries(self, terms: Sequence[str]) -> list[tuple[_Part, _Entries]]:
        """Those of a question in each segment; a term that stands twice in the question counts twice."""
        held = {term: [part.entries(term) for part in self.parts] for term in dict.fromkeys(terms)}
        weights = {}
        for term, found in held.items():
            frequency = sum(len(rows) for rows, _ in found)
            weights[term] = np.float32(log1p((self.size - frequency + 0.5) / (frequency + 0.5)))
        return [
            (part, [(weights[term], *held[term][place]) for term in terms if len(held[term][place][0])])
            for place, part in enumerate(self.parts)
        ]


class _Part:
    """One field of one segment."""

    def __init__(self, postings: Postings, alive: Live, mean: float) -> None:
        self._postings, self._alive = postings, alive
        length = postings.lengths / max(mean, 1e-9)
        self._norms: Scores = (K1 * (1 - B + B * length)).astype(np.float32)
        """What a row's length adds below the line of the fraction, shape (rows,)."""

    def entries(self, term: str) -> tuple[npt.NDArray[np.int32], Counts]:
        """The rows that hold a term and count, ascending, and how often each does."""
        rows, counts = self._postings.entries(term)
        if self._alive is None:
            return rows, counts
        stays = self._alive[rows]
        return rows[stays], counts[stays]

    def holding(self, terms: Sequence[str]) -> Ids:
        """The ids of the rows with every one of some terms."""
        if not terms:
            return _NOTHING[0]
        held = [self.entries(term)[0] for term in set(terms)]
        ids: Ids = self._postings.ids[reduce(np.intersect1d, sorted(held, key=len))]
        return ids

    def best(self, entries: _Entries, k: int, where: Where) -> tuple[Ids, Ids, Scores]:
        """Ids, posts and scores of the best, in no order; more than ``k`` only where the last are equal."""
        postings = self._postings
        scores: Scores = np.zeros(len(postings.ids), dtype=np.float32)
        for weight, rows, counts in entries:
            # Numpy would make these of `rows` at each use.
            places = rows.astype(np.intp)
            scores[places] = scores.take(places) + self._added(weight, places, counts)
        if where.posts is None:
            found = np.flatnonzero(scores >= _least_of_best(scores, k))
        else:
            found = np.flatnonzero(scores)
            found = found[where.admits(postings.posts[found])]
        if k < len(found):
            least = np.partition(scores[found], len(found) - k)[len(found) - k] if k > 0 else np.inf
            found = found[scores[found] >= least]
        return postings.ids[found], postings.posts[found], scores[found]

    def rows_of(self, ids: Ids) -> Ids:
        """The row of each id; -1 of one that is not there."""
        held, order = self._postings.ids, self._postings.order
        if not len(held):
            return np.full(len(ids), -1, dtype=np.int64)
        rows = order[np.minimum(np.searchsorted(held, ids, sorter=order), len(held) - 1)]
        there = held[rows] == ids
        if self._alive is not None:
            there &= self._alive[rows]
        return np.where(there, rows, -1)

    def scores_of(self, entries: _Entries, wanted: Ids) -> Scores:
        """The scores of some rows, to the last bit as in :meth:`best`, without a look at the others."""
        scores: Scores = np.zeros(len(wanted), dtype=np.float32)
        for weight, rows, counts in entries:
            places = np.minimum(np.searchsorted(rows, wanted.astype(rows.dtype)), len(rows) - 1)
            there = rows[places] == wanted
            scores[there] += self._added(weight, wanted[there], counts[places[there]])
        return scores

    def _added(self, weight: np.float32, rows: npt.NDArray[Any], counts: Counts) -> Scores:
        """What a term adds to the scores of rows that hold it."""
        often = counts.astype(np.float32)
        added: Scores = weight * (often / (often + self._norms.take(rows)))
        return added


def _least_of_best(scores: Scores, k: int) -> np.float32:
    """A score above 0 that the best ``k`` have at least, and few others: as many blocks of scores have one as high."""
    blocks = len(scores) // _BLOCK
    most = scores[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(axis=1)
    least = np.partition(most, blocks - k)[blocks - k] if 0 < k < blocks else np.float32(0)
    return max(least, np.nextafter(np.float32(0), np.float32(1)))
