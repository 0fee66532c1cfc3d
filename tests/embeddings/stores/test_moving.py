"""An archive is copied into PostgreSQL and back, as it is, however often that is broken off."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from embeddings.archive import Archive
from embeddings.errors import ArchiveError, BusyArchiveError, EmptyArchiveError
from embeddings.ingest.report import Progress
from embeddings.posts import Query
from embeddings.stores import schema
from embeddings.stores.catalog import Catalog
from embeddings.stores.sqlite import FILE

from ...postgres import OwnPostgres, Postgres
from ...toy import ToyEncoder

pytestmark = pytest.mark.postgresql

QUESTION = Query("Which oven was loaf 7 baked in?")


def opened(place: Path | str, *, create: bool = False) -> Archive:
    return Archive(place, encoder=ToyEncoder(), create=create)


def dump(folder: Path) -> list[str]:
    """The catalog in a folder as SQL, but for what an archive keeps of its own making."""
    with closing(sqlite3.connect(folder / FILE)) as connection:
        return sorted(line for line in connection.iterdump() if not line.startswith('INSERT INTO "migrations"'))


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    """Posts of two sources, one of which has withdrawn the last of its posts, so that a number is given and gone."""
    monkeypatch.chdir(tmp_path)
    for name, count in (("one", 700), ("other", 300)):
        (tmp_path / name).mkdir()
        for number in range(count):
            text = f"Loaf {number} of {name} was baked in oven {number * 7}. “So it was,” said Zoë."
            head = f"---\ntitle: Loaf {number} ☕ of {name}\ndate: 2020-01-0{number % 9 + 1}\ntags: [a, ß]\n---\n"
            (tmp_path / name / f"{number}.md").write_text(head + text)
    with opened(tmp_path / "a", create=True) as archive:
        archive.sync([str(tmp_path / "one"), str(tmp_path / "other")], base_url="https://blog.example/:title/")
        (tmp_path / "other" / "99.md").unlink()
        archive.sync([str(tmp_path / "other")])
        with archive._catalog.writing() as connection:
            connection.execute(sa.insert(schema.redirects).values(old="aa", new="bb"))
            connection.execute(sa.insert(schema.sites).values(source="https://blog.example", memory='{"é": "\\u0000"}'))
        yield archive


def test_it_is_in_the_database_as_it_was_and_comes_back_so(
    archive: Archive, postgres: Postgres, tmp_path: Path
) -> None:
    place = postgres.place()
    moved = archive.move(place)
    assert (moved.rows["posts"], moved.rows["passages"], moved.rows["vectors"]) == (999, 999, 999)
    with opened(place) as there:
        assert there.ask(QUESTION) == archive.ask(QUESTION)
        assert [fault.part for fault in there.check()] == ["links"]
        assert there.move(tmp_path / "back").rows == moved.rows
        # It goes on as any other, and gives no number twice.
        report = there.sync([str(tmp_path / "one"), str(tmp_path / "other")])
        assert (report.unchanged, report.encoded) == (999, 0)
        (tmp_path / "other" / "1000.md").write_text("---\ntitle: New\ndate: 2021-01-01\n---\nUnlike all others.")
        assert there.sync([str(tmp_path / "other")]).added == 1
        with there.snapshot() as snapshot:
            assert max(snapshot._generation.find(Query("").filters)) == 1001
    assert dump(tmp_path / "back") == dump(tmp_path / "a")


def test_nobody_sees_a_part_of_it(archive: Archive, postgres: Postgres) -> None:
    place = postgres.place()

    def look(_: Progress) -> None:
        with opened(place) as there, pytest.raises(EmptyArchiveError):
            there.posts()

    archive.move(place, progress=look)


class Stopped(Exception):
    pass


@pytest.mark.parametrize("back", [False, True])
def test_one_that_was_stopped_goes_on(archive: Archive, postgres: Postgres, tmp_path: Path, back: bool) -> None:
    source: Archive = archive
    if back:
        archive.move(first := postgres.place())
        source = opened(first)
    place = tmp_path / "back" if back else postgres.place()

    def stop(_: Progress) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        source.move(place, progress=stop)
    # What is not of the archive any more, and what is missing in the middle.
    with closing(Catalog(place)) as half, half.writing() as connection:
        keys = list(connection.execute(sa.select(schema.vectors.c.encoded)).scalars())
        assert len(keys) == 500
        connection.execute(sa.delete(schema.vectors).where(schema.vectors.c.encoded.in_(keys[100:200])))
        for key in ("0", "8" * 32, "g"):
            connection.execute(sa.insert(schema.vectors).values(encoded=key, vector=b"", parts=0))
    moved = source.move(place)
    assert moved.rows["vectors"] == 999
    assert source.move(place) == moved
    if back:
        assert dump(tmp_path / "back") == dump(tmp_path / "a")
    source.close()


def test_a_place_that_holds_another_archive_is_left_alone(archive: Archive, postgres: Postgres, tmp_path: Path) -> None:
    place = postgres.place()
    with opened(place, create=True) as other:
        other.sync([str(tmp_path / "other")])
        with pytest.raises(ArchiveError, match="holds another archive already"):
            archive.move(place)
        assert other.status().posts == 299


def test_neither_is_synced_meanwhile(archive: Archive, postgres: Postgres, tmp_path: Path) -> None:
    place = postgres.place()

    def sync(_: Progress) -> None:
        for at in (tmp_path / "a", place):
            with opened(at) as other, pytest.raises(BusyArchiveError):
                other.sync([str(tmp_path / "one")])

    archive.move(place, progress=sync)
    with archive._catalog.database.alone(), opened(tmp_path / "a") as other, pytest.raises(BusyArchiveError):
        other.move(postgres.place())


def test_what_did_not_arrive_as_it_was_sent_is_not_kept(archive: Archive, postgres: Postgres) -> None:
    place = postgres.place()

    def damage(now: Progress) -> None:
        if now.done == now.total:
            with sa.create_engine(place).begin() as connection:
                connection.execute(sa.update(schema.vectors).values(parts=7))

    with pytest.raises(ArchiveError, match="did not keep what was sent"):
        archive.move(place, progress=damage)
    with opened(place) as there:
        assert there.status().posts == 0


MOVE = """
import sys
from pathlib import Path
from embeddings.archive import Archive
from tests.toy import ToyEncoder
with Archive(sys.argv[1], encoder=ToyEncoder()) as archive:
    print("begun", flush=True)
    archive.move(sys.argv[2])
"""


@pytest.mark.crash
@pytest.mark.parametrize("back", [False, True])
def test_one_that_is_killed_at_any_moment_goes_on(
    archive: Archive, own_postgres: OwnPostgres, tmp_path: Path, back: bool
) -> None:
    moments, died, over = random.Random(back), 0, 0
    started = time.monotonic()
    archive.move(first := own_postgres.place())
    seconds = time.monotonic() - started
    while died < 20:
        source: Path | str = first if back else tmp_path / "a"
        place: Path | str = tmp_path / f"back{died + over}" if back else own_postgres.place()
        command = [sys.executable, "-c", MOVE, str(source), str(place)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=tmp_path) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(moments.uniform(0, seconds))
            process.kill()
        died += process.returncode < 0
        over += process.returncode == 0
        with opened(source) as left:
            assert left.move(place).rows["posts"] == 999
        if back:
            assert dump(Path(place)) == dump(tmp_path / "a")
    print(f"\nkilled {died} times within {seconds:.2f} s, over before {over} times")
