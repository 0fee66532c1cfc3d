"""Substack's archive, through the API that its own archive page uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from embeddings.content.bounds import item_of
from embeddings.content.dates import parse_date
from embeddings.content.html import plain_title, read_html
from embeddings.content.items import Aside, Skipped
from embeddings.posts import Post
from embeddings.web.archived import ArchivedPosts, Item
from embeddings.web.edits import Edits
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage
from embeddings.web.page import FetchError, json_of, records
from embeddings.web.post_pages import record_at

NAME = "Substack's archive"
LISTS_EVERY_POST = True
EDITS: Edits = "asked"
_PAGE_SIZE = 50


def find(home_page: HomePage) -> str:
    """The API, where the host is Substack's or the page loads from it."""
    host = urlsplit(home_page.url).hostname or ""
    loads = home_page.tree.css_first("link[href*='substackcdn.com'], script[src*='substackcdn.com']") is not None
    return f"{home_page.root}api/v1/" if loads or host.endswith(".substack.com") else ""


def checks(start: str) -> list[str]:
    """The list of the newest posts."""
    return [f"{start}archive?sort=new&offset=0&limit=12"]


def posts(start: str, home_page: HomePage, web: Fetcher, archived: ArchivedPosts) -> Iterator[Item]:
    """All posts, newest first; those for subscribers alone as ``"private"``."""
    offset = 0
    while True:
        page = web.get(f"{start}archive?sort=new&offset={offset}&limit={_PAGE_SIZE}")
        rows = json_of(page)
        if not isinstance(rows, list):
            raise FetchError(page.url, "it is not a list of posts")
        if not rows:
            return
        for row in records(rows, page.url, "post"):
            yield row if isinstance(row, Skipped) else _item(start, row, home_page, web, archived)
        offset += len(rows)


def _item(start: str, row: dict[str, Any], home_page: HomePage, web: Fetcher, archived: ArchivedPosts) -> Item:
    if not row.get("slug"):
        return Skipped(home_page.url, "it lists a post without a name", fault=True)
    url = str(row.get("canonical_url") or f"{home_page.root}p/{row['slug']}")
    if str(row.get("audience") or "everyone") != "everyone":
        return Aside("private", _post(row, url, str(row.get("truncated_body_text") or "")))
    full = record_at(f"{start}posts/{row['slug']}", url, web, archived)
    if not isinstance(full, dict):
        return full
    return item_of(url, _post, {**row, **full}, url, str(full.get("body_html") or ""), post=url)


def _post(row: dict[str, Any], url: str, html: str) -> Post:
    content = read_html(html)
    people = row.get("publishedBylines") or ()
    tags = row.get("postTags") or ()
    return Post(
        id=url,
        text=content.text,
        title=plain_title(str(row.get("title") or "")),
        url=url,
        published=parse_date(row.get("post_date")),
        author=", ".join(str(one["name"]) for one in people if isinstance(one, dict) and one.get("name")),
        tags=tuple(str(one["name"]) for one in tags if isinstance(one, dict) and one.get("name")),
        blocks=content.blocks,
        links=content.links,
        guid=f"substack:{row['id']}" if row.get("id") else "",
    )
