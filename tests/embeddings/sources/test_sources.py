"""What each format gives, and what it leaves out and why."""

from __future__ import annotations

import gzip
import html
import json
import zipfile
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import pytest

from embeddings.content.dates import parse_date
from embeddings.errors import SourceError
from embeddings.posts import HOLE, Link, Post

from .conftest import Write, read, texts

# ---- Markdown

OVEN = "<p>The oven came on a Tuesday.</p>\n{{% include ad.html %}}\n<h1>It bakes</h1><p>Very well.</p>\n"


def test_html_with_front_matter_is_a_post(tmp_path: Path, write: Write) -> None:
    head = "---\r\nlayout: post\r\ntitle: The oven\r\ntags: [rye]\r\n---\r\n"
    write("_posts/2019-05-04-the-oven.html", head + OVEN.replace("{{", "{").replace("}}", "}"))
    write("_posts/2019-05-05-draft.html", f"---\ntitle: No\npublished: false\n---\n{OVEN}")
    ((post,), skipped) = read(tmp_path, "https://b.example/")
    assert (post.title, post.tags, post.published) == ("The oven", ("rye",), date(2019, 5, 4))
    assert post.text == "The oven came on a Tuesday.\n\nIt bakes\n\nVery well."
    assert post.url == "https://b.example/2019/05/04/the-oven.html"
    assert "draft" in skipped["_posts/2019-05-05-draft.html"]


def test_json_front_matter_is_read(write: Write) -> None:
    head = '{\n "title": "The {oven}",\n "Date": "2019-05-04", "tags": ["rye"], "draft": false\n}\n\n'
    ((post,), _) = read(write("oven.md", f"{head}It came."))
    assert (post.title, post.text, post.tags, post.published) == ("The {oven}", "It came.", ("rye",), date(2019, 5, 4))
    ((post,), _) = read(write("braces.md", "{ this } is no head.\n\nIt came."))
    assert post.text == "{ this } is no head.\n\nIt came."


@pytest.mark.parametrize(
    ("name", "fields", "day"),
    [
        ("posts/2019-05-04-the-oven/index.md", "", date(2019, 5, 4)),
        ("posts/2019-05-04_甘露/甘露.md", "", date(2019, 5, 4)),
        ("posts/2019-05-04/index.md", "", date(2019, 5, 4)),
        ("posts/2019-5-4.md", "", date(2019, 5, 4)),
        ("posts/oven/oven.md", "slug: 2019-05-04_the-oven\n", date(2019, 5, 4)),
        ("posts/oven.md", "slug: /p/2019-05-04-the-oven\n", date(2019, 5, 4)),
        ("posts/2019-05-04-the-oven.md", "date: 2020-01-02\n", date(2020, 1, 2)),
        ("posts/2019-13-04-the-oven/index.md", "", None),
        ("posts/2019-05-042/oven.md", "", None),
    ],
)
@pytest.mark.parametrize(
    "settings", [{}, {"hugo.toml": 'baseURL = "https://b.example"\n'}, {"gatsby-config.js": "module.exports = {}"}]
)
def test_a_name_that_begins_with_a_date_dates_its_post(
    tmp_path: Path, write: Write, name: str, fields: str, day: date | None, settings: dict[str, str]
) -> None:
    for file, text in settings.items():
        write(file, text)
    write("content/posts/2019-03-03-salt.md", "---\ntitle: Salt\ndate: 2019-03-03\n---\nSalt.\n")
    write(f"content/{name}", f"---\ntitle: The oven\n{fields}---\nIt came.\n")
    posts, skipped = read(tmp_path, "https://b.example/")
    found = [post.published for post in posts if post.title == "The oven"]
    assert found == [day] if day or not settings else f"content/{name}" in skipped


@pytest.mark.parametrize("name", ["feed", "feed.txt", "index.html", "loft.xml", "loft.xml.gz"])
def test_a_feed_is_read_under_any_name(tmp_path: Path, write: Write, name: str) -> None:
    feed = (
        b'<?xml version="1.0"?><rss version="2.0"><channel><title>Loft</title><link>https://b.example/</link><item>'
        b"<title>Oven</title><link>/oven</link><description>It came.</description></item></channel></rss>"
    )
    ((post,), skipped) = read(write(name, gzip.compress(feed) if name.endswith("gz") else feed))
    assert (post.title, post.url, post.text) == ("Oven", "https://b.example/oven", "It came.")
    assert not skipped


