"""How a search grows with an archive: python tests/benchmarks/growth.py ARCHIVE [--passages N ...]

Makes the stores of archives of 1,000, 10,000 and 100,000 passages, or of others that are named, of one archive: as far
as it reaches its own posts, behind that the same posts again, a third of their terms exchanged for terms of other
passages and their vectors turned by about 37 degrees (a cosine of 0.8). No model is read: the questions are vectors of
stored passages turned the same way, with four to eight terms of their passage. For each size it prints the time of the
processor by stage, of loading, memory, bytes a passage, the share of the ten nearest to a question that the stores find
of those that an exact search does, and over all sizes the exponent of the growth.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import numpy as np
from embeddings.stores.cached import cache, is_cached

from embeddings.models.encoder import TokenEmbeddings
from embeddings.retrieval.candidates import DEPTH, Stores, gather
from embeddings.retrieval.features import features_of
from embeddings.retrieval.fusion import FUSED, fuse
from embeddings.retrieval.indexes import vector_stores
from embeddings.stores.bm25 import Bm25Store
from embeddings.stores.catalog import Catalog
from embeddings.stores.faiss import FaissStore
from embeddings.stores.ids import Ids, Vectors
from embeddings.stores.outline import Outline
from embeddings.stores.protocols import EVERYTHING, Field, Generation
from embeddings.text.terms import terms

QUESTIONS = 50
COSINE = 0.8
EXCHANGED = 1 / 3
RECALL = 10
AT_ONCE = 8192
FIELDS: tuple[Field, ...] = ("passage", "post", "title")
STAGES = "vectors", "bm25", "candidates", "features", "fusion", "search", "search p95"
Asked = list[tuple[list[str], TokenEmbeddings]]
Row = dict[str, float]


@dataclass
class Seed:
    """What one archive holds."""

    posts: list[tuple[list[str], list[list[str]]]]
    """The terms of each title, and those of each passage."""
    sentences: list[list[int]]
    """How many each passage has."""
    vectors: Vectors
    sentence_vectors: Vectors
    every_term: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path) -> Seed:
        catalog = Catalog(folder)
        with catalog.current() as generation:
            outline = generation.outline()
            posts, counts = [], []
            for number, post in generation.every_post():
                passages = outline.passages_of(number)
                if len(passages):
                    spans = [outline.span(int(passage)) for passage in passages]
                    posts.append((terms(post.title), [terms(post.text[span.start : span.end]) for span in spans]))
                    counts.append(outline.sentences[outline.rows(passages)].tolist())
            seed = cls(posts, counts, generation.vectors(), generation.sentence_vectors())
        catalog.close()
        seed.every_term = [term for _, parts in posts for part in parts for term in part]
        return seed


class Made:
    """The part of a generation that its stores are made of."""

    number = 1

    def __init__(self, seed: Seed, passages: int) -> None:
        self._seed = seed
        self.size = passages
        rows = self._rows()
        sizes = np.array([len(parts) for _, parts in seed.posts])
        posts = np.repeat(np.arange(len(sizes)), sizes)[rows] + len(sizes) * (np.arange(passages) // len(seed.vectors))
        counts = np.concatenate([np.array(count) for count in seed.sentences])[rows]
        ids = np.arange(1, passages + 1, dtype=np.int64)
        zeros = np.zeros(passages, dtype=np.int32)
        self.outline = Outline(ids, posts + 1, zeros, zeros, counts.astype(np.int32), f"{passages}")

    def _rows(self) -> Ids:
        """Which passage of the seed each one is made of."""
        return np.arange(self.size, dtype=np.int64) % len(self._seed.vectors)

    def vectors(self) -> Vectors:
        return self._turned(self._seed.vectors, self.size)

    def sentence_vectors(self) -> Vectors:
        return self._turned(self._seed.sentence_vectors, int(self.outline.sentences.sum()))

    @staticmethod
    def _turned(own: Vectors, size: int) -> Vectors:
        found = np.empty((size, own.shape[1]), dtype=np.float32)
        found[: len(own)] = own[:size]
        chance = np.random.default_rng(7)
        for start in range(len(own), size, AT_ONCE):
            end = min(start + AT_ONCE, size)
            found[start:end] = turned(own[np.arange(start, end) % len(own)], chance)
        return found

    def posts(self) -> Iterator[tuple[int, Sequence[str], Sequence[tuple[int, Sequence[str]]]]]:
        """As :class:`embeddings.stores.bm25.Bm25Store` takes them."""
        chance, seed, passage = random.Random(7), self._seed, 0
        for number in range(int(self.outline.posts[-1])):
            title, parts = seed.posts[number % len(seed.posts)]
            if number >= len(seed.posts):
                parts = [self._exchanged(part, chance) for part in parts]
            kept = parts[: self.size - passage]
            yield number + 1, title, [(passage + place + 1, part) for place, part in enumerate(kept)]
            passage += len(kept)

    def _exchanged(self, part: list[str], chance: random.Random) -> list[str]:
        others = chance.choices(self._seed.every_term, k=int(len(part) * EXCHANGED))
        return [*part[: len(part) - len(others)], *others]


def turned(vectors: Vectors, chance: np.random.Generator) -> Vectors:
    """Other vectors at a cosine of about ``COSINE``."""
    noise = chance.standard_normal(vectors.shape, dtype=np.float32)
    noise -= (noise * vectors).sum(axis=1, keepdims=True) * vectors
    noise *= math.sqrt(1 - COSINE**2) / np.linalg.norm(noise, axis=1, keepdims=True)
    found: Vectors = COSINE * vectors + noise
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


def questions(seed: Seed, size: int) -> Asked:
    """Questions about the first ``size`` passages of an archive."""
    chance, noise = random.Random(11), np.random.default_rng(11)
    parts = [part for _, passages in seed.posts for part in passages]
    found: Asked = []
    while len(found) < QUESTIONS:
        row = chance.randrange(min(size, len(parts)))
        if parts[row]:
            (vector,) = turned(seed.vectors[row : row + 1], noise)
            embedding = TokenEmbeddings(vector, vector[None].astype(np.float16), np.zeros((1, 2), dtype=np.int32))
            found.append((chance.choices(parts[row], k=chance.randint(4, 8)), embedding))
    return found


def build(seed: Seed, size: int, folder: Path) -> Row:
    """Write the stores of an archive of ``size`` passages, and what :func:`measure` needs, into a folder."""
    made = Made(seed, size)
    started = time.thread_time()
    vector_stores(folder, cast(Generation, made), made.outline)
    dense = time.thread_time() - started
    lexical = Bm25Store(made.posts())
    cache(folder / "words", {}, lexical.save)
    row = {"index vectors s": dense, "index bm25 s": time.thread_time() - started - dense}
    files = [path for path in folder.rglob("*") if path.is_file()]
    row["bytes a passage"] = sum(path.stat().st_size for path in files) / size
    (folder / "asked.pickle").write_bytes(pickle.dumps((made.outline, questions(seed, size))))
    return row


def measure(folder: Path) -> Row:
    """Load what :func:`build` wrote, in a process of its own, and search it."""
    outline, asked = pickle.loads((folder / "asked.pickle").read_bytes())
    before, started = memory(), time.thread_time()
    passages, sentences, posts = vector_stores(folder, cast(Generation, Nothing()), outline)
    if not is_cached(folder / "words", {}):
        raise SystemExit("the files of BM25 are not as they were written")
    stores = Stores(outline, passages, sentences, posts, Bm25Store.load(folder / "words"))
    row = {"load s": time.thread_time() - started}
    searched(stores, asked[0])
    times = [searched(stores, one) for one in asked[1:]]
    after = memory()
    row |= {f"{kind} MB": after[kind] - before[kind] for kind in after}
    for stage in STAGES[:-1]:
        row[f"{stage} ms"] = 1000 * float(np.median([one[stage] for one in times]))
    row["recall@10"] = recall((passages, sentences, posts), asked)
    row["search p95 ms"] = 1000 * float(np.quantile([one["search"] for one in times], 0.95))
    return row


def recall(stores: Sequence[FaissStore], asked: Asked) -> float:
    """The share of the ten nearest that the stores find, of those that they find where they look at every vector."""
    shares = []
    for store in stores:
        lists = store._lists
        for _, embedding in asked[:: QUESTIONS // 20]:
            found = store.search(embedding.vector, DEPTH).ids[:RECALL]
            store._lists = None
            shares.append(len(np.intersect1d(found, store.search(embedding.vector, DEPTH).ids[:RECALL])) / len(found))
            store._lists = lists
    return float(np.mean(shares))


class Nothing:
    """A generation whose vectors are all in files."""

    number = 1

    def vectors(self) -> Vectors:
        raise SystemExit("an index was not read from its file")

    sentence_vectors = vectors


def searched(stores: Stores, asked: tuple[list[str], TokenEmbeddings]) -> Row:
    """The seconds of the processor that each stage of a search takes; the candidates are those of vectors and BM25."""
    words, embedding = asked
    clock = [time.thread_time()]
    stores.passages.search(embedding.vector, DEPTH)
    stores.sentences.search(embedding.mean, DEPTH)
    stores.posts.search(embedding.vector, DEPTH)
    clock.append(time.thread_time())
    for name in FIELDS:
        stores.lexical.search(words, DEPTH, field=name)
    clock.append(time.thread_time())
    candidates = gather(stores, words, embedding, EVERYTHING)
    clock.append(time.thread_time())
    features = features_of(stores, candidates, words, embedding)
    clock.append(time.thread_time())
    fuse(candidates, features, FUSED)
    clock.append(time.thread_time())
    vectors, bm25, gathered, known, fused = np.diff(clock)
    return {
        "vectors": vectors,
        "bm25": bm25,
        "candidates": gathered,
        "features": known,
        "fusion": fused,
        "search": gathered + known + fused,
    }


def memory() -> Row:
    """Megabytes that this process alone holds, and those of files that are mapped, which the system may take back."""
    status = Path("/proc/self/status").read_text()
    held = {name: int(re.search(rf"Rss{name}:\s+(\d+)", status)[1]) / 1024 for name in ("Anon", "File")}  # type: ignore[index]
    return {"memory": held["Anon"], "mapped": held["File"]}


def exponent(rows: dict[int, Row], name: str) -> float:
    """By which power of the passages a figure grows, fitted to all sizes."""
    sizes, figures = zip(*((size, max(row[name], 1e-9)) for size, row in rows.items()), strict=True)
    return float(np.polyfit(np.log(sizes), np.log(figures), 1)[0])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("archive", type=Path)
    parser.add_argument("--passages", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--measure", action="store_true", help="the folder is one that was built")
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.archive)))
        return
    seed = Seed.of(given.archive)
    rows: dict[int, Row] = {}
    for size in given.passages:
        with tempfile.TemporaryDirectory() as place:
            rows[size] = build(seed, size, Path(place))
            command = [sys.executable, __file__, place, "--measure"]
            rows[size] |= json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    print("| | " + " | ".join(f"{size:,}" for size in rows) + " | exponent |")
    print("|---" * (len(rows) + 2) + "|")
    for name in next(iter(rows.values())):
        grows = f"{exponent(rows, name):.2f}" if len(rows) > 1 else ""
        print(f"| {name} | " + " | ".join(f"{row[name]:,.2f}" for row in rows.values()) + f" | {grows} |")


if __name__ == "__main__":
    main()
