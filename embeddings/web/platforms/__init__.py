"""How to find all posts of a blog: one module a platform, or a method that many blogs offer.

A module that follows :class:`Platform` and is listed in ``PLATFORMS`` is all that a new one needs. The crawl tries them
in order, the most reliable first, and stays with the first that leads to a post.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from embeddings.web.archived import ArchivedPosts, Item
from embeddings.web.edits import Edits
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage
from embeddings.web.platforms import (
    archive_pages,
    blogger,
    discourse,
    ghost,
    latest,
    paged_feed,
    pelican,
    sitemap,
    substack,
    wordpress,
)


class Platform(Protocol):
    """What a module of this folder offers."""

    NAME: str
    """What a report calls it."""
    LISTS_EVERY_POST: bool
    """Whether :meth:`posts`, once it has come to its end, has listed every post, so that a post of the archive that is
    missing from it has been removed or has moved."""
    EDITS: Edits
    """How edits of posts are found."""

    def find(self, home_page: HomePage) -> str:
        """Where to start: one address, or several with spaces between; empty where the blog is not of this platform.

        Raises:
            FetchError: an address that tells cannot be fetched.
        """

    def checks(self, start: str) -> list[str]:
        """The addresses to probe at the next sync: at least one of them changes whenever a post does.

        Args:
            start: what :meth:`find` gave.
        """

    def posts(self, start: str, home_page: HomePage, web: Fetcher, archived: ArchivedPosts) -> Iterator[Item]:
        """Every post: read, or :class:`~embeddings.web.archived.Unchanged` where the site says that it is.

        Args:
            start: what :meth:`find` gave.
            home_page: of the blog.
            web: what fetches.
            archived: the posts that the archive holds.

        Raises:
            FetchError: a page of the list cannot be fetched or read; what was yielded before counts.
        """


PLATFORMS: tuple[Platform, ...] = (
    wordpress,
    blogger,
    ghost,
    substack,
    discourse,
    paged_feed,
    sitemap,
    pelican,
    archive_pages,
    latest,
)
