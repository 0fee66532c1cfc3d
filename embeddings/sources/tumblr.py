"""Tumblr exports: a bare page for each post in ``posts/html/``, named by the post's number.

https://help.tumblr.com/export-your-blog/. The blog's address is not in them; ``BASE_URL`` gives it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from embeddings.content.bounds import bounded
from embeddings.content.dates import parse_date
from embeddings.content.html import content_of, parse_html
from embeddings.content.items import Aside, Skipped
from embeddings.content.main_text import without_title
from embeddings.posts import Post
from embeddings.sources.files import SourceFile
from embeddings.sources.origin import Origin

_NAME = re.compile(r"(?:^|/)html/(\d{6,})\.html$")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")


def detect(file: SourceFile, head: bytes) -> bool:
    return bool(_NAME.search(file.name))


def claims(file: SourceFile, names: Collection[str]) -> Iterator[str]:
    """The export's own list of its posts."""
    yield from (name for name in names if name.endswith("posts_index.html"))


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Aside | Skipped]:
    """The one post of the page."""
    with bounded(_identity(file, origin)):
        item = _post(file, origin)
    yield item


def _identity(file: SourceFile, origin: Origin) -> str:
    return origin.url(f"post/{file.path.stem}") or file.path.stem


def _post(file: SourceFile, origin: Origin) -> Post:
    tree = parse_html(file.text())
    stamp = tree.css_first("#timestamp")
    tags = tuple(dict.fromkeys(" ".join(tag.text().split()) for tag in tree.css("#footer .tag, .tag")))
    published = parse_date(_ORDINAL.sub("", " ".join(stamp.text().split()))) if stamp else None
    heading = tree.css_first("body > h1, h1")
    title = " ".join(heading.text().split()) if heading else ""
    for node in tree.css("#footer"):
        node.decompose()
    content = without_title(content_of(tree.body), title)
    return Post(
        id=_identity(file, origin),
        text=content.text,
        title=title,
        url=origin.url(f"post/{file.path.stem}"),
        published=published,
        tags=tags,
        blocks=content.blocks,
        links=content.links,
    )
