"""What is damaged is never quoted, and the next sync mends it."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from embeddings.archive import Archive, Fetching
from embeddings.errors import ArchiveError, DamagedArchiveError
from embeddings.posts import Query
from embeddings.retrieval.indexes import FOLDER
from embeddings.stores.sqlite import FILE

from ..blogs import Serve, made, wordpress
from ..toy import ToyEncoder, toy_archive

pytestmark = pytest.mark.usefixtures("in_files")

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
        # What one bit in a row's head makes of a text: https://sqlite.org/fileformat2.html#record_format
        *(f"{name} = CAST({name} AS BLOB)" for name in ("hash", "url", "title", "author", "tags", "text", "links")),
        "published = CAST('2024-01-02' AS BLOB)",
        "published = '2024-99-02'",
        "blocks = X'ff'",
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


def test_a_damaged_post_of_a_blog_is_mended_once_it_was_asked_for(
    tmp_path: Path, serve: Serve, local: Fetching
) -> None:
    """Although nothing on the blog has changed, and a sync on a schedule does not look through what is stored."""
    site = serve("ghost", 3)
    with Archive(tmp_path, encoder=ToyEncoder(), create=True) as archive:
        archive.sync([site.address], fetching=local)
    change(tmp_path, "UPDATE posts SET text = replace(text, 'kitchen', 'kitcqen') WHERE number = 1")
    with Archive(tmp_path, encoder=ToyEncoder()) as archive:
        assert archive.sync([site.address], fetching=local, thorough=False).changed == 0
        assert len(archive.posts()) == 2
        assert archive.sync([site.address], fetching=local, thorough=False).changed == 1
        assert len(archive.posts()) == 3


@pytest.mark.parametrize(
    ("table", "column"),
    [
        *(("posts", name) for name in ("source", "key", "address")),
        *(("passages", name) for name in ("post", "start", "end", "encoded")),
        *(("sources", name) for name in ("source", "include", "method", "requests", "seconds", "seen")),
        ("generations", "key"),
        ("changes", "generation"),
        ("state", "value"),
    ],
)
@pytest.mark.parametrize("value", ["CAST('x' AS BLOB)", "X'ff'"])
def test_a_value_of_a_wrong_type_is_damage(tmp_path: Path, table: str, column: str, value: str) -> None:
    with toy_archive(tmp_path, {"rye": RYE, "salt": SALT}):
        pass
    folder = tmp_path / "archive"
    change(folder, f'UPDATE {table} SET "{column}" = {value} WHERE rowid = (SELECT max(rowid) FROM {table})')
    with Archive(folder, encoder=ToyEncoder()) as archive:
        assert f"{table}.{column} is of a wrong type in 1 rows" in [fault.text for fault in archive.check()]
        for act in (archive.status, lambda: archive.sync([str(tmp_path / "posts")])):
            with pytest.raises(DamagedArchiveError, match="is of a wrong type"):
                act()
        with suppress(ArchiveError):
            assert archive.ask(QUESTION).quotes[0].text == RYE
        with suppress(DamagedArchiveError):
            archive.sources()


@pytest.mark.parametrize("name", ["vocabulary_coverage", "unrelated_cosine", "generation", "synced"])
@pytest.mark.parametrize("value", ["x", "1e308", ""])
def test_a_setting_that_cannot_be_read_is_damage(tmp_path: Path, name: str, value: str) -> None:
    with toy_archive(tmp_path, {"rye": RYE, "salt": SALT}):
        pass
    change(tmp_path / "archive", f"UPDATE state SET value = '{value}' WHERE key = '{name}'")
    with Archive(tmp_path / "archive", encoder=ToyEncoder()) as archive, pytest.raises(DamagedArchiveError):
        archive.ask(QUESTION)
        archive.status()


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


@pytest.mark.parametrize(
    "damage",
    [
        "memory = substr(memory, 1, 40)",
        "memory = '[]'",
        "memory = replace(memory, '\"validators\": {', '\"validators\": [')",
        "memory = json_set(memory, '$.validators', json('[]'))",
        "memory = json_set(memory, '$.checks', json('[1]'))",
        "memory = json_set(memory, '$.checks', json_array(source || '/nowhere'))",
        "memory = json_set(memory, '$.chicks', json('[]'))",
        "memory = '{\"checks\": ' || replace(hex(zeroblob(2000)), '0', '[') || '}'",
        "memory = json_set(memory, '$.hub', json('[1, 2, 3]'))",
        "memory = json_set(memory, '$.checked', json('{\"a\": 17641999990123}'))",
        "memory = json_set(memory, '$.robots', json_object(json_extract(memory, '$.checks[0]'), json('[1, 2]')))",
        "memory = CAST(memory AS BLOB)",
        "memory = X'ff'",
    ],
)
def test_damaged_memory_of_a_site_is_forgotten_and_costs_nothing_else(
    tmp_path: Path, serve: Callable[..., Any], local: Fetching, damage: str
) -> None:
    blog, other = serve(wordpress, 3), serve(wordpress, 2)
    addresses = [blog.address, other.address]
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), reader=False, create=True) as archive:
        archive.sync(addresses, fetching=local)
    change(tmp_path / "archive", f"UPDATE sites SET {damage} WHERE source = '{blog.address}'")
    for site in (blog, other):
        site.posts += made(4)[3:]
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), reader=False) as archive:
        assert archive.hubs() == []
        report = archive.sync(addresses, fetching=local)
        assert not report.failed
        told = f"{blog.address}: what the last sync kept to know of it is damaged"
        assert (told in "\n".join(report.notes)) == ("nowhere" not in damage)
        assert report.added == 2
        assert archive.sync(addresses, fetching=local).notes == []
        assert archive.check() == []
