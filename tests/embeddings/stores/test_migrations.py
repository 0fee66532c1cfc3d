"""An archive of every earlier layout opens, is brought up to date once, and keeps what it holds."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa

from embeddings.errors import ArchiveError, DamagedArchiveError, NewerArchiveError, OlderArchiveError
from embeddings.ingest.sync import Sync
from embeddings.posts import post_key
from embeddings.stores import migrations, schema
from embeddings.stores.catalog import Catalog
from embeddings.stores.sqlite import FILE

from ...toy import ToyEncoder, redirects_of, stored_posts

ARCHIVES = Path(__file__).parent / "archives"
LAYOUTS = [1, 2, 3, 4, 5]


def restore(layout: int, folder: Path) -> Path:
    """The stored archive of a layout: two posts, indexed by the Pullquote of its day."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / FILE)) as connection:
        connection.executescript((ARCHIVES / f"layout{layout}.sql").read_text())
    return folder


def change(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / FILE)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def shape(engine: sa.Engine) -> dict[str, object]:
    """Tables with their columns, keys and indexes."""
    found = sa.inspect(engine)
    return {
        table: (
            [
                (c["name"], str(c["type"]), c["nullable"], c["default"], c["primary_key"])
                for c in found.get_columns(table)
            ],
            sorted((i["name"], i["column_names"], i["unique"]) for i in found.get_indexes(table)),
            [u["column_names"] for u in found.get_unique_constraints(table)],
            [(f["constrained_columns"], f["referred_table"], f["options"]) for f in found.get_foreign_keys(table)],
        )
        for table in sorted(found.get_table_names())
    }


def shape_of(folder: Path) -> dict[str, object]:
    return shape(sa.create_engine(f"sqlite:///{folder / FILE}"))


