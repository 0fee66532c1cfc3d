"""Backups: one zip file with what an archive and its bot hold, taken and given back while both are in use."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import embeddings
from bot.cli.opening import CATALOG
from bot.services.database import FILE, Place
from bot.services.store import Store
from embeddings import SettingError

if TYPE_CHECKING:
    from embeddings import Archive


def back_up(archive: Archive, file: Path) -> int:
    """Write a backup, whole or not at all, and return its size in bytes. Indexes stay out, since they are made again.

    Raises:
        ArchiveError: the archive cannot be read.
        SettingError: the file cannot be written.
    """
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

    Raises:
        ArchiveError: see :meth:`embeddings.archive.Archive.restore`.
        SettingError: the file is no backup.
    """
    with _folder_for(archive.folder / FILE) as folder:
        try:
            with zipfile.ZipFile(file) as packed:
                names = {name for name in packed.namelist() if name in (CATALOG, FILE)}
                for name in names:
                    packed.extract(name, folder)
        except (OSError, zipfile.BadZipFile, EOFError, RuntimeError) as error:
            raise SettingError(
                f"{file}: it cannot be read ({error}). Give a file that pullquote backup wrote."
            ) from error
        if CATALOG not in names:
            raise SettingError(f"{file}: it is not a backup. Give a file that pullquote backup wrote.")
        archive.restore(folder)
        if FILE in names:
            copy_memory(folder, archive.beside)


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
