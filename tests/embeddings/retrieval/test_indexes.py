"""The indexes are brought up to date by what has changed, and are then what they would be if made anew."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from embeddings.archive import Archive
from embeddings.posts import Query
from embeddings.retrieval.indexes import FOLDER, Indexes
from embeddings.stores.protocols import Field

from ...toy import ToyEncoder

pytestmark = pytest.mark.usefixtures("in_files")

WORDS = "rye bread must rest whole day salt dough oven flour wheat Starter water crust knead loaf spelt honey".split()


def write(blog: Path, number: int, chance: random.Random, length: int = 60) -> None:
    """A post of words, every seventh without a date and every eleventh without a text."""
    day = f"date: 20{chance.randint(10, 24)}-0{chance.randint(1, 9)}-11\n" if number % 7 else ""
    sentences = [f"{' '.join(chance.choices(WORDS, k=9))} {chance.randint(1, 999)}." for _ in range(length)]
    text = "" if number % 11 == 5 else "\n\n".join(sentences)
    (blog / f"{number}.md").write_text(f"---\ntitle: On {chance.choice(WORDS)} {number}\n{day}---\n{text}\n")


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    blog = tmp_path / "blog"
    blog.mkdir()
    chance = random.Random(1)
    for number in range(60):
        write(blog, number, chance)
    return blog


@pytest.fixture
def archive(tmp_path: Path, blog: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "a", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(blog)])
        archive.load()
        yield archive


def indexes(archive: Archive) -> Indexes:
    archive.load()
    assert archive._indexes is not None
    return archive._indexes


def found(of: Indexes, lists: bool = True) -> dict[str, object]:
    """What a search finds, and what else a question goes by."""
    fields: tuple[Field, ...] = ("passage", "post", "title")
    stores = of.stores
    ids = stores.outline.passages
    hits = {}
    for words in (["rye"], ["bread", "rest"], ["salt", "17", "water"]):
        for field in fields:
            hit = stores.lexical.search(words, 20, field=field)
            hits[f"{words} {field}"] = list(zip(hit.ids.tolist(), hit.scores.tolist(), strict=True))
    nearest = [stores.passages.search(vector, 5).ids.tolist() for vector in stores.passages.fetch(ids[::17])]
    return {
        "outline": stores.outline.table.tolist(),
        "hits": hits,
        "nearest": nearest if lists else [],
        "centroids": [stores.posts.search(vector, 1).ids.tolist() for vector in stores.passages.fetch(ids[::31])],
        "sentences": len(stores.sentences),
        "recency": dict(of.recency),
        "spelling": (of.spelling._counts, of.spelling._stems, of.spelling._shown, of.spelling._lists),
    }


def test_after_any_syncs_the_indexes_are_what_they_would_be_if_made_anew(archive: Archive, blog: Path) -> None:
    chance = random.Random(3)
    for sync in range(8):
        for number in chance.sample(range(60), 4):
            write(blog, number, chance, chance.choice([2, 30, 90]))
        write(blog, 100 + sync, chance)
        (blog / f"{chance.choice([p.stem for p in blog.iterdir()])}.md").unlink()
        archive.sync([str(blog)])
        now = found(indexes(archive))
        with archive._catalog.current() as generation, Archive(archive.folder, encoder=ToyEncoder()) as again:
            shutil.copytree(archive.folder, blog.parent / f"copy{sync}")
            shutil.rmtree(blog.parent / f"copy{sync}" / FOLDER)
            assert found(Indexes.load(blog.parent / f"copy{sync}", generation)) == now
            assert found(indexes(again)) == now
    assert archive.check() == []


def test_a_small_sync_writes_small_files_and_leaves_the_others_alone(archive: Archive, blog: Path) -> None:
    chance = random.Random(5)
    for number in range(200, 350):
        write(blog, number, chance, 90)
    archive.sync([str(blog)])
    whole = {path: path.stat() for segment in indexes(archive).segments for path in segment.rglob("*")}
    write(blog, 1, chance)
    write(blog, 2, chance)
    archive.sync([str(blog)])
    segments = indexes(archive).segments
    now = {path: path.stat() for segment in segments for path in segment.rglob("*")}
    kept = {path for path in whole if path in now}
    assert all(
        (whole[path].st_ino, whole[path].st_mtime_ns) == (now[path].st_ino, now[path].st_mtime_ns) for path in kept
    )
    written = sum(stat.st_size for path, stat in now.items() if path not in kept)
    assert 0 < written < sum(whole[path].st_size for path in kept) / 4


def test_segments_stay_few_and_what_no_generation_has_is_deleted(archive: Archive, blog: Path) -> None:
    chance = random.Random(6)
    for number in range(15):
        write(blog, number, chance)
        archive.sync([str(blog)])
        assert len(indexes(archive).segments) <= 4
    folders = {path for path in (archive.folder / FOLDER).iterdir() if path.is_dir()}
    assert folders > set(indexes(archive).segments)
    assert len(folders) <= 8


def test_index_files_of_an_earlier_version_are_deleted(tmp_path: Path, blog: Path) -> None:
    folder = tmp_path / "a"
    (folder / "words").mkdir(parents=True)
    (folder / "vectors.lists").mkdir()
    for name in ("vectors.faiss", "vectors.json", "words/stamp.json", "notes.json"):
        (folder / name).write_text("{}")
    with Archive(folder, encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(blog)])
        archive.load()
    left = {path.name for path in folder.iterdir()}
    assert {"notes.json", FOLDER} <= left
    assert not {"vectors.faiss", "vectors.json", "vectors.lists", "words"} & left


def test_where_nothing_can_be_kept_questions_are_answered_all_the_same(
    archive: Archive, blog: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(archive.folder / FOLDER)
    (archive.folder / FOLDER).write_text("no folder")
    with Archive(archive.folder, encoder=ToyEncoder()) as again:
        assert again.ask(Query("What about rye bread?")).quotes
        assert "cannot be kept" in caplog.text
        write(blog, 1, random.Random(9))
        again.sync([str(blog)])
        assert len(indexes(again).stores.outline) == len(indexes(again).stores.passages)
        assert again.ask(Query("What about rye bread?")).quotes


FULL = """
import resource, sys
from embeddings.archive import Archive
from embeddings.errors import ArchiveError
from embeddings.posts import Query
from tests.toy import ToyEncoder

