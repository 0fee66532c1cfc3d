"""Questions as members ask them, of posts that somebody has read, and how long a quote should be.

    python tests/benchmarks/members.py QUESTIONS=ARCHIVE... [--only CONSTANT]

A line of QUESTIONS is ``{"text", "answerable", "gold": [...]}``; the gold strings stand in the posts of ARCHIVE. Told
are the share of questions whose first quote, and one of whose first three, holds a gold string or four fifths of it
from one end, with the median length of the first, by the value of each constant; the others are as they ship. Of first
quotes that hold one, also how often the words in bold do, or a part of it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from embeddings.answering import quotes, widening
from embeddings.answering.emphasis import emphasis
from embeddings.answering.lines import lines_of
from embeddings.archive import Archive
from embeddings.posts import Query
from embeddings.retrieval.fusion import model_share
from embeddings.retrieval.ranking import Reranked
from tests.benchmarks.tune import patched

VALUES = (
    (quotes, "FULL", (0, 220, 260, 300, 340)),
    (quotes, "NEXT", (0, 180, 220, 240, 260, 300)),
    (quotes, "FULLER", (0, 300, 340, 420, 500)),
    (quotes, "SURE", (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)),
    (widening, "LEANING", (260, 340, 440, 520, 600)),
    (widening, "ALSO_ANSWERS", (0.05, 0.1, 0.15, 0.2, 0.3, 0.5)),
    (widening, "ELSEWHERE", (0.15, 0.2, 0.3, 0.5, 0.7, 2.0)),
)


@dataclass(frozen=True)
class Asked:
    """A question with what was found for it."""

    gold: Sequence[str]
    found: Reranked
    share: float
    """How much the model counts."""
    answered: bool


def asked(questions: Path, archive: Path) -> Iterator[Asked]:
    with Archive(archive) as opened, opened.snapshot() as snapshot:
        for line in questions.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)
            if question["answerable"]:
                pipeline = snapshot._pipeline
                (chosen,) = pipeline.choose([Query(question["text"])], 3)
                answer = pipeline.answer(Query(question["text"]), chosen, also=False)
                share = model_share(pipeline.ranker.indexes.vocabulary_coverage)
                yield Asked(question["gold"], chosen.found, share, answer.answered)


def folded(text: str) -> str:
    return " ".join(text.translate(str.maketrans("‘’“”", "''\"\"")).split())


def holds(text: str, gold: Sequence[str]) -> bool:
    quote = folded(text)
    return any(
        whole[:most] in quote or whole[-most:] in quote
        for whole in map(folded, gold)
        for most in [-(-len(whole) * 4 // 5)]
    )


def row(every: Sequence[Asked]) -> str:
    first = three = shown = dangling = 0
    lengths = []
    for one in every:
        spans = quotes.choose(one.found, 3, model_share=one.share).spans if one.answered else []
        hits = [holds(span.close.source.text[span.start : span.end], one.gold) for span in spans]
        first += hits[:1] == [True]
        three += any(hits)
        lengths += [span.end - span.start for span in spans[:1]]
        shown += len(spans)
        dangling += sum(dangles(span) for span in spans)
    return f"{first / len(every):.3f} | {three / len(every):.3f} | {median(lengths):.0f} | {dangling} of {shown}"


def dangles(span: quotes.Chosen) -> bool:
    lines = lines_of(span.close.source)
    return any(line.dangles for line in lines[1:] if line.start == span.start)


def in_bold(every: Sequence[Asked]) -> str:
    right = bold = 0
    for one in every:
        for span in quotes.choose(one.found, 1, model_share=one.share).spans if one.answered else []:
            post = span.close.source
            if holds(post.text[span.start : span.end], one.gold):
                words = emphasis(one.found.asked, post, span.start, span.end, span.said)
                right += words is not None
                said = post.text[slice(*words)] if words else ""
                bold += bool(said) and (holds(said, one.gold) or any(holds(gold, [said]) for gold in one.gold))
    return f"{bold} of {right}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sets", nargs="+", help="QUESTIONS=ARCHIVE")
    parser.add_argument("--only", help="the constant of which alone the values are told")
    given = parser.parse_args()
    every = [one for name in given.sets for one in asked(*map(Path, name.split("=", 1)))]
    print(f"{len(every)} questions, as it ships | {row(every)} | in bold {in_bold(every)}")
    for module, name, values in VALUES:
        if given.only not in (None, name):
            continue
        print(f"\n| {name} | in the first quote | in three | median length | dangling |\n|---|---|---|---|---|")
        for value in values:
            with patched(module, name, value):
                print(f"| {value} | {row(every)} |", flush=True)


if __name__ == "__main__":
    main()
