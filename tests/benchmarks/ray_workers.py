"""What encoding on Ray brings and costs: PYTHONPATH=. python tests/benchmarks/ray_workers.py BLOG

With pip install simpy. Prints, for a folder of posts: how the time of an index splits; what Ray costs a passage, by a
model that takes no time; by a simulation on these times what 1, 10 and 100 workers would do; and passages a second in
this process, on one and on two workers of a Ray on this machine, in turn in each round. The simulation takes it that
posts have been read and cut, that every worker has a processor of its own, and so has the process with the archive, and
that the network takes no time beyond what Ray's client takes here.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import simpy
import torch

from embeddings.archive import Archive
from embeddings.ingest.report import Progress
from embeddings.models.encoder import SentenceEncoder, TokenEmbeddings
from embeddings.models.passages import Unencoded, encode_here
from embeddings.models.ray_workers import _AHEAD, _BATCH, RayWorkers, _parts
from embeddings.posts import Post
from embeddings.sources import read_source
from embeddings.text.passages import cut, encoded_text, sentences_in
from tests.ray_cluster import ENVIRONMENT, RayCluster
from tests.toy import ToyEncoder

WIDTH = 384


class Instant(ToyEncoder):
    """As wide as the real model, and done at once."""

    def encode_again(self, texts: Sequence[str]) -> list[TokenEmbeddings]:
        row = np.full(WIDTH, WIDTH**-0.5, dtype=np.float32)
        whole = np.array([[0, 1 << 20]], dtype=np.int32)
        return [TokenEmbeddings(row, row[None].astype(np.float16), whole) for _ in texts]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time, and what came of it."""
    started = time.process_time()
    found = work()
    return time.process_time() - started, found


