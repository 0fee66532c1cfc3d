"""``check``, ``backup`` and ``restore`` as an owner uses them."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

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


def test_a_value_of_a_wrong_type_is_told_as_damage(run: Run, indexed: Path) -> None:
    catalog = indexed / "archive" / "catalog.sqlite3"
    whole = catalog.read_bytes()
    # Where that is the post's alone, it is left out, and indexing mends it.
    database(catalog, "UPDATE posts SET title = CAST(title AS BLOB) WHERE id = 'b'")
    checked = run("check")
    assert (checked.returncode, checked.stdout[:22]) == (1, "problem posts       b ")
    assert "Two per cent" not in run("ask", "How much salt is right for a loaf?").stdout
    assert run("status").returncode == 0
    assert "1 changed" in run("index", "corpus.jsonl").stdout
    assert run("check").returncode == 0
    assert "Two per cent" in run("ask", "How much salt is right for a loaf?").stdout

    catalog.write_bytes(whole)
    database(catalog, "UPDATE posts SET source = CAST(source AS BLOB) WHERE id = 'b'")
    checked = run("check")
    assert (checked.returncode, checked.stderr) == (1, "")
    assert "problem catalog     posts.source is of a wrong type in 1 rows" in checked.stdout
    for command in (
        ("status",),
        ("index", "corpus.jsonl"),
        ("backup", "b.zip"),
        ("ask", "How much salt is right for a loaf?"),
    ):
        fails(run(*command), "archive: it is damaged", "Move it away and index again")


def test_one_post_is_one_post(run: Run, indexed: Path) -> None:
    (indexed / "corpus.jsonl").write_text(json.dumps({"_id": "z", "title": "Zest", "text": "A lemon has zest."}) + "\n")
    assert run("index", "corpus.jsonl", "--archive", "one").returncode == 0
    assert " 1 post in " in run("check", "--archive", "one").stdout
    assert " 1 post in " in run("doctor", "--archive", "one").stdout


def test_a_backup_holds_the_archive_and_what_the_bot_remembers(run: Run, indexed: Path) -> None:
    store = Store(indexed / "archive")
    store.guilds.switch_channel(7, 71)
    result = run("backup", "b.zip")
    assert result.returncode == 0
    assert result.stdout.startswith("b.zip: ")
    assert (indexed / "b.zip").stat().st_mode & 0o777 == 0o600
    assert zipfile.ZipFile(indexed / "b.zip").namelist() == ["catalog.sqlite3", "bot.sqlite3"]

    # In the place of an archive that goes on being used.
    store.guilds.switch_channel(7, 71)
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


def test_an_archive_is_not_moved_to_where_it_is(run: Run, indexed: Path) -> None:
    (indexed / "link").symlink_to("archive")
    for place in ("archive", "./archive", "link", indexed / "archive"):
        fails(run("move", "--to", place, "--archive", "archive"), f"{place}: ".removeprefix("./"), "there already")
    moved = run("move", "--to", "elsewhere")
    assert "3 posts, 3 passages and 3 vectors are in elsewhere too" in moved.stdout


def packed(file: Path, **members: bytes) -> str:
    """A zip file of files that end in ``.sqlite3``."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in members.items():
            written.writestr(f"{name}.sqlite3", data)
    return file.name


def database(file: Path, *statements: str) -> bytes:
    """Another program's SQLite file."""
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    return file.read_bytes()


def test_what_is_no_backup_is_refused(run: Run, indexed: Path) -> None:
    (indexed / "notes.zip").write_text("no zip file")
    with zipfile.ZipFile(indexed / "other.zip", "w") as written:
        written.writestr("other.txt", "something else")
    notes = database(indexed / "notes.sqlite3", "CREATE TABLE notes (text TEXT)")
    state = database(indexed / "state.sqlite3", "CREATE TABLE state (name TEXT)")
    packed(indexed / "empty.zip", catalog=b"")
    packed(indexed / "foreign.zip", catalog=notes)
    packed(indexed / "state.zip", catalog=state)
    packed(indexed / "damaged.zip", catalog=b"no database " * 1000)
    for name in ("missing", "notes", "other", "empty", "foreign", "state", "damaged"):
        for place in ((), ("--archive", "elsewhere")):
            result = run("restore", f"{name}.zip", *place)
            fails(result, f"pullquote: {name}.zip: ", "pullquote backup wrote")
            assert ".pullquote-" not in result.stderr
    assert not (indexed / "elsewhere").exists()
    assert "3 posts" in run("check").stdout


