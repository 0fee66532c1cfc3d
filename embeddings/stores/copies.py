"""Copies of a catalog, and a catalog made of its copy again, while it is in use: https://www.sqlite.org/backup.html.

A copy is an SQLite file, whatever holds the catalog.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from embeddings.errors import ArchiveError, DamagedArchiveError
from embeddings.stores import migrations, schema
from embeddings.stores.catalog import Catalog
from embeddings.stores.check import catalog_faults
from embeddings.stores.dialects import count_on, highest_number, keep_highest_number
from embeddings.stores.sqlite import FILE, SqliteDatabase

_ROWS = 500
"""Rows in memory at once."""


def back_up(catalog: Catalog, file: Path) -> None:
    """Write what a catalog holds at one moment to an SQLite file, which is made.

    Raises:
        ArchiveError: it cannot be read, or the file cannot be written.
    """
    if isinstance(catalog.database, SqliteDatabase):
        copy_database(catalog.database.path, file)
        return
    with _errors(file.parent), tempfile.TemporaryDirectory(dir=file.parent) as folder:
        with (
            closing(Catalog(Path(folder), create=True)) as copy,
            catalog.reading() as read,
            copy.writing() as written,
        ):
            copy_tables(read, written, schema.KEPT)
        # Closed by now, so that all of it stands in the one file.
        Path(folder, FILE).replace(file)


def copy_database(source: Path, target: Path) -> None:
    """Make an SQLite file hold what another holds at one moment, in one transaction; both may be in use.

    Args:
        source: a file.
        target: one that is written anew, or made.

    Raises:
        ArchiveError: one of them cannot be read or written.
    """
    with (
        _errors(target.parent),
        closing(sqlite3.connect(source, timeout=10)) as read,
        closing(sqlite3.connect(target, timeout=10)) as written,
    ):
        read.backup(written)


def restore(catalog: Catalog, folder: Path) -> None:
    """Make a catalog hold what the copy in a folder holds: readers see all of it at once, with their next call.

    The copy is brought up to date first where an earlier Pullquote made it. No sync may be under way.

    Raises:
        ArchiveError: the copy is none, damaged or of a newer Pullquote, which names ``folder``; or the catalog cannot
            be written. Nothing changed.
    """
    with closing(SqliteDatabase(folder, create=False)) as copied, copied.errors(), copied.connect() as connection:
        # Whatever else is there would become a new catalog, without a post, when it is opened as one.
        if not migrations.layout(connection):
            raise DamagedArchiveError(folder, "it holds no archive")
    with closing(Catalog(folder)) as copy:
        fault = next((fault for fault in catalog_faults(copy) if fault.part == "catalog"), None)
        if fault:
            raise DamagedArchiveError(folder, f"the copy is damaged ({fault.text})")
        # A number that no reader has seen, so that none takes its indexes for those of the copy.
        number = max(catalog.generation(), copy.generation()) + 1
        with catalog.reading() as connection:
            own = {key: schema.state_entry(connection, key) for key in schema.OF_THE_DATABASE}
        with copy.writing() as connection, catalog.publishing(connection, recut=True):
            schema.begin_generation(connection, number)
            # The copy may be another archive's, whose names are not for this one.
            connection.execute(sa.delete(schema.state).where(schema.state.c.key.in_(schema.OF_THE_DATABASE)))
            schema.write_state(connection, {key: value for key, value in own.items() if value is not None})
        if not isinstance(catalog.database, SqliteDatabase):
            with copy.reading() as read, catalog.writing() as written:
                copy_tables(read, written, schema.KEPT)
            return
    copy_database(folder / FILE, catalog.database.path)


def copy_tables(source: sa.Connection, target: sa.Connection, tables: Sequence[sa.Table]) -> None:
    """Make some tables of a catalog, and its state, hold what those of another do, in the place of what they hold."""
    for table in reversed(tables):
        target.execute(sa.delete(table))
    for table in tables:
        rows = source.execute(sa.select(table), execution_options={"yield_per": _ROWS})
        for part in rows.mappings().partitions():
            target.execute(sa.insert(table), [dict(row) for row in part])
    for table in (schema.posts, schema.passages):
        count_on(target, table)
    keep_highest_number(target, highest_number(source))
    own = schema.state.c.key.in_(schema.OF_THE_DATABASE)
    target.execute(sa.delete(schema.state).where(~own))
    for row in source.execute(sa.select(schema.state).where(~own)).all():
        target.execute(sa.insert(schema.state).values(key=row.key, value=row.value))


@contextmanager
def _errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise ArchiveError(folder, f"it cannot be copied ({error})") from error
