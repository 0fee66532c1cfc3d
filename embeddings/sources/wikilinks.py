"""Links such as ``[[Page]]`` and ``[[Page#part|label]]``: the words that are shown for them, as far as all programs
that read them show the same.

See https://help.obsidian.md/links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from embeddings.posts import HOLE
from embeddings.sources.code import Span, is_within

_LINK = re.compile(r"(!?)\[\[([^][|#\n\\/]{0,200})([#/][^][|\n\\]{0,200})?(?:\\?\|([^][\n]{1,300}))?\]\]")
_QUARTZ = "quartz.config.ts"
_VAULT = ".obsidian"
_ABOVE = 3
"""Folders above a source in which the notes' own settings are looked for."""


def with_words(text: str, code: Sequence[Span]) -> str:
    """Markdown with the label of each such link in its place, or the page's name; a hole where that depends on the
    program, and for a page that is shown in this one.

    Args:
        text: the Markdown.
        code: spans that are kept as they are.
    """

    def shown(link: re.Match[str]) -> str:
        embedded, page, part, label = link.groups()
        if is_within(code, link.start()) or not (page or part or label):
            return link[0]
        words = label or ("" if part else page)
        return words.strip() if words.strip() and not embedded else HOLE

    return _LINK.sub(shown, text) if "[[" in text else text


def is_of_notes(folder: Path | None, names: Iterable[str]) -> bool:
    """Whether a source is a folder of notes, of Obsidian's or Quartz's, or a part of one.

    Args:
        folder: where it is on disk, absolute; ``None`` for a zip file.
        names: of its files.
    """
    if any(name.rpartition("/")[2] == _QUARTZ for name in names):
        return True
    around = [folder, *list(folder.parents)[:_ABOVE]] if folder else []
    try:
        return any((place / _VAULT).is_dir() or (place / _QUARTZ).is_file() for place in around)
    except OSError:
        # A folder above is closed to us.
        return False
