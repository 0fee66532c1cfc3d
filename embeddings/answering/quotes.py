"""Passage -> the one to three sentences that answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from embeddings.languages import pattern_for
from embeddings.posts import Reason
from embeddings.questions.types import question_type
from embeddings.retrieval.ranking import Ranking
from embeddings.text.passages import sentences_in
from embeddings.text.sentences import blocks_of, shortened
from embeddings.text.terms import same, terms

MAXSIM, COVERAGE, PASSAGE = 1.6, 0.3, 0.5
"""Weights of how near a sentence's words come to the question's, of the question's terms found in it, and of its
passage's score."""
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
class Sentence:
    """A sentence that may be quoted."""

    post: int
    """Row of its post in the search index."""
    passage: int
    """Row of its passage."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """A span that was chosen to be quoted."""

    post: int
    passage: int
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
    newer: Chosen | None = None
    """What a later post says about the same thing, where it is not among the spans."""
    reasons: tuple[Reason, ...] = ()
    """What the score of the best sentence is made of."""


def candidates(ranking: Ranking) -> list[Sentence]:
    """The sentences of the best passages, in the order of the passages and of the text."""
    return [sentence for passage in ranking.closest for sentence in _sentences(ranking, passage)]


def choose(ranking: Ranking, limit: int) -> Choice:
    """Choose the spans to quote.

    Args:
        ranking: the question's ranking, its closest passages read.
        limit: how many spans at most.
    """
    sentences = candidates(ranking)
    if not sentences:
        return Choice([])
    near = np.array([ranking.interactions[s.passage].maxsim(s.start, s.end) for s in sentences])
    cosines = np.array([ranking.interactions[s.passage].cosine(s.start, s.end) for s in sentences])
    covered = np.array([coverage(ranking, _text(ranking, s)) for s in sentences])
    fused = np.array([ranking.score_of(s.passage) for s in sentences])
    cues = _cues(ranking, sentences)
    maxsim = MAXSIM * ranking.index.say
    scores = maxsim * near + COVERAGE * covered + PASSAGE * fused + cues
    recency = np.zeros(len(sentences))
    if ranking.newest:
        # Of what answers nearly as well, the newest first.
        places = np.array([ranking.index.recency[s.post] for s in sentences])
        recency = np.where(scores >= RELEVANT * scores.max(), places, 0.0)
        scores += recency
    chosen: list[Chosen] = []
    taken: set[tuple[int, int]] = set()
    said: list[frozenset[str]] = []
    for row in np.argsort(-scores, kind="stable"):
        sentence = sentences[row]
        words = frozenset(terms(_text(ranking, sentence)))
        if (sentence.post, sentence.start) in taken or any(same(words, other) for other in said):
            continue
        span = _widened(ranking, sentences, int(row), scores, taken)
        first, last = sentences[span[0]], sentences[span[-1]]
        taken.update((sentences[i].post, sentences[i].start) for i in span)
        said += (frozenset(terms(_text(ranking, sentences[i]))) for i in span)
        chosen.append(Chosen(sentence.post, sentence.passage, first.start, last.end, float(scores[row])))
        if len(chosen) == limit:
            break
    best = int(scores.argmax())
    reasons = (
        Reason("nearness of its words", float(near[best]), maxsim),
        Reason("question's terms in it", float(covered[best]), COVERAGE),
        Reason("passage and post", float(fused[best]), PASSAGE),
        Reason("kind of question", float(cues[best]), 1.0),
        *([Reason("how recent", float(recency[best]), 1.0)] if ranking.newest else []),
    )
    return Choice(
        chosen,
        best_cosine=float(cosines.max()),
        best_coverage=float(covered.max()),
        newer=_newer(ranking, sentences, scores, chosen),
        reasons=reasons,
    )


def _newer(
    ranking: Ranking, sentences: Sequence[Sentence], scores: npt.NDArray[np.float64], chosen: Sequence[Chosen]
) -> Chosen | None:
    """The newest sentence that answers nearly as well as the first quote, is about the same, and was not chosen."""
    posts, best = ranking.index.posts, chosen[0]
    day = posts[best.post].day
    if day is None:
        return None
    quote = ranking.interactions[best.passage].mean(best.start, best.end)
    found: list[tuple[date, float, Sentence]] = []
    for sentence, score in zip(sentences, scores, strict=True):
        later = posts[sentence.post].day
        if later is None or later <= day or score < NEARLY * best.score:
            continue
        if float(ranking.interactions[sentence.passage].mean(sentence.start, sentence.end) @ quote) >= ABOUT_IT:
            found.append((later, float(score), sentence))
    if not found:
        return None
    _, score, newest = max(found, key=lambda one: one[:2])
    if any(span.post == newest.post for span in chosen):
        return None
    return Chosen(newest.post, newest.passage, newest.start, newest.end, score)


def _cues(ranking: Ranking, sentences: Sequence[Sentence]) -> npt.NDArray[np.float64]:
    """What each sentence gains by the kind of question: a number for "how many", advice for "should"."""
    kind = question_type(ranking.question)
    gains = np.zeros(len(sentences))
    if kind is None:
        return gains
    for row, sentence in enumerate(sentences):
        text = _text(ranking, sentence)
        if not kind.cue.search(text):
            continue
        before = sentences[row - 1] if row and sentences[row - 1].passage == sentence.passage else None
        joined = f"{_text(ranking, before)}\n{text}" if before else text
        gains[row] = kind.bonus + kind.near * coverage(ranking, joined)
    return gains


def matching_line(ranking: Ranking, passage: int) -> tuple[int, int]:
    """The sentence of a passage that holds most of the query's terms, the first of equals; the passage without one."""
    sentences = _sentences(ranking, passage)
    if not sentences:
        span = ranking.index.spans[passage]
        return span.start, shortened(
            ranking.index.posts[int(ranking.index.post_of[passage])].text, span.start, span.end
        )
    best = max(sentences, key=lambda sentence: coverage(ranking, _text(ranking, sentence)))
    return best.start, best.end


