"""Both rankings fused: which passages and which posts of an archive are nearest to a question."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from embeddings.models.encoder import TokenEmbeddings
from embeddings.posts import Passage, Post, Query
from embeddings.questions.spelling import Spelling
from embeddings.questions.types import NEWEST
from embeddings.retrieval.ranking import FUSED, READABLE, Ranking, Weights
from embeddings.stores.catalog import Contents
from embeddings.stores.faiss import VectorIndex
from embeddings.stores.titles import TitleIndex
from embeddings.text.passages import encoded_text, heading_path, sentences_in
from embeddings.text.sentences import MAX_SENTENCE
from embeddings.text.terms import LexicalIndex, query_terms, same, terms

Floats = npt.NDArray[np.float32]

RECENT = 0.3
"""What the newest post gains, and others by their place in time, where the question asks for the newest."""
SHORTEST = 40
"""Characters of a sentence that can stand for a post alone."""
NEIGHBOURS = 24
"""Nearest sentences that are looked at for the same words."""
NEAR = 0.7
"""Cosine that they need: the same words in other surroundings come to 0.8 and more."""


class SearchIndex:
    """What a search needs of one generation of an archive, in memory. Never changes; safe to share."""

    def __init__(
        self,
        contents: Contents,
        vectors: VectorIndex,
        sentences: VectorIndex,
        counts: Sequence[int],
        vocabulary_coverage: float,
    ) -> None:
        """
        Args:
            contents: posts and passages; the passages of a post stand together.
            vectors: the passages' vectors, in the same order.
            sentences: the vectors of the passages' sentences, in the same order.
            counts: how many of them each passage has.
            vocabulary_coverage: 0 to 1, see :meth:`Encoder.vocabulary_coverage`.
        """
        self.generation = contents.generation
        self._moved = contents.redirects
        self.vocabulary_coverage = vocabulary_coverage
        self.vectors = vectors
        self._sentences = sentences
        self._first_sentences = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64)
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

    @property
    def say(self) -> float:
        """How much say the model has: as much as it reads, and none where that is too little."""
        return self.vocabulary_coverage if self.vocabulary_coverage >= READABLE else 0.0

    def rows_of(self, post: int) -> tuple[int, int]:
        """First row of the post's passages, and the one behind its last."""
        return int(self._starts[post]), int(self._starts[post + 1])

    def text_of(self, passage: int) -> str:
        """What the model reads for a passage."""
        return encoded_text(self.posts[int(self.post_of[passage])], self.spans[passage])

    def shift_of(self, passage: int) -> int:
        """Offset in the post at which that text would have to begin for the passage to stand in its place."""
        return self.spans[passage].end - len(self.text_of(passage))

    @cached_property
    def titles(self) -> TitleIndex:
        """The posts by their titles, the newest first."""
        return TitleIndex(sorted(self.posts, key=lambda post: post.day or date.min, reverse=True))

    @cached_property
    def words(self) -> Spelling:
        """The words of the archive, as they are spelt in it."""
        return Spelling(f"{post.title}\n{post.text}" for post in self.posts)

    def prepare(self) -> None:
        """Do now what the first question would wait for."""
        _ = self.words, self._centroids

    @cached_property
    def by_key(self) -> dict[str, int]:
        """Rows of the posts by their keys, and by those of posts that they stand for."""
        found = {post.key: row for row, post in enumerate(self.posts)}
        redirects = {old: found[new] for old, new in self._moved.items() if new in found}
        return redirects | found

    def related(self, post: int, limit: int) -> list[Post]:
        """The posts whose best passage is nearest to what this post is about as a whole."""
        nearest = np.maximum.reduceat(self.vectors.scores(self._centroids[post]), self._starts[:-1])
        order = [int(row) for row in np.argsort(-nearest, kind="stable") if row != post]
        return [self.posts[row] for row in order[:limit]]

    @cached_property
    def _centroids(self) -> Floats:
        """What each post is about as a whole: the mean of its passages, shape (posts, dimension), unit length."""
        rows = self.vectors.rows(0, len(self.vectors))
        sums = np.add.reduceat(rows, self._starts[:-1], axis=0)
        centroids: Floats = (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)).astype(np.float32)
        return centroids

    @cached_property
    def recency(self) -> Floats:
        """Each post's place in time, shape (posts,): 1 for the newest, near 0 for the oldest, 0 without a date."""
        days = sorted(post.day for post in self.posts if post.day)
        places = [bisect_right(days, post.day) / len(days) if post.day else 0.0 for post in self.posts]
        return np.array(places, dtype=np.float32)

    def sentences_of(self, post: int) -> list[tuple[tuple[int, int], float]]:
        """The spans of a post's sentences that could be shown alone, each with its cosine to the post as a whole."""
        found = []
        centroid = self._centroids[post]
        for row in range(*self.rows_of(post)):
            for number, (start, end) in enumerate(sentences_in(self.posts[post], self.spans[row])):
                if SHORTEST <= end - start <= MAX_SENTENCE:
                    place = self._sentence_row(row, number)
                    found.append(((start, end), float((self._sentences.rows(place, place + 1) @ centroid)[0])))
        return found

    def saying_the_same(self, post: int, start: int, end: int, limit: int) -> list[Post]:
        """Other posts with a sentence that says what the longest of a span says, in almost the same words."""
        inside = [
            (last - first, row, number)
            for row in range(*self.rows_of(post))
            if self.spans[row].start < end and self.spans[row].end > start
            for number, (first, last) in enumerate(sentences_in(self.posts[post], self.spans[row]))
            if first < end and last > start
        ]
        if not inside:
            return []
        _, row, number = max(inside)
        words = self._words_of(row, number)
        found: dict[int, None] = {}
        nearest = self._sentences.nearest(self._sentence_row(row, number), NEIGHBOURS, NEAR)
        for near in nearest:
            other = int(np.searchsorted(self._first_sentences, near, side="right")) - 1
            its = int(self.post_of[other])
            if its not in (post, *found) and same(
                words, self._words_of(other, near - int(self._first_sentences[other]))
            ):
                found[its] = None
                if len(found) == limit:
                    break
        return [self.posts[other] for other in found]

    def _sentence_row(self, passage: int, number: int) -> int:
        """Row of the vector of a passage's sentence, or of its last where some have none."""
        following = passage + 1
        end = int(self._first_sentences[following]) if following < len(self.spans) else len(self._sentences)
        return min(int(self._first_sentences[passage]) + number, end - 1)

    def _words_of(self, passage: int, number: int) -> frozenset[str]:
        """Terms of a passage's sentence, or of its last."""
        post = self.posts[int(self.post_of[passage])]
        spans = list(sentences_in(post, self.spans[passage]))
        return frozenset(terms(post.text[slice(*spans[min(number, len(spans) - 1)])])) if spans else frozenset()

    def page(self, url: str) -> list[Post]:
        """The posts that stand at one address."""
        return self._pages.get(url, [])

    def rank(self, query: Query, read: TokenEmbeddings, weights: Weights = FUSED) -> Ranking:
        """Score every passage and every post.

        Each ranking is min-max scaled over what the filters admit, then they are summed by weight: on nearly every
        set measured this beats reciprocal rank fusion. What the model cannot read well it has less say in.

        Args:
            query: the question and its filters.
            read: the question as the model reads it.
            weights: how much each piece of evidence counts.
        """
        weights = weights.heeding(self.say)
        newest = bool(NEWEST.search(query.text))
        words = query_terms(NEWEST.sub(" ", query.text))
        cosines = self.vectors.scores(read.vector)
        dense = cosines
        if weights.sentence:
            nearest = np.maximum.reduceat(self._sentences.scores(read.mean), self._first_sentences)
            dense = (cosines + weights.sentence * (nearest - cosines)).astype(np.float32)
        admitted = self._admitted(query)
        allowed = admitted[self.post_of]
        share = weights.dense
        lexical = (1 - share) * (1 - weights.whole_post)
        passages = share * _scaled(dense, allowed) + lexical * _scaled(self.lexical.scores(words), allowed)
        passages[~allowed] = -np.inf
        whole_scores = self._whole.scores(words)
        whole = (1 - share) * weights.whole_post * _scaled(whole_scores, admitted)
        titles = weights.title * _scaled(self._titles.scores(words), admitted)
        best = np.maximum.reduceat(passages, self._starts[:-1]) if len(passages) else passages
        centroids = weights.centroid * share * _scaled(self._centroids @ read.vector, admitted)
        posts = best + whole + titles + centroids
        if newest:
            posts += RECENT * self.recency
        return Ranking(
            self, weights, query.text, words, cosines, whole_scores, passages, posts.astype(np.float32), newest
        )

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