with Archive(sys.argv[1], encoder=ToyEncoder()) as archive:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    try:
        archive.load()
    except ArchiveError as error:
        print("told:", error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(len(archive.ask(Query("What about rye bread?")).quotes), "quotes")
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "kept"),
    [(0, "nothing"), (20_000, "nothing"), (2_000, "an earlier generation"), (20_000, "an earlier generation")],
)
def test_a_disk_that_fills_while_index_files_grow_is_told_and_costs_nothing(
    archive: Archive, blog: Path, tmp_path: Path, size: int, kept: str
) -> None:
    """A file may not grow beyond a size, as where the disk is full, and then it may."""
    before = sorted((archive.folder / FOLDER).rglob("*"))
    if kept == "nothing":
        shutil.rmtree(archive.folder / FOLDER)
    chance = random.Random(4)
    for number in range(20):
        write(blog, number, chance)
    archive.sync([str(blog)])
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(archive.folder), str(size)],
        cwd=Path(__file__).parents[3],
        env={"PYTHONPATH": ".", "TMPDIR": str(tmp_path), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Free some space on the disk" in done.stdout
    assert str(archive.folder) in done.stdout
    assert "quotes" in done.stdout.splitlines()[-1]
    assert not done.stdout.splitlines()[-1].startswith("0 ")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("pullquote-")]
    if kept != "nothing":
        assert {path for path in before if path.is_file()} & set((archive.folder / FOLDER).rglob("*"))
    assert archive.check() == []


@pytest.fixture
def mapped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files are mapped as large ones are."""
    monkeypatch.setattr("embeddings.stores.postings._IN_MEMORY", 0)
    monkeypatch.setattr("embeddings.stores.faiss.LISTS_FROM", 100)


@pytest.mark.slow
@pytest.mark.usefixtures("mapped")
@pytest.mark.parametrize("name", ["passage/rows", "vectors.faiss", "post/counts", "words/rows"])
def test_a_mapped_file_that_is_cut_off_under_a_reader_is_made_again(archive: Archive, name: str) -> None:
    shutil.rmtree(archive.folder / FOLDER)
    with Archive(archive.folder, encoder=ToyEncoder()) as reader:
        expected = reader.ask(Query("Must rye bread rest a whole day?"))
        (path,) = (archive.folder / FOLDER).rglob(name)
        with path.open("r+b") as file:
            file.truncate(100)
        assert reader.ask(Query("Does the rye bread rest for a whole day?"))
        assert reader.ask(Query("Must rye bread rest a whole day?")) == expected
        assert reader.check() == []


@pytest.mark.slow
@pytest.mark.usefixtures("mapped")
def test_readers_of_one_generation_keep_it_while_another_process_writes_the_next(archive: Archive, blog: Path) -> None:
    """Each goes on from what it has open, also where the files have been deleted, and then sees what is new."""
    chance = random.Random(8)
    shutil.rmtree(archive.folder / FOLDER)
    with Archive(archive.folder, encoder=ToyEncoder()) as one, Archive(archive.folder, encoder=ToyEncoder()) as other:
        with one.snapshot() as snapshot, other.snapshot() as beside:
            expected = snapshot.ask_many([Query("What about rye bread?")])
            assert beside.ask_many([Query("What about rye bread?")]) == expected
            for _ in range(4):
                for post in range(60):
                    write(blog, post, chance)
                archive.sync([str(blog)])
                archive.load()
            assert not set(one._indexes.segments) & set(indexes(archive).segments)  # type: ignore[union-attr]
            assert snapshot.ask_many([Query("What about rye bread?")]) == expected
            assert beside.ask_many([Query("What about rye bread?")]) == expected
        assert found(indexes(one)) == found(indexes(other)) == found(indexes(archive))


def test_who_is_behind_the_newest_generation_finds_what_was_kept_for_it(archive: Archive, blog: Path) -> None:
    chance = random.Random(8)
    with archive._catalog.current() as behind:
        write(blog, 1, chance)
        archive.sync([str(blog)])
        archive.load()
        files = set((archive.folder / FOLDER).rglob("*"))
        stores = Indexes.load(archive.folder, behind).stores
        assert set((archive.folder / FOLDER).rglob("*")) == files
        assert np.array_equal(stores.outline.table, behind.outline().table)
