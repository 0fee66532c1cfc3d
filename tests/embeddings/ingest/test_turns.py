"""A sync ends when it is told to, and gives way to whoever asks."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from embeddings.archive import Archive
from embeddings.errors import StoppedError
from embeddings.ingest.report import Progress
from embeddings.web.fetching import Fetching

from ...toy import ToyEncoder


def corpus(path: Path, count: int) -> str:
    rows = ({"_id": str(number), "text": f"Loaf {number} was baked in oven {number * 7}."} for number in range(count))
    path.write_text("\n".join(map(json.dumps, rows)))
    return str(path)


def test_a_sync_told_to_stop_keeps_its_vectors_for_the_next(tmp_path: Path) -> None:
    fetching = Fetching()

    def stop(progress: Progress) -> None:
        if progress.stage == "encode" and progress.done:
            fetching.stop.set()

    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([corpus(tmp_path / "c.jsonl", 10)])
        with pytest.raises(StoppedError, match="the next run goes on"):
            archive.sync([corpus(tmp_path / "c.jsonl", 600)], fetching=fetching, progress=stop)
        assert archive.status().posts == 10
        report = archive.sync([str(tmp_path / "c.jsonl")])
        assert (report.added, report.encoded) == (590, 590 - 256)


@pytest.mark.parametrize("slow", ["pause", "retry"])
def test_a_crawl_that_waits_is_stopped_at_once(
    serve: Callable[..., Any], local: Fetching, slow: str, tmp_path: Path
) -> None:
    site = serve("wordpress", 4)
    if slow == "pause":
        site.extra["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 30\n")
    else:
        site.fails_after = 0
    fetching = replace(local, patience=30.0)
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        threading.Timer(0.3, fetching.stop.set).start()
        started = time.monotonic()
        with pytest.raises(StoppedError):
            archive.sync([site.address], fetching=fetching)
        assert time.monotonic() - started < 10
        assert archive.status().posts == 0


def test_nothing_is_encoded_while_somebody_asks(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([corpus(tmp_path / "first.jsonl", 3)])
        asking, answered = threading.Event(), []

        def ask() -> None:
            with archive.snapshot():
                asking.set()
                threading.Event().wait(0.2)
                answered.append(True)

        def progress(made: Progress) -> None:
            if made.stage == "encode" and made.done and not asking.is_set():
                threading.Thread(target=ask).start()
                assert asking.wait(10)
            elif made.stage == "encode" and made.done:
                assert answered, "the next batch did not wait for the question"

        archive.sync([corpus(tmp_path / "second.jsonl", 600)], progress=progress)
        assert answered
