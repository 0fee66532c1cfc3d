"""Blogs by their address, from a real server: every post is found, whatever the platform."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from embeddings.archive import Archive, Fetching
from embeddings.errors import SourceError
from embeddings.web.crawl import crawl
from embeddings.web.crawl_state import CrawlState
from embeddings.web.fetch import Fetcher

from ...blogs import XML, Answer, Site, as_json, ghost, html_page, newest, rss, wordpress
from ...toy import ToyEncoder

Serve = Callable[..., Any]
PLATFORMS = ("wordpress", "blogger", "ghost", "static")


@pytest.mark.parametrize(
    "platform", [pytest.param(one, marks=[pytest.mark.slow] * (one == "static")) for one in PLATFORMS]
)
def test_every_post_of_five_hundred_is_found_with_its_own_title_date_and_address(
    serve: Serve, local: Fetching, platform: str
) -> None:
    site = serve(platform, 500)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert not reading.notes
    found = {post.url: (post.title, post.day, post.author) for post in reading.posts}
    assert found == {site.address + p.path: (p.title, p.published.date(), "Ann Baker") for p in site.posts}
    assert all("rested for" in post.text and "cookies" not in post.text for post in reading.posts)
    assert {item.kind for item in reading.skipped} <= {"page"}


def test_a_summary_in_the_feed_is_read_on_its_page(serve: Serve, local: Fetching) -> None:
    """A blog with a feed alone, which cuts its entries off; the dates and titles are the feed's."""

    def stubs(site: Any, path: str, query: Any) -> Any:
        return rss(site, newest(site, 5), whole=False) if path == "/feed" else None

    site = serve(stubs, 5)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(f"{site.address}/feed", web)
    assert len(reading.posts) == 5
    for post in reading.posts:
        assert post.text.startswith("Batch ")
        assert post.text.endswith("salted twice.")
        assert post.guid.startswith("post-")


def test_the_same_post_under_two_addresses_is_kept_once(serve: Serve, local: Fetching) -> None:
    site = serve("static", 4)
    doubled = site.posts[1]
    # Another address of the first that names the first as its own, and a copy that does not.
    site.extra["/rye-again"] = site.page(doubled)
    copy = site.page(doubled)[2].replace(b"rel=canonical", b"rel=shortlink")
    site.extra["/copy"] = (200, {"Content-Type": "text/html"}, copy)
    listed = "".join(f"<url><loc>{site.address}{path}</loc></url>" for path in ("/rye-again", "/copy"))
    listed += "".join(f"<url><loc>{site.address}{post.path}</loc></url>" for post in site.posts)
    space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    site.extra["/sitemap.xml"] = (200, XML, f"<urlset {space}>{listed}</urlset>".encode())
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert sorted(post.url for post in reading.posts) == sorted(site.address + post.path for post in site.posts)
    assert [item.name for item in reading.skipped] == [f"{site.address}/copy"]


def test_a_page_in_another_encoding_than_it_says_is_read(serve: Serve, local: Fetching) -> None:
    site = serve("static", 2)
    post = site.posts[0]
    page = site.page(post)[2].decode().replace("cold kitchen", "“cold” café – naïve kitchen").encode("cp1252")
    site.extra[post.path] = (200, {"Content-Type": "text/html; charset=utf-8"}, page)
    with Fetcher(local, CrawlState()) as web:
        found = {post.url: post.text for post in crawl(site.address, web).posts}
    assert "“cold” café – naïve kitchen" in found[site.address + post.path]