@pytest.fixture
def expected(tmp_path: Path) -> dict[str, object]:
    """What the tables of `schema` come to."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'expected.sqlite3'}")
    schema.metadata.create_all(engine)
    return shape(engine)


def test_a_new_archive_has_the_tables_of_the_schema(tmp_path: Path, expected: dict[str, object]) -> None:
    Catalog(tmp_path / "a", create=True).close()
    assert shape_of(tmp_path / "a") == expected
    with closing(sqlite3.connect(tmp_path / "a" / FILE)) as connection:
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'posts'").fetchone()
    assert "AUTOINCREMENT" in sql


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_older_archive_keeps_what_it_holds(tmp_path: Path, layout: int, expected: dict[str, object]) -> None:
    catalog = Catalog(restore(layout, tmp_path))
    assert shape_of(tmp_path) == expected
    posts = stored_posts(catalog).values()
    assert [post.title for post in posts] == ["Rye", "Salt"]
    assert [post.key for post in posts] == [post_key("rye.md"), post_key("salt.md")]
    with catalog.current() as generation:
        outline = generation.outline()
        assert len(outline) == 2
        assert sum(len(part) for part in generation.vectors()) == 2
        assert sum(len(part) for part in generation.sentence_vectors()) == outline.sentences.sum()
    state = catalog.state()
    assert (state["schema"], state["vocabulary_coverage"]) == (str(schema.LAYOUT), "1.000")
    assert "fluency" not in state
    assert redirects_of(catalog) == ({"00000000aa": post_key("rye.md")} if layout == 3 else {})
    with catalog.reading() as connection:
        assert migrations.missing(connection) == []


def test_an_archive_that_an_earlier_upgrade_left_without_tables(tmp_path: Path, expected: dict[str, object]) -> None:
    """That upgrade added the columns of layout 3 and not its tables."""
    change(
        restore(2, tmp_path),
        "ALTER TABLE posts ADD COLUMN guid VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE posts ADD COLUMN fetched VARCHAR",
        "UPDATE state SET value = '3' WHERE key = 'schema'",
    )
    catalog = Catalog(tmp_path)
    assert shape_of(tmp_path) == expected
    assert redirects_of(catalog) == {}
    assert catalog.memories() == {}


def test_posts_of_one_id_get_keys_of_their_own(tmp_path: Path) -> None:
    """The later one keeps the key, since buttons that carry it have led there."""
    columns = "hash, url, title, published, author, tags, text, blocks, links, guid"
    change(
        restore(3, tmp_path),
        f"INSERT INTO posts (source, id, {columns}) SELECT '/copy', id, {columns} FROM posts WHERE id = 'rye.md'",
    )
    keys = [post.key for post in stored_posts(Catalog(tmp_path)).values()]
    assert keys == [post_key("rye.md", 1), post_key("salt.md"), post_key("rye.md")]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_next_sync_finds_its_posts_in_an_older_archive(tmp_path: Path, layout: int) -> None:
    blog = tmp_path / "blog"
    blog.mkdir()
    (blog / "rye.md").write_text("---\ntitle: Rye\n---\nRye bread must rest for two days.")
    change(restore(layout, tmp_path / "a"), f"UPDATE posts SET source = '{blog.resolve()}'")
    catalog = Catalog(tmp_path / "a")
    report = Sync(catalog, ToyEncoder()).run([str(blog)])
    assert (report.added, report.changed, report.removed, report.encoded) == (0, 1, 1, 1)
    assert [post.text for post in stored_posts(catalog).values()] == ["Rye bread must rest for two days."]


class Killed(Exception):
    pass


@pytest.mark.parametrize("number", migrations.MIGRATIONS)
def test_what_was_killed_between_two_steps_is_finished(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch, expected: dict[str, object]
) -> None:
    def half(connection: sa.Connection) -> None:
        connection.execute(sa.text("CREATE TABLE half (a)"))
        connection.execute(sa.text("DELETE FROM posts"))
        raise Killed

    broken = ModuleType("broken")
    vars(broken).update(LAYOUT=4, apply=half)
    restore(1, tmp_path)
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setitem(migrations.MIGRATIONS, number, broken)
        Catalog(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        assert connection.execute("SELECT count(*) FROM posts").fetchone() == (2,)
    assert len(stored_posts(Catalog(tmp_path))) == 2
    assert shape_of(tmp_path) == expected


OPEN = """
import sys
from pathlib import Path
from embeddings.stores.catalog import Catalog
sys.stdin.readline()
print(Catalog(Path(sys.argv[1])).stats().posts)
"""


def test_two_processes_open_an_older_archive_at_once(tmp_path: Path) -> None:
    restore(1, tmp_path)
    command = [sys.executable, "-c", OPEN, str(tmp_path)]
    both = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for process in both:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate()[:2] for process in both] == [("2\n", "")] * 2


def test_a_newer_archive_is_refused_and_left_alone(tmp_path: Path) -> None:
    change(restore(3, tmp_path), "UPDATE state SET value = '99' WHERE key = 'schema'")
    with pytest.raises(NewerArchiveError, match="newer Pullquote"):
        Catalog(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        assert connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'moved'").fetchone() == (1,)


def test_an_older_archive_on_a_read_only_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("a disk cannot be mounted here")
    try:
        restore(2, disk / "a")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        with pytest.raises(OlderArchiveError, match=r"^[^\n]*have to be brought up to date$"):
            Catalog(disk / "a")
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def test_only_what_sqlite_calls_corrupt_is_called_damaged(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / FILE).write_bytes(b"This is no database." * 100)
    with pytest.raises(DamagedArchiveError, match="damaged"):
        Catalog(tmp_path / "broken")
    catalog = Catalog(restore(3, tmp_path / "a"))
    change(tmp_path / "a", "DROP TABLE redirects")
    with pytest.raises(ArchiveError, match="no such table: redirects") as caught, catalog.current() as generation:
        generation.post_id("0000000000")
    assert "damaged" not in str(caught.value)
