"""What whoever runs the bot sees of it: its log, its health and metrics, and what its supervisor is told.

A process of its own, on a Discord of this machine.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest

from bot.cli.supervisor import ALIVE, notify
from embeddings import Archive

from .loopback import DROP, Loopback
from .test_running import RUN

QUESTION = "<@1> How long should I let the dough rise?"
WORDS = "let the dough rise"


class Watched:
    """A running bot, and the lines of its log so far."""

    def __init__(self, process: asyncio.subprocess.Process, loopback: Loopback, archive: Path, port: int) -> None:
        self.process, self.loopback, self.archive, self._port = process, loopback, archive, port
        self.lines: list[str] = []

    async def logged(self, said: str) -> str:
        """The next line that holds some words."""
        assert self.process.stderr is not None
        async with asyncio.timeout(60):
            while line := (await self.process.stderr.readline()).decode():
                self.lines.append(line)
                if said in line:
                    return line
        raise AssertionError("".join(self.lines))

    async def get(self, path: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{self._port}{path}") as response:
            return response.status, await response.text()

    async def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        assert self.process.stderr is not None
        self.lines += (await self.process.stderr.read()).decode().splitlines(keepends=True)
        return await self.process.wait()


Watching = Callable[..., Any]


@pytest.fixture
async def watching(sample: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Watching]:
    """Start a bot with some settings; it has the sample blog."""
    loopback = Loopback()
    runner = await loopback.start()
    loopback.answer_for(monkeypatch)
    shutil.copytree(sample.folder, tmp_path / "archive")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    @asynccontextmanager
    async def start(**settings: str) -> AsyncIterator[Watched]:
        own = {"DISCORD_TOKEN": "right", "ARCHIVE_DIR": str(tmp_path / "archive"), "METRICS_PORT": str(port)}
        command = [sys.executable, "-c", RUN, "run", loopback.url, discord.http.Route.BASE]
        process = await asyncio.create_subprocess_exec(
            *command, env=os.environ | own | settings, cwd=tmp_path, stderr=asyncio.subprocess.PIPE
        )
        try:
            async with asyncio.timeout(60):
                await loopback.ready.wait()
            yield Watched(process, loopback, tmp_path / "archive", port)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    yield start
    await runner.cleanup()


def value(metrics: str, name: str) -> float:
    return float(next(line for line in metrics.splitlines() if line.startswith(f"{name} ")).rsplit(" ", 1)[1])


@pytest.mark.slow
async def test_a_question_is_a_line_of_json_without_its_words_and_is_counted(watching: Watching) -> None:
    async with watching(LOG_FORMAT="json") as bot:
        number = await bot.loopback.say(QUESTION)
        line = json.loads(await bot.logged("a question took"))
        assert (line["level"], line["logger"], line["question"]) == ("INFO", "bot.services.batching", number)
        await bot.loopback.say("<@1> Who is the king of Spain?")
        await bot.logged("nothing answers it")

        # An archive that breaks while it is used.
        with closing(sqlite3.connect(bot.archive / "catalog.sqlite3")) as connection, connection:
            connection.execute("ALTER TABLE state RENAME TO gone")
        await bot.loopback.say(QUESTION)
        assert json.loads(await bot.logged("a message could not be answered"))["level"] == "WARNING"
        with closing(sqlite3.connect(bot.archive / "catalog.sqlite3")) as connection, connection:
            connection.execute("ALTER TABLE gone RENAME TO state")

        status, metrics = await bot.get("/metrics")
        assert status == 200
        assert value(metrics, "pullquote_questions_total") == 3
        assert value(metrics, 'pullquote_answers_total{of="quotes"}') == 1
        assert value(metrics, "pullquote_refusals_total") == 1
        assert value(metrics, "pullquote_failures_total") == 1
        for stage in ("wait", "encode", "search", "read", "quote", "answer", "show"):
            assert value(metrics, f'pullquote_stage_seconds_count{{stage="{stage}"}}') >= 2
        assert value(metrics, 'pullquote_posts{archive=""}') == 15
        assert value(metrics, "pullquote_queue") == 0
        assert value(metrics, "pullquote_connected") == 1
        assert 0 < value(metrics, 'pullquote_sync_age_seconds{archive=""}') < 3600
        assert value(metrics, "process_resident_memory_bytes") > 50e6
        assert await bot.stop() == 0
    for line in bot.lines:
        assert {"time", "level", "logger", "message"} <= json.loads(line).keys()
        assert WORDS not in line


@pytest.mark.slow
async def test_a_running_bot_answers_from_a_backup_at_once(watching: Watching, tmp_path: Path) -> None:
    async def pullquote(*arguments: str) -> None:
        settings = os.environ | {"ARCHIVE_DIR": "archive"}
        command = [sys.executable, "-m", "bot", *arguments]
        process = await asyncio.create_subprocess_exec(*command, cwd=tmp_path, env=settings)
        assert await process.wait() == 0

    async with watching() as bot:
        await bot.loopback.say(QUESTION)
        assert " quotes" in await bot.logged("a question took")
        await pullquote("backup", "b.zip")
        with Archive(bot.archive) as archive:
            (source,) = archive.sources()
        await pullquote("sources", "remove", source.name)
        await bot.loopback.say(QUESTION)
        assert "the archive is empty" in await bot.logged("a message could not be answered")
        await pullquote("restore", "b.zip")
        await bot.loopback.say(QUESTION)
        assert " quotes" in await bot.logged("a question took")
        assert value((await bot.get("/metrics"))[1], 'pullquote_posts{archive=""}') == 15


@pytest.mark.slow
async def test_a_supervisor_a_health_check_and_an_owner_who_asks_for_the_questions_are_told(
    watching: Watching, tmp_path: Path
) -> None:
    words: list[bytes] = []

    async def listen(told: socket.socket) -> None:
        while b"STOPPING=1" not in words:
            words.append(await asyncio.get_running_loop().sock_recv(told, 100))

    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind(str(tmp_path / "notify"))
        told.setblocking(False)
        listening = asyncio.create_task(listen(told))
        supervised = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "200000"}
        async with watching(LOG_QUESTIONS="true", **supervised) as bot:
            await bot.logged("invite it with")
            status, said = await bot.get("/health")
            assert (status, json.loads(said)["posts"]) == (200, 15)

            number = await bot.loopback.say(QUESTION)
            line = await bot.logged("asked: ")
            assert line.endswith(f"INFO    bot.logs [{number}]: asked: {QUESTION.removeprefix('<@1> ')}\n")
            await bot.logged("a question took")

            bot.loopback.closes = [DROP] * 20
            bot.loopback.cut()
            await bot.logged("Discord is out of reach")
            status, said = await bot.get("/health")
            assert (status, json.loads(said)["status"]) == (503, "Discord is out of reach")
            assert await bot.stop() == 0
        async with asyncio.timeout(60):
            await listening
    assert words[0] == b"READY=1"
    assert len(words) > 3
    assert set(words[1:-1]) == {b"WATCHDOG=1"}
    each_event_one_line = re.compile(r"\d{4}-\d\d-\d\dT\S+ (INFO|WARNING) +bot\.")
    assert [line for line in bot.lines if not each_event_one_line.match(line)] == []
    assert not [line for line in bot.lines if "voice" in line or "DEBUG" in line or "bm25s" in line]


def test_a_supervisor_that_does_not_listen_holds_nothing_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as deaf:
        deaf.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        for _ in range(1000):
            notify(ALIVE)
        assert deaf.recv(100) == b"WATCHDOG=1"
