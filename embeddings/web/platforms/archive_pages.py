"""The pages on which a blog lists its posts: the home page, the pages that follow it, and the archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

from selectolax.lexbor import LexborHTMLParser

from embeddings.content.addresses import joined
from embeddings.content.html import parse_html
from embeddings.posts import Post
from embeddings.web.addresses import address_key, is_archive_list, same_site
from embeddings.web.archived import ArchivedPosts, Item
from embeddings.web.edits import Edits
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage, base_of
from embeddings.web.page import FetchError, OverBudget
from embeddings.web.post_pages import read_pages

NAME = "its archive pages"
LISTS_EVERY_POST = False
EDITS: Edits = "asked"
"""A list may leave posts out, so that only a post whose own page answers 404 is gone."""
_MAX_LISTS = 300
"""List pages followed at most: calendars never end."""
_ARCHIVES = re.compile(
    r"^(?:archives?|all posts|older(?: posts)?|previous(?: posts)?|next(?: page)?|more posts|blog)\W*$", re.I
)
_DATED = re.compile(r"/\d{4}/\d{1,2}/(?:\d{1,2}/)?[^/]+/?$|/\d{4}-\d{2}-\d{2}-[^/]+/?$")
_LIST = re.compile(r"/(?:page/\d+|\d{4}(?:/\d{1,2})?|blog|posts)/?$|[?&](?:page|paged)=\d+$")
_NUMBERED = re.compile(r"[?&]p=\d+$")
"""A post of WordPress, or elsewhere a page of a list."""
_TITLES = (
    "h1 a[href], h2 a[href], h3 a[href], h4 a[href], article a[rel=bookmark], .post-title a[href], .h-entry a.u-url,"
    " a[href]:has(h2), a[href]:has(h3)"
)


def find(home_page: HomePage) -> str:
    """The home page and the feed, where the one links to posts or the other has entries."""
    if home_page.is_feed or (
        not home_page.feed.items and not any(True for _ in linked_posts(home_page.tree, home_page.url))
    ):
        return ""
    return f"{home_page.url} {home_page.feed_page.url}" if home_page.feed_page else home_page.url


def checks(start: str) -> list[str]:
    """The home page, and the feed."""
    return start.split()


def posts(start: str, home_page: HomePage, web: Fetcher, archived: ArchivedPosts) -> Iterator[Item]:
    """The posts on the pages that the lists link to."""
    found = {post.url: "" for post in home_page.feed.items if isinstance(post, Post) and post.url}
    lists, seen = [(home_page.url, home_page.tree)], {address_key(home_page.url)}
    while lists and len(seen) <= _MAX_LISTS:
        url, tree = lists.pop(0)
        found |= dict.fromkeys(linked_posts(tree, url), "")
        for following in _lists(tree, url):
            if address_key(following) not in seen and len(seen) <= _MAX_LISTS:
                seen.add(address_key(following))
                try:
                    page = web.get(following)
                except OverBudget:
                    raise
                except FetchError:
                    continue
                lists.append((page.url, parse_html(page.text)))
    unique = {address_key(url): url for url in reversed(found) if address_key(url) not in seen}
    yield from read_pages(dict.fromkeys(reversed(unique.values()), ""), web, archived, home_page.feed)


def linked_posts(tree: LexborHTMLParser, url: str) -> Iterator[str]:
    """Addresses that may be posts: linked from a title, or with a date in their path."""
    base = base_of(tree, url)
    titles = _titles(tree, base)
    for address in _links(tree, base):
        path = urlsplit(address).path
        is_named = bool(path.strip("/")) and not _is_list(address) and bool(_DATED.search(path))
        if is_named or address in titles:
            yield address


def _titles(tree: LexborHTMLParser, base: str) -> set[str]:
    """Where titles lead that may be those of posts."""
    links = (joined(base, node.attributes.get("href") or "") for node in tree.css(_TITLES))
    return {link for link in links if (urlsplit(link).path.strip("/") and not _is_list(link)) or _NUMBERED.search(link)}


def _is_list(url: str) -> bool:
    return bool(_LIST.search(url)) or is_archive_list(url)


def _lists(tree: LexborHTMLParser, url: str) -> Iterator[str]:
    base = base_of(tree, url)
    numbered = not any(map(_NUMBERED.search, _titles(tree, base)))
    for node in tree.css("a[href], link[rel=next]"):
        words = " ".join(node.text().split())
        rel = node.attributes.get("rel") or ""
        address = urldefrag(joined(base, node.attributes.get("href") or ""))[0]
        is_list = _is_list(address) or (numbered and _NUMBERED.search(address))
        if same_site(address, base) and ("next" in rel.split() or _ARCHIVES.match(words) or is_list):
            yield address


def _links(tree: LexborHTMLParser, base: str) -> Iterator[str]:
    for node in tree.css("a[href]"):
        address = urldefrag(joined(base, node.attributes.get("href") or ""))[0]
        if address.startswith(("http://", "https://")) and same_site(address, base):
            yield address
