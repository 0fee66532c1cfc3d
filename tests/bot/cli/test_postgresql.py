"""The command line on an archive in PostgreSQL: what it says of one in a folder, it says of this."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.services.store import Store

from ...postgres import PASSWORD, Postgres
from .test_app import CORPUS, Run, fails, run

__all__ = ["run"]

pytestmark = pytest.mark.postgresql


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n".join(map(json.dumps, CORPUS)))
    return path


def test_every_command_works_on_the_archive_of_the_setting(run: Run, postgres: Postgres, corpus: Path) -> None:
    place = postgres.place()
    printed = []
    for command, said in (
        (["index", corpus], "3 added"),
        (["ask", "How long must rye bread rest?"], "Rye bread must rest for a whole day"),
        (["sync"], "3 unchanged"),
        (["status"], "posts     3"),
        (["check"], "all as they were stored"),
        (["sources"], "corpus.jsonl: 3 posts"),
        (["backup", "b.zip"], "b.zip: "),
        (["restore", "b.zip"], "holds 3 posts now"),
        (["gaps"], ""),
        (["sources", "remove", corpus], "3 posts of"),
        (["status", "--json"], '"posts": 0'),
    ):
        done = run(*command, ARCHIVE=place)
        assert (done.returncode, done.stderr) == (0, ""), command
        assert said in done.stdout
        printed.append(done.stdout)
    assert not any(secret in text for text in printed for secret in (PASSWORD, "p%40ss"))
    assert not list(corpus.parent.rglob("*.sqlite3"))


def test_an_archive_goes_into_a_database_by_its_backup_and_back(run: Run, postgres: Postgres, corpus: Path) -> None:
    place = postgres.place()
    assert run("index", corpus).returncode == 0
    store = Store(corpus.parent / "archive")
    store.guilds.switch_channel(7, 71)
    store.close()
    answer = run("ask", "How much salt is right?").stdout
    assert run("backup", "folder.zip").returncode == 0
    assert run("restore", "folder.zip", ARCHIVE=place).returncode == 0
    assert run("ask", "How much salt is right?", ARCHIVE=place).stdout == answer
    assert run("sync", ARCHIVE=place).stdout.startswith("0 added, 0 changed, 0 removed, 3 unchanged; 0 passages")
    assert run("backup", "database.zip", ARCHIVE=place).returncode == 0
    assert run("restore", "database.zip", "--archive", "back").returncode == 0
    assert run("ask", "How much salt is right?", "--archive", "back").stdout == answer
    store = Store(corpus.parent / "back")
    assert store.guilds.channels(7) == {71}
    store.close()


def test_an_archive_is_moved_into_a_database_and_back(run: Run, postgres: Postgres, corpus: Path) -> None:
    place = postgres.place()
    assert run("index", corpus).returncode == 0
    store = Store(corpus.parent / "archive")
    store.guilds.switch_channel(7, 71)
    store.close()
    moved = run("move", "--to", place)
    assert (moved.returncode, moved.stderr) == (0, "")
    assert moved.stdout.startswith("3 posts, 3 passages and 3 vectors are in postgresql+psycopg://")
    assert moved.stdout.endswith("To answer from there, set ARCHIVE.\n")
    assert "p%40ss" not in moved.stdout
    answer = run("ask", "How much salt is right?").stdout
    assert run("ask", "How much salt is right?", ARCHIVE=place).stdout == answer
    back = run("move", "--to", "back", ARCHIVE=place)
    assert back.stdout.endswith("in back too, as they are here. To answer from there, set ARCHIVE_DIR.\n")
    assert run("ask", "How much salt is right?", "--archive", "back").stdout == answer
    store = Store(corpus.parent / "back")
    assert store.guilds.channels(7) == {71}
    store.close()
    again = run("move", "--to", place, "--archive", "elsewhere")
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    fails(run("move", "--to", place, ARCHIVE=place), "the archive is there already")


def test_an_archive_may_be_named_or_given_by_its_address(run: Run, postgres: Postgres, corpus: Path) -> None:
    one, other = postgres.place(), postgres.place()
    assert run("index", corpus, "--archive", one).returncode == 0
    several = f"bread={one},rust={other}"
    assert "posts     3" in run("status", "--archive", "bread", ARCHIVES=several).stdout
    missing = run("status", "--archive", "rust", ARCHIVES=several)
    assert missing.returncode == 1
    assert missing.stderr.endswith("there is no archive here. Make one with: pullquote index SOURCE\n")


def test_setup_keeps_the_address_and_doctor_looks_there(run: Run, postgres: Postgres, corpus: Path) -> None:
    place = postgres.place()
    done = run("setup", "--blog", corpus, "--archive", place)
    assert (done.returncode, done.stderr) == (0, "")
    assert "SOURCES, ARCHIVE: kept in .env." in done.stdout
    assert corpus.with_name(".env").stat().st_mode & 0o777 == 0o600
    assert "posts     3" in run("status").stdout
    assert "3 posts in postgresql+psycopg://" in run("doctor").stdout
    away = run("doctor", ARCHIVE="postgresql://blogger:secret@127.0.0.1:1/blog").stdout
    assert "problem archive" in away
    assert "secret" not in away


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"ARCHIVE": "postgresql+psycopg://blogger:secret@127.0.0.1:1/blog"}, "correct the address in ARCHIVE"),
        (
            {"ARCHIVE": "mysql://blogger:secret@127.0.0.1/blog"},
            "ARCHIVE (--archive): mysql://blogger@127.0.0.1/",
        ),
        ({"ARCHIVE": "postgresql://blogger:se@cret@127.0.0.1/blog"}, "ARCHIVE (--archive): the address cannot be read"),
        ({"ARCHIVE": "archive/secret"}, "ARCHIVE: it must be the address of a database"),
        ({"ARCHIVES": "a b=postgresql://blogger:secret@127.0.0.1/blog"}, "ARCHIVES: it must be names"),
    ],
)
def test_a_wrong_address_is_one_line_that_names_the_setting(run: Run, settings: dict[str, str], said: str) -> None:
    pytest.importorskip("psycopg")
    done = run("status", **settings)
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr
