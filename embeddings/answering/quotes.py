"""Passage -> the one to three sentences that answer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from itertools import accumulate, pairwise, takewhile

import numpy as np

from embeddings.answering.features import Sentence, SentenceFeatures, Values, sentence_features
from embeddings.answering.lines import Line, lines_of, reports
from embeddings.answering.sections import Section, named, replies
from embeddings.answering.updates import updates
from embeddings.answering.versions import is_of_another, versions
from embeddings.answering.weights import WITH_READER, WITHOUT_READER
from embeddings.answering.widening import TURNED, is_taken_back, stands_alone, widened
from embeddings.languages import spaced
from embeddings.posts import QUOTES, WORTH_SHOWING, Post, Reason
from embeddings.questions.definitions import definition
from embeddings.questions.types import asks_of_now, asks_why, price, question_type, telling, wants_explanation
from embeddings.retrieval.ranking import Asked, Close, Reranked
from embeddings.text.passages import ADDRESS, sentences_in
from embeddings.text.sentences import blocks_of, longest_whole, sentence_spans, shortened
from embeddings.text.terms import query_terms, same, terms

RELEVANT = 0.7
"""Share of the best score from which a sentence is about what was asked, where the newest is asked for, or what others
say."""
NEARLY, ABOUT_IT = 0.85, 0.6
"""What a later post's sentence needs to be pointed to: share of the first quote's score, and its cosine to it. The
share is also what one that says what something is needs to go first."""
BETTER = 0.9
"""Share of the best score from which what authors say themselves goes before what they report, and what stands alone
before what does not."""

REASONS = 0.67
"""Cosine to the best sentence from which a reason is one for the same."""
UPDATED, CORRECTS = 0.65, 0.5
"""What a sentence that its author added later needs to go before one of its post, where a question is for how things
are by now: share of its score (three that take another back have 0.68, 0.85 and 0.92 of it), and its cosine to it
(0.71, 0.82 and 0.87). Where it is not, the share has to be ``NEARLY``."""

FULL, FULLER = 260, 420
"""Characters up to which a quote takes along neighbours that answer too: where the reader is not sure of it, and where
an explanation is wanted."""
NEXT = 220
"""Characters up to which two quotes are one where a paragraph or a list holds the second next to the first."""
SURE = 0.7
"""How likely a sentence answers by the reader that stands for itself, where a fact is wanted."""

_CLAUSE = re.compile(r"[,;:)\]]['\"’”»]*\s+|\s(?:[–—-]|--)\s|(?<=\w)--(?=\w)|—|[、，；：]|\n+")
"""Where a clause ends within a sentence."""
_ITEM = r"[^\s,;:.!?()]+(?:\s+[^\s,;:.!?()]+){0,3}"
_AND = rf"(?:{spaced('conjunctions')}|{spaced('either')})"
_ENUMERATED = re.compile(rf",\s+(?:{_ITEM},\s+)*{_ITEM},?\s+{_AND}\s", re.IGNORECASE)
"""The commas of "Guelder Rose, Juneberry, Dogwood and Sea Buckthorn", behind the first of them."""
_BRACKETED = re.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]|（[^（）\n]*）")
_EDGES = " \t\n,;:–—、，；："
_FEWEST, _MOST = 12, 0.75
"""Characters of the shortest clause that may stand out, and the share of the quote of the longest."""
_CUED = 0.3
"""What the cue of a kind of question adds to a clause's coverage."""
_NEW = 4
"""Terms of a clause that the question does not have, from which on it says something."""


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
        recency = np.where(scores >= RELEVANT * scores.max(), features.recency, 0.0)
        scores += recency
    scores = _own_words_first(found.asked, features, scores)
    scores = _prose_first(features, scores)
    scores = _own_version_first(found.asked, features, scores)
    scores = _definition_first(found.asked, features, scores)
    scores = _telling_first(found.asked, features, scores)
    scores = _named_row_first(found.asked, features, scores)
    scores = _named_section_first(found.asked, features, scores)
    scores = _reply_first(found.asked, features, scores)
    leading = int(scores.argmax())
    scores = _updated_first(found.asked, features, scores)
    first = _chosen(found.asked, features, scores, max(limit, QUOTES))
    chosen = first[:limit]
    weighed = first[:QUOTES]
    if int(scores.argmax()) != leading:
        # What was added later is as sure as what it corrects.
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


def _own_words_first(asked: Asked, features: SentenceFeatures, scores: Values) -> Values:
    """The scores, where what authors say themselves goes before what they only report, if it answers nearly as well;
    the other way round where the question is for what others say."""
    # "Do many keepers say ..." asks for what "many keepers say".
    for_others = reports(asked.text) or reports(asked.text.partition(" ")[2])
    sentences, least = features.sentences, RELEVANT if for_others else BETTER
    return _first(lambda row: reports(sentences[row].text) == for_others, scores, least)


