"""Pelican. https://docs.getpelican.com/en/latest/settings.html#url-settings"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from embeddings.content.dates import parse_date
from embeddings.content.kinds import Kind
from embeddings.normal_forms import normalized
from embeddings.sources.engines.entry import UNKNOWN, Entry, Placed, Read, Settings, address, is_ahead, literals_of
from embeddings.sources.engines.permalinks import ascii_form, is_short

NAME = "Pelican"
FILES: tuple[str, ...] = ("pelicanconf.py", "publishconf.py")
_FIELD = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
_NAMED = r"(?P<date>\d{4}-\d{2}-\d{2}).*"
"""What Pelican reads of a file's name, unless it is told otherwise."""
_SUBSTITUTIONS = [(r"[^\w\s-]", ""), (r"(?u)\A\s*", ""), (r"(?u)\s*\Z", ""), (r"[-\s]+", "-")]
_LOCAL = re.compile(r"%[aAbB]")
_DECIDE = (
    "DEFAULT_METADATA", "EXTRA_PATH_METADATA", "FILENAME_METADATA", "PATH_METADATA", "SLUGIFY_SOURCE",
    "SLUGIFY_USE_UNICODE", "SLUGIFY_PRESERVE_CASE", "SLUG_REGEX_SUBSTITUTIONS", "SLUG_SUBSTITUTIONS",
    "USE_FOLDER_AS_CATEGORY", "DEFAULT_CATEGORY", "DEFAULT_LANG",
)  # fmt: skip
"""The settings without which no address is known."""
_MAX_PATTERN = 200
"""Characters of a regular expression in the settings, at most."""
_MAX_TEXT = 500
"""Characters that one is matched with, at most."""
_REPEATS = re.compile(r"(?<!\\)[*+]|(?<!\\)\{\d*,\d*\}")
_REPEATED_GROUP = re.compile(r"\)(?:[*+]|\{)|\(\?[^P:aiLmsux]|\(\?P=")


def settings(read: Read) -> Settings | None:
    own, published = map(read, FILES)
    if not own:
        return None
    found = literals_of(own)
    found |= literals_of(published, found)
    return Settings(address(found.get("SITEURL")), found)


def place(entry: Entry, site: Settings) -> Placed:
    content = str(site.values.get("PATH") or "content").strip("./")
    if content and not entry.path.is_relative_to(content):
        return Placed(reason="it is not in the folder of Pelican's content", outside=True)
    inside = entry.path.relative_to(content)
    if _is_in(inside, site.values.get("PAGE_PATHS", ["pages"])):
        return Placed(published=entry.published, kind="page")
    if not _is_in(inside, site.values.get("ARTICLE_PATHS") or [""]):
        return Placed(reason="it is in no folder of Pelican's articles", outside=True)
    defaults = _defaults(inside, site)
    known = defaults is not None and not any(site.values.get(name) is UNKNOWN for name in _DECIDE)
    fields = _listed({**(defaults or {}), **entry.fields})
    entry = replace(entry, fields=fields)
    title = entry.title or entry.text("title")
    if not title:
        return Placed(reason="it has no title, so that Pelican does not publish it")
    day = entry.published
    if day is None:
        return Placed(reason="it has no date, so that Pelican does not publish it")
    status = entry.text("status").lower() or "published"
    if status == "skip":
        return Placed(reason="its author says that it is to be skipped")
    kind: Kind | None = None if status == "published" else "private" if status == "hidden" else "draft"
    if kind is None and is_ahead(day) and site.values.get("WITH_FUTURE_DATES") is False:
        kind = "scheduled"
    path = _path(entry, title, site, day) if known or entry.text("url") or entry.text("save_as") else None
    return Placed(path, day, kind, author=str(site.values.get("AUTHOR") or ""), fields=fields, title=title)


def _is_in(path: PurePosixPath, folders: object) -> bool:
    named = [str(folder).strip("./") for folder in folders] if isinstance(folders, (list, tuple)) else []
    return any(path.is_relative_to(folder) for folder in named)