def split(blog: str, count: int) -> tuple[list[Unencoded], list[float]]:
    """Print how the time of an index splits; return ``count`` of its passages, and the seconds of each of their
    batches."""
    encoder = SentenceEncoder()
    encoder.load()
    torch.set_num_threads(1)
    reading, posts = timed(lambda: [item for item in read_source(blog, "", ()) if isinstance(item, Post)])
    cutting, spans = timed(lambda: [(post, span) for post in posts for span in cut(post)])

    def unencoded() -> Iterator[Unencoded]:
        for number, (post, span) in enumerate(spans):
            text = encoded_text(post, span)
            shift = span.end - len(text)
            yield Unencoded(str(number), text, [(s - shift, e - shift) for s, e in sentences_in(post, span)])

    preparing, passages = timed(lambda: list(unencoded()))
    some = passages[:: max(1, len(passages) // count)][:count]
    batches = [timed(partial(list, encode_here(encoder, [batch.passages])))[0] for batch in _parts(some)]
    encoding = sum(batches) / len(some) * len(passages)
    whole = reading + cutting + preparing + encoding
    print(f"{len(posts):,} posts, {len(passages):,} passages; seconds of processor time:")
    for name, seconds in (("read", reading), ("cut", cutting), ("texts, sentences", preparing), ("encode", encoding)):
        print(f"  {name:18} {seconds:7.1f}  {seconds / whole:6.1%}")
    print(f"  (encoding by {len(some)} of them, {1000 * sum(batches) / len(some):.1f} ms a passage on one thread)")
    return some, batches


def here(passages: Sequence[Unencoded]) -> float:
    """Seconds on one thread of this process."""
    encoder = SentenceEncoder()
    encoder.load()
    started = time.perf_counter()
    for _ in encode_here(encoder, [passages]):
        pass
    return time.perf_counter() - started


def there(passages: Sequence[Unencoded], count: int) -> tuple[float, float]:
    """Seconds on workers that have loaded the model, and those until they had."""
    begun = started = time.perf_counter()
    with RayWorkers(SentenceEncoder(), "ray", count) as workers:

        def batches() -> Iterator[list[Unencoded]]:
            nonlocal started
            while not workers._workers or any(worker.loading is not None for worker in workers._workers):
                yield [Unencoded("", "warm up", [])]
            started = time.perf_counter()
            yield list(passages)

        found = {one.key for some in workers(batches()) for one in some}
        ended = time.perf_counter()
    assert found >= {passage.key for passage in passages}
    return ended - started, started - begun


def throughput(passages: Sequence[Unencoded], rounds: int) -> None:
    """Print passages a second, each way in turn."""
    print(f"{len(passages)} passages, passages a second, and times as many as here on one thread:")
    for _ in range(rounds):
        alone = here(passages)
        line = f"  load {os.getloadavg()[0]:4.1f}: here {len(passages) / alone:5.1f}"
        for count in (1, 2):
            seconds, start = there(passages, count)
            line += f"; {count} there {len(passages) / seconds:5.1f}, {alone / seconds:.2f} times, after {start:.0f} s"
        print(line, flush=True)


def overhead(blog: str) -> float:
    """Print what Ray costs a passage beside the model; return the seconds of the process that holds the archive."""
    found = {}
    cluster = RayCluster()
    for name, on in (("here", ""), ("a Ray of its own", "ray"), ("through ray://", cluster.address)):
        times: list[tuple[float, float]] = []

        def note(progress: Progress, times: list[tuple[float, float]] = times) -> None:
            if progress.stage == "encode":
                times.append((time.perf_counter(), time.process_time()))

        with (
            tempfile.TemporaryDirectory() as folder,
            Archive(Path(folder), encoder=Instant(), create=True) as archive,
        ):
            encoded = archive.sync([blog], on=on, progress=note).encoded
        # Not the start of the workers.
        (wall, cpu), (last, last_cpu) = times[1], times[-1]
        found[name] = (last - wall) / encoded, (last_cpu - cpu) / encoded
        print(f"  {name:16} {found[name][0] * 1000:5.2f} ms a passage, {found[name][1] * 1000:.2f} of processor time")
    cluster.close()
    return found["through ray://"][1]


def simulated(count: int, services: Sequence[float], own: float, *, lost_every: float = 0.0) -> tuple[float, float]:
    """Passages a second of ``count`` workers, and the share of the time in which the process with the archive is busy.

    Args:
        count: how many workers.
        services: seconds that batches take, of which each gets one at random.
        own: seconds of that process for a batch, before and after it.
        lost_every: seconds after which a worker is lost, on average, its batch with it; another is there in 20 s.
    """
    environment = simpy.Environment()
    chance = random.Random(count)
    done = simpy.Store(environment)
    given = [simpy.Store(environment) for _ in range(count)]
    batches = 400 * count

    def worker(number: int) -> Iterator[simpy.Event]:
        while True:
            yield given[number].get()
            service = chance.choice(services)
            while lost_every and chance.random() < service / lost_every:
                yield environment.timeout(service / 2 + 20.0)
            yield environment.timeout(service)
            yield done.put(number)

    def archive() -> Iterator[simpy.Event]:
        for number in [*range(count)] * _AHEAD:
            yield environment.timeout(own / 2)
            yield given[number].put(True)
        for left in range(batches - 1, -1, -1):
            number = yield done.get()
            more = left >= count * _AHEAD
            yield environment.timeout(own if more else own / 2)
            if more:
                yield given[number].put(True)

    for number in range(count):
        environment.process(worker(number))
    environment.run(environment.process(archive()))
    return batches * _BATCH / environment.now, batches * own / environment.now


def costs(blog: str, services: Sequence[float]) -> None:
    """Print what is not the model, and the simulation."""
    print("what is not the model:")
    own = overhead(blog) * _BATCH
    whole = services[:-1]  # the last is short
    print(f"simulated, {1000 * statistics.mean(whole):.0f} ms a batch of {_BATCH} and {1000 * own:.0f} ms beside it:")
    alone, _ = simulated(1, whole, own)
    for count in (1, 10, 100):
        for lost in (0.0, 3600.0):
            rate, busy = simulated(count, whole, own, lost_every=lost)
            told = "a worker lost every hour each" if lost else "no worker lost"
            print(f"  {count:3} workers: {rate:7.0f} passages/s, {rate / alone:5.1f} times one, {told}; ", end="")
            print(f"the process with the archive is busy {busy:.0%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("blog")
    parser.add_argument("--passages", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-costs", action="store_true", help="passages a second alone")
    arguments = parser.parse_args()
    # Workers are otherwise the last to get a processor.
    os.environ.update(ENVIRONMENT, RAY_worker_niceness="0")
    passages, services = split(arguments.blog, arguments.passages)
    if not arguments.no_costs:
        costs(arguments.blog, services)
    throughput(passages, arguments.rounds)


if __name__ == "__main__":
    main()
