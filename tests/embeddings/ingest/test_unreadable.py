"""What can no longer be read stays as it was read before; what is gone is gone."""

from __future__ import annotations

import ctypes
import json
import os
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from protego import Protego

from embeddings import Query
from embeddings.archive import Archive, Fetching
from embeddings.content import bounds
from embeddings.errors import StoppedError

from ...blogs import as_json, html_page, wordpress
from ...toy import ToyEncoder

HEAD = "---\ntitle: {name}\ndate: 2024-05-06\n---\n"
BROKEN = "---\ntitle: [rye\ndate: 2024-05-06\n---\nThe rye loaf rests for nine hours now."


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        yield archive


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    folder = tmp_path / "blog"
    folder.mkdir()
    for name, text in {
        "rye": "The rye loaf rests for eight hours.",
        "oven": "The old oven smokes on Mondays.",
        "salt": "Too much salt stops yeast.",
    }.items():
        (folder / f"{name}.md").write_text(HEAD.format(name=name) + text)
    return folder


def texts(archive: Archive) -> set[str]:
    return {post.text for post in archive.posts()}


def quoted(archive: Archive, question: str) -> str:
    return " ".join(quote.text for quote in archive.ask(Query(question)).quotes)


def test_a_post_stays_while_its_file_is_broken(archive: Archive, blog: Path) -> None:
    archive.sync([str(blog)])
    (blog / "rye.md").write_text(BROKEN)
    for _ in range(2):
        report = archive.sync([str(blog)])
        assert (report.removed, report.unchanged) == (0, 3)
        (told,) = report.skipped
        assert told.name == "rye.md"
        assert "front matter is broken" in told.reason
        assert told.reason.endswith("its post stays as it was read before")
        assert "eight hours" in quoted(archive, "How long does the rye loaf rest?")
    (blog / "rye.md").write_text(BROKEN.replace("[rye", "rye"))
    assert archive.sync([str(blog)]).changed == 1
    assert "nine hours" in quoted(archive, "How long does the rye loaf rest?")
    (blog / "rye.md").unlink()
    assert archive.sync([str(blog)]).removed == 1


def test_a_file_that_was_never_read_holds_nothing_back(archive: Archive, blog: Path) -> None:
    (blog / "rye.md").write_text(BROKEN)
    archive.sync([str(blog)])
    (blog / "oven.md").unlink()
    report = archive.sync([str(blog)])
    assert (report.removed, report.notes) == (1, [])
    assert "stays" not in report.skipped[0].reason


def test_names_of_files_that_are_not_unicode(archive: Archive, blog: Path) -> None:
    folder = os.fsencode(blog)
    Path(os.fsdecode(folder + b"/\xe9.md")).write_text(HEAD.format(name="crust") + "Steam makes a crust.")
    Path(os.fsdecode(folder + b"/\xff.md")).write_text(BROKEN)
    for _ in range(2):
        report = archive.sync([str(blog)])
        assert (len(texts(archive)), report.removed, report.failed) == (4, 0, [])
        assert [item.name for item in report.skipped] == ["\ufffd.md"]
        "".join(item.name + item.reason for item in report.skipped).encode()


@contextmanager
def without_root() -> Iterator[None]:
    """What is closed is closed to this thread, also where it is root's (https://man7.org/linux/man-pages/man7/capabilities.7.html)."""
    libc = ctypes.CDLL(None)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    rights = (ctypes.c_uint32 * 6)()
    libc.capget(header, rights)
    effective = rights[0]
    rights[0] &= ~0b110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    libc.capset(header, rights)
    try:
        yield
    finally:
        rights[0] = effective
        libc.capset(header, rights)


@pytest.mark.skipif(sys.platform != "linux", reason="rights are a thread's own on Linux alone")
@pytest.mark.parametrize("mode", [0o000, 0o100, 0o400])
def test_what_lies_in_a_closed_folder_stays(archive: Archive, blog: Path, mode: int) -> None:
    closed = blog / "part" / "closed"
    (closed / "below").mkdir(parents=True)
    (closed / "below" / "crust.md").write_text(HEAD.format(name="crust") + "Steam makes a crust.")
    (closed / "crumb.md").write_text(HEAD.format(name="crumb") + "A wet dough has an open crumb.")
    (blog / "part" / "yeast.md").write_text(HEAD.format(name="yeast") + "Yeast is alive.")
    archive.sync([str(blog)])
    (blog / "part" / "yeast.md").write_text(HEAD.format(name="yeast") + "Yeast sleeps in the cold.")
    closed.chmod(mode)
    with without_root():
        report = archive.sync([str(blog)])
    closed.chmod(0o700)
    assert (report.removed, report.changed, report.unchanged, report.failed) == (0, 1, 5, [])
    named = ["part/closed/"] if mode != 0o400 else ["part/closed/below/", "part/closed/crumb.md"]
    assert [item.name for item in report.skipped] == named
    assert "Permission denied" in report.skipped[0].reason
    (blog / "part" / "yeast.md").unlink()
    assert archive.sync([str(blog)]).removed == 1


