"""Files of questions, and where their answers go: a file, a symlink, a pipe, or standard output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .test_app import Run, fails, indexed, run

__all__ = ["indexed", "run"]

ANSWER = ("answer", "--questions", "q.jsonl", "--out")
RETRIEVE = ("retrieve", "--queries", "q.jsonl", "--run")


@pytest.fixture
def questions(indexed: Path) -> Path:
    """A folder with an archive and two questions about it."""
    asked = ({"_id": "q1", "text": "How long must rye bread rest?"}, {"_id": "q2", "text": "How much salt?"})
    (indexed / "q.jsonl").write_text("".join(json.dumps(one) + "\n" for one in asked))
    return indexed


def ids(written: str) -> list[str]:
    return [json.loads(line)["_id"] for line in written.splitlines()]


def test_what_is_printed_is_the_records_alone(run: Run, questions: Path) -> None:
    answered = run(*ANSWER, "-")
    assert (answered.returncode, ids(answered.stdout)) == (0, ["q1", "q2"])
    assert answered.stderr == "2 questions answered into standard output.\n"
    ranked = run(*RETRIEVE, "-")
    assert (ranked.returncode, {line.split()[0] for line in ranked.stdout.splitlines()}) == (0, {"q1", "q2"})
    assert ranked.stderr == "2 queries ranked into standard output.\n"
    assert not (questions / "-").exists()


def test_what_was_measured_is_told_apart_from_the_records(run: Run, questions: Path) -> None:
    (questions / "blog").mkdir()
    for name, text in (("rye", "Rye bread must rest for a whole day."), ("salt", "Two per cent of salt is right.")):
        (questions / "blog" / f"{name}.md").write_text(f"---\ntitle: All about {name}\n---\n{text}\n")
    assert run("index", "blog", "--archive", "own").returncode == 0
    measured = run("evaluate", "--own", "--archive", "own", "--out", "-")
    assert [json.loads(line)["set"] for line in measured.stdout.splitlines()] == ["own titles"] * 2
    assert "own titles           fused" in measured.stderr
    fails(run("evaluate", "--own", "--archive", "own", "--out", "-", "--json"), "--out -", "--json")


def test_a_symlink_stays_and_the_file_it_leads_to_is_written(run: Run, questions: Path) -> None:
    (questions / "elsewhere").mkdir()
    for name, before in (("old.jsonl", "old\n"), ("new.jsonl", "")):
        target, link = questions / "elsewhere" / name, questions / name
        if before:
            target.write_text(before)
        link.symlink_to(Path("elsewhere") / name)
        assert run(*ANSWER, name).returncode == 0
        assert link.is_symlink()
        assert ids(target.read_text()) == ["q1", "q2"]
    assert sorted(path.name for path in (questions / "elsewhere").iterdir()) == ["new.jsonl", "old.jsonl"]
    (questions / "round").symlink_to("round")
    fails(run(*ANSWER, "round"), "round: it cannot be written")


@pytest.mark.parametrize("command", [ANSWER, RETRIEVE])
def test_a_pipe_stays_one_and_takes_the_lines(run: Run, questions: Path, command: tuple[str, ...]) -> None:
    os.mkfifo(questions / "pipe")
    # Who reads is there first, or the command would wait for it.
    reader = os.open(questions / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run(*command, "pipe").returncode == 0
        assert (questions / "pipe").is_fifo()
        assert b"q1" in os.read(reader, 1 << 16).splitlines()[0]
    finally:
        os.close(reader)


def test_a_folder_is_refused(run: Run, questions: Path) -> None:
    fails(run(*ANSWER, "archive"), "archive: it cannot be written", "directory")


@pytest.mark.slow
def test_standard_output_by_its_path_goes_on_where_it_was(questions: Path) -> None:
    """``/dev/stdout`` leads to a file here, which is not replaced either."""
    link = questions / "stdout"
    link.symlink_to("/proc/self/fd/1")
    if not link.exists():
        pytest.skip("this system has no /proc")
    with (questions / "log").open("a") as log:
        log.write("before\n")
        log.flush()
        command = [sys.executable, "-m", "bot", *ANSWER, str(link)]
        subprocess.run(command, stdout=log, check=True, timeout=120, cwd=questions)
    first, *rest = (questions / "log").read_text().splitlines()
    assert (first, ids("\n".join(rest))) == ("before", ["q1", "q2"])
    assert link.is_symlink()
