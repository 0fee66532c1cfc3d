"""Fit the coefficients of embeddings/answering/confidence.py.

    python tests/benchmarks/fit_confidence.py DATA [SET]... [--model NAME]... [--projected WIDTH] [--questions N]
        [--written BLOGS FOLDER] [--archive FILE=ARCHIVE]...

DATA is a folder of sets in BEIR layout with answers.jsonl. Each set is split in two by article. An archive of one
half is asked the questions of both: those of the other half are unanswerable by nature. Where a set has
unanswerable.jsonl, questions built to deceive come on top, with a small weight: they cannot be told apart by what
a processor alone can measure, and would make the bot refuse what it can answer. Each set is left out in turn to
measure, then each model, then all are used to fit. The signals with the reader and those without it are fitted apart;
a question whose passages the reader does not know the language of belongs to the second. With SET, only the sets of
these names are taken. --model names an embedding model, by default the one that ships; --projected adds each of them
with its vectors cast at random into fewer numbers, as models that nobody has seen.

--archive adds the project's own questions (``questions/FILE.jsonl``, those of the fold ``test``) of an ARCHIVE of their
blog's posts, made with the first model; those of the kind ``none`` are built to deceive, and the other files' questions
are those of another archive. --written as in ``member_pairs.py``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, fields, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from member_pairs import QUESTIONS, Written, written
from rich.progress import track
from sklearn.linear_model import LogisticRegression

from embeddings.answering.confidence import Signals
from embeddings.answering.thresholds import ANSWERING
from embeddings.archive import Archive
from embeddings.evaluation.metrics import abstention
from embeddings.models.encoder import DEFAULT_MODEL, SentenceEncoder, TokenEmbeddings
from embeddings.posts import Query

DECEPTIVE_WEIGHT = 0.25
BY_HAND = ("unpriced", "unversioned", "uncounted")
"""Signals that few of these questions have."""


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.open(encoding="utf-8")] if path.exists() else []


def article(document: dict[str, Any]) -> str:
    return str(document.get("title") or document["_id"]).split(":")[0]


Key = tuple[str, str]
"""The names of a model and of a set."""


class Examples(NamedTuple):
    """Questions of one set; shapes are (questions,)."""

    rows: np.ndarray
    """Their signals, shape (questions, signals)."""
    labels: np.ndarray
    """1 where the archive answers."""
    weights: np.ndarray
    deceptive: np.ndarray
    """Whether a question is built to deceive."""


class Projected(SentenceEncoder):
    """A model with its vectors cast at random into fewer numbers."""

    def __init__(self, model: str, width: int) -> None:
        super().__init__(model)
        self._width = width
        self._matrix: np.ndarray | None = None

    @property
    def name(self) -> str:  # type: ignore[override]
        return f"{Path(self.model).name} at random in {self._width}"

    @property
    def shared(self) -> Any:  # type: ignore[override]
        # Loaded by the model's own name.
        return SentenceEncoder(self.model).shared

    def _read(self, texts: Sequence[str], *prompts: str) -> list[TokenEmbeddings]:
        return [self._cast(reading) for reading in super()._read(texts, *prompts)]

    def _cast(self, reading: TokenEmbeddings) -> TokenEmbeddings:
        if self._matrix is None:
            shape = len(reading.vector), self._width
            self._matrix = np.random.default_rng(3).standard_normal(shape).astype(np.float32)
        vector, tokens = reading.vector @ self._matrix, reading.tokens.astype(np.float32) @ self._matrix
        unit = tokens / np.maximum(np.linalg.norm(tokens, axis=1, keepdims=True), 1e-9)
        return replace(reading, vector=vector / np.linalg.norm(vector), tokens=unit.astype(np.float16))


def examples(folder: Path, encoder: SentenceEncoder, count: int) -> dict[bool, Examples]:
    """Signals, labels and weights of the questions of one set, by whether the reader has read the passages."""
    corpus = {document["_id"]: document for document in lines(folder / "corpus.jsonl")}
    answers = {answer["_id"]: answer for answer in lines(folder / "answers.jsonl")}
    names = {
        answer["_id"]: answer.get("document") or article(corpus[answer["corpus-id"]]) for answer in answers.values()
    }
    articles = sorted({article(document) for document in corpus.values()})
    half = set(articles[::2])
    inside = {key: document for key, document in corpus.items() if article(document) in half}
    questions = [query for query in lines(folder / "queries.jsonl") if query["_id"] in answers]
    generator = np.random.default_rng(7)
    generator.shuffle(questions)
    yes = [query["text"] for query in questions if names[query["_id"]] in half][:count]
    no = [query["text"] for query in questions if names[query["_id"]] not in half][:count]
    tricky = [q["text"] for q in lines(folder / "unanswerable.jsonl") if q.get("near-miss") in inside][:count]
    asked = [Query(text) for text in yes + no + tricky]
    rows = {}
    with tempfile.TemporaryDirectory() as folder_name:
        source = Path(folder_name) / "corpus.jsonl"
        source.write_text("".join(json.dumps(document) + "\n" for document in inside.values()), encoding="utf-8")
        for read in (True, False):
            with Archive(Path(folder_name) / "archive", encoder=encoder, reader=read, create=True) as archive:
                if read:
                    archive.sync([str(source)])
                found = []
                for start in range(0, len(asked), 64):
                    with archive.snapshot() as snapshot:
                        found += snapshot.signals(asked[start : start + 64])
            rows[read] = found
    return labelled(rows, len(yes), len(no), len(tricky))


def labelled(signals: dict[bool, list[Signals | None]], yes: int, no: int, tricky: int) -> dict[bool, Examples]:
    """Of questions that are answered, those of another archive, and those built to deceive, in this order."""
    none = (0.0,) * len(fields(Signals))
    rows = {read: np.array([astuple(one) if one else none for one in found]) for read, found in signals.items()}
    labels = np.array([1] * yes + [0] * (no + tricky))
    weights = np.array([1 / yes] * yes + [1 / no] * no + [DECEPTIVE_WEIGHT / max(tricky, 1)] * tricky)
    deceptive = np.arange(len(labels)) >= yes + no
    unread = rows[True][:, [field.name for field in fields(Signals)].index("answer")] == 0
    both = {True: Examples(rows[True], labels, weights * 1000, deceptive)}
    both[True] = Examples(*(column[~unread] for column in both[True]))
    return {**both, False: Examples(rows[False], labels, weights * 1000, deceptive)}


def own_examples(file: str, archive: Path, written_of: Mapping[str, list[Written]], count: int) -> dict[bool, Examples]:
    """The same of the project's own questions of one blog."""
    own = written_of[file]
    yes = [question.text for question in own if question.gold]
    tricky = [question.text for question in own if not question.gold]
    others = [question.text for name, its in written_of.items() if name != file for question in its if question.gold]
    no = others[:: max(1, len(others) // count)][:count]
    rows = {}
    for read in (True, False):
        with Archive(archive, reader=read) as opened, opened.snapshot() as snapshot:
            rows[read] = snapshot.signals([Query(text) for text in yes + no + tricky])
    return labelled(rows, len(yes), len(no), len(tricky))


def report(how: str, key: Key, scores: np.ndarray, examples: Examples) -> None:
    name = f"{' '.join(key)} ({how})"
    deceptive = examples.deceptive
    yes, no = scores[examples.labels == 1], scores[(examples.labels == 0) & ~deceptive]
    found = abstention(list(yes), list(no), list(no >= 0.5))
    line = f"{name:58} AUROC {found.auroc:.3f}  false refusals {np.mean(yes < 0.5):.3f}"
    line += f"  false answers {found.answered:.3f}, {found.curve[0.02]:.3f} at 2% false refusals"
    line += f"  calibration error {found.calibration:.3f}"
    if deceptive.any():
        tricky = abstention(list(yes), list(scores[deceptive]), list(scores[deceptive] >= 0.5))
        line += f"  deceptive AUROC {tricky.auroc:.3f}  false answers {tricky.answered:.3f}"
        line += f"  calibration error {tricky.calibration:.3f}"
    print(line)


def fit(sets: list[Examples]) -> LogisticRegression:
    rows, labels, weights, _ = (np.concatenate(parts) for parts in zip(*sets, strict=True))
    return LogisticRegression(C=1.0, max_iter=5000).fit(rows, labels, sample_weight=weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--model", action="append", dest="models", metavar="NAME")
    parser.add_argument("--questions", type=int, default=150, help="of each kind a set")
    parser.add_argument("--projected", type=int, metavar="WIDTH")
    parser.add_argument("--written", nargs=2, type=Path, metavar=("BLOGS", "FOLDER"))
    parser.add_argument("--archive", action="append", default=[], metavar="FILE=ARCHIVE")
    options = parser.parse_args()
    models = options.models or [DEFAULT_MODEL]
    encoders = {Path(model).name: SentenceEncoder(model) for model in models}
    if options.projected:
        encoders |= {f"{Path(model).name}~{options.projected}": Projected(model, options.projected) for model in models}
    folders = [path.parent for path in sorted(options.data.glob("*/answers.jsonl"))]
    chosen = [folder for folder in folders if folder.name in (options.sets or [folder.name])]
    pairs = [(model, folder) for model in encoders for folder in chosen]
    found = {
        (model, folder.name): examples(folder, encoders[model], options.questions)
        for model, folder in track(pairs, "asking", disable=not sys.stderr.isatty())
    }
    archives = dict(pair.split("=", 1) for pair in options.archive)
    own = {
        file: [question for question in written(QUESTIONS / f"{file}.jsonl", *options.written) if question.left_out]
        for file in archives
    }
    for file, archive in archives.items():
        found[Path(models[0]).name, f"own {file}"] = own_examples(file, Path(archive), own, options.questions)
    for read in (True, False):
        print(f"\n{'with' if read else 'without'} the reader")
        show({key: both[read] for key, both in found.items() if len(set(both[read].labels)) == 2})


def show(found: dict[Key, Examples]) -> None:
    """Each set left out in turn, then each model, and what ships."""
    left_out(found, "set", lambda mine, other: mine[1] != other[1])
    if len({model for model, _ in found}) > 1:
        left_out(found, "model", lambda mine, other: mine[0] != other[0])
    model = fit(list(found.values()))
    for key, its in found.items():
        report("seen", key, model.predict_proba(its.rows)[:, 1], its)
    print("\nwhat each level of ANSWERING costs, with all sets in the fit")
    for level, least in ANSWERING.items():
        for key, its in found.items():
            scores = model.predict_proba(its.rows)[:, 1]
            foreign = (its.labels == 0) & ~its.deceptive
            print(
                f"{level:9} {' '.join(key):40} false refusals {np.mean(scores[its.labels == 1] < least):.3f}"
                f"  false answers {np.mean(scores[foreign] >= least):.3f}"
            )
    print(f"_INTERCEPT = {model.intercept_[0]:.2f}")
    for field, coefficient in zip(fields(Signals), model.coef_[0], strict=True):
        print(f"    {field.name}={f'_{field.name.upper()}' if field.name in BY_HAND else f'{coefficient:.2f}'},")


def left_out(found: dict[Key, Examples], what: str, keeps: Callable[[Key, Key], bool]) -> None:
    """Each by a fit to those of another set, or of another model."""
    for key, its in found.items():
        others = [example for other, example in found.items() if keeps(key, other)]
        if others:
            report(f"without its {what}", key, fit(others).predict_proba(its.rows)[:, 1], its)


if __name__ == "__main__":
    main()
