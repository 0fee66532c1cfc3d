"""A sync makes the catalog hold what its sources hold, all at once, in memory that does not grow with them."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from embeddings.ingest.report import Progress, SyncReport
from embeddings.ingest.sync import Sync
from embeddings.models.passages import Encoded, Unencoded, encode_here
from embeddings.posts import HOLE, Post, post_key
from embeddings.stores.catalog import Catalog
from embeddings.stores.pending import Pending
from embeddings.stores.sources import Reading, SourceOptions

from ...conftest import At
from ...toy import ToyEncoder, stored_posts


def corpus(path: Path, count: int, *, text: str = "Loaf number {0} was baked in oven {1}.") -> Path:
    rows = ({"_id": str(number), "text": text.format(number, number * 7)} for number in range(count))
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


def sync(catalog: Catalog, *locations: Path, encoder: ToyEncoder | None = None) -> SyncReport:
    return Sync(catalog, encoder or ToyEncoder()).run([str(location) for location in locations])


class Unasked(ToyEncoder):
    """A model that a sync has no use for."""

    def vocabulary_coverage(self, texts: Sequence[str]) -> float:
        raise AssertionError("nothing changed")


@pytest.fixture
def catalog(place: At) -> Catalog:
    return Catalog(place("archive"), create=True)


def pending_rows(catalog: Catalog) -> int:
    with catalog.reading() as connection:
        return sum(
            connection.exec_driver_sql(f"SELECT count(*) FROM pending_{table}").scalar_one()
            for table in ("posts", "passages", "ids")
        )


def test_what_a_sync_did_is_counted(tmp_path: Path, catalog: Catalog) -> None:
    source = corpus(tmp_path / "c.jsonl", 300)
    report = sync(catalog, source)
    assert (report.added, report.encoded, report.news) == (300, 300, [])
    lines = source.read_text().splitlines()
    lines[0] = lines[0].replace("baked", "burnt")
    lines[1] = json.dumps({"_id": "new", "text": "A new loaf."})
    source.write_text("\n".join([*lines, lines[5]]))
    report = sync(catalog, source)
    counts = (report.added, report.changed, report.removed, report.unchanged, report.encoded)
    assert counts == (1, 1, 1, 298, 2)
    assert [post.id for post in report.news] == ["new"]
    assert [(item.name, item.reason) for item in report.skipped] == [("5", "a post with the same id came before it")]
    assert len(stored_posts(catalog)) == 300
    assert pending_rows(catalog) == 0
    generation = catalog.generation()
    assert sync(catalog, source, encoder=Unasked()).unchanged == 300
    assert catalog.generation() == generation


def test_a_text_is_encoded_once_also_while_it_is_at_work(tmp_path: Path, catalog: Catalog) -> None:
    source = tmp_path / "c.jsonl"
    texts = (f"Loaf number {number % 700}." for number in range(1400))
    source.write_text("\n".join(json.dumps({"_id": str(number), "text": text}) for number, text in enumerate(texts)))

    def all_at_once(batches: Iterable[Sequence[Unencoded]]) -> Iterator[list[Encoded]]:
        return encode_here(ToyEncoder(), list(batches))

    report = Sync(catalog, ToyEncoder(), encode_passages=all_at_once).run([str(source)])
    assert (report.added, report.encoded) == (1400, 700)
    with catalog.current() as generation:
        assert sum(map(len, generation.vectors())) == 1400


def test_one_text_whose_sentences_are_others_is_encoded_apart(tmp_path: Path, catalog: Catalog) -> None:
    """Code is not cut at its full stops."""
    for name, fence in (("prose", ""), ("again", ""), ("code", "```\n")):
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: Rye\n---\n{fence}Knead it. Let it rest.\n{fence}")
    report = Sync(catalog, ToyEncoder()).run([str(tmp_path)])
    assert (report.added, report.encoded) == (3, 2)


def test_sentences_with_a_hole_are_counted(tmp_path: Path, catalog: Catalog) -> None:
    source = corpus(tmp_path / "c.jsonl", 3, text=f"Loaf {{0}} rose. It was baked by {HOLE}, who left.")
    assert sync(catalog, source).unquotable == 3


def test_a_number_is_never_given_twice(tmp_path: Path, catalog: Catalog) -> None:
    source = corpus(tmp_path / "c.jsonl", 3)
    sync(catalog, source)
    source.write_text(source.read_text().splitlines()[0])
    sync(catalog, source)
    corpus(source, 3)
    sync(catalog, source)
    assert list(stored_posts(catalog)) == [1, 4, 5]


def test_nothing_is_seen_before_all_is_and_a_stopped_run_is_cleared(tmp_path: Path, catalog: Catalog) -> None:
    source = corpus(tmp_path / "c.jsonl", 10)
    sync(catalog, source)
    corpus(source, 600)

    class Stopped(Exception):
        pass

    def stop(progress: Progress) -> None:
        assert len(stored_posts(catalog)) == 10
        if progress.stage == "encode" and progress.done >= 256:
            raise Stopped

    with pytest.raises(Stopped):
        Sync(catalog, ToyEncoder()).run([str(source)], stop)
    assert pending_rows(catalog) > 0
    assert catalog.stats().posts == 10
    report = sync(catalog, source)
    assert (report.added, report.encoded) == (590, 590 - 256)
    assert pending_rows(catalog) == 0


def vectors_of(catalog: Catalog) -> int:
    with catalog.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM vectors").scalar_one())


def test_vectors_that_nothing_uses_are_dropped(tmp_path: Path, catalog: Catalog) -> None:
    source = corpus(tmp_path / "c.jsonl", 3)
    sync(catalog, source)
    corpus(source, 3, text="Loaf number {0} was eaten.")
    sync(catalog, source)
    assert vectors_of(catalog) == 3

    class Stopped(Exception):
        pass

    def stop(progress: Progress) -> None:
        if progress.stage == "encode" and progress.done:
            raise Stopped

    corpus(source, 5, text="Loaf number {0} was burnt.")
    with pytest.raises(Stopped):
        Sync(catalog, ToyEncoder()).run([str(source)], stop)
    assert vectors_of(catalog) == 8
    corpus(source, 4, text="Loaf number {0} was sold.")
    sync(catalog, source)
    assert vectors_of(catalog) == 4


def test_when_a_post_was_last_seen(catalog: Catalog) -> None:
    blog = "https://b.example"
    posts = [Post(id=identity, text=f"A text of {identity}.") for identity in "ab"]

    def seen(month: int, read: Sequence[Post], kept: Sequence[str] = (), *, quiet: bool = False) -> list[int]:
        """The months in which both were last seen, after a sync in one."""
        pending = Pending(catalog)
        pending.add(blog, read)
        pending.note(blog, kept, "kept")
        pending.apply(
            f"2024-{month:02}-01",
            {},
            {},
            {},
            recut=False,
            options={blog: SourceOptions()},
            readings={blog: Reading(blog, "feed", 1, 1.0)},
            unchanged=[blog] if quiet else [],
        )
        with catalog.current() as generation:
            times = [generation.provenance(identity)[1] for identity in "ab"]
        return [when.month if when else 0 for when in times]

    assert seen(1, posts) == [1, 1]
    assert seen(2, posts[:1], kept="b") == [2, 1]
    assert seen(3, posts[:1], kept="b") == [3, 1]
    assert seen(4, [], kept="ab") == [3, 1], "the site could not be read to its end"
    assert seen(5, [], quiet=True) == [5, 5]
    assert seen(6, posts[1:], kept="a") == [5, 6]
    assert seen(7, posts) == [7, 7]


def test_a_source_that_breaks_off_leaves_the_others(tmp_path: Path, catalog: Catalog) -> None:
    good = corpus(tmp_path / "c.jsonl", 5)
    report = sync(catalog, good, tmp_path / "missing")
    assert (report.added, len(report.failed), catalog.stats().posts) == (5, 1, 5)


def test_another_model_encodes_everything_again(tmp_path: Path, catalog: Catalog) -> None:
    sync(catalog, corpus(tmp_path / "a.jsonl", 5), corpus(tmp_path / "b.jsonl", 90))
    report = sync(catalog, tmp_path / "a.jsonl", encoder=ToyEncoder("another"))
    assert (report.unchanged, report.encoded, catalog.stats().passages) == (5, 90, 95)
    assert catalog.state()["model"] == "another"
    with catalog.current() as generation:
        assert sum(len(part) for part in generation.vectors()) == 95


def test_what_the_archive_holds_is_counted(tmp_path: Path, catalog: Catalog) -> None:
    assert (catalog.stats().posts, catalog.stats().first, catalog.stats().model) == (0, None, "")
    for name, day in (("a", "2022-01-02"), ("b", "2024-05-06T23:30:00+02:00"), ("c", "2023-01-01")):
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {name}\ndate: {day}\n---\nText of {name}.")
    sync(catalog, tmp_path / "a.md", tmp_path / "b.md", tmp_path / "c.md")
    stats = catalog.stats()
    days = sorted(post.day for post in stored_posts(catalog).values() if post.day)
    assert (stats.posts, stats.passages, len(stats.sources), stats.model) == (3, 3, 3, "toy")
    assert (stats.first, stats.last) == (days[0], days[-1]) == (date(2022, 1, 2), days[-1])
    assert stats.synced is not None


def test_keys_are_each_posts_own(tmp_path: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sources with posts of the same ids, and hashes that clash, as some do among a million posts."""
    sync(catalog, corpus(tmp_path / "a.jsonl", 3))
    before = [post.key for post in stored_posts(catalog).values()]
    assert before == [post_key(str(number)) for number in range(3)]
    sync(catalog, corpus(tmp_path / "b.jsonl", 4, text="Other words {0} {1}."))
    keys = [post.key for post in stored_posts(catalog).values()]
    assert keys[:3] == before
    assert keys[3:] == [*(post_key(str(number), 1) for number in range(3)), post_key("3")]
    corpus(tmp_path / "b.jsonl", 4, text="Changed words {0} {1}.")
    report = sync(catalog, tmp_path / "b.jsonl")
    assert report.changed == 4
    assert [post.key for post in stored_posts(catalog).values()] == keys


