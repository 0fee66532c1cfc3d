"""One generation of a catalog, read in one transaction: whatever a sync does meanwhile, it stays as it was."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from embeddings.errors import ArchiveError
from embeddings.posts import Filters, Passage, Post
from embeddings.stores import schema
from embeddings.stores.protocols import Ids, Vectors, Where

_AT_ONCE = 500
"""SQL statements take a limited number of values."""


@dataclass(frozen=True)
class Outline:
    """Which passages there are, of which posts: what must be at hand for every search. Shapes are (passages,)."""

    passages: Ids
    """Ids, those of a post together and in the order of its text."""
    posts: Ids
    """The post of each."""
    starts: npt.NDArray[np.int32]
    """Offset of each in its post's text."""
    ends: npt.NDArray[np.int32]
    sentences: npt.NDArray[np.int32]
    """How many vectors of sentences each has: one at least."""

    def __len__(self) -> int:
        return len(self.passages)

    @cached_property
    def _order(self) -> Ids:
        return np.argsort(self.passages, kind="stable")

    def rows(self, passages: Ids) -> Ids:
        """Where passages stand in these arrays."""
        rows: Ids = self._order[np.searchsorted(self.passages, passages, sorter=self._order)]
        return rows

    def posts_of(self, passages: Ids) -> Ids:
        """The post of each of some passages."""
        posts: Ids = self.posts[self.rows(passages)]
        return posts

    def passages_of(self, post: int) -> Ids:
        """The passages of a post, in the order of its text."""
        start, end = bisect_left(self.posts, post), bisect_right(self.posts, post)
        passages: Ids = self.passages[start:end]
        return passages

    def span(self, passage: int) -> Passage:
        """Where a passage stands in its post's text."""
        row = int(self.rows(np.array([passage], dtype=np.int64))[0])
        return Passage(int(self.starts[row]), int(self.ends[row]))


