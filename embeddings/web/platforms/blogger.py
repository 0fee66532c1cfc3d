"""Blogger's feed, which gives any range of the blog's posts.

https://developers.google.com/gdata/docs/2.0/reference#Queries
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from embeddings.content.items import Skipped
from embeddings.posts import Post
from embeddings.web.archived import ArchivedPosts, Item
from embeddings.web.edits import Edits
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage, read_feed
from embeddings.web.post_pages import with_page

NAME = "Blogger's feed"
LISTS_EVERY_POST = True
EDITS: Edits = "seen"
_PATH = "feeds/posts/default"
_PAGE_SIZE = 150
"""Entries that it gives at most in one answer."""


def find(home_page: HomePage) -> str:
    """By the generator, the host, or the path of the feed that the owner named."""
    host = urlsplit(home_page.url).hostname or ""
    named = home_page.generator == "blogger" or ".blogspot." in f".{host}" or f"/{_PATH}" in home_page.url
    return f"{home_page.root}{_PATH}" if named else ""


def checks(start: str) -> list[str]:
    """A feed of one entry: its header has the date of the last change and the number of posts."""
    return [f"{start}?max-results=1&orderby=updated"]


def posts(start: str, home_page: HomePage, web: Fetcher, archived: ArchivedPosts) -> Iterator[Item]:
    """All posts, newest first; one whose feed is set to "short" is read on its page."""
    seen: set[str] = set()
    number = 1
    while True:
        page = web.get(f"{start}?max-results={_PAGE_SIZE}&start-index={number}")
        feed = read_feed(page)
        fresh = [item for item in feed.items if isinstance(item, Skipped) or item.guid not in seen]
        if not fresh:
            return
        for item in fresh:
            if isinstance(item, Post):
                seen.add(item.guid)
                yield from with_page(item, web, feed.edited) if item.id in feed.stubs else (item,)
            else:
                yield item
        if feed.fault:
            yield Skipped(page.url, feed.fault, fault=True)
        number += len(feed.items)
