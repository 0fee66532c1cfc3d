"""Substack's archive, as its own archive page reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from embeddings.content.dates import parse_date
from embeddings.content.html import links_in, plain_title, reader_text
from embeddings.content.items import Aside
from embeddings.posts import Post
from embeddings.web.archived import ArchivedPosts, Item, Unchanged
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage
from embeddings.web.page import FetchError, json_of

WHOLE = True
_A_PAGE = 50


def find(home: HomePage) -> str:
    """By the host, or by whose images and scripts the page loads."""
    host = urlsplit(home.url).hostname or ""
    loads = home.tree.css_first("link[href*='substackcdn.com'], script[src*='substackcdn.com']") is not None
    return f"{home.root}api/v1/" if loads or host.endswith(".substack.com") else ""


def checks(start: str) -> list[str]:
    """The newest posts, with when each was changed."""
    return [f"{start}archive?sort=new&offset=0&limit=12"]


def posts(start: str, home: HomePage, web: Fetcher, known: ArchivedPosts) -> Iterator[Item]:
    """All posts, newest first; what only subscribers may read is left out."""
    offset = 0
    while True:
        page = web.get(f"{start}archive?sort=new&offset={offset}&limit={_A_PAGE}")
        rows = json_of(page)
        if not isinstance(rows, list):
            raise FetchError(f"{page.url}: it is no list of posts")
        if not rows:
            return
        for row in rows:
            if isinstance(row, dict) and row.get("slug"):
                yield _item(start, row, home, web, known)
        offset += len(rows)


def _item(start: str, row: dict[str, Any], home: HomePage, web: Fetcher, known: ArchivedPosts) -> Item:
    url = str(row.get("canonical_url") or f"{home.root}p/{row['slug']}")
    if str(row.get("audience") or "everyone") != "everyone":
        return Aside("private", _post(row, url, str(row.get("truncated_body_text") or "")))
    identity = known.at(url)
    page = web.get(f"{start}posts/{row['slug']}", conditional=bool(identity))
    if identity and page.same:
        return Unchanged(identity)
    whole = json_of(page)
    if not isinstance(whole, dict):
        raise FetchError(f"{page.url}: it is no post")
    return _post({**row, **whole}, url, str(whole.get("body_html") or ""))


def _post(row: dict[str, Any], url: str, html: str) -> Post:
    text, blocks = reader_text(html)
    people = row.get("publishedBylines") or ()
    tags = row.get("postTags") or ()
    return Post(
        id=url,
        text=text,
        title=plain_title(str(row.get("title") or "")),
        url=url,
        published=parse_date(row.get("post_date")),
        author=", ".join(str(one["name"]) for one in people if isinstance(one, dict) and one.get("name")),
        tags=tuple(str(one["name"]) for one in tags if isinstance(one, dict) and one.get("name")),
        blocks=blocks,
        links=links_in(html),
        guid=f"substack:{row['id']}" if row.get("id") else "",
    )
