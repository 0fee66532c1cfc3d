"""Ghost's JSON: an export of the admin, an answer of its Content API, or what its migration tools write.

https://ghost.org/docs/migration/custom/ and https://ghost.org/docs/content-api/
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from embeddings.content.bounds import NoPosts, Unreadable, item_of, told
from embeddings.content.dates import zone_named
from embeddings.content.ghost import ghost_id, ghost_post
from embeddings.content.items import Aside, Skipped
from embeddings.posts import Post
from embeddings.sources.files import SourceFile
from embeddings.sources.json import Objects
from embeddings.sources.origin import Origin

_HEAD = 2048


def detect(file: SourceFile, head: bytes) -> bool:
    if file.suffix != ".json" or b"jsonfeed.org" in head:
        return False
    wrapped = b'"exported_on"' in head or b'"db"' in head
    return wrapped or (b'"posts"' in head and any(key in head for key in (b'"slug"', b'"html"', b'"published_at"')))


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Aside | Skipped]:
    """One post per row of the posts' table."""
    found = False
    try:
        tables = _Tables(file)
        for row in tables.rows("posts"):
            found = True
            key = str(row.get("id") or "")
            by_mail = row.get("email_only") or key in tables.mailed
            authors, tags = tables.authors.get(key) or tables.named(row), tables.tags.get(key, ())
            row["email_only"] = by_mail
            post = told(ghost_id, row, origin.url)
            yield item_of(f"{file.name}#{key}", ghost_post, row, origin.url, authors, tags, tables.zone, post=post)
    except Unreadable as error:
        if not found:
            raise
        yield Skipped(file.name, f"{error.reason}; it may hold more posts", fault=True)
        return
    if not found:
        raise NoPosts("it holds no posts")


class _Tables:
    """An export's tables, read from the file one at a time."""

    def __init__(self, file: SourceFile) -> None:
        head = file.head(_HEAD)
        self._objects = Objects(file)
        self._prefix = "db.item.data." if b'"db"' in head else "data." if b'"exported_on"' in head else ""
        exported = bool(self._prefix)
        self._users = self._names("users") if exported else {}
        self.authors = self._joined("posts_authors", "author_id", self._users) if exported else {}
        self.mailed = (
            {str(row.get("post_id")) for row in self._whole_rows("posts_meta") if row.get("email_only")}
            if exported
            else set()
        )
        """Ids of posts that were sent by mail and stand on no page."""
        self.tags = self._joined("posts_tags", "tag_id", self._names("tags")) if exported else {}
        settings = self._whole_rows("settings") if exported else ()
        zone = next((str(row.get("value") or "") for row in settings if row.get("key") == "timezone"), "")
        self.zone = zone_named(zone)
        """The site's; its dates are in UTC."""

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        return self._objects.at(f"{self._prefix}{table}.item")

    def named(self, row: dict[str, Any]) -> list[str]:
        """The author whom a post's own row names, as exports had it before a post could have several."""
        name = self._users.get(str(row.get("author_id")))
        return [name] if name else []

    def _names(self, table: str) -> dict[str, str]:
        """The names of a table's rows by their ids."""
        return {str(row.get("id")): str(row.get("name") or "") for row in self._whole_rows(table)}

    def _whole_rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows before the place where the file is broken: of that, the posts' own table tells."""
        with suppress(Unreadable):
            yield from self.rows(table)

    def _joined(self, joins: str, other: str, names: dict[str, str]) -> dict[str, list[str]]:
        """The names of another table's rows by the post that they belong to, in their order."""
        found: dict[str, list[str]] = {}
        for row in sorted(self._whole_rows(joins), key=_place):
            if name := names.get(str(row.get(other))):
                found.setdefault(str(row.get("post_id")), []).append(name)
        return found


def _place(row: dict[str, Any]) -> int:
    place = row.get("sort_order")
    return place if isinstance(place, int) else 0
