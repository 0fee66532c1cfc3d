"""What a catalog is kept in: an SQLite file in a folder, or a PostgreSQL database by its address.

What differs between them stands in a module each, :mod:`embeddings.stores.sqlite` and
:mod:`embeddings.stores.postgresql`, and the SQL that each spells in its own way in :mod:`embeddings.stores.dialects`.
"""

from __future__ import annotations

import functools
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

import sqlalchemy as sa

from embeddings.errors import ArchiveError, SettingError, UnreachableArchiveError

log = logging.getLogger(__name__)

Place = Path | str
"""A folder, or the address of a database: a text with ``://``."""

LOCAL = Path("archive")
"""Where the files of a database by its address are kept on this machine, each in a folder of its own."""

PATIENCE = 30.0
"""Seconds for which work is tried again whose database is away: a server that starts again takes a few."""

_ANOTHER_FOLDER = "Name another with ARCHIVE_DIR, ARCHIVES or --archive."

P = ParamSpec("P")
T = TypeVar("T")


class Database(Protocol):
    """One database that holds one archive. Safe to share between threads."""

    @property
    def place(self) -> Place:
        """As it is named to people: without a password."""

    @property
    def folder(self) -> Path:
        """On this machine, for files that are made of the catalog."""

    @property
    def beside(self) -> Path | sa.URL:
        """Where whoever serves the archive keeps tables of its own: a folder for a file, or this very database."""

    def connect(self) -> AbstractContextManager[sa.Connection]:
        """A connection that sees one state of the database throughout."""

    def begin(self) -> AbstractContextManager[sa.Connection]:
        """A connection in a transaction that writes, one at a time: committed at the end, or rolled back where that is
        not reached."""

    def errors(self) -> AbstractContextManager[None]:
        """Turn what the database says into an ``ArchiveError``."""

    def alone(self) -> AbstractContextManager[None]:
        """Be the only one who syncs. Raises ``BusyArchiveError`` where another process does."""

    def is_read_only(self, error: ArchiveError) -> bool:
        """Whether an error came of writing where only reading is allowed."""

    def faults(self, connection: sa.Connection) -> Iterator[str]:
        """What the engine itself finds wrong with its tables."""

    def remove(self) -> None:
        """Close it and take away what was made for the archive."""

    def close(self) -> None:
        """Let go of it."""


def is_database(place: Place) -> bool:
    """Whether a place is the address of a database rather than a folder."""
    return isinstance(place, str) and "://" in place


def folder_of(place: Path | str) -> Path:
    """The folder that a path names, there or not.

    Raises:
        SettingError: there can be no folder of that name.
    """
    try:
        folder = Path(place).expanduser()
        str(folder).encode()  # which index files are named by
        folder.exists()
    except UnicodeEncodeError as error:
        raise SettingError(f"{os.fsencode(place)!r}: its name is not UTF-8. {_ANOTHER_FOLDER}") from error
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error).rstrip(".")
        raise SettingError(f"{place}: it cannot be the folder of an archive ({reason}). {_ANOTHER_FOLDER}") from error
    return folder


def repeated(work: Callable[P, T]) -> Callable[P, T]:
    """Do a piece of work again, for as long as ``PATIENCE`` says, whose database went away before it was done.

    It has one transaction that writes at most, of which nothing is left then.
    """

    @functools.wraps(work)
    def again(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return work(*args, **kwargs)
        except UnreachableArchiveError as error:
            import tenacity  # noqa: PLC0415 - a file is never away

            log.warning("%s. Trying again for %d seconds.", error, PATIENCE)
            tries = tenacity.Retrying(
                retry=tenacity.retry_if_exception_type(UnreachableArchiveError),
                wait=tenacity.wait_random_exponential(multiplier=0.1, max=5.0),
                stop=tenacity.stop_after_delay(PATIENCE),
                reraise=True,
            )
            return tries(work, *args, **kwargs)

    return again
