"""A question's time by where an archive is: PYTHONPATH=. python tests/benchmarks/engines.py ARCHIVE QUESTIONS

With pip install -e '.[cluster-test]'. Makes archives of 10,000 and 100,000 passages, or of others that are named, of
one archive, as growth.py does: beyond its own posts, the same again with a third of their words exchanged and their
vectors turned. Each is asked the questions of a file (JSONL, `text`) from SQLite and FAISS, and from a PostgreSQL that
is started for it and milvus-lite, which of version 2.5 is a Milvus server's core and no server: neither what a server's
indexes save nor a network is in these figures. Every question goes to both, one after the other and in turn first, with
the same models in the same process. Prints milliseconds by stage, the seconds until the indexes were made, and for how
many questions both give the same first quote.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from embeddings.archive import Archive
from embeddings.models.unrelated import unrelated_cosine
from embeddings.posts import Query
from embeddings.stores import schema
from embeddings.stores.catalog import Catalog
from tests.benchmarks.growth import Seed, fill
from tests.postgres import OwnPostgres, programs

WARM, WHOLE = 3, "whole"
Times = dict[str, list[float]]


def made(seed: Seed, size: int, folder: Path) -> None:
    """An archive of the default model that has so many passages."""
    fill(seed, size, folder)
    catalog = Catalog(folder)
    with Archive(folder) as archive, catalog.writing() as connection:
        own = {"model": archive._encoder.name, "unrelated_cosine": f"{unrelated_cosine(archive._encoder):.3f}"}
        schema.write_state(connection, own)
    catalog.close()


def loaded(archive: Archive) -> float:
    """Seconds until an archive's indexes are made and its models loaded."""
    started = time.monotonic()
    archive.load()
    return time.monotonic() - started


def asked(archives: Sequence[Archive], questions: Sequence[str]) -> tuple[list[Times], int]:
    """Seconds of each question by stage, from each archive; and for how many all have the same first quote."""
    times: list[Times] = [defaultdict(list) for _ in archives]
    same = 0
    for number, question in enumerate(questions):
        quotes = {}
        order = list(zip(archives, times, strict=True))
        for archive, its in order if number % 2 else reversed(order):
            found: Times = defaultdict(list)
            archive.timed = lambda stage, seconds, found=found: found[stage].append(seconds)
            started = time.perf_counter()
            answer = archive.ask(Query(question))
            found[WHOLE].append(time.perf_counter() - started)
            quotes[archive] = [quote.text for quote in (*answer.quotes, *answer.closest)][:1]
            if number >= WARM:
                for stage, seconds in found.items():
                    its[stage].append(sum(seconds))
        same += number >= WARM and len({str(quote) for quote in quotes.values()}) == 1
    return times, same


def told(times: Times) -> str:
    whole = sorted(times[WHOLE])
    stages = ", ".join(
        f"{stage} {1000 * statistics.median(found):.0f}" for stage, found in times.items() if stage != WHOLE
    )
    p50, p95 = statistics.median(whole), whole[int(0.95 * (len(whole) - 1))]
    return f"p50 {1000 * p50:.0f} ms, p95 {1000 * p95:.0f} ms; by stage, p50: {stages}"


def compare(seed: Seed, size: int, questions: Sequence[str], server: OwnPostgres, folder: Path) -> None:
    """Print what an archive of one size costs in either place."""
    made(seed, size, folder / "files")
    with Archive(folder / "files") as files:
        print(f"{size:,} passages", flush=True)
        print(f"  SQLite, FAISS: ready after {loaded(files):.0f} s", flush=True)
        place = server.place()
        started = time.monotonic()
        files.move(place, local=folder / "local")
        print(f"  moved into PostgreSQL in {time.monotonic() - started:.0f} s", flush=True)
        opened = partial(Archive, place, local=folder / "local", search=str(folder / "search.db"), beside=files)
        with opened() as cluster:
            print(f"  PostgreSQL, milvus-lite: ready after {loaded(cluster):.0f} s", flush=True)
            (ours, theirs), same = asked([files, cluster], questions)
    print(f"  SQLite, FAISS: {told(ours)}\n  PostgreSQL, milvus-lite: {told(theirs)}")
    print(f"  the same first quote for {same} of {len(questions) - WARM} questions", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--asked", type=int, default=50, help="questions of the file")
    arguments = parser.parse_args()
    lines = arguments.questions.read_text(encoding="utf-8").splitlines()
    every = max(1, len(lines) // (arguments.asked + WARM))
    questions = [json.loads(line)["text"] for line in lines[::every]][: arguments.asked + WARM]
    seed, found = Seed.of(arguments.archive), programs()
    assert found, "no PostgreSQL is at hand"
    server = OwnPostgres(found)
    try:
        for size in arguments.passages:
            with tempfile.TemporaryDirectory() as folder:
                compare(seed, size, questions, server, Path(folder))
    finally:
        server.close()


if __name__ == "__main__":
    main()
