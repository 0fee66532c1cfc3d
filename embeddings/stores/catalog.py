"""The truth: posts, passages, vectors and sync state in one SQLite file.

Vectors are kept by the hash of what was encoded, apart from the posts, and are written in batches while a sync
encodes. Posts and passages change in one transaction at its end. So a reader sees a whole sync or none of it, and a
sync that was killed finds its vectors again.
"""

from __future__ import annotations

import json
import os
import urllib.parse
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa

from embeddings.errors import ArchiveError
from embeddings.models.encoder import Vectors
from embeddings.posts import Passage, Post
from embeddings.stores import schema
from embeddings.stores.generation import Generation

FILE = "catalog.sqlite3"


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the catalog keeps it."""

    post: int
    """Number of its post."""
    span: Passage
    encoded: str
    """Hash of the model and of the text that it reads: the key of the passage's vector."""


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the catalog holds at one generation."""

    generation: int
    posts: dict[int, Post]
    """By number."""
    passages: list[StoredPassage]
    """Those of a post stand together, in the order of its text."""
    redirects: dict[str, str]
    """By the key of a post that another stands for, the key of that one."""


Cut = tuple[Passage, str]
"""A passage and the key of its vector."""


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What a sync found new in one source."""

    source: str
    posts: Sequence[tuple[Post, Sequence[Cut]]]
    """Posts that are new or changed, with their passages."""
    removed: Collection[str]
    """Ids of posts that the source no longer has."""
    confirmed: Collection[str] = ()
    """Ids of posts that the source has as they are."""
    memory: str = ""
    """What the next sync has to know of a source on the web, as JSON."""


def content_hash(post: Post) -> str:
    """Changes whenever anything of the post does."""
    return _digest(json.dumps([*schema.row_of(post).values()], ensure_ascii=False))


