"""The catalog's tables, and posts as their rows."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from hashlib import blake2b
from secrets import token_hex
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import sqlalchemy as sa

from embeddings.posts import Block, Link, Post
from embeddings.stores.values import Bytes, LongPostText, MemoryText, Number, PostText, Seconds, Text
from embeddings.web.addresses import address_key

if TYPE_CHECKING:
    from embeddings.stores.database import Database

log = logging.getLogger(__name__)

OF_THE_DATABASE = ("archive", "writer")
"""Entries of the state that stay where they are when all else is copied: an id by which a database by its address is
known, and who began the last sync of it."""

LAYOUT = 6
"""Layout of the tables; an archive with a higher number was written by a newer Pullquote."""

_Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""SQLite counts its rows in 64 bits too, but knows them by INTEGER alone."""

metadata = sa.MetaData()
state = sa.Table(
    "state",
    metadata,
    sa.Column("key", Text, primary_key=True),
    sa.Column("value", Text, nullable=False),
)
posts = sa.Table(
    "posts",
    metadata,
    sa.Column("number", _Number, primary_key=True),
    sa.Column("source", Text, nullable=False),
    sa.Column("id", PostText, nullable=False),
    sa.Column("hash", PostText, nullable=False),
    sa.Column("url", PostText, nullable=False, index=True),
    sa.Column("title", PostText, nullable=False),
    sa.Column("published", PostText, nullable=True, index=True),
    sa.Column("author", PostText, nullable=False),
    sa.Column("tags", PostText, nullable=False),
    sa.Column("text", LongPostText, nullable=False),
    sa.Column("blocks", LongPostText, nullable=False),
    sa.Column("links", LongPostText, nullable=False, server_default="[]"),
    sa.Column("guid", PostText, nullable=False, server_default=""),
    # Not written any more; see embeddings.stores.migrations.m0010_earlier.
    sa.Column("fetched", Text, nullable=True),
    # What stands for the post in buttons; see embeddings.posts.post_key.
    sa.Column("key", Text, nullable=False, server_default="", index=True, unique=True),
    # What the spellings of its address share; see embeddings.web.addresses.address_key.
    sa.Column("address", Text, nullable=False, server_default="", index=True),
    sa.UniqueConstraint("source", "id"),
    # A number is never given twice, so that what points to a post never points to another.
    sqlite_autoincrement=True,
)
passages = sa.Table(
    "passages",
    metadata,
    sa.Column("number", _Number, primary_key=True),
    sa.Column("post", Number, sa.ForeignKey("posts.number", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("start", Number, nullable=False),
    sa.Column("end", Number, nullable=False),
    sa.Column("encoded", Text, nullable=False, index=True),
)
vectors = sa.Table(
    "vectors",
    metadata,
    sa.Column("encoded", Text, primary_key=True),
    sa.Column("vector", Bytes, nullable=False),
    # Those of the passage's sentences, one after the other, and how many; null where layout 1 wrote the row.
    sa.Column("sentences", Bytes, nullable=True),
    sa.Column("parts", Number, nullable=True),
    # Its tokens where an archive has no reader, as the encoder packs them. The last, so that SQLite does not read them
    # with the vectors.
    sa.Column("tokens", Bytes, nullable=True),
)
sites = sa.Table(
    "sites",
    metadata,
    # What a sync remembers of a source: of a site see embeddings.web.crawl_state, of files embeddings.ingest.intake.
    sa.Column("source", Text, primary_key=True),
    sa.Column("memory", MemoryText, nullable=False),
)
sources = sa.Table(
    "sources",
    metadata,
    # What is kept of a source; see embeddings.stores.sources. Options that nobody gave are null.
    sa.Column("source", Text, primary_key=True),
    sa.Column("base_url", Text, nullable=True),
    sa.Column("include", Text, nullable=True),
    sa.Column("method", Text, nullable=False),
    sa.Column("requests", Number, nullable=False),
    sa.Column("seconds", Seconds, nullable=False),
    # When it last said that its posts stand as they are here, but for those in `earlier`.
    sa.Column("seen", Text, nullable=True),
)
earlier = sa.Table(
    "earlier",
    metadata,
    # The posts of which their source said nothing then, each with when it last did; null where that is not known.
    sa.Column("post", _Number, primary_key=True),
    sa.Column("seen", Text, nullable=True),
)
redirects = sa.Table(
    "redirects",
    metadata,
    # A post that was withdrawn because another source has the same one under its own address: the keys of both.
    sa.Column("old", Text, primary_key=True),
    sa.Column("new", Text, nullable=False),
)

generations = sa.Table(
    "generations",
    metadata,
    # Those that this one came of, each with a key by which files that were made of it are known.
    sa.Column("number", _Number, primary_key=True),
    sa.Column("key", Text, nullable=False),
)
changes = sa.Table(
    "changes",
    metadata,
    # The last generation in which a post came, changed or went.
    sa.Column("post", _Number, primary_key=True),
    sa.Column("generation", Number, nullable=False, index=True),
)

migrations = sa.Table(
    "migrations",
    metadata,
    # Which of embeddings.stores.migrations have been applied, and when.
    sa.Column("number", _Number, primary_key=True),
    sa.Column("applied", Text, nullable=False),
)

KEPT = (posts, passages, vectors, sites, sources, earlier, redirects, generations, changes)
"""What a catalog holds besides its state. What a sync has not made visible yet is read again by the next."""

# What a sync has read and not made visible yet; see embeddings.stores.pending. Empty between two syncs.
pending_posts = sa.Table(
    "pending_posts",
    metadata,
    # The number that the post has or will have in `posts`.
    sa.Column("number", _Number, primary_key=True),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("id", sa.String, nullable=False),
    sa.Column("hash", sa.String, nullable=False),
    sa.Column("url", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("published", sa.String, nullable=True),
    sa.Column("author", sa.String, nullable=False),
    sa.Column("tags", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("blocks", sa.Text, nullable=False),
    sa.Column("links", sa.Text, nullable=False),
    sa.Column("guid", sa.String, nullable=False),
    sa.Column("key", sa.String, nullable=False, index=True),
    sa.Column("address", sa.String, nullable=False),
)
pending_passages = sa.Table(
    "pending_passages",
    metadata,
    sa.Column("number", _Number, primary_key=True),
    sa.Column("post", _Number, nullable=False),
    sa.Column("start", _Number, nullable=False),
    sa.Column("end", _Number, nullable=False),
    sa.Column("encoded", sa.String, nullable=False, index=True),
)
pending_ids = sa.Table(
    "pending_ids",
    metadata,
    # What a sync found of each post of a source; see embeddings.stores.pending.Outcome.
    sa.Column("source", sa.String, primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("outcome", sa.String, nullable=False),
)


def write_state(connection: sa.Connection, entries: Mapping[str, str]) -> None:
    """Set entries of the sync state."""
    for key, value in entries.items():
        connection.execute(sa.delete(state).where(state.c.key == key))
        connection.execute(sa.insert(state).values(key=key, value=value))


def state_entry(connection: sa.Connection, key: str) -> str | None:
    """An entry of the sync state; ``None`` where there is none."""
    found: str | None = connection.scalar(sa.select(state.c.value).where(state.c.key == key))
    return found


def identity(database: Database) -> str:
    """The id by which an archive is known where several are kept side by side; it is given one if it has none.

    Raises:
        ArchiveError: it has none, and cannot be written.
    """
    with database.errors(), database.connect() as connection:
        found = state_entry(connection, "archive")
    if found is None:
        with database.errors(), database.begin() as connection:
            # Another process may have been faster.
            found = state_entry(connection, "archive") or uuid4().hex
            write_state(connection, {"archive": found})
    return found


def begin_generation(connection: sa.Connection, number: int) -> None:
    """Say that what is read from now on is a generation of its own."""
    write_state(connection, {"generation": str(number)})
    connection.execute(sa.insert(generations).values(number=number, key=token_hex(8)))


CONTENT = ("id", "url", "title", "published", "author", "tags", "text", "blocks", "links", "guid")
"""The columns that hold what a post is."""


def row_of(post: Post) -> dict[str, str | None]:
    """A post as its columns, without its source and hash."""
    return {
        "id": post.id,
        "url": post.url,
        "title": post.title,
        "published": post.published.isoformat() if post.published else None,
        "author": post.author,
        "tags": json.dumps(post.tags, ensure_ascii=False),
        "text": post.text,
        "blocks": json.dumps([_row_of(block) for block in post.blocks]),
        "links": json.dumps([(link.text, link.address) for link in post.links], ensure_ascii=False),
        "guid": post.guid,
    }


def _row_of(block: Block) -> tuple[int | str, ...]:
    """A block's fields, those that have their usual value left out at its end."""
    fields = (block.start, block.end, block.kind, block.level)
    if block.number:
        return (*fields, block.page, block.number)
    return (*fields, block.page) if block.page > 1 else fields


def digest(text: str) -> str:
    """32 hexadecimal characters that stand for a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def content_hash(columns: Mapping[str, Any]) -> str:
    """What a post's row has as its hash; ``columns``: as :func:`row_of` gives them."""
    return digest(json.dumps([columns[name] for name in CONTENT], ensure_ascii=False))


def is_intact(row: sa.Row[Any]) -> bool:
    """Whether a post is as it was stored."""
    return bool(content_hash(row._asdict()) == row.hash)


def intact(rows: Iterable[sa.Row[Any]]) -> dict[int, Post]:
    """The posts of some rows by their numbers, those that are not as they were stored left out: a bit that flipped on
    the disk must not be quoted."""
    found = {}
    for row in rows:
        if is_intact(row):
            found[row.number] = post_of(row)
        else:
            log.warning("%s: %s is damaged and left out. Index the source again to mend it.", row.source, row.id)
    return found


def address_of(post: Post) -> str:
    """The key of the post's address; empty where it has none."""
    return address_key(post.url) if post.url else ""


def post_of(row: Any) -> Post:
    """The post of a row."""
    return Post(
        id=row.id,
        text=row.text,
        title=row.title,
        url=row.url,
        published=published(row.published),
        author=row.author,
        tags=tags(row.tags),
        blocks=tuple(Block(*block) for block in json.loads(row.blocks)),
        links=tuple(Link(*link) for link in json.loads(row.links)),
        guid=row.guid,
        key=row.key,
    )


def tags(text: str) -> tuple[str, ...]:
    """The tags of a row's column."""
    return tuple(json.loads(text))


def published(text: str | None) -> date | None:
    """The date of a row's column, with its time of day where it has one."""
    if not text:
        return None
    return date.fromisoformat(text) if len(text) == len("2017-07-22") else datetime.fromisoformat(text)
