"""Eleventy, whose settings are a program; its address has to be given. https://www.11ty.dev/docs/permalinks/"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from embeddings.content.dates import parse_date
from embeddings.content.kinds import Kind
from embeddings.sources.engines.entry import UNKNOWN, Entry, Placed, Read, Settings, table_of
from embeddings.sources.engines.globs import covers
from embeddings.sources.engines.permalinks import is_short

NAME = "Eleventy"
_INPUT = re.compile(r"\binput\s*:\s*[\"']([^\"'\n]+)[\"']")
_TYPOGRAPHER = re.compile(r"\btypographer\s*:\s*true\b")
"""An option of markdown-it's, which Eleventy renders Markdown with."""
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATED_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-(.+)")
FILES: tuple[str, ...] = (
    ".eleventy.js",
    "eleventy.config.js",
    "eleventy.config.mjs",
    "eleventy.config.cjs",
    "eleventy.config.ts",
)
_GLOBAL = re.compile(r"addGlobalData\(\s*['\"`](?:permalink|eleventyComputed)\b")
_COMPUTED = tuple(f"_data/eleventyComputed.{kind}" for kind in ("js", "cjs", "mjs", "json"))
_PROGRAMS = ("11tydata.js", "11tydata.cjs", "11tydata.mjs")
_TABLES = ("json", "11tydata.json")
_PARTS = ("_includes", "_layouts", "_data")
_EXPRESSION = re.compile(r"\{\{-?\s*([\w.]+)\s*(?:\|\s*(slugify)\s*)?-?\}\}")
_TAGGED = re.compile(r"\btags['\"]?\s*:\s*\[?\s*['\"]posts?['\"]")
_SLUGGED = re.compile(r"[A-Za-z0-9 .,:;!?()_/-]*")
"""What the filter ``slugify`` makes a slug of by nothing but hyphens and small letters."""


def settings(read: Read) -> Settings | None:
    text = next(filter(None, map(read, FILES)), "")
    if not text:
        return None
    named = _INPUT.search(text)
    folder = named[1].strip("./") if named else ""
    computed = [read(f"{place}{name}") for place in ("", f"{folder}/") for name in _COMPUTED]
    anywhere = bool(_GLOBAL.search(text)) or any("permalink" in found for found in computed)
    ignored = [line.strip() for line in read(".eleventyignore").splitlines()]
    typographer = bool(_TYPOGRAPHER.search(text))
    return Settings("", {"input": folder, "anywhere": anywhere, "ignored": ignored, "typographer": typographer})


def place(entry: Entry, site: Settings) -> Placed:
    if _is_ignored(entry.path, site):
        return Placed(reason="Eleventy is told to leave it out")
    programs = [text for name in _data(entry.path, _PROGRAMS) if name in entry.files and (text := entry.read(name))]
    entry = replace(entry, fields=_merged(entry))
    dated = _DATED.search(entry.path.as_posix())
    # "date: Created" is a day that only the disk knows.
    said = entry.fields.get("date")
    day = entry.published or (parse_date(dated[0]) if dated and not said else None)
    tags = [tag.lower() for tag in entry.words("tags")]
    is_post = day or said or not {"post", "posts"}.isdisjoint(tags)
    kind: Kind | None = None if is_post or any(map(_TAGGED.search, programs)) else "page"
    own = entry.fields.get("permalink")
    if own is False:
        return Placed(reason="Eleventy makes no page of it")
    if _is_computed(entry, programs, site):
        return Placed(None, day, kind, fields=entry.fields)
    return Placed(_filled(own, entry) if own else _usual(entry, site), day, kind, fields=entry.fields)


def _is_ignored(path: PurePosixPath, site: Settings) -> bool:
    if any(part in _PARTS for part in path.parts):
        return True
    patterns = [line for line in site.values["ignored"] if line and not line.startswith("#")]
    # The last one that is of a path counts.
    last = next((line for line in reversed(patterns) if covers(line.removeprefix("!"), path)), "!")
    return not last.startswith("!")


def _data(path: PurePosixPath, kinds: tuple[str, ...]) -> Iterator[str]:
    """The files with the data of a template, the weakest first: of the folders that it is in, then its own."""
    for folder in reversed(path.parents[:-1]):
        yield from (f"{folder}/{folder.name}.{kind}" for kind in kinds)
    yield from (f"{path.with_suffix('')}.{kind}" for kind in kinds)


def _merged(entry: Entry) -> dict[str, Any]:
    """Its fields, with those of its folders."""
    found: dict[str, Any] = {}
    for name in _data(entry.path, _TABLES):
        if name in entry.files:
            found = _over(found, {str(key).lower(): value for key, value in table_of(name, entry.read(name)).items()})
    return _over(found, entry.fields)


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**below, **above}
    lists = [tags if isinstance(tags, list) else [tags] for tags in (below.get("tags"), above.get("tags")) if tags]
    # Lists are put together.
    return {**merged, "tags": [tag for tags in lists for tag in tags]} if len(lists) > 1 else merged


def _is_computed(entry: Entry, programs: list[str], site: Settings) -> bool:
    """Whether a program may say where it stands."""
    computed = entry.fields.get("eleventycomputed")
    if site.values["anywhere"] or (computed and "permalink" in str(computed)[:10_000]):
        return True
    saying = [text for text in programs if "permalink" in text]
    return any("permalink" not in entry.fields or "eleventyComputed" in text for text in saying)


def _filled(own: object, entry: Entry) -> str | None:
    """A permalink, its expressions filled where they are plain; ``None`` where one is not."""
    if not isinstance(own, str) or not is_short(own):
        return None
    name = entry.path.parent.name if entry.path.stem == "index" else entry.path.stem
    dated = _DATED_NAME.fullmatch(name)
    values: dict[str, object] = {"page.fileSlug": dated[1] if dated else name}

    def value(match: re.Match[str]) -> str:
        # What is left has a bracket, and is told by it.
        found = values.get(match[1], UNKNOWN if "." in match[1] else entry.text(match[1].lower()))
        if not found or not is_short(str(found)) or (match[2] and not _SLUGGED.fullmatch(str(found))):
            return match[0]
        return re.sub(r"[^a-z0-9]+", "-", str(found).lower()).strip("-") if match[2] else str(found)

    path = _EXPRESSION.sub(value, own)
    return None if "{" in path else path.removesuffix("index.html")


def _usual(entry: Entry, site: Settings) -> str:
    folder = str(site.values["input"])
    inside = entry.path.relative_to(folder) if folder and entry.path.is_relative_to(folder) else entry.path
    stem = inside.with_suffix("")
    if stem.name in ("index", stem.parent.name):
        stem = stem.parent
    return f"{stem.as_posix()}/"
