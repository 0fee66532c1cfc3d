"""BM25 over the terms of passages, posts and titles, through bm25s; kept in files that are mapped, not read.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), in the form of Lucene.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import chain
from pathlib import Path
from typing import Self

import bm25s
import numpy as np

from embeddings.stores.ids import Ids, Scores
from embeddings.stores.protocols import EVERYTHING, Field, Hits, Where

K1, B = 1.2, 0.75
_IDS, _PARAMETERS = "ids.npy", "params.index.json"
# It reports every index that it builds.
logging.getLogger("bm25s").setLevel(logging.WARNING)


class Bm25Store:
    """A :class:`~embeddings.stores.protocols.LexicalStore` in memory."""

    def __init__(self, posts: Iterable[tuple[int, Sequence[str], Sequence[tuple[int, Sequence[str]]]]]) -> None:
        """``posts``: id and title's terms of each, with the id and the terms of each of its passages."""
        titles, wholes, passages = _Table(), _Table(), _Table()
        for post, title, parts in posts:
            titles.add(post, post, title)
            wholes.add(post, post, [*title, *chain.from_iterable(words for _, words in parts)])
            for passage, words in parts:
                passages.add(passage, post, [*title, *words])
        self._fields: dict[Field, _Table] = {"passage": passages, "post": wholes, "title": titles}
        for table in self._fields.values():
            table.close()

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The store that was saved in a folder; its files are mapped.

        Raises:
            OSError: a file is missing.
            ValueError: a file is none of bm25s's.
        """
        store = cls(())
        store._fields = {field: _Table.load(folder / field) for field in store._fields}
        return store

    def save(self, folder: Path) -> None:
        """Write the store into an empty folder. Raises ``OSError``."""
        for field, table in self._fields.items():
            table.save(folder / field)

    @property
    def passages(self) -> int:
        """How many passages there are."""
        return len(self._fields["passage"].ids)

    def search(self, terms: Sequence[str], k: int, where: Where = EVERYTHING, *, field: Field = "passage") -> Hits:
        """See :meth:`embeddings.stores.protocols.LexicalStore.search`."""
        table = self._fields[field]
        scores = table.scores(terms)
        found = np.flatnonzero(scores > 0)
        if where.posts is not None:
            found = found[where.admits(table.posts[found])]
        if len(found) > k:
            found = found[np.argpartition(-scores[found], k - 1)[:k]]
        found = found[np.argsort(-scores[found], kind="stable")]
        return Hits(table.ids[found], scores[found])

    def score(self, terms: Sequence[str], ids: Ids, *, field: Field = "passage") -> Scores:
        """See :meth:`embeddings.stores.protocols.LexicalStore.score`."""
        table = self._fields[field]
        if not len(table.ids):
            return np.zeros(len(ids), dtype=np.float32)
        rows = table.order[np.minimum(np.searchsorted(table.ids, ids, sorter=table.order), len(table.ids) - 1)]
        scores: Scores = np.where(table.ids[rows] == ids, table.scores_of(terms, rows), 0).astype(np.float32)
        return scores

    def holding(self, terms: Sequence[str], *, field: Field = "passage") -> Ids:
        """See :meth:`embeddings.stores.protocols.LexicalStore.holding`."""
        table = self._fields[field]
        return np.sort(table.ids[table.rows_with(terms)])

    def document_frequency(self, terms: Sequence[str]) -> Mapping[str, int]:
        """See :meth:`embeddings.stores.protocols.LexicalStore.document_frequency`."""
        table = self._fields["passage"]
        return {term: table.frequency(term) for term in terms}


class _Table:
    """The BM25 index of one field."""

    def __init__(self) -> None:
        self.vocabulary: dict[str, int] = {}
        self._rows: list[list[int]] = []
        self._ids: list[tuple[int, int]] = []
        self._index: bm25s.BM25 | None = None

    def add(self, identity: int, post: int, terms: Sequence[str]) -> None:
        self._rows.append([self.vocabulary.setdefault(term, len(self.vocabulary)) for term in terms])
        self._ids.append((identity, post))

    def close(self) -> None:
        """Take no more rows."""
        self._keep(np.array(self._ids, dtype=np.int64).reshape(-1, 2))
        if self.vocabulary:
            self._index = bm25s.BM25(k1=K1, b=B)
            tokenized = bm25s.tokenization.Tokenized(ids=self._rows, vocab=dict(self.vocabulary))
            self._index.index(tokenized, create_empty_token=False, show_progress=False)
        self._rows = []
        self._ids = []

    def save(self, folder: Path) -> None:
        folder.mkdir()
        np.save(folder / _IDS, np.stack([self.ids, self.posts], axis=1))
        if self._index is not None:
            self._index.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> Self:
        table = cls()
        table._keep(np.load(folder / _IDS))
        if (folder / _PARAMETERS).exists():
            table._index = bm25s.BM25.load(folder, params_name=_PARAMETERS, mmap=True, show_progress=False)
            table.vocabulary = table._index.vocab_dict
        return table

    def _keep(self, pairs: Ids) -> None:
        self.ids, self.posts = pairs[:, 0], pairs[:, 1]
        self.order = np.argsort(self.ids, kind="stable")

    def frequency(self, term: str) -> int:
        """Rows that a term stands in."""
        if self._index is None or term not in self.vocabulary:
            return 0
        starts, number = self._index.scores["indptr"], self.vocabulary[term]
        return int(starts[number + 1] - starts[number])

    def scores(self, terms: Sequence[str]) -> Scores:
        """BM25 of every row; a term that stands twice in the question counts twice."""
        known = self._known(terms)
        if not known or self._index is None:
            return np.zeros(len(self.ids), dtype=np.float32)
        scores: Scores = self._index.get_scores_from_ids(known)
        return scores

    def scores_of(self, terms: Sequence[str], rows: Ids) -> Scores:
        """The same of some rows, to the last bit, without a look at the others."""
        scores: Scores = np.zeros(len(rows), dtype=np.float32)
        for number in self._known(terms):
            held, weights = self._column(number)
            places = np.minimum(np.searchsorted(held, rows.astype(held.dtype)), len(held) - 1)
            scores += np.where(held[places] == rows, weights[places], 0)
        return scores

    def _known(self, terms: Sequence[str]) -> list[int]:
        """The numbers of those terms that there are."""
        return [self.vocabulary[term] for term in terms if term in self.vocabulary]

    def _column(self, number: int) -> tuple[Ids, Scores]:
        """The rows that a term stands in, ascending, and what it adds to the score of each."""
        columns = self._index.scores if self._index is not None else {}
        start, end = columns["indptr"][number : number + 2]
        return np.asarray(columns["indices"][start:end]), np.asarray(columns["data"][start:end])

    def rows_with(self, terms: Sequence[str]) -> Ids:
        """The rows with every one of some terms."""
        if not terms or self._index is None or any(term not in self.vocabulary for term in terms):
            return np.empty(0, dtype=np.int64)
        held = [self._column(number)[0] for number in set(self._known(terms))]
        found: Ids = reduce(np.intersect1d, sorted(held, key=len)).astype(np.int64)
        return found
