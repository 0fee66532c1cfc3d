"""What holds for a catalog in PostgreSQL beyond what holds for any: its address, its errors, and a server that goes."""

from __future__ import annotations

import logging
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from embeddings.archive import Archive
from embeddings.errors import (
    ArchiveError,
    BusyArchiveError,
    MissingArchiveError,
    NewerArchiveError,
    OlderArchiveError,
    PullquoteError,
    SettingError,
    UnreachableArchiveError,
)
from embeddings.ingest.report import Progress
from embeddings.posts import Query
from embeddings.stores import schema
from embeddings.stores.catalog import Catalog

from ...postgres import PASSWORD, Cut, OwnPostgres, Postgres
from ...toy import ToyEncoder, stored_posts

pytestmark = pytest.mark.postgresql


def write_blog(folder: Path, version: int, posts: int = 40) -> Path:
    """Posts of which all change with the version, one is new and one is gone."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number in range(version, posts + version):
        text = f"Loaf {number} of week {version} was baked in oven {number * 7}. " * 20
        (folder / f"{number}.md").write_text(f"---\ntitle: Loaf {number}\ndate: 2020-01-0{version}\n---\n{text}")
    return folder


def opened(place: str, local: Path, *, create: bool = True) -> Archive:
    return Archive(place, local=local, encoder=ToyEncoder(), create=create)


def with_url(place: str, **parts: Any) -> str:
    return sa.make_url(place).set(**parts).render_as_string(hide_password=False)


@pytest.fixture
def at(postgres: Postgres) -> str:
    """The address of an archive that is not there yet."""
    return postgres.place()


def texts(place: str) -> set[str]:
    with closing(Catalog(place)) as catalog:
        return {post.text for post in stored_posts(catalog).values()}


# ---- its tables


def tables(place: str) -> dict[str, object]:
    """Tables with their columns, keys and indexes."""
    found = sa.inspect(sa.create_engine(place))
    return {
        name: (
            [(c["name"], c["type"].python_type, c["nullable"]) for c in found.get_columns(name)],
            found.get_pk_constraint(name)["constrained_columns"],
            sorted((i["name"], i["column_names"], i["unique"]) for i in found.get_indexes(name)),
            [u["column_names"] for u in found.get_unique_constraints(name)],
            [(f["constrained_columns"], f["referred_table"], f["options"]) for f in found.get_foreign_keys(name)],
        )
        for name in sorted(found.get_table_names())
    }


def test_it_has_the_tables_of_the_schema(at: str, postgres: Postgres) -> None:
    Catalog(at, create=True).close()
    expected = postgres.place()
    schema.metadata.create_all(sa.create_engine(expected))
    assert tables(at) == tables(expected)
    with sa.create_engine(at).connect() as connection:
        columns = connection.exec_driver_sql(
            "SELECT collation_name, data_type FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND table_name <> 'migrations'"
        ).all()
    # In the order of code points as in SQLite, and with ids of 64 bits.
    assert {tuple(row) for row in columns} == {
        ("C", "character varying"),
        (None, "bigint"),
        (None, "bytea"),
        (None, "double precision"),
    }


def test_archives_in_one_database_know_nothing_of_each_other(postgres: Postgres, tmp_path: Path) -> None:
    one, other = postgres.place(), postgres.place()
    with opened(one, tmp_path) as first, opened(other, tmp_path) as second:
        assert first.folder != second.folder
        first.sync([str(write_blog(tmp_path / "blog", 1))])
        with second._catalog.database.alone(), first._catalog.database.alone():
            pass
        assert second.status().posts == 0
        assert first.status().posts == 40


OPEN = """
import sys
from embeddings.stores.catalog import Catalog
sys.stdin.readline()
print(Catalog(sys.argv[1], create=True).stats().posts)
"""


def test_processes_make_an_archive_at_once(at: str) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", OPEN, at], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate()[0] for process in started] == ["0\n"] * 2


def test_one_that_was_made_in_vain_leaves_nothing(at: str, tmp_path: Path) -> None:
    archive = opened(at, tmp_path)
    assert archive.is_new
    archive.discard()
    assert sa.inspect(sa.create_engine(at)).get_table_names() == []
    assert not archive.folder.exists()


# ---- its address and its errors


def told(place: str, **options: Any) -> str:
    with pytest.raises(PullquoteError) as caught:
        Catalog(place, **options)
    return str(caught.value)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"port": 1}, "the database is away"),
        ({"host": "nowhere.invalid"}, "the database is away"),
        ({"password": "secret"}, "password authentication failed"),
        ({"database": "nowhere"}, 'database "nowhere" does not exist'),
        ({"query": {"options": "-csearch_path=nowhere"}}, "Make it with CREATE SCHEMA"),
        ({"drivername": "mysql"}, "must be like postgresql+psycopg://"),
        ({"database": ""}, "must be like postgresql+psycopg://"),
    ],
)
def test_what_cannot_be_opened_is_said_in_a_line_without_a_password(at: str, parts: dict[str, Any], said: str) -> None:
    place = with_url(at, **parts)
    line = told(place, create=True)
    assert said in line
    assert "\n" not in line
    password = sa.make_url(place).password or ""
    assert password not in line
    assert with_url(at, password=password).split(":")[2].split("@")[0] not in line


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql+psycopg://blogger:{PASSWORD}@127.0.0.1/blog",
        f"postgresql+psycopg://blogger:{PASSWORD}@127.0.0.1:port/blog",
        "postgresql+psycopg://blogger:word@127.0.0.1:port/blog",
    ],
)
def test_an_address_that_cannot_be_read_is_not_printed(address: str) -> None:
    with pytest.raises(SettingError, match="cannot be read") as caught:
        Catalog(address)
    assert "word" not in str(caught.value).replace("password", "")
    assert caught.value.__suppress_context__


def test_nothing_is_made_unasked(at: str) -> None:
    with pytest.raises(MissingArchiveError):
        Catalog(at)
    assert sa.inspect(sa.create_engine(at)).get_table_names() == []


def test_a_database_of_another_encoding_is_refused(postgres: Postgres) -> None:
    postgres.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    try:
        place = with_url(postgres.place(), database="latin", query={})
        assert "ENCODING 'UTF8'" in told(place, create=True)
    finally:
        postgres.execute("DROP DATABASE latin WITH (FORCE)")


def test_a_newer_archive_is_refused(at: str) -> None:
    Catalog(at, create=True).close()
    engine = sa.create_engine(at)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE state SET value = '99' WHERE key = 'schema'")
    with pytest.raises(NewerArchiveError):
        Catalog(at)


def test_who_may_only_read_asks_and_does_not_write(at: str, postgres: Postgres, tmp_path: Path) -> None:
    blog = write_blog(tmp_path / "blog", 1)
    with opened(at, tmp_path) as archive:
        archive.sync([str(blog)])
    where = sa.make_url(at).query["options"]
    name = str(where).rsplit("=", 1)[1]
    postgres.execute(
        f"CREATE ROLE reader_{name} LOGIN PASSWORD 'read'",
        f"GRANT USAGE ON SCHEMA {name} TO reader_{name}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {name} TO reader_{name}",
    )
    place = with_url(at, username=f"reader_{name}", password="read")
    with opened(place, tmp_path, create=False) as archive:
        assert archive.ask(Query("Which oven was loaf 3 baked in?")).closest or archive.posts()
        write_blog(blog, 2)
        with pytest.raises(ArchiveError, match=r"cannot be written.*as it was"):
            archive.sync([str(blog)])
        assert archive.status().posts == 40
    with sa.create_engine(at).begin() as connection:
        connection.exec_driver_sql("DELETE FROM migrations WHERE number = 8")
    with pytest.raises(OlderArchiveError):
        Catalog(place)


def test_without_its_driver_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "psycopg.py").write_text("raise ModuleNotFoundError(name='psycopg')")
    code = "from embeddings.stores.catalog import Catalog; Catalog('postgresql+psycopg://a:secret@b/c')"
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    assert "pip install 'pullquote[cluster]'" in done.stderr.splitlines()[-1]
    assert "secret" not in done.stderr.splitlines()[-1]


def test_a_sync_that_waits_in_vain_for_the_one_who_writes_says_so(at: str, tmp_path: Path) -> None:
    with opened(at, tmp_path) as archive, opened(at, tmp_path) as other:
        with (
            archive._catalog.database.alone(),
            pytest.raises(BusyArchiveError, match="another run is indexing"),
        ):
            other.sync([str(write_blog(tmp_path / "blog", 1))])
        assert other.sync([str(tmp_path / "blog")]).added == 40


@dataclass(frozen=True)
class Small:
    """An archive's address, on a disk that is soon full."""

    at: str
    disk: Path


