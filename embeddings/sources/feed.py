"""RSS, Atom and JSON Feed files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from embeddings.content.feeds import parse_feed
from embeddings.content.items import Skipped
from embeddings.posts import Post
from embeddings.sources.files import SourceFile, Unreadable
from embeddings.sources.origin import Origin

_FEED_ELEMENT = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_MAX_BYTES = 256 * 1024 * 1024


def detect(file: SourceFile, head: bytes) -> bool:
    if file.suffix == ".json":
        return b"jsonfeed.org" in head
    return file.suffix in (".xml", ".rss", ".atom", ".rdf") and bool(_FEED_ELEMENT.search(head))


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Skipped]:
    """One post per entry; a feed that is cut off gives the entries before the cut, and then a :class:`Skipped`."""
    feed = parse_feed(file.data(_MAX_BYTES), file.name, origin.url)
    if not feed.items:
        raise Unreadable(feed.fault)
    yield from feed.items
    if feed.fault:
        yield Skipped(file.name, f"the feed is broken and may hold more posts: {feed.fault}")
