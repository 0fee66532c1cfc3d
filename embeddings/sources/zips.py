"""The files in a zip file, which are read in place.

https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import io
import shutil
import stat
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from embeddings.content.bounds import Unreadable
from embeddings.content.items import Skipped
from embeddings.sources.engines import ENGINES
from embeddings.sources.files import SourceFile, is_ignored

MAX_UNPACKED_BYTES = 8 * 1024**3
MAX_MEMBERS = 200_000
MAX_RATIO = 200
"""How many times larger than in the zip file a large member may be: text shrinks to a tenth, a zip bomb to a
thousandth."""
_SMALL = 1024 * 1024
_MAX_DIRECTORY = 64 * 1024 * 1024
"""Bytes of a list of members, at most."""
_TOO_MUCH = f"it unpacks to more than {MAX_MEMBERS:,} files or {MAX_UNPACKED_BYTES // 2**30} GB"
_REFUSED = (zipfile.BadZipFile, NotImplementedError, ValueError)
"""What ``zipfile`` raises at a list of members."""
_HIDDEN_SETTINGS = frozenset(name for engine in ENGINES for name in engine.FILES if name.startswith("."))
_SIGNATURE = b"PK\1\2"
"""The first bytes of an entry in that list."""
_MEMBER = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_MAX_COMMENT = 0xFFFF
_OLD_VERSION = 20
"""Of the format, which every program reads."""
_STARTS = (b"PK\3\4", b"PK\5\6", b"PK\7\x08", b"PK00")
"""A zip file's first bytes: those of a member, of the end of an empty one, of a part of several."""
_PROGRAMS = (b"#!", b"MZ", b"\x7fELF")
"""Those of a program that unpacks the zip file that comes after it."""


def is_zip(file: SourceFile) -> bool:
    """Whether a file is a zip file, by how it starts: bytes as at the end of one may stand in any text.

    Raises:
        Unreadable: it cannot be opened.
    """
    head = file.head(4)
    if not head.startswith(_PROGRAMS):
        return head.startswith(_STARTS)
    with file.open() as opened:
        return zipfile.is_zipfile(opened)


@contextmanager
def zip_files(path: Path) -> Iterator[list[SourceFile | Skipped]]:
    """The files of a zip file in the order of their names, which can be read as long as the context is open.

    A member whose name leads out of the zip file or is none, that is a link, is locked, cannot be read,
    or unpacks to far more than it should, is skipped with the reason; so is one whose entry in the list is damaged.

    Raises:
        Unreadable: it holds too much to be an export.
        zipfile.BadZipFile: its list of members is missing, or nothing of it can be read.
    """
    with path.open("rb") as file:
        start, members = _directory(file)
        archive, faults = None, dict[int, str]()
        if all(whole for _, _, whole in _members(members)):
            with suppress(*_REFUSED):
                archive = zipfile.ZipFile(file)
        if archive is None:
            # It refuses all for one, or ends at a damaged one as if there were no more.
            members, faults = _mended(members)
            try:
                archive = zipfile.ZipFile(io.BufferedReader(_Patched(file, start, members)))
            except _REFUSED as error:
                raise zipfile.BadZipFile("its list of members, at the end, is missing or damaged") from error
        with archive:
            files = list(_files(archive, faults))
            if sum(file.size for file in files if isinstance(file, SourceFile)) > MAX_UNPACKED_BYTES:
                raise Unreadable(_TOO_MUCH)
            yield files


def zips_within(files: Sequence[SourceFile | Skipped]) -> list[SourceFile]:
    """The zip files that a zip file holds, where it holds nothing else."""
    parts = [file for file in files if isinstance(file, SourceFile)]
    return parts if all(part.suffix == ".zip" for part in parts) else []


@contextmanager
def unpacked_zip(part: SourceFile) -> Iterator[Path]:
    """A zip file of another on disk, as long as the context is open.

    Raises:
        Unreadable: it is damaged or locked.
    """
    with tempfile.NamedTemporaryFile(suffix=".zip") as file, part.open() as packed:
        shutil.copyfileobj(packed, file)
        file.flush()
        yield Path(file.name)


