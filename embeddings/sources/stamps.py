"""Whether a source on disk is as it was, by what the disk says of its files: to read them takes far longer."""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import UTC, datetime
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from embeddings.content.items import Skipped
from embeddings.sources.files import SourceFile, disk_file, files_under
from embeddings.sources.origin import sites_on_disk

_SETTLED = 3 * 10**9
"""Nanoseconds after which a change shows in a file's times: some disks count them in steps of two seconds."""


def stamp(location: str, base_url: str, include: Collection[str]) -> str:
    """A digest that is another one where reading a source may give something else: its files have changed, or the
    settings of its site, or how it is read; and every week, in which it is to be read whatever its disk says.

    Args:
        location: path of a file, a folder or a zip file.
        base_url: as for :func:`embeddings.sources.read_source`.
        include: as there.

    Returns:
        The digest; empty where it cannot be told: a file has only just been written, or something cannot be read.
    """
    root = Path(location).expanduser()
    try:
        if root.is_dir():
            found = list(files_under(root))
            sites, refused = sites_on_disk(root.resolve(), (entry.name for entry in found))
        else:
            found = [disk_file(root, root.name)]
            sites, refused = sites_on_disk(root.parent.resolve())
    except Exception:
        # Whatever it is, who reads the source tells of it.
        return ""
    files = [entry for entry in found if isinstance(entry, SourceFile)]
    left_out = [entry for entry in (*found, *refused) if isinstance(entry, Skipped)]
    newest = max((max(file.changed[1:]) for file in files), default=0)
    if newest > time.time_ns() - _SETTLED or any(item.fault for item in left_out):
        return ""
    said = (
        version("pullquote"),
        datetime.now(UTC).isocalendar()[:2],
        base_url,
        sorted(include),
        [(site.engine.NAME, site.above, site.below, site.read) for site in sites],
        [(file.name, file.size, file.changed) for file in files],
        [(item.name, item.reason) for item in left_out],
    )
    return blake2b(repr(said).encode("utf-8", "replace"), digest_size=16).hexdigest()