def test_markdown_text_is_what_a_reader_sees(write: Write) -> None:
    path = write(
        "2024-05-06-rye.md",
        "---\ntitle: On *rye*\nauthor: Jo\ntags: [flour, rye]\n---\n"
        "First line\nof a paragraph with [a link](https://x.org) and `code`.\n\n## Water {#water}\n\n- one\n- two\n\n"
        "> Said Bo.\n\n```py\nif x:\n    y()\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n{{< figure src='x' >}}\n"
        "{% include x %}\n<b>Bold</b>&nbsp;end.<script>no()</script>\n",
    )
    ((post,), _) = read(path, "https://b.example/")
    assert post.title == "On rye"
    assert post.author == "Jo"
    assert post.tags == ("flour", "rye")
    assert post.published == date(2024, 5, 6)
    assert post.url == "https://b.example/2024/05/06/rye/"
    assert texts(post, "paragraph") == ["First line of a paragraph with a link and code.", "Bold\u00a0end."]
    assert texts(post, "heading") == ["Water"]
    assert texts(post, "item") == ["one", "two"]
    assert texts(post, "quotation") == ["Said Bo."]
    assert texts(post, "code") == ["if x:\n    y()"]
    assert texts(post, "table") == ["a\tb", "1\t2"]
    assert post.links == (Link("a link", "https://x.org"),)


def test_shortcodes_stay_where_they_are_the_subject(write: Write) -> None:
    ((post,), _) = read(write("a.md", "Write `{{ x }}` here {{ y }}.\n\n```\n{% raw %}\n```\n"))
    assert post.text == f"Write {{{{ x }}}} here {HOLE}.\n\n{{% raw %}}"


@pytest.mark.parametrize(
    ("name", "content", "base_url", "expected"),
    [
        ("2024-01-02-a-b.md", "---\ntitle: x\n---\nText", "https://b.org", "https://b.org/2024/01/02/a-b/"),
        ("2024-01-02-a.md", "---\ndate: 2024-03-04\n---\nText", "https://b.org", "https://b.org/2024/03/04/a/"),
        ("a.md", "---\npermalink: /x/y/\n---\nText", "https://b.org/blog/", "https://b.org/blog/x/y/"),
        ("a.md", "---\ntitle: x\n---\nText", "https://b.org/blog", "https://b.org/blog/a"),
        ("deep/a.md", "---\nslug: z\n---\nText", "https://b.org", "https://b.org/deep/z"),
        ("a/index.md", "---\ntitle: x\n---\nText", "https://b.org", "https://b.org/a"),
        ("content/A.md", '+++\npath = "2020/01/02/A"\n+++\nText', "https://b.org", "https://b.org/2020/01/02/A/"),
        ("content/My Post.md", '+++\ntitle = "x"\n+++\nText', "https://b.org", "https://b.org/my-post/"),
        (
            "a.md",
            "---\ndate: 2024-03-04\n---\nText",
            "https://b.org/:year/:month/:slug.html",
            "https://b.org/2024/03/a.html",
        ),
        ("src/content/blog/a.md", "---\ntitle: x\n---\nText", "https://b.org", "https://b.org/blog/a"),
        ("src/pages/a/index.md", "---\ntitle: x\n---\nText", "https://b.org", "https://b.org/a"),
        ("a.md", "Text", "", ""),
    ],
)
def test_markdown_addresses(write: Write, name: str, content: str, base_url: str, expected: str) -> None:
    path = write(name, content)
    ((post,), _) = read(path.parents[len(Path(name).parts) - 1], base_url)
    assert post.url == expected


def test_what_hakyll_fills_in_is_no_post(write: Write, tmp_path: Path) -> None:
    write("posts/2024-01-02-a.md", "---\ntitle: x\n---\nText")
    head = "<!doctype html><html><head><title>{0}</title></head><body><h1>{0}</h1>"
    write("templates/default.html", f"{head.format('Oil - $title$')}<main>$body$</main></body></html>")
    write("templates/post.html", "<article>Posted on $date$ $if(author)$ by $author$ $endif$ $body$</article>")
    write("templates/list.html", "<article>All: $partial('templates/posts.html')$</article>")
    write("text/about.html", f"{head.format('How $title$ works')}<p>It is filled in by Hakyll.</p></body></html>")
    write("text/part.html", "<article><h1>Hakyll</h1><p>It fills in <code>$body$</code>.</p></article>")
    posts, skipped = read(tmp_path)
    assert [post.id for post in posts] == ["posts/2024-01-02-a.md", "text/about.html", "text/part.html"]
    assert all("template" in skipped[f"templates/{name}.html"] for name in ("default", "post", "list"))


