"""Ghost's JSON: an export of the admin, an answer of its Content API, or what its migration tools write.

https://ghost.org/docs/migration/custom/ and https://ghost.org/docs/content-api/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ijson

from embeddings.posts import Post
from embeddings.sources.dates import parse_date
from embeddings.sources.files import Skipped, SourceFile, Unreadable
from embeddings.sources.kinds import Aside, Kind
from embeddings.sources.origin import Origin
from embeddings.sources.reader_text import links_in, plain_title, reader_text

_STATUSES: dict[str, Kind | None] = {"published": None, "sent": None, "scheduled": "scheduled"}
_HEAD = 2048


def detect(file: SourceFile, head: bytes) -> bool:
    if file.suffix != ".json" or b"jsonfeed.org" in head:
        return False
    wrapped = b'"exported_on"' in head or b'"db"' in head
    return wrapped or (b'"posts"' in head and any(key in head for key in (b'"slug"', b'"html"', b'"published_at"')))


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Aside | Skipped]:
    """A post a row of the posts' table."""
    found = False
    try:
        tables = _Tables(file)
        for row in tables.rows("posts"):
            found = True
            yield read_post(row, origin, tables)
    except ijson.JSONError as error:
        reason = f"it is broken: {' '.join(str(error).split())[:120]}"
        if not found:
            raise Unreadable(reason) from error
        yield Skipped(file.name, f"{reason}; it may hold more posts")
        return
    if not found:
        raise Unreadable("it holds no posts")


class _Tables:
    """An export's tables, read from the file one at a time, so that it never has to fit into memory."""

    def __init__(self, file: SourceFile) -> None:
        """Raises ``ijson.JSONError`` where the file is broken."""
        head = file.head(_HEAD)
        self._file = file
        self._prefix = "db.item.data." if b'"db"' in head else "data." if b'"exported_on"' in head else ""
        exported = bool(self._prefix)
        self.authors = self._joined("posts_authors", "author_id", "users") if exported else {}
        self.tags = self._joined("posts_tags", "tag_id", "tags") if exported else {}

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        with self._file.open() as data:
            found = ijson.items(data, f"{self._prefix}{table}.item", use_float=True)
            yield from (row for row in found if isinstance(row, dict))

    def _joined(self, joins: str, other: str, table: str) -> dict[str, list[str]]:
        """The names of another table's rows by the post that they belong to, in their order."""
        names = {row.get("id"): str(row.get("name") or "") for row in self.rows(table)}
        found: dict[str, list[str]] = {}
        for row in sorted(self.rows(joins), key=lambda row: row.get("sort_order") or 0):
            if name := names.get(row.get(other)):
                found.setdefault(str(row.get("post_id")), []).append(name)
        return found


def read_post(row: dict[str, Any], origin: Origin, tables: _Tables | None = None) -> Post | Aside:
    """The post of a row, of an export or of the Content API."""
    about = row.get("data")
    row = {**about, "url": row.get("url")} if isinstance(about, dict) else row
    key, slug = str(row.get("id") or ""), str(row.get("slug") or "")
    html = str(row.get("html") or "")
    text, blocks = reader_text(html) if html else (str(row.get("plaintext") or ""), ())
    url = str(row.get("canonical_url") or row.get("url") or "")
    url = origin.url(url or f"{slug}/") if url or slug else ""
    kind = _kind(row)
    shown = "" if kind in ("draft", "scheduled") else url
    post = Post(
        id=shown or key or slug,
        text=text,
        title=plain_title(str(row.get("title") or "")),
        url=shown,
        published=parse_date(row.get("published_at")),
        author=", ".join(_names(row, "author") or (tables.authors.get(key, []) if tables else [])),
        tags=tuple(_names(row, "tag") or (tables.tags.get(key, []) if tables else [])),
        blocks=blocks,
        links=links_in(html),
    )
    return Aside(kind, post) if kind else post


def _kind(row: dict[str, Any]) -> Kind | None:
    # Only an export says; what the Content API gives is published.
    kind = _STATUSES.get(str(row.get("status") or "published"), "draft")
    if kind:
        return kind
    if str(row.get("visibility") or "public") != "public":
        return "private"
    return "page" if row.get("type") == "page" or row.get("page") in (True, 1) else None


def _names(row: dict[str, Any], what: str) -> list[str]:
    """Names that stand in the row itself, as the API has them."""
    given = row.get(f"{what}s") or [row.get(what)]
    people = (one.get("data", one) if isinstance(one, dict) else one for one in given if one)
    names = (str(one.get("name") or "") if isinstance(one, dict) else str(one) for one in people)
    # A tag that starts with # is for the theme, not for readers.
    return list(dict.fromkeys(name for name in names if name and not name.startswith("#")))