def coverage(ranking: Ranking, text: str) -> float:
    """Share of the question's terms that the text holds, each weighted by how rare it is in the archive."""
    if not ranking.terms:
        return 0.0
    weights = {term: ranking.index.lexical.idf(term) for term in ranking.terms}
    held = set(terms(text))
    return sum(weight for term, weight in weights.items() if term in held) / sum(weights.values())


def emphasis(ranking: Ranking, span: Chosen) -> tuple[int, int] | None:
    """Offsets of the clause of a quote that holds most of what was asked; ``None`` where no clause stands out."""
    text = ranking.index.posts[span.post].text
    borders = [span.start, *(m.end() for m in _CLAUSE.finditer(text, span.start, span.end)), span.end]
    kind = question_type(ranking.question)
    best, most = None, 0.0
    for start, end in pairwise(borders):
        clause = text[start:end].strip(_EDGES)
        if len(clause) < _FEWEST:
            continue
        worth = coverage(ranking, clause) + (_CUED if kind and kind.cue.search(clause) else 0.0)
        if worth > most:
            first = text.index(clause, start)
            best, most = (first, first + len(clause)), worth
    return best if best and best[1] - best[0] < _MOST * (span.end - span.start) else None


def _sentences(ranking: Ranking, passage: int) -> list[Sentence]:
    index = ranking.index
    row = int(index.post_of[passage])
    return [Sentence(row, passage, *span) for span in sentences_in(index.posts[row], index.spans[passage])]


def _widened(
    ranking: Ranking,
    sentences: Sequence[Sentence],
    row: int,
    scores: npt.NDArray[np.float64],
    taken: set[tuple[int, int]],
) -> list[int]:
    """The sentence with the one before it where it leans on that, and with a neighbour where it is short."""
    span = [row]

    def free(i: int) -> bool:
        return (
            0 <= i < len(sentences)
            and sentences[i].passage == sentences[row].passage
            and (sentences[i].post, sentences[i].start) not in taken
        )

    def length(rows: list[int]) -> int:
        return sentences[rows[-1]].end - sentences[rows[0]].start

    text = _text(ranking, sentences[row])
    leans = bool(_LEANS_BACK.match(text.lstrip("\"'“‘(")))
    announced = free(row - 1) and _text(ranking, sentences[row - 1]).endswith(_ANNOUNCES)
    if (leans or announced) and free(row - 1) and length([row - 1, row]) <= LONG:
        span = [row - 1, row]
    if text.endswith(_ANNOUNCES):
        # The whole list as far as it fits, or the one sentence that is announced.
        while free(span[-1] + 1) and length([*span, span[-1] + 1]) <= LIST:
            listed = _kind_of(ranking, sentences[span[-1] + 1]) in ("item", "code", "table")
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


def _text(ranking: Ranking, sentence: Sentence) -> str:
    return ranking.index.posts[sentence.post].text[sentence.start : sentence.end]


def _kind_of(ranking: Ranking, sentence: Sentence) -> str:
    """The kind of the block that a sentence stands in."""
    blocks = blocks_of(ranking.index.posts[sentence.post])
    return next((block.kind for block in blocks if block.start <= sentence.start < block.end), "paragraph")