@pytest.fixture
def small(own_postgres: OwnPostgres) -> Iterator[Small]:
    disk = Path(tempfile.mkdtemp(prefix="pullquote-disk-"))
    made = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk]
    if subprocess.run(made, capture_output=True, check=False).returncode:
        disk.rmdir()
        pytest.skip("a disk cannot be mounted here")
    own_postgres.own(disk)
    own_postgres.execute(f"CREATE TABLESPACE small LOCATION '{disk}'", "CREATE DATABASE small TABLESPACE small")
    yield Small(with_url(own_postgres.place(), database="small", query={}), disk)
    own_postgres.execute("DROP DATABASE small WITH (FORCE)", "DROP TABLESPACE small")
    subprocess.run(["umount", "-l", disk], check=True)
    disk.rmdir()


def test_a_full_disk_keeps_what_was_stored(small: Small, tmp_path: Path) -> None:
    with opened(small.at, tmp_path) as archive:
        archive.sync([str(write_blog(tmp_path / "blog", 1))])
        text = "".join(random.Random(1).choices("abcdefghij klmnopqrstuvwxyz", k=3_000_000))
        for number in range(9):
            (tmp_path / "blog" / f"long{number}.md").write_text(f"---\ntitle: Long\ndate: 2020-01-01\n---\n{text}")
        with pytest.raises(ArchiveError, match=r"No space left.*as it was"):
            archive.sync([str(tmp_path / "blog")])
        assert archive.status().posts == 40
        assert archive.posts()
        write_blog(tmp_path / "blog", 2)
        subprocess.run(["mount", "-o", "remount,size=64m", small.disk], check=True)
        assert archive.sync([str(tmp_path / "blog")]).changed == 39
        assert archive.check() == []


