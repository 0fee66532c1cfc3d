"""What is known of every candidate: exact values, whichever list it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.models.encoder import TokenEmbeddings
from embeddings.retrieval.candidates import Candidates, Stores
from embeddings.stores.ids import Ids, Scores, numbered_sentences, passage_of
from embeddings.stores.protocols import Background

LEAST = 0.7
"""How far the lower bound of a cosine goes to the least that was seen: row ``ranking.least`` of
``tests/benchmarks/results.json``."""
LOOKED_INTO = 400
"""Candidates of which every sentence is looked at; of more only the promising ones': ``tests/benchmarks/lists.py``."""
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
    cosine = stores.passages.cosines(passages, embedding.vector)
    bm25 = stores.lexical.score(terms, passages)
    return Features(
        cosine=cosine,
        sentence=_nearest_sentences(stores, candidates, embedding, cosine, bm25),
        bm25=bm25,
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


def _nearest_sentences(
    stores: Stores, candidates: Candidates, embedding: TokenEmbeddings, cosine: Scores, bm25: Scores
) -> Scores:
    """Cosines of the nearest sentences: of the passages that may come first those themselves. Of the others, which came
    along with their posts, nearly as much: their own cosine, and no more than the last of the nearest sentences."""
    passages, nearest = candidates.passages, candidates.lists["sentences"]
    if not len(passages):
        return np.empty(0, dtype=np.float32)
    found: Scores = np.minimum(cosine, nearest.scores[-1]) if len(nearest) else cosine.copy()
    rows = _promising(candidates, cosine, bm25)
    counts = stores.outline.sentences[stores.outline.rows(passages[rows])]
    cosines = stores.sentences.cosines(numbered_sentences(passages[rows], counts), embedding.mean)
    found[rows] = np.maximum.reduceat(cosines, np.cumsum(counts) - counts)
    return found


def _promising(candidates: Candidates, cosine: Scores, bm25: Scores) -> Ids:
    """Rows of candidates: those that were found by a sentence, those of the highest cosines and of the highest BM25,
    and the best of each post by either."""
    if len(cosine) <= LOOKED_INTO:
        return np.arange(len(cosine))
    found = [np.flatnonzero(np.isin(candidates.passages, passage_of(candidates.lists["sentences"].ids)))]
    for scores in (cosine, bm25):
        order = np.argsort(-scores, kind="stable")
        _, first = np.unique(candidates.posts_of[order], return_index=True)
        found += [order[: LOOKED_INTO // 4], order[first]]
    rows: Ids = np.unique(np.concatenate(found))
    return rows
