"""Which posts of several sources may be the same, by their addresses and days; found in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby

import sqlalchemy as sa

from embeddings.posts import Post
from embeddings.stores.catalog import Catalog
from embeddings.stores.dialects import analyze, day_beside
from embeddings.stores.schema import pending_posts, post_of, posts
from embeddings.stores.switch import removed

_NEAR = 2
"""Days between a pending post and any that matters to it: one to those that it is compared with, and one on to those
that these are compared with."""

# The posts as they will be after the sync, without their texts: those that it changes, and of the others those of the
# same addresses and of about the same days. Kept outside of the catalog, and only while the connection looks at it.
_current = sa.Table(
    "current_posts",
    sa.MetaData(),
    sa.Column("number", sa.BigInteger, primary_key=True),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("id", sa.String, nullable=False),
    sa.Column("key", sa.String, nullable=False),
    sa.Column("url", sa.String, nullable=False),
    sa.Column("address", sa.String, nullable=False, index=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("day", sa.String, nullable=True, index=True),
    sa.Column("web", sa.Boolean, nullable=False),
    sa.Column("fresh", sa.Boolean, nullable=False),
    prefixes=["TEMPORARY"],
)


class Overlap:
    """What the posts that a sync changes have in common with others, of its sources and of the rest. Posts are known by
    their numbers."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def posts_of_one_address(self, *, web: bool) -> list[list[tuple[int, str]]]:
        """Posts on the web that share an address, or those in files that share an address and a title, each with its
        source and the first one first, where they are of several sources."""
        kind = _current.c.web if web else ~_current.c.web
        # Two folders may have files of one name, and whoever gives them one base URL gives these one address.
        same = (_current.c.address,) if web else (_current.c.address, _current.c.title)
        shared = (
            sa.select(*same)
            .where(kind, _current.c.address != "")
            .group_by(*same)
            .having(sa.func.count(_current.c.source.distinct()) > 1)
        )
        query = (
            sa.select(*same, _current.c.number, _current.c.source)
            .where(kind, sa.tuple_(*same).in_(shared))
            .order_by(*same, _current.c.number)
        )
        rows = self._connection.execute(query).all()
        alike = groupby(rows, key=lambda row: row[: len(same)])
        return [[(row.number, row.source) for row in group] for _, group in alike]

    def files_of_web_addresses(self) -> dict[int, int]:
        """Posts in files that have the address of a post on the web, each with the first of those."""
        web = _current.alias()
        query = (
            sa.select(_current.c.number, sa.func.min(web.c.number).label("web"))
            .join(web, web.c.address == _current.c.address)
            .where(~_current.c.web, web.c.web, _current.c.address != "")
            .group_by(_current.c.number)
        )
        return {row.number: row.web for row in self._connection.execute(query)}

    def files_of_web_days(self) -> Iterator[tuple[int, list[int]]]:
        """Posts in files with those on the web of the same day or one beside it, since a source may give a post's time
        in another zone. Only where this sync has read one of them: the others were compared when they came."""
        web, read = _current.alias(), _current.alias()
        days = [_current.c.day, *(day_beside(_current.c.day, days) for days in (-1, 1))]
        touched = sa.or_(_current.c.fresh, sa.exists().where(read.c.web, read.c.fresh, read.c.day.in_(days)))
        query = (
            sa.select(_current.c.number, web.c.number.label("web"))
            .join(web, web.c.day.in_(days))
            .where(~_current.c.web, web.c.web, touched)
            .order_by(_current.c.number, web.c.number)
        )
        for number, rows in groupby(self._connection.execute(query), key=lambda row: row.number):
            yield number, [row.web for row in rows]

    def post(self, number: int) -> Post:
        """A post with its text."""
        for table in (pending_posts, posts):
            row = self._connection.execute(sa.select(table).where(table.c.number == number)).first()
            if row is not None:
                return post_of(row)
        raise KeyError(number)

    def name(self, number: int) -> tuple[str, str, str, str]:
        """Id, address, key and source of a post."""
        columns = _current.c.id, _current.c.url, _current.c.key, _current.c.source
        row = self._connection.execute(sa.select(*columns).where(_current.c.number == number)).one()
        return row.id, row.url, row.key, row.source


@contextmanager
def overlap(catalog: Catalog) -> Iterator[Overlap]:
    """What the pending posts have in common with each other and with the stored ones, each as it will be after the
    sync."""
    with catalog.reading() as connection:
        _current.create(connection)
        near = _of_an_address().union(_of_near_days())
        for table, wanted in ((posts, posts.c.number.in_(near) & _stays()), (pending_posts, sa.true())):
            web = sa.or_(
                *(sa.func.substr(table.c.source, 1, len(scheme)) == scheme for scheme in ("http://", "https://"))
            )
            fresh = sa.true() if table is pending_posts else sa.false()
            day = _day(table)
            names = [table.c[name] for name in ("number", "source", "id", "key", "url", "address", "title")]
            rows = sa.select(*names, day, web, fresh).where(wanted)
            connection.execute(sa.insert(_current).from_select([column.name for column in _current.columns], rows))
        analyze(connection, _current)
        # The table goes with the transaction, which is rolled back.
        yield Overlap(connection)


def _day(table: sa.Table) -> sa.ColumnElement[str]:
    return sa.func.substr(table.c.published, 1, len("2017-07-22"))


def _of_an_address() -> sa.Select[tuple[int]]:
    """The numbers of the stored posts that have a pending post's address."""
    same = (posts.c.address == pending_posts.c.address) & (pending_posts.c.address != "")
    return sa.select(posts.c.number).join_from(pending_posts, posts, same)


def _of_near_days() -> sa.Select[tuple[int]]:
    """The numbers of the stored posts that could be compared with a pending one, or with what that is compared with."""
    first, last = (day_beside(_day(pending_posts), days) for days in (-_NEAR, _NEAR + 1))
    # A date is a text that begins with its day.
    near = (posts.c.published >= first) & (posts.c.published < last)
    return sa.select(posts.c.number).join_from(pending_posts, posts, near)


def _stays() -> sa.ColumnElement[bool]:
    """Whether a stored post will be there as it is."""
    changed = sa.exists().where(pending_posts.c.number == posts.c.number)
    return ~changed & posts.c.number.not_in(removed())
