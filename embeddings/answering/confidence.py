"""Does the archive answer this at all? A probability from absolute signals."""

from __future__ import annotations

import math
import re
from dataclasses import astuple, dataclass, fields

from embeddings.answering.context import around
from embeddings.answering.counts import counted
from embeddings.answering.notes import far_header, heading_above
from embeddings.answering.quotes import Choice, Chosen
from embeddings.answering.versions import named, versions
from embeddings.languages import SPACED_LETTER, pattern_for
from embeddings.posts import Reason
from embeddings.questions.types import price
from embeddings.retrieval.ranking import Asked, Reranked
from embeddings.text.terms import terms

_NAME = re.compile(rf"(?<!^)(?<!{SPACED_LETTER})[A-ZÀ-ÖØ-Þ](?:{SPACED_LETTER}|[’'-])+|\d+")
_NEAR = 0.15
"""Nearness of a passage to words that the archive does not have. On the sample blog "refrigerator" comes to 0.30 and
"pizza" to 0.17, "bicycle repair" to 0.11 and letters typed at random to 0.05 to 0.10."""
_PRICE_COLUMN = re.compile(pattern_for("price_columns"), re.IGNORECASE)
_HAS_NUMBER = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DENIAL = re.compile(pattern_for("denials"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signals:
    """What the decision rests on; every field is comparable between questions and archives."""

    sentence: float
    """How near the nearest sentence comes to the question: the cosine above that of what has nothing to do with it, as
    a share of what could be."""
    passage: float
    """The same of the best quote's passage."""
    nearest: float
    """The same of the nearest passage of the archive."""
    sentence_coverage: float
    """Share of the question's terms, weighted by rarity, in the sentence that holds most of them."""
    quote_coverage: float
    """The same in the best quote with the sentence before and after it, and its post's title."""
    passage_coverage: float
    """The same in the best quote's passage, and its post's title."""
    known: float
    """The same in the archive as a whole."""
    agreement: float
    """1 where the cosine alone and BM25 alone put the quote's post first, 0.5 where one of them does."""
    names: float
    """Share of the question's names that the quote's post holds; 1 where it has none. Names are its capitalised words
    and numbers, and in small letters what is no word that the archive or its language has: "freebsd"."""
    negated: float
    """1 where the question denies something and the quote, with the sentences around it, does not."""
    unpriced: float
    """1 where the question is for a price, and no quote has one."""
    unversioned: float
    """1 where the question names a version, and no quote is of it: neither it nor what stands around it and above it,
    nor the title of its post."""
    uncounted: float
    """1 where the question is for the number of something, and quotes tell of that without a number."""
    vocabulary_coverage: float
    """How well the model reads the archive's language: where it does not, the terms have to decide."""
    answer: float
    """How likely the likeliest sentence answers by the reader; 0 without one."""


_UNPRICED, _UNVERSIONED, _UNCOUNTED = -3.0, -2.0, -3.0
"""Set by hand: there are too few such questions to fit them to."""
# Fitted by tests/benchmarks/fit_confidence.py to all-MiniLM-L6-v2 and multilingual-e5-small, 60 questions of each kind
# and set; those with the reader also to the project's own questions. Run it again after a change to passages, search,
# the reader or quotes.
_INTERCEPT = -3.38
_WITHOUT_READER = Signals(
    sentence=5.50,
    passage=2.78,
    nearest=3.58,
    sentence_coverage=-3.51,
    quote_coverage=2.48,
    passage_coverage=4.75,
    known=4.85,
    agreement=1.67,
    names=1.57,
    negated=-1.24,
    unpriced=_UNPRICED,
    unversioned=_UNVERSIONED,
    uncounted=_UNCOUNTED,
    vocabulary_coverage=-8.74,
    answer=0.00,
)
_INTERCEPT_WITH_READER = 0.65
_WITH_READER = Signals(
    sentence=0.07,
    passage=2.50,
    nearest=2.62,
    sentence_coverage=-1.22,
    quote_coverage=-0.76,
    passage_coverage=2.50,
    known=2.50,
    agreement=1.52,
    names=1.13,
    negated=-0.98,
    unpriced=_UNPRICED,
    unversioned=_UNVERSIONED,
    uncounted=_UNCOUNTED,
    vocabulary_coverage=-10.66,
    answer=5.93,
)


def signals(found: Reranked, choice: Choice, vocabulary_coverage: float) -> Signals | None:
    """The signals of a question, or ``None`` where there is nothing to quote.

    Args:
        found: the question's candidates.
        choice: what was chosen to be quoted.
        vocabulary_coverage: how well the model reads the archive's language, 0 to 1.
    """
    if not choice.weighed:
        return None
    asked, candidates = found.asked, found.scored.candidates
    best = choice.weighed[0]
    post, span = best.close.source, best.close.span
    start, end = around(post, best.start, best.end, sentences=1)
    around_quote, title = post.text[start:end], terms(post.title)
    nearest, nearest_cosine = candidates.first("passages")
    features = found.scored.features
    firsts = candidates.post_of(nearest), candidates.first("whole posts")[0]
    return Signals(
        sentence=_nearness(choice.best_cosine, features.unrelated_sentence) * vocabulary_coverage,
        passage=_nearness(best.close.cosine, features.unrelated) * vocabulary_coverage,
        nearest=_nearness(nearest_cosine, features.unrelated) * vocabulary_coverage,
        sentence_coverage=choice.best_coverage,
        quote_coverage=asked.coverage([*title, *terms(around_quote)]),
        passage_coverage=asked.coverage([*title, *terms(post.text[span.start : span.end])]),
        known=asked.known,
        names=_names_held(asked, f"{post.title}\n{post.text}"),
        negated=float(_denies(asked.text) and not _denies(around_quote)),
        unpriced=float(_is_unpriced(asked, choice)),
        unversioned=float(_is_unversioned(asked.text, choice)),
        uncounted=float(_is_uncounted(asked.text, choice)),
        vocabulary_coverage=vocabulary_coverage,
        answer=choice.best_answer,
        agreement=sum(post == best.close.post for post in firsts) / 2,
    )


def is_near(found: Reranked, vocabulary_coverage: float) -> bool:
    """Whether the archive has anything to do with some words: it has one of them, or a passage comes near to them."""
    _, cosine = found.scored.candidates.first("passages")
    nearness = _nearness(cosine, found.scored.features.unrelated) * vocabulary_coverage
    return found.asked.known > 0 or nearness >= _NEAR


def _nearness(cosine: float, unrelated: float) -> float:
    """Comparable between models, whose cosines live in different ranges."""
    return (cosine - unrelated) / max(1 - unrelated, 1e-6)


def _names_held(asked: Asked, text: str) -> float:
    written = [name.casefold() for name in _NAME.findall(asked.text)]
    # What the archive lacks, no post holds.
    lacking = asked.unlisted.difference(*map(terms, written))
    folded = text.casefold()
    names = len(written) + len(lacking)
    return sum(name in folded for name in written) / names if names else 1.0


def _is_unpriced(asked: Asked, choice: Choice) -> bool:
    priced = price(asked.text)
    # Another post's price is one of something else.
    told = (span for span in choice.weighed if span.close.post == choice.weighed[0].close.post)
    return priced is not None and not any(
        priced.search(span.close.source.text, span.start, span.end) or _is_in_price_column(asked, span) for span in told
    )


def _is_in_price_column(asked: Asked, span: Chosen) -> bool:
    """Whether a row of a table with one of the question's words that its header lacks has a number in a column of
    prices."""
    post = span.close.source
    start, end = far_header(post, span.start, span.end) or (0, 0)
    lines = f"{post.text[start:end]}\n{post.text[span.start : span.end]}".split("\n")
    header, *rows = [line for line in lines if "\t" in line] or [""]
    of_prices = [at for at, cell in enumerate(header.split("\t")) if _PRICE_COLUMN.search(cell)]
    named = {term for term in asked.terms if len(term) > 1}.difference(terms(header))
    return any(
        named.intersection(terms(row)) and any(_HAS_NUMBER.search(cell) for cell in row.split("\t")[at : at + 1])
        for row in rows
        for at in of_prices
    )


def _is_unversioned(question: str, choice: Choice) -> bool:
    posts = [span.close.source for span in choice.weighed]
    wanted = [one for one in versions(question, {post.title for post in posts}) if not _YEAR.fullmatch(one)]
    if not wanted:
        return False
    for post, span in zip(posts, choice.weighed, strict=True):
        start, end = around(post, span.start, span.end, sentences=1)
        above = heading_above(post, span.start, span.end) or (0, 0)
        if named(wanted, "\n".join((post.title, post.text[slice(*above)], post.text[start:end]))):
            return False
    return True


def _is_uncounted(question: str, choice: Choice) -> bool:
    wanted = counted(question)
    if wanted is None:
        return False
    told = False
    for span in choice.weighed:
        post, start, end = span.close.source, span.start, span.end
        above = (heading_above(post, start, end), far_header(post, start, end))
        named = "\n".join(post.text[slice(*one)] for one in above if one)
        if wanted.is_in(named, post.text[start:end]):
            return False
        told = told or wanted.is_told_of(post.text[start:end])
    return told


def _denies(text: str) -> bool:
    return bool(_DENIAL.search(text))


def probability(found: Signals | None, *, read: bool) -> float:
    """How likely it is that the quote answers, 0 to 1; ``read``: whether the reader has read the passages."""
    if found is None:
        return 0.0
    logit = (_INTERCEPT_WITH_READER if read else _INTERCEPT) + sum(reason.adds for reason in reasons(found, read=read))
    return 1 / (1 + math.exp(-logit))


def likely(found: Reranked, its: Signals | None) -> float:
    """How likely it is that the quote answers a question with these signals, 0 to 1.

    What is new about a subject, no sentence says as such, so that the reader may only help there.
    """
    told = probability(its, read=found.read)
    return max(told, probability(its, read=False)) if found.asked.newest else told


def reasons(found: Signals, *, read: bool) -> list[Reason]:
    """What each signal adds to the log-odds that the quote answers."""
    weights = astuple(_WITH_READER if read else _WITHOUT_READER)
    return [
        Reason(field.name.replace("_", " "), value, weight)
        for field, value, weight in zip(fields(found), astuple(found), weights, strict=True)
    ]
