"""The rows of one archive in Milvus as one generation sees them: vectors, terms, and what a generation is known by.

A row says since which generation it stands, and until which it does; whoever reads sees those of a generation alone. So
a sync writes the next one beside the one that is read. A row's key is made of its archive, its id and its first
generation, so that what is written again replaces itself.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, Literal

import numpy as np

from embeddings.stores.ids import Ids, Scores, Vectors
from embeddings.stores.milvus import HELD, SPARSE, Kind, Milvus
from embeddings.stores.protocols import EVERYTHING, Background, Field, Hits, Where
from embeddings.stores.statistics import Sparse, Statistics, dimension

FOREVER = 1 << 62
"""``until`` of a row that no sync has ended."""
_SETTLED = 10.0
"""Seconds after which ``Bounded`` shows all that there was: a server is behind by 5 at most
(https://milvus.io/docs/consistency.md)."""
_SAMPLE = 2_000
"""Vectors that stand for all, evenly spaced, where a mean is enough."""
_ROWS = 500
"""Rows that are sent at once."""
_FETCHED = 2_000
"""Vectors that are asked for at once."""
_MOST = 16_384
"""Hits of one search: https://milvus.io/docs/limitations.md"""
_LEAST_LOOKED_AT = 200
"""How many rows HNSW looks at closely, at least, where fewer hits are wanted."""
_NOTHING: Sparse = {0: 1.0}

Level = Literal["Strong", "Bounded"]


class View:
    """One generation of one archive, for reading or for writing it before it is seen."""

    def __init__(self, milvus: Milvus, archive: str, generation: int, *, writing: bool = False) -> None:
        """``archive``: its id, of letters and digits."""
        self.milvus = milvus
        self.archive = archive
        self.generation = generation
        self._settled = float("inf") if writing else time.monotonic() + _SETTLED

    @property
    def level(self) -> Level:
        """The consistency that shows every row of the generation, all of which were written before it was first seen.

        ``Strong`` waits until a node has read all that was written by now. ``Bounded`` waits for nothing, and is behind
        by a few seconds at most, which a generation that was seen some seconds ago does not notice.
        """
        return "Bounded" if time.monotonic() > self._settled else "Strong"

    @property
    def condition(self) -> str:
        """Which rows it sees."""
        return f'archive == "{self.archive}" and since <= {self.generation} and until > {self.generation}'


class Rows:
    """Those of one kind that a view sees."""

    def __init__(self, view: View, collection: str) -> None:
        self._view = view
        self._milvus = view.milvus
        self._collection = collection

    def __len__(self) -> int:
        return self._counted(self._view.condition)

    def _counted(self, condition: str) -> int:
        level = self._view.level
        return int(
            self._milvus.query(self._collection, condition, ["count(*)"], consistency_level=level)[0]["count(*)"]
        )

    def _filter(self, condition: str) -> str:
        return f"{self._view.condition} and {condition}" if condition else self._view.condition

    def _query(self, condition: str, fields: Sequence[str], **named: Any) -> list[dict[str, Any]]:
        return self._milvus.query(
            self._collection, self._filter(condition), fields, consistency_level=self._view.level, **named
        )

    def search(self, field: str, vector: Vectors | Sparse, k: int, condition: str = "") -> Hits:
        """The nearest ``k`` to a vector by the inner product, of those that meet a condition."""
        k = 0 if condition.endswith(" in []") else min(k, _MOST)
        found = [] if k <= 0 else self._nearest(field, vector, k, condition)
        hits = [(hit["entity"]["id"], hit["distance"]) for hit in found]
        return Hits(np.array([i for i, _ in hits], dtype=np.int64), np.array([d for _, d in hits], dtype=np.float32))

    def _nearest(self, field: str, vector: Vectors | Sparse, k: int, condition: str) -> Sequence[Mapping[str, Any]]:
        looked_at = {} if isinstance(vector, dict) else {"params": {"ef": max(2 * k, _LEAST_LOOKED_AT)}}
        found: Sequence[Mapping[str, Any]] = self._milvus.call(
            "search",
            self._collection,
            data=[vector],
            anns_field=field,
            limit=k,
            filter=self._filter(condition),
            output_fields=["id"],
            search_params={"metric_type": "IP", **looked_at},
            consistency_level=self._view.level,
        )[0]
        return found

    def scores(self, field: str, vector: Vectors | Sparse, ids: Ids) -> dict[int, float]:
        """The inner products of some with a vector, by their ids; an index may leave out a few."""
        found: dict[int, float] = {}
        for part in _parts(np.unique(ids), _FETCHED):
            hits = self.search(field, vector, len(part), _among("id", part))
            found.update(zip(hits.ids.tolist(), hits.scores.tolist(), strict=True))
        return found

    def ids(self, condition: str, field: str = "id") -> Ids:
        """The ids of those that meet a condition, ascending; or those in another field, each once."""
        return np.unique(np.array([row[field] for row in self._query(condition, [field])], dtype=np.int64))

    def vectors(self, ids: Ids) -> Iterator[tuple[int, Vectors]]:
        """Ids with their vectors, in no order."""
        for part in _parts(np.unique(ids), _FETCHED):
            for row in self._query(_among("id", part), ["id", "vector"]):
                yield int(row["id"]), np.asarray(row["vector"], dtype=np.float32)

    def put(self, rows: Iterable[dict[str, Any]]) -> None:
        """Add rows, which the generation is the first to see; each with its id, post, vector and what its kind has."""
        view, batch = self._view, []
        for row in rows:
            key = f"{view.archive}/{row['id']}/{view.generation}"
            own = {"key": key, "archive": view.archive, "since": view.generation, "until": FOREVER}
            batch.append(row | own)
            if len(batch) >= _ROWS:
                self._milvus.upsert(self._collection, batch)
                batch = []
        if batch:
            self._milvus.upsert(self._collection, batch)

    def end(self, condition: str = "") -> None:
        """Have the generation, and those after it, see no rows that meet a condition; those before it do."""
        view = self._view
        first = f'archive == "{view.archive}" and since == {view.generation}'
        self._milvus.delete(self._collection, f"{first} and {condition}" if condition else first)
        self._set_until(self._filter(condition), view.generation)

    def discard(self) -> None:
        """Take back what was written for this generation or a later one, which nobody has seen."""
        own = f'archive == "{self._view.archive}"'
        self._milvus.delete(self._collection, f"{own} and since >= {self._view.generation}")
        self._set_until(f"{own} and until >= {self._view.generation} and until < {FOREVER}", FOREVER)

    def _set_until(self, condition: str, generation: int) -> None:
        """Write rows anew until none meets a condition on their ``until``."""
        # Counted first: what no row was ever written to gives no vectors, and most often there is nothing to change.
        while self._counted(condition):
            rows = self._milvus.query(self._collection, condition, ["*"], limit=_ROWS, consistency_level="Strong")
            self._milvus.upsert(self._collection, [dict(row) | {"until": generation} for row in rows])

    def sweep(self, generation: int) -> None:
        """Delete what neither a generation nor a later one sees."""
        own = f'archive == "{self._view.archive}"'
        self._milvus.delete(self._collection, f"{own} and until <= {generation}")


class MilvusVectors:
    """A :class:`~embeddings.stores.protocols.VectorStore` in Milvus."""

    def __init__(self, rows: Rows, kind: Kind, dimension: int, ids: Ids | None = None) -> None:
        """``ids``: all that there are, in the order of which a sample is taken; ``None`` to ask for them."""
        self._rows, self._kind, self._dimension, self._ids = rows, kind, dimension, ids
        self._sampled: Vectors | None = None
        self._sampling = threading.Lock()

    def __len__(self) -> int:
        return len(self._rows)

    def upsert(self, ids: Ids, vectors: Vectors, posts: Ids) -> None:
        """See :meth:`embeddings.stores.protocols.VectorStore.upsert`."""
        self.delete(ids)
        other: dict[str, Any] = dict.fromkeys(SPARSE.get(self._kind, ()), _NOTHING)
        other |= {HELD[self._kind]: []} if self._kind in HELD else {}
        pairs = zip(ids.tolist(), posts.tolist(), vectors.astype(np.float32), strict=True)
        self._rows.put({"id": one, "post": post, "vector": vector, **other} for one, post, vector in pairs)

    def delete(self, ids: Ids) -> None:
        """See :meth:`embeddings.stores.protocols.VectorStore.delete`."""
        for part in _parts(ids, _FETCHED):
            self._rows.end(_among("id", part))
        self._sampled = None

    def search(self, vector: Vectors, k: int, where: Where = EVERYTHING) -> Hits:
        """See :meth:`embeddings.stores.protocols.VectorStore.search`."""
        return self._rows.search("vector", vector.astype(np.float32), k, _admitted(where))

    def fetch(self, ids: Ids) -> Vectors:
        """See :meth:`embeddings.stores.protocols.VectorStore.fetch`."""
        found = dict(self._rows.vectors(ids)) if len(ids) else {}
        nothing = np.zeros(self._dimension, dtype=np.float32)
        vectors: Vectors = np.array([found.get(one, nothing) for one in ids.tolist()], dtype=np.float32)
        return vectors.reshape(-1, self._dimension)

    def cosines(self, ids: Ids, vector: Vectors) -> Scores:
        """See :meth:`embeddings.stores.protocols.VectorStore.cosines`."""
        # Numbers come back where vectors would: of two thousand sentences, 120 KB in the place of 3 MB.
        found = self._rows.scores("vector", vector.astype(np.float32), ids)
        left = np.array([one for one in ids.tolist() if one not in found], dtype=np.int64)
        found.update(zip(left.tolist(), (self.fetch(left) @ vector).tolist(), strict=True))
        return np.array([found[one] for one in ids.tolist()], dtype=np.float32)

    def background(self, vector: Vectors) -> Background:
        """See :meth:`embeddings.stores.protocols.VectorStore.background`."""
        with self._sampling:
            if self._sampled is None:
                ids = self._rows.ids("") if self._ids is None else self._ids
                places = np.linspace(0, len(ids) - 1, min(len(ids), _SAMPLE)).astype(np.int64)
                self._sampled = self.fetch(ids[np.unique(places)])
            sampled = self._sampled
        return Background.of(sampled @ vector)


class MilvusTerms:
    """A :class:`~embeddings.stores.protocols.LexicalStore` in Milvus: BM25 as inner products of sparse vectors.

    A row has what each of its terms adds to its score, a question how rare they are; see
    :mod:`embeddings.stores.statistics`. BM25 by Milvus's own function would count over all archives of a collection,
    and cut words in another way.
    """

    def __init__(self, passages: Rows, posts: Rows, statistics: Statistics) -> None:
        self._rows: dict[Field, tuple[Rows, str]] = {
            "passage": (passages, "terms"),
            "post": (posts, "terms"),
            "title": (posts, "title"),
        }
        self._statistics = statistics

    @property
    def passages(self) -> int:
        """How many passages there are."""
        return self._statistics.rows["passage"]

    def search(self, terms: Sequence[str], k: int, where: Where = EVERYTHING, *, field: Field = "passage") -> Hits:
        """See :meth:`embeddings.stores.protocols.LexicalStore.search`."""
        rows, name = self._rows[field]
        asked = self._statistics.asked(terms, field)
        if not asked:
            return Hits(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))
        hits = rows.search(name, asked, k, _admitted(where))
        return Hits(hits.ids[hits.scores > 0], hits.scores[hits.scores > 0])

    def score(self, terms: Sequence[str], ids: Ids, *, field: Field = "passage") -> Scores:
        """See :meth:`embeddings.stores.protocols.LexicalStore.score`."""
        rows, name = self._rows[field]
        asked = self._statistics.asked(terms, field)
        found = rows.scores(name, asked, ids) if asked else {}
        return np.array([found.get(one, 0.0) for one in ids.tolist()], dtype=np.float32)

    def holding(self, terms: Sequence[str], *, field: Field = "passage") -> Ids:
        """See :meth:`embeddings.stores.protocols.LexicalStore.holding`."""
        frequencies = self._statistics.frequencies[field]
        if not terms or not all(frequencies[term] for term in terms):
            return np.empty(0, dtype=np.int64)
        rows, _ = self._rows["passage" if field == "post" else field]
        held = HELD["posts" if field == "title" else "passages"]
        if field != "post":
            return rows.ids(f"array_contains_all({held}, {sorted({dimension(term) for term in terms})})")
        # A post holds what its passages do, each of which has its title too.
        posts = [rows.ids(f"array_contains({held}, {dimension(term)})", "post") for term in set(terms)]
        return reduce(np.intersect1d, posts)

    def document_frequency(self, terms: Sequence[str]) -> Mapping[str, int]:
        """See :meth:`embeddings.stores.protocols.LexicalStore.document_frequency`."""
        return {term: self._statistics.frequencies["passage"][term] for term in terms}


def _admitted(where: Where) -> str:
    return "" if where.posts is None else _among("post", where.posts)


def _among(field: str, ids: Ids) -> str:
    return f"{field} in {ids.tolist()}"


def _parts(ids: Ids, size: int) -> Iterator[Ids]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
