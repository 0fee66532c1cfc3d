"""Both rankings fused: which passages and which posts are nearest to a question."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from embeddings.catalog import Contents
from embeddings.encoder import Reading
from embeddings.interaction import Interaction, ReadQuestion
from embeddings.kinds import NEWEST
from embeddings.lexical import LexicalIndex, query_terms, terms
from embeddings.passages import encoded_text, heading_path, sentences_in
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
SENTENCE = 0.5
"""Share of the dense weight that goes to a passage's nearest sentence, the rest to the passage as a whole."""
MIDDLE = 0.2
"""Weight of the cosine to a post as a whole, as a share of the dense weight, on top."""
RERANKED = 1.0
"""Weight of what a cross-encoder says of a passage, on top, where the owner has named one."""
RECENT = 0.3
"""What the newest post gains, and others by their place in time, where the question asks for the newest."""
SAME = 0.75
"""Share of their words that two sentences, or two passages, have in common which say the same (Jaccard)."""
FEWEST_WORDS = 5
"""Terms of a sentence that can say the same as another without being it."""
NEIGHBOURS = 24
"""Nearest sentences that are looked at for the same words."""
CLOSELY = 5
"""Best passages that are read word by word, to put their posts in order and to choose what to quote."""
MAXSIM = 1.0
"""Weight of what that reading tells, on top."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each piece of evidence counts. The defaults are measured: ``pullquote evaluate --compare``."""

    dense: float = DENSE
    whole_post: float = WHOLE_POST
    title: float = TITLE
    sentence: float = SENTENCE
    middle: float = MIDDLE
    maxsim: float = MAXSIM


FUSED = Weights()
UNREAD = Weights(dense=0.0, whole_post=0.999, sentence=0.0, middle=0.0, maxsim=0.0)
"""In place of ``FUSED`` where the model cannot read the archive: BM25 alone, passages telling only a post's apart."""
READABLE = 0.5
"""Fluency from which the model has a say; below, it has no token for half of what it reads."""
DENSE_ALONE = Weights(dense=1.0, title=0.0, sentence=0.0, middle=0.0, maxsim=0.0)
LEXICAL_ALONE = Weights(dense=0.0, whole_post=1.0, title=0.0, sentence=0.0, middle=0.0, maxsim=0.0)


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
    newest: bool = False
    """Whether the question asks for the newest."""
    interactions: Mapping[int, Interaction] = field(default_factory=dict)
    """By row of the passage: those that were read closely."""

    @cached_property
    def best_posts(self) -> npt.NDArray[np.int64]:
        """Rows of the posts that may answer, best first."""
        order = np.argsort(-self.posts, kind="stable")
        return order[np.isfinite(self.posts[order])]

    def passages_of(self, post: int) -> npt.NDArray[np.int64]:
        """Rows of a post's passages, best first."""
        start, end = self.index.rows_of(post)
        return start + np.argsort(-self.passages[start:end], kind="stable")

    def score_of(self, passage: int) -> float:
        """The fused score of a passage with what its post as a whole adds."""
        post = int(self.index.post_of[passage])
        start, end = self.index.rows_of(post)
        return float(self.passages[passage] + self.posts[post] - self.passages[start:end].max())

    @cached_property
    def closest(self) -> list[int]:
        """Rows of the best passages, each with what its post as a whole adds, best first; of twins only the first."""
        if self.interactions:
            return list(self.interactions)
        order = np.argsort(-self.passages, kind="stable")[: CLOSELY * 8]
        rows = [int(row) for row in order if np.isfinite(self.passages[row])]
        kept: dict[int, frozenset[str]] = {}
        for row in sorted(rows, key=lambda row: -self.score_of(row)):
            post, span = self.index.posts[int(self.index.post_of[row])], self.index.spans[row]
            words = frozenset(terms(post.text[span.start : span.end]))
            if not any(same(words, others) for others in kept.values()):
                kept[row] = words
            if len(kept) == CLOSELY:
                break
        return list(kept)

    def read(self, question: Reading, passages: Sequence[Reading], weight: float) -> Ranking:
        """The ranking with its closest passages' posts put in order by how near their words come to the question's.

        Args:
            question: the question as the model reads it.
            passages: the same of each of ``closest``.
            weight: how much it counts.
        """
        index = self.index
        asked = ReadQuestion.of(self.question, question, index.lexical.idf)
        interactions = {
            row: Interaction(asked, reading, index.shift_of(row))
            for row, reading in zip(self.closest, passages, strict=True)
        }
        posts = self.posts.copy()
        for post in {int(index.post_of[row]) for row in interactions}:
            rows = [row for row in interactions if index.post_of[row] == post]
            posts[post] += weight * max(interactions[row].whole for row in rows)
        return replace(self, posts=posts, interactions=interactions)

    def reranked(self, scores: Floats) -> Ranking:
        """The ranking with a cross-encoder's scores of its closest passages, shape (closest,), on top."""
        passages, posts = self.passages.copy(), self.posts.copy()
        for row, score in zip(self.closest, scores, strict=True):
            passages[row] += RERANKED * score
        for post in {int(self.index.post_of[row]) for row in self.closest}:
            rows = slice(*self.index.rows_of(post))
            posts[post] += passages[rows].max() - self.passages[rows].max()
        return replace(self, passages=passages, posts=posts)

    def hits(self, limit: int) -> list[Hit]:
        """The best posts, each with its best passage."""
        return [
            Hit(self.index.posts[row], self.index.spans[self.passages_of(row)[0]], float(self.posts[row]))
            for row in self.best_posts[:limit]
        ]


