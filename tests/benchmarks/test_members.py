"""How long members wait, through the simulated Discord.

``pytest -n 0 -m benchmark -s tests/benchmarks/test_members.py``
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import simcord

from bot.client import PullquoteBot
from bot.settings import Settings
from embeddings import Archive

pytestmark = pytest.mark.benchmark


@pytest.fixture(scope="module")
def rust(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("rust"), create=True) as archive:
        archive.sync([str(shared / "blogs" / "rust-blog")])
        archive.load()
        yield archive


@asynccontextmanager
async def running(archive: Archive) -> AsyncIterator[Any]:
    settings = Settings(questions_per_member=0, questions_per_channel=0)
    async with simcord.run(PullquoteBot(archive, settings), settle_timeout=120) as env:
        yield env


def line(what: str, seconds: list[float]) -> str:
    low, high = np.percentile(np.array(seconds) * 1000, [50, 95])
    return f"{what}: p50 {low:,.0f} ms, p95 {high:,.0f} ms"


async def test_members_asking_together(rust: Archive, shared: Path) -> None:
    """simcord lets one member act at a time, so their messages are there before and reach the bot together."""
    lines = (shared / "beir" / "anchors-rust-blog" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    questions = list(dict.fromkeys(json.loads(line)["text"] for line in lines))
    async with running(rust) as env:
        guild = env.create_guild("Crustaceans")
        channel = guild.create_text_channel("ask")
        bot, mention = env.bot, env.bot.user.mention
        sent = [await guild.add_member(env.create_user(f"m{n}")).send(channel, questions[n]) for n in range(170)]
        moments: dict[str, list[float]] = {"typing": [], "answer": []}
        for name, moment in (("send_typing", "typing"), ("send_message", "answer")):
            setattr(bot.http, name, _timed(getattr(bot.http, name), moments[moment]))
        print()
        unasked = iter(sent)
        for together, rounds in ((1, 20), (10, 5), (100, 1)):
            waits: dict[str, list[float]] = {name: [] for name in moments}
            for _ in range(rounds):
                asked = list(islice(unasked, together))
                for message in asked:
                    message.content = f"{mention} {message.content}"
                for found in moments.values():
                    found.clear()
                start = time.perf_counter()
                await asyncio.gather(*(bot.on_message(message) for message in asked))
                assert len(moments["answer"]) == together
                for name, found in moments.items():
                    # Typing is shown anew every few seconds; the first counts.
                    waits[name] += [moment - start for moment in found[:together]]
            for name, seconds in waits.items():
                print(line(f"{together} together, {name}", seconds))


def _timed(call: Any, moments: list[float]) -> Any:
    async def timed(*values: Any, **options: Any) -> Any:
        result = await call(*values, **options)
        moments.append(time.perf_counter())
        return result

    return timed


async def test_titles_as_they_are_typed_among_ten_thousand(tmp_path: Path) -> None:
    chance = random.Random(7)
    words = [
        f"{a}{b}{c}" for a in ("bre", "sal", "flo", "cru", "rye", "dou") for b in "aeiou" for c in ("d", "t", "ns")
    ]
    posts = tmp_path / "posts.json"
    items = ",".join(
        f'{{"id": "{n}", "title": "{" ".join(chance.sample(words, 6)).title()}", "content_text": "Loaf {n}."}}'
        for n in range(10_000)
    )
    posts.write_text(f'{{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{items}]}}')
    with Archive(tmp_path / "a", create=True) as archive:
        archive.sync([str(posts)])
        archive.load()
        async with running(archive) as env:
            guild = env.create_guild("Bakers")
            channel = guild.create_text_channel("ask")
            member = guild.add_member(env.create_user("ada"))
            await member.autocomplete(channel, "post", "title", "bread")
            seconds = []
            titles = [post.title for post in archive.posts()]
            for number in range(200):
                title = chance.choice(titles)
                typed = title[: chance.randint(1, 30)]
                if number % 2 and len(typed) > 4:
                    typed = typed[:2] + typed[3] + typed[2] + typed[4:]
                start = time.perf_counter()
                await member.autocomplete(channel, "post", "title", typed)
                seconds.append(time.perf_counter() - start)
            print()
            print(line(f"/post among {len(titles):,} titles", seconds))
