"""HTML pages saved as files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from embeddings.content.bounds import bounded
from embeddings.content.charset import decoded
from embeddings.content.dates import date_in_address
from embeddings.content.items import Skipped
from embeddings.content.main_text import page_post
from embeddings.posts import Post
from embeddings.sources.files import SourceFile
from embeddings.sources.origin import Origin

_MAX_BYTES = 16 * 1024 * 1024


def detect(file: SourceFile, head: bytes) -> bool:
    return file.suffix in (".html", ".htm", ".xhtml")


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Skipped]:
    """The one post of the page, or why there is none."""
    with bounded(file.name):
        item = page_post(decoded(file.data(_MAX_BYTES)), file.name, origin.url(_path(file.name, origin)))
    if isinstance(item, Post) and item.published is None:
        # A page that is saved under its day need not show it.
        item = replace(item, published=date_in_address(f"/{file.name}"))
    yield item


def _path(name: str, origin: Origin) -> str:
    path = origin.content_path(name)
    return path[: -len("index.html")] if path.endswith("/index.html") else path
