"""The generations of archives in Milvus: written beside the one that is read, told of when they are whole, and deleted
when nobody can be reading them any more."""

from __future__ import annotations

import base64
import json
import time
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from embeddings.stores.ids import batched, sentence_id
from embeddings.stores.milvus import HELD, TERMS, Kind, Milvus
from embeddings.stores.milvus_rows import MilvusTerms, MilvusVectors, Rows, View
from embeddings.stores.protocols import LexicalStore, VectorStore
from embeddings.stores.search import Known, PostRows, Samples
from embeddings.stores.statistics import Statistics, dimension

_KINDS: tuple[Kind, ...] = ("passages", "sentences", "posts")
_KEPT = 3600
"""Seconds for which rows stay that only earlier generations see: no call holds its snapshot for so long."""
_DATA = 60_000
"""Characters of what is known of a generation that a row holds."""
_FLAT: list[float] = [1.0, 0.0]
_AT_ONCE = 1000
"""Posts that a condition names at most."""
_POSTS = 32
"""Posts in memory at once."""


class MilvusSearch:
    """A :class:`~embeddings.stores.search.SearchEngine`."""

    def __init__(self, address: str) -> None:
        """Raises as :func:`embeddings.stores.engines.search_at` does."""
        self._milvus = Milvus(address)
        self.place = self._milvus.place
        """See :attr:`embeddings.stores.search.SearchEngine.place`."""

    def close(self) -> None:
        """See :meth:`embeddings.stores.search.SearchEngine.close`."""
        self._milvus.close()

    def reach(self) -> None:
        """See :meth:`embeddings.stores.search.SearchEngine.reach`."""
        self._milvus.call("list_collections")

    def _generations(self) -> str:
        return self._milvus.collection("generations", len(_FLAT))

    def known(self, archive: str, generation: int) -> Known | None:
        """See :meth:`embeddings.stores.search.SearchEngine.known`."""
        own = f'archive == "{archive}" and generation == {generation}'
        rows = self._milvus.query(
            self._generations(), own, ["part", "parts", "data"], consistency_level="Strong", timeout=60.0
        )
        if not rows or len(rows) != rows[0]["parts"]:
            return None
        text = "".join(row["data"] for row in sorted(rows, key=lambda row: row["part"]))
        try:
            found = json.loads(zlib.decompress(base64.b64decode(text)))
            return Known(
                found["key"],
                found["terms"],
                found["dimension"],
                found["width"],
                found["rows"],
                Statistics.of_json(found["statistics"]),
            )
        except (ValueError, KeyError, TypeError, zlib.error):
            return None  # of another layout, or damaged: it is made again

    def _rows(self, view: View, kind: Kind, dimensions: int) -> Rows:
        return Rows(view, self._milvus.collection(kind, dimensions))

    def stores(
        self, archive: str, generation: int, known: Known, samples: Samples
    ) -> tuple[VectorStore, VectorStore, VectorStore, LexicalStore]:
        """See :meth:`embeddings.stores.search.SearchEngine.stores`."""
        view = View(self._milvus, archive, generation)
        passages, posts = (self._rows(view, kind, known.dimension) for kind in ("passages", "posts"))
        sentences = self._rows(view, "sentences", known.width)
        return (
            MilvusVectors(passages, "passages", known.dimension, samples.passages),
            MilvusVectors(sentences, "sentences", known.width, samples.sentences),
            MilvusVectors(posts, "posts", known.dimension, samples.posts),
            MilvusTerms(passages, posts, known.statistics),
        )

    def is_whole(self, archive: str, generation: int, known: Known) -> bool:
        """See :meth:`embeddings.stores.search.SearchEngine.is_whole`."""
        view = View(self._milvus, archive, generation, writing=True)
        sizes: dict[Kind, int] = {"passages": known.dimension, "sentences": known.width, "posts": known.dimension}
        return all(len(self._rows(view, kind, size)) == known.rows[kind] for kind, size in sizes.items())

    def writer(self, archive: str, generation: int, dimension: int, width: int) -> MilvusWriter:
        """See :meth:`embeddings.stores.search.SearchEngine.writer`."""
        view = View(self._milvus, archive, generation, writing=True)
        return MilvusWriter(view, self._generations(), dimension, width)

    def remove(self, archive: str) -> None:
        """See :meth:`embeddings.stores.search.SearchEngine.remove`."""
        kinds: tuple[Kind, ...] = ("generations", *_KINDS)
        for kind in kinds:
            for name in self._milvus.collections(kind):
                self._milvus.delete(name, f'archive == "{archive}"')