def test_what_a_theme_calls_labels_are_tags_where_there_are_none(write: Write) -> None:
    path = write("a.md", "---\ntitle: A\nlabels: [Bread, Rye]\n---\nText")
    write("b.md", "---\ntitle: B\ntags: [Bread]\nkeywords: loaf, crumb\n---\nText")
    posts, _ = read(path.parent)
    assert {post.title: post.tags for post in posts} == {"A": ("Bread", "Rye"), "B": ("Bread",)}


def test_the_sites_own_settings_give_the_address(write: Write) -> None:
    write("_config.yml", "url: https://b.org\nbaseurl: /notes\npermalink: /:categories/:title/\n")
    path = write("_posts/2024-01-02-a.md", "---\ncategories: [Bread]\n---\nText")
    ((post,), _) = read(path.parent)
    assert post.url == "https://b.org/notes/bread/a/"
    write("config.toml", 'base_url = "https://zola.example"\n')
    ((post,), _) = read(write("content/hello.md", "+++\n+++\nText"))
    assert post.url == "https://zola.example/hello/"


def test_each_site_in_a_folder_gives_its_own_addresses_and_what_is_in_none_has_no_address(
    tmp_path: Path, write: Write
) -> None:
    write("bakers/_config.yml", "url: https://bakers.example\nsmart: true\n")
    write("bakers/_posts/2020-01-02-rye.md", "---\ntitle: Rye\n---\nRye needs little gluten.\n")
    write("millers/hugo.toml", 'baseURL = "https://millers.example/"\n')
    write("millers/content/posts/stone.md", "---\ntitle: Stone\ndate: 2021-03-04\n---\nA stone turns slowly.\n")
    write("notes/oven.md", "---\ntitle: Oven\ndate: 2022-05-06\n---\nAn oven has to be hot.\n")
    write("README.md", "# About\n\nTwo blogs.\n")
    posts, _ = read(tmp_path)
    assert {post.title: post.url for post in posts} == {
        "Rye": "https://bakers.example/2020/01/02/rye.html",
        "Stone": "https://millers.example/posts/stone/",
        "Oven": "",
    }


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.md", "---\ndraft: true\n---\nText", "draft"),
        ("a.md", "---\npublished: false\n---\nText", "draft"),
        ("_drafts/a.md", "Text", "draft"),
        ("a.md", "---\nredirect: /b\n---\n", "redirects"),
        ("_index.md", "---\ntitle: x\n---\nText", "section page"),
        ("README.md", "# About this repository", "repository"),
        ("a.md", "---\ntitle: [x\n---\nText", "front matter is broken in line"),
        ("a.md", '+++\ntitle = "x\n+++\nText', "front matter is broken"),
        ("a.md", "---\ntitle: x\n---\n\n![](a.png)\n", "no text"),
        ("a.md", b"Text\0\1\2", "binary"),
        ("a.md", b"", "empty"),
        ("a.png", b"\x89PNG", "none of the formats"),
    ],
)
def test_what_is_no_post_is_named_with_its_reason(
    write: Write, name: str, content: str | bytes, reason: str, tmp_path: Path
) -> None:
    write("good.md", "---\ntitle: Good\n---\nThis one stays.")
    write(name, content)
    posts, skipped = read(tmp_path)
    assert [post.title for post in posts] == ["Good"]
    assert reason in skipped[name]


def test_a_post_without_title_or_date_is_still_a_post(write: Write) -> None:
    ((post,), _) = read(write("notes.md", "Just some words about bread."))
    assert (post.title, post.published) == ("", None)
    assert post.name == "Just some words about bread."
    ((post,), _) = read(write("headed.md", "# Its heading\n\nWords."))
    assert post.title == "Its heading"


