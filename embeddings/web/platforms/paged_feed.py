"""A feed that links to its older entries (RFC 5005), says that it is complete, or is WordPress's, which is paged."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from embeddings.posts import Post
from embeddings.web.archived import ArchivedPosts, Item
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage, read_feed
from embeddings.web.page import Gone
from embeddings.web.post_pages import with_page

NAME = "the pages of its feed"
LISTS_EVERY_POST = True


def find(home_page: HomePage) -> str:
    """The feed, where it is one of these."""
    if home_page.feed_page is None:
        return ""
    paged = home_page.feed.following or home_page.feed.complete or "wordpress" in home_page.generator
    return home_page.feed_page.url if paged and home_page.feed.items else ""


def checks(start: str) -> list[str]:
    """The feed itself."""
    return [start]


def posts(start: str, home_page: HomePage, web: Fetcher, archived: ArchivedPosts) -> Iterator[Item]:
    """All entries, newest first; one that is cut off is read on its page."""
    page = home_page.feed_page
    seen = {start}
    number = 1
    while page is not None:
        feed = read_feed(page)
        for item in feed.items:
            yield with_page(item, web) if isinstance(item, Post) and item.id in feed.stubs else item
        number += 1
        following = urljoin(page.url, feed.following) if feed.following else ""
        if not following and "wordpress" in home_page.generator and feed.items:
            following = f"{start}{'&' if '?' in start else '?'}paged={number}"
        if not following or following in seen:
            return
        seen.add(following)
        try:
            page = web.get(following)
        except Gone:
            # WordPress answers 404 after the last page of its feed.
            return
