"""What a question finds: scores of every passage and post, and the passages that are read closely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from embeddings.models.encoder import TokenEmbeddings
from embeddings.models.late_interaction import Interaction, ReadQuestion
from embeddings.posts import Hit
from embeddings.text.terms import same, terms

if TYPE_CHECKING:
    from embeddings.retrieval.search import SearchIndex

Floats = npt.NDArray[np.float32]

DENSE = 0.52
"""Weight of the cosine where the model knows the archive's language well; BM25 has the rest."""
WHOLE_POST = 0.5
"""Share of BM25's weight that goes to the post as a whole, the rest to the passage."""
TITLE = 0.08
"""Weight of BM25 over the titles, on top."""
SENTENCE = 0.5
"""Share of the dense weight that goes to a passage's nearest sentence, the rest to the passage as a whole."""
CENTROID = 0.2
"""Weight of the cosine to a post as a whole, as a share of the dense weight, on top."""
RERANKED = 1.0
"""Weight of what a cross-encoder says of a passage, on top, where the owner has named one."""
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
    centroid: float = CENTROID
    maxsim: float = MAXSIM
    whatever: bool = False
    """Whether they hold however badly the model reads the archive."""

    def heeding(self, say: float) -> Weights:
        """The weights where the model has so much say, 0 to 1; with none, passages only tell a post's apart."""
        if self.whatever:
            return self
        if not say:
            return replace(self, dense=0.0, whole_post=0.999, sentence=0.0, centroid=0.0, maxsim=0.0)
        return replace(self, dense=self.dense * say, maxsim=self.maxsim * say)


FUSED = Weights()
READABLE = 0.5
"""Fluency from which the model has a say; below, it has no token for half of what it reads."""
DENSE_ALONE = Weights(dense=1.0, title=0.0, sentence=0.0, centroid=0.0, maxsim=0.0, whatever=True)
LEXICAL_ALONE = Weights(dense=0.0, whole_post=1.0, title=0.0, sentence=0.0, centroid=0.0, maxsim=0.0, whatever=True)


@dataclass(frozen=True)
class Ranking:
    """Scores of one question over an archive; rows of passages and posts are those of the :class:`SearchIndex`."""

    index: SearchIndex
    weights: Weights
    """Those in force."""
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
        """Rows of the best passages, best first, each scored with its post as a whole; of duplicates only the first."""
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

    def read(self, question: TokenEmbeddings, passages: Sequence[TokenEmbeddings]) -> Ranking:
        """The ranking with its closest passages' posts put in order by how near their words come to the question's.

        Args:
            question: the question as the model reads it.
            passages: the same of each of ``closest``.
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
            posts[post] += self.weights.maxsim * max(interactions[row].whole for row in rows)
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
