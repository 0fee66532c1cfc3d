"""How well an archive answers: metrics on a folder in BEIR layout; see :mod:`embeddings.evaluation.dataset`.

The qrels give retrieval; with ``answers.jsonl`` come quotes, with ``unanswerable.jsonl`` abstention, and with rewrites
follow-ups.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from embeddings.archive import Archive
from embeddings.evaluation.dataset import (
    Gold,
    Places,
    QuestionSet,
    read_lines,
    read_queries,
    read_query,
    read_set,
    whole_name,
)
from embeddings.evaluation.metrics import (
    Abstention,
    Retrieval,
    Spans,
    abstention,
    mean,
    mean_retrieval,
    mean_spans,
    score_run,
    significance,
    span_scores,
    word_f1,
)
from embeddings.evaluation.self_test import self_test_sets
from embeddings.ingest.report import Progress
from embeddings.models.encoder import DEFAULT_MODEL
from embeddings.posts import Answer, Query
from embeddings.questions.limits import MAX_QUESTION
from embeddings.retrieval.fusion import DENSE_ALONE, FUSED, LEXICAL_ALONE, Weights

__all__ = [
    "BATCH",
    "RANKINGS",
    "Asked",
    "Retrieval",
    "Scores",
    "evaluate",
    "evaluate_self",
    "read_lines",
    "read_queries",
    "read_query",
]

RANKINGS: dict[str, Weights] = {
    "fused": FUSED,
    "bm25": LEXICAL_ALONE,
    "vectors": DENSE_ALONE,
    "without-reader": replace(FUSED, reader=0.0),
    "without-reranking": replace(FUSED, reader=0.0, maxsim=0.0),
    "without-sentences": replace(FUSED, sentence=0.0),
    "without-centroids": replace(FUSED, centroid=0.0),
}
"""Rankings that can be compared: what Pullquote does, each of its two halves alone, and what it is without a part."""
BATCH = 64
DEPTH = 100
QUOTES = (1, 3, 5)
"""How many quotes are held against the gold spans."""
TIMED = 50
"""Questions asked one by one for the latency."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Another ranking beside the fused one, on nDCG@10."""

    retrieval: Retrieval
    lead: float
    """How far the fused ranking is ahead."""
    p: float
    """How likely so large a difference would be by chance; see :func:`embeddings.evaluation.metrics.significance`."""


@dataclass(frozen=True, slots=True)
class Quoting:
    """Of the questions that the corpus answers."""

    first: float
    """Share with a gold answer inside the first quote."""
    three: float
    """Share with one inside the first three."""
    f1: float
    """Mean word F1 of the first quote and the gold answer nearest to it, as SQuAD counts it."""
    characters: float
    """Median length of the first quote."""
    refused: float
    """Share that was refused."""
    spans: dict[int, Spans]
    """By number of quotes, how well they cover the gold spans; empty where a gold answer is a mere word or two."""


@dataclass(frozen=True, slots=True)
class FollowUps:
    """Of the questions that go on from others and that a person rewrote to stand alone."""

    asked: int
    alone: Retrieval
    """What the questions find as they stand."""
    conversed: Retrieval
    """What they find after the questions before them."""
    rewritten: Retrieval
    """What the rewrites find."""


@dataclass(frozen=True, slots=True)
class Latency:
    """How fast it went on this machine."""

    p50: float
    """Median milliseconds of one question, asked alone."""
    p95: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of one question."""

    id: str
    text: str
    ndcg_at_10: dict[str, float]
    """By ranking; empty for a question without qrels."""
    found: tuple[str, ...]
    """Ids of the first ten documents."""
    answered: bool | None
    """``None`` where it was only ranked."""
    confidence: float | None
    quote: str
    """The first quote."""
    held: int | None
    """Number of the first quote that holds a gold answer; 0 where none of three does."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What was measured on one set."""

    name: str
    queries: int
    retrieval: Retrieval
    compared: dict[str, Compared]
    """By ranking."""
    quoting: Quoting | None
    abstention: Abstention | None
    followups: FollowUps | None
    latency: Latency
    questions: tuple[Asked, ...]
    """Every question, for a look at what fails."""


