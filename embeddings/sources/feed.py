"""RSS, Atom and JSON Feed files, through feedparser (https://www.jsonfeed.org/version/1.1/ by hand)."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import feedparser

from embeddings.posts import Post
from embeddings.sources.dates import parse_date
from embeddings.sources.origin import Origin, Skipped, Unreadable, read_text
from embeddings.sources.reader_text import links_in, reader_text

_FEED_ELEMENT = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_MAX_BYTES = 256 * 1024 * 1024


def detect(path: Path, head: bytes) -> bool:
    if path.suffix == ".json":
        return b"jsonfeed.org" in head
    return path.suffix in (".xml", ".rss", ".atom", ".rdf") and bool(_FEED_ELEMENT.search(head))


def read(path: Path, origin: Origin) -> Iterator[Post | Skipped]:
    """A post an entry; a feed that is cut off gives the entries before the cut, and says so."""
    if path.suffix == ".json":
        yield from _read_json(path, origin)
        return
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise Unreadable(f"it is larger than {_MAX_BYTES // 2**20} MB")
        parsed = feedparser.parse(path.read_bytes())
    except OSError as error:
        raise Unreadable(f"it cannot be read: {error.strerror}") from error
    name = origin.name(path)
    if not parsed.entries:
        raise Unreadable("the feed has no entries" + (f" ({_fault(parsed)})" if parsed.bozo else ""))
    for number, entry in enumerate(parsed.entries, 1):
        yield _entry(entry, f"{name}, entry {number}", origin)
    # feedparser also sets bozo for a wrong content type or encoding, which loses nothing.
    if parsed.bozo and "SAXParse" in type(parsed.bozo_exception).__name__:
        yield Skipped(name, f"the feed is broken and may hold more posts: {_fault(parsed)}")


def _fault(parsed: Any) -> str:
    return " ".join(str(parsed.bozo_exception).split())[:120]


def _entry(entry: Any, name: str, origin: Origin) -> Post | Skipped:
    bodies = [part.value for part in entry.get("content", []) if part.get("value")]
    html = max(bodies, key=len, default="") or entry.get("summary", "")
    text, blocks = reader_text(html)
    # feedparser hands out the entry's id as its link where it has none.
    url = origin.url(link) if (link := str(entry.get("link") or "")) else ""
    identity = url or str(entry.get("id") or "") or name
    if not text.strip():
        return Skipped(identity, "it has no text")
    authors = [author.get("name") for author in entry.get("authors", [])] or [entry.get("author")]
    return Post(
        id=identity,
        text=text,
        title=_plain(str(entry.get("title") or "")),
        url=url,
        published=_published(entry),
        author=", ".join(dict.fromkeys(str(author) for author in authors if author)),
        tags=tuple(dict.fromkeys(str(tag.term) for tag in entry.get("tags", []) if tag.get("term"))),
        blocks=blocks,
        links=links_in(html),
    )


def _plain(title: str) -> str:
    """A title as a reader sees it: feeds carry it as HTML, sometimes escaped twice."""
    return " ".join(reader_text(title)[0].split()) if re.search(r"[<&]", title) else " ".join(title.split())


def _published(entry: Any) -> date | None:
    for key in ("published", "created", "updated"):
        found = parse_date(entry.get(key))
        if found:
            return found
        if parts := entry.get(f"{key}_parsed"):
            return datetime.fromtimestamp(calendar.timegm(parts), UTC)
    return None


def _read_json(path: Path, origin: Origin) -> Iterator[Post | Skipped]:
    name = origin.name(path)
    try:
        feed = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise Unreadable("it is not JSON, or it is cut off") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not items:
        raise Unreadable("the feed has no items")
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            yield Skipped(f"{name}, item {number}", "it is not a JSON Feed item")
            continue
        html = item.get("content_html")
        plain = str(item.get("content_text") or item.get("summary") or "")
        text, blocks = reader_text(str(html)) if html else (plain, ())
        url = origin.url(str(item.get("url") or "")) if item.get("url") else ""
        people = item.get("authors") or [item.get("author")]
        names = [str(person.get("name") or "") for person in people if isinstance(person, dict)]
        yield Post(
            id=url or str(item.get("id") or f"{name}, item {number}"),
            text=text,
            title=_plain(str(item.get("title") or "")),
            url=url,
            published=parse_date(item.get("date_published")),
            author=", ".join(filter(None, names)),
            tags=tuple(str(tag) for tag in item.get("tags") or ()),
            blocks=blocks,
            links=links_in(str(html or "")),
        )
