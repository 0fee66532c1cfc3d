"""A site's sitemaps. https://www.sitemaps.org/protocol.html"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from embeddings.content.addresses import joined
from embeddings.content.html import parse_html
from embeddings.posts import Post
from embeddings.web.addresses import address_key, is_no_post, same_site
from embeddings.web.archived import ArchivedPosts, Item
from embeddings.web.edits import Edits
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage
from embeddings.web.page import FetchError, Gone, Page, Refused, unpacked
from embeddings.web.platforms.archive_pages import linked_posts
from embeddings.web.post_pages import read_pages

NAME = "its sitemap"
LISTS_EVERY_POST = True
EDITS: Edits = "stamped"
_WELL_KNOWN = ("sitemap.xml", "sitemap_index.xml", "sitemap-index.xml", "wp-sitemap.xml")
_OF_POSTS = re.compile(r"post(?!_tag|-tag|_format)|article|blog", re.IGNORECASE)
_OF_OTHERS = re.compile(r"tag|categor|author|user|page(?!s?\d)|image|video|news|attachment", re.IGNORECASE)
_FEEDS = re.compile(r"(?:^|[-_.])(?:rss|atom|feed)(?:[-_.]|$)", re.IGNORECASE)
_FEED = "feed:"
"""What marks the feed among the sitemaps."""
_MAX_ENTRIES = 50_000
"""Addresses in one sitemap at most, by the protocol; the budget of requests bounds the whole site."""
_MAX_ELEMENTS = 2_000_000
"""Elements of one sitemap that are read at most, of which it may have 50 MB by the protocol."""
_AT_ONCE = 1 << 16


def find(home_page: HomePage) -> str:
    """The sitemaps to read, with spaces between: those that robots.txt names, else those at the usual paths."""
    if home_page.is_feed:
        return ""
    named = [url for url in home_page.web.sitemaps(home_page.url) if same_site(url, home_page.url)]
    found: list[str] = []
    for url in dict.fromkeys(named or home_page.usual(_WELL_KNOWN)):
        try:
            entries = _entries(home_page.web.get(url))
        except FetchError:
            continue
        if entries:
            found += [url, *_children(entries)]
            if not named:
                break
    if found and home_page.feed_page and len(home_page.feed.stubs) < len(home_page.feed.items):
        # A feed with whole posts tells of edits, of which most sitemaps tell nothing.
        found.append(f"{_FEED}{home_page.feed_page.url}")
    return " ".join(dict.fromkeys(found))


def checks(start: str) -> list[str]:
    """The sitemaps, and the feed where it has posts as a whole."""
    return [url.removeprefix(_FEED) for url in start.split()]


def posts(start: str, home_page: HomePage, web: Fetcher, archived: ArchivedPosts) -> Iterator[Item]:
    """The posts on the pages that the sitemaps and the feed list."""
    stamps: dict[str, str] = {}
    for url in (url for url in start.split() if not url.startswith(_FEED)):
        stamps |= {address: stamp for address, stamp, is_map in _entries(web.get(url)) if not is_map}
    listed = {address_key(url) for url in stamps}
    if not archived.posts:
        unlisted = (url for url in _listed_by_ghost(home_page, web) if address_key(url) not in listed)
        stamps = {**dict.fromkeys(unlisted, ""), **stamps}
    for post in home_page.feed.items:
        if isinstance(post, Post) and post.url and address_key(post.url) not in listed:
            stamps[post.url] = ""
    wanted = {
        url: stamp
        for url, stamp in stamps.items()
        if same_site(url, home_page.url) and (address_key(url) in home_page.fed or not is_no_post(url))
    }
    wanted.pop(home_page.url, None)
    wanted = _of_blog(wanted, home_page)
    if home_page.entry and address_key(home_page.entry) not in map(address_key, wanted):
        wanted[home_page.entry] = ""
    yield from read_pages(wanted, web, archived, home_page.feed)


def _of_blog(stamps: dict[str, str], home_page: HomePage) -> dict[str, str]:
    """The pages of the blog: where its address is that of a part of a site, those of that part and of its feed.

    Where the feed lists nothing in that part, it is only where the blog lists its posts, which stand elsewhere.
    """
    part, site = (f"{address_key(url)}/" for url in (home_page.url, home_page.root))
    fed = {key for key in home_page.fed if key.startswith(site)}
    if fed and not any(f"{key}/".startswith(part) for key in fed):
        return stamps
    within = {url: stamp for url, stamp in stamps.items() if address_key(url).startswith(part)}
    if not within:
        return stamps
    own = fed if home_page.has_own_feed else frozenset()
    return {url: stamp for url, stamp in stamps.items() if url in within or address_key(url) in own}


def _listed_by_ghost(home_page: HomePage, web: Fetcher) -> Iterator[str]:
    """The posts on Ghost's home page and those after it: its sitemap leaves out a post that stood elsewhere first."""
    url, tree = home_page.url, home_page.tree
    seen: set[str] = set()
    while home_page.generator.startswith("ghost") and url not in seen:
        seen.add(url)
        yield from linked_posts(tree, url)
        node = tree.css_first("link[rel=next]")
        following = joined(url, (node.attributes.get("href") or "") if node else "")
        if not same_site(following, url):
            return
        try:
            page = web.get(following)
        except (Gone, Refused):
            return
        url, tree = page.url, parse_html(page.text)


