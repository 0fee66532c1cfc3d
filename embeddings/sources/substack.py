"""Substack exports: ``posts.csv``, and beside it ``posts/`` with the body of each. The address of the publication is in
neither; ``BASE_URL`` gives it.

https://support.substack.com/hc/en-us/articles/360037466012
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator

from embeddings.content.bounds import item_of
from embeddings.content.dates import parse_date
from embeddings.content.html import plain_title, read_html
from embeddings.content.items import Aside, Skipped
from embeddings.content.kinds import Kind
from embeddings.posts import Post
from embeddings.sources.files import MAX_FILE_BYTES, SourceFile
from embeddings.sources.origin import Origin

_POSTS = frozenset({"newsletter", "podcast", "video", ""})


def detect(file: SourceFile, head: bytes) -> bool:
    return file.suffix == ".csv" and head.removeprefix(b"\xef\xbb\xbf").startswith(b"post_id,")


def claims(file: SourceFile, names: Collection[str]) -> Iterator[str]:
    """Everything in ``posts/``: the bodies, and lists of who opened or got each post."""
    folder = f"{file.path.parent / 'posts'}/"
    yield from (name for name in names if name.startswith(folder))


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Aside | Skipped]:
    """One post per row that has a body."""
    # The module's own limit, for the whole process, is below what some columns hold.
    csv.field_size_limit(MAX_FILE_BYTES)
    for row in csv.DictReader(io.StringIO(file.text(), newline="")):
        identity = (row.get("post_id") or "").strip()
        if not identity:
            continue
        name = (file.path.parent / "posts" / f"{identity}.html").as_posix()
        body = origin.files.get(name)
        if body is None:
            missing = f"its text, {name}, is missing"
            yield Skipped(identity, missing, fault=True, post=_address(row, identity, origin) or identity)
            continue
        yield item_of(name, _post, row, identity, body, origin, post=_address(row, identity, origin) or identity)


def _address(row: dict[str, str], identity: str, origin: Origin) -> str:
    slug = identity.partition(".")[2] or identity
    return origin.url(f"p/{slug}") if _kind(row) in (None, "private", "other") else ""


def _post(row: dict[str, str], identity: str, body: SourceFile, origin: Origin) -> Post | Aside:
    kind = _kind(row)
    url = _address(row, identity, origin)
    content = read_html(body.text())
    post = Post(
        id=url or identity,
        text=content.text,
        title=plain_title(row.get("title") or ""),
        url=url,
        published=parse_date(row.get("post_date")),
        blocks=content.blocks,
        links=content.links,
    )
    return Aside(kind, post) if kind else post


def _kind(row: dict[str, str]) -> Kind | None:
    if (row.get("is_published") or "").lower() != "true":
        return "draft"
    kind = row.get("type") or ""
    if kind not in _POSTS:
        return "page" if kind == "page" else "other"
    return None if (row.get("audience") or "everyone") == "everyone" else "private"
