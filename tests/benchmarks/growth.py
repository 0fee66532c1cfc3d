"""How indexing and search grow with an archive: python tests/benchmarks/growth.py ARCHIVE [--passages N ...]

Makes catalogs of 1,000, 10,000 and 100,000 passages, or of others that are named, of one archive: as far as it reaches
its own posts, behind that the same posts again, a third of their words exchanged for words of other passages and their
vectors turned by about 37 degrees (a cosine of 0.8). No model is read: the questions are vectors of stored passages
turned the same way, with four to eight terms of their passage. For each size it prints how long the indexes take to
be made of the catalog, in how much memory, and to be loaded, each in a process of its own; the time of the processor by
stage of a search; how long a sync of 100 new posts takes that a toy encodes; bytes a passage; the share of the ten
nearest to a question that the stores find of those that an exact search does; and over all sizes the exponent of the
growth.
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
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from embeddings.ingest.sync import Sync
from embeddings.models.encoder import TokenEmbeddings
from embeddings.posts import Post, post_key
from embeddings.retrieval.candidates import DEPTH, Stores, gather
from embeddings.retrieval.features import features_of
from embeddings.retrieval.fusion import FUSED, fuse
from embeddings.retrieval.indexes import FOLDER, Indexes
from embeddings.stores import schema
from embeddings.stores.catalog import Catalog
from embeddings.stores.faiss import FaissStore
from embeddings.stores.ids import Vectors
from embeddings.stores.protocols import EVERYTHING, Field
from embeddings.text.terms import terms
from tests.toy import ToyEncoder

QUESTIONS = 50
COSINE = 0.8
EXCHANGED = 1 / 3
RECALL = 10
POSTS_AT_ONCE = 200
SYNCED = 100
FIELDS: tuple[Field, ...] = ("passage", "post", "title")
STAGES = "vectors", "bm25", "candidates", "features", "fusion", "search", "search p95"
Asked = list[tuple[list[str], TokenEmbeddings]]
Row = dict[str, float]


@dataclass
class Seed:
    """What one archive holds."""

    posts: list[tuple[str, list[str]]]
    """The title of each, and the texts of its passages."""
    sentences: list[list[int]]
    """How many vectors of sentences each passage has."""
    vectors: Vectors
    sentence_vectors: Vectors
    words: list[str] = field(default_factory=list)

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
                    posts.append((post.title, [post.text[span.start : span.end] for span in spans]))
                    counts.append(outline.sentences[outline.rows(passages)].tolist())
            vectors, sentences = list(generation.vectors()), list(generation.sentence_vectors())
            seed = cls(posts, counts, np.concatenate(vectors), np.concatenate(sentences))
        catalog.close()
        seed.words = [word for _, parts in posts for part in parts for word in part.split()]
        return seed


def fill(seed: Seed, size: int, folder: Path) -> None:
    """Make the catalog of an archive of ``size`` passages."""
    catalog = Catalog(folder, create=True)
    chance, noise = random.Random(7), np.random.default_rng(7)
    bounds = np.cumsum([0, *(len(parts) for _, parts in seed.posts)])
    sentence_bounds = np.cumsum([0, *(sum(counts) for counts in seed.sentences)])
    number = passage = 0
    with catalog.writing() as connection:
        while passage < size:
            posts, passages, vectors = [], [], []
            for _ in range(POSTS_AT_ONCE):
                place, is_again = number % len(seed.posts), number >= len(seed.posts)
                title, parts = seed.posts[place]
                parts = parts[: size - passage]
                number += 1
                if not parts:
                    break
                if is_again:
                    parts = [exchanged(part, seed.words, chance) for part in parts]
                post = Post(id=f"{number}.md", text="\n\n".join(parts), title=title, key=post_key(f"{number}.md"))
                row = schema.row_of(post)
                own = {"number": number, "source": "made", "key": post.key, "hash": schema.content_hash(row)}
                posts.append({**row, **own, "address": ""})
                means = seed.vectors[bounds[place] : bounds[place] + len(parts)]
                counts = seed.sentences[place][: len(parts)]
                rows = seed.sentence_vectors[sentence_bounds[place] : sentence_bounds[place] + sum(counts)]
                if is_again:
                    means, rows = turned(means, noise), turned(rows, noise)
                start = 0
                for part, mean, of in zip(parts, means, np.split(rows, np.cumsum(counts)[:-1]), strict=True):
                    passage += 1
                    key = schema.digest(f"{passage}")
                    passages.append({"post": number, "start": start, "end": start + len(part), "encoded": key})
                    start += len(part) + 2
                    compact = of.astype(np.float16).tobytes()
                    vectors.append({"encoded": key, "vector": mean.tobytes(), "sentences": compact, "parts": len(of)})
            for table, made in ((schema.posts, posts), (schema.vectors, vectors), (schema.passages, passages)):
                if made:
                    connection.execute(sa.insert(table), made)
        schema.begin_generation(connection, 1)
        schema.write_state(connection, {"model": "made", "unrelated_cosine": "0", "vocabulary_coverage": "1"})
    catalog.close()


def exchanged(part: str, others: Sequence[str], chance: random.Random) -> str:
    """A text with a third of its words exchanged for others."""
    words = part.split()
    count = int(len(words) * EXCHANGED)
    return " ".join([*words[: len(words) - count], *chance.choices(others, k=count)])


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
    parts = [terms(part) for _, passages in seed.posts for part in passages]
    found: Asked = []
    while len(found) < QUESTIONS:
        row = chance.randrange(min(size, len(parts)))
        if parts[row]:
            (vector,) = turned(seed.vectors[row : row + 1], noise)
            embedding = TokenEmbeddings(vector, vector[None].astype(np.float16), np.zeros((1, 2), dtype=np.int32))
            found.append((chance.choices(parts[row], k=chance.randint(4, 8)), embedding))
    return found


def loaded(folder: Path) -> tuple[Indexes, Row]:
    """The indexes of an archive, made of its catalog where they are not there yet, and what that took."""
    catalog = Catalog(folder)
    before, started, wall = memory(), time.process_time(), time.monotonic()
    peak = [before["memory"]]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.02):
            peak[0] = max(peak[0], memory()["memory"])

    watching = threading.Thread(target=watch)
    watching.start()
    with catalog.current() as generation:
        indexes = Indexes.load(folder, generation)
    done.set()
    watching.join()
    taken = {"s": time.process_time() - started, "wall s": time.monotonic() - wall}
    catalog.close()
    return indexes, taken | {"peak MB": peak[0] - before["memory"]}


def build(folder: Path) -> Row:
    """Make the indexes of an archive, in a process of its own."""
    _, taken = loaded(folder)
    return {f"index {name}": value for name, value in taken.items()}


def measure(folder: Path) -> Row:
    """Load what :func:`build` wrote, in a process of its own, and search it."""
    asked: Asked = pickle.loads((folder / "asked.pickle").read_bytes())
    before = memory()
    indexes, taken = loaded(folder)
    stores = indexes.stores
    row = {f"load {name}": value for name, value in taken.items()}
    searched(stores, asked[0])
    times = [searched(stores, one) for one in asked[1:]]
    after = memory()
    row |= {f"{kind} MB": after[kind] - before[kind] for kind in after}
    for stage in STAGES[:-1]:
        row[f"{stage} ms"] = 1000 * float(np.median([one[stage] for one in times]))
    row["recall@10"] = recall(indexes, asked)
    row["search p95 ms"] = 1000 * float(np.quantile([one["search"] for one in times], 0.95))
    return row


class Wide(ToyEncoder):
    """The toy encoder with as many numbers as the seed's vectors have."""

    def __init__(self, dimension: int) -> None:
        super().__init__("made")
        self.dimension = dimension

    def _reading(self, text: str) -> TokenEmbeddings:
        found = super()._reading(text)
        times = self.dimension // len(found.vector)
        vector, tokens = (np.tile(part, times) / math.sqrt(times) for part in (found.vector, found.tokens))
        return TokenEmbeddings(vector.astype(np.float32), tokens.astype(np.float16), found.spans)


