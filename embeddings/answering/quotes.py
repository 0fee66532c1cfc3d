"""Passage -> the one to three sentences that answer."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np

from embeddings.answering import precedence
from embeddings.answering.features import Sentence, SentenceFeatures, Values, sentence_features
from embeddings.answering.lines import Line, lines_of
from embeddings.answering.weights import WITH_READER, WITHOUT_READER
from embeddings.answering.widening import TURNED, is_taken_back, stands_alone, widened
from embeddings.posts import QUOTES, WORTH_SHOWING, Reason
from embeddings.questions.types import wants_explanation
from embeddings.retrieval.ranking import Asked, Close, Reranked
from embeddings.text.passages import sentences_in
from embeddings.text.sentences import longest_whole, shortened
from embeddings.text.terms import same, terms

FULL, FULLER = 260, 420
"""Characters up to which a quote takes along neighbours that answer too: where the reader is not sure of it, and where
an explanation is wanted."""
NEXT = 220
"""Characters up to which two quotes are one where a paragraph or a list holds the second next to the first."""
ABOUT_IT = 0.6
"""Cosine to the first quote of a later post's sentence that is pointed to."""

_DASHED = re.compile(r"[*_ ]*[—–―-]")
_ACCOUNT, _DAY = r"(?:\(@\w{1,40}\)|, @\w{1,40})", r"(?:\W(?:\S{1,20} ){0,3}\d{4})?"
_SIGNED = re.compile(rf"{_DASHED.pattern}+[ \u00a0]?[^.!?@]{{1,60}}{_ACCOUNT}{_DAY}\W*")
_NAME_ALONE = re.compile(r"[*_ ]*(?:[—–―]|--)[ \u00a0]?[*_]*[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){1,3}[*_ ]*")
_NAMES = 4
"""Words of a name at most."""
_DATE = re.compile(r"\W*(?:\S{1,20} ){0,3}\d{4}\W*")
_CREDIT = re.compile(rf"{_DASHED.pattern}+[ \u00a0]?[*_]*(?i:by|d[aei]|from|par|por|von)[ \u00a0]")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A span that was chosen to be quoted."""

    close: Close
    """The passage that it stands in."""
    start: int
    end: int
    score: float
    said: tuple[int, int]
    """The sentence in it that it was chosen for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen to be quoted, with what was seen on the way; see :mod:`embeddings.answering.confidence`."""

    spans: list[Chosen]
    """Best first; none overlaps another."""
    weighed: tuple[Chosen, ...] = ()
    """The first of them, whether as many are wanted or not, the likeliest before the others: how sure an answer is does
    not depend on how many are wanted."""
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


def choose(found: Reranked, limit: int, *, model_share: float, shown: Sequence[Chosen] = ()) -> Choice:
    """Choose the spans to quote.

    Args:
        found: the question's candidates, its closest passages read.
        limit: how many spans at most.
        model_share: how much the model counts, 0 to 1.
        shown: what is not to be quoted again.
    """
    features = sentence_features(found)
    own = [row for row, one in enumerate(features.sentences) if not _credits(one)]
    if len(own) < len(features.sentences):
        features = features.only(own)
    if shown:
        features = features.only([row for row, one in enumerate(features.sentences) if not is_among(shown, one)])
    sentences = features.sentences
    if not sentences:
        return Choice([])
    weights = WITH_READER if found.read else replace(WITHOUT_READER, maxsim=WITHOUT_READER.maxsim * model_share)
    scores = weights.scores(features)
    recency = np.zeros(len(sentences))
    if found.asked.newest:
        # Of what answers nearly as well, the newest first.
        recency = np.where(scores >= precedence.RELEVANT * scores.max(), features.recency, 0.0)
        scores += recency
    scores = precedence.ordered(found.asked, features, scores)
    leading = int(scores.argmax())
    scores = precedence.cell_first(found.asked, features, scores)
    scores = precedence.updated_first(found.asked, features, scores)
    first = _chosen(found.asked, features, scores, max(limit, QUOTES))
    chosen = first[:limit]
    weighed = first[:QUOTES]
    if int(scores.argmax()) != leading:
        # What was added later is as sure as what it corrects, and a row as what is said of its table.
        weighed.sort(key=lambda span: not is_among([span], sentences[leading]))
    best = int(np.flatnonzero(scores == chosen[0].score)[0])
    reasons = weights.reasons(features, best)
    if found.asked.newest:
        reasons = (*reasons, Reason("how recent", float(recency[best]), 1.0))
    return Choice(
        chosen,
        weighed=tuple(weighed),
        best_cosine=float(features.cosine.max()),
        best_coverage=float(features.coverage.max()),
        newer=_newer(features, scores, chosen, best),
        best_answer=float(features.answers.max()),
        reasons=reasons,
    )


def _credits(sentence: Sentence) -> bool:
    """Whether a sentence is the line at a post's end that says whose it is, "– from Ada Quill": not who said the
    quotation above, and no item of a list that is typed with dashes; or such a line with an account, as stands below
    what somebody posted elsewhere: "— Ada Quill (@ada) February 23, 2012"."""
    if _SIGNED.fullmatch(sentence.text) or (_DATE.fullmatch(sentence.text) and _is_signed(sentence)):
        return True
    if _is_name_alone(sentence):
        return True
    if not _CREDIT.match(sentence.text) or sentence.text[-1:] in ".!?":
        return False
    lines = lines_of(sentence.close.source)
    if lines[-1].start != sentence.start:
        return False
    return len(lines) == 1 or (lines[-2].kind != "quotation" and not _DASHED.match(lines[-2].text))


def _is_name_alone(sentence: Sentence) -> bool:
    """Whether a line is nothing but a name behind a dash, which is in no list, or its post's author's, or a part of
    that: "— Ada Quill", "Ada"."""
    lines = lines_of(sentence.close.source)
    row = bisect_left(lines, sentence.start, key=lambda line: line.start)
    if row == len(lines) or lines[row].kind not in ("paragraph", "quotation") or lines[row].end != sentence.end:
        return False
    if _NAME_ALONE.fullmatch(sentence.text):
        around = [lines[at].text for at in (row - 1, row + 1) if 0 <= at < len(lines)]
        return not any(map(_DASHED.match, around))
    if sentence.text[-1] in ".!?" or (row and lines[row - 1].asks):
        # It may be an answer.
        return False
    said = set(re.findall(r"\w+", sentence.text))
    return 0 < len(said) < _NAMES and said <= set(re.findall(r"\w+", sentence.close.source.author))


def _is_signed(sentence: Sentence) -> bool:
    """Whether the line before a sentence says whose it is."""
    lines = lines_of(sentence.close.source)
    row = bisect_left(lines, sentence.start, key=lambda line: line.start)
    return row > 0 and _SIGNED.fullmatch(lines[row - 1].text) is not None


def _chosen(asked: Asked, features: SentenceFeatures, scores: Values, limit: int) -> list[Chosen]:
    """The best sentences, each with what it cannot stand without and what answers beside it; of those that say the same
    only the first."""
    sentences = features.sentences
    worth = _by_place(sentences, scores)
    answers = _by_place(sentences, features.answers / (features.answers.max() or 1.0))
    explained = wants_explanation(asked.text)
    lines: dict[int, tuple[Line, ...]] = {}
    chosen: list[Chosen] = []
    said: list[frozenset[str]] = []
    waited: set[int] = set()
    rows = [int(row) for row in np.argsort(-scores, kind="stable")]
    while rows and len(chosen) < limit:
        row = rows.pop(0)
        sentence = sentences[row]
        post = sentence.close.post
        taken = [(span.start, span.end) for span in chosen if span.close.post == post]
        if _overlaps(taken, sentence.start, sentence.end) or any(same(sentence.terms, other) for other in said):
            continue
        its = lines.setdefault(post, lines_of(sentence.close.source))
        # Of a sentence that is longer than a passage, its line holds the beginning alone.
        place = bisect_right(its, sentence.start, key=lambda line: line.start) - 1
        unsure = features.answers[row] < precedence.SURE
        widen = partial(
            widened,
            its,
            place,
            partial(_free, taken),
            worth=partial(_at, worth, post),
            answers=partial(_at, answers, post),
        )
        first, last = widen(most=FULLER if explained else FULL if unsure else 0)
        if (
            row not in waited
            and rows
            and scores[rows[0]] >= precedence.BETTER * scores[row]
            # What answers beside it is there by choice.
            and not stands_alone(its, *widen(most=0))
        ):
            waited.add(row)
            rows.insert(1, row)
            continue
        start = sentence.start if first == place else its[first].start
        end = sentence.end if last == place else its[last].end
        quote = Chosen(sentence.close, start, end, float(scores[row]), (sentence.start, sentence.end))
        near = list(_beside(quote, chosen, its, first, last))
        parted = [one for one in near if one.needed]
        # How long the first quotes are does not depend on how many are asked for.
        joins = len(chosen) < QUOTES
        joined = next((one for one in parted or near if joins and one.length <= one.most), None)
        if joined:
            chosen[joined.row] = joined.whole
        elif parted:
            continue
        else:
            chosen.append(quote)
        said += [sentence.terms, *(frozenset(terms(line.text)) for line in its[first : last + 1])]
    return chosen


def _free(taken: Sequence[tuple[int, int]], line: Line) -> bool:
    return not _overlaps(taken, line.start, line.end)


@dataclass(frozen=True, slots=True)
class _Joined:
    """Two quotes that touch, as one."""

    row: int
    """Of the quote that was chosen before."""
    whole: Chosen
    needed: bool
    """Whether one of them leans on the other, announces it, or takes it back."""
    most: int
    """Characters that the whole may have."""

    @property
    def length(self) -> int:
        return self.whole.end - self.whole.start


def _beside(quote: Chosen, chosen: Sequence[Chosen], lines: Sequence[Line], first: int, last: int) -> Iterator[_Joined]:
    """A quote of some lines together with each of those chosen before that holds the line above or below it."""
    for inner, outer, needed in (
        (first, first - 1, lines[first].dangles or lines[first].reverses),
        (last, last + 1, lines[last].announces or is_taken_back(lines, last)),
    ):
        if not 0 <= outer < len(lines):
            continue
        for row, other in enumerate(chosen):
            if other.close.post != quote.close.post or _free([(other.start, other.end)], lines[outer]):
                continue
            whole = replace(other, start=min(other.start, quote.start), end=max(other.end, quote.end))
            shown = quote.score >= WORTH_SHOWING * chosen[0].score
            most = TURNED if needed else NEXT if _are_side_by_side(lines[inner], lines[outer]) else 0
            yield _Joined(row, whole, needed, most if shown else 0)


def _are_side_by_side(line: Line, other: Line) -> bool:
    """Whether two lines that touch are of one paragraph, or items of one list."""
    listed = line.kind == other.kind == "item" and line.level == other.level
    return line.block == other.block or listed


def is_among(spans: Sequence[Chosen], one: Sentence | Chosen) -> bool:
    """Whether one of some spans holds a sentence, or some of another span."""
    own = [(span.start, span.end) for span in spans if span.close.post == one.close.post]
    return _overlaps(own, one.start, one.end)


def _by_place(sentences: Sequence[Sentence], values: Values) -> dict[tuple[int, int], float]:
    """What there is of each sentence, by its post and where it starts."""
    return {(one.close.post, one.start): float(value) for one, value in zip(sentences, values, strict=True)}


def _at(values: Mapping[tuple[int, int], float], post: int, line: Line) -> float:
    return values.get((post, line.start), 0.0)


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < last and end > first for first, last in spans)


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
        if later is not None and later > day and score >= precedence.NEARLY * best.score and cosine >= ABOUT_IT:
            found.append((later, float(score), sentence))
    if not found:
        return None
    _, score, newest = max(found, key=lambda one: one[:2])
    if any(span.close.post == newest.close.post for span in chosen):
        return None
    return Chosen(newest.close, newest.start, newest.end, score, (newest.start, newest.end))


def matching_line(asked: Asked, close: Close) -> tuple[int, int]:
    """The sentence of a passage that holds most of the query's terms, the first of equals; the passage without one."""
    spans = list(sentences_in(close.source, close.span))
    if not spans:
        start, end = longest_whole(close.source.text, close.span.start, close.span.end)
        return start, shortened(close.source.text, start, end)
    return max(spans, key=lambda span: asked.coverage(terms(close.source.text[slice(*span)])))
