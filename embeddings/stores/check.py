"""Whether a catalog is whole: its tables, its posts, its passages, and where its addresses lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import sqlalchemy as sa

from embeddings.stores import schema
from embeddings.stores.catalog import Catalog
from embeddings.stores.values import DamagedValueError, PostText, wrong_values

Part = Literal["catalog", "posts", "passages", "links", "indexes"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with an archive."""

    part: Part
    text: str


def catalog_faults(catalog: Catalog) -> Iterator[Fault]:
    """What is wrong with a catalog, as it stands at one moment.

    Raises:
        ArchiveError: it cannot be read.
    """
    with catalog.reading() as connection:
        found = [Fault("catalog", text) for text in catalog.database.faults(connection)]
        found += _of_values(connection)
        yield from found
        try:
            yield from _of_posts(connection)
            yield from _of_vectors(connection)
            yield from _of_redirects(connection)
        except DamagedValueError:
            if not found:
                raise


def _of_values(connection: sa.Connection) -> Iterator[Fault]:
    """Every value is of its column's type; those of posts are held against their hashes."""
    for column, count in wrong_values(connection, (schema.state, *schema.KEPT)):
        if not isinstance(column.type, PostText):
            yield Fault("catalog", f"{column} is of a wrong type in {count:,} rows")


def _of_posts(connection: sa.Connection) -> Iterator[Fault]:
    """Each post against its hash, and where its blocks and passages stand."""
    posts, passages = schema.posts, schema.passages
    first, last = sa.func.min(passages.c.start).label("first"), sa.func.max(passages.c.end).label("last")
    spans = sa.select(passages.c.post, first, last).group_by(passages.c.post).subquery()
    query = sa.select(posts, spans.c.first, spans.c.last).join_from(posts, spans, isouter=True)
    for row in connection.execute(query, execution_options={"yield_per": 500}):
        name = f"{row.id} of {row.source}"
        if not schema.is_intact(row):
            yield Fault("posts", f"{name} is not as it was stored: its hash is another")
            continue
        if any(not 0 <= block.start <= block.end <= len(row.text) for block in schema.post_of(row).blocks):
            yield Fault("posts", f"{name} has a paragraph outside of its text")
        if row.last is not None and not 0 <= row.first < row.last <= len(row.text):
            yield Fault("passages", f"{name} has a passage outside of its text")
        if row.url and not _is_web_address(row.url):
            yield Fault("links", f"{name} has an address that cannot be linked to: {row.url}")


def _of_vectors(connection: sa.Connection) -> Iterator[Fault]:
    """Every passage has a vector, and all are of one length."""
    passages, vectors = schema.passages, schema.vectors
    size = sa.func.length(vectors.c.vector).label("size")
    joined = sa.select(size, sa.func.count().label("passages")).join_from(
        passages, vectors, passages.c.encoded == vectors.c.encoded, isouter=True
    )
    sizes = {row.size: row.passages for row in connection.execute(joined.group_by(size))}
    usual = max((size for size in sizes if size), key=lambda size: sizes[size], default=None)
    if wrong := sum(count for size, count in sizes.items() if size != usual):
        yield Fault("passages", f"{wrong:,} have no vector, or one of another length; the next sync encodes them")


def _of_redirects(connection: sa.Connection) -> Iterator[Fault]:
    target = sa.exists().where(schema.posts.c.key == schema.redirects.c.new)
    for row in connection.execute(sa.select(schema.redirects).where(~target)):
        yield Fault("links", f"buttons with the key {row.old} lead to a post {row.new} that is not there")


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(c.isspace() for c in url)
