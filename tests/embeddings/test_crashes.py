"""Whenever a process is killed, the archive opens, is whole, answers from one state of its sources, and the next run
ends where the killed one would have ended."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from embeddings.stores.sqlite import FILE

ARCHIVES = Path(__file__).parent / "stores" / "archives"
STRIDE = 13
"""Of the statements of a run, every so many are killed in the default suite, and all with ``-m crash``."""
RANDOM = 40
"""SIGKILLs at random moments, for each kind of run."""


class Processes:
    """Runs acts in processes that may be killed; see ``crashes.py``."""

    def __init__(self, module: str = "tests.embeddings.crashes") -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            # Threads would not be there any more after a fork.
            env=os.environ | {"OMP_NUM_THREADS": "1"},
        )

    def run(self, act: str, folder: Path, source: str = "", **more: Any) -> dict[str, Any]:
        assert self._server.stdin and self._server.stdout
        self._server.stdin.write(json.dumps({"act": act, "folder": str(folder), "source": source, **more}) + "\n")
        self._server.stdin.flush()
        found: dict[str, Any] = json.loads(self._server.stdout.readline())
        return found

    def close(self) -> None:
        self._server.communicate()


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    server = Processes()
    yield server
    server.close()


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    return tmp_path / "blog"


def write(blog: Path, version: int) -> None:
    """A blog of which every post changes with its version, one is new and one is gone."""
    shutil.rmtree(blog, ignore_errors=True)
    blog.mkdir()
    posts = {
        "rye": f"Rye bread must rest for {version} hours before you cut it.",
        "salt": f"The salt that is right for a loaf is {version} per cent of the flour.",
        f"new-{version}": f"This is the news of week {version}.\n\n" + f"It was week {version} of baking. " * 200,
    }
    for name, text in posts.items():
        (blog / f"{name}.md").write_text(f"---\ntitle: On {name}\ndate: 2020-01-0{version}\n---\n{text}")


class Run:
    """A run from one state of an archive to another, to be killed and held against both."""

    def __init__(self, processes: Processes, act: str, base: Path, source: str, work: Path) -> None:
        """``base``: a folder with the archive as it is before, or none; ``work``: where runs are tried."""
        self.processes, self.act, self.base, self.source, self.work = processes, act, base, source, work
        self.look = "look" if act == "sync" else "hold"
        self.before = processes.run("look", base) if base.exists() and act == "sync" else None
        whole = []
        for _ in range(3):
            self._reset()
            whole.append(processes.run(act, work, source))
        self.statements, self.seconds = whole[0]["statements"], min(one["seconds"] for one in whole)
        self.after = processes.run(self.look, work)
        assert "found" in self.after, self.after

    def _reset(self) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        if self.base.exists():
            shutil.copytree(self.base, self.work)

    def killed(self, cut: Callable[[Path], object] = lambda _: None, **when: Any) -> bool:
        """Kill a run at a moment and look at what it leaves. Returns whether it was not over by then.

        ``cut``: what else becomes of the archive's folder then.
        """
        self._reset()
        died = self.processes.run(self.act, self.work, self.source, **when)["killed"]
        cut(self.work)
        if (self.work / FILE).exists():
            left = self.processes.run(self.look, self.work)
            if self.act == "migrate":
                assert left["found"] == self.after["found"], when
            elif self.before is None:
                assert left.get("error", "").endswith("the archive is empty") or left["found"] == self.after["found"]
            else:
                assert left["found"] in (self.before["found"], self.after["found"]), when
        again = self.processes.run(self.act, self.work, self.source)
        assert "found" in again, (when, again)
        assert self.processes.run(self.look, self.work)["found"] == self.after["found"], when
        if self.act == "sync":
            last = self.processes.run("sync", self.work, self.source)["found"]
            assert (last["added"], last["changed"], last["removed"]) == (0, 0, 0), when
        return bool(died)


def kill_often(run: Run, seed: int) -> str:
    """Kill a run at so many random moments, and say how often it was over before."""
    moments, tries, died = random.Random(seed), 0, 0
    while died < RANDOM:
        assert tries < 10 * RANDOM
        tries += 1
        died += run.killed(after=moments.uniform(0.0, run.seconds))
    return f"killed {died} times within {run.seconds:.2f} s, over before {tries - died} times"


def first_index(processes: Processes, tmp_path: Path, blog: Path) -> Run:
    write(blog, 1)
    return Run(processes, "sync", tmp_path / "none", str(blog), tmp_path / "work")


def later_sync(processes: Processes, tmp_path: Path, blog: Path) -> Run:
    write(blog, 1)
    processes.run("sync", tmp_path / "base", str(blog))
    write(blog, 2)
    return Run(processes, "sync", tmp_path / "base", str(blog), tmp_path / "work")


def migration(layout: int) -> Callable[[Processes, Path, Path], Run]:
    def make(processes: Processes, tmp_path: Path, blog: Path) -> Run:
        (tmp_path / "base").mkdir()
        with closing(sqlite3.connect(tmp_path / "base" / FILE)) as connection:
            connection.executescript((ARCHIVES / f"layout{layout}.sql").read_text())
        return Run(processes, "migrate", tmp_path / "base", "", tmp_path / "work")

    return make


KINDS = {"first index": first_index, "later sync": later_sync, "migration": migration(1)}


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_run_that_is_killed_before_a_statement(processes: Processes, tmp_path: Path, blog: Path, kind: str) -> None:
    run = KINDS[kind](processes, tmp_path, blog)
    assert run.statements > 40
    for statement in range(len(kind) % STRIDE, run.statements, STRIDE):
        assert run.killed(statement=statement), statement


def test_what_a_killed_process_left_beside_the_archive_is_cleared_away(
    processes: Processes, tmp_path: Path, blog: Path
) -> None:
    write(blog, 1)
    processes.run("sync", tmp_path / "a", str(blog))
    folder = tmp_path / "a" / "indexes"
    for name, age in (("killed", 7200), ("at-work", 60)):
        (folder / name / "passage").mkdir(parents=True)
        os.utime(folder / name, (time.time() - age,) * 2)
    write(blog, 2)
    processes.run("sync", tmp_path / "a", str(blog))
    left = {path.name for path in folder.iterdir() if path.is_dir()}
    used = {one["name"] for path in folder.glob("*.json") for one in json.loads(path.read_bytes())["segments"]}
    assert left == {*used, "at-work"}


def lose(folder: Path, moments: random.Random) -> None:
    """What a power cut may do: of what was not synced to the disk, which is the log alone, any part is not there."""
    (folder / f"{FILE}-shm").unlink(missing_ok=True)
    log = folder / f"{FILE}-wal"
    data = bytearray(log.read_bytes())
    blocks = max(len(data) // 512, 1)
    for block in moments.sample(range(blocks), moments.choice([1, 2, blocks // 2 or 1])):
        data[block * 512 : (block + 1) * 512] = bytes(512)
    log.write_bytes(data[: moments.choice([len(data), moments.randrange(len(data) + 1)])])


@pytest.mark.parametrize(
    "tries", [pytest.param(8, marks=pytest.mark.slow), pytest.param(RANDOM, marks=pytest.mark.crash)]
)
def test_a_power_cut_costs_the_last_runs_at_most(processes: Processes, tmp_path: Path, blog: Path, tries: int) -> None:
    run = later_sync(processes, tmp_path, blog)
    moments = random.Random(tries)
    for _ in range(tries):
        # After the commit and before the log is put into the file; then anywhere.
        statement = moments.choice([run.statements - 1, moments.randrange(20, run.statements)])
        assert run.killed(lambda folder: lose(folder, moments), statement=statement), statement


@pytest.mark.crash
@pytest.mark.parametrize("kind", KINDS)
def test_a_run_that_is_killed_before_any_statement(processes: Processes, tmp_path: Path, blog: Path, kind: str) -> None:
    run = KINDS[kind](processes, tmp_path, blog)
    for statement in range(run.statements):
        assert run.killed(statement=statement), statement
    print(f"\n{kind}: killed before each of {run.statements} statements")


@pytest.mark.crash
@pytest.mark.parametrize("kind", KINDS)
def test_a_run_that_is_killed_at_any_moment(processes: Processes, tmp_path: Path, blog: Path, kind: str) -> None:
    print(f"\n{kind}: {kill_often(KINDS[kind](processes, tmp_path, blog), seed=len(kind))}")


@pytest.mark.crash
def test_a_sync_from_a_server_that_is_killed_at_any_moment(processes: Processes, tmp_path: Path, serve: Any) -> None:
    site = serve("wordpress", 12)
    everything, site.posts = site.posts, site.posts[:9]
    processes.run("sync", tmp_path / "base", site.address)
    site.posts = everything
    run = Run(processes, "sync", tmp_path / "base", site.address, tmp_path / "work")
    print(f"\nserver: {kill_often(run, seed=3)}")


@pytest.mark.crash
def test_who_reads_while_another_process_is_killed_sees_whole_states(
    processes: Processes, tmp_path: Path, blog: Path
) -> None:
    states = []
    for version in (1, 2):
        write(blog, version)
        processes.run("sync", tmp_path / f"v{version}", str(blog))
        states.append(processes.run("look", tmp_path / f"v{version}")["found"])
    folder, until, readers = tmp_path / "v2", tmp_path / "over", [Processes(), Processes()]
    watched: list[dict[str, Any]] = []
    watching = [
        threading.Thread(target=lambda one=reader: watched.append(one.run("watch", folder, until=str(until))))
        for reader in readers
    ]
    for thread in watching:
        thread.start()
    moments = random.Random(4)
    died = 0
    try:
        for number in range(RANDOM):
            write(blog, number % 2 + 1)
            died += processes.run("sync", folder, str(blog), after=moments.uniform(0.0, 0.4))["killed"]
            processes.run("sync", folder, str(blog))
    finally:
        until.touch()
        for thread, reader in zip(watching, readers, strict=True):
            thread.join()
            reader.close()
    seen = [one["found"] for one in watched]
    print(f"\ntwo readers beside a run: {died} of {RANDOM} killed; {[len(found) for found in seen]} states were seen")
    assert len(seen) == len(readers)
    for found in seen:
        assert found
        assert all(state in states for state in found)
