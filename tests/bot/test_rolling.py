"""Two processes of one bot on one database, of which one after the other is stopped, started anew or killed: every
question is answered once, every vote counts once, every new post is told once."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.services.store import Store
from bot.services.tables import LEASES
from embeddings import Archive

from ..conftest import At
from ..toy import ToyEncoder
from .loopback import ADA, ALLOWED, CHANNEL, GUILD, MEMBER, USER, Loopback
from .test_connection import loopback

__all__ = ["loopback"]

WORDS = ("rye", "wheat", "spelt", "oat", "barley", "millet", "emmer", "maize")
KILLS = 20


class Bots:
    """The processes, and what members do meanwhile."""

    def __init__(self, discord_: Loopback, place: Path | str, folder: Path) -> None:
        self.discord, self.place, self.folder = discord_, place, folder
        self.blog = folder / "blog.jsonl"
        self.running: list[asyncio.subprocess.Process] = []
        self.questions: list[str] = []
        self.commands: list[str] = []
        self.votes: list[str] = []
        self.posts = 0
        self.leaders: set[str] = set()
        self.vote_id = ""
        self.answer: dict[str, Any] = {}
        self.publish()

    def prepare(self) -> None:
        """Index the posts, and have new ones told of in the channel."""
        with Archive(self.place, local=self.folder / "local", encoder=ToyEncoder(), create=True) as archive:
            archive.sync([str(self.blog)])
            archive.load()
        with closing(Store(self.place)) as store:
            store.guilds.switch_announcing(int(GUILD), int(CHANNEL))

    def kill(self) -> None:
        """End all processes at once."""
        for process in self.running:
            with suppress(ProcessLookupError):
                process.kill()

    def publish(self) -> None:
        """Write one more post."""
        self.posts += 1
        lines = [
            {"_id": f"{word}", "text": f"The {word} bread rests for {n + 2} days."} for n, word in enumerate(WORDS)
        ]
        lines += [{"_id": f"new-{n}", "text": f"Loaf number {n} has come out of the oven."} for n in range(self.posts)]
        written = self.blog.with_suffix(".new")
        written.write_text("".join(json.dumps(line) + "\n" for line in lines))
        written.replace(self.blog)

    async def start(self, **own: str) -> asyncio.subprocess.Process:
        """Start a process, and wait until Discord has let it in."""
        database = {"ARCHIVE": self.place} if isinstance(self.place, str) else {}
        home = self.folder / "local" if database else self.place
        settings = {"DISCORD_TOKEN": "right", "ARCHIVE_DIR": str(home), "SOURCES": str(self.blog), "SYNC_EVERY": "1s"}
        settings |= {"PYTHONPATH": str(Path(__file__).parents[2])}  # where `tests` is
        settings |= {"QUESTIONS_PER_MEMBER": "0", "QUESTIONS_PER_CHANNEL": "0", "LOG_LEVEL": "WARNING"}
        before = self.discord.let_in
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bot.serving", self.discord.url),
            env=os.environ | database | settings | own,
            cwd=self.folder,
            stderr=(self.folder / "log").open("ab"),
        )
        self.running.append(process)
        await until(lambda: self.discord.let_in > before or process.returncode is not None, 60)
        assert process.returncode is None, (self.folder / "log").read_text()
        return process

    async def end(self, process: asyncio.subprocess.Process, how: signal.Signals) -> None:
        process.send_signal(how)
        await asyncio.wait_for(process.wait(), 30)
        self.running.remove(process)

    async def act(self) -> None:
        """A question, a command, and once a quote was shown a vote by another member each time."""
        number = len(self.questions)
        question = f"How many days does the {WORDS[number % len(WORDS)]} bread rest?"
        self.questions.append(await self.discord.say(f"<@1> {question}"))
        options = [{"name": "question", "type": 3, "value": question}]
        self.commands.append(await self.discord.interact(2, {"id": "5", "name": "ask", "type": 1, "options": options}))
        if self.vote_id:
            message = self.answer | {"flags": 1 << 15}
            user = ADA | {"id": str(10_000 + number)}
            member = {"user": user, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "permissions": str(ALLOWED)}
            data = {"custom_id": self.vote_id, "component_type": 2}
            self.votes.append(await self.discord.interact(3, data, message=message, member=member | MEMBER))

    async def keep_acting(self, pause: float = 0.4) -> None:
        while True:
            await self.act()
            await asyncio.sleep(pause)

    async def find_vote(self) -> None:
        """Wait for an answer with a vote on it."""
        acting = asyncio.create_task(self.keep_acting())
        await until(lambda: any("vote:1" in str(message["sent"]) for message in self.discord.messages))
        acting.cancel()
        shown = next(m["sent"] for m in self.discord.messages if "vote:1" in str(m["sent"]))
        self.vote_id = next(
            part["custom_id"] for part in _flat(shown["components"]) if "vote:1" in str(part.get("custom_id"))
        )
        self.answer = self.discord.message("900", "", USER) | {"components": shown["components"]}

    def answers(self) -> Counter[str]:
        """How many replies each message has."""
        references = [message["sent"].get("message_reference") for message in self.discord.messages]
        return Counter(str(reference["message_id"]) for reference in references if reference)

    def announced(self) -> Counter[str]:
        """How often each new post was told of in the channel."""
        told = [str(m["sent"]) for m in self.discord.messages if not m["sent"].get("message_reference")]
        numbers = [n for n in range(self.posts) for text in told if f"Loaf number {n} has" in text]
        return Counter(map(str, numbers))

    def shown(self, number: str) -> bool:
        """Whether a command or a press got what it was after, once it was acknowledged."""
        return len(self.discord.responses[number]) > 1

    def all_shown(self) -> bool:
        return set(self.questions) <= set(self.answers()) and all(map(self.shown, [*self.commands, *self.votes]))

    def leader(self) -> str:
        with closing(Store(self.place)) as store, store.database.reading() as connection:
            return str(connection.execute(sa.select(LEASES.c.holder).where(LEASES.c.name == "leader")).scalar())

    def check(self) -> dict[str, int]:
        """What was lost and what was doubled; nothing should be."""
        answers, announced = self.answers(), self.announced()
        with closing(Store(self.place)) as store:
            helpful, _ = store.feedback.votes()
        found = {
            "questions": len(self.questions),
            "commands": len(self.commands),
            "presses": len(self.votes),
            "posts": self.posts - 1,
            "leaders": len(self.leaders),
            "lost answers": sum(number not in answers for number in self.questions),
            "doubled answers": sum(count > 1 for count in answers.values()),
            "lost replies to commands": sum(not self.shown(number) for number in (*self.commands, *self.votes)),
            "lost or doubled votes": abs(len(self.votes) - helpful),
            "lost announcements": sum(str(n) not in announced for n in range(1, self.posts)),
            "doubled announcements": sum(count > 1 for count in announced.values()),
            "refusals at restart": sum("restarting" in str(m["sent"]) for m in self.discord.messages),
        }
        print(f"\n{found}")
        return found


async def until(happened: Callable[[], object], seconds: float = 30.0) -> None:
    async with asyncio.timeout(seconds):
        while not happened():  # noqa: ASYNC110 - what is waited for happens in other processes
            await asyncio.sleep(0.05)


def _flat(parts: list[Any]) -> list[Any]:
    return [each for part in parts for each in (part, *_flat(part.get("components") or []))]


@pytest.fixture
def bots(loopback: Loopback, place: At, tmp_path: Path) -> Iterator[Bots]:
    made = Bots(loopback, place("archive"), tmp_path)
    made.prepare()
    yield made
    made.kill()


def nothing_went_wrong(found: dict[str, int]) -> bool:
    return not any(count for name, count in found.items() if "lost" in name or "doubled" in name or "refusals" in name)


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("sqlite", marks=pytest.mark.slow),
        pytest.param("postgresql", marks=[pytest.mark.postgresql, pytest.mark.crash]),
    ],
    indirect=True,
)
async def test_a_rolling_restart_loses_and_doubles_nothing(bots: Bots) -> None:
    first, second = await bots.start(), await bots.start()
    await bots.find_vote()
    acting = asyncio.create_task(bots.keep_acting())
    for process in (first, second):
        await until(lambda: bots.leader() not in ("None", *bots.leaders))
        bots.leaders.add(bots.leader())
        bots.publish()
        await asyncio.sleep(1.5)
        await bots.end(process, signal.SIGTERM)
        assert process.returncode == 0
        await bots.start()
    bots.publish()
    await until(lambda: len(bots.announced()) == bots.posts - 1)
    acting.cancel()
    await until(bots.all_shown)
    found = bots.check()
    assert found["leaders"] == 2
    assert found["questions"] > 20
    assert nothing_went_wrong(found), (bots.folder / "log").read_text()


@pytest.mark.crash
async def test_a_process_that_is_killed_costs_nothing(bots: Bots) -> None:
    chosen = random.Random(3)
    await bots.start()
    await bots.start()
    await bots.find_vote()
    acting = asyncio.create_task(bots.keep_acting())
    for number in range(KILLS):
        if number % 4 == 0:
            bots.publish()
        await asyncio.sleep(chosen.uniform(0.0, 1.0))
        bots.leaders.add(bots.leader())
        await bots.end(chosen.choice(bots.running), signal.SIGKILL)
        await bots.start()
    await until(lambda: len(bots.announced()) == bots.posts - 1)
    acting.cancel()
    await until(bots.all_shown)
    found = bots.check()
    assert found["leaders"] > 1
    assert nothing_went_wrong(found), (bots.folder / "log").read_text()
