"""Passage -> the one to three sentences that answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np

from embeddings.answering.features import Sentence, SentenceFeatures, Values, sentence_features
from embeddings.languages import pattern_for
from embeddings.posts import Post, Reason
from embeddings.questions.types import question_type
from embeddings.retrieval.ranking import Asked, Close, Reranked
from embeddings.text.passages import sentences_in
from embeddings.text.sentences import blocks_of, shortened
from embeddings.text.terms import same, terms


@dataclass(frozen=True, slots=True)
class SentenceWeights:
    """How much each feature of a sentence counts; see :class:`~embeddings.answering.features.SentenceFeatures`."""

    answers: float
    maxsim: float
    coverage: float
    passage: float
    cue: float

    def reasons(self, features: SentenceFeatures, row: int) -> tuple[Reason, ...]:
        """What the score of a sentence is made of."""
        return (
            Reason("answers, by the reader", float(features.answers[row]), self.answers),
            Reason("nearness of its words", float(features.maxsim[row]), self.maxsim),
            Reason("question's terms in it", float(features.coverage[row]), self.coverage),
            Reason("passage and post", float(features.passage[row]), self.passage),
            Reason("type of question", float(features.cue[row]), self.cue),
        )

    def scores(self, features: SentenceFeatures) -> Values:
        """Of all sentences, shape (sentences,)."""
        return (
            self.answers * features.answers
            + self.maxsim * features.maxsim
            + self.coverage * features.coverage
            + self.passage * features.passage
            + self.cue * features.cue
        )


READ = SentenceWeights(answers=2.0, maxsim=0.0, coverage=0.3, passage=0.5, cue=0.5)
"""Where the reader has read them."""
UNREAD = SentenceWeights(answers=0.0, maxsim=1.6, coverage=0.3, passage=0.5, cue=1.0)
"""Where late interaction has to do."""
SHORT, LONG = 80, 260
"""Characters: a shorter quote takes in a neighbour, as long as it does not get longer than this."""
LIST = 500
"""Characters that a quote may have with the list that it announces."""
RELEVANT = 0.7
"""Share of the best score from which a sentence is about what was asked, where the newest is asked for."""
NEARLY, ABOUT_IT = 0.85, 0.6
"""What a later post's sentence needs to be pointed to: share of the first quote's score, and its cosine to it."""

_CLAUSE = re.compile(r"[,;:!?)\]]['\"’”»]*\s+|\.['\"’”»)\]]*\s+(?![a-z])|\s[–—-]\s|—|[、。，；：！？]|\n+")
"""A full stop before a small letter ends an abbreviation ("e.g."), no clause."""
_ANNOUNCES = (":", "：")
_EDGES = " \t\n,;:–—、，；："
_FEWEST, _MOST = 12, 0.75
"""Characters of the shortest clause that may stand out, and the share of the quote of the longest."""
_CUED = 0.3
"""What the cue of a kind of question adds to a clause's coverage."""

