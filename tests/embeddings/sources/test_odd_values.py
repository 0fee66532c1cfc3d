"""A file, an item and a source each fail alone: whatever stands in one post, the good one beside it is read."""

from __future__ import annotations

import csv
import io
import json
import os
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.content import bounds
from embeddings.content.bounds import Unreadable, bounded
from embeddings.content.items import Skipped
from embeddings.errors import SourceError
from embeddings.posts import Post
from embeddings.sources import read_source

NAMES = st.sampled_from(
    """_id id url title text html content_html content_text summary date published published_at date_published author
    authors tags tag slug status visibility type page data lexical mobiledoc canonical_url email_only metadata permalink
    categories byline draft layout taxonomies publishdate expirydate build lang""".split()
)
TEXTS = st.one_of(
    st.sampled_from(
        [
            "\ud800",
            "http://[",
            "http://a:b/",
            "http://xn--/",
            "http://x:99999/",
            "javascript:alert(1)",
            "Mon, 01 Jan 99999999999 00:00:00 GMT",
            "31 Dec 9999 23:59:59 -2359",
            "0000-00-00",
            "0001-01-01T00:00:00+14:00",
            "2020-01-01T10:00:00 America/../../etc",
            "10:00:00 A/" + "b" * 300,
            "99999999999999999999",
            "²",
            "\x1b[31m",
            "__GHOST_URL__",
            "{{",
            "[[[[",
        ]
    ),
    st.text(st.characters(exclude_characters="\0", exclude_categories=()), max_size=20),
)
VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**20), 10**20),
        st.floats(allow_nan=False, allow_infinity=False),
        TEXTS,
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=6,
)
RECORDS = st.dictionaries(NAMES, VALUES, max_size=6)
ODD = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(folder: Path, files: dict[str, str | bytes]) -> list[Post]:
    """The posts of a folder with these files, of which the good one must be one; each can be stored and shown."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    items = list(read_source(str(folder), "https://x.example"))
    found = [item for item in items if isinstance(item, Post)]
    assert any("The good one" in post.text for post in found), items
    for post in found:
        for field in (post.id, post.title, post.url, post.author, post.guid, *post.tags, post.text):
            assert isinstance(field, str)
            field.encode()
        assert post.url == "" or post.url.startswith(("http://", "https://"))
        assert not any(ord(char) < 32 for char in (*post.title, *post.url, *post.author, *"".join(post.tags)))
    for item in items:
        assert not isinstance(item, Skipped) or (item.name and item.reason)
    return found


@ODD
@given(RECORDS)
def test_lines_of_json(tmp_path: Path, record: dict[str, object]) -> None:
    good = {"_id": "good", "text": "The good one."}
    read(tmp_path, {"a.jsonl": "\n".join(map(json.dumps, ({"_id": "1", "text": "x", **record}, record, good)))})


@ODD
@given(RECORDS, RECORDS)
def test_json_feeds(tmp_path: Path, record: dict[str, object], head: dict[str, object]) -> None:
    good = {"id": "good", "content_text": "The good one."}
    items = [{"id": "1", "content_text": "x", **record}, record, 5, good]
    feed = {**head, "hubs": 5, "version": "https://jsonfeed.org/version/1.1", "items": items}
    read(tmp_path, {"a.json": json.dumps(feed)})


@ODD
@given(RECORDS, VALUES)
def test_exports_of_ghost(tmp_path: Path, record: dict[str, object], value: object) -> None:
    good = {"id": "good", "slug": "good", "html": "<p>The good one.</p>", "status": "published"}
    documents = [
        {
            "id": "2",
            "slug": "a",
            "lexical": json.dumps({"root": {"children": [value, {"type": "list", "children": value}]}}),
        },
        {
            "id": "3",
            "slug": "b",
            "mobiledoc": json.dumps({"cards": [value], "sections": [[10, 0], [1, "p", [value]], value]}),
        },
    ]
    tables = {
        "posts": [{"id": "1", "slug": "x", "html": "x", **record}, record, *documents, good],
        "posts_authors": [
            {"post_id": "good", "author_id": value, "sort_order": value},
            {"post_id": value, "sort_order": 1},
        ],
        "users": [{"id": value, "name": value}],
        "posts_tags": [{"post_id": "good", "tag_id": "1", "sort_order": value}, {"sort_order": 2}],
    }
    read(tmp_path, {"a.json": json.dumps({"db": [{"meta": {"exported_on": 1}, "data": tables}]})})


GHOST = '{{"db": [{{"meta": {{"exported_on": 1}}, "data": {{"posts": [{}]}}}}]}}'
NUMBERS = ["1" * 4_301, "-" + "1" * 100_000, "1e99999999999999999999", "1e-99999999999999999999", "0." + "1" * 5_000]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:8])
def test_a_number_that_nobody_can_hold_costs_its_row_at_most(tmp_path: Path, number: str) -> None:
    good = {"id": "1", "slug": "good", "html": "<p>The good one.</p>"}
    fields = ("id", "slug", "published_at", "email_only", "rye")
    odd = [f'{{"html": "<p>It rests.</p>", "{field}": {number}}}' for field in fields]
    # One lies over the end of the 4 MB that are parsed at once.
    rows = ", ".join([json.dumps(good), *odd, '{"html": "'])
    over = f'", "rye": {number}}}, {json.dumps({**good, "slug": "other"})}'
    spaces = (1 << 22) - len(GHOST.format(rows)) + len("]}}]}") - len('", "rye": ') - 2
    found = read(tmp_path, {"a.json": GHOST.format(f"{rows}{' ' * spaces}{over}")})
    assert [post.url[-6:] for post in found if "The good one" in post.text] == ["/good/", "other/"]


@pytest.mark.parametrize("opening", ["[", '{"a": ', '[{"' + "a" * 1_000 + '": '], ids=len)
def test_json_that_is_nested_without_end_takes_no_memory(tmp_path: Path, opening: str) -> None:
    good = {"id": "1", "slug": "good", "html": "<p>The good one.</p>"}
    tracemalloc.start()
    read(tmp_path, {"a.json": GHOST.format(f"{json.dumps(good)}, {opening * 10_000}")})
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 50 << 20
    (skipped,) = (item for item in read_source(str(tmp_path)) if isinstance(item, Skipped))
    assert skipped.reason == "it is nested too deeply; it may hold more posts"


@ODD
@given(RECORDS)
def test_records_in_pages(tmp_path: Path, record: dict[str, object]) -> None:
    body = "<h1>Rye</h1><p>{} of them, which is about rye bread and about how long it has to rest.</p>"
    page = "<!doctype html><html><head><title>Rye</title><script type='application/ld+json'>{}</script></head><body>{}"
    data = json.dumps([{"@type": [{"a": 1}]}, {"@type": "BlogPosting", **record, "datePublished": record.get("date")}])
    files = {"a.html": page.format(data, body.format("One")), "b.html": page.format("[", body.format("The good one"))}
    read(tmp_path, dict(files))


@ODD
@given(RECORDS, st.sampled_from(["", "_posts/2020-01-01-", "content/posts/", "posts/", "docs/blog/posts/"]))
def test_heads_of_posts(tmp_path: Path, record: dict[str, object], folder: str) -> None:
    # JSON is YAML too.
    head = json.dumps({"title": "x", "date": "2020-01-01", **record})
    written = "\n".join(f"{name}: {json.dumps(value)}" for name, value in record.items())
    files = {
        f"{folder}a.md": f"---\n{head}\n---\nx",
        f"{folder}b.md": f"{head}\n\nx",
        f"{folder}c.md": f"+++\n{written}\n+++\n",
    }
    good = "---\ntitle: x\ndate: 2020-01-02\n---\nThe good one."
    read(tmp_path, {**files, f"{folder}good.md": good})


@ODD
@given(TEXTS, TEXTS)
def test_elements_of_feeds_and_exports(tmp_path: Path, text: str, other: str) -> None:
    kept = "".join(char for char in text if char >= " " and not "\ud800" <= char <= "\udfff" and char < "\ufffe")
    value = escape(kept, {'"': "&quot;"})
    names = ("title", "link", "guid", "pubDate", "author", "category", "wp:post_date", "wp:status", "dc:creator")
    fields = "".join(f"<{name}>{value}</{name}>" for name in names)
    spaces = "xmlns:wp='http://wordpress.org/export/1.2/' xmlns:c='http://purl.org/rss/1.0/modules/content/'"
    more = "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status><c:encoded>The good one.</c:encoded>"
    head = f"<link>{value}</link><language>{value}</language>"
    files = {
        "a.xml": f"<rss><channel>{head}<item>{fields}<description>x</description></item>"
        "<item><description>The good one.</description></item></channel></rss>",
        "b.xml": f"<rss xmlns:dc='d' {spaces}><channel>{head}<item>{fields}{more}</item>"
        f"<item>{more}</item></channel></rss>",
        "c.xml": f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{value}"><entry><link href="{value}"/>'
        f'<id>{value}</id><published>{value}</published><content type="{value}">x</content></entry></feed>',
        "d.txt": f"AUTHOR: {other}\nTITLE: {other}\nDATE: {other}\nTAGS: {other}\n-----\nBODY:\nx\n-----\n--------\n"
        "TITLE: x\n-----\nBODY:\nThe good one.\n-----\n--------\n",
    }
    read(tmp_path, dict(files))


ODD_XML = [
    "<foo:bar>1</foo:bar>",
    "<foo:link>1</foo:link>",
    "<id>&#xD800;</id>",
    "<link>&#xD800;</link>",
    "<wp:post_id>&#xD800;</wp:post_id>",
    "<wp:post_parent>&#xD800;</wp:post_parent>",
    "<link rel='alternate' href='&#xD800;'/>",
    "<wp:author><wp:author_login>&#xD800;</wp:author_login></wp:author>",
    "<filename>&#xD800;</filename>",
    "<x xmlns='http://[ y'>1</x>",
]


@pytest.mark.parametrize("odd", ODD_XML)
def test_an_odd_element_of_an_export_costs_its_item_at_most(tmp_path: Path, odd: str) -> None:
    spaces = "xmlns:wp='http://wordpress.org/export/1.2/' xmlns:c='http://purl.org/rss/1.0/modules/content/'"
    words = "<c:encoded>The good one, and [gallery].</c:encoded>"
    more = f"<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>{words}"
    atom = "xmlns='http://www.w3.org/2005/Atom' xmlns:wp='http://schemas.google.com/blogger/2018'"
    entry = "<entry>{}<wp:type>POST</wp:type><content>The good one.</content></entry>"
    picture = f"<item>{odd}<wp:post_type>attachment</wp:post_type></item>"
    files = {
        "a.xml": f"<rss {spaces}><channel>{odd}<item>{odd}{more}</item>{picture}<item><link>/1</link>{more}</item>"
        "</channel></rss>",
        "b.xml": f"<feed {atom}>{odd}{entry.format(odd)}{entry.format('<id>2</id>')}</feed>",
    }
    found = {post.id for post in read(tmp_path, dict(files)) if "The good one" in post.text}
    assert {"2", "https://x.example/1"} <= found


def test_a_column_of_a_hundred_thousand_words(tmp_path: Path) -> None:
    rows = io.StringIO()
    table = csv.writer(rows)
    table.writerow(["post_id", "title", "is_published", "notes"])
    table.writerow(["1.a", "x", "true", "rye " * 50_000])
    table.writerow(["2.b", "y", "true", ""])
    read(tmp_path, {"posts.csv": rows.getvalue(), "posts/1.a.html": "x", "posts/2.b.html": "The good one."})


def test_a_damaged_member_of_a_zip_file(tmp_path: Path) -> None:
    packed = tmp_path / "blog.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.md", "Rye rests. " * 500)
        archive.writestr("b.md", "The good one.")
        member = archive.getinfo("a.md")
    data = bytearray(packed.read_bytes())
    start = member.header_offset + 30 + len("a.md")
    data[start : start + 8] = b"\xff" * 8
    packed.write_bytes(data)
    items = list(read_source(str(packed)))
    assert [item.text for item in items if isinstance(item, Post)] == ["The good one."]
    assert [item.name for item in items if isinstance(item, Skipped)] == ["a.md"]


LIST = struct.Struct("<4s4B4H3L5H2L")
"""A member in the list of a zip file: 4.3.12 of https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT."""
ODD_MEMBERS: dict[str, tuple[bytes, dict[int, int]]] = {
    "a version that is none": (b"odd.md", {3: 255}),
    "a name that is not UTF-8": (b"\xff\xfe\xfd.md", {5: 0x800}),
    "half of a character": (b"odd\xe2\x82d", {5: 0x800}),
    "the folder itself": (b".", {}),
    "the folder itself, at length": (b"././.", {}),
    "no name": (b"", {}),
    "a zero": (b"\0dd.md", {}),
    "a slash": (b"\\", {}),
    "a drive": (b":", {}),
    "a password": (b"odd.md", {5: 0x1}),
    "a patch": (b"odd.md", {5: 0x20}),
    "strong encryption": (b"odd.md", {5: 0x40}),
    "all flags": (b"odd.md", {5: 0xFFFF}),
    "an unknown compression": (b"odd.md", {6: 99}),
    "an extra field that is cut off": (b"odd.md", {13: 8, 14: 0}),
    "a size that it does not have": (b"odd.md", {11: 0xFFFFFFF0}),
    "a size that stands elsewhere": (b"odd.md", {11: 0xFFFFFFFF}),
    "a place behind the end": (b"odd.md", {18: 0xFFFFFFF0}),
}
"""The name of a member, and what else is odd, by the number of the field in the list."""


@pytest.mark.parametrize("start", [b"", b"#!/bin/sh\n"], ids=["", "a program before it"])
@pytest.mark.parametrize("odd", ODD_MEMBERS)
def test_an_odd_member_of_a_zip_file_fails_alone(tmp_path: Path, odd: str, start: bytes) -> None:
    name, fields = ODD_MEMBERS[odd]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for text in ("a.md", "x" * len(name), "z.md"):
            archive.writestr(zipfile.ZipInfo(text), "The good one." if text.endswith(".md") else "Rye rests.")
        archive.infolist()[1].comment = b"\x99\x99\xff\x00rye."
    data = bytearray(packed.getvalue())
    place = data.rfind(b"PK\1\2", 0, data.rfind(b"PK\1\2"))
    values = list(LIST.unpack_from(data, place))
    for number, value in fields.items():
        values[number] = value
    LIST.pack_into(data, place, *values)
    if name:
        data = data.replace(b"x" * len(name), name)
    (tmp_path / "blog.zip").write_bytes(start + data)
    items = list(read_source(str(tmp_path / "blog.zip")))
    assert [item.id for item in items if isinstance(item, Post)] == ["a.md", "z.md"]
    (left_out,) = [item for item in items if isinstance(item, Skipped)]
    assert left_out.name
    assert left_out.reason


@pytest.mark.parametrize(
    "charset", ["undefined", "punycode", "idna", "unicode_escape", "utf-16", "cp037", "zip", "rye"]
)
def test_encodings_that_no_page_has(tmp_path: Path, charset: str) -> None:
    page = f"<!doctype html><html><head><meta charset={charset}><title>x</title></head><body><p>The good one: é."
    (post,) = read(tmp_path, {"a.html": page})
    assert post.text == "The good one: é."


HEADS = {
    "aliases": "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    + "title: *a8",
    "merged": "a: &a {x: 1}\n" + "".join(f"b{n}: &a\n  <<: [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n" for n in range(9)),
    "itself": "title: &a [*a]",
    "deep": "title: " + "[" * 200_000,
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_heads_that_would_fill_the_memory(tmp_path: Path, head: str) -> None:
    started = time.thread_time()
    read(tmp_path, {"a.md": f"---\n{head}\n---\nx", "b.md": "---\ntitle: x\n---\nThe good one."})
    assert time.thread_time() - started < 5


@pytest.mark.parametrize("head", ["a" + ".a" * 20_000 + " = 1", "title = 0x" + "f" * 5_000, "a = " + "[" * 5_000])
def test_heads_in_toml_that_would_fill_the_memory(tmp_path: Path, head: str) -> None:
    read(tmp_path, {"a.md": f"+++\n{head}\n+++\nx", "b.md": "The good one."})


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.env").write_text("TOKEN=1")
    blog = tmp_path / "blog"
    blog.mkdir()
    (blog / "post.md").symlink_to("../secret.env")
    (blog / "same.md").symlink_to("good.md")
    found = read(blog, {"good.md": "The good one."})
    assert [post.id for post in found] == ["good.md", "same.md"]


def test_a_pipe_is_no_source(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(SourceError, match="neither a file nor a folder"):
        list(read_source(str(tmp_path / "pipe.md")))
    with pytest.raises(SourceError, match="too long"):
        list(read_source(str(tmp_path / ("x" * 5_000))))


@pytest.mark.no_cover  # what ends a reading may come while coverage holds its lock, which is never free again then
def test_a_post_that_takes_too_long_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 0.3)
    files = {"a.md": "*Rye* rests [here](x). " * 100_000, "b.md": "The good one."}
    found = read(tmp_path, dict(files))
    assert [post.id for post in found] == ["b.md"]
    reasons = [item.reason for item in read_source(str(tmp_path)) if isinstance(item, Skipped)]
    assert reasons == ["reading it takes longer than 0.3 seconds"]


@pytest.mark.no_cover  # what ends a reading may come while coverage holds its lock, which is never free again then
def test_time_that_is_not_used_up_ends_nothing_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 0.4)

    def spent(seconds: float) -> Iterator[int]:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            yield 1

    for _ in range(3):
        with bounded():
            sum(spent(0.3))
    sum(spent(1.0))
    with pytest.raises(Unreadable, match="longer than"), bounded():
        with bounded():
            sum(spent(0.1))
        sum(spent(2.0))


@pytest.mark.parametrize(
    "head",
    [
        "Title: x\nDate: 2019-05-04\nStatus: hidden",
        ".. title: x\n.. status: private",
        ".. title: x\n.. tags: Draft, rye",
        "---\ntitle: x\ndate: 2019-05-04\npassword: 1234\n---",
        "---\ntitle: x\ndate: 2019-05-04\nhidden: true\n---",
    ],
)
def test_what_is_not_for_everyone_stays_out_without_its_settings(tmp_path: Path, head: str) -> None:
    found = read(
        tmp_path, {"a.md": f"{head}\n\nNobody is to find this.", "b.md": "Title: y\nDate: 2019-05-05\n\nThe good one."}
    )
    assert [post.id for post in found] == ["b.md"]
