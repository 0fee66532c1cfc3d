"""Eleventy, whose settings are a program; its address has to be given. https://www.11ty.dev/docs/permalinks/"""

from __future__ import annotations

import re

from embeddings.content.dates import parse_date
from embeddings.sources.engines.entry import Entry, Placed, Read, Settings

NAME = "Eleventy"
_INPUT = re.compile(r"\binput\s*:\s*[\"']([^\"'\n]+)[\"']")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
FILES: tuple[str, ...] = (
    ".eleventy.js",
    "eleventy.config.js",
    "eleventy.config.mjs",
    "eleventy.config.cjs",
    "eleventy.config.ts",
)


def settings(read: Read) -> Settings | None:
    text = next(filter(None, map(read, FILES)), "")
    named = _INPUT.search(text)
    return Settings("", {"input": named[1].strip("./") if named else ""}) if text else None


def place(entry: Entry, site: Settings) -> Placed:
    dated = _DATED.match(entry.path.name)
    day = entry.published or (parse_date(dated[0]) if dated else None)
    own = entry.fields.get("permalink")
    if own is False:
        return Placed(reason="Eleventy makes no page of it")
    if own:
        path = None if "{" in str(own) else str(own)
        return Placed(path, day, None if day else "page")
    folder = str(site.values["input"])
    inside = entry.path.relative_to(folder) if folder and entry.path.is_relative_to(folder) else entry.path
    stem = inside.with_suffix("")
    if stem.name in ("index", stem.parent.name):
        stem = stem.parent
    return Placed(f"{stem.as_posix()}/", day, None if day else "page")
