"""How much of what a follow-up leaves unsaid is found in the conversation before it.

    python tests/benchmarks/followups.py ../shared/data/followups [CONVERSATIONS]

With a number, what follow-ups find is measured on so many of CANARD's conversations alone.

Human rewrites of CANARD (Elgohary et al. 2019) and TREC CAsT 2019 and 2020 say what a question means on its own. Of the
terms that a rewrite adds to its question: how many are in the question as it is searched for (recall), and how many of
the terms that were put in are among them (precision).

CANARD's answers are Wikipedia's own sentences. With those of each conversation as a post, what a follow-up finds is
held beside what its rewrite finds.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.cli.terminal import progress_bar, show_scores
from embeddings.evaluation.evaluate import evaluate
from embeddings.posts import Query
from embeddings.questions.followups import whole_question
from embeddings.text.terms import query_terms

_UNANSWERED = "I don't know."
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


def write_set(folder: Path, out: Path, limit: int | None = None) -> None:
    """CANARD as a set in BEIR layout: a conversation's answers are the document that its follow-ups should find.

    ``limit``: conversations at most.
    """
    conversations: dict[str, list[Any]] = {}
    for entry in json.loads((folder / "canard-dev.json").read_text(encoding="utf-8")):
        conversations.setdefault(entry["QuAC_dialog_id"], []).append(entry)
    documents, queries, qrels = [], [], ["query-id\tcorpus-id\tscore"]
    for identity, entries in list(conversations.items())[:limit]:
        *asked, last = sorted(entries, key=lambda entry: entry["Question_no"])
        title, answers = last["History"][:2], last["History"][3::2]
        known = [answer for answer in answers if answer != _UNANSWERED]
        documents.append({"_id": identity, "title": ": ".join(title), "text": "\n\n".join(known)})
        for entry, answer in zip(asked, answers, strict=False):
            if entry["Question_no"] == 1 or answer == _UNANSWERED:
                continue
            key = f"{identity}-{entry['Question_no']}"
            history = [" ".join(title), *entry["History"][2::2]]
            queries.append({"_id": key, "text": entry["Question"], "history": history, "rewrite": entry["Rewrite"]})
            qrels.append(f"{key}\t{identity}\t1")
    for name, lines in (("corpus", documents), ("queries", queries)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (out / f"{name}.jsonl").write_text(text, encoding="utf-8")
    (out / "qrels").mkdir()
    (out / "qrels" / "test.tsv").write_text("\n".join(qrels) + "\n", encoding="utf-8")


def main(folder: Path, limit: int | None = None) -> None:
    with tempfile.TemporaryDirectory() as place:
        write_set(folder, Path(place), limit)
        with progress_bar() as progress:
            show_scores(replace(evaluate(Path(place), progress=progress), name="CANARD dev"))
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
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
