"""RSS, Atom and JSON Feed files."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from urllib.parse import unquote

from embeddings.content.addresses import parts_of
from embeddings.content.bounds import NoPosts, Unreadable, bounded
from embeddings.content.charset import decoded, unzipped
from embeddings.content.feeds import is_feed, parse_feed
from embeddings.content.items import Skipped
from embeddings.content.main_text import page_post
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


def claims(file: SourceFile, names: Collection[str]) -> Iterator[str]:
    """The pages of its entries, where the feed stands among the pages of its site."""
    try:
        items = parse_feed(file.data(_MAX_BYTES), file.name, str).items
    except Unreadable:
        return
    yield from filter(None, (_page_of(post, file, names) for post in items if isinstance(post, Post)))


def _page_of(post: Post, file: SourceFile, names: Collection[str]) -> str:
    """The file with the page of an entry; empty where there is none."""
    path = unquote(parts.path).strip("/") if (parts := parts_of(post.url)) else ""
    # The site may stand in a folder of its host, and its files in one of the source.
    for below in filter(None, (path, path.partition("/")[2])):
        for folder in file.path.parents:
            for name in (f"{below}/index.html", f"{below}.html", below):
                if (page := str(folder / name)) in names and page.endswith((".html", ".htm")):
                    return page
    return ""


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Skipped]:
    """One post per entry; a feed that is cut off gives the entries before the cut, and then a :class:`Skipped`.

    An entry that is cut off is read on its page, where the source has that.
    """
    feed = parse_feed(file.data(_MAX_BYTES), file.name, origin.url)
    if not feed.items:
        raise Unreadable(feed.fault) if feed.fault else NoPosts("the feed has no entries")
    for item in feed.items:
        if isinstance(item, Post) and item.id in feed.stubs and (page := _page_of(item, file, origin.files)):
            yield _whole(item, origin.files[page])
        else:
            yield item
    if feed.fault:
        yield Skipped(file.name, feed.fault, fault=True)


def _whole(post: Post, page: SourceFile) -> Post:
    """A post that its feed cuts off, with the text of its page where that has more; not where it is a part of it."""
    if "#" in post.url:
        return post
    try:
        with bounded(page.name):
            found = page_post(decoded(page.data(_MAX_BYTES)), post.id, post.url)
    except Unreadable:
        return post
    if not isinstance(found, Post) or len(found.text) <= len(post.text):
        return post
    return replace(post, text=found.text, blocks=found.blocks, links=found.links)
