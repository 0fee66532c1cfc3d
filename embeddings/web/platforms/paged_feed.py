"""A feed that leads to its older entries (RFC 5005), says that it is whole, or is known to be paged."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from embeddings.posts import Post
from embeddings.web.archived import ArchivedPosts, Item
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage, read_feed
from embeddings.web.page import Gone
from embeddings.web.post_pages import with_page

WHOLE = True


def find(home: HomePage) -> str:
    """The feed, where it is one of those."""
    if home.feed_page is None:
        return ""
    paged = home.feed.following or home.feed.whole or "wordpress" in home.generator
    return home.feed_page.url if paged and home.feed.items else ""


def checks(start: str) -> list[str]:
    """The feed itself."""
    return [start]


def posts(start: str, home: HomePage, web: Fetcher, known: ArchivedPosts) -> Iterator[Item]:
    """All entries, newest first; one that is cut off is read on its page."""
    page = home.feed_page
    seen = {start}
    number = 1
    while page is not None:
        feed = read_feed(page)
        for item in feed.items:
            yield with_page(item, web) if isinstance(item, Post) and item.id in feed.stubs else item
        number += 1
        following = urljoin(page.url, feed.following) if feed.following else ""
        if not following and "wordpress" in home.generator and feed.items:
            following = f"{start}{'&' if '?' in start else '?'}paged={number}"
        if not following or following in seen:
            return
        seen.add(following)
        try:
            page = web.get(following)
        except Gone:
            # Behind the last page of WordPress's feed there is none.
            return
