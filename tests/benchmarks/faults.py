"""What faults cost: PYTHONPATH=. python tests/benchmarks/faults.py [--only NAME ...] [--json FILE]

With pip install -e '.[cluster-test]'. Injects a hundred faults, seventy beneath archives, twenty beneath Ray and ten
beneath two processes of one bot, with a real PostgreSQL, a real Ray, milvus-lite in the place of a Milvus, and the toy
encoder of the tests. After each it looks whether what an archive shows is the whole of one of the two states that the
run lies between, and whether the next run ends where the one that was hurt would have. Prints one table:

- writes lost: posts and vectors that are not there after the next run or are not as the source has them, and what the
  archive's own check finds; of a bot, votes and announcements;
- answers doubled: a quote that an answer holds twice; of a bot, whatever was answered or told of twice;
- wrong or empty: answers that are not those of the state that is seen; of a bot, questions and commands with no answer;
- told: runs, questions and presses that ended in a line which says what is wrong, and can be done again.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import sqlalchemy as sa

from bot.services.store import Store
from bot.services.tables import CLAIMS
from embeddings.archive import Archive
from embeddings.errors import ArchiveError, SearchError
from embeddings.posts import Answer, Query
from tests.bot.loopback import Loopback
from tests.bot.test_rolling import Bots, until
from tests.embeddings.ingest.test_on_ray import KILLS, PASSAGES, Mortal, dump, sync, write_corpus, write_deaths
from tests.embeddings.stores.test_milvus import errors, failing, write_blog
from tests.embeddings.stores.test_postgresql import RUN, with_url
from tests.postgres import Cut, OwnPostgres, programs
from tests.ray_cluster import ENVIRONMENT, RayCluster
from tests.toy import ToyEncoder

POSTS, FEW = 60, 12
"""Posts of a blog; and where milvus-lite has the indexes, which takes a second for what PostgreSQL does in a tenth."""


SORRY = "Please try again in a little while"
"""What a member is told of a failure."""


def asking(loaves: Iterable[int]) -> list[Query]:
    return [Query(f"Which oven was loaf {number} baked in?") for number in loaves]


@dataclass
class Row:
    """What came of the faults at one boundary."""

    boundary: str
    faults: int = 0
    runs: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: int = 0
    told: int = 0

    def look(self, answers: Iterable[Answer], right: Iterable[Answer]) -> None:
        """Hold answers against those that they ought to be."""
        for answer, its_right in zip(answers, right, strict=True):
            quotes = [quote.text for quote in answer.quotes]
            self.wrong += not quotes or quotes != [quote.text for quote in its_right.quotes]
            self.doubled += len(quotes) > len(set(quotes))


class Turning:
    """An archive that each run turns from one of two states of its blog into the other."""

    def __init__(self, row: Row, place: str, folder: Path, *, search: str = "", posts: int = POSTS) -> None:
        self.row, self.place, self.folder, self.search, self.posts = row, place, folder, search, posts
        self.questions = asking(range(3, posts, 6))
        self.now, self.blog = 1, folder / "blog"
        self.right: dict[int, list[Answer]] = {}
        for self.now in (1, 2):
            write_blog(self.blog, self.now, self.posts)
            with self.opened() as archive:
                started = time.monotonic()
                archive.sync([str(self.blog)])
                self.seconds = time.monotonic() - started
                self.right[self.now] = archive.ask_many(self.questions)
        assert all(answer.quotes for answers in self.right.values() for answer in answers)

    def opened(self, place: str = "") -> Archive:
        """The archive, by a way of its own to where it is."""
        return Archive(
            place or self.place, local=self.folder / "local", search=self.search, encoder=ToyEncoder(), create=True
        )

    def turn(self) -> None:
        """Write the other state of the blog."""
        self.now = 3 - self.now
        write_blog(self.blog, self.now, self.posts)
        self.row.runs += 1

    def sync(self, archive: Archive) -> None:
        """A run; that it gives up is told."""
        try:
            archive.sync([str(self.blog)])
        except ArchiveError:
            self.row.told += 1

    def look(self) -> None:
        """What a fault has left, and what the next run makes of it."""
        row = self.row
        with self.opened() as archive:
            states = [2 if "week 2" in post.text else 1 for post in archive.posts()]
            row.lost += abs(len(states) - self.posts) + min(states.count(1), states.count(2))
            row.look(archive.ask_many(self.questions), self.right[states[0]])
            archive.sync([str(self.blog)])
            row.lost += sum(f"week {self.now}" not in post.text for post in archive.posts()) + len(archive.check())
            again = archive.sync([str(self.blog)])
            row.lost += abs(again.unchanged - self.posts) + again.encoded
            row.look(archive.ask_many(self.questions), self.right[self.now])


def within(seconds: float, hurt: Callable[[], object], work: Callable[[], object]) -> bool:
    """Do something to what a piece of work stands on, after some seconds; whether the work was at it then."""
    timer = threading.Timer(seconds, hurt)
    timer.start()
    work()
    was_hurt = not timer.is_alive()
    timer.cancel()
    timer.join()
    return was_hurt


def server_under_syncs(row: Row, server: OwnPostgres, folder: Path, faults: int) -> None:
    chance, turning = random.Random(1), Turning(row, server.place(), folder)
    while row.faults < faults:
        turning.turn()
        with turning.opened() as archive:
            moment = chance.uniform(0, turning.seconds)
            row.faults += within(moment, lambda: (server.kill(), server.start()), lambda: turning.sync(archive))
        turning.look()


def server_under_questions(row: Row, server: OwnPostgres, folder: Path, faults: int) -> None:
    chance, turning = random.Random(2), Turning(row, server.place(), folder)
    while row.faults < faults:
        row.runs += 1
        with turning.opened() as archive:  # which has answered nothing yet

            def ask(archive: Archive = archive) -> None:
                for question, right in zip(turning.questions, turning.right[turning.now], strict=True):
                    row.look([archive.ask(question)], [right])

            row.faults += within(chance.uniform(0, 0.3), lambda: (server.kill(), server.start()), ask)


def process_of_a_sync(row: Row, server: OwnPostgres, folder: Path, faults: int) -> None:
    chance, turning = random.Random(3), Turning(row, server.place(), folder)
    while row.faults < faults:
        turning.turn()
        command = [sys.executable, "-c", RUN, turning.place, str(folder / "local"), str(turning.blog)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0, turning.seconds))
            process.kill()
        row.faults += process.returncode < 0
        turning.look()


def network(row: Row, server: OwnPostgres, folder: Path, faults: int) -> None:
    turning = Turning(row, server.place(), folder)
    for number in range(faults):
        turning.turn()
        way = Cut(server.port, arrives=bool(number % 2))
        with turning.opened(with_url(turning.place, port=way.port)) as archive:
            way.cut_at(number // 2)
            turning.sync(archive)
        way.close()
        row.faults += way.was_cut
        turning.look()


def search_under_syncs(row: Row, server: OwnPostgres, folder: Path, faults: int) -> None:
    chance, turning = (
        random.Random(4),
        Turning(row, server.place(), folder, search=str(folder / "search.db"), posts=FEW),
    )
    while row.faults < faults:
        turning.turn()
        kind = ("away", "full")[row.faults % 2]
        with turning.opened() as archive:
            client = failing(archive)
            client.fail_at(chance.randrange(30), errors()[kind], arrives=chance.random() < 0.5)
            turning.sync(archive)
            row.faults += client.failed
        turning.look()


def search_under_questions(row: Row, server: OwnPostgres, folder: Path, faults: int) -> None:
    chance, turning = (
        random.Random(5),
        Turning(row, server.place(), folder, search=str(folder / "search.db"), posts=FEW),
    )
    while row.faults < faults:
        row.runs += 1
        kind = ("away", "full")[row.faults % 2]
        with turning.opened() as archive:
            client = failing(archive)
            client.fail_at(chance.randrange(40), errors()[kind], arrives=False)
            for question, right in zip(turning.questions, turning.right[turning.now], strict=True):
                try:
                    row.look([archive.ask(question)], [right])
                except SearchError:
                    row.told += 1
                    row.look([archive.ask(question)], [right])
            row.faults += client.failed


def workers(row: Row, _: OwnPostgres, folder: Path, faults: int) -> None:
    os.environ.update(ENVIRONMENT)
    cluster = RayCluster()
    corpus, deaths = write_corpus(folder / "corpus.jsonl"), write_deaths(folder / "deaths")
    row.runs += 1
    try:
        report = sync(folder / "there", corpus, Mortal(deaths), cluster.address, workers=4)
    finally:
        cluster.close()
    row.faults += faults - len(list(deaths.iterdir()))
    sync(folder / "here", corpus, on="")
    there, here = dump(folder / "there"), dump(folder / "here")
    row.lost += PASSAGES - report.encoded + sum(len({*here[name]} ^ {*there[name]}) for name in here)
    questions = asking(range(0, PASSAGES, 64))
    with (
        Archive(folder / "there", encoder=ToyEncoder()) as one,
        Archive(folder / "here", encoder=ToyEncoder()) as other,
    ):
        row.look(one.ask_many(questions), other.ask_many(questions))


def bots(row: Row, server: OwnPostgres, folder: Path, faults: int) -> None:
    asyncio.run(_bots(row, server, folder, faults))


async def _bots(row: Row, server: OwnPostgres, folder: Path, faults: int) -> None:
    chance, discord = random.Random(6), Loopback()
    runner = await discord.start()
    both = Bots(discord, server.place(), folder)
    await asyncio.to_thread(both.prepare)
    try:
        await both.start()
        await both.start()
        await both.find_vote()
        acting = asyncio.create_task(both.keep_acting())
        for number in range(faults):
            both.publish()
            await asyncio.sleep(chance.uniform(0.0, 1.0))
            if number % 2:
                await asyncio.to_thread(lambda: (server.kill(), server.start()))
            else:
                await both.end(chance.choice(both.running), signal.SIGKILL)
                await both.start()
            row.faults += 1
        with suppress(TimeoutError):
            await until(lambda: len(both.announced()) == both.posts - 1, 60)
        acting.cancel()
        with suppress(TimeoutError):
            await until(both.all_shown, 90)
    finally:
        found = await asyncio.to_thread(both.check)
        both.kill()
        await runner.cleanup()
    with closing(Store(both.place)) as store, store.database.reading() as connection:
        kept = set(connection.execute(sa.select(CLAIMS.c.name).where(CLAIMS.c.name.startswith("vote:"))).scalars())
        helpful = store.feedback.votes()[0]
    sorry = {number for number in (*both.commands, *both.votes) if SORRY in str(discord.responses[number])}
    row.runs += found["questions"] + found["commands"] + found["presses"]
    row.lost += found["lost announcements"] + sum(f"vote:{n}" not in kept and n not in sorry for n in both.votes)
    row.doubled += found["doubled answers"] + found["doubled announcements"] + abs(len(kept) - helpful)
    row.wrong += found["lost answers"] + found["lost replies to commands"]
    row.told += found["refusals at restart"] + len(sorry) + sum(SORRY in str(m["sent"]) for m in discord.messages)


BOUNDARIES: dict[str, tuple[str, Callable[[Row, OwnPostgres, Path, int], None], int]] = {
    "server": ("PostgreSQL killed and started again under a sync", server_under_syncs, 20),
    "questions": ("the same under questions", server_under_questions, 10),
    "process": ("the process of a sync killed", process_of_a_sync, 10),
    "network": ("the network cut at a commit, before or after it arrives", network, 10),
    "search": ("a call of a sync to Milvus fails", search_under_syncs, 12),
    "search-questions": ("a call of a question to Milvus fails", search_under_questions, 8),
    "ray": ("a Ray worker killed in the middle of a batch", workers, KILLS),
    "bots": ("one of two bot processes killed, or their PostgreSQL", bots, 10),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=BOUNDARIES, default=list(BOUNDARIES))
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    found = programs()
    assert found, "no PostgreSQL is at hand"
    server, rows = OwnPostgres(found), []
    print("| boundary | faults | runs | writes lost | answers doubled | wrong or empty | told |")
    print("|---|---|---|---|---|---|---|")
    try:
        for name in arguments.only:
            told, work, faults = BOUNDARIES[name]
            rows.append(row := Row(told))
            with tempfile.TemporaryDirectory() as folder:
                work(row, server, Path(folder), faults)
            print("| " + " | ".join(map(str, asdict(row).values())) + " |", flush=True)
    finally:
        server.close()
    numbers = [sum(values) for values in zip(*([*asdict(row).values()][1:] for row in rows), strict=True)]
    print("| all | " + " | ".join(map(str, numbers)) + " |")
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(row) for row in rows], indent=1))


if __name__ == "__main__":
    main()
