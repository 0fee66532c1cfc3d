"""Features of many kinds -> one score: a convex combination of normalised scores.

On nearly every set that was measured this beats reciprocal rank fusion, as Bruch and others found: An Analysis of
Fusion Functions for Hybrid Retrieval (TOIS 2023, https://arxiv.org/abs/2210.11934).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from embeddings.models.vocabulary import READABLE
from embeddings.retrieval.candidates import Candidates
from embeddings.retrieval.features import Features
from embeddings.stores.ids import Ids, Scores

# Rows ``ranking.*`` of ``tests/benchmarks/results.json``, which tests/benchmarks/tune.py writes.
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
MAXSIM = 1.0
"""Weight of late interaction on top, which puts the posts of the closest passages in order."""
READER = 0.3
"""Weight of the sentence that the reader finds most likely to answer, in the place of late interaction."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each feature counts. The defaults are measured: ``pullquote evaluate --compare``."""

    dense: float = DENSE
    whole_post: float = WHOLE_POST
    title: float = TITLE
    sentence: float = SENTENCE
    centroid: float = CENTROID
    maxsim: float = MAXSIM
    reader: float = READER
    fixed: bool = False
    """Whether they hold however badly the model reads the archive."""

    @property
    def for_reading(self) -> Weights:
        """The weights by which passages are chosen to be looked at closely. Which post is asked for, all of its text
        and its title tell; which of the passages answers, the nearest of their sentences. Rows ``reading.*`` of
        ``tests/benchmarks/reading.json``."""
        return self if self.fixed else replace(self, dense=0.65, sentence=0.9, title=0.02, centroid=0.05)

    def scaled_by(self, share: float) -> Weights:
        """The weights where the model counts by a share of 0 to 1; with none, a passage only tells between those of one
        post."""
        if self.fixed:
            return self
        if not share:
            return replace(self, dense=0.0, whole_post=0.999, sentence=0.0, centroid=0.0, maxsim=0.0, reader=0.0)
        return replace(self, dense=self.dense * share, maxsim=self.maxsim * share, reader=self.reader * share)


FUSED = Weights()
DENSE_ALONE = Weights(dense=1.0, title=0.0, sentence=0.0, centroid=0.0, maxsim=0.0, reader=0.0, fixed=True)
LEXICAL_ALONE = replace(DENSE_ALONE, dense=0.0, whole_post=1.0)


def model_share(vocabulary_coverage: float) -> float:
    """How much the model counts: by how much of the archive's language its vocabulary covers, and not at all where that
    is too little."""
    return vocabulary_coverage if vocabulary_coverage >= READABLE else 0.0


def normalised(scores: Scores, bounds: tuple[float, float]) -> Scores:
    """Scores between their bounds: 0 at the least, 1 at the most. What lies outside is not cut off."""
    least, most = bounds
    scaled: Scores = ((scores - least) / max(most - least, 1e-9)).astype(np.float32)
    return scaled


def fuse(candidates: Candidates, features: Features, weights: Weights) -> tuple[Scores, Scores]:
    """The scores of the candidate passages, shape (passages,), and of the posts, shape (posts,).

    A post has the score of its best passage with what it adds as a whole.
    """
    bounds = features.bounds
    dense = features.cosine + weights.sentence * (features.sentence - features.cosine)
    # The best mixture of both stands among the candidates, since the best of either does.
    least = bounds["cosine"][0]
    dense = normalised(dense, (least, float(dense.max(initial=least))))
    lexical = 1 - weights.dense
    passages = weights.dense * dense + lexical * (1 - weights.whole_post) * normalised(features.bm25, bounds["bm25"])
    posts = (
        best_of(candidates.posts_of, passages, candidates.posts)
        + lexical * weights.whole_post * normalised(features.whole, bounds["whole"])
        + weights.title * normalised(features.title, bounds["title"])
        + weights.centroid * weights.dense * normalised(features.centroid, bounds["centroid"])
    )
    return passages.astype(np.float32), posts.astype(np.float32)


def worth_reading(candidates: Candidates, passages: Scores, posts: Scores) -> Scores:
    """The scores of passages with what their posts add as a whole, shape (passages,); see :func:`fuse`."""
    places = np.searchsorted(candidates.posts, candidates.posts_of)
    worth: Scores = passages + (posts - best_of(candidates.posts_of, passages, candidates.posts))[places]
    return worth


def best_of(posts_of: Ids, scores: Scores, posts: Ids) -> Scores:
    """The highest score among each post's passages, shape of ``posts``; ``posts`` are ascending, and each has one."""
    best: Scores = np.full(len(posts), -np.inf, dtype=np.float32)
    np.maximum.at(best, np.searchsorted(posts, posts_of), scores)
    return best
