"""RSS and Atom, through feedparser, and JSON Feed (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import feedparser

from embeddings.content.dates import parse_date
from embeddings.content.html import Content, plain_title, read_html
from embeddings.content.items import Skipped
from embeddings.posts import Post

_DECLARED_AS_TEXT = re.compile(r"\s*<(?:p|div|h[1-6]|ul|ol|blockquote|figure|section|article)\b[^<>]*>")
_SUMMARY_CHARS = 1000
"""A shorter description is taken for a summary, where the entry has no content besides."""
_READ_ON = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|read (?:more|on)|continue reading|keep reading|weiterlesen|mehr lesen|leer más|"
    r"seguir leyendo|lire la suite|leia mais|继续阅读|続きを読む)[\s→»>.…]*$",
    re.IGNORECASE,
)
"""The words with which platforms end a text that they cut off."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its entries as posts, and what it declares about itself."""

    items: Sequence[Post | Skipped]
    fault: str = ""
    """What is wrong with it, where entries may be missing; empty where nothing is."""
    stubs: frozenset[str] = frozenset()
    """Ids of the posts that it cuts off."""
    following: str = ""
    """The address of the page of older entries (RFC 5005, sections 3 and 4), or empty."""
    hub: str = ""
    """The address of its WebSub hub, or empty."""
    topic: str = ""
    """Its address at the hub."""
    site: str = ""
    """The address of its blog, or empty."""
    complete: bool = False
    """Whether it declares that it has every post (RFC 5005, section 2)."""


def parse_feed(
    data: bytes, name: str, address_of: Callable[[str], str], *, address: str = "", content_type: str = ""
) -> Feed:
    """Parse a feed, however broken.

    Args:
        data: the feed.
        name: of the feed, for the id of an entry that has neither an id nor an address.
        address_of: makes an absolute address of one that may be relative.
        address: of the feed, where it comes from the web.
        content_type: the header of that name, where it comes from the web.
    """
    if data.lstrip()[:1] == b"{":
        return _parse_json(data, name, address_of)
    headers = {"content-location": address, "content-type": content_type}
    parsed = feedparser.parse(data, response_headers={key: value for key, value in headers.items() if value})
    broken = parsed.bozo and "SAXParse" in type(parsed.bozo_exception).__name__
    if not parsed.entries:
        return Feed((), "the feed has no entries" + (f" ({_fault(parsed)})" if parsed.bozo else ""))
    atom = parsed.version.startswith("atom")
    entries = [
        (entry, _entry(entry, f"{name}, entry {n}", address_of, atom=atom)) for n, entry in enumerate(parsed.entries, 1)
    ]
    links = {link.get("rel"): link.get("href", "") for link in parsed.feed.get("links", [])}
    return Feed(
        [item for _, item in entries],
        # feedparser also sets bozo for a wrong content type or encoding, which loses nothing.
        _fault(parsed) if broken else "",
        frozenset(item.id for entry, item in entries if isinstance(item, Post) and _is_stub(entry, item.text)),
        str(links.get("prev-archive") or links.get("next") or ""),
        str(links.get("hub") or ""),
        str(links.get("self") or address),
        str(parsed.feed.get("link") or ""),
        "fh_complete" in parsed.feed,
    )


def _is_stub(entry: Any, text: str) -> bool:
    """Whether the entry is cut off: a reader has to follow its link to read on."""
    return bool(_READ_ON.search(text)) or (not entry.get("content") and len(text) < _SUMMARY_CHARS)


def _fault(parsed: Any) -> str:
    return " ".join(str(parsed.bozo_exception).split())[:120]


def _entry(entry: Any, name: str, address_of: Callable[[str], str], *, atom: bool) -> Post | Skipped:
    bodies = [part for part in entry.get("content", []) if part.get("value")]
    body = max(bodies, key=lambda part: len(part.value), default=None) or entry.get("summary_detail") or {}
    text = str(body.get("value") or entry.get("summary") or "")
    content = Content(text) if atom and _is_plain(body) else read_html(text)
    title = str(entry.get("title") or "")
    # feedparser gives the entry's id as its link where it has none.
    url = address_of(link) if (link := str(entry.get("link") or "")) else ""
    identity = url or str(entry.get("id") or "") or name
    if not content.text.strip():
        return Skipped(identity, "it has no text")
    authors = [author.get("name") for author in entry.get("authors", [])] or [entry.get("author")]
    return Post(
        id=identity,
        text=content.text,
        title=" ".join(title.split()) if atom and _is_plain(entry.get("title_detail") or {}) else plain_title(title),
        url=url,
        published=published(entry),
        author=", ".join(dict.fromkeys(plain_title(str(author)) for author in authors if author)),
        tags=tuple(dict.fromkeys(plain_title(str(tag.term)) for tag in entry.get("tags", []) if tag.get("term"))),
        blocks=content.blocks,
        links=content.links,
        guid=str(entry.get("id") or ""),
    )


def _is_plain(part: Any) -> bool:
    """Whether a text of an Atom feed is what it says, letter for letter, and no HTML (RFC 4287, section 3.1.1.1); HTML
    that is declared as text shows itself by its paragraphs."""
    return part.get("type") == "text/plain" and not _DECLARED_AS_TEXT.match(str(part.get("value") or ""))


def published(entry: Any) -> date | None:
    """The date of an entry as feedparser gives it, or ``None``."""
    for key in ("published", "created", "updated"):
        found = parse_date(entry.get(key))
        if found:
            return found
        if parts := entry.get(f"{key}_parsed"):
            return datetime.fromtimestamp(calendar.timegm(parts), UTC)
    return None


def _parse_json(data: bytes, name: str, address_of: Callable[[str], str]) -> Feed:
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError):
        return Feed((), "it is not JSON, or it is cut off")
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not items:
        return Feed((), "the feed has no items")
    found = [_item(item, f"{name}, item {number}", address_of) for number, item in enumerate(items, 1)]
    following = str(feed.get("next_url") or "")
    hubs = [str(hub.get("url") or "") for hub in feed.get("hubs") or () if isinstance(hub, dict)]
    site, topic = (str(feed.get(name) or "") for name in ("home_page_url", "feed_url"))
    return Feed(found, following=following, hub=next(iter(hubs), ""), topic=topic, site=site)


def _item(item: Any, name: str, address_of: Callable[[str], str]) -> Post | Skipped:
    if not isinstance(item, dict):
        return Skipped(name, "it is not a JSON Feed item")
    html = item.get("content_html")
    plain = str(item.get("content_text") or item.get("summary") or "")
    content = read_html(str(html)) if html else Content(plain)
    url = address_of(str(item.get("url") or "")) if item.get("url") else ""
    people = item.get("authors") or [item.get("author")]
    names = [str(person.get("name") or "") for person in people if isinstance(person, dict)]
    return Post(
        id=url or str(item.get("id") or name),
        text=content.text,
        title=plain_title(str(item.get("title") or "")),
        url=url,
        published=parse_date(item.get("date_published")),
        author=", ".join(filter(None, names)),
        tags=tuple(str(tag) for tag in item.get("tags") or ()),
        blocks=content.blocks,
        links=content.links,
        guid=str(item.get("id") or ""),
    )
