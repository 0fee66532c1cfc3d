"""Folders of index files, each made of some posts and never changed: what a sync changes goes into a new one.

A file names the segments of a generation, and the posts of each that count no more. It is written last, so that a
reader finds a generation whole or not at all; those of the generation before stay for who has them open. Small segments
are put together, so that each is several times as large as all that are smaller: there are few, and what is written
again stays in proportion to what has changed.
"""

from __future__ import annotations

import json
import logging
import shutil
import time
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import numpy as np

from embeddings.stores.ids import Ids
from embeddings.stores.protocols import Generation
from embeddings.stores.scratch import scratch_folder

log = logging.getLogger(__name__)

_LARGER = 8
"""Times as large as all smaller ones together a segment is."""
_SMALLEST = 128
"""Passages below which none is told from a smaller one."""
_GONE = 4
"""A segment of which one passage in so many counts no more is written again."""
_KEPT = 2
"""Generations whose segments are kept, the newest: a reader may be about to open the one before."""
_LEFT_SECONDS = 3600.0
"""Age from which a segment that no generation has is left over."""
_AT_ONCE = 1 << 20
"""Bytes that are read at once."""
_SUFFIX = ".segments.json"


@dataclass(frozen=True, slots=True)
class Segment:
    """A folder, and what of it counts."""

    folder: Path
    passages: int
    """How many it was made of."""
    gone: Ids
    """The posts in it that count no more, ascending."""
    files: Mapping[str, int]
    """CRC-32 and name of each."""

    def without(self, posts: Ids) -> Segment:
        """The same without some posts, which may be in it or not."""
        return Segment(self.folder, self.passages, np.union1d(self.gone, posts), self.files)


class SegmentFolder:
    """The segments of one archive. Several processes may read and write them at once."""

    def __init__(self, place: Path, made_by: str = "") -> None:
        """
        Args:
            place: the folder; it is made when something is written.
            made_by: changes where segments are made in another way.
        """
        self.place = place
        self._made_by = made_by

    def newest(self, generation: Generation, known: Collection[Path]) -> tuple[list[Segment], Ids] | None:
        """The segments of the latest generation that this one came of, with the posts that have changed since.

        Args:
            generation: what they are wanted for.
            known: folders of segments that are open, whose files need not be looked at.
        """
        for path in self._manifests():
            try:
                found = json.loads(path.read_bytes())
                if found["made by"] != self._made_by:
                    continue
                changed = generation.changed_since(found["generation"], found["key"])
                if changed is None:
                    continue
                segments = [
                    Segment(self.place / one["name"], one["passages"], np.array(one["gone"], np.int64), one["files"])
                    for one in found["segments"]
                ]
            except (OSError, ValueError, KeyError, TypeError):
                continue
            unknown = [one for one in segments if one.folder not in known]
            paths = ((one.folder / name, crc) for one in unknown for name, crc in one.files.items())
            damaged = next((path for path, crc in paths if not _is_intact(path, crc)), None)
            if damaged is None:
                return segments, changed
            log.warning("%s is damaged; building the indexes again from the catalog.", damaged)
        return None

    def add(self, passages: int, write: Callable[[Path], None]) -> Segment:
        """A new segment.

        Args:
            passages: how many it holds.
            write: fills a folder that is empty.

        Raises:
            OSError: it cannot be written.
        """
        self.place.mkdir(mode=0o700, exist_ok=True)
        with scratch_folder(self.place) as scratch:
            fresh = scratch / "fresh"
            fresh.mkdir()
            write(fresh)
            files = {
                path.relative_to(fresh).as_posix(): checksum(path)
                for path in sorted(fresh.rglob("*"))
                if path.is_file()
            }
            folder = self.place / token_hex(8)
            fresh.rename(folder)
        return Segment(folder, passages, np.empty(0, dtype=np.int64), files)

    def keep(self, generation: Generation, segments: Sequence[Segment]) -> None:
        """Say which segments a generation has, and delete those that none has any more. Raises ``OSError``."""
        self.place.mkdir(mode=0o700, exist_ok=True)
        rows = [
            {"name": one.folder.name, "passages": one.passages, "gone": one.gone.tolist(), "files": dict(one.files)}
            for one in segments
        ]
        said = {"made by": self._made_by, "generation": generation.number, "key": generation.key, "segments": rows}
        with scratch_folder(self.place) as scratch:
            (scratch / "said").write_text(json.dumps(said), encoding="utf-8")
            (scratch / "said").replace(self.place / f"{generation.number}-{generation.key}{_SUFFIX}")
        self._clear()

    def damaged(self) -> list[str]:
        """The files of the newest generation that are not as they were written, as paths in the folder."""
        for path in self._manifests():
            try:
                found = json.loads(path.read_bytes())["segments"]
                return [
                    f"{one['name']}/{name}"
                    for one in found
                    for name, crc in one["files"].items()
                    if not _is_intact(self.place / one["name"] / name, crc)
                ]
            except (OSError, ValueError, KeyError, TypeError, AttributeError):
                return [path.name]
        return []

    def _manifests(self) -> list[Path]:
        """What says which segments a generation has, the newest first."""
        return sorted(self.place.glob(f"*{_SUFFIX}"), key=_number, reverse=True)

    def _clear(self) -> None:
        manifests = self._manifests()
        used = set()
        for path in manifests[:_KEPT]:
            with suppress(OSError, ValueError, KeyError, TypeError):
                used |= {row["name"] for row in json.loads(path.read_bytes())["segments"]}
        left = set()
        for path in manifests[_KEPT:]:
            with suppress(OSError, ValueError, KeyError, TypeError):
                left |= {row["name"] for row in json.loads(path.read_bytes())["segments"]}
            path.unlink(missing_ok=True)
        for folder in self.place.iterdir():
            with suppress(OSError):
                is_old = time.time() - folder.stat().st_mtime > _LEFT_SECONDS
                # One that no generation has may be of a process that has not said so yet.
                unused = folder.is_dir() and not folder.name.startswith(".") and folder.name not in used
                if unused and (folder.name in left or is_old):
                    shutil.rmtree(folder, ignore_errors=True)


def to_join(passages: Sequence[int], counted: Sequence[int], new: int) -> Iterator[int]:
    """Which segments, by their places, are written again with what is new.

    Args:
        passages: how many each was made of.
        counted: how many of these count.
        new: passages that are new.
    """
    size = new
    for place in sorted(range(len(counted)), key=lambda place: counted[place]):
        worn = passages[place] - counted[place] > passages[place] / _GONE
        if worn or (new and counted[place] <= _LARGER * max(size, _SMALLEST)):
            size += counted[place]
            yield place


def _is_intact(path: Path, crc: int) -> bool:
    try:
        return checksum(path) == crc
    except OSError:
        return False


def checksum(path: Path) -> int:
    """CRC-32 of a file, which is read a little at a time. Raises ``OSError``."""
    found = 0
    with path.open("rb") as file:
        while part := file.read(_AT_ONCE):
            found = zlib.crc32(part, found)
    return found


def _number(path: Path) -> int:
    number = path.name.partition("-")[0]
    return int(number) if number.isdecimal() else -1