def encoded_hash(model: str, text: str) -> str:
    """Key of the vector that ``model`` gives for ``text``."""
    return _digest(f"{model}\0{text}")


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Catalog:
    """The tables of one archive; every method that writes is one transaction."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the catalog in ``folder``.

        Raises:
            ArchiveError: there is none (and ``create`` is false), it is damaged, or a newer Pullquote wrote it.
        """
        self.path = folder / FILE
        if not create and not self.path.exists():
            raise ArchiveError(
                f"{folder}: there is no archive here. Make one with: pullquote index SOURCE --archive {folder}"
            )
        if create:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ArchiveError(
                    f"{folder}: the folder cannot be made ({error.strerror}). "
                    "Choose another with --archive or ARCHIVE_DIR."
                ) from error
        self._engine = sa.create_engine(_address(self.path))
        sa.event.listen(self._engine, "connect", _set_up_connection)
        sa.event.listen(self._engine, "begin", _begin)
        with self._errors():
            if create:
                with self._engine.begin() as connection:
                    schema.metadata.create_all(connection)
                    if connection.execute(sa.select(schema.state)).first() is None:
                        _write_state(connection, {"schema": str(schema.LAYOUT), "generation": "0"})
            found = int(self.state().get("schema", "0"))
            if found < schema.LAYOUT:
                self._upgrade()
        if found > schema.LAYOUT:
            raise ArchiveError(
                f"{folder}: the archive was made by a newer Pullquote "
                f"(layout {found}, this one knows {schema.LAYOUT}). Update Pullquote."
            )

    def _upgrade(self) -> None:
        """Give an archive of layout 1 its new columns; the next sync fills them, as it finds every post changed."""
        with self._engine.begin() as connection:
            # Written first, so that the second of two processes waits here and finds the columns made.
            _write_state(connection, {"schema": str(schema.LAYOUT)})
            for table, column, kind in schema.ADDED:
                if column not in (found["name"] for found in sa.inspect(connection).get_columns(table)):
                    connection.execute(sa.text(f"ALTER TABLE {table} ADD COLUMN {column} {kind}"))

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn what the database says into one line for the owner."""
        try:
            yield
        except (sa.exc.DatabaseError, ValueError) as error:
            reason = str(getattr(error, "orig", None) or error)
            advice = "Make sure that the disk is writable and has room; what was stored is as it was."
            if "malformed" in reason or "not a database" in reason or "no such table" in reason:
                advice = "It is damaged: move it away and index again."
            elif "locked" in reason:
                advice = "Another process is writing to it; try again in a moment."
            raise ArchiveError(f"{self.path}: {reason}. {advice}") from error

    def state(self) -> dict[str, str]:
        """Sync state: ``schema``, ``generation``, ``model``, ``cut``, ``vocabulary_coverage``, ``synced``."""
        with self._errors(), self._engine.connect() as connection:
            return {row.key: row.value for row in connection.execute(sa.select(schema.state))}

    def generation(self) -> int:
        """Grows by one with every sync that changed something."""
        with self._errors(), self._engine.connect() as connection:
            query = sa.select(schema.state.c.value).where(schema.state.c.key == "generation")
            return int(connection.execute(query).scalar_one())

    @contextmanager
    def reading(self) -> Iterator[Generation]:
        """The newest generation, for as long as the ``with`` lasts."""
        with self._engine.connect() as connection:
            yield Generation(connection, str(self.path), self._errors)

    def contents(self) -> Contents:
        """Everything but the vectors, read in one transaction."""
        with self._errors(), self._engine.connect() as connection:
            query = sa.select(schema.state.c.value).where(schema.state.c.key == "generation")
            generation = int(connection.execute(query).scalar_one())
            posts = {
                row.number: schema.post_of(row)
                for row in connection.execute(sa.select(schema.posts).order_by(schema.posts.c.number))
            }
            rows = connection.execute(
                sa.select(schema.passages).order_by(schema.passages.c.post, schema.passages.c.number)
            )
            passages = [StoredPassage(row.post, Passage(row.start, row.end), row.encoded) for row in rows]
            redirects = {row.old: row.new for row in connection.execute(sa.select(schema.redirects))}
        return Contents(generation, posts, passages, redirects)

    def hashes(self, source: str) -> dict[str, str]:
        """Content hash of each post of a source, by the post's id."""
        with self._errors(), self._engine.connect() as connection:
            query = sa.select(schema.posts.c.id, schema.posts.c.hash).where(schema.posts.c.source == source)
            return {row.id: row.hash for row in connection.execute(query)}

    def numbered_posts(self) -> list[tuple[int, str, Post]]:
        """Number, source and post of everything that is stored."""
        with self._errors(), self._engine.connect() as connection:
            return [
                (row.number, row.source, schema.post_of(row)) for row in connection.execute(sa.select(schema.posts))
            ]

    def posts_of(self, source: str) -> list[Post]:
        """The posts of a source."""
        with self._errors(), self._engine.connect() as connection:
            query = sa.select(schema.posts).where(schema.posts.c.source == source).order_by(schema.posts.c.number)
            return [schema.post_of(row) for row in connection.execute(query)]

    def memory(self, source: str) -> str:
        """What the last sync left to know of a source on the web, as JSON; empty where there was none."""
        with self._errors(), self._engine.connect() as connection:
            query = sa.select(schema.sites.c.memory).where(schema.sites.c.source == source)
            return str(connection.execute(query).scalar() or "")

    def memories(self) -> dict[str, str]:
        """What is known of every source on the web, as JSON."""
        with self._errors(), self._engine.connect() as connection:
            return {row.source: row.memory for row in connection.execute(sa.select(schema.sites))}

    def confirm(self, changes: Sequence[SourceChange], at: str) -> None:
        """Keep what a sync learnt that changes no post: when posts were found to be as they are, and its memory."""
        with self._errors(), self._engine.begin() as connection:
            for change in changes:
                _confirm(connection, change, at)

    def provenance(self, identity: str) -> tuple[str, datetime | None]:
        """The source of a post, and when that last said that the post stands as it is here; of no source where there
        is no such post."""
        with self._errors(), self._engine.connect() as connection:
            columns = schema.posts.c.source, schema.posts.c.fetched
            row = connection.execute(sa.select(*columns).where(schema.posts.c.id == identity)).first()
        if row is None:
            return "", None
        return row.source, datetime.fromisoformat(row.fetched) if row.fetched else None

    def sources(self) -> list[str]:
        """Names of the sources that posts came from."""
        with self._errors(), self._engine.connect() as connection:
            return list(
                connection.execute(
                    sa.select(schema.posts.c.source).distinct().order_by(schema.posts.c.source)
                ).scalars()
            )

    def vectors(self, encoded: Sequence[str]) -> Vectors:
        """The vectors of these keys in order: float32, shape (len(encoded), dimension).

        Raises:
            ArchiveError: one is missing.
        """
        with self._errors(), self._engine.connect() as connection:
            query = sa.select(schema.vectors.c.encoded, schema.vectors.c.vector)
            rows = {row.encoded: row.vector for row in connection.execute(query)}
        try:
            return np.stack([np.frombuffer(rows[key], dtype=np.float32) for key in encoded])
        except (KeyError, ValueError) as error:
            raise ArchiveError(f"{self.path}: vectors are missing. Index again to mend it.") from error

    def sentence_vectors(self, encoded: Sequence[str]) -> Vectors:
        """The vectors of these passages' sentences in order: float32, shape (sentences, width).

        A passage that layout 1 wrote stands for its own one sentence.

        Raises:
            ArchiveError: one is missing.
        """
        with self._errors(), self._engine.connect() as connection:
            rows = {row.encoded: row for row in connection.execute(sa.select(schema.vectors))}
        try:
            return np.concatenate([_sentence_rows(rows[key]) for key in encoded])
        except (KeyError, ValueError) as error:
            raise ArchiveError(f"{self.path}: vectors are missing. Index again to mend it.") from error

    def sentence_counts(self, encoded: Sequence[str]) -> list[int]:
        """How many vectors of sentences each of these passages has: one at least."""
        with self._errors(), self._engine.connect() as connection:
            rows = connection.execute(sa.select(schema.vectors.c.encoded, schema.vectors.c.parts))
            counts = {row.encoded: row.parts or 1 for row in rows}
        return [counts.get(key, 1) for key in encoded]

    def known_vectors(self) -> set[str]:
        """Keys of all vectors that are stored, with their sentences'."""
        with self._errors(), self._engine.connect() as connection:
            query = sa.select(schema.vectors.c.encoded).where(schema.vectors.c.parts.is_not(None))
            return set(connection.execute(query).scalars())

    def add_vectors(self, encoded: Sequence[str], vectors: Sequence[Vectors], sentences: Sequence[Vectors]) -> None:
        """Keep vectors for a sync under way; no reader looks at them before its passages are there.

        Args:
            encoded: the passages' keys.
            vectors: of each passage, shape (dimension,).
            sentences: those of its sentences, shape (sentences, width).
        """
        rows = [
            {
                "encoded": key,
                "vector": vector.astype(np.float32).tobytes(),
                "sentences": parts.astype(np.float16).tobytes(),
                "parts": len(parts),
            }
            for key, vector, parts in zip(encoded, vectors, sentences, strict=True)
        ]
        with self._errors(), self._engine.begin() as connection:
            for keys in _parts(list(encoded)):
                connection.execute(sa.delete(schema.vectors).where(schema.vectors.c.encoded.in_(keys)))
            connection.execute(sa.insert(schema.vectors), rows)

    def apply(
        self,
        changes: Sequence[SourceChange],
        recut: Mapping[int, Sequence[Cut]],
        state: Mapping[str, str],
        redirects: Mapping[str, str],
    ) -> None:
        """Bring sources up to date in one transaction and start a new generation.

        Args:
            changes: what is new in each source.
            recut: new passages of posts that did not change, by post number.
            state: entries of the sync state to set.
            redirects: by the key of a post that another stands for from now on, the key of that one.
        """
        with self._errors(), self._engine.begin() as connection:
            for change in changes:
                self._apply_one(connection, change)
                _confirm(connection, change, state["synced"])
            for numbers in _parts(list(recut)):
                connection.execute(sa.delete(schema.passages).where(schema.passages.c.post.in_(numbers)))
            for number, cut in recut.items():
                _insert_passages(connection, number, cut)
            connection.execute(
                sa.delete(schema.vectors).where(schema.vectors.c.encoded.not_in(sa.select(schema.passages.c.encoded)))
            )
            query = sa.select(schema.state.c.value).where(schema.state.c.key == "generation")
            generation = int(connection.execute(query).scalar_one()) + 1
            _write_state(connection, {**state, "generation": str(generation)})
            for old, new in redirects.items():
                connection.execute(sa.delete(schema.redirects).where(schema.redirects.c.old == old))
                connection.execute(sa.insert(schema.redirects).values(old=old, new=new))

    def _apply_one(self, connection: sa.Connection, change: SourceChange) -> None:
        query = sa.select(schema.posts.c.id, schema.posts.c.number).where(schema.posts.c.source == change.source)
        numbers = {row.id: row.number for row in connection.execute(query)}
        touched = [numbers[key] for key in (*change.removed, *(post.id for post, _ in change.posts)) if key in numbers]
        for part in _parts(touched):
            connection.execute(sa.delete(schema.passages).where(schema.passages.c.post.in_(part)))
        for part in _parts([numbers[key] for key in change.removed]):
            connection.execute(sa.delete(schema.posts).where(schema.posts.c.number.in_(part)))
        for post, cut in change.posts:
            values = schema.row_of(post) | {"source": change.source, "hash": content_hash(post)}
            number = numbers.get(post.id)
            if number is None:
                insert = sa.insert(schema.posts).values(values).returning(schema.posts.c.number)
                number = connection.execute(insert).scalar_one()
            else:
                connection.execute(sa.update(schema.posts).where(schema.posts.c.number == number).values(values))
            _insert_passages(connection, number, cut)

    def set_state(self, entries: Mapping[str, str]) -> None:
        with self._errors(), self._engine.begin() as connection:
            _write_state(connection, entries)