OIL = "<h1>Oil</h1><p>Oil <a href='https://x.org'>drips</a>.</p><h2>Oil</h2><ul><li>one</li></ul>"
ESCAPED_OIL = html.escape(OIL)
ENTRY_OF_OIL = f"<item><title>Oil</title><description>{ESCAPED_OIL}</description></item>"
FEED = "<rss version='2.0'><channel><title>B</title>{0}</channel></rss>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>B</title><entry><id>a</id><title>Oil</title>{0}</entry></feed>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", "---\ntitle: Oil\n---\n# Oil\n\nOil [drips](https://x.org).\n\n## Oil\n\n- one\n"),
        ("a.md", "# Oil\n\nOil [drips](https://x.org).\n\n## Oil\n\n- one\n"),
        ("a.xml", FEED.format(ENTRY_OF_OIL)),
        ("a.xml", ATOM.format(f"<content type='html'>{ESCAPED_OIL}</content>")),
        (
            "a.json",
            json.dumps(
                {
                    "version": "https://jsonfeed.org/version/1.1",
                    "items": [{"id": "a", "title": "Oil", "content_html": OIL}],
                }
            ),
        ),
    ],
)
def test_the_title_at_the_top_of_a_text_is_no_part_of_it(write: Write, name: str, content: str) -> None:
    ((post,), _) = read(write(name, content))
    assert (post.title, post.text) == ("Oil", "Oil drips.\n\nOil\n\none")
    assert [post.text[block.start : block.end] for block in post.blocks] == ["Oil drips.", "Oil", "one"]
    assert post.links == (Link("drips", "https://x.org"),)


@pytest.mark.parametrize(
    ("body", "text"),
    [("# Oil", "Oil"), ("Oil\n\nIt drips.", "Oil\n\nIt drips."), ("It drips.\n\n# Oil\n\nA", "It drips.\n\nOil\n\nA")],
)
def test_only_a_heading_above_the_text_is_its_title(write: Write, body: str, text: str) -> None:
    ((post,), _) = read(write("a.md", f"---\ntitle: Oil\n---\n{body}\n"))
    assert post.text == text


def test_old_encodings_are_read(write: Write) -> None:
    ((post,), _) = read(write("a.md", "Crème fraîche – “good”".encode("cp1252")))
    assert post.text == "Crème fraîche – “good”"
    ((post,), _) = read(write("b.md", "Brötchen".encode("utf-16")))
    assert post.text == "Brötchen"


# ---- feeds


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Crumbs</title><item><title>Rye &amp;amp; wheat</title>
<link>https://crumbs.example/rye</link><guid>1</guid><dc:creator>Jo</dc:creator><category>rye</category>
<pubDate>Mon, 06 May 2024 10:00:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Rye is not <a href="https://crumbs.example/wheat">wheat</a>.</p><ul><li>One</li></ul>]]></content:encoded></item>
<item><title>Empty</title><link>https://crumbs.example/empty</link></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Crumbs</title><entry><title>A</title>
<id>tag:1</id><link rel="alternate" href="https://crumbs.example/a"/><published>2024-05-06T10:00:00Z</published>
<author><name>Jo</name></author><content type="html">&lt;p&gt;Words.&lt;/p&gt;</content></entry></feed>"""


def test_rss(write: Write) -> None:
    (posts, skipped) = read(write("feed.xml", RSS))
    (post,) = posts
    assert post.title == "Rye & wheat"
    assert post.text == "Rye is not wheat.\n\nOne"
    assert post.links == (Link("wheat", "https://crumbs.example/wheat"),)
    assert post.published == datetime(2024, 5, 6, 10, tzinfo=timezone(timedelta(hours=2)))
    assert (post.id, post.url, post.author, post.tags) == ("https://crumbs.example/rye",) * 2 + ("Jo", ("rye",))
    assert skipped == {"https://crumbs.example/empty": "it has no text"}


def test_atom(write: Write) -> None:
    ((post,), _) = read(write("feed.atom", ATOM))
    assert (post.title, post.text, post.author) == ("A", "Words.", "Jo")
    assert post.published == datetime(2024, 5, 6, 10, tzinfo=UTC)


def test_json_feed(write: Write) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                "id": "1",
                "url": "https://crumbs.example/a",
                "title": "A",
                "content_html": "<p>Words.</p>",
                "date_published": "2024-05-06T10:00:00+02:00",
                "authors": [{"name": "Jo"}],
                "tags": ["rye"],
            },
            "not an item",
        ],
    }
    ((post,), skipped) = read(write("feed.json", json.dumps(feed)))
    assert (post.title, post.text, post.author, post.tags) == ("A", "Words.", "Jo", ("rye",))
    assert list(skipped.values()) == ["it is not a JSON Feed item"]


def test_a_feed_that_is_cut_off_gives_what_came_before(write: Write) -> None:
    second = RSS.replace("<item><title>Empty", "<item><title>Cut")
    posts, skipped = read(write("feed.xml", second[: second.index("<item><title>Cut") + 60]))
    assert [post.title for post in posts] == ["Rye & wheat"]
    assert any("may hold more posts" in reason for reason in skipped.values())


# ---- dumps and BEIR


DUMP = """My blog