class MilvusWriter:
    """A :class:`~embeddings.stores.search.GenerationWriter`."""

    def __init__(self, view: View, generations: str, dimension: int, width: int) -> None:
        self._view, self._milvus = view, view.milvus
        self._generations = generations
        self._own = f'archive == "{view.archive}"'
        # First what says that a generation is whole.
        self._milvus.delete(generations, f"{self._own} and generation >= {view.generation}")
        sizes: dict[Kind, int] = {"passages": dimension, "sentences": width, "posts": dimension}
        names = {kind: self._milvus.collection(kind, size) for kind, size in sizes.items()}
        self._rows = {kind: Rows(view, name) for kind, name in names.items()}
        self._all = [Rows(view, name) for kind in _KINDS for name in self._milvus.collections(kind)]
        """Also those of other numbers of dimensions, which the archive's model may have had before."""
        for rows in self._all:
            rows.discard()

    def end(self, posts: Collection[int] | None) -> None:
        """See :meth:`embeddings.stores.search.GenerationWriter.end`."""
        numbers = [] if posts is None else sorted(posts)
        conditions = [""] if posts is None else []
        conditions += [f"post in {numbers[n : n + _AT_ONCE]}" for n in range(0, len(numbers), _AT_ONCE)]
        for rows in self._all:
            for condition in conditions:
                rows.end(condition)

    def put(self, rows: Iterable[PostRows], statistics: Statistics) -> None:
        """See :meth:`embeddings.stores.search.GenerationWriter.put`."""
        for posts in batched(rows, _POSTS):
            self._rows["passages"].put(row for post in posts for row in _of_passages(post, statistics))
            self._rows["sentences"].put(row for post in posts for row in _of_sentences(post))
            self._rows["posts"].put(_of_post(post, statistics) for post in posts)

    def finish(self, known: Known) -> None:
        """See :meth:`embeddings.stores.search.GenerationWriter.finish`."""
        made = {
            "key": known.key,
            "terms": known.terms,
            "dimension": known.dimension,
            "width": known.width,
            "rows": dict(known.rows),
            "statistics": known.statistics.as_json(),
        }
        text = base64.b64encode(zlib.compress(json.dumps(made).encode())).decode()
        parts = [text[start : start + _DATA] for start in range(0, len(text), _DATA)]
        generation, now = self._view.generation, int(time.time())
        for number, part in enumerate(parts):
            row = {
                "key": f"{self._view.archive}/{generation}/{number}",
                "archive": self._view.archive,
                "generation": generation,
                "part": number,
                "parts": len(parts),
                "made": now,
                "vector": _FLAT,
                "data": part,
            }
            self._milvus.upsert(self._generations, [row])
        self._sweep(now)

    def _sweep(self, now: int) -> None:
        """Delete the rows that only generations see which another has followed for long."""
        followed = f"{self._own} and made < {now - _KEPT}"
        found = self._milvus.query(self._generations, followed, ["generation"], consistency_level="Strong")
        if not found:
            return
        last = max(row["generation"] for row in found)
        for rows in self._all:
            rows.sweep(last)
        self._milvus.delete(self._generations, f"{self._own} and generation < {last}")


def _of_passages(post: PostRows, statistics: Statistics) -> Iterator[dict[str, Any]]:
    for passage, terms in zip(post.passages, post.terms.of_passages(), strict=True):
        yield {
            "id": passage.number,
            "post": post.number,
            "vector": passage.vector,
            "terms": statistics.weights(terms, "passage"),
            HELD["passages"]: _held(terms),
        }


def _of_sentences(post: PostRows) -> Iterator[dict[str, Any]]:
    for passage in post.passages:
        for number, vector in enumerate(passage.sentences):
            yield {"id": sentence_id(passage.number, number), "post": post.number, "vector": vector}


def _of_post(post: PostRows, statistics: Statistics) -> dict[str, Any]:
    return {
        "id": post.number,
        "post": post.number,
        "vector": post.centroid,
        "terms": statistics.weights(post.terms.of_post(), "post"),
        "title": statistics.weights(post.terms.title, "title"),
        HELD["posts"]: _held(post.terms.title),
    }


def _held(terms: Sequence[str]) -> list[int]:
    return sorted({dimension(term) for term in terms})[:TERMS]
