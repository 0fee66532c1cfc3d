"""A blog's home page: its feed, the platform it names, its address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, partial
from urllib.parse import urldefrag, urlsplit

import httpx
from selectolax.lexbor import LexborHTMLParser

from embeddings.content import feeds
from embeddings.content.addresses import joined
from embeddings.content.feeds import Feed, parse_feed
from embeddings.content.html import parse_html
from embeddings.posts import Post
from embeddings.web.addresses import address_key, is_address, same_site
from embeddings.web.fetch import Fetcher
from embeddings.web.page import FetchError, Page, unpacked

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_HEAD_BYTES = 8192
_REFRESH = re.compile(r"\s*(\d{1,2})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?\s*([^\"'\s]+)", re.IGNORECASE)
_SOON = 10
"""Seconds after which a page leads on to another, at most, for it to be no page itself."""
_WELL_KNOWN = ("feed", "feed.xml", "rss.xml", "atom.xml", "index.xml", "rss", "feed.json")


class HomePage:
    """A blog's home page, and its feed."""

    def __init__(self, page: Page, web: Fetcher, feed_page: Page | None = None, entry: str = "") -> None:
        """
        Args:
            page: the home page.
            web: what fetches.
            feed_page: the feed, where it is known.
            entry: the address of the post that was given in the place of the blog's.
        """
        self.page = page
        self.entry = entry
        self.web = web
        self._feed_page = feed_page

    @property
    def url(self) -> str:
        """Its address, after all redirects."""
        return self.page.url

    @property
    def root(self) -> str:
        """The site's root, with a slash at its end."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}/"

    @cached_property
    def is_feed(self) -> bool:
        """Whether the feed is all that could be fetched of the blog."""
        return is_feed(self.page)

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page, parsed; empty where it is a feed."""
        return parse_html("" if self.is_feed else self.page.text)

    @cached_property
    def generator(self) -> str:
        """The software that the page names as its generator, in lower case, or empty."""
        node = self.tree.css_first("meta[name=generator]")
        return ((node.attributes.get("content") or "") if node else "").lower()

    def link(self, selector: str, attribute: str = "href") -> str:
        """The absolute address in an attribute of the first element of a CSS selector, or empty."""
        node = self.tree.css_first(selector)
        value = ((node.attributes.get(attribute) or "") if node else "").strip()
        return joined(self.base, value) if value else ""

    def usual(self, paths: Sequence[str]) -> list[str]:
        """The addresses of some usual paths, in the blog's own folder first."""
        folder = urlsplit(self.url)._replace(query="", fragment="").geturl().rstrip("/")
        return [joined(base, path) for base in dict.fromkeys((f"{folder}/", self.root)) for path in paths]

    @cached_property
    def base(self) -> str:
        """What relative addresses on the page are relative to."""
        return base_of(self.tree, self.url)

    @cached_property
    def _named_feeds(self) -> list[str]:
        """The feeds that the page names, but for those of comments."""
        named = []
        for node in self.tree.css("link[rel~=alternate]"):
            kind, address = (node.attributes.get(name) or "" for name in ("type", "href"))
            if (
                kind in _FEED_TYPES or (kind == "application/json" and "feed" in address)
            ) and "/comments/" not in address:
                named.append(joined(self.base, address))
        return named

    @cached_property
    def feed_page(self) -> Page | None:
        """The feed that the page names, else the first at a usual path; ``None`` where there is none."""
        if self._feed_page:
            return self._feed_page
        for address in dict.fromkeys(self._named_feeds or self.usual(_WELL_KNOWN)):
            try:
                page = self.web.get(address)
            except FetchError:
                continue
            if is_feed(page):
                return page
        return None

    @property
    def has_own_feed(self) -> bool:
        """Whether the feed is the blog's own for certain: one that was only found at the site's root may be that of the
        whole site, of which the blog is a part."""
        if self._feed_page or self._named_feeds or self.feed_page is None:
            return self.feed_page is not None
        return address_key(self.feed_page.url).startswith(f"{address_key(self.url)}/")

    @cached_property
    def hub(self) -> tuple[str, str]:
        """The WebSub hub that the feed or its server names, and the feed's topic there; both empty without one."""
        if self.feed_page is None:
            return "", ""
        named = {link.get("rel", ""): link["url"] for link in _links(self.feed_page)}
        hub = named.get("hub") or self.feed.hub
        return (joined(self.feed_page.url, hub), named.get("self") or self.feed.topic) if hub else ("", "")

    @cached_property
    def feed(self) -> Feed:
        """The feed; without items where there is none."""
        return read_feed(self.feed_page) if self.feed_page else Feed(())

    @cached_property
    def fed(self) -> frozenset[str]:
        """The keys of the addresses that the feed lists, those of entries without a text among them."""
        named = (item.url if isinstance(item, Post) else item.name for item in self.feed.items)
        return frozenset(address_key(url) for url in named if is_address(url))