def _prose_first(features: SentenceFeatures, scores: Values) -> Values:
    """The scores, where text goes before what stands below pictures, if it answers nearly as well."""

    def is_prose(row: int) -> bool:
        one = features.sentences[row]
        return blocks_of(one.close.source)[_block_of(one)].kind != "caption"

    return _first(is_prose, scores, NEARLY)


@lru_cache(maxsize=64)
def _tables(post: Post) -> tuple[int, ...]:
    """Of each block, how many tables begin before it or with it: the same for the rows of one."""
    kinds = ["", *(block.kind for block in blocks_of(post))]
    return tuple(accumulate(before != "table" == kind for before, kind in pairwise(kinds)))


def _block_of(sentence: Sentence) -> int:
    """The number of the block that a sentence stands in."""
    return bisect_right(blocks_of(sentence.close.source), sentence.start, key=lambda block: block.start) - 1


def _own_version_first(asked: Asked, features: SentenceFeatures, scores: Values) -> Values:
    """The scores, where what is of the version that the question names goes before what is of another, which is not
    shown beside it."""
    asked_for = versions(asked.text, {one.close.source.title for one in features.sentences})
    if not asked_for:
        return scores

    def is_own(row: int) -> bool:
        one = features.sentences[row]
        return not is_of_another(asked_for, one.close.source.title, one.text)

    return _first(is_own, scores, RELEVANT, WORTH_SHOWING / 2)


def _definition_first(asked: Asked, features: SentenceFeatures, scores: Values) -> Values:
    """The scores, where a sentence that says what something is goes before the rest, if that is what is asked for."""
    defining = definition(asked.text)
    if defining is None:
        return scores
    return _first(lambda row: bool(defining.search(features.sentences[row].text)), scores, NEARLY)


def _telling_first(asked: Asked, features: SentenceFeatures, scores: Values) -> Values:
    """The scores, where a sentence with a number, or with a reason for the same, goes before the rest, if that is asked
    for and it answers nearly as well."""
    cue = telling(asked.text)
    if cue is None:
        return scores
    best = features.means[int(scores.argmax())]
    least = REASONS if asks_why(asked.text) else -1.0

    def is_telling(row: int) -> bool:
        return bool(cue.search(features.sentences[row].text)) and features.means[row] @ best >= least

    return _first(is_telling, scores, BETTER)


def _reply_first(asked: Asked, features: SentenceFeatures, scores: Values) -> Values:
    """The scores, where what replies to the same question in a post itself goes before the rest: its best sentence, or
    its first where the reader is not sure of that."""
    best = int(scores.argmax())
    defining = definition(asked.text)
    if defining and defining.search(features.sentences[best].text):
        return scores
    rows: list[int] = []
    for source in {id(one.close.source): one.close.source for one in features.sentences}.values():
        for section in replies(asked, source):
            its = _below(features, source, section)
            if best in its or section.head <= features.sentences[best].start < section.start:
                # Perhaps the question itself, which takes the reply along.
                return scores
            rows += its
    if not rows:
        return scores
    surest = max(rows, key=lambda row: float(scores[row]))
    return _lifted(scores, surest if features.answers[surest] >= SURE else rows[0])


def _named_row_first(asked: Asked, features: SentenceFeatures, scores: Values) -> Values:
    """The scores, where of the rows of a table the one whose first cell the question names goes before the others."""
    tables: dict[tuple[int, int], list[int]] = {}
    for row, one in enumerate(features.sentences):
        if "\t" in one.text:
            table = _tables(one.close.source)[_block_of(one)]
            tables.setdefault((one.close.post, table), []).append(row)
    wanted, lifted = set(asked.terms), scores.copy()
    for rows in tables.values():
        cells = (asked.meant(query_terms(features.sentences[row].text.partition("\t")[0])) for row in rows)
        asked_for = [row for row, cell in zip(rows, cells, strict=True) if cell and cell <= wanted]
        best = max(rows, key=lambda row: float(scores[row]))
        if asked_for and best not in asked_for:
            lifted[max(asked_for, key=lambda row: float(scores[row]))] = scores[best] * (1 + 1e-6)
    return lifted


def _named_section_first(asked: Asked, features: SentenceFeatures, scores: Values) -> Values:
    """The scores, where what stands below a heading that the question names goes before what its post says below
    another, of something else, if it answers nearly as well."""
    best = features.sentences[int(scores.argmax())]
    source = best.close.source
    for section in named(asked, source, best.start):
        if not asked.meant(section.terms) & asked.meant(best.terms):
            rows = _below(features, source, section)
            surest = max(rows, key=lambda row: float(scores[row]), default=None)
            if surest is not None and scores[surest] >= NEARLY * scores.max():
                return _lifted(scores, surest)
    return scores


