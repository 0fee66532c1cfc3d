"""Copies of a catalog, and a catalog made of its copy again, while it is in use: https://www.sqlite.org/backup.html."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from embeddings.errors import ArchiveError, DamagedArchiveError
from embeddings.stores.catalog import Catalog, write_state
from embeddings.stores.check import catalog_faults


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
        ArchiveError: the copy is damaged or of a newer Pullquote, or the catalog cannot be written. Nothing changed.
    """
    with closing(Catalog(folder)) as copy:
        fault = next((fault for fault in catalog_faults(copy) if fault.part == "catalog"), None)
        if fault:
            raise DamagedArchiveError(folder, f"the copy is damaged ({fault.text})")
        # A number that no reader has seen, so that none takes its indexes for those of the copy.
        number = max(catalog.generation(), copy.generation()) + 1
        with copy.writing() as connection:
            write_state(connection, {"generation": str(number)})
    copy_database(copy.path, catalog.path)


@contextmanager
def _errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise ArchiveError(folder, f"it cannot be copied ({error})") from error