def _links(page: Page) -> list[dict[str, str]]:
    """The links in a page's ``Link`` header (RFC 8288)."""
    return list(httpx.Response(200, headers=page.headers).links.values())


def is_feed(page: Page) -> bool:
    """Whether the page is a feed, by its content; servers label feeds in many ways."""
    try:
        return feeds.is_feed(unpacked(page)[:_HEAD_BYTES], page.body[-_HEAD_BYTES:])
    except FetchError:
        return False


def read_feed(page: Page) -> Feed:
    """The feed on a page; see :func:`embeddings.content.feeds.parse_feed`."""
    kind = page.headers.get("content-type", "")
    feed = parse_feed(page.body, page.url, partial(joined, page.url), address=page.url, content_type=kind)
    parts = {post.id for posts in parts_of_pages(feed).values() for post in posts}
    # Their page has the text of others too.
    return replace(feed, stubs=feed.stubs - parts)


def parts_of_pages(feed: Feed) -> dict[str, list[Post]]:
    """The entries of a feed that are parts of a page, by the key of its address; none unless the addresses of some
    differ by their fragments alone, as where a blog has a page a day."""
    found: dict[str, list[Post]] = {}
    for item in feed.items:
        if isinstance(item, Post) and urldefrag(item.url).fragment:
            found.setdefault(address_key(item.url), []).append(item)
    return found if any(len({post.url for post in posts}) > 1 for posts in found.values()) else {}


def base_of(tree: LexborHTMLParser, url: str) -> str:
    """What relative addresses on a page are relative to: its ``<base>``, else its own address."""
    node = tree.css_first("base[href]")
    return (joined(url, node.attributes.get("href") or "") if node else "") or url


def _led_on(page: Page, web: Fetcher) -> Page:
    """The page that a page leads on to by itself, on the same site; the page itself where it leads nowhere."""
    if is_feed(page):
        return page
    node = parse_html(page.text).css_first("meta[http-equiv=refresh i]")
    found = _REFRESH.match((node.attributes.get("content") or "") if node else "")
    target = joined(page.url, found.group(2)) if found else page.url
    if not found or int(found.group(1)) > _SOON or target == page.url or not same_site(target, page.url):
        return page
    try:
        return web.get(target)
    except FetchError:
        return page


def read_home_page(address: str, web: Fetcher) -> HomePage:
    """The home page of the blog at an address, which may be that of its feed.

    Raises as :meth:`embeddings.web.fetch.Fetcher.get` does.
    """
    page = _led_on(web.get(address), web)
    if not is_feed(page):
        return HomePage(page, web)
    found = read_feed(page)
    site = joined(page.url, found.site or "/")
    entries = [post.url for post in found.items if isinstance(post, Post) and post.url]
    # A feed may be on another host than its blog; the blog is where the posts are.
    if same_site(site, page.url) or (entries and all(same_site(site, url) for url in entries)):
        try:
            return HomePage(web.get(site), web, page)
        except FetchError:
            pass
    return HomePage(page, web, page)
