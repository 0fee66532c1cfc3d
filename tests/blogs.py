"""Blogs on a real HTTP server of this machine, each in the way of its platform."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import html
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from embeddings.archive import Fetching

BEGUN = datetime(2015, 1, 1, 12, tzinfo=UTC)
SUBJECTS = ("rye", "salt", "ovens", "yeast", "flour", "steam", "crust", "dough", "butter", "seeds")


@dataclass
class Made:
    """A post that a test made."""

    number: int
    slug: str
    title: str
    body: str
    published: datetime
    updated: datetime
    moved_from: str = ""

    @property
    def path(self) -> str:
        return f"/{self.published:%Y/%m}/{self.slug}.html"


Answer = tuple[int, dict[str, str], bytes]
XML = {"Content-Type": "application/xml"}


@dataclass
class Site:
    """A blog: its posts, its platform, and what was asked of it."""

    posts: list[Made]
    render: Callable[[Site, str, dict[str, list[str]]], Answer | None]
    address: str = ""
    asked: list[str] = field(default_factory=list)
    fails_after: int | None = None
    """Requests after which the server breaks off every connection."""
    callers: list[tuple[str, int]] = field(default_factory=list)
    """Address and port of the connection of each request."""
    posted: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)
    """What was sent to it as a form, by path."""
    extra: dict[str, Answer] = field(default_factory=dict)
    """Answers by path, before what the platform would give."""

    @property
    def updated(self) -> datetime:
        return max(post.updated for post in self.posts)

    def at(self, path: str) -> Made | None:
        return next((post for post in self.posts if post.path == path), None)

    def page(self, post: Made, head: str = "") -> Answer:
        stamp = post.published.isoformat()
        return html_page(
            f"<title>{html.escape(post.title)} - A Baker's Blog</title>"
            f"<link rel=canonical href='{self.address}{post.path}'>"
            f"<meta property='article:published_time' content='{stamp}'><meta name=author content='Ann Baker'>{head}",
            f"<nav><a href=/>Home</a> <a href=/about>About</a></nav><article><h1>{html.escape(post.title)}</h1>"
            f"{post.body}</article><footer>We use cookies on this site.</footer>",
        )


def html_page(head: str, body: str) -> Answer:
    return (
        200,
        {"Content-Type": "text/html; charset=utf-8"},
        f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(),
    )


def as_json(found: object, **headers: str) -> Answer:
    return 200, {"Content-Type": "application/json", **headers}, json.dumps(found).encode()


def made(count: int) -> list[Made]:
    return [
        Made(
            number=number,
            slug=f"on-{SUBJECTS[number % 10]}-{number}",
            title=f"On {SUBJECTS[number % 10]} & water, part {number}",
            body=f"<p>Batch {number} of {SUBJECTS[number % 10]} rested for {number + 3} minutes in a cold kitchen.</p>"
            f"<p>It came out better than batch {number - 1}, <em>which</em> had been salted twice.</p>",
            published=BEGUN + timedelta(days=number),
            updated=BEGUN + timedelta(days=number),
        )
        for number in range(1, count + 1)
    ]


# ---- platforms


def rss(site: Site, posts: list[Made], *, whole: bool = True) -> Answer:
    items = "".join(
        f"<item><title>{html.escape(p.title)}</title><link>{site.address}{p.path}</link>"
        f"<guid isPermaLink='false'>post-{p.number}</guid><pubDate>{format_datetime(p.published)}</pubDate>"
        + (
            f"<content:encoded><![CDATA[{p.body}]]></content:encoded>"
            if whole
            else f"<description>{html.escape(p.body[3:40])}…</description>"
        )
        + "</item>"
        for p in posts
    )
    feed = (
        "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
        f"<title>A Baker's Blog</title><link>{site.address}/</link>"
        f"<lastBuildDate>{format_datetime(site.updated)}</lastBuildDate>{items}</channel></rss>"
    )
    return 200, {"Content-Type": "application/rss+xml"}, feed.encode()


def newest(site: Site, count: int = 10) -> list[Made]:
    return sorted(site.posts, key=lambda post: post.published, reverse=True)[:count]


def wordpress(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
    if path == "/":
        return html_page("<title>Blog</title><link rel='https://api.w.org/' href='/wp-json/'>", "<h1>Blog</h1>")
    if path != "/wp-json/wp/v2/posts":
        return None
    size, number = int(query.get("per_page", ["10"])[0]), int(query.get("page", ["1"])[0])
    by_change = query.get("orderby") == ["modified"]
    posts = sorted(site.posts, key=(lambda p: p.updated) if by_change else (lambda p: p.number), reverse=by_change)
    pages = -(-len(posts) // size)
    if number > pages:
        return 400, {}, b'{"code":"rest_post_invalid_page_number"}'
    rows = [
        {
            "id": p.number,
            "modified_gmt": p.updated.isoformat(),
            "date": p.published.replace(tzinfo=None).isoformat(),
            "link": f"{site.address}{p.path}",
            "guid": {"rendered": f"{site.address}/?p={p.number}"},
            "title": {"rendered": html.escape(p.title)},
            "content": {"rendered": p.body, "protected": False},
            "_embedded": {"author": [{"name": "Ann Baker"}], "wp:term": [[{"name": "Bread"}], []]},
        }
        for p in posts[(number - 1) * size : number * size]
    ]
    if "_fields" in query:
        rows = [{key: row[key] for key in query["_fields"][0].split(",")} for row in rows]
    return as_json(rows, **{"X-WP-Total": str(len(posts)), "X-WP-TotalPages": str(pages)})


def blogger(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
    if path == "/":
        return html_page("<title>Blog</title><meta name=generator content=blogger>", "<h1>Blog</h1>")
    if path != "/feeds/posts/default":
        return None
    size, start = min(int(query.get("max-results", ["25"])[0]), 150), int(query.get("start-index", ["1"])[0])
    entries = "".join(
        f"<entry><id>tag:blogger.com,1999:blog-7.post-{p.number}</id><published>{p.published.isoformat()}</published>"
        f"<updated>{p.updated.isoformat()}</updated><category scheme='http://www.blogger.com/atom/ns#' term='Bread'/>"
        f"<title type='text'>{html.escape(p.title)}</title><content type='html'>{html.escape(p.body)}</content>"
        f"<link rel='replies' href='{site.address}/feeds/{p.number}/comments/default'/>"
        f"<link rel='alternate' type='text/html' href='{site.address}{p.path}' title='{html.escape(p.title)}'/>"
        "<author><name>Ann Baker</name></author></entry>"
        for p in newest(site, len(site.posts))[start - 1 : start - 1 + size]
    )
    feed = (
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' "
        "xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/'><id>tag:blogger.com,1999:blog-7</id>"
        f"<updated>{site.updated.isoformat()}</updated><title>A Baker's Blog</title>"
        f"<openSearch:totalResults>{len(site.posts)}</openSearch:totalResults>{entries}</feed>"
    )
    return 200, {"Content-Type": "application/atom+xml; charset=UTF-8"}, feed.encode()


def ghost(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
    if path == "/":
        api = f"data-api='{site.address}/ghost/api/content/' data-key='abc123'"
        script = f"<script defer src='portal.js' data-ghost='{site.address}/' {api}></script>"
        return html_page(f"<title>Blog</title><meta name=generator content='Ghost 6.0'>{script}", "<h1>Blog</h1>")
    if path != "/ghost/api/content/posts/":
        return None
    if query.get("key") != ["abc123"]:
        return 401, {}, b"{}"
    size, number = min(int(query.get("limit", ["15"])[0]), 100), int(query.get("page", ["1"])[0])
    by_change = "updated_at desc" in query.get("order", [""])[0]
    posts = sorted(site.posts, key=(lambda p: p.updated) if by_change else (lambda p: p.published), reverse=by_change)
    pages = -(-len(posts) // size)
    rows = [
        {
            "id": f"ghost{p.number}",
            "uuid": f"uuid-{p.number}",
            "slug": p.slug,
            "title": p.title,
            "html": p.body,
            "url": f"{site.address}{p.path}",
            "published_at": p.published.isoformat(),
            "updated_at": p.updated.isoformat(),
            "visibility": "public",
            "authors": [{"name": "Ann Baker"}],
            "tags": [{"name": "Bread"}, {"name": "#hidden"}],
        }
        for p in posts[(number - 1) * size : number * size]
    ]
    if "fields" in query:
        rows = [{key: row[key] for key in query["fields"][0].split(",")} for row in rows]
    following = number + 1 if number < pages else None
    return as_json({"posts": rows, "meta": {"pagination": {"page": number, "total": len(posts), "next": following}}})


def static(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
    """A site generator's: a feed of ten, and a sitemap that a gzip file continues."""
    if path == "/":
        feed = "<link rel=alternate type=application/rss+xml href=/index.xml>"
        return html_page(f"<title>Blog</title><meta name=generator content='Hugo 0.150'>{feed}", "<h1>Blog</h1>")
    if path == "/index.xml":
        return rss(site, newest(site), whole=False)
    if path == "/about":
        return html_page(
            "<title>About</title>", "<article><h1>About</h1><p>I bake on Saturdays and write it down.</p></article>"
        )
    if path == "/robots.txt":
        return 200, {}, f"User-agent: *\nDisallow: /private/\nSitemap: {site.address}/sitemap.xml\n".encode()
    halves = {"/sitemap-posts-1.xml": site.posts[::2], "/sitemap-posts-2.xml.gz": site.posts[1::2]}
    if path == "/sitemap.xml":
        inner = "".join(f"<sitemap><loc>{site.address}{name}</loc></sitemap>" for name in halves)
        space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
        return 200, XML, f"<sitemapindex {space}>{inner}</sitemapindex>".encode()
    if path in halves:
        urls = [f"<url><loc>{site.address}/about</loc></url>"] + [
            f"<url><loc>{site.address}{p.path}</loc><lastmod>{p.updated.isoformat()}</lastmod></url>"
            for p in halves[path]
        ]
        body = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{''.join(urls)}</urlset>".encode()
        return 200, XML, gzip.compress(body, mtime=0) if path.endswith(".gz") else body
    return None