def evaluate(
    folder: Path,
    *,
    compare: Sequence[str] = (),
    search: str = "",
    model: str = DEFAULT_MODEL,
    reader: bool = True,
    reranker: str = "",
    progress: Callable[[Progress], None] = lambda _: None,
) -> Scores:
    """Index a set into an archive of its own and measure how well it answers.

    Args:
        folder: a set in BEIR layout.
        compare: names from ``RANKINGS`` to hold beside what Pullquote does.
        search: see :class:`embeddings.archive.Archive`; nothing of the set is left there.
        model: a sentence-transformers name or path.
        reader: see :class:`embeddings.archive.Archive`.
        reranker: name or path of a CrossEncoder, or empty.
        progress: called as the corpus is indexed and the questions asked.

    Raises:
        SourceError: a file of the set is missing or broken.
        ArchiveError: what it is searched in stays away or refuses.
    """
    asked = read_set(folder)
    with (
        tempfile.TemporaryDirectory() as place,
        Archive(place, search=search, model=model, reader=reader, reranker=reranker, create=True) as archive,
    ):
        try:
            archive.sync([str(folder / "corpus.jsonl")], progress=progress)
            return measure(archive, asked, compare=compare, progress=progress)
        finally:
            archive.unpublish()


def evaluate_self(
    archive: Archive,
    *,
    compare: Sequence[str] = (),
    progress: Callable[[Progress], None] = lambda _: None,
) -> list[Scores]:
    """Measure how well an archive finds its own posts; see :mod:`embeddings.evaluation.self_test`.

    Raises:
        EmptyArchiveError: nothing is indexed yet.
    """
    sets = self_test_sets(archive.posts())
    return [measure(archive, asked, compare=compare, progress=progress) for asked in sets]


def measure(
    archive: Archive,
    questions: QuestionSet,
    *,
    compare: Sequence[str] = (),
    progress: Callable[[Progress], None] = lambda _: None,
) -> Scores:
    """Ask an archive the questions of a set, and measure; see :func:`evaluate`."""
    queries, gold, unanswerable = questions.queries, questions.gold, questions.unanswerable
    answerable = [(key, query) for key, query in queries if key in gold]
    followups = [(key, query) for key, query in queries if query.history and key in questions.rewrites]
    total = len(queries) * (1 + len(compare)) + len(answerable) + len(unanswerable) + 2 * len(followups)
    done = 0

    def counted(batch: int) -> None:
        nonlocal done
        done += batch
        progress(Progress("answer", done, total))

    runs = {ranking: _run(archive, queries, RANKINGS[ranking], counted) for ranking in ("fused", *compare)}
    scores = {ranking: score_run(questions.qrels, run) for ranking, run in runs.items()}
    answers = _ask(archive, answerable, counted)
    others = _ask(archive, unanswerable, counted)
    held = {key: _held(answers[key], gold[key]) for key in answers}
    asked = [
        Asked(
            id=key,
            text=query.text,
            ndcg_at_10={ranking: found[key].ndcg_at_10 for ranking, found in scores.items() if key in found},
            found=tuple(runs["fused"].get(key, ())[:10]),
            answered=answer.answered if answer else None,
            confidence=answer.confidence if answer else None,
            quote=answer.quotes[0].text if answer and answer.quotes else "",
            held=held.get(key),
        )
        for key, query in [*queries, *unanswerable]
        for answer in [answers.get(key) or others.get(key)]
    ]
    return Scores(
        questions.name,
        len(queries),
        mean_retrieval(scores["fused"]),
        {ranking: _compared(scores["fused"], scores[ranking]) for ranking in compare},
        _quoting(answers, gold, held, questions.places) if answers else None,
        _abstention(answers, others) if answers and others else None,
        _followups(archive, questions, followups, scores["fused"], counted) if followups else None,
        _latency(archive, [query for _, query in queries[:TIMED]]),
        tuple(asked),
    )


