"""Static site generators: what they publish of a folder, and under which address.

A module that follows :class:`Engine` and is listed in ``ENGINES`` is all that a new one needs. Each is held against the
program itself in ``tests/embeddings/engines``.
"""

from __future__ import annotations

from typing import Protocol

from embeddings.sources.engines import (
    astro,
    distill,
    docusaurus,
    eleventy,
    gatsby,
    hexo,
    hugo,
    jekyll,
    mkdocs,
    nikola,
    pelican,
    quarto,
    vitepress,
    vuepress,
    zola,
)
from embeddings.sources.engines.entry import Entry, Placed, Read, Settings

__all__ = ["ENGINES", "Engine", "Entry", "Placed", "Settings", "hexo", "jekyll", "quarto", "recognised"]


class Engine(Protocol):
    """What a module of this folder offers."""

    NAME: str
    FILES: tuple[str, ...]
    """Those that may hold its settings, in the folder of the site."""

    def settings(self, read: Read) -> Settings | None:
        """The settings of the site in a folder; ``None`` where it is not this engine's.

        Args:
            read: the texts of the folder's files, and what is in its folders.
        """

    def place(self, entry: Entry, site: Settings) -> Placed:
        """What the engine makes of a file of the site."""


ENGINES: tuple[Engine, ...] = (
    zola,
    hugo,
    hexo,
    jekyll,
    pelican,
    nikola,
    mkdocs,
    docusaurus,
    astro,
    eleventy,
    vitepress,
    vuepress,
    gatsby,
    quarto,
    distill,
)
"""Those that share a name of their settings' files with another come before it, and tell theirs by what is in it."""


def recognised(read: Read) -> tuple[Engine, Settings] | None:
    """The engine of the site in a folder, with its settings; ``None`` where none is known.

    Args:
        read: the texts of the folder's files.
    """
    for engine in ENGINES:
        if found := engine.settings(read):
            return engine, found
    # Nothing says otherwise.
    return (hugo, found) if (found := hugo.supposed(read)) else None
