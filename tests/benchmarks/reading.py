"""Which passages are worth reading: how often one that answers is among the first, by the weights they are chosen by.

    python tests/benchmarks/reading.py BLOGS FOLDER OUT.json FILE=ARCHIVE...

FILE is one of ``questions/``, of which all but the kind ``none`` are asked; ARCHIVE holds the posts that they are asked
of. BLOGS and FOLDER as in ``member_pairs.py``. OUT gets, by the weights that put posts
in order, by those for reading, and by each value of each of the latter, the share of questions of
which a passage with an answer is among the first 1, 3, 6, 8 and 12. The weights were chosen by ``18f`` and ``go-blog``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
from member_pairs import Written, written

from embeddings.archive import Archive
from embeddings.posts import Query
from embeddings.retrieval.fusion import FUSED, Weights, fuse, worth_reading
from embeddings.retrieval.ranking import Scored
from embeddings.snapshot import Snapshot

FIRST = (1, 3, 6, 8, 12)
VALUES = {
    "dense": (0.52, 0.58, 0.65, 0.75),
    "sentence": (0.5, 0.7, 0.8, 0.9, 1.0),
    "title": (0.0, 0.02, 0.08, 0.16),
    "centroid": (0.0, 0.05, 0.2),
}


def answering(scored: Scored, question: Written, snapshot: Snapshot) -> np.ndarray:
    """Which candidate passages have a sentence that answers: bool, shape (passages,)."""
    candidates, outline = scored.candidates, snapshot._pipeline.ranker.indexes.stores.outline
    posts = snapshot._posts(set(candidates.posts_of.tolist()))
    own = np.array([post in posts and posts[post].id == question.post.id for post in candidates.posts_of.tolist()])
    found = np.zeros(len(own), dtype=np.bool_)
    for row in np.flatnonzero(own):
        span = outline.span(int(candidates.passages[row]))
        answers = (question.sentences[number] for number in question.gold)
        found[row] = any(span.start < end and span.end > start for start, end in answers)
    return found


def shares(every: list[tuple[Scored, np.ndarray]], weights: Weights) -> list[float]:
    """Of the questions of which a passage with an answer is among the ``FIRST``."""
    ranks = []
    for scored, answers in every:
        worth = worth_reading(scored.candidates, *fuse(scored.candidates, scored.features, weights))
        ranks.append(int((worth > worth[answers].max()).sum()) if answers.any() else len(worth))
    return [round(float(np.mean(np.array(ranks) < first)), 4) for first in FIRST]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("blogs", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("sets", nargs="+", help="FILE=ARCHIVE")
    args = parser.parse_args()
    rows: dict[str, dict[str, list[float]]] = {}
    for name in args.sets:
        file, archive = map(Path, name.split("=", 1))
        with Archive(archive) as opened, opened.snapshot() as snapshot:
            every = []
            for question in written(file, args.blogs, args.folder):
                if question.gold:
                    (scored,) = snapshot._pipeline.ranker.score([Query(question.text)])
                    every.append((scored, answering(scored, question, snapshot)))
        rows[f"reading.posts, {file.stem}"] = shares(every, FUSED)
        rows[f"reading, {file.stem}"] = shares(every, FUSED.for_reading)
        for weight, values in VALUES.items():
            for value in values:
                changed = replace(FUSED.for_reading, **{weight: value})
                rows[f"reading.{weight}={value}, {file.stem}"] = shares(every, changed)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    record = {"script": "tests/benchmarks/reading.py", "commit": commit, "first": FIRST, "rows": rows}
    args.out.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
