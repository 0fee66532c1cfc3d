"""The bot's own file: nobody else reads it, and where it cannot be written the bot goes on with what it holds."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.services.store import Store
from embeddings import Archive

from ...toy import ToyEncoder


@pytest.fixture(autouse=True)
def everybody_may_read_new_files() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_nobody_else_may_read_the_file_and_the_folder(tmp_path: Path) -> None:
    with Archive(tmp_path / "a", encoder=ToyEncoder(), create=True):
        pass
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700
    Store(tmp_path / "a").close()
    assert (tmp_path / "a" / "bot.sqlite3").stat().st_mode & 0o777 == 0o600


def test_a_file_of_an_earlier_version_is_closed_to_others(tmp_path: Path) -> None:
    first = Store(tmp_path)
    secret = first.derived("x")
    first.close()
    (tmp_path / "bot.sqlite3").chmod(0o644)
    store = Store(tmp_path)
    assert store.derived("x") == secret
    store.close()
    assert (tmp_path / "bot.sqlite3").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["a?one", "a%41", "file:a?mode=memory"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    Store(tmp_path / name).close()
    assert list(tmp_path.rglob("*.sqlite3")) == [tmp_path / name / "bot.sqlite3"]


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder with the bot's file, on a volume that may only be read."""
    folder, written = tmp_path / "ours?at 50%41", tmp_path / "written"
    folder.mkdir()
    written.mkdir()
    store = Store(written)
    store.guilds.switch_channel(7, 8)
    store.feedback.vote(1, "quote", helpful=True)
    store.close()
    if subprocess.run(["mount", "--bind", written, folder], capture_output=True, check=False).returncode:
        pytest.skip("a folder cannot be mounted here")
    subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_read_only_file_costs_no_vote(read_only: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    secret = Store(tmp_path / "written").derived("x")
    store = Store(read_only)
    assert "last until the bot stops" in caplog.text
    assert store.guilds.channels(7) == frozenset({8})
    assert store.derived("x") == secret
    assert store.feedback.vote(2, "quote", helpful=True)
    assert store.feedback.votes() == (2, 0)
    assert not store.feedback.vote(1, "quote", helpful=True)
    assert store.guilds.switch_channel(7, 8) == frozenset()
    assert store.first_time("greeted:7")
    store.close()
    assert Store(read_only).feedback.votes() == (1, 0)


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite3").write_bytes(b"This is no database. " * 100)
    store = Store(tmp_path)
    assert store.feedback.vote(2, "quote", helpful=True)
    assert (tmp_path / "bot.sqlite3").read_bytes().startswith(b"This is no database.")
