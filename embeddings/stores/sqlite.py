"""A catalog in one SQLite file."""

from __future__ import annotations

import os
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from embeddings.errors import ArchiveError, BusyArchiveError, DamagedArchiveError, MissingArchiveError
from embeddings.stores.scratch import clear_left
from embeddings.stores.values import DamagedValueError

FILE = "catalog.sqlite3"
LOCK = "sync.lock"
"""Whoever writes to an archive holds this file's lock."""


class SqliteDatabase:
    """A :class:`~embeddings.stores.database.Database` in a file of a folder."""

    def __init__(self, folder: Path, *, create: bool) -> None:
        """Raises as :class:`embeddings.stores.catalog.Catalog` does."""
        self.place = self.folder = self.beside = folder
        self.path = folder / FILE
        if not create and not self.path.exists():
            raise MissingArchiveError(folder)
        if create:
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise ArchiveError(folder, f"the folder cannot be made ({error.strerror})") from error
        self._engine = _engine_of(self.path)
        sa.event.listen(self._engine, "connect", _set_up_connection)
        sa.event.listen(self._engine, "begin", _begin)

    def close(self) -> None:
        """See :meth:`embeddings.stores.database.Database.close`."""
        self._engine.dispose()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """See :meth:`embeddings.stores.database.Database.errors`."""
        try:
            yield
        except (sa.exc.DatabaseError, ValueError) as error:
            reason = str(getattr(error, "orig", None) or error)
            kind = ArchiveError
            if isinstance(error, DamagedValueError) or any(said in reason for said in ("malformed", "not a database")):
                kind, reason = DamagedArchiveError, f"it is damaged ({reason})"
            elif "locked" in reason:
                kind, reason = BusyArchiveError, f"another process is writing to it ({reason})"
            raise kind(self.place, f"{reason}. What was stored is as it was") from error

    def connect(self) -> sa.Connection:
        """See :meth:`embeddings.stores.database.Database.connect`."""
        return self._engine.connect()

    @contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        """See :meth:`embeddings.stores.database.Database.begin`."""
        with self._engine.connect().execution_options(begin="IMMEDIATE") as connection, connection.begin():
            yield connection

    @contextmanager
    def alone(self) -> Iterator[None]:
        """See :meth:`embeddings.stores.database.Database.alone`."""
        from filelock import FileLock, Timeout  # noqa: PLC0415 - it imports asyncio, and who reads locks nothing

        lock = FileLock(self.folder / LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise BusyArchiveError(self.place, "another run is indexing into this archive") from error
        except OSError as error:
            raise ArchiveError(
                self.place, f"it cannot be written ({error.strerror}). What was stored is as it was"
            ) from error
        try:
            clear_left(self.folder)
            yield
        finally:
            lock.release()

    def is_read_only(self, error: ArchiveError) -> bool:
        """See :meth:`embeddings.stores.database.Database.is_read_only`."""
        return "readonly" in str(error.__cause__)

    def faults(self, connection: sa.Connection) -> Iterator[str]:
        """What SQLite itself finds: https://www.sqlite.org/pragma.html#pragma_integrity_check."""
        for (text,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
            if text != "ok":
                yield " ".join(text.split())
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"row {row} of {table} belongs to nothing in {parent}"

    def remove(self) -> None:
        """See :meth:`embeddings.stores.database.Database.remove`."""
        self.close()
        for name in (FILE, LOCK):
            (self.folder / name).unlink(missing_ok=True)
        with suppress(OSError):
            self.folder.rmdir()


def _engine_of(path: Path) -> sa.Engine:
    if not path.exists() or os.access(path.parent, os.W_OK):
        return sa.create_engine(sqlite_url(path))
    # No connection is kept: each looks anew at how the file has to be read now.
    engine = sa.create_engine(sqlite_url(path), poolclass=sa.NullPool, connect_args={"uri": True})

    @sa.event.listens_for(engine, "do_connect")
    def _read_only(_dialect: object, _record: object, arguments: list[Any], _options: object) -> None:
        arguments[0] = read_only_address(path)

    return engine


def sqlite_url(path: Path) -> sa.URL:
    """The address of an SQLite file for SQLAlchemy: in the text of one, ``?`` and ``%`` would not be its path's."""
    return sa.URL.create("sqlite", database=str(path))


def read_only_address(path: Path) -> str:
    """How SQLite reads a database in WAL mode in a folder that cannot be written (https://sqlite.org/wal.html#readonly).

    While another process has it open, or left it so, its log is there and is read with it. Else SQLite has to be told
    that nobody writes it, since it could make no log.
    """
    logged = path.with_name(f"{path.name}-wal").exists()
    return f"file:{urllib.parse.quote(os.fsencode(path.resolve()))}?{'mode=ro' if logged else 'immutable=1'}"


def _set_up_connection(connection: Any, _record: Any) -> None:
    # The driver begins no transaction before DDL or SELECT; `_begin` does instead.
    # https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#pysqlite-serializable
    connection.isolation_level = None
    # What a damaged disk has made of a text is not as it was stored; nothing else is lost with it.
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA busy_timeout=10000")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
    except Exception as error:  # the driver's own error class, whichever driver it is
        # A read-only disk refuses WAL, and reading goes on without it; a lock is another process that sets it.
        if not any(reason in str(error) for reason in ("readonly", "read-only", "locked")):
            raise
    finally:
        cursor.close()


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")
