"""What a command does not need is not imported for it: --help is there at once, and no command waits for discord.py."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import embeddings
from bot.cli.measuring import OTHERS
from embeddings import Archive

DISCORD = {"discord", "aiohttp"}
MODELS = {"torch", "transformers", "sentence_transformers"}
REST = {"rich.markdown", "numpy", "sqlalchemy", "pydantic", "faiss", "httpx", "lxml", "dateparser", "scipy", "asyncio"}
CLUSTER = {"psycopg", "sqlalchemy.dialects.postgresql", "embeddings.stores.postgresql", "ray"}
PAGES = {"trafilatura", "htmldate", "lxml", "selectolax", "httpx"}
FORBIDDEN = {
    ("--help",): DISCORD | MODELS | REST,
    ("--version",): DISCORD | MODELS | REST,
    # typer itself reads a command's options with pydantic.
    ("status", "--help"): (DISCORD | MODELS | REST) - {"pydantic"},
    ("status",): DISCORD | MODELS | CLUSTER,
    ("sync",): CLUSTER,
    ("ask", "Can I keep bread in the fridge?"): DISCORD | CLUSTER | PAGES | {"opencc"},
}

CODE = """
import sys
from bot.__main__ import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
finally:
    print("imported", *sys.modules)
"""


def start(folder: Path, *arguments: str) -> str:
    """Run ``pullquote`` in a process of its own and return what it printed, with the names of its modules behind."""
    result = subprocess.run(
        [sys.executable, "-c", CODE, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env=os.environ | {"ARCHIVE_DIR": str(folder)},
    )
    assert result.stderr == ""
    return result.stdout


@pytest.mark.parametrize(
    "arguments", [pytest.param(one, marks=[pytest.mark.slow] * (one[0] == "ask")) for one in FORBIDDEN], ids=" ".join
)
def test_a_command_imports_only_what_it_needs(arguments: tuple[str, ...], sample: Archive) -> None:
    printed, imported = start(sample.folder, *arguments).rsplit("imported ", 1)
    assert printed
    assert FORBIDDEN[arguments] & set(imported.split()) == set()


def test_the_rankings_to_compare_with_are_those_that_there_are() -> None:
    assert set(OTHERS) == set(embeddings.RANKINGS) - {"fused"}


def test_the_version_is_that_of_the_package() -> None:
    result = subprocess.run([sys.executable, "-m", "bot", "--version"], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == version("pullquote")


@pytest.mark.skipif(os.cpu_count() == 1, reason="NumPy has no threads then")
def test_numpys_threads_do_not_take_the_processor_from_the_model() -> None:
    code = """
import embeddings, numpy, time
matrix = numpy.ones((800, 800), dtype=numpy.float32)
matrix @ matrix
until = time.perf_counter() + 0.02
began = time.process_time(), time.thread_time()
while time.perf_counter() < until:
    pass
print(time.process_time() - began[0] - (time.thread_time() - began[1]))
"""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS_")}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert float(done.stdout) < 0.005, "seconds of the processor that other threads took in 0.02"


@pytest.mark.skipif(os.cpu_count() == 1, reason="PyTorch has no threads then")
def test_pytorchs_threads_do_not_wait_at_the_cost_of_other_programs() -> None:
    code = """
import embeddings, torch, time
torch.set_num_threads(2)
matrix = torch.ones((400, 400))
waited = 0.0
for _ in range(50):
    matrix @ matrix
    until = time.perf_counter() + 0.005
    began = time.process_time(), time.thread_time()
    while time.perf_counter() < until:
        pass
    waited += time.process_time() - began[0] - (time.thread_time() - began[1])
print(waited)
"""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GOMP_", "OMP_"))}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    # 0.24 where they wait as PyTorch comes, up to 0.04 where another program takes their turn.
    assert float(done.stdout) < 0.1, "seconds of the processor that waiting threads took in 0.25"
