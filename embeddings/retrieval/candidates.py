"""Which passages and posts are looked at closely: the best of every list, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.models.encoder import TokenEmbeddings
from embeddings.stores.ids import Ids, passage_of
from embeddings.stores.outline import Outline
from embeddings.stores.protocols import Hits, LexicalStore, VectorStore, Where

DEPTH = 100
"""Hits taken of each list: row ``ranking.depth`` of ``tests/benchmarks/results.json``."""


@dataclass(frozen=True)
class Stores:
    """What one generation is searched in."""

    outline: Outline
    passages: VectorStore
    sentences: VectorStore
    posts: VectorStore
    """Centroids: the mean of each post's passages, unit length."""
    lexical: LexicalStore
    unrelated: float = 0.0
    """See :func:`embeddings.models.unrelated.unrelated_cosine`."""


@dataclass(frozen=True)
class Candidates:
    """The union of the best of each list. An id that a store finds and the catalog does not have is left out."""

    passages: Ids
    """Ids, ascending; shape (n,)."""
    posts_of: Ids
    """The post of each, shape (n,)."""
    posts: Ids
    """Ids of the posts, ascending, each with a passage among ``passages``; shape (m,)."""
    lists: Mapping[str, Hits]
    """By name: ``passages``, ``sentences``, ``centroids`` (cosines), ``bm25``, ``whole posts``, ``titles``."""

    def post_of(self, passage: int) -> int:
        """The post of a candidate passage; 0 of one that is none."""
        row = int(np.searchsorted(self.passages, passage))
        return int(self.posts_of[row]) if row < len(self.passages) and self.passages[row] == passage else 0

    def first(self, name: str) -> tuple[int, float]:
        """The first of a list and its score; ``(0, 0.0)`` where the list is empty. No id is 0."""
        hits = self.lists[name]
        return (int(hits.ids[0]), float(hits.scores[0])) if len(hits) else (0, 0.0)


def gather(
    stores: Stores, terms: Sequence[str], embedding: TokenEmbeddings, where: Where, depth: int = DEPTH
) -> Candidates:
    """The candidates for a question.

    Args:
        stores: of one generation.
        terms: the question's, without those that say nothing about its subject.
        embedding: the question as the model reads it.
        where: which posts may be found.
        depth: hits taken of each list.
    """
    lists = {
        "passages": stores.passages.search(embedding.vector, depth, where),
        "sentences": stores.sentences.search(embedding.mean, depth, where),
        "centroids": stores.posts.search(embedding.vector, depth, where),
        "bm25": stores.lexical.search(terms, depth, where),
        "whole posts": stores.lexical.search(terms, depth, where, field="post"),
        "titles": stores.lexical.search(terms, depth, where, field="title"),
    }
    outline = stores.outline
    found = np.concatenate([lists["passages"].ids, passage_of(lists["sentences"].ids), lists["bm25"].ids])
    passages = outline.known(found)
    posts = outline.posts_of(passages)
    # A post that was found as a whole is looked at with all its passages.
    whole = np.concatenate([lists[name].ids for name in ("centroids", "whole posts", "titles")])
    passages = np.union1d(passages, outline.passages_of(*np.setdiff1d(whole, posts)))
    posts = outline.posts_of(passages)
    return Candidates(passages, posts, np.unique(posts), lists)
