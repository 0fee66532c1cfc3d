"""A running bot that is killed at any moment: what it kept is whole, and it goes on when it is started again."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import discord
import pytest

from embeddings import Archive, Query

from .loopback import Loopback
from .test_running import RUN

KILLS = 8
QUESTION = "How many hours must rye bread rest?"


def write(blog: Path, version: int) -> str:
    """Put a version of the blog, of which every post changes, in the place of another at once; returns its answer."""
    answer = f"Rye bread must rest for {version} hours before you cut it."
    loaves = [f"Loaf {number} of week {version} was baked in oven {number * 7}." for number in range(20)]
    lines = [{"_id": f"{version}-{number}", "text": text} for number, text in enumerate([answer, *loaves])]
    written = blog.with_suffix(".new")
    written.write_text("".join(json.dumps(line) + "\n" for line in lines))
    written.replace(blog)
    return answer


def state(folder: Path) -> tuple[list[str], str]:
    """The files of both databases are whole; all that the archive holds, and its answer."""
    for name in ("catalog.sqlite3", "bot.sqlite3"):
        if (folder / name).exists():
            with closing(sqlite3.connect(folder / name)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], name
    with Archive(folder) as archive, archive.snapshot() as snapshot:
        (answer,) = snapshot.ask_many([Query(QUESTION)])
        return sorted(post.text for post in snapshot.posts()), answer.quotes[0].text


@pytest.mark.crash
def test_a_bot_that_is_killed_goes_on(discord_server: Loopback, tmp_path: Path) -> None:
    blog, folder = tmp_path / "blog.jsonl", tmp_path / "archive"
    states = []
    for version in (1, 2):
        answer = write(blog, version)
        with Archive(folder, create=True) as archive:
            archive.sync([str(blog)])
        states.append(state(folder))
    moments = random.Random(1)

    def start() -> subprocess.Popen[bytes]:
        own = {"DISCORD_TOKEN": "right", "ARCHIVE_DIR": str(folder), "SOURCES": str(blog), "SYNC_EVERY": "1s"}
        return subprocess.Popen(
            [sys.executable, "-c", RUN, "run", discord_server.url, discord.http.Route.BASE],
            env=os.environ | own,
            cwd=tmp_path,
            stderr=subprocess.PIPE,
        )

    def ask() -> None:
        asyncio.run_coroutine_threadsafe(discord_server.say(f"<@1> {QUESTION}"), discord_server.loop).result(10)

    def until(done: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + 120
        while not done():
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.02)

    def connected() -> subprocess.Popen[bytes]:
        before, process = len(discord_server.identified), start()
        until(lambda: len(discord_server.identified) > before, process)
        return process

    for number in range(KILLS):
        if number % 4:
            process = connected()
            write(blog, number % 2 + 1)
            ask()
            ask()
        else:
            process = start()
        time.sleep(moments.uniform(0.0, 3.0))
        process.kill()
        process.communicate()
        assert state(folder) in states, number
    write(blog, 2)
    process, sent = connected(), len(discord_server.messages)

    def answered() -> bool:
        ask()
        time.sleep(0.5)
        return any(answer[:20] in str(message) for message in discord_server.messages[sent:])

    until(answered, process)
    until(lambda: state(folder) == states[1], process)
    process.send_signal(signal.SIGTERM)
    _, printed = process.communicate(timeout=30)
    assert process.returncode == 0
    assert b"Traceback" not in printed
