"""The truth: posts, passages, vectors and sync state in one database.

Vectors are kept by the hash of what was encoded, apart from the posts, and are written in batches while a sync
encodes. Posts and passages change in one transaction at its end (:mod:`embeddings.stores.pending`). So a reader sees a
whole sync or none of it, and a sync that was killed finds its vectors again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import sqlalchemy as sa

from embeddings.errors import ArchiveError, DamagedArchiveError, NewerArchiveError, OlderArchiveError
from embeddings.posts import Post
from embeddings.stores import migrations, schema
from embeddings.stores.database import LOCAL, Database, Place, folder_of, is_database, repeated
from embeddings.stores.generation import SqlGeneration
from embeddings.stores.ids import Vectors
from embeddings.stores.sources import Source, SourceOptions, known_sources, options_of
from embeddings.stores.values import MemoryText, PostText, wrong_values

log = logging.getLogger(__name__)


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


def encoded_hash(model: str, text: str, sentences: Sequence[tuple[int, int]]) -> str:
    """Key of the vectors that ``model`` gives for ``text`` and for the ``sentences`` in it, by their spans."""
    return schema.digest(f"{model}\0{text}\0{[*sentences]}")


class Publishing(Protocol):
    """Has others know of a new generation before it is committed; see
    :meth:`embeddings.retrieval.publishing.Publisher.publishing`."""

    def __call__(self, connection: sa.Connection, /, *, recut: bool) -> AbstractContextManager[None]: ...


class Catalog:
    """The tables of one archive; every method that writes is one transaction."""

    def __init__(self, place: Place, *, create: bool = False, local: Path = LOCAL) -> None:
        """Open the catalog of an archive.

        Args:
            place: its folder or its address.
            create: make it where it is missing; a database has to be there.
            local: a folder on this machine, in which that of a database by its address is made.

        Raises:
            ArchiveError: there is none (and ``create`` is false), it is damaged or cannot be reached, or a newer
                Pullquote wrote it.
            SettingError: the address cannot be read, or what speaks to such a database is not installed; or there can
                be no such folder.
        """
        self.database = _database_at(place, create=create, local=local)
        with self.reading() as connection:
            found, missing = migrations.layout(connection), migrations.missing(connection)
        if found > schema.LAYOUT:
            raise NewerArchiveError(self.database.place, found, schema.LAYOUT)
        self.is_new = not found
        """Whether it was made by this opening."""
        self.publishing: Publishing = _nobody
        """What goes around the switch to a new generation."""
        if missing:
            self._migrate()

    def _migrate(self) -> None:
        try:
            with self.database.errors():
                migrations.migrate(self.database.begin)
        except ArchiveError as error:
            if not self.is_new and self.database.is_read_only(error):
                raise OlderArchiveError(self.database.place) from error
            raise

    def close(self) -> None:
        self.database.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn what the database says, and what cannot be made of what it holds, into an ``ArchiveError``."""
        try:
            with self.database.errors():
                yield
        except ArchiveError as error:
            if isinstance(error.__cause__, ValueError) and not isinstance(error.__cause__, UnicodeError):
                raise DamagedArchiveError(error.folder, f"it is damaged ({error.__cause__})") from error.__cause__
            raise

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one state of the catalog throughout.

        Raises:
            ArchiveError: the catalog cannot be read.
        """
        with self._errors(), self.database.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection in a transaction that is committed at the end, or rolled back where that is not reached.

        Raises:
            ArchiveError: the catalog cannot be written.
        """
        with self.database.errors(), self.database.begin() as connection:
            yield connection

    @contextmanager
    def current(self) -> Iterator[SqlGeneration]:
        """The newest generation, the same for as long as the ``with`` lasts.

        Raises:
            ArchiveError: the catalog cannot be read.
        """
        with ExitStack() as stack:
            # What the caller raises within the `with` is none of the database's errors.
            with self.database.errors():
                connection = stack.enter_context(self.database.connect())
            yield SqlGeneration(connection, self.database.place, self._errors)

    @repeated
    def state(self) -> dict[str, str]:
        """Sync state: ``schema``, ``generation``, ``model``, ``cut``, ``vocabulary_coverage``, ``synced``."""
        with self.reading() as connection:
            return {row.key: row.value for row in connection.execute(sa.select(schema.state))}

    @repeated
    def generation(self) -> int:
        """Grows by one with every sync that changed something."""
        with self.reading() as connection:
            query = sa.select(schema.state.c.value).where(schema.state.c.key == "generation")
            return int(connection.execute(query).scalar_one())

    @repeated
    def posts_of(self, source: str) -> tuple[list[Post], bool]:
        """The posts of a source, and whether all of them are as they were stored; one that is not is left out."""
        with self.reading() as connection:
            query = sa.select(schema.posts).where(schema.posts.c.source == source).order_by(schema.posts.c.number)
            rows = connection.execute(query).all()
        found = schema.intact(rows)
        return list(found.values()), len(found) == len(rows)

    @repeated
    def addresses_of(self, source: str) -> dict[str, str]:
        """The addresses of the posts of a source, by their ids."""
        columns = schema.posts.c
        with self.reading() as connection:
            query = sa.select(columns.id, columns.url).where(columns.source == source).order_by(columns.number)
            return {row.id: row.url for row in connection.execute(query)}

    @repeated
    def posts_by_number(self, numbers: Sequence[int]) -> list[Post]:
        """The posts of these numbers, in their order; what is not stored is left out."""
        found: dict[int, Post] = {}
        with self.reading() as connection:
            for part in parts_of(numbers):
                rows = connection.execute(sa.select(schema.posts).where(schema.posts.c.number.in_(part)))
                found |= schema.intact(rows)
        return [found[number] for number in numbers if number in found]

    @repeated
    def memory(self, source: str) -> str:
        """What the last sync left to know of a source, as JSON; empty where there was none."""
        with self.reading() as connection:
            query = sa.select(schema.sites.c.memory).where(schema.sites.c.source == source)
            return str(connection.execute(query).scalar() or "")

    @repeated
    def memories(self) -> dict[str, str]:
        """What the last sync left to know of every source, as JSON."""
        with self.reading() as connection:
            return {row.source: row.memory for row in connection.execute(sa.select(schema.sites))}

    @repeated
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

    @repeated
    def check_values(self) -> None:
        """Look whether all values but those of vectors have the types of their columns. Those of posts and of what
        is remembered of sources that do not are told to the log: a sync mends them.

        Raises:
            DamagedArchiveError: any other does not.
        """
        tables = [table for table in (schema.state, *schema.KEPT) if table is not schema.vectors]
        with self.reading() as connection:
            for column, count in wrong_values(connection, tables):
                place, said = self.database.place, f"{column} is of a wrong type in {count:,} rows"
                if not isinstance(column.type, (PostText, MemoryText)):
                    raise DamagedArchiveError(place, f"it is damaged ({said})")
                log.warning("%s: it is damaged (%s). Index the sources again to mend it.", place, said)

    @repeated
    def sources(self) -> list[Source]:
        """The sources that posts came from, by name."""
        with self.reading() as connection:
            return known_sources(connection)

    @repeated
    def options(self, source: str) -> SourceOptions:
        """The options that a source was given."""
        with self.reading() as connection:
            return options_of(connection, source)

    @repeated
    def add_vectors(self, encoded: Sequence[tuple[str, Vectors, Vectors, bytes | None]]) -> None:
        """Keep vectors for a sync under way; no reader looks at them before its passages are there.

        ``encoded``: the key of each passage, its vector, shape (dimension,), those of its sentences, shape
        (sentences, width), and its tokens.
        """
        if not encoded:
            return
        rows = [
            {
                "encoded": key,
                "vector": vector.astype(np.float32).tobytes(),
                "sentences": parts.astype(np.float16).tobytes(),
                "parts": len(parts),
                "tokens": tokens,
            }
            for key, vector, parts, tokens in encoded
        ]
        with self.writing() as connection:
            for keys in parts_of([key for key, *_ in encoded]):
                connection.execute(sa.delete(schema.vectors).where(schema.vectors.c.encoded.in_(keys)))
            connection.execute(sa.insert(schema.vectors), rows)


def _nobody(_connection: sa.Connection, *, recut: bool) -> AbstractContextManager[None]:  # noqa: ARG001
    return nullcontext()


def _database_at(place: Place, *, create: bool, local: Path) -> Database:
    """The database of an archive, whose arguments are those of a catalog."""
    # Each imports what it needs: who keeps an archive in a folder has no PostgreSQL installed.
    if is_database(place):
        from embeddings.stores.postgresql import PostgresDatabase  # noqa: PLC0415

        return PostgresDatabase(str(place), create=create, local=local)
    from embeddings.stores.sqlite import SqliteDatabase  # noqa: PLC0415

    return SqliteDatabase(folder_of(place), create=create)


def _sources(connection: sa.Connection) -> list[str]:
    query = sa.select(schema.posts.c.source).distinct().order_by(schema.posts.c.source)
    return list(connection.execute(query).scalars())


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[: len("2017-07-22")]) if published else None
    except ValueError:  # a damaged post's
        return None


def parts_of(values: Sequence[Any], size: int = 500) -> Iterator[Sequence[Any]]:
    """SQL statements take a limited number of values at once."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
