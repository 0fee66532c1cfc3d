"""What a search needs of one generation, in memory or mapped from files. Never changes; safe to share."""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

import numpy as np

from embeddings.posts import Passage, Post
from embeddings.questions.spelling import Spelling
from embeddings.retrieval.candidates import Stores
from embeddings.stores.bm25 import Bm25Store
from embeddings.stores.cached import cache, is_cached
from embeddings.stores.faiss import FaissStore
from embeddings.stores.ids import Ids, Vectors, numbered_sentences
from embeddings.stores.outline import Outline
from embeddings.stores.protocols import Generation, LexicalStore, VectorStore
from embeddings.stores.titles import TitleIndex
from embeddings.text.passages import heading_path
from embeddings.text.terms import fingerprint, terms

log = logging.getLogger(__name__)

_SPELLING = "spelling.json"
WORDS = "words"
"""The folder of BM25 and the spelling, in that of the archive."""
_POSTS = 1024
"""Posts that are kept at hand, those asked for last."""


@dataclass(frozen=True, slots=True)
class Found:
    """The indexes of a generation, wherever they are kept."""

    stores: tuple[VectorStore, VectorStore, VectorStore, LexicalStore]
    """The vectors of passages, of sentences and of posts as a whole, and the terms."""
    spelling: Spelling


class IndexesElsewhere(Protocol):
    """What keeps the indexes of an archive in the place of this machine's files."""

    def load(self, generation: Generation, outline: Outline) -> Found:
        """Those of a generation, whose outline is given."""


@dataclass(frozen=True)
class Indexes:
    """The indexes of one generation."""

    generation: int
    stores: Stores
    titles: TitleIndex
    spelling: Spelling
    recency: Mapping[int, float]
    """Each post's place in time by its id: 1 for the newest, near 0 for the oldest; none without a date."""
    vocabulary_coverage: float
    """See :meth:`embeddings.models.protocols.Encoder.vocabulary_coverage`."""
    _posts: OrderedDict[int, Post] = field(default_factory=OrderedDict)

    @classmethod
    def load(cls, folder: Path, generation: Generation, elsewhere: IndexesElsewhere | None = None) -> Indexes:
        """The indexes of a generation, from their files in ``folder`` or made anew of the catalog.

        Args:
            folder: on this machine.
            generation: the generation.
            elsewhere: where they are kept instead.

        Raises:
            ArchiveError: the catalog cannot be read, or lacks a vector.
        """
        outline = generation.outline()
        found = elsewhere.load(generation, outline) if elsewhere else _from_files(folder, generation, outline)
        days = generation.days()
        ordered = sorted(days.values())
        return cls(
            generation=generation.number,
            stores=Stores(
                outline,
                *found.stores,
                unrelated=float(generation.state.get("unrelated_cosine", "0")),
            ),
            titles=TitleIndex(generation.titles()),
            spelling=found.spelling,
            recency={post: bisect_right(ordered, day) / len(ordered) for post, day in days.items()},
            vocabulary_coverage=float(generation.state.get("vocabulary_coverage", "1")),
        )

    def posts(self, generation: Generation, ids: Collection[int]) -> dict[int, Post]:
        """Posts by their ids, from ``generation``, which must be this one's, where they are not at hand."""
        found = {identity: post for identity in ids if (post := self._posts.get(identity)) is not None}
        read = generation.posts([identity for identity in ids if identity not in found])
        self._posts.update(read)
        while len(self._posts) > _POSTS:
            try:
                self._posts.popitem(last=False)
            except KeyError:  # another thread was faster
                break
        return found | read


def _from_files(folder: Path, generation: Generation, outline: Outline) -> Found:
    lexical, spelling = _words(folder / WORDS, generation, outline)
    return Found((*vector_stores(folder, generation, outline), lexical), spelling)


def vector_stores(folder: Path, generation: Generation, outline: Outline) -> tuple[FaissStore, FaissStore, FaissStore]:
    """The vectors of passages, of sentences and of posts as a whole, from their files, which are written where they are
    missing or of another generation."""
    stamp = generation.number, outline.keys
    passages = FaissStore.open(folder / "vectors.faiss", *stamp, outline.passages, outline.posts, generation.vectors)
    return (
        passages,
        FaissStore.open(
            folder / "sentences.faiss",
            *stamp,
            sentence_ids(outline),
            np.repeat(outline.posts, outline.sentences),
            generation.sentence_vectors,
            compact=True,
        ),
        FaissStore.open(
            folder / "posts.faiss",
            *stamp,
            np.unique(outline.posts),
            np.unique(outline.posts),
            lambda: centroids(passages.fetch(outline.passages), outline.posts),
        ),
    )


def sentence_ids(outline: Outline) -> Ids:
    """The ids of all sentences, in the order of the passages and of their text; shape (sentences,)."""
    return numbered_sentences(outline.passages, outline.sentences)


def centroids(vectors: Vectors, posts: Ids) -> Vectors:
    """What each post is about as a whole: the mean of its passages' vectors, unit length; shape (posts, dimension).

    Args:
        vectors: of the passages, shape (passages, dimension).
        posts: the post of each, ascending.
    """
    sums = np.add.reduceat(vectors, np.unique(posts, return_index=True)[1], axis=0)
    means: Vectors = (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return means


def _words(folder: Path, generation: Generation, outline: Outline) -> tuple[Bm25Store, Spelling]:
    """BM25 and the spelling of all posts: from their files, or made of the posts and kept there."""
    stamp = {
        "generation": generation.number,
        "keys": outline.keys,
        "ids": blake2b(outline.passages.tobytes() + outline.posts.tobytes(), digest_size=8).hexdigest(),
        "terms": fingerprint(),
    }
    if is_cached(folder, stamp):
        try:
            return Bm25Store.load(folder), Spelling.load(folder / _SPELLING)
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("%s cannot be read (%s); building it again from the catalog.", folder, error)
    lexical, spelling = _words_of(generation, outline)

    def write(made: Path) -> None:
        lexical.save(made)
        spelling.save(made / _SPELLING)

    cache(folder, stamp, write)
    return lexical, spelling


def _words_of(generation: Generation, outline: Outline) -> tuple[Bm25Store, Spelling]:
    """The same of the posts, each of which is read once for both."""
    spelling = Spelling()

    def posts() -> Iterator[tuple[int, Sequence[str], Sequence[tuple[int, Sequence[str]]]]]:
        for number, post in generation.every_post():
            spelling.learn(f"{post.title}\n{post.text}")
            parts = []
            for passage in outline.passages_of(number):
                span: Passage = outline.span(int(passage))
                words = terms(f"{heading_path(post, span)}\n{post.text[span.start : span.end]}")
                parts.append((int(passage), words))
            if parts:
                yield number, terms(post.title), parts

    lexical = Bm25Store(posts())
    spelling.settle()
    return lexical, spelling
