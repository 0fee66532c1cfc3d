"""How long a question takes while a sync encodes: pytest -n 0 -m benchmark -s tests/benchmarks/test_questions_first.py

Prints figures; the only thing that can fail is the work itself.
"""

from __future__ import annotations

import contextlib
import random
import statistics
import threading
import time
from importlib.resources import files
from pathlib import Path

import pytest

from bot.cli.opening import SAMPLE_URL
from embeddings import Archive, Fetching, Query, StoppedError

pytestmark = pytest.mark.benchmark

QUESTIONS, POSTS = 40, 300


def asked(archive: Archive, numbers: range, pause: float) -> list[float]:
    """Seconds for each of some questions, with a pause before each; what was asked before is known."""
    titles = [post.title for post in archive.posts()]
    times = []
    for number in numbers:
        time.sleep(pause)
        query = Query(f"{titles[number % len(titles)]}, and what of number {number}?")
        started = time.perf_counter()
        archive.ask(query)
        times.append(time.perf_counter() - started)
    return times


def shown(times: list[float]) -> str:
    cuts = statistics.quantiles(times, n=20)
    return (
        f"p50 {statistics.median(times) * 1000:.0f} ms, p95 {cuts[-1] * 1000:.0f} ms, most {max(times) * 1000:.0f} ms"
    )


def many_posts(folder: Path) -> Path:
    """A folder of posts that hold the sample blog's paragraphs in ever new orders."""
    folder.mkdir()
    texts = [Path(str(file)).read_text(encoding="utf-8") for file in (files("bot") / "sample").iterdir()]
    paragraphs = [part for text in texts for part in text.split("\n\n")[1:]]
    order = random.Random(1)
    for number in range(POSTS):
        body = "\n\n".join(f"{part} {number}" for part in order.sample(paragraphs, 20))
        (folder / f"{number}.md").write_text(f"---\ntitle: Number {number}\n---\n{body}", encoding="utf-8")
    return folder


def test_questions_while_a_sync_encodes(tmp_path: Path) -> None:
    posts = many_posts(tmp_path / "posts")
    with Archive(tmp_path / "archive", create=True) as archive:
        archive.sync([str(files("bot") / "sample")], base_url=SAMPLE_URL)
        archive.load()
        asked(archive, range(3), 0.0)
        idle = asked(archive, range(100, 100 + QUESTIONS), 0.2)
        begun, stop = threading.Event(), Fetching()

        def sync() -> None:
            with contextlib.suppress(StoppedError):
                archive.sync(
                    [str(posts)],
                    fetching=stop,
                    progress=lambda progress: begun.set() if progress.stage == "encode" else None,
                )

        running = threading.Thread(target=sync)
        running.start()
        assert begun.wait(120)
        during = asked(archive, range(200, 200 + QUESTIONS), 0.2)
        assert running.is_alive(), "the sync was over before the questions were"
        started = time.perf_counter()
        stop.stop.set()
        running.join()
        stopped = time.perf_counter() - started
    print(f"\nidle: {shown(idle)}\nwhile a sync encodes: {shown(during)}\nwait: ", end="")
    print(shown([max(0.0, one - statistics.median(idle)) for one in during]))
    print(f"a sync that is told to stop ends in {stopped * 1000:.0f} ms")
