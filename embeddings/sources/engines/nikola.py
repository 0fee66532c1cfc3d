"""Nikola. https://getnikola.com/handbook.html"""

from __future__ import annotations

import fnmatch
from typing import Any

from embeddings.sources.engines.entry import UNKNOWN, Entry, Placed, Read, Settings, address, is_ahead, literals_of
from embeddings.sources.engines.permalinks import ascii_slug

NAME = "Nikola"
FILES: tuple[str, ...] = ("conf.py",)
_RULES = 100
"""Of posts or of pages, at most."""
_MAX_PATTERN = 255
"""Characters of the pattern in a rule, at most."""


def settings(read: Read) -> Settings | None:
    text = read(FILES[0])
    found = literals_of(text)
    if "SITE_URL" not in found:
        return None
    found |= {name: _folders(found.get(name)) for name in ("POSTS", "PAGES")}
    return Settings(address(found.get("BASE_URL") or found["SITE_URL"]), found)


def place(entry: Entry, site: Settings) -> Placed:
    for pattern, destination in site.values["POSTS"]:
        if _matches(entry, pattern):
            return _post(entry, site, pattern.rpartition("/")[0], destination)
    for pattern, destination in site.values["PAGES"]:
        if _matches(entry, pattern):
            path = _path(entry, site, pattern.rpartition("/")[0], destination)
            return Placed(path, entry.published, "page")
    return Placed(reason="it is in no folder of Nikola's posts", outside=True)


def _post(entry: Entry, site: Settings, folder: str, destination: str) -> Placed:
    if entry.published is None:
        return Placed(reason="it has no date, so that Nikola does not publish it")
    status = entry.text("status").lower() or "published"
    tags = {tag.lower() for tag in entry.words("tags")}
    kind: Any = None
    if status == "draft" or "draft" in tags:
        kind = "draft"
    elif status == "private" or "private" in tags:
        kind = "private"
    elif is_ahead(entry.published) and not site.values.get("FUTURE_IS_NOW"):
        kind = "scheduled"
    path = _path(entry, site, folder, destination)
    return Placed(path, entry.published, kind, author=str(site.values.get("BLOG_AUTHOR") or ""))


def _matches(entry: Entry, pattern: str) -> bool:
    """Whether a file is one of a pattern such as ``posts/*.md``, which means those in the folders below too."""
    folder, _, name = pattern.rpartition("/")
    return entry.path.is_relative_to(folder) and fnmatch.fnmatchcase(entry.path.name, name)


def _path(entry: Entry, site: Settings, folder: str, destination: str) -> str | None:
    inside = entry.path.relative_to(folder)
    if "." in inside.stem:
        # The language of a translation stands there; its address depends on TRANSLATIONS.
        return None
    slug = entry.text("slug") or ascii_slug(inside.stem)
    if not slug:
        return None
    path = "/".join(filter(None, (destination.strip("/"), *inside.parts[:-1], slug)))
    usual = site.values.get("PRETTY_URLS", True)
    if usual is UNKNOWN:
        return None
    pretty = usual and entry.text("pretty_url").lower() not in ("false", "no", "0")
    return f"{path}/" if pretty else f"{path}.html"


def _folders(value: object) -> list[tuple[str, str]]:
    """The patterns of ``POSTS`` or ``PAGES``, each with where its pages stand."""
    rules = value if isinstance(value, (list, tuple)) else ()
    given = (rule[:2] for rule in rules if isinstance(rule, (list, tuple)) and len(rule) > 1)
    pairs = [(source, to) for source, to in given if isinstance(source, str) and isinstance(to, str)]
    return [pair for pair in dict.fromkeys(pairs) if len(pair[0]) <= _MAX_PATTERN][:_RULES]
