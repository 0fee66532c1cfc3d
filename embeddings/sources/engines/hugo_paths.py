"""The paths of Hugo's pages. https://gohugo.io/configuration/permalinks/

Where versions of Hugo differ, a path is not known.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from embeddings.normal_forms import normalized
from embeddings.sources.engines.entry import Entry
from embeddings.sources.engines.permalinks import dates, filled


def path_of(
    entry: Entry,
    settings: Mapping[str, Any],
    folders: Sequence[str],
    sections: Sequence[str],
    name: str,
    day: date | None,
) -> str | None:
    """The path of a page.

    Args:
        entry: its file.
        settings: those of its language.
        folders: that it is in, below the contents.
        sections: those of them that are sections.
        name: of the file, or of its folder.
        day: its date.
    """
    slug = entry.text("slug")
    section = folders[0] if folders else ""
    values: dict[str, str | None] = dates(day) | {
        "section": section,
        "sections": "/".join(sections),
        "title": _plain(entry.title),
        "slug": _plain(slug or entry.title),
        "filename": _of_file(name),
        "contentbasename": _of_file(name),
        "slugorfilename": _plain(slug) or _of_file(name),
        "slugorcontentbasename": _plain(slug) or _of_file(name),
        "monthname": f"{day:%B}".lower() if day else None,
        "weekdayname": f"{day:%A}".lower() if day else None,
        "weekday": f"{day:%w}" if day else None,
        "yearday": str(day.timetuple().tm_yday) if day else None,
    }
    if not settings.get("disablepathtolower"):
        values = {called: value and value.lower() for called, value in values.items()}
    own = entry.text("url")
    if ":" in own and "://" not in own:
        # As in a permalink, since Hugo 0.131.
        filled_own = filled(own, values)
        if filled_own is None:
            return None
        own = filled_own
    if own:
        return own if own.startswith("/") or "." in own.rpartition("/")[2] else f"/{own.strip('/')}/"
    pattern = _pattern(settings, section)
    if pattern is None:
        return None
    usual = [_of_file(part) for part in (*folders, *([] if slug else [name]))] + ([slug] if slug else [])
    path = filled(pattern, values) if pattern else _joined(usual)
    if path is None:
        return None
    path = cleaned(path, settings)
    ugly = settings.get("uglyurls")
    if ugly is True or (isinstance(ugly, dict) and ugly.get(section) is True):
        return f"{path.rstrip('/')}.html"
    return path if path.endswith("/") else f"{path}/"


def _joined(parts: Sequence[str | None]) -> str | None:
    known = [part for part in parts if part is not None]
    return "/".join(("", *known)) if len(known) == len(parts) else None


def _pattern(settings: Mapping[str, Any], section: str) -> str | None:
    """The pattern of a section; empty where it has none, ``None`` where it cannot be read."""
    table = settings.get("permalinks")
    table = table if isinstance(table, dict) else {}
    pages = table.get("page")
    named = pages if isinstance(pages, dict) else table
    found = next((value for key, value in named.items() if str(key).strip("/") == section), "")
    return found if isinstance(found, str) else None


def _plain(text: str) -> str | None:
    """A title or a slug; ``None`` where there is none, or one with a slash, which versions read in different ways."""
    return None if not text or "/" in text or "\\" in text else _urlized(text)


def _of_file(name: str) -> str | None:
    """The name of a file; ``None`` where a sign is left out of it between two spaces: versions keep one or both."""
    found = _urlized(name)
    return found if found == _urlized(name.replace(" ", "-")) else None


def cleaned(path: str, settings: Mapping[str, Any]) -> str:
    """A path, or the name of a file, as the address of its page has it."""
    path = _urlized(path)
    if settings.get("removepathaccents"):
        parts = normalized("NFKD", path)
        path = normalized("NFC", "".join(char for char in parts if unicodedata.category(char) != "Mn"))
    return path if settings.get("disablepathtolower") else path.lower()


def _urlized(text: str) -> str:
    """Hugo's `urlize`: single hyphens for white space, most other signs left out."""
    kept: list[str] = []
    gap = False
    for char in text.strip():
        if char.isalnum() or char in "./\\_#+~-@" or unicodedata.category(char).startswith("M"):
            if gap and char != "-":
                kept.append("-")
            gap = False
            kept.append(char)
        elif kept and kept[-1] != "-" and char.isspace():
            gap = True
    return "".join(kept)
