"""A catalog in a PostgreSQL database: one archive in each schema."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import tenacity

from embeddings.errors import (
    ArchiveError,
    BusyArchiveError,
    MissingArchiveError,
    SettingError,
    UnreachableArchiveError,
)
from embeddings.stores import schema
from embeddings.stores.database import PATIENCE, folder_of, repeated

_FORM = "postgresql+psycopg://USER:PASSWORD@HOST:5432/DATABASE, with what is special in a password as in %40 for @"
_OLDEST = 13
"""https://www.postgresql.org/support/versioning/"""
_PARAMETERS = {
    "application_name": "pullquote",
    "connect_timeout": "10",
    # A peer that is gone is noticed within half a minute, https://www.postgresql.org/docs/current/libpq-connect.html
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
_SESSION = (
    # As long as SQLite waits.
    "SET lock_timeout = '10s'",
    # The server lets go of the locks of a client that is gone.
    "SET tcp_keepalives_idle = 10",
    "SET tcp_keepalives_interval = 5",
    "SET tcp_keepalives_count = 3",
)
_CONNECTIONS = 20
_AWAY = ("57P01", "57P02", "57P03", "53300")
"""It shuts down, crashed, starts, or has no connection left:
https://www.postgresql.org/docs/current/errcodes-appendix.html"""
_LOCKED, _FORBIDDEN = "55P03", ("25006", "42501")
_SYNC, _WRITE = 0x70756C6C, 0x71756F74
"""Classes of advisory locks; the second number of each is the schema's."""


class PostgresDatabase:
    """A :class:`~embeddings.stores.database.Database` in a schema of a server.

    Whoever syncs holds an advisory lock of its session, and leaves its name in the state, another with each
    transaction. So whoever lost its session, and with it the lock, finds out whether another has begun since; and
    whoever was never told how a transaction ended, whether it was committed.
    """

    def __init__(self, address: str, *, create: bool, local: Path) -> None:
        """Raises as :class:`embeddings.stores.catalog.Catalog` does."""
        self._engine = database_engine(address)
        self.place = without_secrets(self._engine.url)
        self._syncing = threading.Lock()
        self._writer = ""
        """Our name in the state while we sync, another after every transaction."""
        self._locked: sa.Connection | None = None
        """What holds the lock then, and writes."""
        self._local = folder_of(local)
        with self.errors(), self.connect() as connection:
            self._check_server(connection, create=create)

    @cached_property
    def folder(self) -> Path:
        """See :attr:`embeddings.stores.database.Database.folder`: named by the archive's id."""
        folder = self._local / schema.identity(self)
        with suppress(OSError):
            # Where it cannot be made, indexes are built at every start.
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    @property
    def beside(self) -> sa.URL:
        """See :attr:`embeddings.stores.database.Database.beside`."""
        return self._engine.url

    def _check_server(self, connection: sa.Connection, *, create: bool) -> None:
        if (connection.dialect.server_version_info or ()) < (_OLDEST,):
            version = connection.scalar(sa.text("SHOW server_version"))
            raise ArchiveError(self.place, f"the server is PostgreSQL {version}, and {_OLDEST} is needed at least")
        if (found := connection.scalar(sa.text("SHOW server_encoding"))) != "UTF8":
            raise ArchiveError(self.place, f"the database is encoded in {found}. Make one with ENCODING 'UTF8'")
        if connection.scalar(sa.text("SELECT current_schema()")) is None:
            raise ArchiveError(self.place, "the schema of its search_path is not there. Make it with CREATE SCHEMA")
        if not create and not sa.inspect(connection).has_table(schema.state.name):
            raise MissingArchiveError(self.place)

    def close(self) -> None:
        """See :meth:`embeddings.stores.database.Database.close`."""
        self._engine.dispose()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """See :meth:`embeddings.stores.database.Database.errors`."""
        try:
            yield
        except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
            raise database_error(self.place, error) from error
        except ValueError as error:
            raise ArchiveError(self.place, f"{error}. What was stored is as it was") from error

    @contextmanager
    def connect(self) -> Iterator[sa.Connection]:
        """See :meth:`embeddings.stores.database.Database.connect`."""
        connection = self._engine.connect().execution_options(isolation_level="REPEATABLE READ")
        try:
            yield connection
        finally:
            try:
                connection.close()
            except sa.exc.DBAPIError:
                # The server went away after the last that was read of it, which is whole.
                if not connection.closed:
                    connection.invalidate()

    @contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        """See :meth:`embeddings.stores.database.Database.begin`."""
        with self._writing_connection() as connection:
            transaction, before = connection.begin(), self._writer
            after = before and secrets.token_hex(8)
            try:
                _lock(connection, "pg_advisory_xact_lock", _WRITE)
                if before:
                    # After that lock, so that it is what the one before has written.
                    if schema.state_entry(connection, "writer") != before:
                        raise BusyArchiveError(self.place, "another run has begun since the connection was lost")
                    schema.write_state(connection, {"writer": after})
                yield connection
            except BaseException:
                _roll_back(transaction)
                raise
            try:
                transaction.commit()
            except sa.exc.DBAPIError as error:
                _roll_back(transaction)
                if not before or not _is_away(error) or not self._was_committed(after):
                    raise
            self._writer = after

    @contextmanager
    def _writing_connection(self) -> Iterator[sa.Connection]:
        """That which holds the lock of a sync under way, or any other."""
        if self._writer:
            if self._locked is None or self._locked.invalidated:
                self._take_lock()
            assert self._locked is not None
            yield self._locked
        else:
            with self._engine.connect().execution_options(isolation_level="READ COMMITTED") as connection:
                yield connection

    def _take_lock(self) -> None:
        """Take the lock of a sync.

        Raises:
            BusyArchiveError: another process syncs.
            UnreachableArchiveError: the server has not noticed yet that the connection was lost that has it.
        """
        self._let_go()
        self._locked = connection = self._engine.connect().execution_options(isolation_level="READ COMMITTED")
        # Not one of the pool, which would keep it, and the lock with it.
        connection.detach()
        taken = _lock(connection, "pg_try_advisory_lock", _SYNC)
        ours = not taken and self._writer and schema.state_entry(connection, "writer") == self._writer
        connection.commit()
        if not taken:
            self._let_go()
            if ours:
                raise UnreachableArchiveError(self.place, "the database holds on to a connection that was lost")
            raise BusyArchiveError(self.place, "another run is indexing into this archive")

    def _let_go(self) -> None:
        locked, self._locked = self._locked, None
        if locked is not None:
            with suppress(sa.exc.SQLAlchemyError):  # also where the connection is already lost
                # The server notices that a connection is closed when it comes to that.
                locked.execute(sa.text("SELECT pg_advisory_unlock_all()"))
            with suppress(sa.exc.DBAPIError):
                locked.close()

    def _was_committed(self, writer: str) -> bool:
        """Whether a transaction was committed whose connection was lost before its server said so.

        Args:
            writer: what it made of our name in the state.

        Raises:
            ArchiveError: that cannot be known.
        """

        @tenacity.retry(
            retry=tenacity.retry_if_exception(_may_pass),
            wait=tenacity.wait_random_exponential(multiplier=0.1, max=5.0),
            stop=tenacity.stop_after_delay(PATIENCE),
        )
        def found() -> str | None:
            with self._engine.connect() as connection:
                # The transaction has this lock until it is over.
                _lock(connection, "pg_advisory_xact_lock", _WRITE)
                return schema.state_entry(connection, "writer")

        try:
            return found() == writer
        except tenacity.RetryError as error:
            raise ArchiveError(
                self.place, "the database went away at the end of a transaction, which it may hold or not"
            ) from error

    @contextmanager
    def alone(self) -> Iterator[None]:
        """See :meth:`embeddings.stores.database.Database.alone`."""
        if not self._syncing.acquire(blocking=False):
            raise BusyArchiveError(self.place, "another run is indexing into this archive")
        try:
            self._begin_sync()
            yield
        finally:
            self._writer = ""
            self._let_go()
            self._syncing.release()

    @repeated
    def _begin_sync(self) -> None:
        with self.errors():
            self._take_lock()
            writer = secrets.token_hex(8)
            with self.begin() as connection:
                schema.write_state(connection, {"writer": writer})
            self._writer = writer

    def is_read_only(self, error: ArchiveError) -> bool:
        """See :meth:`embeddings.stores.database.Database.is_read_only`."""
        return isinstance(error.__cause__, sa.exc.DBAPIError) and _code(error.__cause__) in _FORBIDDEN

    def faults(self, connection: sa.Connection) -> Iterator[str]:
        """Indexes that the server does not trust, such as one whose making was broken off."""
        query = sa.text(
            "SELECT CAST(indexrelid AS regclass) AS index FROM pg_index JOIN pg_class ON pg_class.oid = indrelid"
            " WHERE relnamespace = CAST(current_schema() AS regnamespace) AND NOT (indisvalid AND indisready)"
        )
        for row in connection.execute(query):
            yield f"the index {row.index} is not valid. Make it anew with REINDEX"

    def remove(self) -> None:
        """See :meth:`embeddings.stores.database.Database.remove`."""
        folder = self.folder
        with self.errors(), self.begin() as connection:
            schema.metadata.drop_all(connection)
        self.close()
        with suppress(OSError):
            folder.rmdir()


def database_engine(address: str | sa.URL) -> sa.Engine:
    """Connections to a database, made when they are needed, which notice within half a minute that it is gone.

    Raises:
        SettingError: the address cannot be used, or what speaks to such a database is not installed.
    """
    url = _url_of(address)
    try:
        engine = sa.create_engine(
            url.update_query_dict({**_PARAMETERS, **url.query}), pool_pre_ping=True, max_overflow=_CONNECTIONS
        )
    except ImportError as error:
        raise SettingError(
            f"ARCHIVE (--archive): psycopg is missing ({error}). Install it with: pip install 'pullquote[cluster]'"
        ) from error
    sa.event.listen(engine, "connect", _set_up_connection)
    return engine


def database_error(place: str, error: sa.exc.DBAPIError | sa.exc.TimeoutError) -> ArchiveError:
    """What the database says, as an error that names its place and what was kept."""
    if isinstance(error, sa.exc.TimeoutError):
        return UnreachableArchiveError(place, "all of its connections are in use")
    reason, code = _reason(error.orig), _code(error)
    kept = "What was stored is as it was"
    if code == _LOCKED:
        return BusyArchiveError(place, f"another process is writing to it ({reason}). {kept}")
    if code in _FORBIDDEN:
        return ArchiveError(place, f"it cannot be written ({reason}). {kept}")
    if _is_away(error):
        return UnreachableArchiveError(place, f"the database is away ({reason}). {kept}")
    if not code and isinstance(error, sa.exc.OperationalError):
        return ArchiveError(place, f"the database lets nobody in ({reason})")
    return ArchiveError(place, f"{reason}. {kept}")


def _url_of(address: str | sa.URL) -> sa.URL:
    try:
        if isinstance(address, str) and address.count("@") > 1:
            raise ValueError("part of the password would be read as the host")
        url = sa.make_url(address)
    except (sa.exc.ArgumentError, ValueError):
        # What it says may have the password in it.
        raise SettingError(f"ARCHIVE (--archive): the address cannot be read. It must be like {_FORM}.") from None
    if url.drivername not in ("postgresql+psycopg", "postgresql", "postgres") or not url.database:
        raise SettingError(f"ARCHIVE (--archive): {without_secrets(url)} must be like {_FORM}.")
    return url.set(drivername="postgresql+psycopg")


def without_secrets(url: sa.URL) -> str:
    """An address as people may see it."""
    query = {name: value for name, value in url.query.items() if name in ("host", "port", "options")}
    # Made anew, since `set` takes no password for one that is to stay.
    bare = sa.URL.create(url.drivername, url.username, None, url.host, url.port, url.database, query)
    return bare.render_as_string()


def _set_up_connection(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        for statement in _SESSION:
            cursor.execute(statement)
    connection.commit()


def _roll_back(transaction: sa.RootTransaction) -> None:
    # Of a connection that was lost nothing is left to roll back.
    with suppress(sa.exc.DBAPIError):
        transaction.rollback()


def _lock(connection: sa.Connection, function: str, kind: int) -> bool:
    """Take an advisory lock of the archive."""
    query = sa.text(f"SELECT {function}(CAST(:kind AS integer), hashtext(current_schema()))")
    return connection.scalar(query, {"kind": kind}) is not False


def _code(error: sa.exc.DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""


def _reason(error: BaseException | None) -> str:
    """What the server said, in one line."""
    said = getattr(getattr(error, "diag", None), "message_primary", None) or str(error)
    return said.strip().partition("\n")[0].removeprefix("connection failed: ")


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, sa.exc.DBAPIError) and (_is_away(error) or _code(error) == _LOCKED)


def _is_away(error: sa.exc.DBAPIError) -> bool:
    """Whether the server did not answer, or is about to go or to come, so that it may answer later."""
    code = _code(error)
    if error.connection_invalidated or code in _AWAY or code.startswith("08"):
        return True
    # An error of connecting has no code. What the server itself refuses, such as a password, it says to be FATAL.
    refused = "FATAL" in str(error.orig) and not any(
        passing in str(error.orig) for passing in ("starting up", "shutting down", "recovery", "too many", "slots")
    )
    return isinstance(error, sa.exc.OperationalError) and not code and not refused
