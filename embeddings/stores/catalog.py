"""The truth: posts, passages, vectors and sync state in one SQLite file.

Vectors are kept by the hash of what was encoded, apart from the posts, and are written in batches while a sync
encodes. Posts and passages change in one transaction at its end (:mod:`embeddings.stores.pending`). So a reader sees a
whole sync or none of it, and a sync that was killed finds its vectors again.
"""

from __future__ import annotations

import os
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa

from embeddings.errors import (
    ArchiveError,
    BusyArchiveError,
    DamagedArchiveError,
    MissingArchiveError,
    NewerArchiveError,
    OlderArchiveError,
)
from embeddings.posts import Post
from embeddings.stores import migrations, schema
from embeddings.stores.generation import SqlGeneration
from embeddings.stores.ids import Vectors
from embeddings.stores.sources import Source, SourceOptions, known_sources, options_of

FILE = "catalog.sqlite3"


@dataclass(frozen=True, slots=True)
class Stats:
    """What the catalog holds, counted."""

    posts: int
    passages: int
    sources: tuple[str, ...]
    first: date | None
    """Day of the oldest post that has one."""
    last: date | None
    model: str
    """Empty until something is indexed."""
    vocabulary_coverage: float
    """See :meth:`embeddings.models.protocols.Encoder.vocabulary_coverage`; 1 until something is indexed."""
    synced: datetime | None


def content_hash(post: Post) -> str:
    """Changes whenever anything of the post does."""
    return schema.content_hash(schema.row_of(post))


def encoded_hash(model: str, text: str) -> str:
    """Key of the vector that ``model`` gives for ``text``."""
    return schema.digest(f"{model}\0{text}")


