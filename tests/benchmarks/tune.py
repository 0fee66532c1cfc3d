"""The record of the weights of ranking and quotes: tests/benchmarks/results.json.

    python tests/benchmarks/tune.py SET... [--held-out SET]... [--archives FOLDER] [--questions N]

SET is a folder in BEIR layout. Its questions are split in two by article: values are compared on the one half, and what
the other half and the sets held out say stands beside it. Each value is varied alone, the others as they ship. A row
has, for every value tried, nDCG@10 (``ranking``) or the share of first quotes that hold a gold answer (``quotes``),
each the mean over the sets; the reader and late interaction count only where their own weights are varied, since they
order the same few passages.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b, sha256
from pathlib import Path
from statistics import mean
from typing import Any

from embeddings.answering import precedence, quotes, widening
from embeddings.answering.ranker import Ranker
from embeddings.archive import Archive
from embeddings.evaluation.dataset import QuestionSet, read_lines, read_set
from embeddings.evaluation.metrics import score_run
from embeddings.models import late_interaction
from embeddings.retrieval import features
from embeddings.retrieval.features import features_of
from embeddings.retrieval.fusion import FUSED, Weights, fuse, model_share
from embeddings.retrieval.ranking import Reranked, Scored, reranked

RECORD = Path(__file__).with_name("results.json")
PARTS = ("development", "test", "held out")
DEPTHS = (10, 20, 30, 50, 100, 200, 400)
RANKING = {
    "dense": (0.3, 0.4, 0.46, 0.52, 0.58, 0.7),
    "whole_post": (0.2, 0.35, 0.5, 0.65, 0.8),
    "title": (0.0, 0.04, 0.08, 0.16, 0.3),
    "sentence": (0.0, 0.25, 0.5, 0.75, 1.0),
    "centroid": (0.0, 0.1, 0.2, 0.3, 0.5),
}
READ = {
    "answers": (0.5, 1.0, 1.5, 2.0, 3.0, 4.0),
    "cosine": (0.0, 0.4, 0.8, 1.2, 1.6),
    "coverage": (0.0, 0.3, 0.6, 0.9, 1.2),
    "passage": (0.0, 0.6, 1.0, 1.3, 1.6, 2.0),
    "cue": (0.0, 0.25, 0.5, 1.0),
}
UNREAD = {
    "maxsim": (0.8, 1.2, 1.6, 2.0, 2.4),
    "coverage": (0.0, 0.15, 0.3, 0.5, 0.8),
    "passage": (0.0, 0.25, 0.5, 0.75, 1.0),
    "cue": (0.0, 0.5, 1.0, 2.0),
}
LEAST = (0.0, 0.3, 0.5, 0.7, 0.85, 1.0)
PRECEDENCE = {
    "BETTER": (0.7, 0.8, 0.85, 0.9, 0.95, 1.0),
    "SURE": (0.0, 0.5, 0.6, 0.7, 0.8, 0.9),
}
CHOOSING = {
    "FULL": (0, 220, 260, 300, 340),
    "FULLER": (0, 300, 340, 420, 500),
}
LENGTHS = {
    "ALSO_ANSWERS": (0.05, 0.1, 0.15, 0.2, 0.3, 0.5),
    "ELSEWHERE": (0.15, 0.2, 0.3, 0.5, 0.7, 2.0),
    "SHORT": (0, 40, 80, 120),
    "LONG": (180, 260, 340),
    "LEANING": (0, 200, 340, 500),
}
MAXSIM = (0.0, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
READER = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.5)
RARITY = (0.0, 0.2, 0.4, 0.6, 0.8)


@dataclass(frozen=True)
class Question:
    """One question of one set, and the part that it belongs to."""

    part: str
    key: str
    scored: Scored
    read: Reranked
    """By the reader."""
    unread: Reranked
    """By late interaction."""
    gold: tuple[str, str]
    """Id of the document that answers, and the answer; empty where the set has none."""


@dataclass(frozen=True)
class Measured:
    """A set with all that its questions found."""

    questions: QuestionSet
    found: list[Question]
    ranker: Ranker
    by_depth: dict[int, dict[str, list[str]]]
    """Runs of the ranking by depth."""


@contextmanager
def patched(where: Any, name: str, value: Any) -> Iterator[None]:
    before = getattr(where, name)
    setattr(where, name, value)
    try:
        yield
    finally:
        setattr(where, name, before)


def part_of(article: str, *, held_out: bool) -> str:
    if held_out:
        return "held out"
    return PARTS[blake2b(article.encode(), digest_size=1).digest()[0] % 2]


def measure(folder: Path, archives: Path, limit: int, *, held_out: bool) -> Iterator[Measured]:
    """The set's questions over its archive, which stays open while it is looked at."""
    questions = read_set(folder)
    corpus = {str(line["_id"]): line for line in read_lines(folder / "corpus.jsonl")}
    queries = questions.queries[:limit]
    with Archive(archives / folder.name, create=True) as archive:
        archive.sync([str(folder / "corpus.jsonl")])
        with archive.snapshot() as snapshot:
            ranker = snapshot._ranker
            asked = [query for _, query in queries]
            found = []
            plain = replace(ranker, reader=None)
            for (key, _), scored, read, unread in zip(
                queries, ranker.score(asked), ranker.rank(asked, quoting=True), plain.rank(asked), strict=True
            ):
                best = max(questions.qrels[key], key=lambda document: questions.qrels[key][document])
                article = str(corpus.get(best, {}).get("title") or best).split(":")[0]
                gold = questions.gold.get(key)
                held = (gold.document, gold.texts[0]) if gold and gold.texts and not gold.references else ("", "")
                found.append(Question(part_of(article, held_out=held_out), key, scored, read, unread, held))
            runs = {}
            for depth in DEPTHS:
                ranked = ranker.score(asked, depth=depth)
                runs[depth] = {
                    question.key: names(ranker, [int(post) for post in one.best_posts[:10]])
                    for question, one in zip(found, ranked, strict=True)
                }
            yield Measured(questions, found, ranker, runs)