Saturday, 22 July 2017

On rye

I think that rye is good for you and should be eaten more often than it is.

This one has no full stop but is plainly the second paragraph and longer than a title would ever be in any dump

Reasons:
  • taste
  • health

On wheat

Wheat is fine. [1]


[1] A note.


This post lost its title, and it goes on for a while so that it is plainly a paragraph.

July 9, 2017


So did this one, and it is the only post of its day, which makes no difference at all.
"""


def test_dump(write: Write) -> None:
    (posts, _) = read(write("dump.txt", DUMP), "https://x.blogspot.com/")
    assert [(post.title, post.published) for post in posts] == [
        ("On rye", date(2017, 7, 22)),
        ("On wheat", date(2017, 7, 22)),
        ("", date(2017, 7, 22)),
        ("", date(2017, 7, 9)),
    ]
    assert texts(posts[0], "item") == ["taste", "health"]
    assert "[1] A note." in posts[1].text
    assert posts[2].name.startswith("2017-07-22: This post lost its title")
    assert {post.url for post in posts} == {"https://x.blogspot.com/2017/07/"}
    (posts, _) = read(write("dump.txt", DUMP), "https://x.org/all")
    assert {post.url for post in posts} == {"https://x.org/all"}


def test_the_seed(shared: Path) -> None:
    """The dump holds nine posts; two of them have lost their titles."""
    (posts, skipped) = read(shared / "seed", "https://chrismillsblog.blogspot.com/2017/07/")
    assert [(str(post.day), post.title) for post in posts] == [
        ("2017-07-22", "Confidential Hearings"),
        ("2017-07-16", "Learning from failure"),
        ("2017-07-16", "Working conditions of children’s social workers in Britain"),
        ("2017-07-14", "You wouldn’t believe it …"),
        ("2017-07-14", "The perils of surveys"),
        ("2017-07-14", ""),
        ("2017-07-09", ""),
        ("2017-07-04", "Doffing the cap"),
        ("2017-07-02", "Life, death and learning"),
    ]
    assert posts[5].name == "2017-07-14: I was pleased to read in Community…"
    assert not skipped


def test_beir_keeps_the_text_to_the_letter(write: Write) -> None:
    text = "  Two\nlines — “and” \u00a0 more. "
    lines = [json.dumps({"_id": "1", "title": "T", "text": text, "metadata": {"date": "2024-05-06"}}), "{", "[]", "{}"]
    (posts, skipped) = read(write("corpus.jsonl", "\n".join(lines)))
    assert [(post.id, post.text, post.published) for post in posts] == [("1", text, date(2024, 5, 6))]
    assert len(skipped) == 3


def test_a_line_of_50_mb_stops_nothing_else(write: Write) -> None:
    good = json.dumps({"_id": "1", "text": "Fine."})
    path = write("corpus.jsonl", f'{good}\n{{"_id": "2", "text": "{"x" * 50_000_000}"}}\n{good.replace("1", "3")}\n')
    posts, skipped = read(path)
    assert [post.id for post in posts] == ["1", "3"]
    assert list(skipped.values()) == ["it is longer than 32 MB"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", ""),
        ("words.txt", "No date heading in here."),
        ("feed.xml", "<rss><channel></channel></rss>"),
        ("feed.json", '{"version": "https://jsonfeed.org/version/1", "items": ['),
        ("corpus.jsonl", "{not json"),
        ("data.bin", b"\0\1\2"),
    ],
)
def test_a_source_of_no_use_is_named_with_what_to_do(write: Write, name: str, content: str | bytes) -> None:
    with pytest.raises(SourceError, match=name):
        read(write(name, content))


def test_missing_and_empty_sources(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read(tmp_path / "none")
    with pytest.raises(SourceError, match="no post was found"):
        read(tmp_path)


# ---- real blogs


@cache  # some are read by two tests, and take seconds
def read_blog(blog: Path, base_url: str) -> list[Post]:
    return read(blog, base_url)[0]


@pytest.mark.parametrize(
    ("blog", "base_url", "count"),
    [
        ("rust-blog", "https://blog.rust-lang.org/", 750),
        ("go-blog", "https://go.dev/blog/", 274),
        ("18f", "https://18f.gsa.gov/", 509),
        ("v8-blog", "https://v8.dev/blog/", 155),
    ],
)
def test_real_blogs(shared: Path, blog: str, base_url: str, count: int) -> None:
    posts = read_blog(shared / "blogs" / blog, base_url)
    assert len(posts) == count
    assert all(post.title and post.published and post.url.startswith(base_url) for post in posts)
    assert len({post.url for post in posts}) == count


def test_addresses_and_dates_are_those_that_the_blog_itself_uses(shared: Path) -> None:
    """18F's posts link to each other by address; where a post's own date is not that of its file, this tells."""
    posts = read_blog(shared / "blogs" / "18f", "https://18f.gsa.gov/")
    by_id = {post.id: post.url for post in posts}
    assert by_id["2014-12-22-protosketch.md"] == "https://18f.gsa.gov/2015/01/06/protosketch/"
    assert by_id["2015-05-21-TockingTime.md"] == "https://18f.gsa.gov/2015/05/21/tockingtime/"
    for blog, base_url in (("rust-blog", "https://blog.rust-lang.org/"), ("go-blog", "https://go.dev/blog/")):
        posts = read_blog(shared / "blogs" / blog, base_url)
        found = {post.id: (post.url, str(post.day)) for post in posts}
        for line in (shared / "beir" / f"anchors-{blog}" / "corpus.jsonl").open():
            document = json.loads(line)
            if document["metadata"]["date"]:
                day = parse_date(document["metadata"]["date"])
                assert found[document["_id"]] == (document["metadata"]["url"], str(day))


# ---- Notion

NOTION = {
    "Rye": "Author: Ada Fern, Bo Reed\nPublished: March 4, 2019 10:30 PM\nStatus: Done\nTags: bread, rye\nslug: on-rye",
    "Salt": "Date: 2020-05-06 → 2020-05-08\nWritten by: Ada Fern",
    "Plans": "Date: 2020-05-07\nStatus: In progress",
    "Later": "Date: 2098-05-07",
}


@pytest.mark.parametrize("packed", [0, 1, 2])
def test_notions_export(write: Write, tmp_path: Path, packed: int) -> None:
    """Its pages, its zip file, and the zip file that this comes in."""
    names = {title: f"Blog {number:032x}/{title} {number:032x}.md" for number, title in enumerate(NOTION, 10)}
    files = {names[title]: f"# {title}\n\n{head}\n\n{title} rests for a day." for title, head in NOTION.items()}
    files[f"Home {7:032x}.md"] = "# Home\n\nNote: this is where I keep everything, and it is a long note to myself.\n"
    files[f"Blog {8:032x}.csv"] = "Name,Author\nRye,Ada Fern\n"
    for name, text in files.items():
        write(f"export/{name}", text)
    source = tmp_path / "export"
    for level in range(packed):
        inner, source = source, tmp_path / f"part-{level}.zip"
        with zipfile.ZipFile(source, "w") as archive:
            for each in files if level == 0 else [inner.name]:
                archive.write(inner / each if level == 0 else inner, each)
    found, skipped = read(source, "https://b.example/:year/:slug/")
    by_title = {post.title: post for post in found}
    assert set(by_title) == {"Rye", "Salt"}
    rye, salt = by_title["Rye"], by_title["Salt"]
    assert (rye.text, rye.author, rye.tags) == ("Rye rests for a day.", "Ada Fern, Bo Reed", ("bread", "rye"))
    assert (str(rye.day), str(salt.day), salt.author) == ("2019-03-04", "2020-05-06", "Ada Fern")
    # Its own names are no part of an address.
    assert (rye.url, salt.url) == ("https://b.example/2019/on-rye/", "")
    assert "page" in skipped[f"Home {7:032x}.md"]
    assert "draft" in skipped[names["Plans"]]