PLATFORMS = {"wordpress": wordpress, "blogger": blogger, "ghost": ghost, "static": static}


# ---- the server


class _Server(ThreadingHTTPServer):
    site: Site
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that breaks off is part of what is tested."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    # Head and body in one packet, or the body waits for the head to be acknowledged.
    wbufsize = 65536

    def do_GET(self) -> None:
        site = self.server.site
        parts = urlsplit(self.path)
        site.asked.append(self.path)
        site.callers.append(self.client_address)
        if site.fails_after is not None and len(site.asked) > site.fails_after:
            self.close_connection = True
            return
        answer = site.extra.get(parts.path) or site.render(site, parts.path, parse_qs(parts.query))
        if answer is None:
            old = next((p for p in site.posts if p.moved_from == parts.path), None)
            post = site.at(parts.path)
            if old:
                answer = 301, {"Location": f"{site.address}{old.path}"}, b""
            elif post:
                answer = site.page(post)
            else:
                answer = 404, {"Content-Type": "text/html"}, b"<h1>Not found</h1>"
        status, headers, body = answer
        etag = f'"{hashlib.sha1(body).hexdigest()[:16]}"'
        if status == 200 and self.headers.get("If-None-Match") == etag:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status in (200, 304):
            self.send_header("ETag", etag)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def do_POST(self) -> None:
        form = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        self.server.site.posted.append((self.path, parse_qs(form)))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Not in the tests' output."""


Serve = Callable[..., Site]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Puts a blog on a port of this machine: ``serve("ghost", 500)``."""
    servers = []

    def start(platform: str | Callable[..., Answer | None], count: int = 12) -> Site:
        render = PLATFORMS[platform] if isinstance(platform, str) else platform
        server = _Server(("127.0.0.1", 0), _Handler)
        server.site = Site(made(count), render)
        server.site.address = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        return server.site

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def local() -> Fetching:
    """This machine may be asked, without a pause."""
    return Fetching(allowed=("127.0.0.1",), delay=0.0, patience=0.01)
