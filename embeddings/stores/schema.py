"""The catalog's tables, and posts as their rows."""

from __future__ import annotations

import json
from dataclasses import astuple
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from embeddings.posts import Block, Link, Post

LAYOUT = 3
"""Layout of the tables; an archive with a higher number was written by a newer Pullquote."""

metadata = sa.MetaData()
state = sa.Table(
    "state",
    metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
posts = sa.Table(
    "posts",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
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
    sa.Column("links", sa.Text, nullable=False, server_default="[]"),
    sa.Column("guid", sa.String, nullable=False, server_default=""),
    # When its source last said that the post stands as it is here.
    sa.Column("fetched", sa.String, nullable=True),
    sa.UniqueConstraint("source", "id"),
    # A number is never given twice, so that what points to a post never points to another.
    sqlite_autoincrement=True,
)
passages = sa.Table(
    "passages",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("post", sa.ForeignKey("posts.number", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("encoded", sa.String, nullable=False, index=True),
)
vectors = sa.Table(
    "vectors",
    metadata,
    sa.Column("encoded", sa.String, primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
    # Those of the passage's sentences, one after the other, and how many; null where layout 1 wrote the row.
    sa.Column("sentences", sa.LargeBinary, nullable=True),
    sa.Column("parts", sa.Integer, nullable=True),
)
sites = sa.Table(
    "sites",
    metadata,
    # What a sync remembers of a source on the web; see embeddings.web.fetch.CrawlState.
    sa.Column("source", sa.String, primary_key=True),
    sa.Column("memory", sa.Text, nullable=False),
)
redirects = sa.Table(
    "redirects",
    metadata,
    # A post that was withdrawn because another source has the same one under its own address: the keys of both.
    sa.Column("old", sa.String, primary_key=True),
    sa.Column("new", sa.String, nullable=False),
)

ADDED = (
    ("vectors", "sentences", "BLOB"),
    ("vectors", "parts", "INTEGER"),
    ("posts", "links", "TEXT NOT NULL DEFAULT '[]'"),
    ("posts", "guid", "VARCHAR NOT NULL DEFAULT ''"),
    ("posts", "fetched", "VARCHAR"),
)
"""Columns that layouts 2 and 3 added."""


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
        "blocks": json.dumps([astuple(block) for block in post.blocks]),
        "links": json.dumps([astuple(link) for link in post.links], ensure_ascii=False),
        "guid": post.guid,
    }


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
    )


def tags(text: str) -> tuple[str, ...]:
    """The tags of a row's column."""
    return tuple(json.loads(text))


def published(text: str | None) -> date | None:
    """The date of a row's column, with its time of day where it has one."""
    if not text:
        return None
    return date.fromisoformat(text) if len(text) == len("2017-07-22") else datetime.fromisoformat(text)
