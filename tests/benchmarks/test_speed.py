"""Speed and memory on a real blog of 750 posts: pytest -n 0 -m benchmark -s tests/benchmarks/test_speed.py

Prints figures; the only thing that can fail is the work itself.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from embeddings import Archive, Query
from embeddings.models.encoder import SentenceEncoder, has_fast_bfloat16

pytestmark = pytest.mark.benchmark


@pytest.fixture(scope="module")
def rust_blog(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the blog, indexed in a process of its own so that its memory can be told."""
    folder = tmp_path_factory.mktemp("rust")
    code = """
import json, resource, sys, time
from embeddings import Archive
with Archive(sys.argv[1], create=True) as archive:
    started = time.perf_counter()
    report = archive.sync([sys.argv[2]])
    first = time.perf_counter() - started
    started = time.perf_counter()
    again = archive.sync([sys.argv[2]])
    second = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([report.added, report.encoded, first, again.encoded, second, peak]))
"""
    command = [sys.executable, "-c", code, str(folder), str(shared / "blogs" / "rust-blog")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    posts, passages, first, encoded, second, peak = json.loads(printed)
    print(f"\nindex: {posts} posts, {passages} passages in {first:.1f} s: {posts / first:.1f} posts/s, ", end="")
    print(f"{passages / first:.0f} passages/s; peak memory {peak:.0f} MB")
    print(f"index again, nothing changed: {encoded} passages encoded, {second:.1f} s")
    return folder


def questions(shared: Path) -> list[Query]:
    lines = (shared / "beir" / "anchors-rust-blog" / "queries.jsonl").read_text().splitlines()
    # What was asked before is known.
    return [Query(text) for text in dict.fromkeys(json.loads(line)["text"] for line in lines)][:201]


def test_questions(rust_blog: Path, shared: Path) -> None:
    asked = questions(shared)
    with Archive(rust_blog) as archive:
        archive.load()
        archive.ask(asked[0])
        times = []
        for query in asked[1:]:
            started = time.perf_counter()
            archive.ask(query)
            times.append(time.perf_counter() - started)
    cuts = statistics.quantiles(times, n=20)
    print(f"\none question: p50 {statistics.median(times) * 1000:.0f} ms, p95 {cuts[-1] * 1000:.0f} ms")
    with Archive(rust_blog) as archive:
        archive.load()
        started = time.perf_counter()
        for start in range(0, len(asked), 32):
            archive.ask_many(asked[start : start + 32])
        took = time.perf_counter() - started
        started = time.perf_counter()
        archive.search_many(asked)
        searched = time.perf_counter() - started
    print(
        f"questions in batches of 32: {len(asked) / took:.1f} questions/s; ranking alone {len(asked) / searched:.0f}/s"
    )
    print(f"peak memory while asking: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def test_cold_start(rust_blog: Path) -> None:
    command = [sys.executable, "-m", "bot", "ask", "What is a lifetime?", "--archive", str(rust_blog)]
    times = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        times.append(time.perf_counter() - started)
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import sentence_transformers"], check=True)
    packages = time.perf_counter() - started
    print(f"\ncold start, command to answer: {min(times):.1f} s, of which importing the packages {packages:.1f} s")


def test_bfloat16_beside_float32(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not has_fast_bfloat16():
        pytest.skip("this processor has no fast bfloat16")
    lines = (shared / "beir" / "cranfield" / "corpus.jsonl").read_text().splitlines()[:256]
    texts = [json.loads(line)["text"][:600] for line in lines]
    fast, plain = SentenceEncoder(), SentenceEncoder()
    fast.load()
    monkeypatch.setattr("embeddings.models.encoder.has_fast_bfloat16", lambda: False)
    plain.load()
    times: dict[str, list[float]] = {"bfloat16": [], "float32": []}
    for _ in range(3):
        for name, encoder in (("bfloat16", fast), ("float32", plain)):
            started = time.perf_counter()
            batches = [readings for _, readings in encoder.encode_passages(texts)]
            times[name].append(time.perf_counter() - started)
            vectors = np.stack([reading.vector for readings in batches for reading in readings])
            if name == "bfloat16":
                halves = vectors
    cosine = (halves * vectors).sum(axis=1).min()
    ratio = min(times["float32"]) / min(times["bfloat16"])
    print(f"\nbfloat16 encodes {ratio:.2f} times as fast as float32; lowest cosine between them {cosine:.5f}")
    assert cosine > 0.999
