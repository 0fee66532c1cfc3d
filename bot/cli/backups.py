"""Backups: one zip file with what an archive and its bot hold, taken and given back while both are in use."""

from __future__ import annotations

import lzma
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import embeddings
from bot.cli.opening import CATALOG
from bot.services.database import FILE, Place
from bot.services.store import Store
from embeddings import ArchiveError, NewerArchiveError, SettingError

if TYPE_CHECKING:
    from embeddings import Archive

_UNREADABLE = (
    OSError,
    zipfile.BadZipFile,
    EOFError,
    RuntimeError,
    ValueError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
)
"""What ``zipfile`` raises at a file that is missing, damaged, locked, or packed in a way that it does not know."""
_ANOTHER = "Give a file that pullquote backup wrote."
_PART = 1 << 20
"""Bytes in memory at once."""


def back_up(archive: Archive, file: Path) -> int:
    """Write a backup, whole or not at all, and return its size in bytes. Indexes stay out, since they are made again.

    Raises:
        ArchiveError: the archive cannot be read.
        SettingError: the file cannot be written, is there already and no backup, or would be one of the archive's.
    """
    _check_target(archive, file)
    with _folder_for(file) as folder:
        archive.back_up(folder / CATALOG)
        copy_memory(archive.beside, folder)
        partial = folder / "backup.zip"
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            for name in (CATALOG, FILE):
                if (folder / name).exists():
                    packed.write(folder / name, name)
        partial.chmod(0o600)  # what members follow stands in it, by their ids
        partial.replace(file)
    return file.stat().st_size


def restore(archive: Archive, file: Path) -> None:
    """Give an archive and its bot what a backup holds, in the place of what they hold.

    Both are looked at before anything changes. Each changes at once, the archive first: where the process is killed
    between them, it has to be restored again.

    Raises:
        ArchiveError: the archive cannot be written, or another process is writing to it; it is as it was.
        SettingError: the file is no backup, is damaged or of a newer Pullquote, or has no room; nothing changed.
    """
    with _folder_for(archive.folder / CATALOG) as folder:
        memory = folder / "memory"
        memory.mkdir()
        remembers = FILE in _unpack(file, folder)
        if remembers:
            _read_memory(file, folder, memory)
        try:
            archive.restore(folder)
        except ArchiveError as error:
            if error.folder != folder:
                raise
            if _is_of_the_disk(error.reason):
                raise ArchiveError(archive.place, f"{file} cannot be put there: {error.reason}") from error
            advice = "Update Pullquote." if isinstance(error, NewerArchiveError) else _ANOTHER
            raise SettingError(f"{file}: {error.reason}. {advice}") from error
        if remembers:
            copy_memory(memory, archive.beside)


def _check_target(archive: Archive, file: Path) -> None:
    """Raises ``SettingError`` where a backup would take the place of something else."""
    try:
        if file.suffix != ".zip" and file.resolve().is_relative_to(archive.folder.resolve()):
            raise SettingError(f"{file}: the archive keeps its own files there. Name another folder, or a .zip file.")
        if file.exists() and not (file.is_file() and _is_backup(file)):
            raise SettingError(f"{file}: it is there already, and no backup. Name another file, or delete it.")
    except (OSError, ValueError, RuntimeError) as error:
        raise SettingError(f"{file}: it cannot be written ({getattr(error, 'strerror', '') or error}).") from error


def _is_backup(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as packed:
            return CATALOG in packed.namelist()
    except _UNREADABLE:
        return False


def _unpack(file: Path, folder: Path) -> set[str]:
    """Unpack a backup into a folder, and say which files it holds. Raises as :func:`restore`."""
    with _reading(file):
        packed = zipfile.ZipFile(file)
    with packed:
        members = {member.filename: member for member in packed.infolist() if member.filename in (CATALOG, FILE)}
        if CATALOG not in members:
            raise SettingError(f"{file}: it is not a backup. {_ANOTHER}")
        size, room = sum(member.file_size for member in members.values()), shutil.disk_usage(folder).free
        # What is unpacked is copied into the archive.
        if 2 * size > room:
            raise SettingError(
                f"{file}: it holds {size:,} bytes, for which {folder.parent} needs {2 * size:,}; {room:,} are free."
            )
        for name, member in members.items():
            with (folder / name).open("wb") as target:
                target.writelines(_parts(file, packed, member))
    return set(members)


def _parts(file: Path, packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a member holds, which is never more than its listed size."""
    with _reading(file), packed.open(member) as source:
        while part := source.read(_PART):
            yield part


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    """Say which backup cannot be read. What is written meanwhile is none of it."""
    try:
        yield
    except _UNREADABLE as error:
        raise SettingError(f"{file}: it cannot be read ({error}). {_ANOTHER}") from error


def _is_of_the_disk(reason: str) -> bool:
    """Whether SQLite says that the disk is full or fails: https://sqlite.org/rescode.html."""
    return "disk is full" in reason or "disk I/O error" in reason


def _read_memory(file: Path, folder: Path, memory: Path) -> None:
    """Copy what the bot remembers in a backup into tables of its own, which shows whether all of it can be read."""
    try:
        with closing(Store(folder, lasting=True)) as read, closing(Store(memory, lasting=True)) as written:
            if read.is_empty:  # one without anything in it is not written
                raise SettingError(f"{file}: {FILE} in it is not what Pullquote wrote. {_ANOTHER}")
            written.take_over(read)
    except (ArchiveError, ValueError, TypeError) as error:
        cause: BaseException = error
        while cause.__cause__:  # without the folder, which is gone by then
            cause = cause.__cause__
        if _is_of_the_disk(str(cause)):
            raise ArchiveError(folder.parent, f"{file} cannot be put there: {cause}") from error
        raise SettingError(f"{file}: what the bot remembers is damaged in it ({cause}). {_ANOTHER}") from error


def copy_memory(source: Place, target: Place, *, anew: bool = True) -> None:
    """Make what the bot remembers in one place what it remembers in another; both may be in use.

    ``anew``: also where something is remembered there already.

    Raises:
        ArchiveError: either cannot be read or written.
    """
    with closing(Store(source, lasting=True)) as read:
        if read.is_empty:
            return
        with closing(Store(target, lasting=True)) as written:
            if anew or written.is_empty:
                written.take_over(read)


@contextmanager
def _folder_for(file: Path) -> Iterator[Path]:
    """A folder for a while, on the disk that a file will be on. Raises ``SettingError`` where it cannot be written."""
    try:
        with embeddings.scratch_folder(file.parent) as folder:
            yield folder
    except OSError as error:
        raise SettingError(f"{file}: it cannot be written ({error.strerror}).") from error
