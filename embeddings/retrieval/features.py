"""What is known of every candidate: exact values, whichever list it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.models.encoder import TokenEmbeddings
from embeddings.retrieval.candidates import Candidates, Stores
from embeddings.stores.ids import Scores, numbered_sentences
from embeddings.stores.protocols import Background

LEAST = 0.7
"""How far the lower bound of a cosine goes to the least that was seen: row ``ranking.least`` of
``tests/benchmarks/results.json``."""
_ANYWHERE = 8
"""Passages that what is known of unrelated pairs anywhere counts for."""
_LEAST_SPAN = 0.1
"""Between the bounds of a cosine, so that a small difference never becomes all there is."""


@dataclass(frozen=True)
class Features:
    """Absolute scores of the candidates, in their order, and between which bounds each can lie for this question.

    The bounds: what nearly everything comes to, and the best of the whole archive.
    """

    cosine: Scores
    """Of a passage and the question, shape (passages,)."""
    sentence: Scores
    """Of a passage's nearest sentence and the question, shape (passages,)."""
    bm25: Scores
    """Of a passage with its title and headings, shape (passages,)."""
    whole: Scores
    """BM25 of a post as a whole, shape (posts,)."""
    title: Scores
    """BM25 of a post's title, shape (posts,)."""
    centroid: Scores
    """Cosine of a post's centroid and the question, shape (posts,)."""
    bounds: Mapping[str, tuple[float, float]]
    """By the name of a feature: the least and the most."""
    unrelated: float
    """What ``cosine`` comes to where a passage has nothing to do with the question."""
    unrelated_sentence: float
    """The same of ``sentence``."""


def features_of(stores: Stores, candidates: Candidates, terms: Sequence[str], embedding: TokenEmbeddings) -> Features:
    """The features of all candidates; see :func:`embeddings.retrieval.candidates.gather` for the arguments."""
    passages, posts = candidates.passages, candidates.posts
    background = stores.passages.background(embedding.vector)
    return Features(
        cosine=stores.passages.cosines(passages, embedding.vector),
        sentence=_nearest_sentences(stores, candidates, embedding),
        bm25=stores.lexical.score(terms, passages),
        whole=stores.lexical.score(terms, posts, field="post"),
        title=stores.lexical.score(terms, posts, field="title"),
        centroid=stores.posts.cosines(posts, embedding.vector),
        bounds={
            "cosine": _bounds(background, candidates.first("passages")[1]),
            "centroid": _bounds(stores.posts.background(embedding.vector), candidates.first("centroids")[1]),
            "bm25": (0.0, candidates.first("bm25")[1]),
            "whole": (0.0, candidates.first("whole posts")[1]),
            "title": (0.0, candidates.first("titles")[1]),
        },
        unrelated=_unrelated(stores, background),
        unrelated_sentence=_unrelated(stores, stores.sentences.background(embedding.mean)),
    )


def _unrelated(stores: Stores, background: Background) -> float:
    """The mean cosine of what there is, nearly all of which has nothing to do with a question; in a small archive, of
    which much may have, it is held to what the model gives such pairs anywhere."""
    total = background.mean * background.sample + stores.unrelated * _ANYWHERE
    return total / (background.sample + _ANYWHERE)


def _bounds(background: Background, best: float) -> tuple[float, float]:
    """Bounds of a cosine: what nearly everything comes to, and the best.

    The lower one lies between three standard deviations under the mean, 0 at least, and the least that was seen: the
    first alone loses links of bloggers to their own posts, the second alone questions. In an archive of one passage, or
    behind a filter, the best may be no more than that.
    """
    usual = max(0.0, background.mean - 3 * background.deviation)
    return min(usual + LEAST * (background.least - usual), best - _LEAST_SPAN), best


def _nearest_sentences(stores: Stores, candidates: Candidates, embedding: TokenEmbeddings) -> Scores:
    if not len(candidates.passages):
        return np.empty(0, dtype=np.float32)
    counts = stores.outline.sentences[stores.outline.rows(candidates.passages)]
    ids = numbered_sentences(candidates.passages, counts)
    cosines = stores.sentences.cosines(ids, embedding.mean)
    nearest: Scores = np.maximum.reduceat(cosines, np.cumsum(counts) - counts)
    return nearest