# ---- a reader beside a writer


def test_a_snapshot_stays_as_it_was_and_the_next_sees_the_sync(at: str, tmp_path: Path) -> None:
    with opened(at, tmp_path) as writer, opened(at, tmp_path) as reader:
        writer.sync([str(write_blog(tmp_path / "blog", 1))])
        with reader.snapshot() as snapshot:
            writer.sync([str(write_blog(tmp_path / "blog", 2))])
            assert all("week 1" in post.text for post in snapshot.posts())
        assert all("week 2" in post.text for post in reader.posts())


# ---- a connection that is lost


def on(stage: str, done: int, work: Callable[[], object]) -> Callable[[Progress], None]:
    """Do something once, when a sync has come so far."""
    left = [work]

    def progress(now: Progress) -> None:
        if left and now.stage == stage and now.done >= done:
            left.pop()()

    return progress


@pytest.mark.parametrize(("stage", "done"), [("read", 1), ("read", 40), ("encode", 0), ("encode", 64)])
@pytest.mark.parametrize("how", ["sessions", "server"])
def test_a_sync_goes_on_when_its_server_is_back(
    at: str, own_postgres: OwnPostgres, tmp_path: Path, stage: str, done: int, how: str
) -> None:
    def lose() -> None:
        if how == "sessions":
            own_postgres.kill_sessions()
        else:
            own_postgres.stop("immediate")
            threading.Timer(0.5, own_postgres.start).start()

    with opened(at, tmp_path) as archive:
        archive.sync([str(write_blog(tmp_path / "blog", 1))])
        report = archive.sync([str(write_blog(tmp_path / "blog", 2))], progress=on(stage, done, lose))
        assert (report.added, report.changed, report.removed) == (1, 39, 1)
        assert all("week 2" in post.text for post in archive.posts())
        assert archive.check() == []
        assert archive.sync([str(tmp_path / "blog")]).unchanged == 40


def test_a_run_that_lost_its_lock_to_another_writes_no_more(at: str, own_postgres: OwnPostgres, tmp_path: Path) -> None:
    ours, theirs = write_blog(tmp_path / "ours", 1), write_blog(tmp_path / "theirs", 2)

    def overtaken() -> None:
        own_postgres.kill_sessions()
        with opened(at, tmp_path) as other:
            assert other.sync([str(theirs)]).added == 40

    with opened(at, tmp_path) as archive:
        with pytest.raises(BusyArchiveError, match="another run has begun"):
            archive.sync([str(ours)], progress=on("encode", 0, overtaken))
        assert all("week 2" in post.text for post in archive.posts())
        assert archive.check() == []


@pytest.mark.parametrize(
    ("first", "arrives"),
    [
        (1, True),
        (2, False),
        # The other commits.
        pytest.param(3, True, marks=pytest.mark.crash),
        pytest.param(0, False, marks=pytest.mark.crash),
    ],
)
def test_nothing_is_written_twice_or_lost_where_the_answer_to_a_commit_is(
    own_postgres: OwnPostgres, tmp_path: Path, first: int, arrives: bool
) -> None:
    at, runs, cut = own_postgres.place(), 0, True
    with opened(at, tmp_path) as archive:
        archive.sync([str(write_blog(tmp_path / "blog", 1))])
    while cut:
        way = Cut(own_postgres.port, arrives=arrives)
        with opened(with_url(at, port=way.port), tmp_path) as archive:
            way.cut_at(4 * runs + first)  # every fourth, from another on in each test
            runs += 1
            report = archive.sync([str(write_blog(tmp_path / "blog", 1 + runs % 2))])
            assert (report.added, report.changed, report.removed, report.skipped) == (1, 39, 1, [])
            assert (archive.status().posts, archive.status().passages) == (40, 80)
            assert archive._catalog.generation() == 1 + runs
            assert archive.check() == []
        way.close()
        cut = way.was_cut
    assert runs > 5


