"""A folder of files that were made of the catalog: written whole, and believed only while nothing of it has changed."""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

log = logging.getLogger(__name__)

_STAMP = "stamp.json"
_LEFT_SECONDS = 3600.0
_AT_ONCE = 1 << 20
"""Bytes that are read at once."""


def is_cached(folder: Path, stamp: Mapping[str, object]) -> bool:
    """Whether the folder was written with this stamp, and all of its files are as they were."""
    try:
        found = json.loads((folder / _STAMP).read_bytes())
        if found["stamp"] != stamp:
            return False
        if found["files"] == _sums(folder):
            return True
    except (OSError, ValueError, KeyError, TypeError):
        return False
    log.warning("%s is damaged; building it again from the catalog.", folder)
    return False


def is_damaged(folder: Path) -> bool:
    """Whether a file of the folder is not as it was written; all are made anew then when they are next needed."""
    try:
        return bool(json.loads((folder / _STAMP).read_bytes())["files"] != _sums(folder))
    except FileNotFoundError:
        return False
    except (OSError, ValueError, KeyError, TypeError):
        return True


def cache(folder: Path, stamp: Mapping[str, object], write: Callable[[Path], None]) -> None:
    """Put a folder in the place of the one before.

    Args:
        folder: where it comes to stand.
        stamp: what it was made of, as JSON has it.
        write: fills an empty folder.
    """
    try:
        for left in folder.parent.glob(f"{folder.name}.*"):
            # What a process left that was killed; one that is at work takes seconds.
            if time.time() - left.stat().st_mtime > _LEFT_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f"{folder.name}.") as made:
            fresh, before = Path(made, "fresh"), Path(made, "before")
            fresh.mkdir()
            write(fresh)
            (fresh / _STAMP).write_text(json.dumps({"stamp": stamp, "files": _sums(fresh)}), encoding="utf-8")
            # Whoever has the files of before open or mapped keeps them.
            if folder.exists():
                folder.rename(before)
            fresh.rename(folder)
    except OSError as error:
        # Another process may have been faster with the same.
        if not is_cached(folder, stamp):
            log.warning("%s could not be cached (%s); it is built again at every start.", folder, error.strerror)


def _sums(folder: Path) -> dict[str, int]:
    """CRC-32 of every file but the stamp, by its name."""
    return {
        path.relative_to(folder).as_posix(): checksum(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != _STAMP
    }


def checksum(path: Path) -> int:
    """CRC-32 of a file, which is read a little at a time. Raises ``OSError``."""
    found = 0
    with path.open("rb") as file:
        while part := file.read(_AT_ONCE):
            found = zlib.crc32(part, found)
    return found
