"""How well an archive answers: metrics on a folder in BEIR layout.

``corpus.jsonl``, ``queries.jsonl`` and ``qrels/test.tsv`` give retrieval; with ``answers.jsonl`` (gold spans) come
quotes, and with ``unanswerable.jsonl`` abstention. A query's ``metadata.source`` names a document that is left out
of its ranking.
"""

from __future__ import annotations

import json
import math
import re
import statistics
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embeddings.archive import MAX_QUESTION, Archive, Progress
from embeddings.encoder import DEFAULT_MODEL
from embeddings.errors import SourceError
from embeddings.posts import Answer, Query
from embeddings.search import DENSE_ALONE, FUSED, LEXICAL_ALONE, Weights

RANKINGS: dict[str, Weights] = {"fused": FUSED, "bm25": LEXICAL_ALONE, "vectors": DENSE_ALONE}
"""Rankings that can be compared: what Pullquote does, and each of its two halves alone."""
BATCH = 64
DEPTH = 100

Run = Mapping[str, Sequence[str]]
"""Document ids by query id, best first."""
Qrels = Mapping[str, Mapping[str, int]]
"""Relevance grades by query id and document id."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Means over the judged queries; each is what trec_eval gives for the same run."""

    ndcg_at_10: float
    recall_at_1: float
    recall_at_5: float
    mrr: float


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


@dataclass(frozen=True, slots=True)
class Abstention:
    """Of the questions that the corpus does not answer."""

    answered: float
    """Share that was answered all the same."""
    auroc: float
    """How well the confidence tells them from those that are answerable: 0.5 is chance."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What was measured on one set."""

    name: str
    queries: int
    retrieval: dict[str, Retrieval]
    """By ranking."""
    quoting: Quoting | None
    abstention: Abstention | None


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file, one a line.

    Raises:
        SourceError: the file cannot be read, or a line is no JSON object; the line is named.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    found = json.loads(line)
                except ValueError:
                    found = None
                if not isinstance(found, dict):
                    raise SourceError(f"{path}, line {number}: it is not a JSON object. Give one object a line.")
                yield found
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: it cannot be read ({getattr(error, 'strerror', None) or error}).") from error


