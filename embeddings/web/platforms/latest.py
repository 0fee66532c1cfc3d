"""The entries of the feed alone, for a blog that offers no list of the others."""

from __future__ import annotations

from collections.abc import Iterator

from embeddings.posts import Post
from embeddings.web.archived import ArchivedPosts, Item
from embeddings.web.edits import Edits
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage
from embeddings.web.post_pages import with_page

NAME = "its feed alone"
LISTS_EVERY_POST = False
EDITS: Edits = "seen"


def find(home_page: HomePage) -> str:
    """The feed."""
    return home_page.feed_page.url if home_page.feed_page and home_page.feed.items else ""


def checks(start: str) -> list[str]:
    """The feed itself."""
    return [start]


def posts(start: str, home_page: HomePage, web: Fetcher, archived: ArchivedPosts) -> Iterator[Item]:
    """The entries, newest first; one that is cut off is read on its page."""
    feed = home_page.feed
    for item in feed.items:
        if isinstance(item, Post) and item.id in feed.stubs:
            yield from with_page(item, web, feed.edited)
        else:
            yield item
