"""``check``, ``backup`` and ``restore`` as an owner uses them."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

from bot.services.store import Store

from .test_app import Run, fails, indexed, run

__all__ = ["indexed", "run"]


def test_check_says_what_is_whole_and_what_is_not(run: Run, indexed: Path) -> None:
    whole = run("check")
    assert (whole.returncode, whole.stdout[:7]) == (0, "ok     ")
    assert json.loads(run("check", "--json").stdout) == []
    with closing(sqlite3.connect(indexed / "archive" / "catalog.sqlite3")) as connection, connection:
        connection.execute("UPDATE posts SET text = replace(text, 'salt', 'malt')")
    damaged = run("check")
    assert damaged.returncode == 1
    assert damaged.stdout.startswith("problem posts       b of ")
    (fault,) = json.loads(run("check", "--json").stdout)
    assert fault["part"] == "posts"


def test_one_post_is_one_post(run: Run, indexed: Path) -> None:
    (indexed / "corpus.jsonl").write_text(json.dumps({"_id": "z", "title": "Zest", "text": "A lemon has zest."}) + "\n")
    assert run("index", "corpus.jsonl", "--archive", "one").returncode == 0
    assert " 1 post in " in run("check", "--archive", "one").stdout
    assert " 1 post in " in run("doctor", "--archive", "one").stdout


def test_a_backup_holds_the_archive_and_what_the_bot_remembers(run: Run, indexed: Path) -> None:
    store = Store(indexed / "archive")
    store.guilds.set_channels(7, frozenset({71}))
    result = run("backup", "b.zip")
    assert result.returncode == 0
    assert result.stdout.startswith("b.zip: ")
    assert (indexed / "b.zip").stat().st_mode & 0o777 == 0o600
    assert zipfile.ZipFile(indexed / "b.zip").namelist() == ["catalog.sqlite3", "bot.sqlite3"]

    # In the place of an archive that goes on being used.
    store.guilds.set_channels(7, frozenset())
    (indexed / "corpus.jsonl").write_text(json.dumps({"_id": "z", "title": "Zest", "text": "A lemon has zest."}) + "\n")
    assert run("index", "corpus.jsonl").returncode == 0
    result = run("restore", "b.zip")
    assert (result.returncode, result.stdout) == (0, "The archive in archive holds 3 posts now.\n")
    assert "Rye bread must rest" in run("ask", "How long must rye bread rest?").stdout
    store.close()
    again = Store(indexed / "archive")
    assert again.guilds.channels(7) == {71}
    again.close()

    # Where there was none.
    assert run("restore", "b.zip", "--archive", "elsewhere").returncode == 0
    assert run("check", "--archive", "elsewhere").returncode == 0
    assert (indexed / "elsewhere" / "bot.sqlite3").stat().st_mode & 0o777 == 0o600
    assert list(indexed.rglob(".pullquote-*")) == []


def test_what_is_no_backup_is_refused(run: Run, indexed: Path) -> None:
    (indexed / "notes.zip").write_text("no zip file")
    with zipfile.ZipFile(indexed / "other.zip", "w") as packed:
        packed.writestr("other.txt", "something else")
    with zipfile.ZipFile(indexed / "damaged.zip", "w") as packed:
        packed.writestr("catalog.sqlite3", "no database " * 1000)
    for name in ("missing.zip", "notes.zip", "other.zip"):
        fails(run("restore", name), name, "pullquote backup wrote")
        fails(run("restore", name, "--archive", "elsewhere"), name)
    fails(run("restore", "damaged.zip"), "damaged")
    fails(run("backup", "no/where.zip"), "no/where.zip", "cannot be written")
    assert not (indexed / "elsewhere").exists()
    assert run("check").returncode == 0
