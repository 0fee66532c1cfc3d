"""The preview serves the real bot's answers to a browser."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tomllib
import urllib.request
from pathlib import Path

from bot.cli.preview import INSTALL

ROOT = Path(__file__).parents[3]


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


def test_what_it_says_to_install_is_what_the_extra_names() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert extras["preview"] == [INSTALL.split("'")[1]]