def _directory(file: BinaryIO) -> tuple[int, bytearray]:
    """Where the list of a zip file's members starts, and its bytes; none where it has no list.

    Raises:
        Unreadable: it is too long.
    """
    size = file.seek(0, io.SEEK_END)
    before = max(0, size - _END.size - _MAX_COMMENT)
    file.seek(before)
    tail = file.read()
    end = len(tail) - _END.size
    if not (tail[end:].startswith(b"PK\5\6") and tail.endswith(b"\0\0")):
        end = tail.rfind(b"PK\5\6")
    if end < 0 or end + _END.size > len(tail):
        return 0, bytearray()
    length = _END.unpack_from(tail, end)[5]
    start = before + end
    locator = start - _LOCATOR_64.size - _END_64.size
    if locator >= 0:
        file.seek(locator)
        record, found = file.read(_END_64.size), file.read(_LOCATOR_64.size)
        if record.startswith(b"PK\6\6") and found.startswith(b"PK\6\7"):
            length, start = _END_64.unpack(record)[8], locator
    if length > _MAX_DIRECTORY:
        raise Unreadable(_TOO_MUCH)
    if length > start:
        return 0, bytearray()
    file.seek(start - length)
    members = bytearray(file.read(length))
    if sum(1 for _ in _members(members)) > MAX_MEMBERS:
        raise Unreadable(_TOO_MUCH)
    return start - length, members


def _members(directory: bytearray) -> Iterator[tuple[int, int, bool]]:
    """Where each entry of a list starts and ends, and whether it is whole; a damaged one goes on to the next."""
    at = 0
    while at + _MEMBER.size <= len(directory):
        following = directory.find(_SIGNATURE, at + _MEMBER.size)
        following = len(directory) if following < 0 else following
        whole = directory.startswith(_SIGNATURE, at)
        end = at + _MEMBER.size + sum(_MEMBER.unpack_from(directory, at)[12:15]) if whole else following
        if end != len(directory) and not directory.startswith(_SIGNATURE, end):
            # Its lengths are damaged, or what comes after it, if that is as long as an entry.
            whole = end + _MEMBER.size <= following
            end = end if whole else following
        yield at, end, whole
        at = end


def _mended(directory: bytearray) -> tuple[bytearray, dict[int, str]]:
    """A list of members in which those that ``zipfile`` refuses are empty files, and by their numbers what it says."""
    mended, faults = bytearray(directory), dict[int, str]()
    for number, (at, end, whole) in enumerate(_members(directory)):
        alone = directory[at:end]
        if not whole:
            faults[number] = "its entry in the list of members is damaged"
            comment = min(len(alone) - _MEMBER.size, _MAX_COMMENT)
            _MEMBER.pack_into(mended, at, _SIGNATURE, 0, 0, _OLD_VERSION, *[0] * 10, comment, *[0] * 4)
            continue
        try:
            zipfile.ZipFile(io.BytesIO(alone + _END.pack(b"PK\5\6", 0, 0, 1, 1, len(alone), 0, 0))).close()
        except UnicodeDecodeError:
            faults[number] = "its name is not valid Unicode"
        except _REFUSED as error:
            faults[number] = f"it cannot be read: {error}"
        if number in faults:
            fields = list(_MEMBER.unpack_from(alone))
            fields[3:6] = _OLD_VERSION, 0, 0
            fields[10:12] = 0, 0
            _MEMBER.pack_into(mended, at, *fields)
            extra = at + _MEMBER.size + fields[12]
            if fields[13] >= 4:
                # One field of a kind that means nothing.
                struct.pack_into("<HH", mended, extra, 0xFFFF, fields[13] - 4)
    return mended, faults


class _Patched(io.RawIOBase):
    """A file in which some bytes stand in the place of its own."""

    def __init__(self, file: BinaryIO, start: int, patch: bytes | bytearray) -> None:
        super().__init__()
        self._file = file
        self._start, self._patch = start, patch

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        at = self._file.tell()
        data = bytearray(self._file.read(len(buffer)))
        first, last = max(at, self._start), min(at + len(data), self._start + len(self._patch))
        if first < last:
            data[first - at : last - at] = self._patch[first - self._start : last - self._start]
        buffer[: len(data)] = data
        return len(data)


def _files(archive: zipfile.ZipFile, faults: Mapping[int, str]) -> Iterator[SourceFile | Skipped]:
    """``faults``: by the numbers of members, why they cannot be read."""
    members = sorted(enumerate(archive.infolist()), key=lambda numbered: numbered[1].filename)
    for number, member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if any(part != ".." and is_ignored(part) for part in path.parts) and not _is_of_engine(path):
            continue
        if number in faults:
            yield Skipped(member.filename or _nameless(number), faults[number], fault=True)
        elif member.filename.endswith("/"):
            continue
        elif not path.parts:
            yield Skipped(member.filename or _nameless(number), "its name is none that a file has")
        elif path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
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


def _is_of_engine(path: PurePosixPath) -> bool:
    """Whether a hidden file is the settings of a site in no other hidden folder."""
    return "/".join(path.parts[-2:]) in _HIDDEN_SETTINGS and not any(map(is_ignored, path.parts[:-2]))


def _nameless(number: int) -> str:
    return f"member {number + 1:,}"


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(member)
