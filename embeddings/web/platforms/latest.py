"""The feed's entries and no more, where a blog offers no way to the others."""

from __future__ import annotations

from collections.abc import Iterator

from embeddings.posts import Post
from embeddings.web.archived import ArchivedPosts, Item
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage
from embeddings.web.post_pages import with_page

WHOLE = False


def find(home: HomePage) -> str:
    """The feed."""
    return home.feed_page.url if home.feed_page and home.feed.items else ""


def checks(start: str) -> list[str]:
    """The feed itself."""
    return [start]


def posts(start: str, home: HomePage, web: Fetcher, known: ArchivedPosts) -> Iterator[Item]:
    """Its entries, newest first; one that is cut off is read on its page."""
    for item in home.feed.items:
        yield with_page(item, web) if isinstance(item, Post) and item.id in home.feed.stubs else item
