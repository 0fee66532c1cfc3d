"""An archive is checked, copied and given back while it is read and written."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from embeddings.archive import Archive
from embeddings.errors import BusyArchiveError, DamagedArchiveError
from embeddings.posts import Query
from embeddings.retrieval.indexes import FOLDER
from embeddings.stores import schema
from embeddings.stores.catalog import Catalog

from ..conftest import At
from ..toy import ToyEncoder
from .stores.test_migrations import LAYOUTS
from .stores.test_migrations import restore as stored

FILE = "catalog.sqlite3"
POSTS = 20
ONE = "encoded = (SELECT encoded FROM passages WHERE number = 1)"
BYTES = {"byte": bytes(1), "zeros": bytes(128)}


def opened(place: Path | str, **named: Any) -> Archive:
    return Archive(place, encoder=ToyEncoder(), create=True, **named)


def write_blog(folder: Path, state: str) -> None:
    """Posts that all speak of one state."""
    folder.mkdir(exist_ok=True)
    for number in range(POSTS):
        (folder / f"{number}.md").write_text(
            f"---\ntitle: Post {number}\n---\nThe answer of post {number} is {state} today."
        )


@pytest.fixture
def archive(tmp_path: Path, place: At) -> Iterator[Archive]:
    write_blog(tmp_path / "blog", "old")
    with opened(place("a")) as archive:
        archive.sync([str(tmp_path / "blog")], base_url="https://blog.example/")
        yield archive


def states(archive: Archive) -> set[str]:
    """The states that the archive's posts speak of, read in one snapshot."""
    return {post.text.split()[-2] for post in archive.posts()}


@contextmanager
def meanwhile(*work: Callable[[], object]) -> Iterator[None]:
    """Do each piece of work again and again, on a thread of its own; once at least. Raises what one of them raised."""
    stop, errors = threading.Event(), list[BaseException]()

    def repeat(piece: Callable[[], object]) -> None:
        try:
            piece()
            while not stop.is_set():
                piece()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=repeat, args=(piece,)) for piece in work]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)
    for error in errors:
        raise error


def test_a_whole_archive_has_no_faults(archive: Archive) -> None:
    assert archive.check() == []


@pytest.mark.parametrize(
    ("damage", "part", "said"),
    [
        ("UPDATE posts SET text = replace(text, 'answer', 'answar') WHERE number = 3", "posts", "its hash is another"),
        ("UPDATE posts SET blocks = '[[0, 5' WHERE number = 3", "posts", "its hash is another"),
        ('UPDATE passages SET "end" = 9999 WHERE number = 3', "passages", "a passage outside of its text"),
        (f"DELETE FROM vectors WHERE {ONE}", "passages", "1 have no vector"),
        (f"UPDATE vectors SET vector = :byte WHERE {ONE}", "passages", "1 have no vector"),
        ("INSERT INTO redirects VALUES ('ab', 'cd')", "links", "a post cd that is not there"),
        (f"UPDATE vectors SET vector = :zeros WHERE {ONE}", "indexes", "other vectors than the catalog"),
    ],
)
def test_what_is_wrong_is_named(archive: Archive, place: At, damage: str, part: str, said: str) -> None:
    archive.posts()
    values = {name: value for name, value in BYTES.items() if f":{name}" in damage}
    with closing(Catalog(place("a"))) as catalog, catalog.writing() as connection:
        connection.execute(sa.text(damage), values)
    (fault,) = archive.check()
    assert fault.part == part
    assert said in fault.text


def test_an_address_that_cannot_be_linked_to_is_named(archive: Archive, place: At) -> None:
    """An earlier version may have stored it."""
    with closing(Catalog(place("a"))) as catalog, catalog.writing() as connection:
        row = connection.execute(sa.select(schema.posts).where(schema.posts.c.number == 3)).one()
        odd = {**row._mapping, "url": "http://"}
        changed = {"url": odd["url"], "hash": schema.content_hash(odd)}
        connection.execute(sa.update(schema.posts).where(schema.posts.c.number == 3).values(changed))
    (fault,) = archive.check()
    assert (fault.part, fault.text.rsplit(" ", 1)[-1]) == ("links", "http://")


