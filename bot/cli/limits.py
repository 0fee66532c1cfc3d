"""How much memory there is for a command, and whether that is enough."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

_INDEXING = 2**30
"""Bytes that indexing a blog takes, model and all: one of 276 posts took 0.9 GB, and was killed with 0.5 GB."""
_ANSWERING = 2**29
"""Bytes that answering takes: with so many, questions were answered from 9,700 passages."""
_GROUPS = Path("/sys/fs/cgroup")
_OWN = Path("/proc/self/cgroup")


def memory_limit(own: Path = _OWN, groups: Path = _GROUPS) -> int | None:
    """Bytes of memory that this process may take: those of the machine, or what its container or service is given of
    them; ``None`` where the system does not say.

    Args:
        own: the file that names the control groups of this process.
        groups: the folder of all; see https://docs.kernel.org/admin-guide/cgroup-v2.html and ``cgroup-v1/memory.html``.
    """
    found = list(_group_limits(own, groups))
    with suppress(AttributeError, ValueError, OSError):
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    return min(found, default=None)


def _group_limits(own: Path, groups: Path) -> Iterator[int]:
    """Those of the groups that this process is in, and of all that these are in."""
    lines = own.read_text(encoding="utf-8").splitlines() if own.exists() else []
    for number, kinds, name in (line.split(":", 2) for line in lines if line.count(":") >= 2):
        if "memory" in kinds.split(","):
            folder, file = groups / "memory", "memory.limit_in_bytes"
        elif number == "0" and not kinds:
            folder, file = groups, "memory.max"
        else:
            continue
        path = PurePosixPath(name)
        for group in (path, *path.parents):
            # Where a container sees its own group alone, the folder of all is that one.
            with suppress(OSError, ValueError):  # it is not there, or holds "max"
                yield int((folder / str(group).lstrip("/") / file).read_text(encoding="ascii"))


def memory_advice() -> str:
    """What to do about too little memory for indexing; empty where there is enough."""
    limit = memory_limit()
    if limit is None or limit >= _INDEXING:
        return ""
    return (
        f"there are {limit // 2**20} MB of memory here, and indexing takes about {_INDEXING // 2**20}: the system may "
        "kill it. Give the container or the machine more, or index on another machine and copy the archive"
    )


def is_enough_to_answer() -> bool:
    """Whether there is memory enough for answering from an archive that is indexed elsewhere."""
    limit = memory_limit()
    return limit is None or limit >= _ANSWERING
