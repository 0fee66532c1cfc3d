"""Where the bot keeps its tables: ``bot.sqlite3`` in an archive's folder, or the database that the archive is in.

Every statement is the same for both. All times are those of the database's clock, so that processes on several machines
agree on them.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

import embeddings
from bot.services import migrations
from bot.services.tables import CLAIMS, VALUES
from embeddings import ArchiveError

log = logging.getLogger(__name__)

FILE = "bot.sqlite3"
Place = Path | sa.URL
"""A folder, or the address of a database."""
_MIGRATING = 0x626F7473
"""Class of an advisory lock; its second number is the schema's."""


class clock(GenericFunction[float]):  # noqa: N801 - named as SQL's functions are
    """Seconds since 1970 by the database's clock."""

    type = sa.Float()
    inherit_cache = True


@compiles(clock)
def _in_sqlite(_element: clock, _compiler: Any, **_options: Any) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(clock, "postgresql")
def _in_postgresql(_element: clock, _compiler: Any, **_options: Any) -> str:
    return "CAST(extract(epoch FROM clock_timestamp()) AS double precision)"


def place_of(place: Path | str | sa.URL) -> Place:
    """A place as it is compared with others. Raises ``SettingError`` where it is an address that cannot be used."""
    if isinstance(place, Path) or not embeddings.is_database(str(place)):
        return embeddings.folder_of(str(place)).resolve()
    return embeddings.database_engine(place).url


class Database:
    """The bot's tables in one place. Safe to share between threads."""

    def __init__(self, place: Path | str | sa.URL, *, lasting: bool = False) -> None:
        """Open it and bring its tables up to date.

        A file that cannot be written is read, and what changes is remembered for as long as the bot runs: no vote is
        worth an answer. A server that several processes share has no such way out, nor has what must be ``lasting``.

        Raises:
            ArchiveError: it cannot be reached or written.
            SettingError: the address cannot be used.
        """
        self._one_at_a_time: Any = nullcontext()
        place = place_of(place)
        if isinstance(place, Path):
            self.name = str(place / FILE)
            """As people may see it."""
            self._engine = _file_engine(place / FILE)
            try:
                keep_private(place / FILE)
                self._migrate()
            except (OSError, ArchiveError) as error:
                if lasting:
                    raise ArchiveError(self.name, f"it cannot be used ({error})") from error
                log.warning("%s; votes and settings last until the bot stops", error)
                self._engine.dispose()
                self._engine = _copy_in_memory(place / FILE)
                # All threads share its one connection.
                self._one_at_a_time = threading.RLock()
                self._migrate()
            return
        self._engine = embeddings.database_engine(place)
        self.name = embeddings.without_secrets(self._engine.url)
        self._migrate()

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one state of the tables throughout.

        Raises:
            ArchiveError: they cannot be read.
        """
        with self._one_at_a_time, self._errors(), self._connect("REPEATABLE READ") as connection:
            yield connection

    @contextmanager
    def writing(self, *, lasting: bool = True) -> Iterator[sa.Connection]:
        """A connection in a transaction that is committed at the end, or rolled back where that is not reached.

        ``lasting``: whether it waits for the disk, so that not even a power cut takes it away.

        Raises:
            ArchiveError: they cannot be written.
        """
        options = {"begin": "IMMEDIATE", "synchronous": "FULL" if lasting else "NORMAL"}
        with (
            self._one_at_a_time,
            self._errors(),
            self._connect("READ COMMITTED").execution_options(**options) as connection,
            connection.begin(),
        ):
            if not lasting and self._is_server:
                connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
            yield connection

    def _connect(self, level: str) -> sa.Connection:
        """``level``: of isolation; SQLite has one."""
        connection = self._engine.connect()
        return connection.execution_options(isolation_level=level) if self._is_server else connection

    @property
    def _is_server(self) -> bool:
        return self._engine.dialect.name == "postgresql"

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
            if self._is_server:
                raise embeddings.database_error(self.name, error) from error
            raise ArchiveError(self.name, f"it cannot be used ({getattr(error, 'orig', None) or error})") from error

    def _migrate(self) -> None:
        with self.writing() as connection:
            if self._is_server:
                lock = sa.text("SELECT pg_advisory_xact_lock(CAST(:kind AS integer), hashtext(current_schema()))")
                connection.execute(lock, {"kind": _MIGRATING})
            migrations.migrate(connection)


def put_new(connection: sa.Connection, table: sa.Table, **row: Any) -> bool:
    """Put a row into a table where there is none with its key. Returns whether it did."""
    statement = embeddings.insert(connection, table).values(**row).on_conflict_do_nothing()
    return connection.execute(statement.returning(sa.literal(1))).one_or_none() is not None


def value_of(database: Database, name: str) -> str:
    """The value of a name; empty where there is none."""
    with database.reading() as connection:
        return stored_value(connection, name)


def stored_value(connection: sa.Connection, name: str) -> str:
    """The same within a transaction."""
    return str(connection.execute(sa.select(VALUES.c.value).where(VALUES.c.name == name)).scalar() or "")


def put_value(connection: sa.Connection, name: str, value: str) -> None:
    """Give a name a value."""
    statement = embeddings.insert(connection, VALUES).values(name=name, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def once(connection: sa.Connection, name: str) -> bool:
    """Whether something has not been done yet, which the transaction now does."""
    return put_new(connection, CLAIMS, name=name, holder="", until=clock(), done=True)


def keep_private(path: Path) -> None:
    """Let nobody else read a file that holds a secret, and what members follow."""
    path.touch(mode=0o600)
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)


def _file_engine(path: Path) -> sa.Engine:
    return _with_transactions(sa.create_engine(embeddings.sqlite_url(path), connect_args={"timeout": 10.0}))


def _with_transactions(engine: sa.Engine) -> sa.Engine:
    """Have every transaction begin where it says so, rather than at the first statement that writes.

    https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#pysqlite-serializable
    """

    @sa.event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        # What is forgotten is gone from the file too.
        connection.execute("PRAGMA secure_delete=ON")
        # Several processes read while one writes, and a commit waits for the disk once: https://sqlite.org/wal.html
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode=WAL")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        options = connection.get_execution_options()
        connection.exec_driver_sql(f"PRAGMA synchronous={options.get('synchronous', 'FULL')}")
        connection.exec_driver_sql(f"BEGIN {options.get('begin', 'DEFERRED')}")

    return engine


def _copy_in_memory(path: Path) -> sa.Engine:
    """What a file holds that can be read, to be changed in memory."""
    copied = _with_transactions(
        sa.create_engine("sqlite://", poolclass=sa.StaticPool, connect_args={"check_same_thread": False})
    )
    target = copied.raw_connection()
    try:
        with closing(sqlite3.connect(embeddings.read_only_address(path), uri=True)) as source:
            assert target.driver_connection is not None
            source.backup(target.driver_connection)
    except sqlite3.Error:
        log.warning("nothing of %s can be read", FILE)
    finally:
        target.close()
    return copied
