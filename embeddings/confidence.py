"""Does the archive answer this at all? A probability from absolute signals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from embeddings.quotes import Chosen, coverage
from embeddings.search import Ranking

ANSWERED = 0.5
"""Probability from which the quotes are shown as an answer."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What the decision rests on; every field is comparable between questions and archives."""

    sentence_cosine: float
    """Of the question and the best quote."""
    passage_cosine: float
    """Of the question and the best quote's passage."""
    sentence_coverage: float
    """Share of the question's terms, weighted by rarity, in the best quote's sentence."""
    passage_coverage: float
    """The same in its passage."""
    known: float
    """The same in the archive as a whole."""
    agreement: float
    """1 where the cosine alone and BM25 alone put the quote's post first, 0.5 where one of them does."""


# Fitted by tests/benchmarks/fit_confidence.py; run it again after a change to passages, search or quotes.
_INTERCEPT = -4.0
_COEFFICIENTS = Signals(3.0, 2.0, 1.5, 1.5, 1.0, 0.5)


def signals(ranking: Ranking, chosen: Sequence[Chosen]) -> Signals | None:
    """The signals of a question's best quote, or ``None`` where there is nothing to quote."""
    if not chosen:
        return None
    index = ranking.index
    best = chosen[0]
    post, span = index.posts[best.post], index.spans[best.passage]
    weights = {term: index.lexical.idf(term) for term in ranking.terms}
    known = sum(weight for term, weight in weights.items() if term in index.lexical)
    nearest = int(index.post_of[int(ranking.cosines.argmax())])
    return Signals(
        sentence_cosine=best.cosine * index.fluency,
        passage_cosine=float(ranking.cosines[best.passage]) * index.fluency,
        sentence_coverage=best.coverage,
        passage_coverage=coverage(ranking, f"{post.title}\n{post.text[span.start : span.end]}"),
        known=known / (sum(weights.values()) or 1.0),
        agreement=((nearest == best.post) + (int(ranking.lexical.argmax()) == best.post)) / 2,
    )


def probability(found: Signals | None) -> float:
    """How likely it is that the quote answers, 0 to 1."""
    if found is None:
        return 0.0
    logit = _INTERCEPT + sum(c * x for c, x in zip(astuple(_COEFFICIENTS), astuple(found), strict=True))
    return 1 / (1 + math.exp(-logit))