def _children(entries: list[tuple[str, str, bool]]) -> list[str]:
    """The sitemaps that a sitemap names: those with posts by their name, else all but those with something else."""
    names = {address: address.rpartition("/")[2] for address, _, is_map in entries if is_map}
    # Nikola names the feeds of every tag and category beside its sitemap.
    maps = {address: name for address, name in names.items() if "sitemap" in name.lower()}
    names = maps or {address: name for address, name in names.items() if not _FEEDS.search(name)}
    of_posts = [address for address, name in names.items() if _OF_POSTS.search(name)]
    return of_posts or [address for address, name in names.items() if not _OF_OTHERS.search(name)]


class _Enough(Exception):
    """A sitemap has more elements than are read."""


class _Listing:
    """What a parser tells of a sitemap as it goes through it, so that no tree is made of whatever else it holds."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, str, bool]] = []
        """Of each entry ``loc`` and ``lastmod`` as they stand there, and whether it is a sitemap."""
        self._elements = 0
        self._depth = 0
        self._entry = 0
        """The depth of the entry that the parser is in; 0 where it is in none."""
        self._is_map = False
        self._said: dict[str, list[str]] = {}
        """By name of a child of the entry, the pieces of its text."""
        self._field: list[str] | None = None

    def start(self, tag: str, _: object) -> None:
        self._elements += 1
        if self._elements > _MAX_ELEMENTS:
            raise _Enough
        self._depth += 1
        name = tag.rpartition("}")[2]
        if name in ("url", "sitemap"):
            self.close()  # the one before it, which is not closed
            self._entry, self._is_map, self._said = self._depth, name == "sitemap", {}
        elif self._entry and self._depth == self._entry + 1 and name in ("loc", "lastmod") and name not in self._said:
            self._field = self._said[name] = []

    def data(self, text: str) -> None:
        if self._field is not None:
            self._field.append(text)

    def end(self, _: str) -> None:
        if self._depth <= self._entry + 1:
            self._field = None
        if self._depth == self._entry:
            self.close()
        self._depth -= 1

    def close(self) -> None:
        """The end of an entry, or of the sitemap."""
        if self._entry:
            loc, lastmod = ("".join(self._said.get(name, ())).strip() for name in ("loc", "lastmod"))
            if loc and len(self.entries) < _MAX_ENTRIES:
                self.entries.append((loc, lastmod, self._is_map))
        self._entry, self._field = 0, None


def _entries(page: Page) -> list[tuple[str, str, bool]]:
    """Each entry's address, its date of change as given, and whether it is a sitemap; empty for any other page."""
    listing, body = _Listing(), unpacked(page)
    parser = etree.XMLParser(target=listing, recover=True, resolve_entities=False, no_network=True)
    with suppress(etree.XMLSyntaxError, _Enough):
        for start in range(0, len(body), _AT_ONCE):
            parser.feed(body[start : start + _AT_ONCE])
        parser.close()
    found = ((joined(page.url, loc), stamp, is_map) for loc, stamp, is_map in listing.entries)
    return [entry for entry in found if entry[0] not in ("", page.url)]
