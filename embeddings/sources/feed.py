"""RSS, Atom and JSON Feed files."""

from __future__ import annotations

from collections.abc import Iterator

from embeddings.content.bounds import NoPosts, Unreadable
from embeddings.content.charset import unzipped
from embeddings.content.feeds import is_feed, parse_feed
from embeddings.content.items import Skipped
from embeddings.posts import Post
from embeddings.sources.files import SourceFile
from embeddings.sources.origin import Origin

_SUFFIXES = ("", ".xml", ".rss", ".atom", ".rdf", ".feed", ".txt", ".php", ".html", ".htm", ".gz")
"""Names under which browsers and programs save feeds."""
_TAIL_BYTES = 4096
_MAX_BYTES = 256 * 1024 * 1024


def detect(file: SourceFile, head: bytes) -> bool:
    if file.suffix == ".json":
        return is_feed(head) or (b'"items"' in head and is_feed(head, file.data()[-_TAIL_BYTES:]))
    if file.suffix not in _SUFFIXES:
        return False
    try:
        return is_feed(unzipped(file.data()) if head.startswith(b"\x1f\x8b") else head)
    except ValueError:
        return False


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Skipped]:
    """One post per entry; a feed that is cut off gives the entries before the cut, and then a :class:`Skipped`."""
    feed = parse_feed(file.data(_MAX_BYTES), file.name, origin.url)
    if not feed.items:
        raise Unreadable(feed.fault) if feed.fault else NoPosts("the feed has no entries")
    yield from feed.items
    if feed.fault:
        yield Skipped(file.name, feed.fault, fault=True)
