"""The files of a source: on disk, or in a zip file that is read in place."""

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
MAX_UNPACKED_BYTES = 8 * 1024**3
MAX_MEMBERS = 200_000
MAX_RATIO = 200
"""How many times larger than in the zip file a large member may be: text shrinks to a tenth, a zip bomb to a
thousandth."""
_SMALL = 1024 * 1024
_IGNORED_FOLDERS = frozenset({"node_modules", "__pycache__", "__MACOSX", "venv"})


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
        except (OSError, RuntimeError, zipfile.BadZipFile, NotImplementedError, zlib.error) as error:
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
            except (OSError, zipfile.BadZipFile, EOFError, ValueError, zlib.error) as error:
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
    return SourceFile(name, status.st_size, lambda: path.open("rb"))


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
            plain, real = Path(os.path.normpath(path)), path.resolve()
            if not plain.is_relative_to(self._root):
                raise OutsideError("its name leads out of the folder")
            if real != plain and not self._offers(real):
                raise OutsideError("it is a link out of the folder, or to a hidden file")
            # A pipe would be waited for.
            return disk_file(real, name) if real.is_file() else None
        except OSError as error:
            raise Unreadable(f"it cannot be read: {error.strerror or error}") from error
        except (RuntimeError, ValueError):
            # A link to itself, or what no disk has for a name.
            return None

    def _offers(self, path: Path) -> bool:
        """Whether a path, resolved, is one of those that are read."""
        return path.is_relative_to(self._root) and not any(map(_is_ignored, path.relative_to(self._root).parts))


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
        return sorted((e for e in entries if not _is_ignored(e.name)), key=lambda e: e.name, reverse=True)


def _is_ignored(name: str) -> bool:
    return name.startswith(".") or name in _IGNORED_FOLDERS


def files_in_zip(archive: zipfile.ZipFile) -> Iterator[SourceFile | Skipped]:
    """The files of a zip file in the order of their names, read in place.

    A member whose name leads out of the zip file, that is a link, is locked, or unpacks to far more than it should, is
    skipped with the reason.

    Raises:
        Unreadable: it holds too much to be an export.
    """
    members = sorted((m for m in archive.infolist() if not m.is_dir()), key=lambda m: m.filename)
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise Unreadable(f"it unpacks to more than {MAX_MEMBERS:,} files or {MAX_UNPACKED_BYTES // 2**30} GB")
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if any((part.startswith(".") and part != "..") or part in _IGNORED_FOLDERS for part in path.parts):
            continue
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            yield Skipped(member.filename, "its name leads out of the zip file")
        elif stat.S_ISLNK(member.external_attr >> 16):
            yield Skipped(member.filename, "it is a link, not a file")
        elif member.flag_bits & 1:
            yield Skipped(member.filename, "it is locked with a password", fault=True)
        elif member.file_size > _SMALL and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            reason = f"it unpacks to {member.file_size // 2**20} MB of almost nothing"
            yield Skipped(member.filename, reason, fault=True)
        else:
            yield SourceFile(path.as_posix(), member.file_size, _opener(archive, member))


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(member)
