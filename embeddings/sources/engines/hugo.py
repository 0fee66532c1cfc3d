"""Hugo. https://gohugo.io/content-management/urls/"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from embeddings.content.dates import parse_date
from embeddings.content.items import Kind
from embeddings.sources.engines.entry import Entry, Placed, Read, Settings, address, is_ahead, table_of
from embeddings.sources.engines.permalinks import dates, filled

NAME = "Hugo"
_FOLDERS = ("", "config/_default/")
FILES: tuple[str, ...] = tuple(
    f"{folder}{name}.{kind}"
    for folder in _FOLDERS
    for name in ("hugo", "config")
    for kind in ("toml", "yaml", "yml", "json")
)
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})[-_](.+)")


def settings(read: Read) -> Settings | None:
    for name in FILES:
        found = _table(name, read(name))
        if found and "base_url" not in found:
            for kind in ("toml", "yaml", "yml"):
                apart = f"config/_default/permalinks.{kind}"
                if table := _table(apart, read(apart)):
                    found["permalinks"] = table
            return Settings(address(found.get("baseurl")), found)
    return None


def _table(name: str, text: str) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in table_of(name, text).items()} if text else {}


def place(entry: Entry, site: Settings) -> Placed:
    content = str(site.values.get("contentdir") or "content").strip("/")
    if not entry.path.is_relative_to(content):
        return Placed(reason="it is not in the folder of Hugo's content", outside=True)
    inside = entry.path.relative_to(content)
    stem, prefix = _language(inside.stem, site)
    if stem == "_index":
        return Placed(reason="it is a section page, not a post")
    if stem != "index" and f"{entry.path.parent}/index.md" in entry.files:
        return Placed(reason="it is a part of another page, not a post")
    folders = inside.parts[:-1]
    name = stem
    if stem == "index" and folders:
        *folders_before, name = folders
        folders = tuple(folders_before)
    day, slug = _dated(entry, name, site)
    kind: Kind | None = None
    build = entry.fields.get("_build") or entry.fields.get("build")
    if day is None and not entry.text("publishdate"):
        kind = "page"
    if isinstance(build, dict) and str(build.get("render", "")).lower() in ("never", "false"):
        return Placed(reason="Hugo makes no page of it")
    appears = parse_date(entry.fields.get("publishdate"), ahead=True) or day
    if is_ahead(appears) and not site.values.get("buildfuture"):
        kind = "scheduled"
    ends = parse_date(entry.fields.get("expirydate"), ahead=True)
    if ends and not is_ahead(ends) and not site.values.get("buildexpired"):
        return Placed(reason="it was published until a day that is past")
    path = _path(entry, site, folders, slug, day or appears)
    return Placed(None if path is None else f"{prefix}{path}", day or appears, kind)


def _dated(entry: Entry, name: str, site: Settings) -> tuple[Any, str]:
    """The date, and the name without it where the settings take the date from there."""
    rules = site.values.get("frontmatter")
    sources = rules.get("date") if isinstance(rules, dict) else None
    match = _DATED.fullmatch(name)
    if match and isinstance(sources, list) and ":filename" in sources:
        return entry.published or parse_date(match[1], ahead=True), match[2]
    return entry.published, name


def _path(entry: Entry, site: Settings, folders: tuple[str, ...], name: str, day: Any) -> str | None:
    slug = entry.text("slug")
    section = folders[0] if folders else ""
    values = dates(day) | {
        "section": section,
        "sections": "/".join(folders),
        "title": _urlized(entry.title),
        "slug": _urlized(slug or entry.title),
        "filename": name,
        "contentbasename": name,
        "slugorfilename": _urlized(slug) or name,
        "slugorcontentbasename": _urlized(slug) or name,
        "monthname": f"{day:%B}" if day else None,
    }
    own = entry.text("url")
    if ":" in own and "://" not in own:
        # As in a permalink, since Hugo 0.131.
        own = filled(own, values) or ""
    if own:
        return own if own.startswith("/") or "." in own.rpartition("/")[2] else f"/{own.strip('/')}/"
    pattern = _pattern(site, section)
    path = filled(pattern, values) if pattern else "/".join(("", *folders, slug or name))
    if path is None:
        return None
    path = _urlized(path)
    if site.values.get("uglyurls") is True and not pattern:
        return f"{path.rstrip('/')}.html"
    return path if path.endswith("/") or path.endswith(".html") else f"{path}/"


def _pattern(site: Settings, section: str) -> str:
    table = site.values.get("permalinks")
    table = table if isinstance(table, dict) else {}
    pages = table.get("page")
    found = (pages if isinstance(pages, dict) else table).get(section)
    return found if isinstance(found, str) else ""


def _language(stem: str, site: Settings) -> tuple[str, str]:
    """The name without the language at its end, and what the language adds before the path."""
    languages = site.values.get("languages")
    default = str(site.values.get("defaultcontentlanguage") or "en")
    name, dot, language = stem.rpartition(".")
    if not (dot and isinstance(languages, dict) and language in languages):
        name, language = stem, default
    prefixed = language != default or bool(site.values.get("defaultcontentlanguageinsubdir"))
    return name, f"/{language}" if prefixed else ""


def _urlized(text: str) -> str:
    """Hugo's `urlize`: lower case, single hyphens for white space, most other signs left out."""
    kept: list[str] = []
    gap = False
    for char in text.lower().strip():
        if char.isalnum() or char in "./\\_#+~-@" or _is_mark(char):
            if gap and char != "-":
                kept.append("-")
            gap = False
            kept.append(char)
        elif kept and kept[-1] != "-" and char.isspace():
            gap = True
    return "".join(kept)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")
