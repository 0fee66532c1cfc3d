"""The files of a source, and those of a folder."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from embeddings.content.bounds import Unreadable, unreadable
from embeddings.content.items import Skipped

MAX_FILE_BYTES = 64 * 1024 * 1024
"""Bytes of a file that is read at once, at most; formats that stream a file have no such limit."""
_IGNORED_FOLDERS = frozenset({"node_modules", "__pycache__", "__MACOSX", "venv"})
_FAULTS = (OSError, EOFError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error)
"""What opening or reading a file on disk or in a zip file raises."""


class OutsideError(Unreadable):
    """A name leads to what its folder does not offer."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a source."""

    name: str
    """Its path in the source, with ``/``: the id of its post."""
    size: int
    """Bytes, unpacked."""
    opener: Callable[[], IO[bytes]]
    changed: tuple[int, ...] = ()
    """What the disk has another of once the file has changed: its number, and when it was written and renamed last, in
    nanoseconds. Empty in a zip file."""

    @property
    def path(self) -> PurePosixPath:
        return PurePosixPath(self.name)

    @property
    def suffix(self) -> str:
        """The end of its name from the last dot, in lower case."""
        return self.path.suffix.lower()

    def open(self) -> IO[bytes]:
        """The file's bytes from the first.

        Raises:
            Unreadable: it cannot be opened, or its zip file is damaged or locked.
        """
        try:
            return self.opener()
        except _FAULTS as error:
            raise Unreadable(f"it cannot be read: {getattr(error, 'strerror', None) or error}") from error

    def head(self, size: int) -> bytes:
        """The first bytes. Raises as :meth:`open` does."""
        return self._read(size)

    def data(self, limit: int = MAX_FILE_BYTES) -> bytes:
        """All bytes.

        Raises:
            Unreadable: it is larger than ``limit`` bytes, or cannot be read.
        """
        if self.size > limit:
            raise Unreadable(f"it is larger than {limit // 2**20} MB")
        return self._read(limit)

    def text(self, limit: int = MAX_FILE_BYTES) -> str:
        """The file's text: UTF-8 or UTF-16 by its byte order mark, else what older editors wrote.

        Raises as :meth:`data` does.
        """
        data = self.data(limit)
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16", "replace")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace")

    def _read(self, size: int) -> bytes:
        with self.open() as file:
            try:
                return file.read(size)
            except _FAULTS as error:
                raise Unreadable(f"it cannot be read: {getattr(error, 'strerror', None) or error}") from error


def disk_file(path: Path, name: str) -> SourceFile:
    """A file on disk.

    Raises:
        Unreadable: it is missing or no file, such as a pipe, or its folder is closed to us.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise Unreadable(f"it cannot be read: {error.strerror}") from error
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("it is neither a file nor a folder")
    changed = status.st_ino, status.st_mtime_ns, status.st_ctime_ns
    return SourceFile(name, status.st_size, lambda: path.open("rb"), changed)


class Folder:
    """A folder whose files are opened by their names: the one way to its posts, its settings, and whatever these
    name."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def find(self, name: str) -> SourceFile | None:
        """The file of that name; ``None`` where there is none.

        Args:
            name: its path from the folder, as a setting may have it: ``..`` and links are followed within the folder.

        Raises:
            OutsideError: it lies outside of the folder, or a link leads there or to a hidden file.
            Unreadable: it is closed to us.
        """
        try:
            path = self._root / name
            plain = Path(os.path.normpath(path))
            if not plain.is_relative_to(self._root):
                raise OutsideError("its name leads out of the folder")
            if ".." not in name:
                # To resolve a path takes long, and of the settings that are looked for most are not there.
                path.lstat()
            real = path.resolve()
            if real != plain and not self._offers(real):
                raise OutsideError("it is a link out of the folder, or to a hidden file")
            # A pipe would be waited for.
            return disk_file(real, name) if real.is_file() else None
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise Unreadable(f"it cannot be read: {error.strerror or error}") from error
        except (RuntimeError, ValueError):
            # A link to itself, or what no disk has for a name.
            return None

    def _offers(self, path: Path) -> bool:
        """Whether a path, resolved, is one of those that are read."""
        return path.is_relative_to(self._root) and not any(map(is_ignored, path.relative_to(self._root).parts))


def files_under(root: Path) -> Iterator[SourceFile | Skipped]:
    """The files of a folder in the order of their names, hidden ones and tools' own folders left out.

    A folder in it that cannot be listed is skipped with the reason.

    Raises:
        OSError: the folder itself cannot be listed.
    """
    folder = Folder(root)
    waiting = _listed(root)
    while waiting:
        entry = waiting.pop()
        name = Path(entry.path).relative_to(root).as_posix()
        try:
            # A link to a folder can lead back up and never end.
            if entry.is_dir(follow_symlinks=False):
                waiting += _listed(Path(entry.path))
            elif file := folder.find(name):
                yield file
        except OutsideError as error:
            yield Skipped(name, error.reason)
        except Unreadable as error:
            yield unreadable(name, error)
        except OSError as error:
            yield unreadable(f"{name}/", Unreadable(f"it cannot be read: {error.strerror or error}"))


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, the first name last."""
    with os.scandir(folder) as entries:
        return sorted((e for e in entries if not is_ignored(e.name)), key=lambda e: e.name, reverse=True)


def is_ignored(name: str) -> bool:
    """Whether a file or a folder of that name is left out, with all that is in it."""
    return name.startswith(".") or name in _IGNORED_FOLDERS
