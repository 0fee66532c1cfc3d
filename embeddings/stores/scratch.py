"""Folders for what is being written: gone once it is done, and cleared away later where a process was killed at it.

Whoever writes holds a lock on the folder itself, which the system lets go of when the process ends, however it ends.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # on Windows, where a folder cannot be locked
    fcntl = None  # type: ignore[assignment]

_PREFIX = ".pullquote-"
_NAME = re.compile(rf"{re.escape(_PREFIX)}[a-z0-9_]{{8}}")
"""As ``tempfile`` names them."""
_LEFT_SECONDS = 3600.0
"""Age from which a folder that cannot be locked is left over."""


@contextmanager
def scratch_folder(place: Path) -> Iterator[Path]:
    """A folder in another one, on the same disk, for as long as the ``with`` lasts.

    Raises:
        OSError: it cannot be made.
    """
    clear_left(place)
    while True:
        with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=place) as made, _locked(Path(made), wait=True):
            # Until it was locked, another process may have taken it for left over.
            if Path(made).exists():
                yield Path(made)
                return


def clear_left(place: Path) -> None:
    """Delete the folders of :func:`scratch_folder` whose process is gone; what cannot be deleted stays."""
    for folder in place.glob(f"{_PREFIX}*"):
        if not _NAME.fullmatch(folder.name) or not folder.is_dir() or folder.is_symlink():
            continue
        with _locked(folder, wait=False) as free:
            if free:
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Whether nobody else holds the folder, which is held for as long as the ``with`` lasts."""
    try:
        held = os.open(folder, os.O_RDONLY)
    except OSError:  # it is gone, or no folder can be opened here
        yield _is_old(folder)
        return
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            free = True
        except BlockingIOError:
            free = False
        except OSError:  # of a disk that knows no locks
            free = _is_old(folder)
        yield free
    finally:
        os.close(held)


def _is_old(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime > _LEFT_SECONDS
    except OSError:
        return False
