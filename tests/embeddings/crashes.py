"""A process that does what an archive does in processes of its own, and kills them.

One JSON object a line: ``act`` (see ``ACTS``), ``folder`` of the archive, ``source``, and ``statement``, the number of
the SQL statement before which the act is killed, or ``after``, seconds until it is. It prints what came of it:
``killed`` (or not), ``statements`` that it began, ``seconds``, and ``found``, what the act returned, or ``error``.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from embeddings.archive import Archive, Fetching
from embeddings.errors import PullquoteError
from embeddings.posts import Query
from embeddings.stores.catalog import Catalog
from tests.toy import ToyEncoder, toy_archive

QUESTIONS = ("How many hours must rye bread rest?", "How much salt is right for a loaf?")
LOCAL = Fetching(allowed=("127.0.0.1",), delay=0.0, patience=0.01)


def opened(folder: str, *, create: bool = False) -> Archive:
    return Archive(folder, encoder=ToyEncoder(), create=create)


def sync(order: dict[str, Any]) -> dict[str, int]:
    """Bring the archive up to date and load it, as ``pullquote index`` and a bot do."""
    with opened(order["folder"], create=True) as archive:
        report = archive.sync([order["source"]], fetching=LOCAL)
        archive.load()
    return {name: getattr(report, name) for name in ("added", "changed", "removed", "unchanged")}


def migrate(order: dict[str, Any]) -> int:
    """Open an archive of any layout."""
    with opened(order["folder"]) as archive:
        return archive.status().posts


def check(folder: str, name: str = "catalog.sqlite3") -> None:
    with closing(sqlite3.connect(Path(folder, name))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def hold(order: dict[str, Any]) -> dict[str, Any]:
    """What the catalog holds, whichever model it is of."""
    check(order["folder"])
    with Catalog(Path(order["folder"])).current() as generation:
        return {
            "posts": [[identity, post.title, post.text] for identity, post in generation.every_post()],
            "passages": len(generation.outline()),
            "vectors": sum(len(part) for part in generation.vectors()),
            "sentences": sum(len(part) for part in generation.sentence_vectors()),
            "state": dict(generation.state),
        }


def look(order: dict[str, Any]) -> dict[str, Any]:
    """All that a reader sees of an archive."""
    check(order["folder"])
    with opened(order["folder"]) as archive:
        return seen(archive)


def seen(archive: Archive) -> dict[str, Any]:
    with archive.snapshot() as snapshot:
        answers = snapshot.ask_many([Query(question) for question in QUESTIONS])
        return {
            "posts": sorted([post.title, post.text] for post in snapshot.posts()),
            "quotes": [[quote.text for quote in answer.quotes] for answer in answers],
        }


def watch(order: dict[str, Any]) -> list[dict[str, Any]]:
    """All that a reader sees who keeps asking until a file is there."""
    found: list[dict[str, Any]] = []
    with opened(order["folder"]) as archive:
        while not Path(order["until"]).exists():
            now = seen(archive)
            if now not in found:
                found.append(now)
    return found


ACTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "sync": sync,
    "migrate": migrate,
    "hold": hold,
    "look": look,
    "watch": watch,
}


def count(order: dict[str, Any], begun: list[str]) -> None:
    """Note every SQL statement as it begins, pragmas and commits among them, and die before the one that is named."""

    def begin(statement: str) -> None:
        if len(begun) == order.get("statement"):
            os.kill(os.getpid(), signal.SIGKILL)
        begun.append(statement)

    @sa.event.listens_for(sa.Engine, "connect")
    def traced(connection: Any, _record: Any) -> None:
        connection.set_trace_callback(begin)


def child(order: dict[str, Any], pipe: int) -> None:
    begun: list[str] = []
    if order["act"] != "watch":
        count(order, begun)
    try:
        told = {"found": ACTS[order["act"]](order)}
    except PullquoteError as error:
        told = {"error": str(error)}
    with os.fdopen(pipe, "w") as file:
        json.dump({**told, "statements": len(begun)}, file)


def run(order: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    started = time.monotonic()
    process = os.fork()
    if not process:
        os.close(reading)
        try:
            child(order, writing)
        finally:
            sys.stderr.flush()
            os._exit(0)
    os.close(writing)
    timer = threading.Timer(order.get("after", 3600.0), os.kill, (process, signal.SIGKILL))
    timer.start()
    with os.fdopen(reading) as file:
        printed = file.read()
    seconds = time.monotonic() - started
    # Before the process is waited for, since its number may be another's then.
    timer.cancel()
    timer.join()
    status = os.waitpid(process, 0)[1]
    killed = os.WIFSIGNALED(status)
    return {"killed": killed, "seconds": seconds, **({} if killed or not printed else json.loads(printed))}


def serve() -> None:
    # What is loaded once is there in every process that is made from here on.
    with tempfile.TemporaryDirectory() as folder, toy_archive(Path(folder), {"rye": "Rye bread must rest."}) as archive:
        archive.load()
        seen(archive)
    gc.freeze()
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)


if __name__ == "__main__":
    serve()
