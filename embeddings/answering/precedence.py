"""What goes first of the sentences that answer nearly as well: what the question asks for in words of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate, pairwise, takewhile

import numpy as np

from embeddings.answering.features import Sentence, SentenceFeatures, Values
from embeddings.answering.lines import reports
from embeddings.answering.notes import far_header
from embeddings.answering.sections import Section, named, replies
from embeddings.answering.updates import updates
from embeddings.answering.versions import is_named, is_of_another, versions
from embeddings.posts import WORTH_SHOWING, Post
from embeddings.questions.definitions import definition
from embeddings.questions.types import asks_of_now, asks_why, telling
from embeddings.retrieval.ranking import Asked
from embeddings.text.sentences import blocks_of
from embeddings.text.terms import query_terms

RELEVANT = 0.7
"""Share of the best score from which a sentence is about what was asked, where the newest is asked for, or what others
say."""
NEARLY = 0.85
"""Share of the best score from which a sentence answers nearly as well: from which one that says what something is goes
first, and a later post's is pointed to."""
BETTER = 0.9
"""Share of the best score from which what authors say themselves goes before what they report, and what stands alone
before what does not."""
SURE = 0.7
"""How likely a sentence answers by the reader that stands for itself, where a fact is wanted."""
REASONS = 0.67
"""Cosine to the best sentence from which a reason is one for the same."""
UPDATED, CORRECTS = 0.65, 0.5
"""What a sentence that its author added later needs to go before one of its post, where a question is for how things
are by now: share of its score (three that take another back have 0.68, 0.85 and 0.92 of it), and its cosine to it
(0.71, 0.82 and 0.87). Where it is not, the share has to be ``NEARLY``."""


def ordered(asked: Asked, features: SentenceFeatures, scores: Values) -> Values:
    """The scores of sentences as they are to be quoted, the highest first.

    Args:
        asked: the question.
        features: what is known of the sentences, a row each.
        scores: of each, (rows,) float; not changed.
    """
    for rule in _RULES:
        scores = rule(asked, features, scores)
    return scores


def _own_words_first(asked: Asked, features: SentenceFeatures, scores: Values) -> Values:
    """The scores, where what authors say themselves goes before what they only report, if it answers nearly as well;
    the other way round where the question is for what others say."""
    # "Do many keepers say ..." asks for what "many keepers say".
    for_others = reports(asked.text) or reports(asked.text.partition(" ")[2])
    sentences, least = features.sentences, RELEVANT if for_others else BETTER
    return _first(lambda row: reports(sentences[row].text) == for_others, scores, least)


def _prose_first(_: Asked, features: SentenceFeatures, scores: Values) -> Values:
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

    scores = _first(is_own, scores, RELEVANT, WORTH_SHOWING / 2)
    # What is new in 1.80 stands in the post on 1.80.0 rather than in that on 1.80.1.
    return _first(lambda row: is_named(asked_for, features.sentences[row].close.source.title), scores, RELEVANT)


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
        cells = {row: _first_cell(asked, features.sentences[row]) for row in rows}
        asked_for = [row for row, cell in cells.items() if cell and cell <= wanted]
        if not asked_for:
            continue
        # "swift-package-manager" rather than "swift".
        named_row = max(asked_for, key=lambda row: (len(cells[row]), float(scores[row])))
        best = max(rows, key=lambda row: float(scores[row]))
        if best != named_row:
            lifted[named_row] = scores[best] * (1 + 1e-6)
    return lifted


def _first_cell(asked: Asked, row: Sentence) -> set[str]:
    """The terms of the first cell of a row of a table."""
    return asked.meant(query_terms(row.text.partition("\t")[0]))


def cell_first(asked: Asked, features: SentenceFeatures, scores: Values) -> Values:
    """The scores, where the row of a table goes before all of which the question names the first cell and a column, and
    nothing else, if it answers nearly as well."""
    wanted = set(asked.terms)
    for row in np.flatnonzero(scores >= NEARLY * scores.max()):
        one = features.sentences[row]
        header = far_header(one.close.source, one.start, one.end) if "\t" in one.text else None
        if header is None:
            continue
        cell = _first_cell(asked, one)
        title = asked.meant(query_terms(one.close.source.title))
        columns = asked.meant(query_terms(one.close.source.text[slice(*header)])) - title - cell
        if cell - title and wanted & columns and cell <= wanted <= cell | title | columns:
            return _lifted(scores, int(row))
    return scores


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


def updated_first(asked: Asked, features: SentenceFeatures, scores: Values) -> Values:
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


_RULES = (
    _own_words_first,
    _prose_first,
    _own_version_first,
    _definition_first,
    _telling_first,
    _named_row_first,
    _named_section_first,
    _reply_first,
)
"""Each may put another sentence first; the later has the last word."""