def test_a_question_is_asked_again_where_its_connection_was_lost(
    at: str, own_postgres: OwnPostgres, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(at, tmp_path) as archive:
        archive.sync([str(write_blog(tmp_path / "blog", 1))])
        expected = archive.ask(Query("Which oven was loaf 3 baked in?"))
        own_postgres.stop("immediate")
        threading.Timer(0.5, own_postgres.start).start()
        with caplog.at_level(logging.WARNING):
            assert archive.ask(Query("Which oven was loaf 3 baked in?")) == expected
        assert "Trying again" in caplog.text
        assert PASSWORD not in caplog.text


def test_what_was_read_is_kept_where_its_connection_is_lost_after_that(
    at: str, own_postgres: OwnPostgres, tmp_path: Path
) -> None:
    with opened(at, tmp_path) as archive:
        archive.sync([str(write_blog(tmp_path / "blog", 1))])
        with archive.snapshot() as snapshot:
            posts = snapshot.posts()
            own_postgres.kill_sessions()
        assert len(posts) == 40
        assert len(archive.posts()) == 40


def test_a_server_that_stays_away_is_given_up(
    at: str, own_postgres: OwnPostgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.stores.database.PATIENCE", 1.0)
    with opened(at, tmp_path) as archive:
        archive.sync([str(write_blog(tmp_path / "blog", 1))])
        own_postgres.stop()
        try:
            with pytest.raises(UnreachableArchiveError, match="the database is away"):
                archive.sync([str(write_blog(tmp_path / "blog", 2))])
        finally:
            own_postgres.start()
        assert all("week 1" in post.text for post in archive.posts())


RUN = """
import sys
from pathlib import Path
from embeddings.archive import Archive
from tests.toy import ToyEncoder
with Archive(sys.argv[1], local=Path(sys.argv[2]), encoder=ToyEncoder()) as archive:
    print("begun", flush=True)
    archive.sync([sys.argv[3]])
"""


@pytest.mark.crash
@pytest.mark.parametrize("how", ["server", "server for longer than is waited", "process"])
def test_what_is_killed_at_any_moment_loses_nothing_and_the_next_run_ends(
    at: str, own_postgres: OwnPostgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    if how == "server for longer than is waited":
        monkeypatch.setattr("embeddings.stores.database.PATIENCE", 0.0)
        monkeypatch.setattr("embeddings.stores.postgresql.PATIENCE", 0.0)
    moments, died, over, gone_on = random.Random(len(how)), 0, 0, 0
    blog = tmp_path / "blog"
    with opened(at, tmp_path) as archive:
        archive.sync([str(write_blog(blog, 1, posts=200))])
        started = time.monotonic()
        archive.sync([str(write_blog(blog, 2, posts=200))])
        seconds = time.monotonic() - started
    version = 2
    while died < 20:
        before, version = version, 3 - version
        write_blog(blog, version, posts=200)
        if how == "process":
            command = [sys.executable, "-c", RUN, at, str(tmp_path), str(blog)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
                assert process.stdout is not None
                process.stdout.readline()
                time.sleep(moments.uniform(0, seconds))
                process.kill()
            lost = process.returncode < 0
        else:
            restart = threading.Thread(target=lambda: (own_postgres.stop("immediate"), own_postgres.start()))
            timer = threading.Timer(moments.uniform(0, seconds), restart.start)
            with opened(at, tmp_path) as archive:
                timer.start()
                try:
                    archive.sync([str(blog)])
                    # Whether the server was killed before the run was over.
                    lost = not timer.is_alive()
                    gone_on += lost
                except ArchiveError:
                    lost = True
                timer.join()
                restart.join()
        died += lost
        over += not lost
        seen = {text.split("week ")[1][0] for text in texts(at)}
        assert seen in ({str(before)}, {str(version)})
        with opened(at, tmp_path) as archive:
            archive.sync([str(blog)])
            assert {post.text.split("week ")[1][0] for post in archive.posts()} == {str(version)}
            assert (archive.status().posts, archive.check()) == (200, [])
            report = archive.sync([str(blog)])
            assert (report.unchanged, report.encoded) == (200, 0)
    print(f"\n{how}: killed {died} times within {seconds:.2f} s, over before {over} times, {gone_on} runs went on")
