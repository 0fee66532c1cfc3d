"""Backups: one zip file with what an archive and its bot hold, taken and given back while both are in use."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import embeddings
from bot.cli.opening import CATALOG
from embeddings import SettingError

if TYPE_CHECKING:
    from embeddings import Archive

BOT = "bot.sqlite3"
"""What the bot itself remembers, beside the archive's catalog."""


def back_up(archive: Archive, file: Path) -> int:
    """Write a backup, whole or not at all, and return its size in bytes. Indexes stay out, since they are made again.

    Raises:
        ArchiveError: the archive cannot be read.
        SettingError: the file cannot be written.
    """
    with _folder_for(file) as folder:
        archive.back_up(folder / CATALOG)
        if (archive.folder / BOT).exists():
            embeddings.copy_database(archive.folder / BOT, folder / BOT)
        partial = folder / "backup.zip"
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            for name in (CATALOG, BOT):
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
    with _folder_for(archive.folder / BOT) as folder:
        try:
            with zipfile.ZipFile(file) as packed:
                names = {name for name in packed.namelist() if name in (CATALOG, BOT)}
                for name in names:
                    packed.extract(name, folder)
        except (OSError, zipfile.BadZipFile, EOFError, RuntimeError) as error:
            raise SettingError(
                f"{file}: it cannot be read ({error}). Give a file that pullquote backup wrote."
            ) from error
        if CATALOG not in names:
            raise SettingError(f"{file}: it is not a backup. Give a file that pullquote backup wrote.")
        archive.restore(folder)
        if BOT in names:
            copy_memory(folder, archive.folder)


def copy_memory(source: Path, target: Path) -> None:
    """Make what the bot remembers in one folder what it remembers in another; both may be in use.

    Raises:
        ArchiveError: either cannot be read or written.
    """
    (target / BOT).touch(mode=0o600)
    embeddings.copy_database(source / BOT, target / BOT)


@contextmanager
def _folder_for(file: Path) -> Iterator[Path]:
    """A folder for a while, on the disk that a file will be on. Raises ``SettingError`` where it cannot be written."""
    try:
        with embeddings.scratch_folder(file.parent) as folder:
            yield folder
    except OSError as error:
        raise SettingError(f"{file}: it cannot be written ({error.strerror}).") from error