def _below(features: SentenceFeatures, source: Post, section: Section) -> list[int]:
    """The rows of a section's sentences."""
    return [
        row
        for row, one in enumerate(features.sentences)
        if one.close.source is source and section.start <= one.start < section.end
    ]


def _lifted(scores: Values, row: int) -> Values:
    """The scores, where one sentence goes before all."""
    lifted = scores.copy()
    lifted[row] = scores.max() * (1 + 1e-6)
    return lifted


def _updated_first(asked: Asked, features: SentenceFeatures, scores: Values) -> Values:
    """The scores, where what an author added to a post later goes before what it corrects: the best sentence of all, if
    that is of the same post and about the same."""
    best = int(scores.argmax())
    source = features.sentences[best].close.source
    later = updates(source)
    if not later or features.sentences[best].start in later:
        return scores
    least = (UPDATED if asks_of_now(asked.text) else NEARLY) * scores[best]
    alike = features.means @ features.means[best]
    rows = [
        row
        for row, one in enumerate(features.sentences)
        if one.close.source is source and one.start in later and alike[row] >= CORRECTS and scores[row] >= least
    ]
    return _lifted(scores, max(rows, key=lambda row: float(scores[row]))) if rows else scores


def _first(is_wanted: Callable[[int], bool], scores: Values, least: float, most: float = 1 - 1e-6) -> Values:
    """The scores, where what is wanted goes before the rest, if the best of it has at least a share of the best score;
    the rest then has at most a share of that. ``is_wanted``: of the sentence of a row."""
    rows = np.argsort(-scores, kind="stable")
    # Best first, since what is wanted is nearly always there: to look at all sentences takes long.
    near = takewhile(lambda row: scores[row] >= least * scores.max(), rows)
    best = next((scores[row] for row in near if is_wanted(int(row))), None)
    if best is None:
        return scores
    lowered = scores.copy()
    for row in takewhile(lambda row: scores[row] > best * most, rows):
        if not is_wanted(int(row)):
            lowered[row] = best * most
    return lowered


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
        unsure = features.answers[row] < SURE
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
            and scores[rows[0]] >= BETTER * scores[row]
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
        if later is not None and later > day and score >= NEARLY * best.score and cosine >= ABOUT_IT:
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


def emphasis(asked: Asked, post: Post, start: int, end: int, said: tuple[int, int]) -> tuple[int, int] | None:
    """Offsets of the words of a quote that answer; ``None`` where none stand out.

    Args:
        asked: the question.
        post: what is quoted.
        start: where the quote begins.
        end: where it ends.
        said: the sentence in it that was chosen. Where a fact is wanted, its clause stands out that holds most of what
            was asked, and says more than that; where an explanation is, or there is no such clause, all of it.
    """
    first, last = _stripped(post.text, max(start, said[0]), min(end, said[1]))
    several = (first, last) != _stripped(post.text, start, end)
    explained = wants_explanation(asked.text) and question_type(asked.text) is None
    best = None if several and explained else _telling_clause(asked, post, first, last)
    if best is None and last - first >= _FEWEST and "\n" not in post.text[first:last]:
        best = first, last
    return best if best and best[1] - best[0] < _MOST * (end - start) else None


def _telling_clause(asked: Asked, post: Post, start: int, end: int) -> tuple[int, int] | None:
    """The clause that holds most of what was asked, of those that say more than that."""
    borders = sorted({start, *_sentence_ends(post, start, end), *_clause_ends(post, start, end), end})
    kind, known = question_type(asked.text), set(terms(asked.text))
    cue = price(asked.text) or (kind.cue if kind else None)
    best, most = None, 0.0
    for clause in (_stripped(post.text, *pair) for pair in pairwise(borders)):
        text = post.text[slice(*clause)]
        said = ADDRESS.sub("", text)
        if len(said) < _FEWEST or sum(term not in known for term in terms(said)) < _NEW:
            continue
        worth = asked.coverage(terms(text)) + (_CUED if cue and cue.search(text) else 0.0)
        if worth > most:
            best, most = clause, worth
    return best


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """A part of a text without what stands at a clause's edges."""
    clause = text[start:end].lstrip(_EDGES).rstrip(f"-{_EDGES}")
    place = text.index(clause, start)
    return place, place + len(clause)


def _clause_ends(post: Post, start: int, end: int) -> Iterator[int]:
    """Where the clauses of a span end; what stands in brackets is part of the one around it."""
    inside = [match.span() for whole in (_BRACKETED, _ENUMERATED) for match in whole.finditer(post.text, start, end)]
    for match in _CLAUSE.finditer(post.text, start, end):
        if not any(first <= match.start() < last for first, last in inside):
            yield match.end()


def _sentence_ends(post: Post, start: int, end: int) -> Iterator[int]:
    for block in blocks_of(post):
        if block.start < end and block.end > start:
            yield from (last for _, last in sentence_spans(post.text, block) if start < last < end)