_LEANS_BACK = re.compile(pattern_for("back_references"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A span that was chosen to be quoted."""

    close: Close
    """The passage that it stands in."""
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen to be quoted, with what was seen on the way; see :mod:`embeddings.answering.confidence`."""

    spans: list[Chosen]
    """Best first; none overlaps another."""
    best_cosine: float = 0.0
    """The highest cosine of a sentence and the question: absolute."""
    best_coverage: float = 0.0
    """The highest share of the question's terms, weighted by their rarity, in a sentence: absolute."""
    best_answer: float = 0.0
    """How likely the likeliest sentence answers by the reader, 0 to 1; 0 without one."""
    newer: Chosen | None = None
    """What a later post says about the same thing, where it is not among the spans."""
    reasons: tuple[Reason, ...] = ()
    """What the score of the best sentence is made of."""


def choose(found: Reranked, limit: int, *, model_share: float) -> Choice:
    """Choose the spans to quote.

    Args:
        found: the question's candidates, its closest passages read.
        limit: how many spans at most.
        model_share: how much the model counts, 0 to 1.
    """
    features = sentence_features(found)
    sentences = features.sentences
    if not sentences:
        return Choice([])
    weights = READ if found.read else replace(UNREAD, maxsim=UNREAD.maxsim * model_share)
    scores = weights.scores(features)
    recency = np.zeros(len(sentences))
    if found.asked.newest:
        # Of what answers nearly as well, the newest first.
        recency = np.where(scores >= RELEVANT * scores.max(), features.recency, 0.0)
        scores += recency
    chosen: list[Chosen] = []
    taken: set[tuple[int, int]] = set()
    said: list[frozenset[str]] = []
    for row in np.argsort(-scores, kind="stable"):
        sentence = sentences[row]
        if (sentence.close.post, sentence.start) in taken or any(same(sentence.terms, other) for other in said):
            continue
        span = _widened(sentences, int(row), scores, taken)
        first, last = sentences[span[0]], sentences[span[-1]]
        taken.update((sentences[i].close.post, sentences[i].start) for i in span)
        said += (sentences[i].terms for i in span)
        chosen.append(Chosen(sentence.close, first.start, last.end, float(scores[row])))
        if len(chosen) == limit:
            break
    best = int(scores.argmax())
    reasons = weights.reasons(features, best)
    if found.asked.newest:
        reasons = (*reasons, Reason("how recent", float(recency[best]), 1.0))
    return Choice(
        chosen,
        best_cosine=float(features.cosine.max()),
        best_coverage=float(features.coverage.max()),
        newer=_newer(features, scores, chosen, best),
        best_answer=float(features.answers.max()),
        reasons=reasons,
    )


def _newer(features: SentenceFeatures, scores: Values, chosen: Sequence[Chosen], first: int) -> Chosen | None:
    """The newest sentence that answers nearly as well as the first quote, is about the same, and was not chosen."""
    best = chosen[0]
    day = best.close.source.day
    if day is None:
        return None
    alike = features.means @ features.means[first]
    found: list[tuple[date, float, Sentence]] = []
    for sentence, score, cosine in zip(features.sentences, scores, alike, strict=True):
        later = sentence.close.source.day
        if later is not None and later > day and score >= NEARLY * best.score and cosine >= ABOUT_IT:
            found.append((later, float(score), sentence))
    if not found:
        return None
    _, score, newest = max(found, key=lambda one: one[:2])
    if any(span.close.post == newest.close.post for span in chosen):
        return None
    return Chosen(newest.close, newest.start, newest.end, score)


def matching_line(asked: Asked, close: Close) -> tuple[int, int]:
    """The sentence of a passage that holds most of the query's terms, the first of equals; the passage without one."""
    spans = list(sentences_in(close.source, close.span))
    if not spans:
        return close.span.start, shortened(close.source.text, close.span.start, close.span.end)
    return max(spans, key=lambda span: asked.coverage(terms(close.source.text[slice(*span)])))


def emphasis(asked: Asked, post: Post, start: int, end: int) -> tuple[int, int] | None:
    """Offsets of the clause of a quote that holds most of what was asked; ``None`` where no clause stands out."""
    borders = [start, *(m.end() for m in _CLAUSE.finditer(post.text, start, end)), end]
    kind = question_type(asked.text)
    best, most = None, 0.0
    for first, last in pairwise(borders):
        clause = post.text[first:last].strip(_EDGES)
        if len(clause) < _FEWEST:
            continue
        worth = asked.coverage(terms(clause)) + (_CUED if kind and kind.cue.search(clause) else 0.0)
        if worth > most:
            place = post.text.index(clause, first)
            best, most = (place, place + len(clause)), worth
    return best if best and best[1] - best[0] < _MOST * (end - start) else None


def _widened(sentences: Sequence[Sentence], row: int, scores: Values, taken: set[tuple[int, int]]) -> list[int]:
    """The sentence with the one before it where it leans on that, and with a neighbour where it is short."""
    span = [row]

    def free(i: int) -> bool:
        return (
            0 <= i < len(sentences)
            and sentences[i].close is sentences[row].close
            and (sentences[i].close.post, sentences[i].start) not in taken
        )

    def length(rows: list[int]) -> int:
        return sentences[rows[-1]].end - sentences[rows[0]].start

    text = sentences[row].text
    leans = bool(_LEANS_BACK.match(text.lstrip("\"'“‘(")))
    announced = free(row - 1) and sentences[row - 1].text.endswith(_ANNOUNCES)
    if (leans or announced) and free(row - 1) and length([row - 1, row]) <= LONG:
        span = [row - 1, row]
    if text.endswith(_ANNOUNCES):
        # The whole list as far as it fits, or the one sentence that is announced.
        while free(span[-1] + 1) and length([*span, span[-1] + 1]) <= LIST:
            listed = _kind_of(sentences[span[-1] + 1]) in ("item", "code", "table")
            if not listed and span[-1] > row:
                break
            span.append(span[-1] + 1)
            if not listed:
                break
    if length(span) < SHORT and not text.endswith(_ANNOUNCES):
        near = [i for i in (span[0] - 1, span[-1] + 1) if free(i)]
        wider = sorted([*span, max(near, key=lambda i: scores[i])]) if near else span
        if length(wider) <= LONG:
            span = wider
    return span


def _kind_of(sentence: Sentence) -> str:
    """The kind of the block that a sentence stands in."""
    blocks = blocks_of(sentence.close.source)
    return next((block.kind for block in blocks if block.start <= sentence.start < block.end), "paragraph")