def _defaults(path: PurePosixPath, site: Settings) -> dict[str, Any] | None:
    """What the settings, and by them its name, say of a file; ``None`` where they cannot be told."""
    try:
        given = dict(site.values.get("DEFAULT_METADATA") or {})
    except (TypeError, ValueError):
        return None
    of_paths = site.values.get("EXTRA_PATH_METADATA")
    extra = of_paths.get(path.as_posix()) if isinstance(of_paths, dict) else None
    named = site.values.get("FILENAME_METADATA", _NAMED), site.values.get("PATH_METADATA", "")
    found: dict[str, Any] = {}
    for pattern, text in zip(named, (path.stem, path.as_posix()), strict=True):
        if pattern and not (isinstance(pattern, str) and _is_quick(pattern, 3) and len(text) <= _MAX_TEXT):
            return None
        match = re.match(pattern, text) if pattern else None
        groups = match.groupdict() if match else {}
        found = {name.lower(): value for name, value in groups.items() if value is not None} | found
    if site.values.get("USE_FOLDER_AS_CATEGORY", True) and path.parent.name:
        found.setdefault("category", path.parent.name)
    given = {str(name).lower(): value for name, value in given.items()}
    day = parse_date(found.get("date"), ahead=True)
    dated = {"date": day} if day else {}
    # What a file itself is told is not written over by its name.
    return {**given, **found, **dated, **(extra if isinstance(extra, dict) else {})}


def _is_quick(pattern: str, repeats: int) -> bool:
    """Whether a regular expression is read, and repeats so little that it cannot try every way to match a text."""
    if len(pattern) > _MAX_PATTERN or len(_REPEATS.findall(pattern)) > repeats or _REPEATED_GROUP.search(pattern):
        return False
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return False
    return True


def _listed(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, those with several names as lists: between semicolons where there is one."""
    texts = {name: fields[name] for name in ("tags", "authors") if isinstance(fields.get(name), str)}
    return fields | {name: text.split(";" if ";" in text else ",") for name, text in texts.items()}


def _path(entry: Entry, title: str, site: Settings, day: date) -> str | None:
    own = entry.text("url") or entry.text("save_as")
    if own:
        return own.removesuffix("index.html")
    by_name = site.values.get("SLUGIFY_SOURCE") == "basename"
    usual_language = str(site.values.get("DEFAULT_LANG", "en"))
    language = entry.text("lang") or usual_language
    foreign = language != usual_language
    name, usual = ("ARTICLE_LANG_URL", "{slug}-{lang}.html") if foreign else ("ARTICLE_URL", "{slug}.html")
    author = next(iter(entry.words("authors") or entry.words("author")), "") or str(site.values.get("AUTHOR") or "")
    values = {
        "slug": entry.text("slug") or _slug(entry.path.stem if by_name else title, site.values),
        "lang": language,
        "category": _slug(
            entry.text("category") or str(site.values.get("DEFAULT_CATEGORY", "misc")), site.values, "CATEGORY"
        ),
        "author": _slug(author, site.values, "AUTHOR"),
    }
    pattern = site.values.get(name, usual)
    if not isinstance(pattern, str) or not is_short(pattern, *filter(None, values.values())):
        return None
    # The names of days and months are those of a language.
    unknown = "LOCALE" in site.values and bool(_LOCAL.search(pattern))

    def value(match: re.Match[str]) -> str:
        nonlocal unknown
        name, form = match[1], match[2]
        found = f"{day:{form or '%Y-%m-%d'}}" if name == "date" else values.get(name)
        unknown = unknown or not found
        return str(found)

    path = _FIELD.sub(value, pattern)
    return None if unknown else path.removesuffix("index.html")


def _slug(text: str, settings: Mapping[str, Any], kind: str = "ARTICLE") -> str | None:
    """A name in an address, by the settings; ``None`` where they do not tell it."""
    if len(text) > _MAX_TEXT or f"{kind}_REGEX_SUBSTITUTIONS" in settings or "SLUG_SUBSTITUTIONS" in settings:
        return None
    own = settings.get("SLUG_REGEX_SUBSTITUTIONS", _SUBSTITUTIONS)
    text = normalized("NFC", re.sub(r"<[^<>]*>", "", text))
    plain = text if settings.get("SLUGIFY_USE_UNICODE") else ascii_form(text)
    if plain is None or not isinstance(own, (list, tuple)):
        return None
    for rule in own:
        if not (isinstance(rule, (list, tuple)) and len(rule) == 2 and all(isinstance(part, str) for part in rule)):
            return None
        pattern, replacement = rule
        if not _is_quick(pattern, 1) or "\\" in replacement or not is_short(plain):
            return None
        plain = re.sub(pattern, replacement, plain, flags=re.IGNORECASE)
    return (plain if settings.get("SLUGIFY_PRESERVE_CASE") else plain.lower()).strip()
