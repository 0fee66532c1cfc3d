"""The stores once more, as plainly as can be: what their contract means, and a second engine for the tests."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from embeddings.stores.protocols import EVERYTHING, Field, Hits, Ids, Scores, Vectors, Where


class MemoryVectors:
    """Vectors in a dictionary."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._rows: dict[int, tuple[Vectors, int]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def upsert(self, ids: Ids, vectors: Vectors, posts: Ids) -> None:
        for identity, vector, post in zip(ids, vectors, posts, strict=True):
            self._rows[int(identity)] = vector, int(post)

    def delete(self, ids: Ids) -> None:
        for identity in ids:
            self._rows.pop(int(identity), None)

    def search(self, vector: Vectors, k: int, where: Where = EVERYTHING) -> Hits:
        scored = {
            identity: float(row @ vector)
            for identity, (row, post) in self._rows.items()
            if where.admits(np.array([post]))[0]
        }
        return _best(scored, k)

    def fetch(self, ids: Ids) -> Vectors:
        nothing = np.zeros(self._dimension, dtype=np.float32), 0
        return np.array([self._rows.get(int(i), nothing)[0] for i in ids], dtype=np.float32).reshape(
            -1, self._dimension
        )

    def background(self, vector: Vectors) -> float:
        cosines = [float(row @ vector) for row, _ in self._rows.values()]
        return max(0.0, float(np.mean(cosines) - 3 * np.std(cosines))) if cosines else 0.0


class MemoryTerms:
    """BM25 by its formula, in the form of Lucene with a term's whole weight (k1 1.2, b 0.75)."""

    def __init__(self, posts: Sequence[tuple[int, Sequence[str], Sequence[tuple[int, Sequence[str]]]]]) -> None:
        self._fields: dict[Field, dict[int, tuple[Counter[str], int]]] = {"passage": {}, "post": {}, "title": {}}
        for post, title, parts in posts:
            self._fields["title"][post] = Counter(title), post
            self._fields["post"][post] = Counter([*title, *(word for _, words in parts for word in words)]), post
            for passage, words in parts:
                self._fields["passage"][passage] = Counter([*title, *words]), post

    @property
    def passages(self) -> int:
        return len(self._fields["passage"])

    def search(self, terms: Sequence[str], k: int, where: Where = EVERYTHING, *, field: Field = "passage") -> Hits:
        rows = self._fields[field]
        ids = np.array([i for i, (_, post) in rows.items() if where.admits(np.array([post]))[0]], dtype=np.int64)
        scores = self.score(terms, ids, field=field)
        return _best({int(i): float(score) for i, score in zip(ids, scores, strict=True) if score > 0}, k)

    def score(self, terms: Sequence[str], ids: Ids, *, field: Field = "passage") -> Scores:
        rows = self._fields[field]
        mean = sum(counts.total() for counts, _ in rows.values()) / max(len(rows), 1)
        found = []
        for identity in ids:
            counts = rows[int(identity)][0] if int(identity) in rows else Counter[str]()
            total = 0.0
            for term in terms:
                if counts[term]:
                    frequency = sum(term in other for other, _ in rows.values())
                    idf = math.log1p((len(rows) - frequency + 0.5) / (frequency + 0.5))
                    length = 1 - 0.75 + 0.75 * counts.total() / mean
                    total += idf * counts[term] / (counts[term] + 1.2 * length)
            found.append(total)
        return np.array(found, dtype=np.float32)

    def document_frequency(self, terms: Sequence[str]) -> Mapping[str, int]:
        return {term: sum(term in counts for counts, _ in self._fields["passage"].values()) for term in terms}


def _best(scored: Mapping[int, float], k: int) -> Hits:
    kept = sorted(scored.items(), key=lambda pair: -pair[1])[: max(k, 0)]
    return Hits(
        np.array([identity for identity, _ in kept], dtype=np.int64),
        np.array([score for _, score in kept], dtype=np.float32),
    )
