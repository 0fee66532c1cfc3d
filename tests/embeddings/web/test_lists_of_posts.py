"""Lists of posts whose lines are told by a date: no heading, no dated path."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from embeddings.archive import Fetching
from embeddings.content.html import parse_html
from embeddings.errors import NoPostsError
from embeddings.web.crawl import crawl
from embeddings.web.crawl_state import CrawlState
from embeddings.web.fetch import Fetcher
from embeddings.web.platforms.archive_pages import dated_links

from ...blogs import Answer, Site, html_page, newest, rss

Serve = Callable[..., Any]
LINES = {
    "by hand": "<li>3 February 2021: <a href='goat.html'>The goat got out</a>",
    "VitePress": "<li><span>2021-02-03</span> <a href='/goat.html'>The goat</a></li>"
    "<li><span></span> <a href='/undated.html'>A letter</a></li>",
    "Next.js": "<div><a href='/goat.html'><div><p>February 3, 2021</p><p>The goat got out</p></div></a></div>",
    "ikiwiki": "<div class='archivepage'><a href='../goat.html'>The goat</a><br><span>Posted <span class='date'>"
    "Wed 03 Feb 2021 10:00</span> by <span class='author'>Una Rae</span></span></div>",
    "Chronicle": "<div class='entry'><div class='title'><a href='goat.html'>The goat</a></div><div class='date'> 3rd"
    " February 2021</div><div class='body'><h2>The rope</h2>{long}<p>See <a href='/about'>me</a>.</p></div>"
    "<div class='tags'>Tags: <a href='/tags/goats'>goats</a></div></div>",
    "a short post": "<div><div><a href='/goat.html'>The goat</a></div><div>3 Feb 2021</div><h2>The rope</h2></div>",
    "a card": "<li><h2><a href='/goat.html'>The goat</a></h2><p>Feb 3, 2021 by <a href='/ann'>Ann</a></p></li>",
    "Rspress": "<h2><a href='#goat'>#</a><a href='/goat.html'>The goat</a></h2>\n<p>2021-02-03</p>\n"
    "<h2><a href='/undated.html'>A letter</a></h2>\n<p>{long}</p>",
    "a table": "<table><tr><td>03.02.2021</td><td><a href='/goat.html'>The goat</a></td></tr></table>",
    "Spanish": "<p><a href='/goat.html'>La cabra</a> <small>3 de febrero de 2021</small></p>",
    "Japanese": "<li>2021年2月3日 <a href='/goat.html'>山羊</a></li>",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_line_with_a_date_leads_to_a_post(line: str) -> None:
    page = f"<body><h1>Lines</h1><ul>{line.format(long='<p>The rope was new. </p>' * 40)}</ul></body>"
    found = dated_links(parse_html(page), "https://x.example/lines/")
    assert [*found.values()] == [date(2021, 2, 3)]
    assert all(address.endswith("goat.html") for address in found)


@pytest.mark.parametrize(
    "line",
    [
        "<li>3 February 2021: <a href='/tags/goats/'>goats</a></li>",
        "<li>3 February 2021: <a href='/posts/'>all</a>, <a rel=tag href='/goats/'>goats</a></li>",
        "<p>3 February 2021 <a href='../'>Up</a> <a href='/'>Home</a></p>",
        "<li>3 February 2021: <a href='https://elsewhere.example/goat'>The goat</a></li>",
        "<nav><li>3 February 2021: <a href='/goat'>The goat</a></li></nav>",
        "<footer><p>3 February 2021 <a href='/goat'>The goat</a></p></footer>",
        "<p>On 3 February 2021 I moved all that there is here to <a href='/colophon'>a new machine</a>.</p>",
        "<div><h2>The goat</h2><p>3 February 2021</p><p>More about <a href='/about'>me</a></p></div>",
        "<li>03/02/2021: <a href='/goat'>The goat</a></li>",
        "<li>February 2021: <a href='/goat'>The goat</a></li>",
        "<li>Updated on 3 February 2021: <a href='/goat'>The goat</a></li>",
        "<li>3 Rope 2021: <a href='/goat'>The goat</a></li>",
    ],
)
def test_what_is_no_line_of_a_list_leads_to_none(line: str) -> None:
    assert not dated_links(parse_html(f"<body>{line}</body>"), "https://x.example/lines/")


def test_what_lines_share_is_no_post() -> None:
    rows = "".join(
        f"<li>{day} May 2021, <a href='/ann'>Ann</a>: <a href='/{name}'>{name}</a></li>"
        for day, name in enumerate(("rye", "salt"), 3)
    )
    found = dated_links(parse_html(f"<ul>{rows}</ul>"), "https://x.example/")
    assert found == {"https://x.example/rye": date(2021, 5, 3), "https://x.example/salt": date(2021, 5, 4)}


def test_a_short_list_may_be_below_a_title_of_its_own() -> None:
    rows = "<p>3 May 2021 <a href='/rye'>Rye</a></p><p>4 May 2021 <a href='/salt'>Salt</a></p>"
    page = parse_html(f"<div><h2><a href='/writing'>Writing</a></h2>{rows}</div>")
    assert [*dated_links(page, "https://x.example/")] == ["https://x.example/rye", "https://x.example/salt"]


def by_hand(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
    """A blog whose pages show no date, listed by lines that do, the older half on another page."""
    pages = {f"/{post.slug}.html": post for post in site.posts}
    if path in ("/", "/archive/"):
        listed = newest(site, 5) if path == "/" else newest(site, 99)
        rows = "".join(f"<li>{p.published:%-d %B %Y}: <a href='/{p.slug}.html'>{p.slug}</a>" for p in listed)
        named = "<p>See also <a href='/about.html'>about me</a>, or <a href='/archive/'>Older posts</a>.</p>"
        return html_page("<title>A diary</title>", f"<h1>A diary</h1>{named}<ul>{rows}</ul>")
    if path == "/about.html":
        return html_page("<title>About</title>", "<h1>About</h1><p>I bake on Saturdays.</p>")
    post = pages.get(path)
    return post and html_page(f"<title>{post.slug}</title>", f"<h1>{post.slug}</h1>{post.body}")


@pytest.mark.parametrize("fed", [False, True])
def test_the_date_of_a_line_dates_a_page_that_shows_none(serve: Serve, local: Fetching, fed: bool) -> None:
    site = serve(by_hand, 12)
    if fed:
        answer = rss(site, newest(site, 3))
        for post in site.posts:
            answer = (*answer[:2], answer[2].replace(post.path.encode(), f"/{post.slug}.html".encode()))
        site.extra["/feed"] = answer
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert {(post.url, post.day) for post in reading.posts} == {
        (f"{site.address}/{p.slug}.html", p.published.date()) for p in site.posts
    }


@pytest.mark.parametrize("link", ["<a href='blog/'>Blog</a>", "<a href='/writing'>Posts</a>"])
def test_a_landing_page_leads_to_the_list_that_it_names(serve: Serve, local: Fetching, link: str) -> None:
    """As Lektor's and Nextra's: no post on the home page, no feed."""

    def landing(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
        if path == "/":
            return html_page("<title>Hello</title>", f"<nav>{link} <a href='/about/'>About</a></nav><p>Welcome.</p>")
        if path in ("/blog/", "/writing"):
            rows = "".join(f"<h2><a href='{p.path}'>{p.slug}</a></h2>" for p in newest(site, 5))
            return html_page("<title>Blog</title>", f"{rows}<a href='/blog/page/2/'>2</a>")
        if path == "/blog/page/2/":
            rows = "".join(f"<h2><a href='{p.path}'>{p.slug}</a></h2>" for p in site.posts)
            return html_page("<title>Blog, page 2</title>", rows)
        return None

    site = serve(landing, 12)
    memory = CrawlState()
    with Fetcher(local, memory) as web:
        reading = crawl(site.address, web)
    assert {post.url for post in reading.posts} == {site.address + post.path for post in site.posts}
    assert len(memory.checks) == 1
    assert memory.checks[0] in (f"{site.address}/blog/", f"{site.address}/writing")


@pytest.mark.parametrize("folder", ["", "/notes"])
def test_a_page_that_is_named_by_its_day_is_a_post_of_it(serve: Serve, local: Fetching, folder: str) -> None:
    def diary(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
        pages = {f"{folder}/{post.published:%Y-%m-%d}.html": post for post in site.posts}
        if path == "/":
            rows = "".join(f"<a href='{at}'>{post.slug}</a> " for at, post in pages.items())
            return html_page("<title>A diary</title>", f"<p>{rows}<a href='{folder}/2015-01-02.jpg'>us</a></p>")
        post = pages.get(path)
        return post and html_page(f"<title>{post.slug}</title>", f"<h1>{post.slug}</h1>{post.body}")

    site = serve(diary, 12)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert {(post.title, post.day) for post in reading.posts} == {(p.slug, p.published.date()) for p in site.posts}
    assert not any(path.endswith(".jpg") for path in site.asked)


def test_pages_without_a_date_are_counted_where_no_post_is_found(serve: Serve, local: Fetching) -> None:
    def undated(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
        if path == "/":
            rows = "".join(f"<h2><a href='/{post.slug}'>{post.slug}</a></h2>" for post in site.posts)
            return html_page("<title>Notes</title>", rows)
        post = next((post for post in site.posts if path == f"/{post.slug}"), None)
        return post and html_page(f"<title>{post.slug}</title>", f"<h1>{post.slug}</h1>{post.body}")

    site = serve(undated, 7)
    with (
        Fetcher(local, CrawlState()) as web,
        pytest.raises(NoPostsError, match="7 pages of it were read, and none sho"),
    ):
        crawl(site.address, web)