def _run(
    archive: Archive, queries: Sequence[tuple[str, Query]], weights: Weights, counted: Callable[[int], None]
) -> dict[str, list[str]]:
    run: dict[str, list[str]] = {}
    for start in range(0, len(queries), BATCH):
        batch = queries[start : start + BATCH]
        hits = archive.search_many([query for _, query in batch], limit=DEPTH, weights=weights)
        run |= {key: [hit.post.id for hit in found] for (key, _), found in zip(batch, hits, strict=True)}
        counted(len(batch))
    return run


def _compared(fused: dict[str, Retrieval], other: dict[str, Retrieval]) -> Compared:
    ours, theirs = ([found[key].ndcg_at_10 for key in fused] for found in (fused, other))
    return Compared(mean_retrieval(other), mean(ours) - mean(theirs), significance(ours, theirs))


def _ask(
    archive: Archive, queries: Sequence[tuple[str, Query]], counted: Callable[[int], None] = lambda _: None
) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for start in range(0, len(queries), BATCH):
        batch = queries[start : start + BATCH]
        shortened = [replace(query, text=query.text[:MAX_QUESTION]) for _, query in batch]
        found = archive.ask_many(shortened, limit=max(QUOTES), also=False)
        answers |= {key: answer for (key, _), answer in zip(batch, found, strict=True)}
        counted(len(batch))
    return answers


def _held(answer: Answer, gold: Gold) -> int:
    """Number of the first of three quotes that holds a gold answer, 0 where none does."""
    wanted = [" ".join(text.split()) for text in gold.texts]
    for number, quote in enumerate(answer.quotes[:3], 1):
        text = " ".join(quote.text.split())
        at_home = gold.document in (quote.post.id, whole_name(quote.post.id))
        if at_home and any(one in text or (gold.references and text in one) for one in wanted):
            return number
    return 0


def _quoting(
    answers: dict[str, Answer], gold: Mapping[str, Gold], held: dict[str, int], places: Places | None
) -> Quoting:
    firsts = {key: answer.quotes[0] for key, answer in answers.items() if answer.quotes}
    spans: dict[int, Spans] = {}
    if places and any(gold[key].references for key in answers):
        wanted = {key: places.of_gold(gold[key]) for key in answers}
        for number in QUOTES:
            quoted = {
                key: set().union(*(places.of_quote(q.post.id, q.start, q.end) for q in answer.quotes[:number]))
                for key, answer in answers.items()
            }
            spans[number] = mean_spans([span_scores(quoted[key], wanted[key]) for key in answers if wanted[key]])
    return Quoting(
        first=mean([float(number == 1) for number in held.values()]),
        three=mean([float(number > 0) for number in held.values()]),
        f1=mean(
            [max((word_f1(quote.text, text) for text in gold[key].texts), default=0.0) for key, quote in firsts.items()]
        ),
        characters=statistics.median([len(quote.text) for quote in firsts.values()] or [0]),
        refused=mean([float(not answer.answered) for answer in answers.values()]),
        spans=spans,
    )


def _abstention(answers: dict[str, Answer], others: dict[str, Answer]) -> Abstention:
    yes, no = ([answer.confidence for answer in some.values()] for some in (answers, others))
    return abstention(yes, no, [answer.answered for answer in others.values()])


def _followups(
    archive: Archive,
    questions: QuestionSet,
    followups: Sequence[tuple[str, Query]],
    conversed: Mapping[str, Retrieval],
    counted: Callable[[int], None],
) -> FollowUps:
    alone = [(key, replace(query, history=())) for key, query in followups]
    rewritten = [(key, replace(query, text=questions.rewrites[key])) for key, query in alone]
    qrels = {key: questions.qrels[key] for key, _ in followups}
    return FollowUps(
        len(followups),
        mean_retrieval(score_run(qrels, _run(archive, alone, FUSED, counted))),
        mean_retrieval({key: conversed[key] for key in qrels}),
        mean_retrieval(score_run(qrels, _run(archive, rewritten, FUSED, counted))),
    )


def _latency(archive: Archive, queries: Sequence[Query]) -> Latency:
    times = []
    for query in queries:
        started = time.perf_counter()
        _ask(archive, [("", query)])
        times.append((time.perf_counter() - started) * 1000)
    p50, p95 = np.quantile(times or [0.0], [0.5, 0.95])
    return Latency(float(p50), float(p95))