@pytest.mark.usefixtures("in_files")
@pytest.mark.parametrize("place", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
@pytest.mark.parametrize("name", ["sentences.faiss", "passage/rows", "words/terms", "outline.npy"])
def test_a_damaged_index_is_named_and_made_anew(archive: Archive, name: str) -> None:
    archive.posts()
    (path,) = (archive.folder / FOLDER).rglob(name)
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)
    (fault,) = archive.check()
    assert (fault.part, fault.text.split()[0]) == ("indexes", str(path.relative_to(archive.folder)))
    assert archive.check() == []


@pytest.mark.usefixtures("in_files")
@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_damaged_catalog_is_named(archive: Archive) -> None:
    archive.close()
    with (archive.folder / FILE).open("r+b") as file:
        # The root page of the last index, behind the tables' own.
        file.seek(-4096, 2)
        file.write(b"\xff" * 4096)
    with opened(archive.folder) as damaged:
        try:
            found = {fault.part for fault in damaged.check()}
        except DamagedArchiveError:
            return
    assert "catalog" in found


def test_backups_taken_while_a_sync_writes_are_each_one_whole_state(archive: Archive, tmp_path: Path) -> None:
    kept: set[str] = set()

    def sync() -> None:
        for state in ("new", "old"):
            write_blog(tmp_path / "blog", state)
            archive.sync([str(tmp_path / "blog")])

    with meanwhile(sync, lambda: archive.ask(Query("What is the answer of post 7?"))):
        for number in range(20):
            folder = tmp_path / f"copy{number}"
            folder.mkdir()
            archive.back_up(folder / FILE)
            with opened(folder, search="") as copy:
                assert copy.check() == []
                assert len(states(copy)) == 1
                kept |= states(copy)
    assert kept <= {"old", "new"}


@pytest.mark.parametrize(
    "place",
    [
        "sqlite",
        pytest.param("postgresql", marks=pytest.mark.postgresql),
        # Each copy is written there anew while others ask there without end: minutes.
        pytest.param("postgresql and milvus", marks=[pytest.mark.milvus, pytest.mark.crash]),
    ],
    indirect=True,
)
def test_readers_see_one_whole_state_while_backups_are_given_back(archive: Archive, place: At, tmp_path: Path) -> None:
    folders = []
    for state in ("old", "new"):
        write_blog(tmp_path / "blog", state)
        archive.sync([str(tmp_path / "blog")])
        folders.append(tmp_path / state)
        folders[-1].mkdir()
        archive.back_up(folders[-1] / FILE)

    def read() -> None:
        assert len(states(archive)) == 1
        answer = archive.ask(Query("What is the answer of post 7?"))
        assert all(quote.text in quote.post.text for quote in answer.quotes)

    with opened(place("a")) as other, meanwhile(read, read):
        for _ in range(10):
            for folder in folders:
                other.restore(folder)
                assert states(other) == {folder.name}
                assert states(archive) == {folder.name}
    assert archive.check() == []
    assert archive.sync([str(tmp_path / "blog")]).encoded == 0


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_backup_of_an_earlier_version_is_brought_up_to_date(archive: Archive, tmp_path: Path, layout: int) -> None:
    archive.restore(stored(layout, tmp_path / "earlier"))
    assert archive.status().posts == 2


def test_what_cannot_be_given_back_leaves_the_archive_as_it_was(archive: Archive, place: At, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    folder.mkdir()
    (folder / FILE).write_bytes(b"not a database, but as long as a page" * 200)
    with pytest.raises(DamagedArchiveError):
        archive.restore(folder)
    (folder / FILE).unlink()
    archive.back_up(folder / FILE)
    with archive._catalog.database.alone(), opened(place("a")) as other, pytest.raises(BusyArchiveError):
        other.restore(folder)
    assert states(archive) == {"old"}
    assert archive.check() == []
