"""The candidates of one question in order: first by their fused scores, then by a closer look at the best passages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from embeddings.models.encoder import TokenEmbeddings
from embeddings.models.late_interaction import Interaction
from embeddings.posts import Passage, Post
from embeddings.retrieval.candidates import Candidates
from embeddings.retrieval.features import Features
from embeddings.retrieval.fusion import Weights, worth_reading
from embeddings.stores.ids import Ids, Scores, Vectors
from embeddings.text.terms import same, terms

RERANKED = 1.0
"""Weight of what a cross-encoder says of a passage, on top, where the owner has named one."""
CLOSEST = 5
"""Best passages that are read word by word, to put their posts in order and to choose what to quote."""
_LOOKED_AT = 40
"""Best passages among which the closest are found: those that say the same as one before them do not count."""


@dataclass(frozen=True)
class Asked:
    """A question as the archive is asked it."""

    text: str
    terms: tuple[str, ...]
    """Those that say something about its subject."""
    idf: Mapping[str, float]
    """How rare each of them is in the archive."""
    rarity: Mapping[str, float]
    """The same with the terms that only ask for the newest."""
    known: float
    """Share of them that the archive has at all, weighted by ``idf``."""
    newest: bool
    """Whether it asks for the newest."""
    asks: bool
    """Whether it is a question, rather than words to be found."""
    embedding: TokenEmbeddings
    forms: Mapping[str, str] = field(default_factory=dict)
    """Terms of other forms of its words, each with the one of ``terms`` that it stands for."""
    unlisted: frozenset[str] = frozenset()
    """Terms of words that neither the archive nor the list of its language has: names, as a rule, however written."""

    @cached_property
    def _total(self) -> float:
        return sum(self.idf.values())

    def coverage(self, held: Iterable[str]) -> float:
        """Share of the question's terms that are among some others, each weighted by how rare it is; 0 to 1."""
        if not self._total:
            return 0.0
        return sum(self.idf[term] for term in self.idf.keys() & self.meant(held)) / self._total

    def meant(self, held: Iterable[str]) -> set[str]:
        """Some terms, those of other forms of the question's words as the question's own."""
        return {self.forms.get(term, term) for term in held} if self.forms else set(held)


@dataclass(frozen=True)
class Scored:
    """All candidates with their fused scores."""

    asked: Asked
    weights: Weights
    """Those in force."""
    candidates: Candidates
    features: Features
    passages: Scores
    """Shape (candidate passages,): normalised within the question."""
    posts: Scores
    """Shape (candidate posts,): the best passage of each with what the post as a whole adds."""
    promising: Scores
    """Shape (candidate passages,): how well each promises to hold the answer, with what its post adds."""

    @cached_property
    def best_posts(self) -> Ids:
        """Ids of the posts, best first."""
        return _ordered(self.candidates.posts, self.posts)

    @cached_property
    def _best_passages(self) -> dict[int, int]:
        """The best passage of each post."""
        order = np.argsort(self.passages, kind="stable")
        return {int(self.candidates.posts_of[row]): int(self.candidates.passages[row]) for row in order}

    def best_passage(self, post: int) -> int:
        """Id of the best passage of a candidate post."""
        return self._best_passages[post]

    def post_score(self, post: int) -> float:
        """The score of a candidate post."""
        return float(self.posts[int(np.searchsorted(self.candidates.posts, post))])

    @cached_property
    def leading(self) -> list[tuple[int, float]]:
        """Ids of the most promising passages, best first, each with its score and what its post as a whole adds."""
        rows = np.argsort(-self.promising, kind="stable")[:_LOOKED_AT]
        worth = worth_reading(self.candidates, self.passages, self.posts)
        return [(int(self.candidates.passages[row]), float(worth[row])) for row in rows]


@dataclass(frozen=True)
class Close:
    """One of the closest passages."""

    passage: int
    post: int
    """Ids."""
    source: Post
    """The post."""
    span: Passage
    score: float
    """Fused, with what the post as a whole adds."""
    cosine: float
    """Of the passage and the question: absolute."""
    recency: float
    """The post's place in time: 1 for the newest of the archive, near 0 for the oldest, 0 without a date."""
    interaction: Interaction | None = None
    """With the question, where it was read word by word."""
    answers: Scores | None = None
    """How likely each of its sentences answers, 0 to 1, where a reader was asked; shape (sentences,)."""
    means: Vectors | None = None
    """Their vectors, where it was looked at closely; shape (sentences, width)."""


@dataclass(frozen=True)
class Reranked:
    """The candidates with their best passages looked at closely."""

    scored: Scored
    closest: tuple[Close, ...]
    """Best first by the fused score; of passages that say the same only the first."""
    boosts: Mapping[int, float]
    """What the closer look adds to the scores of posts, by their ids."""

    @property
    def asked(self) -> Asked:
        return self.scored.asked

    @property
    def read(self) -> bool:
        """Whether the reader has read the closest passages."""
        return any(close.answers is not None for close in self.closest)

    @cached_property
    def _scores(self) -> Scores:
        scores = self.scored.posts.copy()
        for post, boost in self.boosts.items():
            scores[int(np.searchsorted(self.scored.candidates.posts, post))] += boost
        return scores

    @cached_property
    def best_posts(self) -> Ids:
        """Ids of the posts, best first."""
        return _ordered(self.scored.candidates.posts, self._scores)

    def post_score(self, post: int) -> float:
        """The score of a candidate post."""
        return float(self._scores[int(np.searchsorted(self.scored.candidates.posts, post))])


def _ordered(ids: Ids, scores: Scores) -> Ids:
    order = np.argsort(-scores, kind="stable")
    found: Ids = ids[order]
    return found


def different(
    leading: Iterable[tuple[int, float]], text_of: Callable[[int], str], limit: int = CLOSEST
) -> list[tuple[int, float]]:
    """The first passages that do not say the same as one before them; ``text_of`` gives a passage's text."""
    kept: list[tuple[int, float]] = []
    said: list[frozenset[str]] = []
    for passage, score in leading:
        words = frozenset(terms(text_of(passage)))
        if not any(same(words, others) for others in said):
            kept.append((passage, score))
            said.append(words)
        if len(kept) == limit:
            break
    return kept


def reranked(
    scored: Scored, closest: Sequence[Close], cross_encoder: Callable[[Sequence[Close]], Scores] | None = None
) -> Reranked:
    """The candidates in the order that the reader or late interaction, and a cross-encoder where there is one, put
    them in.

    Args:
        scored: all candidates.
        closest: the best passages, each with what its sentences answer or with its interaction.
        cross_encoder: gives the score, 0 to 1, of each of them.
    """
    boosts: dict[int, float] = {}
    for close in closest:
        gained = 0.0
        if close.answers is not None and scored.asked.asks:
            gained = scored.weights.reader * float(close.answers.max(initial=0.0))
        elif close.interaction is not None:
            gained = scored.weights.maxsim * close.interaction.whole
        boosts[close.post] = max(boosts.get(close.post, gained), gained)
    if cross_encoder is not None and closest:
        given = RERANKED * cross_encoder(closest)
        raised = [replace(c, score=c.score + float(extra)) for c, extra in zip(closest, given, strict=True)]
        for post in {close.post for close in closest}:
            before = max(close.score for close in closest if close.post == post)
            after = max(close.score for close in raised if close.post == post)
            boosts[post] = boosts.get(post, 0.0) + after - before
        closest = raised
    return Reranked(scored, tuple(closest), boosts)
