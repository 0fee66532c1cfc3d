"""Blogger's export, in the older form and in that of Google Takeout: Atom with more than posts in it.

https://support.google.com/blogger/answer/41387. In the older form a category tells what an
entry is; in Takeout's an element of Blogger's own does, and a post's address is a path on a blog that is not named.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from embeddings.content.bounds import item_of, told
from embeddings.content.dates import parse_date
from embeddings.content.html import plain_title, read_html
from embeddings.content.items import Aside, Skipped
from embeddings.content.kinds import KINDS, Kind
from embeddings.posts import Post
from embeddings.sources.files import SourceFile
from embeddings.sources.origin import Origin
from embeddings.sources.xml import Elements, child, inner, text_of

_KIND_SCHEME = "http://schemas.google.com/g/2005#kind"
_KINDS: dict[str, Kind | None] = {"post": None, "page": "page", "comment": "comment"}


def detect(file: SourceFile, head: bytes) -> bool:
    return b"<feed" in head and (b"schemas.google.com/blogger/2018" in head or b"blogger/2008/kind#" in head)


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Aside | Skipped]:
    """One post per entry; the blog's settings and template are left out."""
    elements = Elements(file, "entry")
    for entry in elements:
        name, post = told(text_of, entry, "id") or file.name, told(_id, entry, file, origin)
        yield item_of(name, _entry, entry, file, origin, post=post)
    yield from elements.fault()


def _entry(entry: etree._Element, file: SourceFile, origin: Origin) -> Post | Aside | Skipped:
    url = _address(entry, origin)
    kind = _kind(entry)
    if kind == "other":
        return Skipped(text_of(entry, "id") or file.name, KINDS[kind], kind)
    body = entry.find("{*}content")
    content = read_html(inner(body) if body is not None else text_of(entry, "summary"))
    author = entry.find("{*}author")
    post = Post(
        id=_id(entry, file, origin),
        text=content.text,
        title=plain_title(text_of(entry, "title")) if kind != "comment" else "",
        url="" if kind in ("draft", "scheduled", "trashed") else url,
        published=parse_date(text_of(entry, "published")) or parse_date(text_of(entry, "created")),
        author=plain_title(text_of(author, "name")) if author is not None else "",
        tags=_labels(entry),
        blocks=content.blocks,
        links=content.links,
    )
    return Aside(kind, post) if kind else post


def _id(entry: etree._Element, file: SourceFile, origin: Origin) -> str:
    url, identity = _address(entry, origin), text_of(entry, "id")
    return url if url and not _kind(entry) else identity or url or file.name


def _kind(entry: etree._Element) -> Kind | None:
    """What the entry is where it is no published post."""
    kind = _KINDS.get(_kind_name(entry), "other")
    if kind == "other":
        return kind
    if text_of(entry, "trashed") and text_of(entry, "trashed").lower() != "false":
        return "trashed"
    if _is_draft(entry):
        return "draft"
    return "scheduled" if text_of(entry, "status") == "SCHEDULED" else kind


def _kind_name(entry: etree._Element) -> str:
    own = text_of(entry, "type")
    for category in entry.iterfind("{*}category"):
        if category.get("scheme") == _KIND_SCHEME:
            own = (category.get("term") or "").rpartition("#")[2]
    return own.lower()


def _is_draft(entry: etree._Element) -> bool:
    control = child(entry, "control")
    drafted = control is not None and text_of(control, "draft") == "yes"
    return drafted or text_of(entry, "status") in ("DRAFT", "SOFT_TRASHED")


def _labels(entry: etree._Element) -> tuple[str, ...]:
    found = (c.get("term") for c in entry.iterfind("{*}category") if c.get("scheme") != _KIND_SCHEME)
    return tuple(dict.fromkeys(plain_title(label) for label in found if label))


def _address(entry: etree._Element, origin: Origin) -> str:
    for link in entry.iterfind("{*}link"):
        if link.get("rel") == "alternate" and link.get("href"):
            return str(link.get("href"))
    path = text_of(entry, "filename")
    return origin.url(path) if path else ""
