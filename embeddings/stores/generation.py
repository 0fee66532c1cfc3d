"""One generation of the SQL catalog, read in one transaction: whatever a sync does meanwhile, it stays as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any

import numpy as np
import sqlalchemy as sa

from embeddings.errors import ArchiveError
from embeddings.posts import Filters, Passage, Post
from embeddings.stores import schema
from embeddings.stores.database import Place
from embeddings.stores.ids import Vectors
from embeddings.stores.outline import Outline
from embeddings.stores.protocols import EncodedPassage, Where

_AT_ONCE = 500
"""SQL statements take a limited number of values."""


class SqlGeneration:
    """A :class:`~embeddings.stores.protocols.Generation` of the SQL catalog.

    Use it within the ``with`` of :meth:`Catalog.current`, on one thread.
    """

    def __init__(
        self, connection: sa.Connection, place: Place, errors: Callable[[], AbstractContextManager[None]]
    ) -> None:
        """
        Args:
            connection: with its transaction begun.
            place: of the archive, for its errors.
            errors: makes an :class:`ArchiveError` of what the database says.
        """
        self._connection = connection
        self._place = place
        self._errors = errors
        self.state = {row.key: str(row.value) for row in self._rows(sa.select(schema.state))}
        """Entries of the sync state; see :meth:`Catalog.state`."""
        self.number = int(self.state["generation"])

    def _rows(self, query: sa.Select[Any]) -> Sequence[Any]:
        with self._errors():
            return self._connection.execute(query).all()

    def _stream(self, query: sa.Select[Any]) -> Iterator[Any]:
        with self._errors():
            yield from self._connection.execute(query, execution_options={"yield_per": _AT_ONCE})

    def posts(self, ids: Collection[int]) -> dict[int, Post]:
        """See :meth:`embeddings.stores.protocols.Generation.posts`."""
        found: dict[int, Post] = {}
        wanted = sorted({int(identity) for identity in ids})
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            rows = self._rows(sa.select(schema.posts).where(schema.posts.c.number.in_(part)))
            found |= schema.intact(rows)
        return found

    def every_post(self) -> Iterator[tuple[int, Post]]:
        """See :meth:`embeddings.stores.protocols.Generation.every_post`."""
        for row in self._stream(sa.select(schema.posts).order_by(schema.posts.c.number)):
            yield from schema.intact([row]).items()

    def titles(self) -> list[tuple[int, str]]:
        """See :meth:`embeddings.stores.protocols.Generation.titles`."""
        columns = schema.posts.c
        opening = sa.func.substr(columns.text, 1, 200).label("text")
        query = sa.select(columns.number, columns.title, columns.published, opening)
        rows = self._rows(query.order_by(sa.func.substr(columns.published, 1, 10).desc().nulls_last(), columns.number))
        return [
            (row.number, Post("", row.text, row.title, published=schema.published(row.published)).name) for row in rows
        ]

    @property
    def has_passages(self) -> bool:
        """See :meth:`embeddings.stores.protocols.Generation.has_passages`."""
        return bool(self._rows(sa.select(schema.passages.c.number).limit(1)))

    def outline(self) -> Outline:
        """See :meth:`embeddings.stores.protocols.Generation.outline`."""
        passages, vectors = schema.passages.c, schema.vectors.c
        query = (
            sa.select(passages.number, passages.post, passages.start, passages.end, vectors.parts, passages.encoded)
            .join_from(schema.passages, schema.vectors, passages.encoded == vectors.encoded, isouter=True)
            .order_by(passages.post, passages.number)
        )
        with self._errors():
            rows = self._connection.execute(query).all()
        table = np.array([(*row[:4], row[4] or 1) for row in rows], dtype=np.int64).reshape(-1, 5)
        starts, ends, sentences = (table[:, column].astype(np.int32) for column in (2, 3, 4))
        keys = schema.digest("\n".join(row.encoded for row in rows))
        return Outline(table[:, 0].copy(), table[:, 1].copy(), starts, ends, sentences, keys)

    def vectors(self) -> Vectors:
        """See :meth:`embeddings.stores.protocols.Generation.vectors`."""
        return self._joined([row.vector for row in self._vectors(schema.vectors.c.vector)])

    def sentence_vectors(self) -> Vectors:
        """See :meth:`embeddings.stores.protocols.Generation.sentence_vectors`."""
        columns = schema.vectors.c.vector, schema.vectors.c.sentences, schema.vectors.c.parts
        parts: list[Vectors] = []
        for row in self._vectors(*columns):
            if row.parts:
                parts.append(np.frombuffer(row.sentences, np.float16).astype(np.float32).reshape(row.parts, -1))
            else:
                parts.append(np.frombuffer(row.vector or b"", np.float32).reshape(1, -1))
        try:
            return np.concatenate(parts)
        except ValueError as error:
            raise self._incomplete() from error

    def encoded(self, posts: Sequence[int]) -> list[EncodedPassage]:
        """See :meth:`embeddings.stores.protocols.Generation.encoded`."""
        passages, vectors = schema.passages, schema.vectors
        query = (
            sa.select(passages, vectors.c.vector, vectors.c.sentences, vectors.c.parts)
            .join_from(passages, vectors, passages.c.encoded == vectors.c.encoded, isouter=True)
            .order_by(passages.c.post, passages.c.number)
        )
        found = []
        for start in range(0, len(posts), _AT_ONCE):
            for row in self._rows(query.where(passages.c.post.in_(posts[start : start + _AT_ONCE]))):
                vector = np.frombuffer(row.vector or b"", np.float32)
                if not len(vector):
                    raise self._incomplete()
                stored = np.frombuffer(row.sentences, np.float16).astype(np.float32) if row.parts else vector
                sentences = stored.reshape(row.parts or 1, -1)
                found.append(EncodedPassage(row.number, row.post, Passage(row.start, row.end), vector, sentences))
        return found

    def _vectors(self, *columns: sa.ColumnElement[Any]) -> Iterator[Any]:
        passages = schema.passages.c
        joined = sa.select(*columns).join_from(
            schema.passages, schema.vectors, passages.encoded == schema.vectors.c.encoded, isouter=True
        )
        return self._stream(joined.order_by(passages.post, passages.number))

    def _joined(self, blobs: Sequence[bytes | None]) -> Vectors:
        try:
            return np.stack([np.frombuffer(blob or b"", dtype=np.float32) for blob in blobs])
        except ValueError as error:
            raise self._incomplete() from error

    def _incomplete(self) -> ArchiveError:
        return ArchiveError(self._place, "vectors are missing: the next sync encodes them")

    def post_id(self, key: str) -> int | None:
        """See :meth:`embeddings.stores.protocols.Generation.post_id`."""
        number = sa.select(schema.posts.c.number).join(schema.redirects, schema.redirects.c.new == schema.posts.c.key)
        queries = (
            sa.select(schema.posts.c.number).where(schema.posts.c.key == key),
            number.where(schema.redirects.c.old == key),
        )
        return next((int(row.number) for query in queries for row in self._rows(query)), None)

    def at(self, url: str) -> list[int]:
        """See :meth:`embeddings.stores.protocols.Generation.at`."""
        numbers = schema.posts.c.number
        return [row.number for row in self._rows(sa.select(numbers).where(schema.posts.c.url == url).order_by(numbers))]

    def where(self, filters: Filters, exclude: str = "") -> Where:
        """See :meth:`embeddings.stores.protocols.Generation.where`."""
        if not filters and not exclude:
            return Where()
        return Where(np.array(sorted(self._admitted(filters, exclude)), dtype=np.int64))

    def _admitted(self, filters: Filters, exclude: str = "") -> Iterator[int]:
        columns = schema.posts.c
        query = sa.select(columns.number, columns.id, columns.published, columns.author, columns.tags)
        # As the post says it, whatever its zone: a text that begins with the day.
        day = sa.func.substr(columns.published, 1, 10)
        if filters.after:
            query = query.where(day >= filters.after.isoformat())
        if filters.before:
            query = query.where(day <= filters.before.isoformat())
        for row in self._rows(query.order_by(columns.number)):
            # SQLite folds the case of ASCII alone, so that names are compared here.
            if row.id != exclude and filters.admits(
                schema.published(row.published), row.author, tuple(schema.tags(row.tags))
            ):
                yield row.number

    def find(self, filters: Filters, *, newest_first: bool = False, limit: int | None = None) -> list[int]:
        """See :meth:`embeddings.stores.protocols.Generation.find`."""
        found = list(self._admitted(filters))
        if newest_first:
            days = self.days()
            found = sorted((post for post in found if post in days), key=lambda post: (days[post], -post), reverse=True)
        return found[:limit]

    def days(self) -> dict[int, date]:
        """See :meth:`embeddings.stores.protocols.Generation.days`."""
        columns = schema.posts.c
        rows = self._rows(sa.select(columns.number, columns.published).where(columns.published.is_not(None)))
        found = ((row.number, schema.published(row.published)) for row in rows)
        return {number: day.date() if isinstance(day, datetime) else day for number, day in found if day}

    def authors(self) -> list[str]:
        """See :meth:`embeddings.stores.protocols.Generation.authors`."""
        query = sa.select(schema.posts.c.author).where(schema.posts.c.author != "").order_by(schema.posts.c.number)
        rows = self._rows(query)
        return [name for name, _ in Counter(row.author for row in rows).most_common()]

    def tags(self) -> list[str]:
        """See :meth:`embeddings.stores.protocols.Generation.tags`."""
        query = sa.select(schema.posts.c.tags).where(schema.posts.c.tags != "[]").order_by(schema.posts.c.number)
        rows = self._rows(query)
        return [tag for tag, _ in Counter(tag for row in rows for tag in schema.tags(row.tags)).most_common()]

    def provenance(self, post: str) -> tuple[str, datetime | None]:
        """See :meth:`embeddings.stores.protocols.Generation.provenance`."""
        columns = schema.posts.c
        query = sa.select(columns.source, columns.fetched).where(columns.id == post)
        rows = self._rows(query.order_by(columns.number).limit(1))
        return next(((r.source, datetime.fromisoformat(r.fetched) if r.fetched else None) for r in rows), ("", None))