class Catalog:
    """The tables of one archive; every method that writes is one transaction."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the catalog in ``folder``.

        Raises:
            ArchiveError: there is none (and ``create`` is false), it is damaged, or a newer Pullquote wrote it.
        """
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
        with self.reading() as connection:
            found, missing = migrations.layout(connection), migrations.missing(connection)
        if found > schema.LAYOUT:
            raise NewerArchiveError(folder, found, schema.LAYOUT)
        if missing:
            self._migrate()

    def _migrate(self) -> None:
        try:
            with self._errors():
                migrations.migrate(self._engine)
        except ArchiveError as error:
            if "readonly" not in str(error.__cause__):
                raise
            raise OlderArchiveError(self.path.parent) from error

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn what the database says into an error of ours."""
        try:
            yield
        except (sa.exc.DatabaseError, ValueError) as error:
            reason = str(getattr(error, "orig", None) or error)
            kind = ArchiveError
            if "malformed" in reason or "not a database" in reason:
                kind, reason = DamagedArchiveError, f"it is damaged ({reason})"
            elif "locked" in reason:
                kind, reason = BusyArchiveError, f"another process is writing to it ({reason})"
            raise kind(self.path.parent, f"{reason}. What was stored is as it was") from error

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one state of the catalog throughout.

        Raises:
            ArchiveError: the catalog cannot be read.
        """
        with self._errors(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection in a transaction that is committed at the end, or rolled back where that is not reached.

        Raises:
            ArchiveError: the catalog cannot be written.
        """
        with (
            self._errors(),
            self._engine.connect().execution_options(begin="IMMEDIATE") as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def current(self) -> Iterator[SqlGeneration]:
        """The newest generation, the same for as long as the ``with`` lasts.

        Raises:
            ArchiveError: the catalog cannot be read.
        """
        with ExitStack() as stack:
            # What the caller raises within the `with` is none of the database's errors.
            with self._errors():
                connection = stack.enter_context(self._engine.connect())
            yield SqlGeneration(connection, self.path.parent, self._errors)

    def state(self) -> dict[str, str]:
        """Sync state: ``schema``, ``generation``, ``model``, ``cut``, ``vocabulary_coverage``, ``synced``."""
        with self.reading() as connection:
            return {row.key: row.value for row in connection.execute(sa.select(schema.state))}

    def generation(self) -> int:
        """Grows by one with every sync that changed something."""
        with self.reading() as connection:
            query = sa.select(schema.state.c.value).where(schema.state.c.key == "generation")
            return int(connection.execute(query).scalar_one())

    def posts_of(self, source: str) -> tuple[list[Post], bool]:
        """The posts of a source, and whether all of them are as they were stored; one that is not is left out."""
        with self.reading() as connection:
            query = sa.select(schema.posts).where(schema.posts.c.source == source).order_by(schema.posts.c.number)
            rows = connection.execute(query).all()
        found = schema.intact(rows)
        return list(found.values()), len(found) == len(rows)

    def posts_by_number(self, numbers: Sequence[int]) -> list[Post]:
        """The posts of these numbers, in their order; what is not stored is left out."""
        found: dict[int, Post] = {}
        with self.reading() as connection:
            for part in parts_of(numbers):
                rows = connection.execute(sa.select(schema.posts).where(schema.posts.c.number.in_(part)))
                found |= schema.intact(rows)
        return [found[number] for number in numbers if number in found]

    def memory(self, source: str) -> str:
        """What the last sync left to know of a source on the web, as JSON; empty where there was none."""
        with self.reading() as connection:
            query = sa.select(schema.sites.c.memory).where(schema.sites.c.source == source)
            return str(connection.execute(query).scalar() or "")

    def memories(self) -> dict[str, str]:
        """What is known of every source on the web, as JSON."""
        with self.reading() as connection:
            return {row.source: row.memory for row in connection.execute(sa.select(schema.sites))}

    def stats(self) -> Stats:
        """What the catalog holds, without reading it."""
        with self.reading() as connection:
            count = sa.select(sa.func.count())
            first, last = (
                connection.execute(sa.select(found(schema.posts.c.published))).scalar()
                for found in (sa.func.min, sa.func.max)
            )
            state = {row.key: row.value for row in connection.execute(sa.select(schema.state))}
            return Stats(
                posts=connection.execute(count.select_from(schema.posts)).scalar_one(),
                passages=connection.execute(count.select_from(schema.passages)).scalar_one(),
                sources=tuple(_sources(connection)),
                first=_day(first),
                last=_day(last),
                model=state.get("model", ""),
                vocabulary_coverage=float(state.get("vocabulary_coverage", "1")),
                synced=datetime.fromisoformat(state["synced"]) if "synced" in state else None,
            )

    def sources(self) -> list[Source]:
        """The sources that posts came from, by name."""
        with self.reading() as connection:
            return known_sources(connection)

    def options(self, source: str) -> SourceOptions:
        """The options that a source was given."""
        with self.reading() as connection:
            return options_of(connection, source)

    def add_vectors(self, encoded: Sequence[tuple[str, Vectors, Vectors]]) -> None:
        """Keep vectors for a sync under way; no reader looks at them before its passages are there.

        ``encoded``: the key of each passage, its vector, shape (dimension,), and those of its sentences, shape
        (sentences, width).
        """
        if not encoded:
            return
        rows = [
            {
                "encoded": key,
                "vector": vector.astype(np.float32).tobytes(),
                "sentences": parts.astype(np.float16).tobytes(),
                "parts": len(parts),
            }
            for key, vector, parts in encoded
        ]
        with self.writing() as connection:
            for keys in parts_of([key for key, _, _ in encoded]):
                connection.execute(sa.delete(schema.vectors).where(schema.vectors.c.encoded.in_(keys)))
            connection.execute(sa.insert(schema.vectors), rows)


def _engine_of(path: Path) -> sa.Engine:
    if not path.exists() or os.access(path.parent, os.W_OK):
        return sa.create_engine(f"sqlite:///{path}")
    # No connection is kept: each looks anew at how the file has to be read now.
    engine = sa.create_engine(f"sqlite:///{path}", poolclass=sa.NullPool, connect_args={"uri": True})

    @sa.event.listens_for(engine, "do_connect")
    def _read_only(_dialect: object, _record: object, arguments: list[Any], _options: object) -> None:
        arguments[0] = _read_only_address(path)

    return engine


def _read_only_address(path: Path) -> str:
    """How SQLite reads a database in WAL mode in a folder that cannot be written (https://sqlite.org/wal.html#readonly).

    While another process has it open, or left it so, its log is there and is read with it. Else SQLite has to be told
    that nobody writes it, since it could make no log.
    """
    logged = path.with_name(f"{path.name}-wal").exists()
    return f"file:{urllib.parse.quote(str(path.resolve()))}?{'mode=ro' if logged else 'immutable=1'}"


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


def _sources(connection: sa.Connection) -> list[str]:
    query = sa.select(schema.posts.c.source).distinct().order_by(schema.posts.c.source)
    return list(connection.execute(query).scalars())


def _day(published: str | None) -> date | None:
    return date.fromisoformat(published[: len("2017-07-22")]) if published else None


def write_state(connection: sa.Connection, entries: Mapping[str, str]) -> None:
    """Set entries of the sync state."""
    for key, value in entries.items():
        connection.execute(sa.delete(schema.state).where(schema.state.c.key == key))
        connection.execute(sa.insert(schema.state).values(key=key, value=value))


def parts_of(values: Sequence[Any], size: int = 500) -> Iterator[Sequence[Any]]:
    """SQL statements take a limited number of values at once."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
