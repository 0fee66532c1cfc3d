"""A feed that links to its older entries (RFC 5005), says that it is complete, or is WordPress's, which is paged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, tzinfo

from embeddings.content.addresses import joined
from embeddings.content.bounds import item_of
from embeddings.content.dates import date_in_address, with_day_of
from embeddings.content.items import Skipped
from embeddings.posts import Post
from embeddings.web.archived import ArchivedPosts, Item
from embeddings.web.edits import Edits
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage, read_feed
from embeddings.web.page import FetchError, Gone, OverBudget
from embeddings.web.post_pages import page_at, with_page

NAME = "the pages of its feed"
LISTS_EVERY_POST = True
EDITS: Edits = "asked"


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
    offset = _offset(home_page, web) if "wordpress" in home_page.generator else None
    seen = {start}
    number = 1
    while page is not None:
        feed = read_feed(page)
        for item in feed.items:
            if isinstance(item, Post):
                for found in with_page(item, web, feed.edited) if item.id in feed.stubs else (item,):
                    yield _on_its_day(found, offset) if isinstance(found, Post) else found
            else:
                yield item
        if feed.fault:
            yield Skipped(page.url, feed.fault, fault=True)
        number += 1
        following = joined(page.url, feed.following) if feed.following else ""
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


def _offset(home_page: HomePage, web: Fetcher) -> tzinfo | None:
    """The blog's own zone, as the page of its newest post writes the time that the feed has in UTC; ``None`` where it
    cannot be told."""
    for item in home_page.feed.items:
        if isinstance(item, Post) and item.url and isinstance(item.published, datetime):
            if date_in_address(item.url):
                return None
            try:
                page = web.get(item.url)
            except OverBudget:
                raise
            except FetchError:
                return None
            there = item_of(page.url, page_at, page)
            written = there.published if isinstance(there, Post) else None
            same = isinstance(written, datetime) and written.tzinfo and written == item.published
            return written.tzinfo if same and isinstance(written, datetime) else None
    return None


def _on_its_day(post: Post, offset: tzinfo | None) -> Post:
    """A post whose date in UTC is the blog's own, as far as its address or the blog's zone tells that."""
    published = with_day_of(post.published, post.url)
    if offset and isinstance(published, datetime) and published.tzinfo:
        published = published.astimezone(offset)
    return replace(post, published=published)
