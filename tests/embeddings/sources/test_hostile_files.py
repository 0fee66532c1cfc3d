"""The suites that feedparser and html5lib keep of what is wrong on the web: no crash, no hang, nothing misread."""

from __future__ import annotations

import calendar
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import feedparser
import pytest

from embeddings.content.feeds import parse_feed, published
from embeddings.content.html import plain_title, read_html
from embeddings.content.main_text import page_post
from embeddings.posts import Post
from embeddings.sources.origin import Origin

# Coverage slows what is timed here several times over.
pytestmark = pytest.mark.no_cover
HANG = 5.0
"""Seconds; none comes near it."""
MEMORY = 500
"""Megabytes that all of them together may add."""


IN_A_PROCESS = """
import resource, sys
from pathlib import Path
from embeddings.content.feeds import parse_feed, published
from embeddings.content.charset import decoded
from embeddings.content.main_text import page_post
from embeddings.sources.origin import Origin
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in Path(sys.argv[1]).rglob("*"):
    if path.is_file():
        data = path.read_bytes()
        parse_feed(data, path.name, Origin().url) if "feeds" in path.parts else page_post(decoded(data), path.name, "")
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("suite", ["feeds", "html-nasty"])
def test_all_files_of_a_suite_are_read_in_bounded_memory(shared: Path, suite: str) -> None:
    command = [sys.executable, "-c", IN_A_PROCESS, str(shared / "exports" / suite)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert int(printed) < MEMORY


def test_every_feed_of_the_suite_is_read_as_feedparser_reads_it(shared: Path) -> None:
    root = shared / "exports/feeds/feedparser/tests"
    paths = [path for path in sorted(root.rglob("*")) if path.is_file()]
    assert len(paths) > 2000
    origin = Origin("http://base.example")
    compared = dated = 0
    for path in paths:
        data = path.read_bytes()
        started = time.process_time()
        found = parse_feed(data, path.name, origin.url)
        assert time.process_time() - started < HANG, path
        parsed = feedparser.parse(data)
        for entry in parsed.entries:
            theirs = entry.get("published_parsed") or entry.get("created_parsed") or entry.get("updated_parsed")
            ours = published(entry)
            assert (ours is None) == (theirs is None), path
            if ours and theirs:
                dated += 1
                assert day_of(ours) == datetime.fromtimestamp(calendar.timegm(theirs), UTC).date(), path
        if parsed.bozo or "wellformed" not in path.parts:
            continue
        for item, entry in zip(found.items, parsed.entries, strict=True):
            if isinstance(item, Post):
                compared += 1
                link = entry.get("link", "")
                assert item.url == (origin.url(link) if link else ""), path
                assert item.title == plain_title(entry.get("title", "")), path
    assert compared > 300
    assert dated > 50


def day_of(when: date) -> date:
    if not isinstance(when, datetime):
        return when
    return when.astimezone(UTC).date() if when.tzinfo else when.date()


def inputs(root: Path) -> Iterator[str]:
    """What html5lib's tests feed to a tokenizer, a serializer and an encoding detector, each also as a whole file."""
    for path in sorted(root.rglob("*")):
        if not path.is_file():
            continue
        whole = path.read_text(encoding="utf-8", errors="replace")
        yield whole
        if path.suffix == ".test":
            found = json.loads(whole)
            for test in found.get("tests", []) + found.get("xmlViolationTests", []):
                yield str(test["input"])
        elif path.suffix == ".dat":
            yield from whole.split("#data\n")


@pytest.mark.slow
def test_every_page_of_the_suite_is_survived(shared: Path) -> None:
    count = 0
    for text in inputs(shared / "exports/html-nasty/html5lib-tests"):
        count += 1
        started = time.process_time()
        read_html(text)
        if len(text) > 200 or count % 10 == 0:
            page_post(f"<title>x</title>{text}", "x", "")
        assert time.process_time() - started < HANG, text[:80]
    assert count > 5000


READ_IN_A_PROCESS = """
import resource, sys
from embeddings.content.items import Skipped
from embeddings.sources import read_source
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
items = list(read_source(sys.argv[1]))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, *(type(item).__name__ for item in items))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("around", "kinds"),
    [
        ("{}<item>{{}}</item>", ["Post"]),
        ("<item>{{}}</item>{}", ["Post"]),
        ("<a><b>{}</b></a><item>{{}}</item>", ["Post"]),
        ("<item>{}</item><item>{{}}</item>", ["Post", "Skipped"]),
    ],
    ids=["before", "after", "deeper", "inside"],
)
def test_what_an_export_holds_besides_posts_takes_no_memory(tmp_path: Path, around: str, kinds: list[str]) -> None:
    good = "<link>/1</link><content:encoded>Rye rests.</content:encoded><wp:post_type>post</wp:post_type>"
    head = "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:wp='http://wordpress.org/export/1.2/'"
    items = around.format("<x/>" * 1_000_000).format(good)
    (tmp_path / "a.xml").write_text(f"<rss {head}><channel>{items}</channel></rss>")
    command = [sys.executable, "-c", READ_IN_A_PROCESS, str(tmp_path / "a.xml")]
    memory, *found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert (found, int(memory) < 90) == (kinds, True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("opening", "count", "closing"),
    [
        ("<div>", 50_000, "Rye rests."),
        ("<div><p>", 25_000, "Rye rests."),
        ("<font><b><i>", 20_000, "Rye rests."),
        ("<ul><li>", 15_000, "Rye rests."),
        ("<p>a", 4_000, "Rye rests."),
        ("<div>a</div>", 4_000, "Rye rests."),
        ("a=b ", 100_000, ">Rye rests."),
        ("Rye rests.<!--", 100_000, ""),
    ],
    ids=["div", "p", "b", "li", "small p", "small div", "attributes", "comment"],
)
def test_pages_made_to_hang_a_parser_take_time_in_proportion(opening: str, count: int, closing: str) -> None:
    def seconds(times: int) -> float:
        """The least of three, of this thread's own: the machine's other work is no part of it."""
        page = ("<p " if opening == "a=b " else "") + opening * times + closing
        tries = []
        for _ in range(3):
            started = time.thread_time()
            assert "Rye rests." in read_html(page).text
            page_post(f"<title>x</title>{page}", "x", "")
            tries.append(time.thread_time() - started)
        return min(tries)

    # Work that grows with the square would take sixteen times as long.
    assert seconds(count) < 8 * max(seconds(count // 4), 0.01)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["<p>a", "<div>a</div>"])
def test_a_page_of_more_small_blocks_than_libraries_are_given_is_read_whole(unit: str) -> None:
    post = page_post(f"<title>x</title><article><p>Rye rests.</p>{unit * 21_000}</article>", "x", "")
    assert isinstance(post, Post)
    assert post.text.count("a") == 21_000