def read_queries(path: Path) -> list[tuple[str, Query]]:
    """Ids and queries of a ``queries.jsonl``.

    Raises:
        SourceError: the file cannot be read, or a line lacks ``_id`` or ``text``.
    """
    found = []
    for number, line in enumerate(read_lines(path), 1):
        if "_id" not in line or not isinstance(line.get("text"), str):
            raise SourceError(f"{path}, query {number}: it lacks _id or text.")
        about = line.get("metadata")
        exclude = str(about.get("source") or "") if isinstance(about, dict) else ""
        found.append((str(line["_id"]), Query(line["text"], exclude=exclude)))
    return found


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Relevance grades of a BEIR ``qrels/*.tsv``; grades of 0 are left out.

    Raises:
        SourceError: the file cannot be read, or a line has not three columns.
    """
    qrels: dict[str, dict[str, int]] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SourceError(f"{path}: it cannot be read ({error.strerror}). A set in BEIR layout has one.") from error
    for number, line in enumerate(lines[1:], 2):
        try:
            query, document, grade = line.split("\t")
            if int(grade) > 0:
                qrels.setdefault(query, {})[document] = int(grade)
        except ValueError as error:
            raise SourceError(f"{path}, line {number}: it is not query, document, grade with tabs between.") from error
    return qrels


def evaluate(
    folder: Path,
    *,
    rankings: Sequence[str] = ("fused",),
    model: str = DEFAULT_MODEL,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Scores:
    """Index a set into an archive of its own and measure how well it answers.

    Args:
        folder: a set in BEIR layout.
        rankings: names from ``RANKINGS``.
        model: a sentence-transformers name or path.
        progress: called as the corpus is indexed.

    Raises:
        SourceError: a file of the set is missing or broken.
    """
    qrels = read_qrels(folder / "qrels" / "test.tsv")
    queries = [(key, query) for key, query in read_queries(folder / "queries.jsonl") if key in qrels]
    with tempfile.TemporaryDirectory() as place, Archive(place, model=model, create=True) as archive:
        archive.sync([str(folder / "corpus.jsonl")], progress=progress)
        measured = {name: score_run(qrels, _run(archive, queries, RANKINGS[name])) for name in rankings}
        quoting = abstention = None
        if (folder / "answers.jsonl").exists():
            quoting, abstention = _answering(archive, folder)
    return Scores(folder.name, len(queries), measured, quoting, abstention)


def _run(archive: Archive, queries: Sequence[tuple[str, Query]], weights: Weights) -> dict[str, list[str]]:
    run: dict[str, list[str]] = {}
    for start in range(0, len(queries), BATCH):
        batch = queries[start : start + BATCH]
        hits = archive.search_many([query for _, query in batch], limit=DEPTH, weights=weights)
        run |= {key: [hit.post.id for hit in found] for (key, _), found in zip(batch, hits, strict=True)}
    return run


def score_run(qrels: Qrels, run: Run) -> Retrieval:
    """Score a run over every judged query; one that the run lacks counts as found nothing."""
    judged = [(grades, run.get(query, ())) for query, grades in qrels.items() if grades]
    return Retrieval(
        ndcg_at_10=_mean([_ndcg(grades, found[:10]) for grades, found in judged]),
        recall_at_1=_mean([_recall(grades, found[:1]) for grades, found in judged]),
        recall_at_5=_mean([_recall(grades, found[:5]) for grades, found in judged]),
        mrr=_mean([_reciprocal_rank(grades, found) for grades, found in judged]),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _ndcg(grades: Mapping[str, int], found: Sequence[str]) -> float:
    """Järvelin and Kekäläinen (2002) with trec_eval's gains: the grade itself over the log of the rank plus one."""
    gained = sum(grades.get(document, 0) / math.log2(rank + 1) for rank, document in enumerate(found, 1))
    ideal = sorted(grades.values(), reverse=True)[:10]
    return gained / sum(grade / math.log2(rank + 1) for rank, grade in enumerate(ideal, 1))


def _recall(grades: Mapping[str, int], found: Sequence[str]) -> float:
    return sum(document in grades for document in found) / len(grades)


def _reciprocal_rank(grades: Mapping[str, int], found: Sequence[str]) -> float:
    return next((1 / rank for rank, document in enumerate(found, 1) if document in grades), 0.0)


def _answering(archive: Archive, folder: Path) -> tuple[Quoting, Abstention | None]:
    gold = {str(line["_id"]): line for line in read_lines(folder / "answers.jsonl")}
    asked = [(key, query) for key, query in read_queries(folder / "queries.jsonl") if key in gold]
    answers = _ask(archive, [query for _, query in asked])
    firsts, threes, f1s, lengths = [], [], [], []
    for (key, _), answer in zip(asked, answers, strict=True):
        held = [_holds(quote.post.id, quote.text, gold[key]) for quote in answer.quotes[:3]]
        firsts.append(float(any(held[:1])))
        threes.append(float(any(held)))
        if answer.quotes:
            f1s.append(max((_f1(answer.quotes[0].text, text) for text in _gold_texts(gold[key])), default=0.0))
            lengths.append(len(answer.quotes[0].text))
    quoting = Quoting(
        first=_mean(firsts),
        three=_mean(threes),
        f1=_mean(f1s),
        characters=statistics.median(lengths or [0]),
        refused=_mean([float(not answer.answered) for answer in answers]),
    )
    if not (folder / "unanswerable.jsonl").exists():
        return quoting, None
    others = _ask(archive, [query for _, query in read_queries(folder / "unanswerable.jsonl")])
    return quoting, Abstention(
        answered=_mean([float(answer.answered) for answer in others]),
        auroc=auroc([a.confidence for a in answers], [a.confidence for a in others]),
    )


def _ask(archive: Archive, queries: Sequence[Query]) -> list[Answer]:
    shortened = [Query(query.text[:MAX_QUESTION], query.filters, query.exclude) for query in queries]
    batches = (shortened[start : start + BATCH] for start in range(0, len(shortened), BATCH))
    return [answer for batch in batches for answer in archive.ask_many(batch)]


def _gold_texts(gold: Mapping[str, Any]) -> list[str]:
    """Gold answers of SQuAD's kind (``answers``) or of Chroma's (``references``)."""
    return [str(text) for text in gold.get("answers") or [r["content"] for r in gold.get("references") or ()]]


def _holds(document: str, quote: str, gold: Mapping[str, Any]) -> bool:
    text = " ".join(quote.split())
    found = any(" ".join(answer.split()) in text for answer in _gold_texts(gold))
    return found and gold.get("corpus-id", document) == document


def _f1(quote: str, answer: str) -> float:
    ours, theirs = (Counter(re.findall(r"\w+", text.casefold())) for text in (quote, answer))
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """Chance that a positive scores above a negative, ties counting half (the Mann-Whitney statistic)."""
    if not positives or not negatives:
        return math.nan
    ordered = sorted((*((score, 1) for score in positives), *((score, 0) for score in negatives)))
    ranks = 0.0
    start = 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and ordered[end][0] == ordered[start][0]:
            end += 1
        ranks += sum(label for _, label in ordered[start:end]) * (start + end + 1) / 2
        start = end
    n = len(positives)
    return (ranks - n * (n + 1) / 2) / (n * len(negatives))
