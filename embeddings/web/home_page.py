"""What a blog's first page says of itself: its feeds, its platform, its address."""

from __future__ import annotations

import re
from functools import cached_property, partial
from urllib.parse import urljoin, urlsplit

import httpx
from selectolax.lexbor import LexborHTMLParser

from embeddings.content.feeds import Feed, parse_feed
from embeddings.posts import Post
from embeddings.web.addresses import same_site
from embeddings.web.fetch import Fetcher
from embeddings.web.page import FetchError, Page

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_FEED_BODY = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[?!][^>]*>\s*)*<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_WELL_KNOWN = ("feed", "feed.xml", "rss.xml", "atom.xml", "index.xml", "rss", "feed.json")


class HomePage:
    """A blog's first page, and its feed."""

    def __init__(self, page: Page, web: Fetcher, feed_page: Page | None = None) -> None:
        """``feed_page``: the feed, where the owner named that."""
        self.page = page
        self.web = web
        self._feed_page = feed_page

    @property
    def url(self) -> str:
        return self.page.url

    @property
    def root(self) -> str:
        """The site's root, with a slash at its end."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}/"

    @cached_property
    def is_feed(self) -> bool:
        """Whether nothing is known of the blog but its feed."""
        return is_feed(self.page)

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser("" if self.is_feed else self.page.text)

    @cached_property
    def generator(self) -> str:
        """What made the site, by its own word, in lower case; empty where it does not say."""
        node = self.tree.css_first("meta[name=generator]")
        return ((node.attributes.get("content") or "") if node else "").lower()

    def link(self, selector: str, attribute: str = "href") -> str:
        """The address in the first element of a CSS selector, absolute, or empty."""
        node = self.tree.css_first(selector)
        value = ((node.attributes.get(attribute) or "") if node else "").strip()
        return urljoin(self.url, value) if value else ""

    @cached_property
    def feed_page(self) -> Page | None:
        """The feed that it names, or the first at a path where feeds usually are; ``None`` where there is none."""
        if self._feed_page:
            return self._feed_page
        named = []
        for node in self.tree.css("link[rel~=alternate]"):
            kind, address = (node.attributes.get(name) or "" for name in ("type", "href"))
            if (
                kind in _FEED_TYPES or (kind == "application/json" and "feed" in address)
            ) and "/comments/" not in address:
                named.append(urljoin(self.url, address))
        usual = [
            urljoin(base, path)
            for base in dict.fromkeys((f"{self.url.rstrip('/')}/", self.root))
            for path in _WELL_KNOWN
        ]
        for address in dict.fromkeys(named or usual):
            try:
                page = self.web.get(address)
            except FetchError:
                continue
            if is_feed(page):
                return page
        return None

    @cached_property
    def hub(self) -> tuple[str, str]:
        """The WebSub hub that the feed or its server names, and what the feed is called there; empty without."""
        if self.feed_page is None:
            return "", ""
        named = {link.get("rel", ""): link["url"] for link in _links(self.feed_page)}
        hub = named.get("hub") or self.feed.hub
        return (urljoin(self.feed_page.url, hub), named.get("self") or self.feed.topic) if hub else ("", "")

    @cached_property
    def feed(self) -> Feed:
        """What the feed holds; nothing where there is none."""
        return read_feed(self.feed_page) if self.feed_page else Feed(())


def _links(page: Page) -> list[dict[str, str]]:
    """What a page's ``Link`` header names (RFC 8288)."""
    return list(httpx.Response(200, headers=page.headers).links.values())


def is_feed(page: Page) -> bool:
    """Whether the page is a feed, whatever its server calls it."""
    return bool(_FEED_BODY.match(page.body[:4096])) or b"jsonfeed.org/version" in page.body[:2048]


def read_feed(page: Page) -> Feed:
    """The entries of a page that is a feed."""
    kind = page.headers.get("content-type", "")
    return parse_feed(page.body, page.url, partial(urljoin, page.url), address=page.url, content_type=kind)


def read_home_page(address: str, web: Fetcher) -> HomePage:
    """The first page of the blog at an address that an owner gave, which may be that of its feed.

    Raises as :meth:`embeddings.web.fetch.Fetcher.get` does.
    """
    page = web.get(address)
    if not is_feed(page):
        return HomePage(page, web)
    found = read_feed(page)
    site = urljoin(page.url, found.site or "/")
    entries = [post.url for post in found.items if isinstance(post, Post) and post.url]
    # A feed may stand elsewhere than its blog does; that the blog is where its posts are is sure.
    if same_site(site, page.url) or (entries and all(same_site(site, url) for url in entries)):
        try:
            return HomePage(web.get(site), web, page)
        except FetchError:
            pass
    return HomePage(page, web, page)