def _address(path: Path) -> str:
    """Where the folder cannot be written, SQLite reads a database in WAL mode only if told that nobody writes it.

    https://www.sqlite.org/wal.html#readonly
    """
    if not path.exists() or os.access(path.parent, os.W_OK):
        return f"sqlite:///{path}"
    return f"sqlite:///file:{urllib.parse.quote(str(path.resolve()))}?immutable=1&uri=true"


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _set_up_connection(connection: Any, _record: Any) -> None:
    # The driver would begin a transaction before a change alone, so that two SELECTs could see two generations:
    # https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#pysqlite-serializable
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        # A read-only disk refuses WAL; reading goes on without it.
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
    except Exception as error:  # the driver's own error class, whichever driver it is
        if "readonly" not in str(error) and "read-only" not in str(error):
            raise
    finally:
        cursor.execute("PRAGMA busy_timeout=10000")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()


def _sentence_rows(row: Any) -> Vectors:
    if not row.parts:
        return np.frombuffer(row.vector, dtype=np.float32).reshape(1, -1)
    return np.frombuffer(row.sentences, dtype=np.float16).astype(np.float32).reshape(row.parts, -1)


def _insert_passages(connection: sa.Connection, post: int, cut: Sequence[Cut]) -> None:
    rows = [{"post": post, "start": span.start, "end": span.end, "encoded": key} for span, key in cut]
    if rows:
        connection.execute(sa.insert(schema.passages), rows)


def _confirm(connection: sa.Connection, change: SourceChange, at: str) -> None:
    ids = [*change.confirmed, *(post.id for post, _ in change.posts)]
    for part in _parts(ids):
        of_source = schema.posts.c.source == change.source
        connection.execute(sa.update(schema.posts).where(of_source, schema.posts.c.id.in_(part)).values(fetched=at))
    if change.memory:
        connection.execute(sa.delete(schema.sites).where(schema.sites.c.source == change.source))
        connection.execute(sa.insert(schema.sites).values(source=change.source, memory=change.memory))


def _write_state(connection: sa.Connection, entries: Mapping[str, str]) -> None:
    for key, value in entries.items():
        connection.execute(sa.delete(schema.state).where(schema.state.c.key == key))
        connection.execute(sa.insert(schema.state).values(key=key, value=value))


def _parts(values: Sequence[Any], size: int = 500) -> Iterator[Sequence[Any]]:
    """SQL statements take a limited number of values at once."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
