"""Edits that no list tells of, and posts that are for everyone to read no more."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from embeddings.archive import Archive, Fetching
from embeddings.web.crawl import crawl
from embeddings.web.crawl_state import CrawlState
from embeddings.web.edits import pages_due, proves
from embeddings.web.fetch import Fetcher

from ...blogs import Made, Site, as_json, ghost, html_page, made, newest, rss, static, wordpress
from ...toy import ToyEncoder

Serve = Callable[..., Any]
FORM = (
    "<form action='/wp-login.php?action=postpass' class='post-password-form' method='post'>"
    "<p>This content is password protected. To view it please enter your password below:</p></form>"
)


@pytest.fixture
def archive(tmp_path: Path) -> Any:
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), reader=False, create=True) as opened:
        yield opened


def at(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()


@pytest.mark.parametrize(
    ("stamp", "published", "read", "proved"),
    [
        # Written for want of a better one: Jekyll, Hugo.
        ("2024-05-06T10:00:00+00:00", date(2024, 5, 6), "2024-08-01T00:00:00+00:00", False),
        ("2024-05-06", datetime(2024, 5, 6, 23, tzinfo=UTC), "2024-08-01T00:00:00+00:00", False),
        ("2024-06-01T10:00:30+00:00", date(2024, 5, 6), "2024-06-01T10:00:31+00:00", True),
        # Coarser than the time since: a day (Hexo), a minute (Nikola).
        ("2024-06-01", date(2024, 5, 6), "2024-06-01T15:00:00+00:00", False),
        ("2024-06-01", date(2024, 5, 6), "2024-06-03T00:00:00+00:00", True),
        ("2024-06-01T10:00:00Z", date(2024, 5, 6), "2024-06-01T10:00:40+00:00", False),
        ("2024-06-01T10:00:00Z", None, "2024-06-01T10:01:00+00:00", True),
        ("yesterday-ish", None, "2024-06-01T10:01:00+00:00", False),
    ],
)
def test_what_a_stamp_proves(stamp: str, published: date | None, read: str, proved: bool) -> None:
    assert proves(stamp, published, at(read)) is proved


def test_every_page_is_asked_for_within_its_days_and_few_at_a_time() -> None:
    addresses = {str(number): f"https://b.example/{number}" for number in range(100)}
    now = datetime.now(UTC).timestamp()

    def due(days_ago: float, *, everything: bool = False) -> int:
        checked = dict.fromkeys(addresses.values(), now - days_ago * 24 * 3600)
        return len(pages_due(addresses, "stamped", checked, 7, everything=everything))

    assert [due(0), due(3.4), due(7.1)] == [0, 0, 100]
    assert 30 < due(5.25) < 70
    assert due(0, everything=True) == 100


def test_a_page_is_asked_for_again_when_its_days_are_over(serve: Serve, local: Fetching, archive: Archive) -> None:
    """Nothing on the site tells of the edit: the sitemap bears the dates of the posts."""
    site = serve("static", 12)
    archive.sync([site.address], fetching=local)
    site.posts[3].body = "<p>Batch four burned to a crisp.</p>"
    assert archive.sync([site.address], fetching=local).changed == 0
    at_once = replace(local, recheck_days=1e-9)
    assert archive.sync([site.address], fetching=at_once).changed == 1


def test_a_feed_with_whole_posts_tells_of_an_edit(serve: Serve, local: Fetching, archive: Archive) -> None:
    def whole(site: Site, path: str, query: Any) -> Any:
        return rss(site, newest(site, 5)) if path == "/index.xml" else static(site, path, query)

    site = serve(whole, 12)
    archive.sync([site.address], fetching=local)
    site.posts[-2].body = "<p>Batch eleven burned to a crisp.</p>"
    assert archive.sync([site.address], fetching=local).changed == 1
    assert "Batch eleven burned to a crisp." in [post.text for post in archive.posts()]


def test_a_site_that_was_built_anew_is_read_anew(serve: Serve, local: Fetching, archive: Archive) -> None:
    """The sitemap is the same letter for letter, and was written later."""
    built = {"at": "Mon, 06 May 2024 10:00:00 GMT"}

    def dated(site: Site, path: str, query: Any) -> Any:
        found = static(site, path, query)
        return found and (found[0], {**found[1], "Last-Modified": built["at"]}, found[2])

    site = serve(dated, 12)
    archive.sync([site.address], fetching=local)
    site.posts[1].body = "<p>Batch two burned to a crisp.</p>"
    built["at"] = "Tue, 07 May 2024 10:00:00 GMT"
    assert archive.sync([site.address], fetching=local).changed == 1


# ---- what is not for everyone to read


def test_a_wordpress_post_that_gets_a_password_is_withdrawn(serve: Serve, local: Fetching, archive: Archive) -> None:
    hidden: set[int] = set()

    def blog(site: Site, path: str, query: Any) -> Any:
        found = wordpress(site, path, query)
        if found and path.endswith("/posts"):
            rows = json.loads(found[2])
            for row in rows:
                if row["id"] in hidden and "content" in row:
                    row["content"] = {"rendered": FORM, "protected": True}
            return as_json(rows, **{k: v for k, v in found[1].items() if k.startswith("X-")})
        return found

    site = serve(blog, 6)
    archive.sync([site.address], fetching=local)
    hidden.add(3)
    site.posts[2].updated += timedelta(days=99)
    report = archive.sync([site.address], fetching=local)
    assert (report.removed, report.left_out) == (1, {"protected": 1})
    assert site.posts[2].title not in [post.title for post in archive.posts()]


def test_a_wordpress_post_that_its_plugin_closes_is_withdrawn(serve: Serve, local: Fetching, archive: Archive) -> None:
    site = serve("wordpress", 6)
    archive.sync([site.address], fetching=local)
    closed = site.posts[2]
    closed.body = f"{TEASER}<div class='wp-block-group jetpack-subscribe-paywall'><p>Subscribe to get access.</p></div>"
    closed.updated += timedelta(days=99)
    report = archive.sync([site.address], fetching=local)
    assert (report.removed, report.left_out) == (1, {"protected": 1})


def test_a_ghost_post_that_becomes_members_only_is_withdrawn(serve: Serve, local: Fetching, archive: Archive) -> None:
    site = serve("ghost", 5)
    archive.sync([site.address], fetching=local)
    render = site.render

    def closed(site: Site, path: str, query: Any) -> Any:
        found = render(site, path, query)
        if found and path.endswith("/posts/"):
            body = json.loads(found[2])
            for row in body["posts"]:
                if row["id"] == "ghost2":
                    row |= {"visibility": "members", "html": "<p>The first lines.</p>"}
            return as_json(body)
        return found

    site.render = closed
    site.posts[1].updated += timedelta(days=99)
    report = archive.sync([site.address], fetching=local)
    assert (report.removed, report.left_out) == (1, {"private": 1})


TEASER = "<p>The first lines of it.</p>"
GATES = {
    "wordpress": ("", FORM),
    "ghost": ("", f"{TEASER}<aside class='gh-post-upgrade-cta'><h2>This post is for members</h2></aside>"),
    "schema.org": (
        "<script type='application/ld+json'>"
        '{"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": "False"}</script>',
        TEASER,
    ),
    "schema.org, within a page": (
        "<script type='application/ld+json'>//<![CDATA[\n"
        '{"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "isAccessibleForFree": false}}\n//]]></script>',
        TEASER,
    ),
    "jetpack": ("", f"{TEASER}<div class='jetpack-subscribe-paywall'><h2>Subscribe to continue reading</h2></div>"),
    "substack": (
        "",
        f"{TEASER}<div data-testid='paywall'><h2>Keep reading with a trial</h2></div>",
    ),
}


@pytest.mark.parametrize("gate", GATES)
def test_a_page_behind_a_gate_is_counted_and_withdrawn(
    serve: Serve, local: Fetching, archive: Archive, gate: str
) -> None:
    site = serve("static", 6)
    archive.sync([site.address], fetching=local)
    head, body = GATES[gate]
    closed = site.posts[2]
    stamp = closed.published.isoformat()
    others = (
        "<section><h2>Read next</h2><p>Another post's words, which are long enough to look like a text.</p></section>"
    )
    site.extra[closed.path] = html_page(
        f"<title>{closed.title}</title><meta property='article:published_time' content='{stamp}'>{head}",
        f"<article><h1>{closed.title}</h1>{body}</article>{others}",
    )
    closed.updated += timedelta(days=99)
    report = archive.sync([site.address], fetching=local)
    assert (report.removed, report.left_out.get("protected")) == (1, 1)
    assert not any("Another post's words" in post.text for post in archive.posts())


def test_a_post_that_its_platform_calls_a_page_now_is_withdrawn(
    serve: Serve, local: Fetching, archive: Archive
) -> None:
    site = serve("static", 6)
    archive.sync([site.address], fetching=local)
    post = site.posts[2]
    page = site.page(post)
    site.extra[post.path] = (page[0], page[1], page[2].replace(b"<body>", b"<body class='page page-id-7'>"))
    post.updated += timedelta(days=99)
    assert archive.sync([site.address], fetching=local).removed == 1


def test_a_protected_entry_of_a_feed_is_withdrawn(serve: Serve, local: Fetching, archive: Archive) -> None:
    def blog(site: Site, path: str, query: Any) -> Any:
        return rss(site, newest(site, 9)) if path == "/feed" else None

    site = serve(blog, 5)
    archive.sync([f"{site.address}/feed"], fetching=local)
    site.posts[1].body = FORM
    report = archive.sync([f"{site.address}/feed"], fetching=local)
    assert (report.removed, report.left_out) == (1, {"protected": 1})


# ---- addresses and days


@pytest.mark.parametrize("canonical", ["/", "/blog/"])
def test_a_site_whose_pages_all_name_one_address_loses_none(serve: Serve, local: Fetching, canonical: str) -> None:
    site = serve("static", 5)
    for post in site.posts:
        page = site.page(post)[2].decode()
        shared = page.replace(f"href='{site.address}{post.path}'", f"href='{site.address}{canonical}'")
        site.extra[post.path] = (200, {"Content-Type": "text/html"}, shared.encode())
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert {post.url for post in reading.posts} == {site.address + post.path for post in site.posts}


def test_entries_that_share_an_id_or_a_link_are_kept_apart(serve: Serve, local: Fetching, archive: Archive) -> None:
    def blog(site: Site, path: str, query: Any) -> Any:
        if path != "/feed":
            return None
        found = rss(site, newest(site, 9))
        body = found[2]
        for post in site.posts:
            body = body.replace(f"post-{post.number}<".encode(), b"0<")
            body = body.replace(f"{site.address}{post.path}".encode(), f"{site.address}/".encode())
        return found[0], found[1], body

    site = serve(blog, 5)
    assert archive.sync([f"{site.address}/feed"], fetching=local).added == 5
    site.posts.append(replace(made(6)[5], title="A sixth", body="<p>The sixth came out of the oven at noon.</p>"))
    again = archive.sync([f"{site.address}/feed"], fetching=local)
    assert (again.added, again.unchanged, again.removed) == (1, 5, 0)
    assert len({post.id for post in archive.posts()}) == 6


def test_a_wordpress_feed_gives_the_blogs_own_day(serve: Serve, local: Fetching) -> None:
    """The feed has 01:30 in UTC, the blog 20:30 of the day before; the address or a page tells."""

    def blog(site: Site, path: str, query: Any) -> Any:
        if path == "/":
            head = (
                "<meta name=generator content='WordPress 6.1'><link rel=alternate type=application/rss+xml href=/feed/>"
            )
            return html_page(head, "<h1>Blog</h1>")
        if path == "/feed/" and query.get("paged", ["1"]) == ["1"]:
            return rss(site, newest(site, 9))
        post = site.at(path)
        if post is None:
            return None
        local_time = post.published - timedelta(hours=5)
        stamp = f"{local_time:%Y-%m-%dT%H:%M:%S}-05:00"
        return html_page(
            f"<title>{post.title}</title>",
            f"<article><h1>{post.title}</h1><time class='published' datetime='{stamp}'>x</time>{post.body}</article>",
        )

    site = serve(blog, 4)
    for post in site.posts:
        post.published = post.published.replace(hour=1, minute=30)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert {post.title: post.day for post in reading.posts} == {
        post.title: post.published.date() - timedelta(days=1) for post in site.posts
    }


def test_an_address_with_a_day_dates_a_post_that_nothing_else_does(serve: Serve, local: Fetching) -> None:
    def blog(site: Site, path: str, query: Any) -> Any:
        if path == "/":
            links = "".join(f"<h2><a href='/2019/05/0{p.number}/x/'>{p.title}</a></h2>" for p in site.posts)
            return html_page("<title>Blog</title>", links)
        post = next((p for p in site.posts if path == f"/2019/05/0{p.number}/x/"), None)
        return post and html_page(
            f"<title>{post.title}</title>", f"<article><h1>{post.title}</h1>{post.body}</article>"
        )

    site = serve(blog, 3)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert sorted(str(post.day) for post in reading.posts) == ["2019-05-01", "2019-05-02", "2019-05-03"]


@pytest.mark.parametrize("folder", ["", "/notes"])
def test_the_key_of_its_owner_opens_a_ghost_that_its_robots_txt_shuts(
    serve: Serve, local: Fetching, folder: str
) -> None:
    def blog(site: Site, path: str, query: Any) -> Any:
        if path == "/robots.txt":
            return 200, {}, f"User-agent: *\nDisallow: {folder}/ghost/\n".encode()
        if path == f"{folder}/":
            return html_page("<title>Blog</title><meta name=generator content='Ghost 5.8'>", "<h1>Blog</h1>")
        return ghost(site, path.removeprefix(folder), query) if path.startswith(folder) else None

    site = serve(blog, 4)
    with Fetcher(replace(local, ghost_key="abc123"), CrawlState()) as web:
        assert len(crawl(f"{site.address}{folder}/", web).posts) == 4
        assert web.memory.platform == "Ghost's interface"


def by_days(site: Site, path: str, query: Any) -> Any:
    """A page a day, as Blosxom has it: links to posts are links to their places on it; the feed has the newest."""
    days: dict[str, list[Made]] = {}
    for post in site.posts:
        days.setdefault(f"/{post.published:%Y/%m/%d}", []).append(post)
    if path == "/":
        links = "".join(f"<p><a href='{day}'>a day</a></p>" for day in days)
        return html_page("<title>Slate</title><link rel=alternate type=application/rss+xml href=/index.rss>", links)
    if path == "/index.rss":
        status, headers, body = rss(site, newest(site, 4), whole=False)
        for post in site.posts:
            body = body.replace(post.path.encode(), f"/{post.published:%Y/%m/%d}#{post.slug}".encode())
            body = body.replace(html.escape(f"{post.body[3:40]}…").encode(), html.escape(post.body).encode())
        return status, headers, body
    parts = "".join(f"<h3><a name='{p.slug}'>{p.title}</a></h3>{p.body}" for p in days.get(path, ()))
    return html_page("<title>Slate</title>", f"<h2>a day</h2>{parts}") if parts else None


def test_entries_whose_addresses_differ_by_their_fragment_are_posts(
    serve: Serve, local: Fetching, archive: Archive
) -> None:
    site = serve(by_days, 5)
    site.posts[4].published = site.posts[3].published
    assert archive.sync([site.address], fetching=local).added == 5
    found = {post.title: post for post in archive.posts()}
    for made_post in site.posts[1:]:
        post = found[made_post.title]
        assert post.url.endswith(f"#{made_post.slug}")
        assert post.text.count("rested for") == 1
    # Later ones of the same day are others, and those of before stay when the feed lists them no more.
    for number in (6, 7, 8):
        later = site.posts[3].published + timedelta(hours=number)
        site.posts.append(replace(made(number)[-1], published=later))
    again = archive.sync([site.address], fetching=local)
    assert (again.added, again.changed, again.removed) == (3, 0, 0)
    again = archive.sync([site.address], fetching=local)
    assert (again.added, again.changed, again.removed) == (0, 0, 0)
