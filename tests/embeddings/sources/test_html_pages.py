"""What saved pages give, and which pages of a built site are posts."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from embeddings.posts import Link

from .conftest import Write, read

PAGE = """<!doctype html><html><head><title>A loaf a day | Crumbs</title>
<link rel="canonical" href="https://crumbs.example/a-loaf/"><meta name="author" content="Jo Miller">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "BlogPosting",
"headline": "A loaf a day", "datePublished": "2023-02-03T10:00:00+01:00", "keywords": ["rye"]}]}</script></head>
<body><nav><ul><li>Home<li>About</ul></nav><article><h1>A loaf a day</h1>
<p>Every morning I bake a loaf of bread, and it is the best part of my day.</p>
<p style="display: none">Hidden.</p><h2>Flour</h2><p>I use <a href="/rye/">rye&nbsp;flour</a>,<br>mostly.</p>
<ul><li>Rye</ul>
<div class="share">Share on Twitter</div></article><div id="comments"><p>Great post!</p></div>
<footer>Copyright</footer></body></html>"""


def test_html_page(write: Write) -> None:
    ((post,), _) = read(write("a.html", PAGE))
    assert post.title == "A loaf a day"
    assert post.url == "https://crumbs.example/a-loaf/"
    assert post.published == datetime(2023, 2, 3, 10, tzinfo=timezone(timedelta(hours=1)))
    assert post.author == "Jo Miller"
    assert post.tags == ("rye",)
    assert post.text == (
        "Every morning I bake a loaf of bread, and it is the best part of my day.\n\n"
        "Flour\n\nI use rye\u00a0flour,\nmostly.\n\nRye"
    )
    assert post.links == (Link("rye flour", "/rye/"),)


def test_html_without_marks_loses_its_surroundings(write: Write) -> None:
    body = "".join(
        f"<p>Paragraph {n} is about how bread is made at home, with flour and water and time.</p>" for n in range(9)
    )
    ((post,), _) = read(
        write(
            "a.htm",
            f"<title>T</title><body><nav><a href=/>Home</a></nav><div><h1>T</h1>{body}</div><footer>© me</footer>",
        )
    )
    assert post.text.startswith("Paragraph 0 is")
    assert post.text.count("\n\n") == 8
    assert "Home" not in post.text
    assert "©" not in post.text


@pytest.mark.parametrize("name", ["2019-05-03.html", "diary/2019-05-03.htm", "2019-05-03-beans.html"])
def test_html_is_dated_by_its_name_where_nothing_else_does(write: Write, tmp_path: Path, name: str) -> None:
    write(name, "<html><head><title>Sowing beans</title></head><body><h1>Sowing beans</h1><p>Two inches deep.</p>")
    ((post,), _) = read(tmp_path)
    assert post.day == date(2019, 5, 3)


def test_html_dates_in_time_elements(write: Write) -> None:
    page = (
        "<title>T</title><article><time datetime='2020-01-02'>2 Jan</time><p>Some words that are long enough here.</p>"
    )
    ((post,), _) = read(write("a.html", page))
    assert post.published == date(2020, 1, 2)


@pytest.mark.parametrize(
    ("head", "template"),
    [
        ("<link rel=stylesheet href=\"{{ '/static/style.css'|url }}\"><title>Rye</title>", True),
        ("<title>{% block title %}Welcome{% endblock %} — Rye</title>", True),
        ("<title><%= @item[:title] %> - Rye</title>", True),
        ("<meta charset=utf-8>%sveltekit.head%", True),
        ("<meta charset=utf-8>{{ content_for_header }}", True),
        ("<title>What {{ rye }} means in Jinja</title><meta name=description content='Of {{ rye }}'>", False),
        ("<title>Rye</title><script>const a = {{b: 1}}; if (a<b) {{ c() }}</script><style>a{}</style>", False),
    ],
)
def test_a_template_is_no_post(write: Write, head: str, template: bool) -> None:
    body = "<h1>Rye</h1><p>In a text, {{ rye }} and {% if rye %} are words.</p>"
    posts, skipped = read(write("a.html", f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"))
    assert bool(posts) is not template
    assert [*skipped.values()] == ["it is a template, not a post"] * template


# ---- builds of sites

DATED = (
    "<title>{0}</title><body><h1>{0}</h1><p class=date>{1}</p><p>{0} went into the ground, and it rained.</p></body>"
)
UNDATED = "<title>{0}</title><body><h1>{0}</h1><p>{0} is a page that has no date, and it stays.</p></body>"
ENTRY = "<item><title>{0}</title><link>https://b.example/posts/{1}/</link><pubDate>{2}</pubDate>{3}</item>"
DAYS = {"beans": "Fri, 03 May 2019 10:00:00 GMT", "peas": "Sat, 04 May 2019 10:00:00 GMT"}
WHOLE = "<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>&lt;p&gt;Whole.&lt;/p&gt;</content:encoded>"


def built(write: Write, page: str, *posts: str) -> None:
    for name in posts:
        write(f"posts/{name}/index.html", page.format(name, "3 May 2019"))
    for name in ("index.html", "posts/index.html", "tags/food/index.html", "archive/2019/05/index.html"):
        lines = "".join(f"<li><a href='/posts/{post}/'>{post}</a> 3 May 2019</li>" for post in posts)
        write(name, f"<title>{name}</title><body><h1>A list</h1><p>Of beans.</p><ul>{lines}</ul></body>")
    for name in ("about/index.html", "404.html", "search/index.html"):
        write(name, UNDATED.format(name))


def test_of_a_built_site_only_its_posts_are_posts(write: Write, tmp_path: Path) -> None:
    built(write, DATED, "beans", "peas", "leeks")
    write("posts/letter/index.html", UNDATED.format("A letter"))
    found, skipped = read(tmp_path)
    assert sorted(post.title for post in found) == ["beans", "leeks", "peas"]
    assert "page" in skipped["about/index.html"]
    assert "page" in skipped["posts/letter/index.html"]
    assert all("list" in skipped[name] for name in ("index.html", "tags/food/index.html", "posts/index.html"))


@pytest.mark.parametrize("whole", [True, False])
def test_the_entries_of_a_built_sites_feed_are_its_pages(write: Write, tmp_path: Path, whole: bool) -> None:
    built(write, UNDATED, "beans", "peas", "leeks", "garlic")
    entries = "".join(ENTRY.format(f"On {name}", name, day, WHOLE if whole else "") for name, day in DAYS.items())
    entries += ENTRY.format("Elsewhere", "elsewhere", "Sun, 05 May 2019 10:00:00 GMT", WHOLE)
    for name in ("index.xml", "tags/food/index.xml"):
        write(
            name, f"<rss version='2.0'><channel><title>B</title>{entries if whole else stubs(entries)}</channel></rss>"
        )
    found, _ = read(tmp_path)
    by_title = {post.title: post for post in found}
    assert len(by_title) == len(found) == 5
    assert by_title["On peas"].url == "https://b.example/posts/peas/"
    assert by_title["On peas"].day == date(2019, 5, 4)
    assert by_title["On peas"].text == ("Whole." if whole else "peas is a page that has no date, and it stays.")
    # What the feed does not list may be an older post.
    assert {"leeks", "garlic", "Elsewhere"} <= set(by_title)


def test_pages_without_a_date_of_other_years_may_be_posts(write: Write, tmp_path: Path) -> None:
    built(write, UNDATED, "beans", "peas")
    entries = "".join(ENTRY.format(name, name, day, WHOLE) for name, day in DAYS.items())
    write("index.xml", f"<rss version='2.0'><channel><title>B</title>{entries}</channel></rss>")
    write("2017/rye.html", UNDATED.format("Rye"))
    write("posts/roots/swede.html", UNDATED.format("Swede"))
    assert {post.title for post in read(tmp_path)[0]} == {"beans", "peas", "Rye", "Swede"}


def stubs(entries: str) -> str:
    return entries.replace("</item>", "<description>Cut off…</description></item>")


def test_pages_and_lists_of_a_built_site_are_no_posts_because_they_have_dates(write: Write, tmp_path: Path) -> None:
    """As Hexo dates its pages, and VuePress has the dates of the posts on a list."""
    built(write, DATED, "beans", "peas", "leeks")
    write("about/index.html", DATED.format("About", "5 May 2019"))
    entry = "<article><h2><a href='/posts/{0}/'>{0}</a></h2><time datetime=2019-05-03></time><p>{0} grew.</p></article>"
    write("article/index.html", f"<title>Articles</title><main>{entry.format('beans')}{entry.format('peas')}</main>")
    write("star/index.html", "<title>Star</title><main><h1>Star</h1><p>No articles.</p></main>")
    write("sitemap.html", DATED.format("Sitemap", "6 May 2019"))
    assert sorted(post.title for post in read(tmp_path)[0]) == ["beans", "leeks", "peas"]


@pytest.mark.parametrize("blog", ["", "blog/"])
@pytest.mark.parametrize("depth", [2, 3])
def test_lists_and_about_are_no_posts_where_each_month_has_one_post(
    write: Write, tmp_path: Path, blog: str, depth: int
) -> None:
    days = ("2015/04/12", "2016/05/01", "2017/06/09")
    for day in days:
        folders = day.split("/")[:depth]
        write(
            f"{blog}{'/'.join(folders)}/oil/index.html", DATED.format(f"Oil {day}", f"{day.replace('/', '-')} by Mara")
        )
        for end in range(1, depth + 1):
            write(f"{blog}{'/'.join(folders[:end])}/index.html", UNDATED.format("Oil"))
    for name in (f"{blog}about/index.html", f"{blog}tag/oil/index.html", "index.html"):
        write(name, UNDATED.format(name))
    found, skipped = read(tmp_path)
    assert sorted(post.title for post in found) == [f"Oil {day}" for day in days]
    assert "page" in skipped[f"{blog}about/index.html"]
    assert all("list" in skipped[name] for name in (f"{blog}2015/index.html", f"{blog}tag/oil/index.html"))


def test_a_folder_of_pages_without_a_date_is_one_of_posts(write: Write, tmp_path: Path) -> None:
    built(write, UNDATED, "beans", "peas")
    assert {"beans", "peas", "about/index.html"} <= {post.title for post in read(tmp_path)[0]}
