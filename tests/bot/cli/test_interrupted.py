"""Ctrl-C at any moment ends a command with one word and status 130, also while modules are still being imported."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

START = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored
from bot.__main__ import main
main()
"""


@pytest.mark.parametrize(
    "module",
    [
        "typer.core",
        "pydantic",
        "numpy.linalg",
        "sqlalchemy.engine",
        "torch.nn",
        pytest.param("transformers", marks=pytest.mark.slow),
    ],
)
def test_while_a_module_is_imported(tmp_path: Path, module: str) -> None:
    # Python names each module on the error stream as soon as it is there.
    command = [sys.executable, "-X", "importtime", "-c", START, "demo", "How long should I let the dough rise?"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.rsplit("|", 1)[-1].strip() == module:
                break
        process.send_signal(signal.SIGINT)
        printed, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert [line for line in said.splitlines() if not line.startswith("import time:")] == ["stopped"]
    assert printed == ""


@pytest.mark.slow
def test_while_somebody_chats(tmp_path: Path) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-c", START, "demo"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, **pipes) as process:  # type: ignore[call-overload]
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("How long should I let the dough rise?\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "stopped\n")