class Generation:
    """What a catalog holds at one generation. Use it within the ``with`` of :meth:`Catalog.current`, on one thread."""

    def __init__(
        self, connection: sa.Connection, folder: Path, errors: Callable[[], AbstractContextManager[None]]
    ) -> None:
        """
        Args:
            connection: with its transaction begun.
            folder: of the archive, for its errors.
            errors: makes an :class:`ArchiveError` of what the database says.
        """
        self._connection = connection
        self._folder = folder
        self._errors = errors
        self.state = {row.key: str(row.value) for row in self._rows(sa.select(schema.state))}
        """Entries of the sync state; see :meth:`Catalog.state`."""
        self.number = int(self.state["generation"])

    def _rows(self, query: sa.Select[Any]) -> Sequence[Any]:
        with self._errors():
            return self._connection.execute(query).all()

    def _stream(self, query: sa.Select[Any]) -> Iterator[Any]:
        with self._errors():
            yield from self._connection.execution_options(yield_per=_AT_ONCE).execute(query)

    def posts(self, ids: Collection[int]) -> dict[int, Post]:
        """Posts by their ids; one that is not there is left out."""
        found: dict[int, Post] = {}
        wanted = sorted({int(identity) for identity in ids})
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            with self._errors():
                for row in self._rows(sa.select(schema.posts).where(schema.posts.c.number.in_(part))):
                    found[row.number] = schema.post_of(row)
        return found

    def every_post(self) -> Iterator[tuple[int, Post]]:
        """Ids and posts, one after the other, in the order of their ids."""
        for row in self._stream(sa.select(schema.posts).order_by(schema.posts.c.number)):
            yield row.number, schema.post_of(row)

    def titles(self) -> list[tuple[int, str]]:
        """Ids and names of the posts, the newest first and those without a date last."""
        columns = schema.posts.c
        opening = sa.func.substr(columns.text, 1, 200).label("text")
        query = sa.select(columns.number, columns.title, columns.published, opening)
        rows = self._rows(query.order_by(sa.func.substr(columns.published, 1, 10).desc().nulls_last(), columns.number))
        return [
            (row.number, Post("", row.text, row.title, published=schema.published(row.published)).name) for row in rows
        ]

    @property
    def has_passages(self) -> bool:
        """Whether there is anything to find."""
        return bool(self._rows(sa.select(schema.passages.c.number).limit(1)))

    def outline(self) -> Outline:
        """Every passage."""
        passages, vectors = schema.passages.c, schema.vectors.c
        query = (
            sa.select(passages.number, passages.post, passages.start, passages.end, vectors.parts)
            .join_from(schema.passages, schema.vectors, passages.encoded == vectors.encoded, isouter=True)
            .order_by(passages.post, passages.number)
        )
        with self._errors():
            rows = self._connection.execute(query).all()
        table = np.array([(*row[:4], row[4] or 1) for row in rows], dtype=np.int64).reshape(-1, 5)
        starts, ends, sentences = (table[:, column].astype(np.int32) for column in (2, 3, 4))
        return Outline(table[:, 0].copy(), table[:, 1].copy(), starts, ends, sentences)

    def vectors(self) -> Vectors:
        """The vectors of all passages in the order of :meth:`outline`: float32, shape (passages, dimension).

        Raises:
            ArchiveError: one is missing.
        """
        return self._joined([row.vector for row in self._vectors(schema.vectors.c.vector)])

    def sentence_vectors(self) -> Vectors:
        """The same of all sentences: float32, shape (sentences, width). A passage of an archive of layout 1 stands for
        its own one sentence."""
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
        return ArchiveError(self._folder, "vectors are missing: the next sync encodes them")

    def post_id(self, key: str) -> int | None:
        """The id of the post with a key, or of the one that stands for it; ``None`` where there is none."""
        number = sa.select(schema.posts.c.number).join(schema.redirects, schema.redirects.c.new == schema.posts.c.key)
        queries = (
            sa.select(schema.posts.c.number).where(schema.posts.c.key == key),
            number.where(schema.redirects.c.old == key),
        )
        return next((int(row.number) for query in queries for row in self._rows(query)), None)

    def at(self, url: str) -> list[int]:
        """Ids of the posts that stand at one address."""
        return [row.number for row in self._rows(sa.select(schema.posts.c.number).where(schema.posts.c.url == url))]

    def where(self, filters: Filters, exclude: str = "") -> Where:
        """Which posts some filters admit; ``exclude``: id in its source of one that they do not."""
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
        for row in self._rows(query):
            # SQLite folds the case of ASCII alone, so that names are compared here.
            if row.id != exclude and filters.admits(
                schema.published(row.published), row.author, tuple(schema.tags(row.tags))
            ):
                yield row.number

    def find(self, filters: Filters, *, newest_first: bool = False, limit: int | None = None) -> list[int]:
        """Ids of the posts that filters admit.

        Args:
            filters: which.
            newest_first: in the order of their days, those without one left out; else in that of their ids.
            limit: how many at most.
        """
        found = list(self._admitted(filters))
        if newest_first:
            days = self.days()
            found = sorted((post for post in found if post in days), key=lambda post: (days[post], -post), reverse=True)
        return found[:limit]

    def days(self) -> dict[int, date]:
        """The day of every post that has one."""
        columns = schema.posts.c
        rows = self._rows(sa.select(columns.number, columns.published).where(columns.published.is_not(None)))
        found = ((row.number, schema.published(row.published)) for row in rows)
        return {number: day.date() if isinstance(day, datetime) else day for number, day in found if day}

    def authors(self) -> list[str]:
        """All authors, those of most posts first."""
        rows = self._rows(sa.select(schema.posts.c.author).where(schema.posts.c.author != ""))
        return [name for name, _ in Counter(row.author for row in rows).most_common()]

    def tags(self) -> list[str]:
        """All tags, those of most posts first."""
        rows = self._rows(sa.select(schema.posts.c.tags).where(schema.posts.c.tags != "[]"))
        return [tag for tag, _ in Counter(tag for row in rows for tag in schema.tags(row.tags)).most_common()]

    def provenance(self, post: str) -> tuple[str, datetime | None]:
        """The source of a post, by its id there, and when that last said that it stands as it is here; of no source
        where there is no such post."""
        columns = schema.posts.c
        rows = self._rows(sa.select(columns.source, columns.fetched).where(columns.id == post).limit(1))
        return next(((r.source, datetime.fromisoformat(r.fetched) if r.fetched else None) for r in rows), ("", None))
