"""The newest of the posts that answer, where a question asks for the newest.

Each of the closest posts is asked alone, without regard to its date. Those that answer nearly as well as the best, and
are about it nearly as much, are compared, and the newest of them comes first: a newer post that mentions the subject in
passing does not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from embeddings.answering import confidence, quotes
from embeddings.answering.quotes import Choice, Chosen
from embeddings.posts import QUOTES, Reason
from embeddings.retrieval.ranking import Asked, Close, Reranked
from embeddings.text.passages import sentences_in
from embeddings.text.terms import terms

ABOUT = 0.25
"""Share that a newer post needs of what the best passage is about the subject. On the sample blog a passing mention
comes to 0.2 at most, and a post that tells of it to 0.33 at least: ``tests/embeddings/answering/test_newest.py``."""

NEAR = 0.55
"""Share of the best score from which a post answers: less than of a sentence, since the reader gives a question for the
newest, or one in another language than the post's, low marks everywhere."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """A post as the only one that is asked."""

    choice: Choice
    likely: float
    about: float
    """How much of its passage is about what was asked, 0 to 1."""
    recency: float

    @property
    def first(self) -> Chosen:
        return self.choice.spans[0]


def choose(found: Reranked, limit: int, *, model_share: float, vocabulary_coverage: float, least: float) -> Choice:
    """Choose the spans to quote; the first is the newest post's that answers.

    Args:
        found: the question's candidates, its closest passages read, with scores that know nothing of dates.
        limit: how many spans at most.
        model_share: how much the model counts, 0 to 1.
        vocabulary_coverage: how well the model reads the archive's language, 0 to 1.
        least: probability from which quotes are an answer.
    """
    undated = replace(found, scored=replace(found.scored, asked=replace(found.asked, newest=False)))
    every = quotes.choose(undated, max(limit, QUOTES), model_share=model_share)
    judged = []
    for post in dict.fromkeys(close.post for close in found.closest):
        alone = replace(undated, closest=tuple(close for close in found.closest if close.post == post))
        choice = quotes.choose(alone, 1, model_share=model_share)
        if choice.spans:
            likely = confidence.likely(alone, confidence.signals(alone, choice, vocabulary_coverage))
            first = choice.spans[0].close
            judged.append(_Judged(choice, likely, _about(found.asked, first), first.recency))
    if not judged:
        return every
    newest = _newest(judged, least)
    spans = [newest.first, *(span for span in every.spans if not quotes.is_among([newest.first], span))]
    return replace(
        newest.choice,
        spans=spans[:limit],
        weighed=tuple(spans[:QUOTES]),
        newer=None,
        reasons=(*newest.choice.reasons, Reason("how recent", newest.recency, 0.0)),
    )


def _newest(judged: list[_Judged], least: float) -> _Judged:
    """The newest of those that answer nearly as well as the best; the nearest to an answer where none is one."""
    best = max(judged, key=lambda one: one.first.score)
    sure = least if best.likely >= least else 0.0
    near, about = NEAR * best.first.score, ABOUT * best.about
    as_good = [one for one in judged if one.likely >= sure and one.first.score >= near and one.about >= about]
    return max(as_good, key=lambda one: one.recency)


def _about(asked: Asked, close: Close) -> float:
    """How much of a passage is about what was asked: the mean of its sentences' coverage; all of it with the title."""
    if asked.coverage(terms(close.source.title)) == 1.0:
        return 1.0
    texts = [close.source.text[start:end] for start, end in sentences_in(close.source, close.span)]
    return sum(asked.coverage(terms(text)) for text in texts) / len(texts) if texts else 0.0
