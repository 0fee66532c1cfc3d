"""What texts came to when they were parsed, by source: a sync of a folder in which one file has changed parses one.

It is kept beside the catalog and may be deleted at any time. What is wrong with it costs time and nothing else: it is
made anew, or done without.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from embeddings.content.html import Content
from embeddings.posts import Block, Link

log = logging.getLogger(__name__)

FILE = "parsed.sqlite3"
_PARSERS = ("markdown-it-py", "mdit-py-plugins", "selectolax")
_AT_ONCE = 500
"""Texts in a transaction."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS parsed (source TEXT, key BLOB, content BLOB, PRIMARY KEY (source, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS made (by TEXT);
CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID;
"""


class ParsedTexts:
    """The parsed texts of one source."""

    def __init__(self, folder: Path, source: str) -> None:
        """
        Args:
            folder: that of the archive on this machine, in which one process at a time writes.
            source: its name.
        """
        self._path = folder / FILE
        self._source = source
        self._waiting = 0
        self._connection: sqlite3.Connection | None = None
        self._is_tried = False

    def close(self) -> None:
        """Keep what was parsed until here."""
        with self._errors():
            if self._connection:
                self._connection.commit()
                self._connection.close()

    def content(self, text: str, parse: Callable[[], Content]) -> Content:
        """What a text holds: as it was parsed before, else by ``parse``, whose errors are raised.

        Args:
            text: all that the outcome depends on.
        """
        key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        found = self._found(key)
        if found is None:
            found = parse()
            self._keep(key, found)
        return found

    def forget_unused(self) -> None:
        """Forget what was not asked for, since the source was read to its end."""
        with self._errors():
            if self._path.exists() and (connection := self._open()):
                unused = "DELETE FROM parsed WHERE source = ? AND key NOT IN (SELECT key FROM used)"
                connection.execute(unused, (self._source,))
                connection.commit()

    def _open(self) -> sqlite3.Connection | None:
        """The file, opened when it is first needed: not every source has a text that is parsed."""
        if not self._is_tried:
            self._is_tried = True
            self._connection = _opened(self._path)
        return self._connection

    def _found(self, key: bytes) -> Content | None:
        with self._errors():
            if connection := self._open():
                connection.execute("INSERT OR IGNORE INTO used VALUES (?)", (key,))
                query = "SELECT content FROM parsed WHERE source = ? AND key = ?"
                row = connection.execute(query, (self._source, key)).fetchone()
                try:
                    return _unpacked(row[0]) if row else None
                except (zlib.error, ValueError, TypeError):
                    # It is damaged, and parsed again.
                    return None
        return None

    def _keep(self, key: bytes, content: Content) -> None:
        with self._errors():
            if self._connection:
                row = (self._source, key, _packed(content))
                self._connection.execute("INSERT OR REPLACE INTO parsed VALUES (?, ?, ?)", row)
                self._waiting += 1
                if self._waiting % _AT_ONCE == 0:
                    self._connection.commit()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """From whatever the disk says on, all is parsed."""
        try:
            yield
        except sqlite3.Error as error:
            log.info("%s cannot be used (%s): all files are parsed", FILE, error)
            if self._connection:
                self._connection.close()
            self._connection = None


def _opened(path: Path, *, again: bool = True) -> sqlite3.Connection | None:
    """The file, made where it is missing, damaged, or of another version; ``None`` where it cannot be."""
    connection = None
    try:
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.executescript(_SCHEMA)
        if connection.execute("SELECT by FROM made").fetchall() != [(_made_by(),)]:
            connection.execute("DELETE FROM parsed")
            connection.execute("DELETE FROM made")
            connection.execute("INSERT INTO made VALUES (?)", (_made_by(),))
            connection.commit()
    except (sqlite3.Error, OSError) as error:
        if connection:
            connection.close()
        if again and isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            # It is no such file any more.
            with suppress(OSError):
                remove(path.parent)
            return _opened(path, again=False)
        log.info("%s cannot be used (%s): all files are parsed", path, error)
        return None
    return connection


def remove(folder: Path) -> None:
    """Delete what is kept in a folder."""
    for end in ("", "-wal", "-shm"):
        (folder / f"{FILE}{end}").unlink(missing_ok=True)


def _packed(content: Content) -> bytes:
    blocks = [(block.start, block.end, block.kind, block.level, block.page, block.number) for block in content.blocks]
    links = [(link.text, link.address) for link in content.links]
    return zlib.compress(json.dumps([content.text, blocks, links]).encode())


def _unpacked(packed: bytes) -> Content:
    """What was packed; zlib's checksum tells whether it still is."""
    text, blocks, links = json.loads(zlib.decompress(packed))
    return Content(text, tuple(Block(*block) for block in blocks), tuple(Link(*link) for link in links))


@cache
def _made_by() -> str:
    """What parses: the package's own modules and the parsers that they call."""
    package = Path(__file__).parents[1]
    own = blake2b(digest_size=16)
    for module in sorted(package.rglob("*.py")):
        own.update(module.read_bytes())
    return " ".join([own.hexdigest(), *map(_version, _PARSERS)])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
