"""What courtesy and a typing error cost: python tests/benchmarks/typed.py SET...

The first 400 questions of each set that have a gold answer, as they stand, wrapped in a greeting and thanks, and with
one letter of a word of five or more left out, swapped with the next or doubled by another.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from embeddings.archive import Archive
from embeddings.evaluation.dataset import read_set
from embeddings.evaluation.evaluate import measure

QUESTIONS = 400
_WORD = re.compile(r"[^\W\d_]{5,}")


def courteous(text: str, _: random.Random) -> str:
    return f"Hi there, could you please tell me: {text} Thanks!"


def mistyped(text: str, chance: random.Random) -> str:
    words = list(_WORD.finditer(text))
    if not words:
        return text
    match = chance.choice(words)
    word, place = match.group(), chance.randrange(1, len(match.group()) - 1)
    wrong = chance.choice(
        [
            word[:place] + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[place:],
        ]
    )
    return text[: match.start()] + wrong + text[match.end() :]


WAYS: dict[str, Callable[[str, random.Random], str]] = {
    "as they stand": lambda text, _: text,
    "with courtesy": courteous,
    "with a typing error": mistyped,
}


def main() -> None:
    for folder in map(Path, sys.argv[1:]):
        whole = read_set(folder)
        asked = [(key, query) for key, query in whole.queries if key in whole.gold][:QUESTIONS]
        with tempfile.TemporaryDirectory() as place, Archive(place, create=True) as archive:
            archive.sync([str(folder / "corpus.jsonl")])
            for name, way in WAYS.items():
                chance = random.Random(3)
                queries = [(key, replace(query, text=way(query.text, chance))) for key, query in asked]
                qrels = {key: whole.qrels[key] for key, _ in queries}
                found = measure(archive, replace(whole, queries=queries, qrels=qrels, unanswerable=()))
                assert found.quoting is not None
                print(
                    f"{folder.name:18} {name:20} nDCG@10 {found.retrieval.ndcg_at_10:.3f}  "
                    f"first quote {found.quoting.first:.3f}  refused {found.quoting.refused:.3f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
