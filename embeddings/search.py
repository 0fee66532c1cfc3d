"""Both rankings fused: which passages and which posts are nearest to a question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from embeddings.catalog import Contents
from embeddings.encoder import Vectors
from embeddings.lexical import LexicalIndex, query_terms, terms
from embeddings.passages import heading_path
from embeddings.posts import Hit, Passage, Post, Query
from embeddings.spelling import Spelling
from embeddings.titles import TitleIndex
from embeddings.vectors import VectorIndex

Floats = npt.NDArray[np.float32]

DENSE = 0.52
"""Weight of the cosine where the model knows the archive's language well; BM25 has the rest."""
WHOLE_POST = 0.5
"""Share of BM25's weight that goes to the post as a whole, the rest to the passage."""
TITLE = 0.08
"""Weight of BM25 over the titles, on top."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each piece of evidence counts. The defaults are measured: ``pullquote evaluate --compare``."""

    dense: float = DENSE
    whole_post: float = WHOLE_POST
    title: float = TITLE


FUSED = Weights()
UNREAD = Weights(dense=0.0, whole_post=0.999)
"""In place of ``FUSED`` where the model cannot read the archive: BM25 alone, passages telling only a post's apart."""
READABLE = 0.5
"""Fluency from which the model has a say; below, it has no token for half of what it reads."""
DENSE_ALONE = Weights(dense=1.0, title=0.0)
LEXICAL_ALONE = Weights(dense=0.0, whole_post=1.0, title=0.0)


@dataclass(frozen=True)
class Ranking:
    """Scores of one question over an archive; rows of passages and posts are those of the :class:`SearchIndex`."""

    index: SearchIndex
    question: str
    terms: list[str]
    """The question's terms that say something about its subject."""
    cosines: Floats
    """Shape (passages,): absolute, comparable between questions."""
    lexical: Floats
    """Shape (posts,): BM25 of the post as a whole."""
    passages: Floats
    """Shape (passages,): fused, normalised within the question; -inf where a filter shuts the post out."""
    posts: Floats
    """Shape (posts,): the best passage of each with what the post as a whole adds."""

    @cached_property
    def best_posts(self) -> npt.NDArray[np.int64]:
        """Rows of the posts that may answer, best first."""
        order = np.argsort(-self.posts, kind="stable")
        return order[np.isfinite(self.posts[order])]

    def passages_of(self, post: int) -> npt.NDArray[np.int64]:
        """Rows of a post's passages, best first."""
        start, end = self.index.rows_of(post)
        return start + np.argsort(-self.passages[start:end], kind="stable")

    def hits(self, limit: int) -> list[Hit]:
        """The best posts, each with its best passage."""
        return [
            Hit(self.index.posts[row], self.index.spans[self.passages_of(row)[0]], float(self.posts[row]))
            for row in self.best_posts[:limit]
        ]