def test_keys_that_clash_among_new_posts(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    pending = Pending(catalog)
    for module in ("pending", "switch"):
        monkeypatch.setattr(f"embeddings.stores.{module}.post_key", lambda identity, attempt=0: f"{attempt:010x}")
    pending.add("/a", [Post(str(number), f"Text {number}.") for number in range(4)])
    assert pending.apply("2024-01-01T00:00:00+00:00", {}, {}, {}, recut=False)
    keys = [post.key for post in stored_posts(catalog).values()]
    assert keys == [f"{number:010x}" for number in range(4)]


INDEX = """
import re, sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from embeddings.ingest.sync import Sync
from embeddings.stores.catalog import Catalog
from tests.toy import ToyEncoder
report = Sync(Catalog(Path(sys.argv[1]), create=True), ToyEncoder()).run([sys.argv[2]])
# Not getrusage's ru_maxrss, which begins with that of the process that started this one.
print(report.added, re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""
WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>https://blog.example</link>
"""


def export(path: Path, count: int) -> Path:
    """Posts of 8,000 characters, in words so long that there are few of them to encode."""
    words = " ".join(f"<p>{letter * 2000}</p>" for letter in "abcd")
    with path.open("w") as file:
        file.write(WXR)
        for number in range(count):
            file.write(
                f"<item><title>Loaf {number}</title><link>https://blog.example/{number}/</link>"
                f"<content:encoded><![CDATA[<p>Loaf {number} rested.</p>{words}]]></content:encoded>"
                f"<wp:post_id>{number}</wp:post_id><wp:post_date>2020-01-{number % 28 + 1:02} 10:00:00</wp:post_date>"
                "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>\n"
            )
        file.write("</channel></rss>")
    return path


@pytest.mark.parametrize(
    ("small", "large"),
    [pytest.param(600, 1800, marks=pytest.mark.slow), pytest.param(2000, 20_000, marks=pytest.mark.benchmark)],
    ids=["1,800", "20,000"],
)
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the kernel does not tell the peak of the memory")
def test_memory_does_not_grow_with_the_export(tmp_path: Path, small: int, large: int) -> None:
    peaks = []
    for count in (small, large):
        source = export(tmp_path / f"{count}.xml", count)
        command = [sys.executable, "-c", INDEX, str(tmp_path / str(count)), str(source)]
        added, peak = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        assert int(added) == count
        peaks.append(int(peak) / 1024)
    assert peaks[1] < peaks[0] + 10, f"peaks in MiB: {peaks}"


def test_what_no_index_or_text_of_a_database_takes_costs_that_post_alone(tmp_path: Path, catalog: Catalog) -> None:
    rng = random.Random(1)
    long = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=9000))
    rows = [
        {"_id": long, "text": "A post with an endless id."},
        {"_id": "address", "text": "One with an endless address.", "metadata": {"url": f"https://a.example/{long}"}},
        {"_id": "n\0l", "title": f"{long}\0", "text": "One with a \0 in it."},
        {"_id": "good", "text": "One like any other.", "metadata": {"url": "https://a.example/good"}},
    ]
    (tmp_path / "c.jsonl").write_text("\n".join(map(json.dumps, rows)))
    report = sync(catalog, tmp_path / "c.jsonl")
    assert [skipped.reason for skipped in report.skipped] == ["its id is longer than 2,000 bytes"]
    posts = stored_posts(catalog).values()
    assert {post.id: (post.url, post.text) for post in posts} == {
        "address": ("", "One with an endless address."),
        "n\ufffdl": ("", "One with a \ufffd in it."),
        "good": ("https://a.example/good", "One like any other."),
    }
    assert sync(catalog, tmp_path / "c.jsonl").unchanged == 3