@pytest.mark.parametrize("text", ["---\ntitle: rye\ndraft: true\n---\nThe rye loaf rests.", ""])
def test_what_was_taken_back_is_withdrawn(archive: Archive, blog: Path, text: str) -> None:
    archive.sync([str(blog)])
    (blog / "rye.md").write_text(text)
    assert archive.sync([str(blog)]).removed == 1


@pytest.mark.no_cover  # what ends a reading may come while coverage holds its lock, which is never free again then
@pytest.mark.parametrize("damage", ["nul", "slow", "binary"])
def test_a_page_on_disk_that_breaks_stays(
    archive: Archive, blog: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = blog / "crust.html"
    page.write_text("<!doctype html><html><body><article><h1>Crust</h1><p>Steam makes a crust.</p></article></html>")
    archive.sync([str(blog)])
    if damage == "slow":
        monkeypatch.setattr(bounds, "SECONDS", 0.3)
        page.write_text(f"<html><body><article>{'<p>Steam <b>is</b> hot.</p>' * 150_000}</article></html>")
    else:
        page.write_bytes(b"\0" * 300 if damage == "nul" else bytes(range(256)) * 4)
    (blog / "salt.md").unlink()
    report = archive.sync([str(blog)])
    assert "Steam makes a crust." in quoted(archive, "What makes a crust?")
    assert [item.name for item in report.skipped] == ["crust.html"]
    assert (report.removed, len(texts(archive))) == (1, 3)


WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>https://blog.example</link>
{}
</channel></rss>"""


def item(number: int, text: str, status: str = "publish") -> str:
    return (
        f"<item><title>Loaf {number}</title><link>https://blog.example/{number}/</link>"
        f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date>2020-01-0{number} 10:00:00</wp:post_date><wp:status>{status}</wp:status>"
        "<wp:post_type>post</wp:post_type></item>\n"
    )


@pytest.mark.no_cover  # what ends a reading may come while coverage holds its lock, which is never free again then
def test_an_entry_of_an_export_that_takes_too_long_stays(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = tmp_path / "blog.xml"
    export.write_text(WXR.format("".join(item(number, f"Loaf {number} rose.") for number in (1, 2, 3))))
    archive.sync([str(export)])
    monkeypatch.setattr(bounds, "SECONDS", 0.3)
    long = "Rye <b>rests</b>.</p><p>" * 150_000
    export.write_text(WXR.format(item(1, "Loaf 1 fell.") + item(2, long)))
    report = archive.sync([str(export)])
    assert (report.changed, report.removed) == (1, 1)
    assert texts(archive) == {"Loaf 1 fell.", "Loaf 2 rose."}


def test_of_an_export_that_breaks_off_nothing_is_withdrawn_but_what_was_taken_back(
    archive: Archive, blog: Path
) -> None:
    export = blog / "blog.xml"
    export.write_text(WXR.format("".join(item(number, f"Loaf {number} rose.") for number in (1, 2, 3))))
    archive.sync([str(blog)])
    whole = WXR.format(item(1, "Loaf 1 fell.") + item(2, "Loaf 2 rose.", "private") + item(3, "Loaf 3 rose."))
    export.write_text(whole[: whole.index("Loaf 3 rose.")])
    (blog / "salt.md").unlink()
    report = archive.sync([str(blog)])
    assert {"Loaf 1 fell.", "Loaf 3 rose.", "Too much salt stops yeast."} < texts(archive)
    assert "Loaf 2 rose." not in texts(archive)
    (note,) = report.notes
    assert "stay as they were read before (2)" in note
    assert "blog.xml" in note
    export.write_text(whole)
    assert archive.sync([str(blog)]).removed == 1


@pytest.mark.parametrize(
    ("left", "removed"),
    [
        ('{"_id": "1", "te', 1),  # which post it is still stands there
        ('{"_id": "1", "text": null}', 1),
        ('{"_i', 0),
        ("A line of words.", 2),
        ('{"name": "no post"}', 2),
    ],
    ids=["cut off", "no text", "cut off in its id", "words", "something else"],
)
def test_a_line_that_is_broken_costs_no_post(archive: Archive, tmp_path: Path, left: str, removed: int) -> None:
    corpus = tmp_path / "c.jsonl"
    rows = [json.dumps({"_id": str(number), "text": f"Loaf {number} rose."}) for number in range(3)]
    corpus.write_text("\n".join(rows))
    archive.sync([str(corpus)])
    corpus.write_text("\n".join([rows[0], left]))
    report = archive.sync([str(corpus)])
    assert (report.removed, len(texts(archive)), len(report.notes)) == (removed, 3 - removed, removed == 0)
    corpus.write_text(rows[0])
    archive.sync([str(corpus)])
    assert texts(archive) == {"Loaf 0 rose."}


def test_a_post_of_a_site_stays_while_its_record_or_its_page_is_broken(
    serve: Callable[..., Any], local: Fetching, archive: Archive
) -> None:
    broken: set[int] = set()

    def with_odd_terms(site: Any, path: str, query: Any) -> Any:
        answer = wordpress(site, path, query)
        if answer is None or path != "/wp-json/wp/v2/posts" or answer[0] != 200:
            return answer
        rows = json.loads(answer[2])
        for row in rows:
            if row["id"] in broken and "_embedded" in row:
                row["_embedded"]["wp:term"] = 5
        return as_json(rows, **{name: value for name, value in answer[1].items() if name.startswith("X")})

    site = serve(with_odd_terms, 12)
    archive.sync([site.address], fetching=local)
    before = texts(archive)
    broken.add(site.posts[6].number)
    site.posts[6].body = "<p>New words that cannot be read.</p>"
    site.posts[6].updated = site.updated.replace(year=2030)
    report = archive.sync([site.address], fetching=local)
    assert (report.removed, report.changed, report.unchanged) == (0, 0, 12)
    assert [item.reason.endswith("stays as it was read before") for item in report.skipped] == [True]
    assert texts(archive) == before
    broken.clear()
    site.posts[5].updated = site.updated.replace(year=2031)
    assert archive.sync([site.address], fetching=local).changed == 1


@pytest.mark.no_cover  # what ends a reading may come while coverage holds its lock, which is never free again then
def test_a_page_that_takes_too_long_is_not_taken_for_unlisted(
    serve: Callable[..., Any], local: Fetching, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = serve("static", 8)
    archive.sync([site.address], fetching=local)
    before = texts(archive)
    monkeypatch.setattr(bounds, "SECONDS", 0.2)
    slow = site.posts[4]
    slow.updated = site.updated.replace(year=2030)
    site.extra[slow.path] = html_page(
        "<title>Slow</title>", f"<article><h1>Slow</h1>{'<p>Rye <b>rests</b>.</p>' * 100_000}"
    )
    report = archive.sync([site.address], fetching=local)
    assert report.removed == 0
    assert texts(archive) == before
    assert any("takes longer" in item.reason and "stays" in item.reason for item in report.skipped)
    del site.extra[slow.path]
    slow.body, slow.updated = "<p>It rested for a whole day.</p>", slow.updated.replace(year=2031)
    assert archive.sync([site.address], fetching=local).changed == 1
    assert "It rested for a whole day." in texts(archive)


def test_a_row_of_a_list_that_is_no_record_takes_no_post_away(
    serve: Callable[..., Any], local: Fetching, archive: Archive
) -> None:
    broken: set[int] = set()

    def with_holes(site: Any, path: str, query: Any) -> Any:
        answer = wordpress(site, path, query)
        if answer is None or path != "/wp-json/wp/v2/posts" or answer[0] != 200:
            return answer
        rows = [None if row["id"] in broken else row for row in json.loads(answer[2])]
        return as_json(rows, **{name: value for name, value in answer[1].items() if name.startswith("X")})

    site = serve(with_holes, 12)
    archive.sync([site.address], fetching=local)
    broken.add(site.posts[6].number)
    site.posts[5].updated = site.updated.replace(year=2030)
    report = archive.sync([site.address], fetching=local)
    assert (report.removed, report.unchanged) == (0, 12)
    assert [item.reason for item in report.skipped] == ["it is not a post"]


def fails(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object) -> Any:
        raise error

    return fail


def test_what_nobody_foresaw_costs_that_source_alone(
    serve: Callable[..., Any],
    local: Fetching,
    archive: Archive,
    blog: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Libraries that a zip file and a site are read by fail in a way of their own."""
    site, packed = serve("wordpress", 3), tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("a.md", HEAD.format(name="a") + "The packed loaf rests.")
    sources = [site.address, str(packed), str(blog)]
    archive.sync(sources, fetching=local)
    before = texts(archive)
    site.posts[1].updated = site.updated.replace(year=2030)
    (blog / "rye.md").write_text(HEAD.format(name="rye") + "The rye loaf rests for nine hours.")
    monkeypatch.setattr(zipfile.ZipFile, "infolist", fails(LookupError("no such codec")))
    monkeypatch.setattr(Protego, "can_fetch", fails(AssertionError("a rule")))
    report = archive.sync(sources, fetching=local)
    assert (report.changed, report.removed) == (1, 0)
    assert {failure.source: "something in it cannot be read" in failure.reason for failure in report.failed} == {
        site.address: True,
        str(packed): True,
    }
    assert len(before - texts(archive)) == 1
    for stop in (KeyboardInterrupt(), StoppedError()):
        monkeypatch.setattr(Protego, "can_fetch", fails(stop))
        with pytest.raises(type(stop)):
            archive.sync(sources, fetching=local)
