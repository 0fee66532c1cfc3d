"""Mixed traffic, syncs, broken connections and faults in one run: every question is answered once or apologised for,
and neither memory nor handles nor threads grow.

Run with ``-m soak -n 0 -s``. ``SOAK_SECONDS`` says for how long, 60 by default, and ``SOAK_QUESTIONS`` how many
questions one process is asked, 5,000 by default.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import random
import re
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.client import PullquoteBot
from bot.settings import Settings
from embeddings import Query

from ..toy import toy_archive
from .conftest import served
from .described import DESCRIPTION, Sent
from .loopback import DROP, GUILD, USER, Loopback
from .test_connection import loopback

__all__ = ["loopback"]

pytestmark = pytest.mark.soak

SECONDS = float(os.environ.get("SOAK_SECONDS", "60"))
QUESTIONS = int(os.environ.get("SOAK_QUESTIONS", "5000"))
NUMBERS = 97
"""Different numbers in questions, which make most of them new without new words, which the toy encoder keeps."""
TOGETHER = 24
"""Things that members do at once."""
_OWN = re.compile(r"RssAnon:\s*(\d+) kB")
FAULTY = (("POST", "typing"), ("POST", "messages"), ("PATCH", "@original"))
WARM_UP = 2000
"""Messages and questions before anything is measured: the last thousand are kept, by the bot and by discord.py."""
MOST_GROWTH = {"memory": 4.0, "files": 2.0, "sockets": 24.0, "threads": 1.0}
"""By how much the line that fits what was measured may rise from one end to the other; memory in MiB. Connections to
Discord are kept for the next request, and there are as many as were ever needed at once."""
WORDS = "rye bread must rest whole day salt dough oven flour wheat starter water crust knead loaf spelt honey".split()
POSTS = {
    word: f"---\ntitle: All about {word}\n---\nThe {word} of this bakery is best {number} days old. Keep {word} dry."
    for number, word in enumerate(WORDS)
}


@dataclass
class Usage:
    """What the process uses, taken again and again."""

    taken: list[tuple[float, float, int, int, int]] = field(default_factory=list)

    def take(self) -> None:
        gc.collect()
        # Its own: pages of files come and go as the machine has room for them.
        memory = int(_OWN.findall(Path("/proc/self/status").read_text())[0]) / 2**10
        handles = list(_handles())
        sockets = sum(name.startswith("socket:") for name in handles)
        self.taken.append((time.monotonic(), memory, len(handles) - sockets, sockets, threading.active_count()))

    def growth(self) -> dict[str, float]:
        """How far the line of least squares rises from the first to the last time, by what is measured."""
        times, *columns = np.array(self.taken).T
        print()
        rises = {}
        for name, column in zip(MOST_GROWTH, columns, strict=True):
            slope = np.polyfit(times - times[0], column, 1)[0]
            rises[name] = slope * (times[-1] - times[0])
            points = column[np.linspace(0, len(column) - 1, 6).astype(int)]
            print(f"{name:8} {'  '.join(f'{point:.1f}' for point in points)}; the line rises by {rises[name]:+.2f}")
        return rises

    def assert_flat(self) -> None:
        rises = self.growth()
        assert all(rise <= MOST_GROWTH[name] for name, rise in rises.items()), rises


def _handles() -> Iterator[str]:
    for handle in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            yield handle.readlink().name


class Traffic:
    """What members do, some things at once, and what becomes of it."""

    def __init__(self, bot: PullquoteBot, discord_: Loopback, sent: list[Sent], posts: Path) -> None:
        self.bot, self.discord, self.sent, self.posts = bot, discord_, sent, posts
        self.random = random.Random(7)
        self.done: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.buttons: list[tuple[str, Any]] = []
        """Ids of buttons that were shown, with the message that they were on."""
        self.numbers = 0

    @property
    def said(self) -> int:
        """How many messages and commands there were."""
        return sum(self.done[what] for what in ("ask", "command", "thank", "chat"))

    def words(self) -> str:
        return " ".join(self.random.sample(WORDS, 3))

    async def act(self) -> None:
        """Do some things at once, await what comes of each, and forget all of it."""
        steps = self.random.choices(
            [self.ask, self.command, self.suggest, self.press, self.thank, self.chat],
            weights=[6, 3, 3, 3, 1, 1],
            k=TOGETHER,
        )
        if self.random.random() < 0.05:
            steps.append(self.sync)
        if self.random.random() < 0.1:
            steps.insert(len(steps) // 2, self.random.choice([self.cut, self.close]))
        if self.random.random() < 0.2:
            self.hurt()
        await asyncio.gather(*(step() for step in steps))
        self.done.update(step.__name__ for step in steps)
        if DESCRIPTION.is_file():
            assert [fault for each in self.sent for fault in each.faults()] == []
        for kept in (self.sent, self.discord.asked, self.discord.messages, self.discord.responses):
            kept.clear()  # type: ignore[attr-defined]

    async def until(self, happened: Callable[[], object]) -> None:
        async with asyncio.timeout(30):
            while not happened():  # noqa: ASYNC110 - what is waited for happens on either side
                await asyncio.sleep(0.02)

    async def ask(self) -> None:
        self.numbers += 1
        number = await self.discord.say(f"<@1> How many days old is the {self.words()} {self.numbers % NUMBERS}?")
        self._answer_once_to(number, await self._replies(number))

    async def _replies(self, number: str) -> list[Any]:
        def replies() -> list[Any]:
            return [m for m in self.discord.messages if m["sent"]["message_reference"]["message_id"] == int(number)]

        await self.until(replies)
        # Whether it comes twice is seen once it is no longer worked on.
        await self.until(lambda: not self.bot.services.answered.is_busy(int(number)))
        return replies()

    def _answer_once_to(self, number: str, replies: list[Any]) -> None:
        (reply,) = replies
        shown = {"components": reply["sent"]["components"], "number": reply["id"], "to": number}
        for part in _flat(shown["components"]):
            if part.get("custom_id"):
                self.buttons = [*self.buttons, (part["custom_id"], shown)][-20:]

    async def command(self) -> None:
        name, option = self.random.choice([("ask", "question"), ("search", "words"), ("post", "title")])
        options = [{"name": option, "type": 3, "value": self.words()}]
        await self._is_answered(
            await self.discord.interact(2, {"id": "5", "name": name, "type": 1, "options": options})
        )

    async def suggest(self) -> None:
        options = [{"name": "title", "type": 3, "value": self.words()[:5], "focused": True}]
        number = await self.discord.interact(4, {"id": "5", "name": "post", "type": 1, "options": options})
        await self.until(lambda: self.discord.responses[number])
        (suggested,) = self.discord.responses[number]
        assert suggested["type"] == 8

    async def press(self) -> None:
        if not self.buttons:
            return
        custom_id, shown = self.random.choice(self.buttons)
        message = self.discord.message(shown["number"], "", USER) | {
            "components": shown["components"],
            "flags": 1 << 15,
        }
        data = {"custom_id": custom_id, "component_type": 2}
        await self._is_answered(await self.discord.interact(3, data, message=message))

    async def _is_answered(self, number: str) -> None:
        """A command or a button is acknowledged, and then shows something, once."""
        await self.until(lambda: self.discord.responses[number])
        if self.discord.responses[number][0]["type"] in (5, 6):
            await self.until(lambda: len(self.discord.responses[number]) > 1)
        assert len(self.discord.responses[number]) <= 2, self.discord.responses[number]

    async def thank(self) -> None:
        await self.discord.say("<@1> thanks!")
        await self.until(lambda: any(path.endswith("/@me") for _, path, _ in self.discord.asked))

    async def chat(self) -> None:
        await self.discord.say("What a loaf that was on Saturday!")

    async def sync(self) -> None:
        word = self.random.choice(WORDS)
        (self.posts / f"{word}.md").write_text(
            POSTS[word] + f" It was {self.numbers % NUMBERS} degrees.", encoding="utf-8"
        )
        await served(self.bot).syncing.sync()

    async def cut(self) -> None:
        self.discord.cut()

    async def close(self) -> None:
        for socket in self.discord.sockets[-1:]:
            await socket.close(code=self.random.choice([1000, 1006, 4000, 4009]))

    def hurt(self) -> None:
        """Have some of the next requests refused, held up or cut off."""
        where, what = self.random.choice([(where, what) for where in FAULTY for what in (503, DROP)])
        self.faults[f"{what} on {where[1]}"] += 1
        self.discord.faults[where] = [what]


def _flat(parts: list[Any]) -> list[Any]:
    return [each for part in parts for each in (part, *_flat(part.get("components") or []))]


@pytest.fixture
async def bot(tmp_path: Path, settings: Settings, loopback: Loopback) -> AsyncIterator[PullquoteBot]:
    logging.getLogger().setLevel(logging.ERROR)
    unbounded = settings.model_copy(update={"questions_per_member": 0, "questions_per_channel": 0})
    with toy_archive(tmp_path, POSTS) as archive:
        async with PullquoteBot(archive, unbounded, shards=None) as running:
            staying = asyncio.create_task(running.stay("right"))
            async with asyncio.timeout(20):
                while not running.get_guild(int(GUILD)):  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
            yield running
            await running.close()
            staying.cancel()


async def test_a_bot_that_runs_and_runs_answers_every_question_once_and_does_not_grow(
    bot: PullquoteBot, loopback: Loopback, sent: list[Sent], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    traffic, usage = Traffic(bot, loopback, sent, tmp_path / "posts"), Usage()
    while traffic.said < WARM_UP:
        await traffic.act()
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        taken = time.monotonic()
        while time.monotonic() - taken < SECONDS / 100:
            await traffic.act()
        usage.take()
    print(f"\n{dict(traffic.done)}\nresumed {loopback.resumed} times\nfaults: {dict(traffic.faults)}")
    assert not [record for record in caplog.records if record.exc_info]
    assert min(traffic.done[what] for what in ("ask", "command", "suggest", "press")) > SECONDS
    usage.assert_flat()


def test_an_archive_that_is_asked_and_asked_does_not_grow(tmp_path: Path) -> None:
    usage, chosen = Usage(), random.Random(7)
    with toy_archive(tmp_path, POSTS) as archive:
        for number in range(QUESTIONS):
            words = " ".join(chosen.sample(WORDS, 3))
            (answer,) = archive.ask_many([Query(f"How many days old is the {words} {number % NUMBERS}?")])
            assert answer.question
            if number >= WARM_UP and number % 50 == 0:
                usage.take()
    usage.assert_flat()
