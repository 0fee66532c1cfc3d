"""A bot, a backup or its restoration that is killed at any moment: what is kept is whole, and the next run goes on."""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.services.store import Store
from embeddings import Archive, Query

from ..embeddings.test_crashes import RANDOM, Processes
from .crashes import GUILD
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


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    server = Processes("tests.bot.crashes")
    yield server
    server.close()


class Copies:
    """Two archives with their backups, and a place where one is worked on by processes that are killed."""

    def __init__(self, processes: Processes, place: Path) -> None:
        self.processes = processes
        self.work, self.file = place / "work", place / "copy" / "backup.zip"
        self.folders, self.files, self.states = {}, {}, {}
        for version in (1, 2):
            blog = place / f"blog{version}.jsonl"
            write(blog, version)
            with blog.open("a") as file:
                for number in range(300):
                    text = f"Batch {number} of week {version} was kneaded twice. " * 40
                    file.write(json.dumps({"_id": f"batch-{number}", "text": text}) + "\n")
            folder = self.folders[version] = place / f"archive{version}"
            processes.run("sync", folder, str(blog))
            store = Store(folder)
            store.guilds.switch_channel(GUILD, version)
            store.close()
            self.files[version] = place / f"{version}.zip"
            assert "found" in processes.run("back up", folder, str(self.files[version]))
            self.states[version] = self.state(folder)
        assert self.states[1] != self.states[2]

    def state(self, folder: Path) -> Any:
        return self.processes.run("whole", folder)["found"]

    def restored(self, file: Path) -> Any:
        """What a backup gives an archive that is empty."""
        elsewhere = self.work.with_name("elsewhere")
        shutil.rmtree(elsewhere, ignore_errors=True)
        assert "found" in self.processes.run("restore", elsewhere, str(file))
        return self.state(elsewhere)

    def start(self, version: int) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.folders[version], self.work)
        self.file.parent.mkdir(exist_ok=True)
        shutil.copy(self.files[1], self.file)

    def left(self) -> list[Path]:
        return [*self.work.glob(".pullquote-*"), *self.file.parent.glob(".pullquote-*")]

    def seconds(self, act: str, version: int, file: Path) -> float:
        """How long it takes where nobody kills it."""
        whole = []
        for _ in range(3):
            self.start(version)
            whole.append(self.processes.run(act, self.work, str(file))["seconds"])
        return min(whole)


def kill_often(copies: Copies, act: str, version: int, file: Path) -> Iterator[None]:
    """Kill an act at ``RANDOM`` moments, and say in the end how often it was over before and left something."""
    seconds, moments = copies.seconds(act, version, file), random.Random(act)
    died = tries = left = 0
    while died < RANDOM:
        assert tries < 10 * RANDOM
        tries += 1
        copies.start(version)
        died += copies.processes.run(act, copies.work, str(file), after=moments.uniform(0.0, seconds))["killed"]
        left += bool(copies.left())
        yield
        assert copies.left() == []
    print(f"\n{act}: killed {died} times within {seconds:.2f} s, over before {tries - died} times; {left} left folders")


@pytest.mark.crash
def test_a_backup_that_is_killed_leaves_the_one_before_or_is_whole(processes: Processes, tmp_path: Path) -> None:
    copies = Copies(processes, tmp_path)
    for _ in kill_often(copies, "back up", 2, copies.file):
        assert copies.state(copies.work) == copies.states[2]
        assert copies.restored(copies.file) in copies.states.values()
        assert "found" in processes.run("back up", copies.work, str(copies.file))
        assert copies.restored(copies.file) == copies.states[2]


@pytest.mark.crash
def test_an_archive_whose_restoration_is_killed_is_as_before_or_restored(processes: Processes, tmp_path: Path) -> None:
    copies = Copies(processes, tmp_path)
    for _ in kill_often(copies, "restore", 1, copies.files[2]):
        # The archive and what the bot remembers are two files, each of one state.
        state, states = copies.state(copies.work), list(copies.states.values())
        assert state["channels"] in [each["channels"] for each in states]
        assert {**state, "channels": 0} in [{**each, "channels": 0} for each in states]
        assert "found" in processes.run("restore", copies.work, str(copies.files[2]))
        assert copies.state(copies.work) == copies.states[2]
