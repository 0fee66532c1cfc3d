"""A sync costs the database what it changes, whatever else is stored."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from embeddings.archive import Archive, Fetching
from embeddings.ingest.sync import Sync
from embeddings.posts import Post
from embeddings.stores.catalog import Catalog
from embeddings.stores.pending import Pending
from embeddings.stores.sources import Reading, SourceOptions
from embeddings.stores.sqlite import FILE

from ...blogs import Serve
from ...toy import ToyEncoder

pytestmark = pytest.mark.usefixtures("in_files")

FEW, MANY = 40, 400
LONG = "Rye bread rests for a day before it is cut, and longer in a cold kitchen. " * 200


@contextmanager
def counted() -> Iterator[list[int]]:
    """How many steps SQLite's machine takes, in hundreds, on connections that are made meanwhile."""
    steps: list[int] = []

    def watch(connection: sqlite3.Connection, _: object) -> None:
        connection.set_progress_handler(lambda: steps.append(1), 100)

    sa.event.listen(sa.Engine, "connect", watch)
    try:
        yield steps
    finally:
        sa.event.remove(sa.Engine, "connect", watch)


def each(found: Sequence[int]) -> float:
    """The steps that another stored post costs; about six are counting it."""
    return 100 * (found[1] - found[0]) / (MANY - FEW)


def corpus(path: Path, texts: Sequence[str]) -> str:
    path.write_text("\n".join(json.dumps({"_id": str(number), "text": text}) for number, text in enumerate(texts)))
    return str(path)


def blog(catalog: Catalog, source: str, count: int) -> None:
    """A blog on the web that was read into a catalog."""
    pending = Pending(catalog)
    address = source + "/{0}"
    pending.add(source, [Post(id=address.format(n), url=address.format(n), text=LONG + str(n)) for n in range(count)])
    reading = Reading(source, "feed", 1, 1.0)
    pending.apply("2024-05-01", {}, {}, {}, recut=False, options={source: SourceOptions()}, readings={source: reading})


def steps_of(work: Callable[[Catalog], object], folder: Path) -> int:
    with counted() as steps, closing(Catalog(folder)) as catalog:
        steps.clear()
        work(catalog)
        return len(steps)


def test_a_blog_on_which_nothing_is_new(tmp_path: Path, serve: Serve, local: Fetching) -> None:
    found = []
    for count in (FEW, MANY):
        site = serve("ghost", count)
        folder = tmp_path / str(count)
        with Archive(folder, encoder=ToyEncoder(), create=True) as archive:
            archive.sync([site.address], fetching=local)
        site.asked.clear()
        with counted() as steps, Archive(folder, encoder=ToyEncoder()) as archive:
            steps.clear()
            report = archive.sync([site.address], fetching=local, thorough=False)
            found.append(len(steps))
        assert report.unchanged == count
        assert len(site.asked) == 1
    assert each(found) < 10


def test_a_file_beside_a_large_blog(tmp_path: Path) -> None:
    found = []
    for count in (FEW, MANY):
        folder = tmp_path / str(count)
        with closing(Catalog(folder, create=True)) as catalog:
            blog(catalog, "https://a.example", count)
        source = corpus(tmp_path / "c.jsonl", ["Salt slows the yeast down.", "Water makes the dough slack."])
        found.append(steps_of(lambda catalog, one=source: Sync(catalog, ToyEncoder()).run([one]), folder))
    assert each(found) < 10


def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    texts = [LONG + str(number) for number in range(FEW)]
    source = corpus(tmp_path / "c.jsonl", texts)
    with closing(Catalog(tmp_path / "a", create=True)) as catalog:
        sync = Sync(catalog, ToyEncoder())
        sync.run([source])
        corpus(tmp_path / "c.jsonl", ["Salt slows the yeast down.", *texts[1:]])
        file = tmp_path / "a" / FILE
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert sync.run([source]).changed == 1
        assert file.with_name(FILE + "-wal").stat().st_size < file.stat().st_size / 5