def sync(folder: Path) -> Row:
    """Sync 100 new posts into what :func:`build` wrote, in a process of its own, and load what is then searched."""
    indexes, _ = loaded(folder)
    catalog = Catalog(folder)
    started, wall = time.process_time(), time.monotonic()
    report = Sync(catalog, Wide(indexes.stores.passages.fetch(indexes.stores.outline.passages[:1]).shape[1])).run(
        [str(folder / "new.jsonl")]
    )
    if report.added != SYNCED:
        raise SystemExit(f"{report.added} posts were added, not {SYNCED}")
    with catalog.current() as generation:
        Indexes.load(folder, generation, before=indexes)
    row = {"sync of 100, s": time.process_time() - started, "by the clock": time.monotonic() - wall}
    catalog.close()
    return row


def write_new(seed: Seed, path: Path) -> None:
    """Posts that the sync adds."""
    chance = random.Random(13)
    texts = [[exchanged(part, seed.words, chance) for part in parts] for _, parts in seed.posts[:SYNCED]]
    lines = [json.dumps({"_id": f"new {number}", "text": "\n\n".join(parts)}) for number, parts in enumerate(texts)]
    path.write_text("\n".join(lines), encoding="utf-8")


def recall(indexes: Indexes, asked: Asked) -> float:
    """The share of the ten nearest that the stores find, of those that they find where they look at every vector."""
    shares = []
    for name in ("passages", "sentences", "posts"):
        segments = [getattr(segment, name) for segment in indexes.segments.values()]
        nothing = np.empty(0, dtype=np.int64)
        part = FaissStore([(segment, nothing) for segment in segments])
        every = FaissStore([(replace(segment, lists=None), nothing) for segment in segments])
        for _, embedding in asked[:: QUESTIONS // 20]:
            found, nearest = (one.search(embedding.vector, DEPTH).ids[:RECALL] for one in (part, every))
            shares.append(len(np.intersect1d(found, nearest)) / len(nearest))
    return float(np.mean(shares))


def child(folder: Path, act: str) -> Row:
    """What an act measures in a process of its own."""
    done = subprocess.run([sys.executable, __file__, str(folder), act], stdout=subprocess.PIPE, text=True, check=True)
    found: Row = json.loads(done.stdout)
    return found


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
    parser.add_argument("--build", action="store_true", help="the folder is one that was filled")
    parser.add_argument("--measure", action="store_true", help="the folder is one that was built")
    parser.add_argument("--sync", action="store_true", help="the same, with new posts")
    given = parser.parse_args()
    if given.build or given.measure or given.sync:
        act = build if given.build else measure if given.measure else sync
        print(json.dumps(act(given.archive)))
        return
    seed = Seed.of(given.archive)
    rows: dict[int, Row] = {}
    for size in given.passages:
        with tempfile.TemporaryDirectory() as name:
            place = Path(name)
            fill(seed, size, place)
            (place / "asked.pickle").write_bytes(pickle.dumps(questions(seed, size)))
            rows[size] = child(place, "--build")
            for part, files in (("index", (place / FOLDER).rglob("*")), ("catalog", place.glob("catalog*"))):
                rows[size][f"{part} bytes a passage"] = sum(path.stat().st_size for path in files) / size
            rows[size] |= child(place, "--measure")
            write_new(seed, place / "new.jsonl")
            rows[size] |= child(place, "--sync")
    print("| | " + " | ".join(f"{size:,}" for size in rows) + " | exponent |")
    print("|---" * (len(rows) + 2) + "|")
    for name in next(iter(rows.values())):
        grows = f"{exponent(rows, name):.2f}" if len(rows) > 1 else ""
        print(f"| {name} | " + " | ".join(f"{row[name]:,.2f}" for row in rows.values()) + f" | {grows} |")


if __name__ == "__main__":
    main()
