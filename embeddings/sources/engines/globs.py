"""Patterns of paths, as settings have them for what is left out."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

_MAX_PARTS = 30
"""Parts of a path that are compared, at most."""


def covers(pattern: str, path: PurePosixPath) -> bool:
    """Whether a pattern such as ``notes/**/*.md`` is of a path, or of a folder that it is in."""
    wanted = [part for part in pattern.split("/") if part not in ("", ".")][:_MAX_PARTS]
    reached = {0}
    for part in path.parts[:_MAX_PARTS]:
        reached = _beyond_stars(wanted, reached)
        reached = {after for place in reached for after in _after(wanted, place, part)}
        if wanted and len(wanted) in reached:
            return True
    return False


def _beyond_stars(wanted: list[str], reached: set[int]) -> set[int]:
    """The places that two stars, which may stand for nothing, are passed to."""
    found = set(reached)
    for place in range(len(wanted)):
        if place in found and wanted[place] == "**":
            found.add(place + 1)
    return found


def _after(wanted: list[str], place: int, part: str) -> Iterable[int]:
    if place < len(wanted) and wanted[place] == "**":
        # Below it is everything that is in it.
        return (place, place + 1) if place == len(wanted) - 1 else (place,)
    return (place + 1,) if place < len(wanted) and fnmatchcase(part, wanted[place]) else ()