def _read(question: Question) -> Reranked:
    return question.read


def _unread(question: Question) -> Reranked:
    return question.unread


def names(ranker: Ranker, posts: list[int]) -> list[str]:
    held = ranker.posts(posts)
    return [held[post].id for post in posts]


def ndcg(measured: Measured, runs: dict[str, list[str]]) -> dict[str, float]:
    scores = score_run({key: measured.questions.qrels[key] for key in runs}, runs)
    parts = {part: [q.key for q in measured.found if q.part == part] for part in PARTS}
    return {part: mean(scores[key].ndcg_at_10 for key in keys) for part, keys in parts.items() if keys}


def ranked(measured: Measured, weights: Weights) -> dict[str, float]:
    share = model_share(measured.ranker.indexes.vocabulary_coverage)
    runs = {}
    for question in measured.found:
        scored = question.scored
        passages, posts = fuse(scored.candidates, scored.features, weights.scaled_by(share))
        best = replace(scored, passages=passages, posts=posts).best_posts[:10]
        runs[question.key] = names(measured.ranker, [int(post) for post in best])
    return ndcg(measured, runs)


def bounded(measured: Measured, value: float) -> dict[str, float]:
    """nDCG@10 with another lower bound of the cosines."""
    stores = measured.ranker.indexes.stores
    with patched(features, "LEAST", value):
        found = []
        for question in measured.found:
            scored = question.scored
            again = features_of(stores, scored.candidates, scored.asked.terms, scored.asked.embedding)
            found.append(replace(question, scored=replace(scored, features=again)))
    return ranked(replace(measured, found=found), FUSED)


def reordered(measured: Measured, which: Callable[[Question], Reranked], weights: Weights) -> dict[str, float]:
    """nDCG@10 where the reader or late interaction, with these weights, puts the closest passages' posts in order."""
    weights = weights.scaled_by(model_share(measured.ranker.indexes.vocabulary_coverage))
    runs = {}
    for question in measured.found:
        before = which(question)
        again = reranked(replace(before.scored, weights=weights), before.closest)
        runs[question.key] = names(measured.ranker, [int(post) for post in again.best_posts[:10]])
    return ndcg(measured, runs)


def first_quotes(measured: Measured, which: Callable[[Question], Reranked]) -> dict[str, float]:
    """The share of answered questions whose first quote holds the answer."""
    share = model_share(measured.ranker.indexes.vocabulary_coverage)
    hits: dict[str, list[bool]] = {}
    for question in measured.found:
        document, answer = question.gold
        if not answer:
            continue
        choice = quotes.choose(which(question), 1, model_share=share)
        span = choice.spans[0]
        text = " ".join(span.close.source.text[span.start : span.end].split())
        hits.setdefault(question.part, []).append(span.close.source.id == document and " ".join(answer.split()) in text)
    return {part: mean(found) for part, found in hits.items()}


