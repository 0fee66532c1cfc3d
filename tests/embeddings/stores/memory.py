"""The stores once more, as plainly as can be: what their contract means, and a second engine for the tests."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

import numpy as np

from embeddings.models.protocols import Encoder
from embeddings.models.unrelated import unrelated_cosine
from embeddings.posts import Filters, Post, counted_tags
from embeddings.stores.ids import Ids, Scores, Vectors
from embeddings.stores.outline import Outline
from embeddings.stores.protocols import EVERYTHING, Background, Field, Hits, Where
from embeddings.text.passages import cut, encoded_text, sentences_in


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

    def cosines(self, ids: Ids, vector: Vectors) -> Scores:
        cosines: Scores = self.fetch(ids) @ vector
        return cosines

    def background(self, vector: Vectors) -> Background:
        return Background.of(np.array([float(row @ vector) for row, _ in self._rows.values()], dtype=np.float32))


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

    def holding(self, terms: Sequence[str], *, field: Field = "passage") -> Ids:
        rows = self._fields[field]
        found = [identity for identity, (counts, _) in rows.items() if terms and all(counts[term] for term in terms)]
        return np.array(sorted(found), dtype=np.int64)

    def document_frequency(self, terms: Sequence[str]) -> Mapping[str, int]:
        return {term: sum(term in counts for counts, _ in self._fields["passage"].values()) for term in terms}


class MemoryGeneration:
    """Posts in a dictionary, each cut and encoded by a model."""

    has_passages = True

    def __init__(
        self,
        posts: Mapping[int, Post],
        encoder: Encoder,
        *,
        number: int = 1,
        redirects: Mapping[str, str] | None = None,
    ) -> None:
        self.number = number
        self.state = {
            "model": encoder.name,
            "generation": str(number),
            "vocabulary_coverage": "1.000",
            "unrelated_cosine": f"{unrelated_cosine(encoder):.3f}",
        }
        self._posts = dict(posts)
        self._redirects = redirects or {}
        self._cut = [(post, span) for post in sorted(self._posts) for span in cut(self._posts[post])]
        texts = [encoded_text(self._posts[post], span) for post, span in self._cut]
        self._read = encoder.encode_again(texts)
        self._sentences = [
            reading.means(
                [
                    (start - span.end + len(text), end - span.end + len(text))
                    for start, end in sentences_in(self._posts[post], span)
                ]
            )
            for (post, span), text, reading in zip(self._cut, texts, self._read, strict=True)
        ]

    def posts(self, ids: Collection[int]) -> dict[int, Post]:
        return {identity: self._posts[identity] for identity in ids if identity in self._posts}

    def tokens(self, _passages: Collection[int]) -> dict[int, tuple[bytes, Vectors]]:
        return {}

    @property
    def key(self) -> str:
        return f"memory {self.number}"

    def changed_since(self, number: int, key: str) -> Ids | None:
        return np.empty(0, dtype=np.int64) if (number, key) == (self.number, self.key) else None

    def every_post(self, posts: Ids | None = None) -> Iterator[tuple[int, Post]]:
        yield from sorted((number, post) for number, post in self._posts.items() if posts is None or number in posts)

    def outline(self, posts: Ids | None = None) -> Outline:
        rows = [
            (passage, post, span.start, span.end, len(sentences))
            for passage, ((post, span), sentences) in enumerate(zip(self._cut, self._sentences, strict=True), 1)
            if posts is None or post in posts
        ]
        return Outline.of(np.array(rows, dtype=np.int64).reshape(-1, 5))

    def vectors(self, posts: Ids | None = None) -> Iterator[Vectors]:
        for (post, _), reading in zip(self._cut, self._read, strict=True):
            if posts is None or post in posts:
                yield reading.vector[None]

    def sentence_vectors(self, posts: Ids | None = None) -> Iterator[Vectors]:
        for (post, _), sentences in zip(self._cut, self._sentences, strict=True):
            if posts is None or post in posts:
                yield sentences

    def titles(self) -> list[tuple[int, str]]:
        dated = self.find(Filters(), newest_first=True)
        return [(post, self._posts[post].name) for post in dict.fromkeys([*dated, *sorted(self._posts)])]

    def post_id(self, key: str) -> int | None:
        keys = {post.key: identity for identity, post in self._posts.items()}
        return keys.get(key, keys.get(self._redirects.get(key, "")))

    def at(self, url: str) -> list[int]:
        return [identity for identity, post in self._posts.items() if post.url == url]

    def where(self, filters: Filters, exclude: str = "") -> Where:
        if not filters and not exclude:
            return Where()
        return Where(np.array([post for post in self.find(filters) if self._posts[post].id != exclude], dtype=np.int64))

    def find(self, filters: Filters, *, newest_first: bool = False, limit: int | None = None) -> list[int]:
        found = [identity for identity, post in sorted(self._posts.items()) if filters.admit(post)]
        if newest_first:
            days = self.days()
            found = sorted((post for post in found if post in days), key=lambda post: (days[post], -post), reverse=True)
        return found[:limit]

    def days(self) -> dict[int, date]:
        return {identity: post.day for identity, post in self._posts.items() if post.day}

    def authors(self) -> dict[str, int]:
        return dict(Counter(p.author for p in self._posts.values() if p.author).most_common())

    def tags(self) -> dict[str, int]:
        return counted_tags(p.tags for p in self._posts.values())

    def provenance(self, post: str) -> tuple[str, datetime | None]:
        return ("memory", None) if any(other.id == post for other in self._posts.values()) else ("", None)


def _best(scored: Mapping[int, float], k: int) -> Hits:
    kept = sorted(scored.items(), key=lambda pair: -pair[1])[: max(k, 0)]
    return Hits(
        np.array([identity for identity, _ in kept], dtype=np.int64),
        np.array([score for _, score in kept], dtype=np.float32),
    )
