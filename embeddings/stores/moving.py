"""A catalog copied to another place, whichever engine either has, in steps that can be stopped and taken up again.

Vectors go first, some at a time: nobody looks at them before their passages are there. All else follows in one
transaction, which holds every table against its source before it is committed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from embeddings.errors import ArchiveError, SettingError
from embeddings.stores import schema
from embeddings.stores.catalog import Catalog
from embeddings.stores.copies import copy_tables
from embeddings.stores.database import Place, repeated

_VECTORS = 500
"""Vectors that are sent at once."""
_KEY = schema.vectors.c.encoded


@dataclass(frozen=True, slots=True)
class Moved:
    """What was copied, and where it is now."""

    place: Place
    """Without a password."""
    beside: Path | sa.URL
    """See :attr:`embeddings.archive.Archive.beside`."""
    rows: Mapping[str, int]
    """How many there are of each table, by its name."""


def move(source: Catalog, place: Place, *, local: Path, progress: Callable[[int, int], None]) -> Moved:
    """Copy a catalog to a place that holds none. It stays where it is, and can be read meanwhile.

    Args:
        source: the catalog.
        place: see :class:`~embeddings.stores.catalog.Catalog`; one at which an earlier move was broken off goes on.
        local: as there.
        progress: called with the vectors that are there, and how many there are.

    Raises:
        ArchiveError: either cannot be read or written, is being written by another process, or the place holds another
            catalog. What is there by then is made use of by the next move.
        SettingError: the address cannot be used, or is the catalog's own.
    """
    with closing(Catalog(place, create=True, local=local)) as target:
        moved = target.database
        if _resolved(moved.place) == _resolved(source.database.place):
            raise SettingError(f"{moved.place}: the archive is there already. Name another folder or database.")
        if target.generation():
            with source.reading() as read, target.reading() as found:
                rows = _compared(read, found)
            if rows is None:
                raise ArchiveError(moved.place, "it holds another archive already. Name an empty folder or database")
            return Moved(moved.place, moved.beside, rows)
        with source.database.alone(), target.database.alone():
            _move_vectors(source, target, progress)
            return Moved(moved.place, moved.beside, _move_tables(source, target))


def _resolved(place: Place) -> Place:
    return place.resolve() if isinstance(place, Path) else place


def _move_vectors(source: Catalog, target: Catalog, progress: Callable[[int, int], None]) -> None:
    with source.reading() as read:
        total = read.execute(sa.select(sa.func.count()).select_from(schema.vectors)).scalar_one()
    last, done = "", 0
    while True:
        rows = _vectors_after(source, last)
        _send(target, rows, last)
        if not rows:
            return
        last, done = rows[-1]["encoded"], done + len(rows)
        progress(done, total)


@repeated
def _vectors_after(source: Catalog, last: str) -> list[dict[str, Any]]:
    query = sa.select(schema.vectors).where(last < _KEY).order_by(_KEY).limit(_VECTORS)
    with source.reading() as read:
        return [dict(row) for row in read.execute(query).mappings()]


@repeated
def _send(target: Catalog, rows: Sequence[dict[str, Any]], last: str) -> None:
    """Have these vectors after a key, and no others up to the last of them; none at all where there are none."""
    wanted = {row["encoded"] for row in rows}
    between = (last < _KEY) & (max(wanted) >= _KEY) if rows else last < _KEY
    with target.reading() as read:
        found = set(read.execute(sa.select(_KEY).where(between)).scalars())
    missing = [row for row in rows if row["encoded"] not in found]
    if missing or found - wanted:
        with target.writing() as written:
            written.execute(sa.delete(schema.vectors).where(between, _KEY.not_in(wanted)))
            if missing:
                written.execute(sa.insert(schema.vectors), missing)


@repeated
def _move_tables(source: Catalog, target: Catalog) -> Mapping[str, int]:
    with source.reading() as read, target.writing() as written:
        copy_tables(read, written, [table for table in schema.KEPT if table is not schema.vectors])
        rows = _compared(read, written)
        if rows is None:
            raise ArchiveError(target.database.place, "it did not keep what was sent. Empty it, and move again")
    return rows


def _compared(one: sa.Connection, other: sa.Connection) -> Mapping[str, int] | None:
    """How many rows there are of each table; ``None`` where two catalogs differ."""
    rows = {}
    for table in (*schema.KEPT, schema.state):
        found = _digest(one, table)
        if _digest(other, table) != found:
            return None
        rows[table.name] = found[0]
    return rows


def _digest(connection: sa.Connection, table: sa.Table) -> tuple[int, str]:
    """How many rows a table has, and the hash of all that they hold."""
    query = sa.select(table).order_by(*table.primary_key.columns)
    if table is schema.state:
        query = query.where(table.c.key.not_in(schema.OF_THE_DATABASE))
    count, digest = 0, blake2b(digest_size=16)
    for row in connection.execute(query, execution_options={"yield_per": _VECTORS}):
        count += 1
        digest.update(repr(tuple(row)).encode())
    return count, digest.hexdigest()
