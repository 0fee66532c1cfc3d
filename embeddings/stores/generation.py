"""One generation of the SQL catalog, read in one transaction: whatever a sync does meanwhile, it stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import numpy as np
import sqlalchemy as sa

from embeddings.errors import ArchiveError
from embeddings.posts import Filters, Post, counted_tags
from embeddings.stores import schema
from embeddings.stores.database import Place
from embeddings.stores.ids import Ids, Vectors, batched
from embeddings.stores.outline import Outline
from embeddings.stores.protocols import Where

_AT_ONCE = 500
"""SQL statements take a limited number of values."""
_ROWS = 10_000
"""Rows of a few numbers that are in memory as Python's."""


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
        with errors():
            self.number = int(self.state["generation"])
            for share in ("vocabulary_coverage", "unrelated_cosine"):
                if not -1.0 <= float(self.state.get(share, 0)) <= 1.0:
                    raise ValueError(f"its {share} is {self.state[share]}")
        self.damaged = False
        """Whether a post that was read is not as it was stored."""
        key = sa.select(schema.generations.c.key).where(schema.generations.c.number == self.number)
        self.key = next((str(row.key) for row in self._rows(key)), "")

    def _rows(self, query: sa.Select[Any]) -> Sequence[Any]:
        with self._errors():
            return self._connection.execute(query).all()

    def _stream(self, query: sa.Select[Any], column: sa.ColumnElement[int], ids: Ids | None) -> Iterator[Any]:
        """The rows of a query, all or those with some values in a column by which they are ordered."""
        parts = [query]
        if ids is not None:
            wanted = np.unique(ids).tolist()
            parts = [
                query.where(column.in_(wanted[start : start + _AT_ONCE])) for start in range(0, len(wanted), _AT_ONCE)
            ]
        with self._errors():
            for part in parts:
                yield from self._connection.execute(part, execution_options={"yield_per": _AT_ONCE})

    def posts(self, ids: Collection[int]) -> dict[int, Post]:
        """See :meth:`embeddings.stores.protocols.Generation.posts`."""
        found: dict[int, Post] = {}
        wanted = sorted({int(identity) for identity in ids})
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            found |= self._intact(self._rows(sa.select(schema.posts).where(schema.posts.c.number.in_(part))))
        return found

    def every_post(self, posts: Ids | None = None) -> Iterator[tuple[int, Post]]:
        """See :meth:`embeddings.stores.protocols.Generation.every_post`."""
        columns = schema.posts.c
        for row in self._stream(sa.select(schema.posts).order_by(columns.number), columns.number, posts):
            yield from self._intact([row]).items()

    def _intact(self, rows: Sequence[sa.Row[Any]]) -> dict[int, Post]:
        found = schema.intact(rows)
        self.damaged |= len(found) < len(rows)
        return found

    def titles(self) -> list[tuple[int, str]]:
        """See :meth:`embeddings.stores.protocols.Generation.titles`."""
        columns = schema.posts.c
        opening = sa.func.substr(columns.text, 1, 200).label("text")
        query = sa.select(columns.number, columns.title, columns.published, opening)
        rows = self._rows(query.order_by(_day().desc().nulls_last(), columns.number))
        return [
            (row.number, Post("", str(row.text), row.title, published=_published(row.published)).name) for row in rows
        ]

    @property
    def has_passages(self) -> bool:
        """See :meth:`embeddings.stores.protocols.Generation.has_passages`."""
        return bool(self._rows(sa.select(schema.passages.c.number).limit(1)))

    def changed_since(self, number: int, key: str) -> Ids | None:
        """See :meth:`embeddings.stores.protocols.Generation.changed_since`."""
        then = sa.select(schema.generations.c.key).where(schema.generations.c.number == number)
        if [row.key for row in self._rows(then)] != [key]:
            return None
        query = sa.select(schema.changes.c.post).where(schema.changes.c.generation > number)
        return np.array([row.post for row in self._rows(query.order_by(schema.changes.c.post))], dtype=np.int64)

    def outline(self, posts: Ids | None = None) -> Outline:
        """See :meth:`embeddings.stores.protocols.Generation.outline`."""
        passages = schema.passages.c
        columns = passages.number, passages.post, passages.start, passages.end, schema.vectors.c.parts
        parts = (
            np.array([(*row[:4], row[4] or 1) for row in rows], dtype=np.int64)
            for rows in batched(self._encoded(columns, posts), _ROWS)
        )
        return Outline.of(np.concatenate([np.empty((0, len(columns)), dtype=np.int64), *parts]))

    def vectors(self, posts: Ids | None = None) -> Iterator[Vectors]:
        """See :meth:`embeddings.stores.protocols.Generation.vectors`."""
        rows = self._encoded((schema.vectors.c.vector,), posts)
        return self._stacked(np.frombuffer(row.vector or b"", dtype=np.float32) for row in rows)

    def sentence_vectors(self, posts: Ids | None = None) -> Iterator[Vectors]:
        """See :meth:`embeddings.stores.protocols.Generation.sentence_vectors`."""
        rows = self._encoded((schema.vectors.c.vector, schema.vectors.c.sentences, schema.vectors.c.parts), posts)
        return self._stacked(
            sentence
            for row in rows
            for sentence in (
                _sentences(row) if row.parts else np.frombuffer(row.vector or b"", np.float32).reshape(1, -1)
            )
        )

    def tokens(self, passages: Collection[int]) -> dict[int, tuple[bytes, Vectors]]:
        """See :meth:`embeddings.stores.protocols.Generation.tokens`."""
        of, kept = schema.passages.c, schema.vectors.c
        query = sa.select(of.number, kept.tokens, kept.sentences, kept.parts).join_from(
            schema.passages, schema.vectors, of.encoded == kept.encoded
        )
        rows = self._rows(query.where(of.number.in_(sorted(passages)), kept.tokens.is_not(None)))
        with self._errors():
            return {row.number: (row.tokens, _sentences(row)) for row in rows if row.parts}

    def _stacked(self, vectors: Iterable[Vectors]) -> Iterator[Vectors]:
        """Vectors of one length, some at a time."""
        width = 0
        with self._errors():
            for part in batched(vectors, _AT_ONCE):
                width = width or len(part[0])
                if not width or any(len(vector) != width for vector in part):
                    raise ArchiveError(self._place, "vectors are missing: the next sync encodes them")
                yield np.stack(part)

    def _encoded(self, columns: Sequence[sa.ColumnElement[Any]], posts: Ids | None) -> Iterator[Any]:
        """Columns of passages and their vectors, in the order of the outline."""
        passages = schema.passages.c
        joined = sa.select(*columns).join_from(
            schema.passages, schema.vectors, passages.encoded == schema.vectors.c.encoded, isouter=True
        )
        return self._stream(joined.order_by(passages.post, passages.number), passages.post, posts)

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
        return Where(self._admitted(filters, exclude))

    def _admitted(self, filters: Filters, exclude: str = "") -> Ids:
        columns = schema.posts.c
        query = sa.select(columns.number)
        if exclude:
            query = query.where(columns.id != exclude)
        if filters.after:
            query = query.where(_day() >= filters.after.isoformat())
        if filters.before:
            query = query.where(_day() <= filters.before.isoformat())
        parts = [query]
        if filters.author or filters.tag:
            # SQLite folds the case of ASCII alone, so that names are compared here, each once.
            names = replace(filters, after=None, before=None)
            spelt = self._rows(sa.select(columns.author, columns.tags).distinct())
            wanted = [tuple(row) for row in spelt if names.admits(None, row.author, _tags(row.tags))]
            own = sa.tuple_(columns.author, columns.tags)
            parts = [query.where(own.in_(part)) for part in batched(wanted, _AT_ONCE)]
        return np.sort(np.concatenate([self._numbers(part) for part in (*parts, query.where(sa.false()))]))

    def _numbers(self, query: sa.Select[tuple[int]]) -> Ids:
        with self._errors():
            return np.fromiter(self._connection.execute(query).scalars(), dtype=np.int64)

    def find(self, filters: Filters, *, newest_first: bool = False, limit: int | None = None) -> list[int]:
        """See :meth:`embeddings.stores.protocols.Generation.find`."""
        found = self._admitted(filters)
        if newest_first:
            dated = sa.select(schema.posts.c.number).where(schema.posts.c.published.is_not(None))
            ordered = self._numbers(dated.order_by(_day().desc(), schema.posts.c.number))
            found = ordered[np.isin(ordered, found)]
        numbers: list[int] = found[:limit].tolist()
        return numbers

    def days(self) -> dict[int, date]:
        """See :meth:`embeddings.stores.protocols.Generation.days`."""
        columns = schema.posts.c
        rows = self._rows(sa.select(columns.number, columns.published).where(columns.published.is_not(None)))
        found = ((row.number, _published(row.published)) for row in rows)
        return {number: day.date() if isinstance(day, datetime) else day for number, day in found if day}

    def authors(self) -> dict[str, int]:
        """See :meth:`embeddings.stores.protocols.Generation.authors`."""
        columns, posts = schema.posts.c, sa.func.count()
        query = sa.select(columns.author, posts.label("posts")).where(columns.author != "").group_by(columns.author)
        rows = self._rows(query.order_by(posts.desc(), sa.func.min(columns.number)))
        return {row.author: row.posts for row in rows}

    def tags(self) -> dict[str, int]:
        """See :meth:`embeddings.stores.protocols.Generation.tags`."""
        query = sa.select(schema.posts.c.tags).where(schema.posts.c.tags != "[]").order_by(schema.posts.c.number)
        return counted_tags(_tags(row.tags) for row in self._rows(query))

    def provenance(self, post: str) -> tuple[str, datetime | None]:
        """See :meth:`embeddings.stores.protocols.Generation.provenance`."""
        columns, sources, earlier = schema.posts.c, schema.sources, schema.earlier
        seen = sa.case((earlier.c.post.is_not(None), earlier.c.seen), else_=sources.c.seen).label("seen")
        query = (
            sa.select(columns.source, seen)
            .join_from(schema.posts, sources, sources.c.source == columns.source, isouter=True)
            .join(earlier, earlier.c.post == columns.number, isouter=True)
            .where(columns.id == post)
        )
        rows = self._rows(query.order_by(columns.number).limit(1))
        with self._errors():
            return next(((r.source, datetime.fromisoformat(r.seen) if r.seen else None) for r in rows), ("", None))


def _published(text: str | None) -> date | None:
    """The date of a post that may be damaged, which is found out when the post is read."""
    try:
        return schema.published(text)
    except ValueError:
        return None


def _sentences(row: sa.Row[Any]) -> Vectors:
    return np.frombuffer(row.sentences or b"", np.float16).astype(np.float32).reshape(row.parts, -1)


def _tags(text: str) -> tuple[str, ...]:
    """As :func:`_published`."""
    try:
        return schema.tags(text)
    except (ValueError, TypeError):
        return ()


def _day() -> sa.ColumnElement[str]:
    """The day of a post as it says it, whatever its zone: its date is a text that begins with the day."""
    return sa.func.substr(schema.posts.c.published, 1, 10)
