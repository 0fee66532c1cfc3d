"""The preview serves the real bot's answers to a browser."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tomllib
import urllib.request
from pathlib import Path

import pytest
import simcord

from bot.cli.preview import INSTALL
from bot.client import PullquoteBot
from bot.settings import Settings
from embeddings import Archive

from ..conftest import SETTLE_SECONDS, server, shown

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
def test_preview_serves_a_page_until_ctrl_c(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "preview", "--ask", "How long should I let the dough rise?"]
    environment = {key: value for key, value in os.environ.items() if key != "ARCHIVE_DIR"} | {"PYTHONUNBUFFERED": "1"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, **pipes) as process:  # type: ignore[call-overload]
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/#\S+", url)
        page = urllib.request.urlopen(url.partition("#")[0], timeout=20).read()
        assert b"<html" in page
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=30)
    assert (process.returncode, rest) == (130, "")
    assert errors.endswith("\nstopped\n")
    assert "Traceback" not in errors
    assert "No archive in archive yet: here is the sample blog." in errors


async def test_a_second_preview_answers_what_the_first_was_asked(
    sample: Archive, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The simulated Discord gives its messages the same numbers each time. The first one is as of an earlier version,
    which remembered what it answered in the archive."""
    numbers = set()
    for memory in (None, tmp_path_factory.mktemp("memory")):
        bot = PullquoteBot(sample, settings, memory=memory)
        async with simcord.run(bot, settle_timeout=SETTLE_SECONDS) as env:
            reply = await server(env).ask("How long should I let the dough rise?")
            assert "until it has doubled" in shown(reply)
            numbers.add(reply.id)
    assert len(numbers) == 1


def test_a_port_that_is_taken_is_one_clear_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "bot", "preview", "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == f"pullquote: --port {port}: it cannot be used. Choose another."


def test_what_it_says_to_install_is_what_the_extra_names() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert extras["preview"] == [INSTALL.split("'")[1]]