class SearchIndex:
    """What a search needs of one generation of an archive, in memory. Never changes; safe to share."""

    def __init__(self, contents: Contents, vectors: VectorIndex, fluency: float) -> None:
        """
        Args:
            contents: posts and passages; the passages of a post stand together.
            vectors: the passages' vectors, in the same order.
            fluency: 0 to 1, how well the model reads the archive's language; see :meth:`Encoder.fluency`.
        """
        self.generation = contents.generation
        self.fluency = fluency
        self.vectors = vectors
        numbers = list(dict.fromkeys(passage.post for passage in contents.passages))
        self.posts: list[Post] = [contents.posts[number] for number in numbers]
        self.spans: list[Passage] = [passage.span for passage in contents.passages]
        rows = {number: row for row, number in enumerate(numbers)}
        self.post_of = np.array([rows[passage.post] for passage in contents.passages], dtype=np.int64)
        self._starts = np.searchsorted(self.post_of, np.arange(len(self.posts) + 1))
        title_terms = [terms(post.title) for post in self.posts]
        passage_terms = [
            terms(f"{heading_path(self.posts[row], span)}\n{self.posts[row].text[span.start : span.end]}")
            for row, span in zip(self.post_of, self.spans, strict=True)
        ]
        self.lexical = LexicalIndex(
            [title_terms[row] + words for row, words in zip(self.post_of, passage_terms, strict=True)]
        )
        self._whole = LexicalIndex(
            [
                title_terms[row] + [word for words in passage_terms[slice(*self.rows_of(row))] for word in words]
                for row in range(len(self.posts))
            ]
        )
        self._titles = LexicalIndex(title_terms)
        self._pages: dict[str, list[Post]] = {}
        for post in self.posts:
            self._pages.setdefault(post.url, []).append(post)

    def rows_of(self, post: int) -> tuple[int, int]:
        """First row of the post's passages, and the one behind its last."""
        return int(self._starts[post]), int(self._starts[post + 1])

    @cached_property
    def titles(self) -> TitleIndex:
        """The posts by their titles, the newest first."""
        return TitleIndex(sorted(self.posts, key=lambda post: post.day or date.min, reverse=True))

    @cached_property
    def words(self) -> Spelling:
        """The words of the archive, as they are spelt in it."""
        return Spelling(f"{post.title}\n{post.text}" for post in self.posts)

    @cached_property
    def by_key(self) -> dict[str, int]:
        """Rows of the posts by their keys."""
        return {post.key: row for row, post in enumerate(self.posts)}

    def related(self, post: int, limit: int) -> list[Post]:
        """The posts whose best passage is nearest to what this post is about as a whole."""
        middle = self.vectors.rows(*self.rows_of(post)).mean(axis=0)
        nearest = np.maximum.reduceat(self.vectors.scores(middle.astype(np.float32)), self._starts[:-1])
        order = [int(row) for row in np.argsort(-nearest, kind="stable") if row != post]
        return [self.posts[row] for row in order[:limit]]

    def page(self, url: str) -> list[Post]:
        """The posts that stand at one address."""
        return self._pages.get(url, [])

    def rank(self, query: Query, vector: Vectors, weights: Weights = FUSED) -> Ranking:
        """Score every passage and every post.

        Each ranking is min-max scaled over what the filters admit, then they are summed by weight: on nearly every
        set measured this beats reciprocal rank fusion. What the model cannot read well it has less say in.

        Args:
            query: the question and its filters.
            vector: its unit vector, shape (dimension,).
            weights: how much each piece of evidence counts.
        """
        words = query_terms(query.text)
        cosines = self.vectors.scores(vector)
        admitted = self._admitted(query)
        allowed = admitted[self.post_of]
        if weights is FUSED:
            weights = replace(FUSED, dense=DENSE * self.fluency) if self.fluency >= READABLE else UNREAD
        share = weights.dense
        lexical = (1 - share) * (1 - weights.whole_post)
        passages = share * _scaled(cosines, allowed) + lexical * _scaled(self.lexical.scores(words), allowed)
        passages[~allowed] = -np.inf
        whole_scores = self._whole.scores(words)
        whole = (1 - share) * weights.whole_post * _scaled(whole_scores, admitted)
        titles = weights.title * _scaled(self._titles.scores(words), admitted)
        best = np.maximum.reduceat(passages, self._starts[:-1]) if len(passages) else passages
        posts = best + whole + titles
        return Ranking(self, query.text, words, cosines, whole_scores, passages, posts.astype(np.float32))

    def _admitted(self, query: Query) -> npt.NDArray[np.bool_]:
        if not query.filters and not query.exclude:
            return np.ones(len(self.posts), dtype=bool)
        return np.array([post.id != query.exclude and query.filters.admit(post) for post in self.posts], dtype=bool)


def _scaled(scores: Floats, allowed: npt.NDArray[np.bool_]) -> Floats:
    """Min-max scaled over the rows that count."""
    counted = scores[allowed]
    if not len(counted):
        return np.zeros_like(scores)
    low, high = counted.min(), counted.max()
    scaled: Floats = (scores - low) / max(high - low, 1e-9)
    return scaled