def same(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two sentences or passages say the same, by their terms; those of a few words only if all are the same."""
    if min(len(words), len(others)) < FEWEST_WORDS:
        return words == others
    return len(words & others) >= SAME * len(words | others)


class SearchIndex:
    """What a search needs of one generation of an archive, in memory. Never changes; safe to share."""

    def __init__(
        self, contents: Contents, vectors: VectorIndex, sentences: VectorIndex, counts: Sequence[int], fluency: float
    ) -> None:
        """
        Args:
            contents: posts and passages; the passages of a post stand together.
            vectors: the passages' vectors, in the same order.
            sentences: the vectors of the passages' sentences, in the same order.
            counts: how many of them each passage has.
            fluency: 0 to 1, how well the model reads the archive's language; see :meth:`Encoder.fluency`.
        """
        self.generation = contents.generation
        self.fluency = fluency
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
        return self.fluency if self.fluency >= READABLE else 0.0

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

    @cached_property
    def by_key(self) -> dict[str, int]:
        """Rows of the posts by their keys."""
        return {post.key: row for row, post in enumerate(self.posts)}

    def related(self, post: int, limit: int) -> list[Post]:
        """The posts whose best passage is nearest to what this post is about as a whole."""
        nearest = np.maximum.reduceat(self.vectors.scores(self._middles[post]), self._starts[:-1])
        order = [int(row) for row in np.argsort(-nearest, kind="stable") if row != post]
        return [self.posts[row] for row in order[:limit]]

    @cached_property
    def _middles(self) -> Floats:
        """What each post is about as a whole: the mean of its passages, shape (posts, dimension), unit length."""
        rows = self.vectors.rows(0, len(self.vectors))
        sums = np.add.reduceat(rows, self._starts[:-1], axis=0)
        middles: Floats = (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)).astype(np.float32)
        return middles

    @cached_property
    def recency(self) -> Floats:
        """Each post's place in time, shape (posts,): 1 for the newest, near 0 for the oldest, 0 without a date."""
        days = sorted(post.day for post in self.posts if post.day)
        places = [bisect_right(days, post.day) / len(days) if post.day else 0.0 for post in self.posts]
        return np.array(places, dtype=np.float32)

    def saying_the_same(self, post: int, start: int, end: int, limit: int) -> list[Post]:
        """Other posts with a sentence that says what the longest of a span says, in almost the same words."""
        inside = [
            (last - first, row, number)
            for row in range(*self.rows_of(post))
            for number, (first, last) in enumerate(sentences_in(self.posts[post], self.spans[row]))
            if first < end and last > start
        ]
        if not inside:
            return []
        _, row, number = max(inside)
        first = int(self._first_sentences[row])
        words = self._words_of(row)[number]
        found: dict[int, None] = {}
        for near in self._sentences.nearest(first + min(number, self._count(row) - 1), NEIGHBOURS):
            other = int(np.searchsorted(self._first_sentences, near, side="right")) - 1
            if self.post_of[other] != post and any(same(words, others) for others in self._words_of(other)):
                found[int(self.post_of[other])] = None
        return [self.posts[other] for other in list(found)[:limit]]

    def _count(self, passage: int) -> int:
        """How many vectors of sentences a passage has."""
        following = passage + 1
        last = int(self._first_sentences[following]) if following < len(self.spans) else len(self._sentences)
        return last - int(self._first_sentences[passage])

    def _words_of(self, passage: int) -> list[frozenset[str]]:
        post = self.posts[int(self.post_of[passage])]
        return [frozenset(terms(post.text[start:end])) for start, end in sentences_in(post, self.spans[passage])]

    def page(self, url: str) -> list[Post]:
        """The posts that stand at one address."""
        return self._pages.get(url, [])

    def rank(self, query: Query, read: Reading, weights: Weights = FUSED) -> Ranking:
        """Score every passage and every post.

        Each ranking is min-max scaled over what the filters admit, then they are summed by weight: on nearly every
        set measured this beats reciprocal rank fusion. What the model cannot read well it has less say in.

        Args:
            query: the question and its filters.
            read: the question as the model reads it.
            weights: how much each piece of evidence counts.
        """
        newest = bool(NEWEST.search(query.text))
        words = query_terms(NEWEST.sub(" ", query.text))
        cosines = self.vectors.scores(read.vector)
        dense = cosines
        if weights.sentence:
            nearest = np.maximum.reduceat(self._sentences.scores(read.mean), self._first_sentences)
            dense = (cosines + weights.sentence * (nearest - cosines)).astype(np.float32)
        admitted = self._admitted(query)
        allowed = admitted[self.post_of]
        if weights is FUSED:
            weights = replace(FUSED, dense=DENSE * self.say) if self.say else UNREAD
        share = weights.dense
        lexical = (1 - share) * (1 - weights.whole_post)
        passages = share * _scaled(dense, allowed) + lexical * _scaled(self.lexical.scores(words), allowed)
        passages[~allowed] = -np.inf
        whole_scores = self._whole.scores(words)
        whole = (1 - share) * weights.whole_post * _scaled(whole_scores, admitted)
        titles = weights.title * _scaled(self._titles.scores(words), admitted)
        best = np.maximum.reduceat(passages, self._starts[:-1]) if len(passages) else passages
        middles = weights.middle * share * _scaled(self._middles @ read.vector, admitted)
        posts = best + whole + titles + middles
        if newest:
            posts += RECENT * self.recency
        return Ranking(self, query.text, words, cosines, whole_scores, passages, posts.astype(np.float32), newest)

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
