"""What platforms export: every post, and nothing but posts unless asked for."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections import Counter
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.content.items import Skipped
from embeddings.errors import DamagedSourceError, SourceError
from embeddings.posts import Post
from embeddings.sources import read_source

from .conftest import Write

BASE = "https://blog.example"


def read(path: Path, *include: str) -> tuple[list[Post], Counter[str]]:
    items = list(read_source(str(path), BASE, include))
    left_out = Counter(item.kind or item.reason for item in items if isinstance(item, Skipped))
    return [item for item in items if isinstance(item, Post)], left_out


# ---- the shared exports, each counted by a query of its own format

WP = "{*}"


def wordpress_count(path: Path) -> Counter[str]:
    """By post type, status and password alone, from the XML."""
    found: Counter[str] = Counter()
    # Some hold a bare "&" or an entity of HTML's, which ElementTree does not read.
    text = re.sub(r"&(?!(?:#\d+|amp|lt|gt|quot);)", "&amp;", path.read_text(encoding="utf-8"))
    for item in ElementTree.fromstring(text).iter("item"):
        kind, status = item.findtext(f"{WP}post_type"), item.findtext(f"{WP}status")
        if kind == "attachment":
            found["attachment"] += 1
        elif kind not in ("post", "page"):
            found["other"] += 1
        elif status != "publish":
            found[
                {"draft": "draft", "future": "scheduled", "private": "private", "pending": "draft"}[status or ""]
            ] += 1
        elif item.findtext(f"{WP}post_password"):
            found["protected"] += 1
        else:
            found["posts" if kind == "post" else "page"] += 1
    return +found


@pytest.mark.parametrize(
    "name",
    [
        "theme-unit-test/themeunittestdata.wordpress.xml",
        "tryghost-migrate/mg-squarespace-xml/test/fixtures/sample.xml",
        *(
            f"tryghost-migrate/mg-wp-xml/test/fixtures/{name}.xml"
            for name in (
                "co-authors-plus",
                "feature-image-captions",
                "has-audio-enclosure",
                "has-audio-enclosure-with-libsyn-embed",
                "has-yoast-meta",
                "multiple/posts-only",
                "sample",
                "sample-no-slug",
                "sample-with-alt",
            )
        ),
    ],
)
def test_wordpress_exports_are_counted_as_the_xml_says(shared: Path, name: str) -> None:
    path = shared / "exports/wordpress-wxr" / name
    posts, left_out = read(path)
    expected = wordpress_count(path)
    empty = left_out["it has no text"]
    assert len(posts) + empty == expected.pop("posts", 0)
    assert Counter({kind: count for kind, count in left_out.items() if kind in expected}) == expected
    assert set(left_out) - set(expected) <= {"comment", "it has no text"} | {k for k in left_out if "is broken" in k}


def test_wordpress_comments_are_counted_and_can_be_asked_for(shared: Path) -> None:
    path = shared / "exports/wordpress-wxr/theme-unit-test/themeunittestdata.wordpress.xml"
    comments = [c for item in ElementTree.parse(path).iter("item") for c in item.findall(f"{WP}comment")]
    assert read(path)[1]["comment"] == len(comments)
    approved = [
        c for c in comments if c.findtext(f"{WP}comment_approved") == "1" and not c.findtext(f"{WP}comment_type")
    ]
    posts, left_out = read(path, "comment")
    assert left_out["comment"] == len(comments) - len(approved)
    taken = [post for post in posts if "#comment-" in post.url]
    assert len(taken) == len(approved)


def test_the_takeout_of_blogger(shared: Path) -> None:
    posts, left_out = read(shared / "exports/blogger/takeout-sample/feed.atom")
    (post,) = posts
    assert post.title == "Workshop 'reshape' coordination"
    assert post.url == f"{BASE}/2026/06/bamenda-hosts-key-workshop.html"
    assert post.day == date(2026, 6, 18)
    assert left_out == {"draft": 2, "comment": 1}


def ghost_rows(path: Path) -> list[dict[str, object]]:
    found = json.loads(path.read_text(encoding="utf-8"))
    found = found["db"][0] if "db" in found else found
    rows = found["data"]["posts"] if "meta" in found and "data" in found else found["posts"]
    return [{**row, **row.get("data", {})} for row in rows]


@pytest.mark.parametrize("folder", ["mg-json", "mg-ghost-api", "mg-assetscraper-db"])
def test_ghost_exports_are_counted_as_the_json_says(shared: Path, folder: str) -> None:
    paths = sorted((shared / "exports/ghost/tryghost-migrate" / folder).rglob("*.json"))
    assert paths
    for path in paths:
        rows = ghost_rows(path)
        # The fixtures of one tool have "..." for a body.
        written = [row for row in rows if re.search(r"\w", re.sub(r"<[^>]*>", "", str(row.get("html") or "")))]
        posts, left_out = read(path)
        assert [post.title for post in posts] == [row["title"] for row in written], path.name
        assert left_out.total() == len(rows) - len(written)


def test_a_substack_export(shared: Path) -> None:
    folder = shared / "exports/substack/tryghost-migrate/mg-substack/test/fixtures"
    rows = list(csv.DictReader((folder / "posts.csv").open(encoding="utf-8")))
    posts, left_out = read(folder)
    published = [row for row in rows if row["is_published"] == "TRUE" and row["type"] in ("newsletter", "podcast")]
    assert [(p.title, p.url) for p in posts] == [
        (row["title"], f"{BASE}/p/{row['post_id'].partition('.')[2]}") for row in published
    ]
    assert left_out == {"other": 1, "draft": 1, "page": 1}
    assert "Sign up" not in posts[0].text


def test_a_medium_export(shared: Path) -> None:
    folder = shared / "exports/medium/tryghost-migrate/mg-medium-export/test/fixtures/export"
    posts, left_out = read(folder)
    # A draft has no canonical address; the one response says of itself that it is one.
    canonical = [path for path in (folder / "posts").glob("*.html") if "p-canonical" in path.read_text()]
    assert {post.id for post in posts} == {f"posts/{path.name}" for path in canonical} - {"posts/comment.html"}
    assert left_out == {"draft": 1, "comment": 1}
    dated = next(post for post in posts if post.title == "Basic Post Title")
    assert (dated.day, dated.author, dated.tags) == (date(2018, 8, 11), "Joe Bloggs", ("Things", "Stuff"))


# ---- formats that the shared data lacks


def test_an_older_export_of_blogger(write: Write) -> None:
    kind = "<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{}'/>"
    entry = (
        "<entry><id>tag:x.post-{n}</id><published>2011-04-0{n}T23:30:00.000-07:00</published>"
        + kind
        + "<category scheme='http://www.blogger.com/atom/ns#' term='Bread'/><title type='text'>Rye {n}</title>"
        "<content type='html'>&lt;p&gt;Rye rests.&lt;/p&gt;</content>{more}"
        "<link rel='alternate' href='http://rye.blogspot.com/2011/04/rye-{n}.html'/></entry>"
    )
    draft = "<app:control xmlns:app='http://purl.org/atom/app#'><app:draft>yes</app:draft></app:control>"
    entries = [("post", ""), ("post", draft), ("comment", ""), ("settings", ""), ("template", ""), ("page", "")]
    body = "".join(entry.format(kind, n=n, more=more).replace("{}", kind) for n, (kind, more) in enumerate(entries, 1))
    posts, left_out = read(write("blog.xml", f"<feed xmlns='http://www.w3.org/2005/Atom'>{body}</feed>"))
    (post,) = posts
    assert (post.url, post.day, post.tags) == (
        "http://rye.blogspot.com/2011/04/rye-1.html",
        date(2011, 4, 1),
        ("Bread",),
    )
    assert left_out == {"draft": 1, "comment": 1, "other": 2, "page": 1}


def test_movable_type(write: Write) -> None:
    path = write(
        "export.txt",
        "AUTHOR: Ann Baker\nTITLE: Rye &amp; rest\nBASENAME: rye_rest\nSTATUS: Publish\nALLOW COMMENTS: 1\n"
        'CONVERT BREAKS: __default__\nPRIMARY CATEGORY: Bread\nTAGS: rye,"long rest"\nDATE: 01/31/2002 03:31:05 PM\n'
        "-----\nBODY:\nRye rests\nfor a day.\n\nThen cut it.\n-----\nEXTENDED BODY:\nAnd eat it.\n-----\n"
        "COMMENT:\nAUTHOR: Bob\nDATE: 02/01/2002 01:00:00 AM\nThank you!\n-----\n--------\n"
        "TITLE: Later\nSTATUS: Draft\nDATE: 02/02/2002 12:00:00 AM\n-----\nBODY:\nNot yet.\n-----\n--------\n",
    )
    posts, left_out = read(path)
    (post,) = posts
    assert post.title == "Rye & rest"
    assert post.text == "Rye rests\nfor a day.\n\nThen cut it.\n\nAnd eat it."
    assert post.published == datetime(2002, 1, 31, 15, 31, 5)  # noqa: DTZ001 - the format has no zone
    assert post.tags == ("Bread", "rye", "long rest")
    assert left_out == {"comment": 1, "draft": 1}
    assert [p.text for p in read(path, "comment", "draft")[0]][1:] == ["Thank you!", "Not yet."]


def test_tumblr(write: Write, tmp_path: Path) -> None:
    page = (
        "<!DOCTYPE HTML><html><head><meta charset='utf-8'></head><body><h1>Rye</h1><p>Rye rests for a day.</p>"
        "<div id='footer'><span id='timestamp'> September 3rd, 2018 7:17am </span><span class='tag'>bread</span></div>"
        "</body></html>"
    )
    write("posts/html/177712345678.html", page)
    write("posts/posts_index.html", "<html><head><title>Posts</title></head><body><h1>All</h1></body></html>")
    posts, left_out = read(tmp_path)
    (post,) = posts
    assert (post.title, post.text, post.url) == ("Rye", "Rye rests for a day.", f"{BASE}/post/177712345678")
    assert (post.day, post.tags) == (date(2018, 9, 3), ("bread",))
    assert not left_out


# ---- zip files


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_a_zipped_export_is_read_in_place(shared: Path, tmp_path: Path) -> None:
    folder = shared / "exports/substack/tryghost-migrate/mg-substack/test/fixtures"
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    unzipped, _ = read(folder)
    posts, left_out = read(zipped(tmp_path / "export.zip", files))
    assert posts == unzipped
    assert left_out == {"other": 1, "draft": 1, "page": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["export.zip"]


def test_a_zip_file_cannot_do_harm(tmp_path: Path) -> None:
    post = b"---\ntitle: Rye\ndate: 2020-01-01\n---\nRye rests."
    path = zipped(
        tmp_path / "export.zip",
        {
            "rye.md": post,
            "../../outside.md": post,
            "/etc/passwd.md": post,
            "C:\\windows\\x.md": post,
            "__MACOSX/._rye.md": post,
            "bomb.md": b"a" * 30_000_000,
        },
    )
    posts, left_out = read(path)
    assert [post.id for post in posts] == ["rye.md"]
    assert left_out["its name leads out of the zip file"] == 3
    assert left_out["it unpacks to 28 MB of almost nothing"] == 1


def test_a_damaged_zip_file_is_named(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "export.zip", {f"{n}.md": b"---\ntitle: Rye\n---\nRye rests." * 50 for n in range(9)})
    data = bytearray(whole.read_bytes())
    data[40:80] = b"\xff" * 40
    whole.write_bytes(bytes(data))
    posts, left_out = read(whole)
    assert len(posts) == 7
    assert left_out.total() == 2
    assert all("cannot be read" in reason for reason in left_out)
    whole.write_bytes(bytes(data[: len(data) // 2]))
    with pytest.raises(DamagedSourceError, match=r"export\.zip: its list of members, at the end, is missing"):
        read(whole)


@pytest.mark.parametrize("at", [0, 28, 30, 32], ids=["its start", "its name's", "an extra field's", "a comment's"])
def test_a_damaged_list_of_members_costs_the_member_that_it_is_damaged_at(tmp_path: Path, at: int) -> None:
    whole = zipped(tmp_path / "export.zip", {f"{n}.md": f"# Rye {n}\n\nRye rests.".encode() for n in range(5)})
    data = bytearray(whole.read_bytes())
    entry = next(islice(re.finditer(b"PK\1\2", data), 2, None)).start()
    data[entry + at : entry + at + 2] = b"\xff\xff"
    whole.write_bytes(data)
    posts, left_out = read(whole)
    assert [post.id for post in posts] == ["0.md", "1.md", "3.md", "4.md"]
    assert left_out == {"its entry in the list of members is damaged": 1}


@pytest.mark.parametrize(
    "end", [b"PK\5\6 and then come eighteen bytes. ", b"PK\5\6" + bytes(18)], ids=["told of", "there"]
)
def test_a_text_is_no_zip_file_for_the_bytes_of_one_in_it(tmp_path: Path, end: bytes) -> None:
    path = tmp_path / "zip.md"
    path.write_bytes(b"# The end of a zip file\n\n" + b"Rye rests for a day. " * 500 + end)
    ((post,), left_out) = read(path)
    assert post.title == "The end of a zip file"
    assert not left_out


def test_a_broken_export_gives_what_came_before(write: Write) -> None:
    item = (
        "<item><title>Rye {n}</title><link>https://x.org/{n}</link><content:encoded>Rye.</content:encoded>"
        "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"
        "<wp:post_date>2020-01-01 10:00:00</wp:post_date></item>"
    )
    head = "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:wp='http://wordpress.org/export/1.2/'><channel>"
    cut = head + "".join(item.format(n=n) for n in range(5)) + "<item><title>Ry"
    posts, left_out = read(write("export.xml", cut))
    assert len(posts) == 5
    assert any("may hold more" in reason for reason in left_out)


def test_entities_that_explode_are_not_followed(write: Write) -> None:
    bomb = "<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    path = write(
        "export.xml",
        f"<?xml version='1.0'?><!DOCTYPE rss [{bomb}<!ENTITY file SYSTEM 'file:///etc/passwd'>]>"
        "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:wp='http://wordpress.org/export/1.2/'><channel>"
        "<item><title>Rye</title><link>https://x.org/1</link><content:encoded>Rye rests. &a9; &file;</content:encoded>"
        "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>",
    )
    with pytest.raises(SourceError, match="entity"):
        read(path)


def test_entities_of_html_are_read_and_those_of_the_file_are_not(write: Write) -> None:
    path = write(
        "export.xml",
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY file SYSTEM 'file:///etc/passwd'>]>"
        "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:wp='http://wordpress.org/export/1.2/'><channel>"
        "<item><title>Rye &eacute;</title><link>https://x.org/1</link>"
        "<content:encoded>Rye&nbsp;rests &file;for a day.</content:encoded>"
        "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>",
    )
    posts, _ = read(path)
    assert [(post.title, post.text) for post in posts] == [("Rye é", "Rye\xa0rests for a day.")]


@settings(deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["x.xml", "x.json", "x.csv", "x.txt", "x.zip", "posts/html/123456789.html"]),
)
def test_any_bytes_under_any_name_give_a_reason(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    heads = (b"", b'{"posts":[{"slug":"a"}', b"post_id,post_date\n", b"TITLE: a\n-----\nBODY:\n", b"PK\x03\x04")
    path = tmp_path_factory.mktemp("any") / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for head in heads:
        path.write_bytes(head + data)
        try:
            list(read_source(str(path)))
        except SourceError as error:
            assert path.name in str(error)


def test_the_captions_of_a_gallery_are_read(tmp_path: Path) -> None:
    pictures = "".join(
        f"<item><wp:post_id>{number}</wp:post_id><wp:post_parent>{parent}</wp:post_parent><excerpt:encoded>{caption}"
        "</excerpt:encoded><wp:post_type>attachment</wp:post_type></item>"
        for number, parent, caption in (
            (7, 1, "The crumb."),
            (8, 1, ""),
            (9, 2, "The crust of &lt;em&gt;rye&lt;/em&gt;."),
        )
    )
    posts = "".join(
        f"<item><wp:post_id>{number}</wp:post_id><content:encoded>Before it. {gallery} After it.</content:encoded>"
        "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"
        for number, gallery in ((1, "[gallery]"), (2, '[gallery columns="2" ids="9,7"]'), (3, "[[gallery]]"))
    )
    (tmp_path / "blog.xml").write_text(
        '<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/'
        '1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Loft</title>'
        f"{posts}{pictures}</channel></rss>"
    )
    texts = [item.text for item in read_source(str(tmp_path / "blog.xml")) if isinstance(item, Post)]
    assert texts == [
        "Before it.\n\nThe crumb.\n\nAfter it.",
        "Before it.\n\nThe crust of rye.\n\nThe crumb.\n\nAfter it.",
        "Before it. [gallery] After it.",
    ]
