"""How much of what a follow-up leaves unsaid is found in the conversation before it.

    python tests/benchmarks/followups.py ../shared/data/followups

Human rewrites of CANARD (Elgohary et al. 2019) and TREC CAsT 2019 and 2020 say what a question means on its own. Of the
terms that a rewrite adds to its question: how many are in the question as it is searched for (recall), and how many of
the terms that were put in are among them (precision).
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from embeddings.followups import whole_question
from embeddings.lexical import query_terms
from embeddings.posts import Query

Turn = tuple[list[str], str, str]
"""The questions before, the question, and its human rewrite."""


def canard(folder: Path) -> Iterator[Turn]:
    for entry in json.loads((folder / "canard-dev.json").read_text(encoding="utf-8")):
        # The first two are the article and its section; then questions and answers take turns.
        history = entry["History"]
        yield [" ".join(history[:2]), *history[2::2]], entry["Question"], entry["Rewrite"]


def cast2019(folder: Path) -> Iterator[Turn]:
    data = folder / "trec-cast/2019/data/evaluation"
    with (data / "evaluation_topics_annotated_resolved_v1.0.tsv").open(encoding="utf-8", newline="") as file:
        rewrites = dict(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for topic in json.loads((data / "evaluation_topics_v1.0.json").read_text(encoding="utf-8")):
        yield from _turns(topic, lambda turn, topic=topic: rewrites[f"{topic['number']}_{turn['number']}"])


def cast2020(folder: Path) -> Iterator[Turn]:
    file = folder / "trec-cast/2020/2020_manual_evaluation_topics_v1.0.json"
    for topic in json.loads(file.read_text(encoding="utf-8")):
        yield from _turns(topic, lambda turn: turn["manual_rewritten_utterance"])


def _turns(topic: Any, rewrite: Callable[[Any], str]) -> Iterator[Turn]:
    asked: list[str] = []
    for turn in topic["turn"]:
        yield list(asked), turn["raw_utterance"], rewrite(turn)
        asked.append(turn["raw_utterance"])


WAYS: dict[str, Callable[[Query], str]] = {
    "nothing": lambda query: query.text,
    "the last turn": lambda query: " ".join([*query.history[-1:], query.text]),
    "all turns": lambda query: " ".join([*query.history, query.text]),
    "Pullquote": whole_question,
}


def main(folder: Path) -> None:
    for name, turns in (("CANARD dev", canard), ("CAsT 2019", cast2019), ("CAsT 2020", cast2020)):
        cases = [turn for turn in turns(folder) if turn[0]]
        print(f"{name}: {len(cases)} follow-ups")
        for way, rewritten in WAYS.items():
            added = held = put = whole = needing = untouched = 0
            for history, question, rewrite in cases:
                own = set(query_terms(question))
                wanted = set(query_terms(rewrite)) - own
                extra = set(query_terms(rewritten(Query(question, history=tuple(history))))) - own
                added += len(wanted)
                held += len(wanted & extra)
                put += len(extra)
                whole += bool(wanted) and wanted <= extra
                needing += bool(wanted)
                untouched += not wanted and not extra
            print(
                f"  {way:14} recall {held / added:.3f}  precision {held / put if put else 1:.3f}  "
                f"all of them {whole / needing:.3f}  left alone {untouched / (len(cases) - needing):.3f}"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
