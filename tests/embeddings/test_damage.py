"""What is damaged is never quoted, and the next sync mends it."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from embeddings.archive import Archive
from embeddings.posts import Query
from embeddings.retrieval.indexes import FOLDER
from embeddings.stores.sqlite import FILE

from ..toy import ToyEncoder, toy_archive

RYE = "Rye bread must rest for an hour and a half before you cut it."
SALT = "Salt is two per cent of the weight of the flour."
QUESTION = Query("How long must rye bread rest?")


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / FILE)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    "damage",
    [
        "text = replace(text, 'half', 'hnlf')",
        "text = CAST(replace(CAST(text AS BLOB), CAST('half' AS BLOB), X'ff686c66') AS TEXT)",
        "title = 'Rxe'",
        "url = 'https://b.example/rye'",
        "author = 'Bob'",
        "published = '2031-01-02'",
        "blocks = '[[0, 61'",
        "links = '[]]'",
    ],
)
def test_a_post_with_a_flipped_bit_is_not_quoted_and_the_next_sync_mends_it(
    tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    with toy_archive(tmp_path, {"rye": f"---\ntitle: Rye\n---\n{RYE}", "salt": SALT}):
        pass
    folder = tmp_path / "archive"
    change(folder, f"UPDATE posts SET {damage} WHERE id = 'rye.md'")
    with Archive(folder, encoder=ToyEncoder()) as archive, caplog.at_level(logging.WARNING):
        assert RYE[:9] not in [quote.text[:9] for quote in archive.ask(QUESTION).quotes]
        assert archive.ask(Query("How much salt is two per cent of the flour?")).quotes[0].text == SALT
        assert "rye.md is damaged" in caplog.text
        assert [post.text for post in archive.posts()] == [SALT]
        report = archive.sync([str(tmp_path / "posts")])
        assert (report.added, report.changed, report.unchanged) == (0, 1, 1)
        assert archive.ask(QUESTION).quotes[0].text == RYE
        assert archive.ask(QUESTION).quotes[0].post.title == "Rye"


def test_an_index_of_another_catalog_is_not_taken(tmp_path: Path) -> None:
    """Both have the same generation, the same ids and as many passages."""
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    with toy_archive(tmp_path / "one", {"a": RYE, "b": SALT}) as archive:
        archive.load()
    with toy_archive(tmp_path / "other", {"a": SALT, "b": RYE}) as archive:
        expected = archive.ask(QUESTION)
    shutil.rmtree(tmp_path / "other" / "archive" / FOLDER)
    shutil.copytree(tmp_path / "one" / "archive" / FOLDER, tmp_path / "other" / "archive" / FOLDER)
    with Archive(tmp_path / "other" / "archive", encoder=ToyEncoder()) as archive:
        assert archive.ask(QUESTION) == expected