@pytest.mark.parametrize("damage", ["garbage", "empty", "foreign", "page", "secret"])
def test_a_backup_of_which_the_bots_tables_are_damaged_changes_nothing(
    run: Run, indexed: Path, tmp_path: Path, damage: str
) -> None:
    store = Store(indexed / "archive")
    store.guilds.switch_channel(7, 71)
    store.close()
    run("backup", "b.zip")
    with zipfile.ZipFile(indexed / "b.zip") as whole:
        catalog, bot = whole.read("catalog.sqlite3"), whole.read("bot.sqlite3")
    match damage:
        case "garbage":
            bot = b"no database " * 1000
        case "empty":
            bot = b""
        case "foreign":
            bot = database(tmp_path / "notes.sqlite3", "CREATE TABLE notes (text TEXT)")
        case "page":
            bot = bot[:4096] + b"\xff" * (len(bot) - 4096)
        case "secret":
            (tmp_path / "odd.sqlite3").write_bytes(bot)
            bot = database(tmp_path / "odd.sqlite3", "UPDATE remembered SET value = X'ff' WHERE name = 'secret'")
    packed(indexed / "odd.zip", catalog=catalog, bot=bot)
    (indexed / "corpus.jsonl").write_text(json.dumps({"_id": "z", "title": "Zest", "text": "A lemon has zest."}) + "\n")
    assert run("index", "corpus.jsonl").returncode == 0
    result = run("restore", "odd.zip")
    fails(result, "pullquote: odd.zip: ", "bot")
    assert ".pullquote-" not in result.stderr
    assert " 1 post in " in run("check").stdout


def test_a_backup_with_one_flipped_bit_is_refused(run: Run, indexed: Path) -> None:
    run("backup", "b.zip")
    whole = (indexed / "b.zip").read_bytes()
    for place in range(60, len(whole), len(whole) // 12):
        (indexed / "flipped.zip").write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        result = run("restore", "flipped.zip")
        # A bit that says when it was packed is none of what it holds.
        assert result.returncode == 0 or "pullquote: flipped.zip: it " in result.stderr
    assert "3 posts" in run("check").stdout


def test_a_disk_without_room_is_not_the_backups_fault(run: Run, indexed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("backup", "b.zip")
    most, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    try:
        result = run("restore", "b.zip")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    fails(result, "archive", "cannot be written", "File too large")
    assert "b.zip" not in result.stderr
    monkeypatch.setattr("shutil.disk_usage", lambda _: shutil._ntuple_diskusage(1 << 20, 1 << 20, 1 << 10))
    fails(run("restore", "b.zip"), "b.zip", "1,024 are free", "archive")
    monkeypatch.undo()
    assert list(indexed.rglob(".pullquote-*")) == []


def test_a_backup_takes_the_place_of_an_earlier_one_alone(run: Run, indexed: Path) -> None:
    Store(indexed / "archive").close()
    (indexed / "notes.txt").write_text("mine")
    (indexed / "link.zip").symlink_to("archive/catalog.sqlite3")
    os.mkfifo(indexed / "pipe.zip")
    own = [f"archive/{name}" for name in ("catalog.sqlite3", "bot.sqlite3", "catalog.sqlite3-wal", "indexes/new")]
    before = {path: path.read_bytes() for path in indexed.glob("archive/*.sqlite3")}
    for name in (*own, "notes.txt", "link.zip", "pipe.zip", "archive"):
        fails(run("backup", name), f"pullquote: {name}: ", "ame another")
    fails(run("backup", "no/where.zip"), "no/where.zip", "cannot be written")
    fails(run("backup", f"{'long' * 100}.zip"), "cannot be written", "File name too long")
    assert {path: path.read_bytes() for path in indexed.glob("archive/*.sqlite3")} == before
    assert (indexed / "notes.txt").read_text() == "mine"
    for name in ("b.zip", "b.zip", "archive/b.zip"):
        assert run("backup", name).returncode == 0
    assert run("check").returncode == 0