def substack(rows_of: Callable[[list[Any]], list[Any]] = list) -> Callable[..., Answer | None]:
    """A site of Substack's; ``rows_of`` makes what its list of posts says."""

    def render(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
        if path == "/":
            return html_page("<link rel=preload href='https://substackcdn.com/a.js'>", "<h1>Letters</h1>")
        rows = [
            {
                "id": p.number,
                "slug": p.slug,
                "title": p.title,
                "post_date": p.published.isoformat(),
                "audience": "only_paid" if p.number == 3 else "everyone",
                "canonical_url": f"{site.address}/p/{p.slug}",
                "publishedBylines": [{"name": "Ann Baker"}],
            }
            for p in reversed(site.posts)
        ]
        if path == "/api/v1/archive":
            offset, limit = (int(query[name][0]) for name in ("offset", "limit"))
            return as_json(rows_of(rows)[offset : offset + min(limit, 20)])
        for post, row in zip(reversed(site.posts), rows, strict=True):
            if path == f"/api/v1/posts/{post.slug}":
                button = "<div class='subscription-widget-wrap'><p>Subscribe now!</p></div>"
                return as_json({**row, "body_html": post.body + button})
        return None

    return render


def test_substack(serve: Serve, local: Fetching) -> None:
    site = serve(substack(), 45)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert {post.title for post in reading.posts} == {p.title for p in site.posts if p.number != 3}
    assert [item.kind for item in reading.skipped] == ["private"]
    assert all(post.author == "Ann Baker" and "Subscribe" not in post.text for post in reading.posts)


def discourse(rows_of: Callable[[list[Any]], object] = list) -> Callable[..., Answer | None]:
    """A forum of Discourse's; ``rows_of`` makes what its list of topics says."""

    def render(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
        if path == "/c/blog/5":
            return html_page("<meta name=generator content='Discourse 3.6.0'>", "<h1>Blog</h1>")
        if path == "/c/blog/5.json":
            page = int(query.get("page", ["0"])[0])
            here = site.posts[page * 30 : page * 30 + 30]
            topics = [{"id": p.number, "slug": p.slug, "title": p.title} for p in here]
            more = f"/c/blog/5?page={page + 1}" if len(site.posts) > page * 30 + 30 else None
            return as_json({"topic_list": {"topics": rows_of(topics), "more_topics_url": more}})
        post = next((p for p in site.posts if path == f"/t/{p.number}.json"), None)
        if post is None:
            return None
        first = {"cooked": post.body, "created_at": post.published.isoformat(), "username": "ann"}
        return as_json({"title": post.title, "post_stream": {"posts": [first, {"cooked": "<p>Nice!</p>"}]}})

    return render


def test_a_category_of_discourse(serve: Serve, local: Fetching) -> None:
    site = serve(discourse(), 40)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(f"{site.address}/c/blog/5", web)
    assert {(post.title, post.day) for post in reading.posts} == {(p.title, p.published.date()) for p in site.posts}
    assert all("Nice!" not in post.text for post in reading.posts)


ODD: list[list[Any]] = [[None], ["x"], [[1]], [{}], [{"id": [1], "slug": ["x"]}], [{"id": 999, "slug": "none"}]]
"""Rows of a list that are no posts, or whose posts are gone."""


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("platform", [substack, discourse])
def test_a_row_that_is_no_post_costs_no_other(
    serve: Serve, local: Fetching, platform: Callable[..., Callable[..., Answer | None]], odd: list[Any]
) -> None:
    site = serve(platform(lambda rows: [*rows[:1], *odd, *rows[1:]]), 3)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(f"{site.address}{'/c/blog/5' if platform is discourse else '/'}", web)
    told = [item for item in reading.skipped if item.kind != "private"]
    assert (len(reading.posts), reading.notes, len(told)) == (2 if platform is substack else 3, [], 1)


def test_a_list_of_topics_that_is_none_is_said_to_be_none(serve: Serve, local: Fetching) -> None:
    site = serve(discourse(lambda _: 5), 3)
    with Fetcher(local, CrawlState()) as web, pytest.raises(SourceError, match="it holds no list of topics"):
        crawl(f"{site.address}/c/blog/5", web)


@pytest.mark.parametrize("total", ["\xb2", "9" * 5000, "", "-1", "1_0"])
def test_a_number_of_pages_that_is_none_is_counted(serve: Serve, local: Fetching, total: str) -> None:
    def odd_total(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
        answer = wordpress(site, path, query)
        return (answer[0], {**answer[1], "X-WP-TotalPages": total}, answer[2]) if answer else None

    site = serve(odd_total, 120)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert (len(reading.posts), reading.notes) == (120, [])


@pytest.mark.parametrize("meta", [None, [1], {"pagination": None}, {"pagination": [1]}, {"pagination": {"next": "2"}}])
def test_ghosts_answer_without_its_pages_is_one_page(serve: Serve, local: Fetching, meta: object) -> None:
    def odd_meta(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
        answer = ghost(site, path, query)
        if answer is None or "posts" not in path:
            return answer
        return as_json({**json.loads(answer[2]), "posts": [None, *json.loads(answer[2])["posts"]], "meta": meta})

    site = serve(odd_meta, 4)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert (len(reading.posts), reading.notes) == (4, [])
    assert [item.reason for item in reading.skipped] == ["it is not a post"]


@pytest.mark.parametrize("odd", ["/?a=\ud800", "/\ud800", "http://[::1/"])
@pytest.mark.parametrize("generator", ["", "pelican", "hugo"])
def test_an_entry_whose_address_is_none_costs_no_other(serve: Serve, local: Fetching, odd: str, generator: str) -> None:
    def blog(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
        links = "".join(f"<h2><a href='{post.path}'>{post.slug}</a></h2>" for post in site.posts)
        if path in ("/", "/archives.html"):
            head = f"<meta name=generator content={generator}><link rel=alternate type=application/feed+json href=/f>"
            return html_page(f"<title>Blog</title>{head}", links)
        if path == "/sitemap.xml" and generator == "hugo":
            urls = "".join(f"<url><loc>{site.address}{post.path}</loc></url>" for post in site.posts)
            return 200, XML, f"<urlset>{urls}</urlset>".encode()
        items = [{"id": post.slug, "url": post.path, "content_html": post.body} for post in site.posts]
        odd_one = {"id": "odd", "url": odd, "content_html": "<p>Nobody knows where this stands.</p>"}
        return (
            as_json({"version": "https://jsonfeed.org/version/1.1", "items": [odd_one, *items]})
            if path == "/f"
            else None
        )

    site = serve(blog, 3)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert {post.url for post in reading.posts} == {site.address + post.path for post in site.posts}
    assert reading.notes == []


def test_a_wordpress_that_closed_its_interface_is_read_by_its_feed(serve: Serve, local: Fetching) -> None:
    def closed(site: Any, path: str, query: Any) -> Any:
        if path == "/":
            head = "<link rel='https://api.w.org/' href='/wp-json/'><meta name=generator content='WordPress 7.0'>"
            return html_page(f"{head}<link rel=alternate type=application/rss+xml href=/feed/>", "<h1>Blog</h1>")
        if path.startswith("/wp-json/"):
            return 401, {}, b'{"code":"rest_cannot_access"}'
        number = int(query.get("paged", ["1"])[0])
        here = newest(site, len(site.posts))[(number - 1) * 10 : number * 10]
        return rss(site, here) if path == "/feed/" and here else None

    site = serve(closed, 34)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert {post.title for post in reading.posts} == {post.title for post in site.posts}
    assert not reading.notes


def test_a_part_of_a_site_is_that_part_alone(serve: Serve, local: Fetching) -> None:
    site = serve("static", 6)
    site.extra["/2015/01"] = html_page("<title>January 2015</title>", "<h1>Archive</h1>")
    for post in site.posts[:2]:
        post.published = post.published.replace(year=2016)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(f"{site.address}/2015/01", web)
    assert {post.url for post in reading.posts} == {site.address + post.path for post in site.posts[2:]}


def test_a_feed_that_stands_elsewhere_leads_to_its_blog(serve: Serve, local: Fetching) -> None:
    blog = serve("static", 14)

    def elsewhere(site: Any, path: str, query: Any) -> Any:
        return rss(blog, newest(blog, 3)) if path == "/bakers" else None

    other = serve(elsewhere, 1)
    # The same machine under another name is another site.
    address = other.address.replace("127.0.0.1", "localhost")
    allowed = replace(local, allowed=("127.0.0.1", "localhost"))
    with Fetcher(allowed, CrawlState()) as web:
        reading = crawl(f"{address}/bakers", web)
    assert len(reading.posts) == 14
    assert not [path for path in other.asked if path not in ("/robots.txt", "/bakers")]


def test_a_feed_alone_is_read_where_its_blog_is_gone(serve: Serve, local: Fetching) -> None:
    def alone(site: Any, path: str, query: Any) -> Any:
        return rss(site, newest(site, 6)) if path == "/feed" else (404, {}, b"")

    site = serve(alone, 6)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(f"{site.address}/feed", web)
    assert {post.title for post in reading.posts} == {post.title for post in site.posts}
    assert not any("sitemap" in path for path in site.asked)


def test_a_page_that_leads_on_and_names_its_base_leads_to_the_feed(serve: Serve, local: Fetching) -> None:
    """The root only refreshes to /blog/, whose links are relative to its <base>; the feed is a gzip file."""

    def led(site: Any, path: str, query: Any) -> Any:
        if path == "/":
            return html_page('<meta http-equiv="Refresh" content="0; URL=\'/blog/\'">', "")
        if path == "/blog/":
            feed = "<link rel=alternate type=application/rss+xml href=feed.gz>"
            return html_page(f"<base href='{site.address}/files/'>{feed}", "<h1>Blog</h1>")
        if path == "/files/feed.gz":
            status, headers, body = rss(site, newest(site, 5))
            return status, headers, gzip.compress(body)
        return None if path in {post.path for post in site.posts} else (404, {}, b"")

    site = serve(led, 5)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert {post.title for post in reading.posts} == {post.title for post in site.posts}
    assert "/files/feed.gz" in site.asked


def test_feeds_in_a_sitemap_index_are_not_asked_for(serve: Serve, local: Fetching) -> None:
    def nikola(site: Any, path: str, query: Any) -> Any:
        maps = ["/sitemap.xml", "/rss.xml", "/categories/rye.xml", "/tags/rye-feed.xml", "/tags/rye.atom"]
        if path == "/sitemapindex.xml":
            inner = "".join(f"<sitemap><loc>{site.address}{name}</loc></sitemap>" for name in maps)
            return 200, XML, f"<sitemapindex>{inner}</sitemapindex>".encode()
        if path == "/robots.txt":
            return 200, {}, f"Sitemap: {site.address}/sitemapindex.xml\n".encode()
        if path == "/sitemap.xml":
            urls = "".join(f"<url><loc>{site.address}{post.path}</loc></url>" for post in site.posts)
            return 200, XML, f"<urlset>{urls}</urlset>".encode()
        if path == "/":
            return html_page("<title>Blog</title>", "<h1>Blog</h1>")
        return None if path in {post.path for post in site.posts} else (404, {}, b"")

    site = serve(nikola, 4)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert len(reading.posts) == 4
    assert not {"/categories/rye.xml", "/tags/rye-feed.xml", "/tags/rye.atom"} & set(site.asked)


def plain_permalinks(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
    """WordPress in a folder, without pretty addresses, interface, feed and sitemap."""
    if path != "/blog/":
        return None
    if "p" in query:
        post = next(post for post in site.posts if str(post.number) == query["p"][0])
        return site.page(post)
    number = int(query.get("paged", ["1"])[0])
    posts = newest(site, len(site.posts))[(number - 1) * 5 : number * 5]
    cards = "".join(f"<article><a href='?p={p.number}'><h2>{p.title}</h2><p>Read it</p></a></article>" for p in posts)
    return html_page("<title>Blog</title>", f"{cards}<a class=next href='?paged={number + 1}'>Older posts</a>")


def test_posts_whose_addresses_are_numbers_are_found(serve: Serve, local: Fetching) -> None:
    site = serve(plain_permalinks, 12)
    with Fetcher(local, CrawlState()) as web:
        found = crawl(f"{site.address}/blog/", web)
    assert sorted(post.title for post in found.posts) == sorted(post.title for post in site.posts)


def test_a_sitemap_in_the_blogs_own_folder_is_found(serve: Serve, local: Fetching) -> None:
    site = serve("static", 12)
    site.extra["/robots.txt"] = (404, {}, b"")
    site.extra["/blog/"] = html_page("<title>Blog</title>", "<h1>Blog</h1>")
    urls = "".join(f"<url><loc>{site.address}{post.path}</loc></url>" for post in site.posts)
    space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    site.extra["/blog/wp-sitemap.xml"] = (200, {}, f"<urlset {space}>{urls}</urlset>".encode())
    site.extra["/sitemap.xml"] = (404, {}, b"")
    with Fetcher(local, CrawlState()) as web:
        found = crawl(f"{site.address}/blog/", web)
        assert web.memory.platform == "its sitemap"
    assert len(found.posts) == 12


def mapped(paths: Sequence[str], fed: Sequence[str], home: str = "/") -> Callable[..., Answer | None]:
    """A blog whose posts stand at some paths, all in its sitemap, and some of them in the feed that it names."""

    def blog(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
        at = dict(zip(paths, site.posts, strict=False))
        if path == home:
            return html_page("<link rel=alternate type=application/feed+json href=/feed.json>", "<h1>Blog</h1>")
        if path == "/feed.json":
            items = [{"id": one, "url": one, "content_html": at[one].body} for one in fed]
            return as_json({"version": "https://jsonfeed.org/version/1.1", "items": items})
        if path == "/sitemap.xml":
            urls = "".join(f"<url><loc>{site.address}{one}</loc></url>" for one in paths)
            return 200, XML, f"<urlset>{urls}</urlset>".encode()
        if post := at.get(path):
            status, headers, page = site.page(post)
            return status, headers, page.replace(post.path.encode(), path.encode())
        return None

    return blog


def test_a_post_that_the_feed_lists_is_read_whatever_its_path(serve: Serve, local: Fetching) -> None:
    fed = ["/products/search/better/", "/topics/rye-bread", "/author/books-review/", "/static/on-three.js"]
    posts, others = ["/posts/intro-to-node.js", "/posts/salt/"], ["/tags/rye/", "/assets/theme/search.js"]
    site = serve(mapped([*fed, *posts, *others], fed))
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
        assert web.memory.platform == "its sitemap"
    assert {post.url for post in reading.posts} == {site.address + path for path in (*fed, *posts)}
    assert not set(others) & set(site.asked)


def test_a_page_about_the_blog_is_no_post_because_it_has_a_date(serve: Serve, local: Fetching) -> None:
    """As Hexo dates its pages like posts; one that the feed lists is a post whatever its name."""
    site = serve(mapped(["/2019/about/", "/colophon/", "/about/index.html", "/contact.html"], ["/colophon/"]))
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert {post.url for post in reading.posts} == {f"{site.address}/2019/about/", f"{site.address}/colophon/"}


@pytest.mark.parametrize(
    ("fed", "outside"),
    [
        (["/p1", "/p2", "/p3"], ["/p1", "/p2", "/p3", "/p4"]),
        (["/p1", "/blog/rye/"], ["/p1"]),
        (["/blog/rye/"], []),
    ],
)
def test_a_blog_has_what_stands_in_its_folder_and_what_its_feed_lists(
    serve: Serve, local: Fetching, fed: list[str], outside: list[str]
) -> None:
    inside = ["/blog/welcome/", "/blog/rye/"]
    site = serve(mapped(["/p1", "/p2", "/p3", "/p4", *inside], fed, "/blog/"))
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(f"{site.address}/blog/", web)
    assert {post.url for post in reading.posts} == {site.address + path for path in (*outside, *inside)}


@pytest.mark.parametrize("stands", ["/archives/{0.number}", "/blog/archives/{0.published:%Y/%m}/{0.slug}.html"])
@pytest.mark.parametrize("mapped", [True, False])
def test_posts_below_an_archive_are_told_from_its_lists(
    serve: Serve, local: Fetching, mapped: bool, stands: str
) -> None:
    """As WordPress with permalinks by number and Movable Type have them."""

    def blog(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
        where = {stands.format(post): post for post in site.posts}
        folder = stands.partition("{")[0]
        lists = [f"{folder}2020/", f"{folder}category/rye/", folder]
        if path == "/sitemap.xml" and mapped:
            urls = "".join(f"<url><loc>{site.address}{at}</loc></url>" for at in (*where, *lists))
            return 200, XML, f"<urlset>{urls}</urlset>".encode()
        if path == "/":
            newest_first = "".join(f"<h2><a href='{at}'>{post.title}</a></h2>" for at, post in [*where.items()][-3:])
            links = "".join(f"<a href='{at}'>older</a>" for at in lists)
            return html_page("<title>Blog</title>", "" if mapped else f"{newest_first}<nav>{links}</nav>")
        if path in lists:
            rows = "".join(f"<h3><a href='{at}'>{post.title}</a></h3>" for at, post in where.items())
            return html_page("<title>Archive</title>", rows)
        if post := where.get(path):
            status, head, page = site.page(post)
            return status, head, page.replace(post.path.encode(), path.encode())
        return None

    site = serve(blog, 12)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert {post.url for post in reading.posts} == {site.address + stands.format(post) for post in site.posts}


def pelican(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
    """Pelican's: an index whose pages are told by arrows, an archive that nothing links to, a feed of three."""
    if path == "/":
        head = "<meta name=generator content=Pelican><link rel=alternate type=application/rss+xml href=/index.xml>"
        first = "".join(f"<article><h2><a href='{p.path}'>{p.title}</a></h2></article>" for p in newest(site, 5))
        return html_page(f"<title>Blog</title>{head}", f"{first}<nav><a href='/index2.html'>⟩</a></nav>")
    if path == "/index.xml":
        return rss(site, newest(site, 3))
    if path == "/archives.html":
        rows = "".join(f"<dt>a day</dt><dd><a href='{p.path}'>{p.title}</a></dd>" for p in newest(site, 99))
        return html_page("<title>Archives</title>", f"<nav><a href=/about>About</a></nav><dl>{rows}</dl>")
    return None


def test_pelicans_archive_names_all_posts_and_withdraws_the_hidden_one(
    serve: Serve, local: Fetching, tmp_path: Path
) -> None:
    site = serve(pelican, 12)
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        assert archive.sync([site.address], fetching=local).added == 12
        site.asked.clear()
        assert archive.sync([site.address], fetching=local).unchanged == 12
        assert len(site.asked) <= 3
        hidden = site.posts.pop(4)
        site.extra[hidden.path] = site.page(hidden)
        assert archive.sync([site.address], fetching=local).removed == 1
        assert hidden.title not in [post.title for post in archive.posts()]


def test_pelicans_archive_names_what_the_feed_lists_whatever_its_path(serve: Serve, local: Fetching) -> None:
    site = serve(pelican, 12)
    site.posts[-1].slug = "topics/rye-bread"
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
        assert web.memory.platform == "Pelican's archive"
    assert {post.url for post in reading.posts} == {site.address + post.path for post in site.posts}


def journal(listing: str) -> Callable[..., Answer | None]:
    """A blog at ``/notes/`` without marks of a platform or a post, found by its sitemap or by its own pages."""

    def blog(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
        at = {f"/notes/{post.slug}/": post for post in site.posts}
        if path == "/notes/":
            links = "".join(f"<li><h2><a href={url}>{post.title}</a></h2>" for url, post in at.items())
            return html_page("<title>Notes</title>", f"<h1>Notes</h1><ul>{links}</ul>")
        if path == "/sitemap.xml" and listing == "sitemap":
            urls = "".join(f"<url><loc>{site.address}{one}</loc></url>" for one in ("/notes/", "/notes/feed-me/", *at))
            return 200, XML, f"<urlset>{urls}</urlset>".encode()
        if (post := at.get(path)) is None:
            return None
        below = f"<a rel=next href=/notes/{site.posts[post.number % len(site.posts)].slug}/>Next post</a>"
        body = f"<p class=date>{post.published:%d %B %Y}</p>{post.body}"
        return html_page(
            f"<title>{post.title}</title>",
            f"<nav><a href=/>Site</a> <a href=/notes/>Notes</a></nav>"
            f"<article><h1>{post.title}</h1>{body}</article>{below}",
        )

    return blog


@pytest.mark.parametrize("listing", ["sitemap", "pages"])
@pytest.mark.parametrize("given", ["/notes/", "/notes/on-salt-1/"])
def test_the_address_of_a_post_leads_to_its_blog_with_that_post(
    serve: Serve, local: Fetching, given: str, listing: str
) -> None:
    site = serve(journal(listing), 4)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address + given, web)
    assert {post.url for post in reading.posts} == {f"{site.address}/notes/{post.slug}/" for post in site.posts}