def curve(
    rows: dict[str, dict[str, list[dict[str, float]]]], name: str, values: Any, look: Callable[[Any], dict[str, float]]
) -> None:
    for value in values:
        rows.setdefault(name, {}).setdefault(str(value), []).append(look(value))


def look_at(measured: Measured, rows: dict[str, dict[str, list[dict[str, float]]]]) -> None:
    curve(rows, "ranking.depth", DEPTHS, lambda depth: ndcg(measured, measured.by_depth[depth]))
    for name, values in RANKING.items():
        curve(rows, f"ranking.{name}", values, lambda v, name=name: ranked(measured, replace(FUSED, **{name: v})))
    curve(rows, "ranking.least", LEAST, partial(bounded, measured))
    curve(rows, "ranking.reader", READER, lambda value: reordered(measured, _read, replace(FUSED, reader=value)))
    curve(rows, "ranking.maxsim", MAXSIM, lambda value: reordered(measured, _unread, replace(FUSED, maxsim=value)))
    if not any(question.gold[1] for question in measured.found):
        return

    def weighed(name: str, which: Callable[[Question], Reranked], column: str, value: float) -> dict[str, float]:
        with patched(quotes, name, replace(getattr(quotes, name), **{column: value})):
            return first_quotes(measured, which)

    for column, values in READ.items():
        curve(rows, f"quotes.read.{column}", values, partial(weighed, "WITH_READER", _read, column))
    for column, values in UNREAD.items():
        curve(rows, f"quotes.unread.{column}", values, partial(weighed, "WITHOUT_READER", _unread, column))
    for module, constants in ((precedence, PRECEDENCE), (quotes, CHOOSING), (widening, LENGTHS)):
        for name, values in constants.items():
            curve(rows, f"quotes.{name}", values, partial(changed, measured, module, name))
    curve(rows, "quotes.RARITY", RARITY, lambda value: rarity(measured, value))


def changed(measured: Measured, module: Any, name: str, value: float) -> dict[str, float]:
    """First quotes of the reader's choice with another value of a constant."""
    with patched(module, name, value):
        return first_quotes(measured, _read)


def rarity(measured: Measured, value: float) -> dict[str, float]:
    """First quotes with another share of a word's weight by its rarity, which the interactions hold."""
    with patched(late_interaction, "RARITY", value):
        found = []
        for question in measured.found:
            asked = question.unread.asked
            weights = late_interaction.ReadQuestion.of(asked.text, asked.embedding, asked.rarity).weights
            closest = tuple(
                replace(close, interaction=close.interaction and replace(close.interaction, weights=weights))
                for close in question.unread.closest
            )
            found.append(replace(question, unread=replace(question.unread, closest=closest)))
        return first_quotes(replace(measured, found=found), _unread)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--held-out", action="append", type=Path, default=[])
    parser.add_argument("--archives", type=Path, help="where the sets' archives are kept between runs")
    parser.add_argument("--questions", type=int, default=400)
    options = parser.parse_args()
    rows: dict[str, dict[str, list[dict[str, float]]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        archives = options.archives or Path(folder)
        for path in (*options.sets, *options.held_out):
            for measured in measure(path, archives, options.questions, held_out=path in options.held_out):
                look_at(measured, rows)
                print(path.name, flush=True)
    record = {
        "script": "tests/benchmarks/tune.py",
        "commit": subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout[:12],
        "questions": options.questions,
        "sets": {path.name: digest(path) for path in options.sets},
        "held out": {path.name: digest(path) for path in options.held_out},
        "rows": {
            name: {
                value: {
                    part: round(mean(one[part] for one in found if part in one), 4)
                    for part in PARTS
                    if any(part in one for one in found)
                }
                for value, found in values.items()
            }
            for name, values in rows.items()
        },
    }
    RECORD.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    for name, values in record["rows"].items():
        print(f"\n| {name} | " + " | ".join(PARTS) + " |\n|---|---|---|---|")
        for value, parts in values.items():
            print(f"| {value} | " + " | ".join(f"{parts[part]:.4f}" if part in parts else "" for part in PARTS) + " |")


def digest(folder: Path) -> str:
    whole = sha256()
    for name in ("corpus.jsonl", "queries.jsonl", "qrels/test.tsv"):
        whole.update((folder / name).read_bytes())
    return whole.hexdigest()[:16]


if __name__ == "__main__":
    main()
