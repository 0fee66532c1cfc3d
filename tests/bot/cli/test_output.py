"""Where what a command prints cannot go: a disk that is full, a reader that has seen enough."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from embeddings import Archive

FULL = Path("/dev/full")
ASK = ("ask", "How long should I let the dough rise?")
START = "from bot.__main__ import main; main()"


@pytest.mark.slow
@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize(
    ("arguments", "unbuffered"), [(ASK, ""), ((*ASK, "--json"), "1"), (("status",), "1"), (("--help",), "")]
)
def test_a_full_disk_is_one_clear_line(sample: Archive, arguments: tuple[str, ...], unbuffered: str) -> None:
    environment = os.environ | {"ARCHIVE_DIR": str(sample.folder), "PYTHONUNBUFFERED": unbuffered}
    command = [sys.executable, "-c", START, *arguments]
    with FULL.open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120, check=False, env=environment
        )
    assert done.stderr == "pullquote: standard output cannot be written (No space left on device).\n"
    assert done.returncode == 1


def test_a_reader_may_have_seen_enough(sample: Archive) -> None:
    environment = os.environ | {"ARCHIVE_DIR": str(sample.folder)}
    read, written = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-c", START, "status"],
        stdout=written,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
        check=False,
        env=environment,
    )
    os.close(written)
    assert done.stderr == ""
