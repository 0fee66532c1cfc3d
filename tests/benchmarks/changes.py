"""What a sync of ten changed posts costs in a small and in a large archive: python tests/benchmarks/changes.py FOLDER

Makes archives of 2,000 and 20,000 posts, or of as many as are named, with the toy encoder of the tests. The text is
resampled: each post is eight paragraphs drawn from the Markdown files of a folder, under a title of its own. Then ten
posts are rewritten, and synced, and the archive is loaded, as at the first question after a sync; three times, of which
the median counts. For each size it prints the time of the processor by stage and what was written to the catalog, and
over the sizes the exponent of the growth. What reads the source grows with the source: a folder does not say which of
its files have changed.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import wraps
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from embeddings.archive import Archive
from embeddings.ingest import sync
from embeddings.retrieval import indexes, segment
from embeddings.stores import faiss, pending
from embeddings.stores.catalog import Catalog
from embeddings.stores.generation import SqlGeneration
from embeddings.stores.sqlite import FILE
from tests.toy import ToyEncoder

CHANGED, ROUNDS, PARAGRAPHS, FEWEST_WORDS = 10, 3, 8, 12
Row = dict[str, float]


class Stages:
    """The seconds of the processor that some functions take, each without those of the others that it calls."""

    def __init__(self) -> None:
        self.seconds: Row = {}
        self._inner = [0.0]

    def time(self, owner: Any, name: str, stage: str) -> None:
        """Count a function's time from now on."""
        work: Callable[..., Any] = getattr(owner, name)

        @wraps(work)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._inner.append(0.0)
            started = time.process_time()
            try:
                return work(*args, **kwargs)
            finally:
                taken = time.process_time() - started
                self.seconds[stage] = self.seconds.get(stage, 0.0) + taken - self._inner.pop()
                self._inner[-1] += taken

        setattr(owner, name, timed)


def paragraphs(folder: Path) -> list[str]:
    """The paragraphs of a folder's Markdown files."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.md")))
    parts = (" ".join(part.split()) for text in texts for part in text.split("\n\n"))
    return [part for part in parts if len(part.split()) >= FEWEST_WORDS and part[0].isalpha()]


def write(folder: Path, number: int, seed: Sequence[str], chance: random.Random) -> None:
    """A post of drawn paragraphs."""
    title = " ".join(chance.choice(seed).split()[:6]).replace('"', "").replace(":", "")
    day = f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}"
    text = "\n\n".join(chance.choice(seed) for _ in range(PARAGRAPHS))
    (folder / f"{number}.md").write_text(f'---\ntitle: "{title}"\ndate: {day}\n---\n{text}\n', encoding="utf-8")


def emptied_log(catalog: Path) -> Path:
    """The log of a catalog's changes, of which nothing is left."""
    with closing(sqlite3.connect(catalog)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return catalog.with_name(f"{catalog.name}-wal")


def measure(posts: int, seed: Sequence[str], place: Path, stages: Stages) -> Row:
    """Make an archive and change it."""
    chance = random.Random(7)
    (place / "posts").mkdir()
    for number in range(posts):
        write(place / "posts", number, seed, chance)
    rows: list[Row] = []
    with Archive(place / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(place / "posts")])
        archive.load()
        row = {"passages": float(archive.status().passages), "first s": sum(stages.seconds.values())}
        for _ in range(ROUNDS):
            for number in chance.sample(range(posts), CHANGED):
                write(place / "posts", number, seed, chance)
            stages.seconds.clear()
            log = emptied_log(place / "archive" / FILE)
            report = archive.sync([str(place / "posts")])
            stages.seconds["sync: written, MB"] = log.stat().st_size / 1e6
            if report.changed != CHANGED:
                raise SystemExit(f"{report.changed} posts have changed, not {CHANGED}")
            started, before = time.process_time(), sum(stages.seconds.values())
            archive.load()
            taken = time.process_time() - started
            stages.seconds["load: other"] = taken - (sum(stages.seconds.values()) - before)
            stages.seconds["load"] = taken
            rows.append(dict(stages.seconds))
    return row | {name: float(np.median([one.get(name, 0.0) for one in rows])) for name in sorted(set().union(*rows))}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, nargs="+", default=[2_000, 20_000])
    given = parser.parse_args()
    stages = Stages()
    for owner, name, stage in (
        (Catalog, "check_values", "sync: look for damage"),
        (sync.Intake, "read", "sync: read the source"),
        (sync._Run, "_leave_out_duplicates", "sync: compare sources"),
        (sync._Run, "_encode", "sync: encode"),
        (sync._Run, "_vocabulary_coverage", "sync: sample"),
        (pending.Pending, "apply", "sync: apply"),
        (sync._Run, "run", "sync: other"),
        (SqlGeneration, "outline", "load: outline"),
        (indexes.Indexes, "titles", "load: titles"),
        (faiss, "write", "load: vectors"),
        (segment, "_write_words", "load: words"),
        (indexes, "_newest", "load: open"),
        (indexes, "_stores", "load: stores"),
        (indexes, "_spelling", "load: spelling"),
        (indexes, "_recency", "load: days"),
    ):
        stages.time(owner, name, stage)
    seed = paragraphs(given.folder)
    rows: dict[int, Row] = {}
    for posts in given.posts:
        stages.seconds.clear()
        with tempfile.TemporaryDirectory() as place:
            rows[posts] = measure(posts, seed, Path(place), stages)
    print("| | " + " | ".join(f"{size:,}" for size in rows) + " | exponent |")
    print("|---" * (len(rows) + 2) + "|")
    for name in sorted(set().union(*rows.values())):
        figures = [max(row.get(name, 0.0), 1e-6) for row in rows.values()]
        grows = f"{np.polyfit(np.log(list(rows)), np.log(figures), 1)[0]:.2f}" if len(rows) > 1 else ""
        print(f"| {name} | " + " | ".join(f"{figure:,.3f}" for figure in figures) + f" | {grows} |")


if __name__ == "__main__":
    main()
