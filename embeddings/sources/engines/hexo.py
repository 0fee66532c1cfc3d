"""Hexo. https://hexo.io/docs/permalinks"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, tzinfo

from embeddings.content.dates import parse_date
from embeddings.content.items import Kind
from embeddings.sources.engines.entry import Entry, Placed, Read, Settings, address, is_ahead, yaml_of
from embeddings.sources.engines.permalinks import dates, filled

NAME = "Hexo"
FILES = ("_config.yml", "_config.yaml")
_OWN = ("new_post_name", "source_dir", "public_dir", "pretty_urls", "default_category")
_SPECIAL = re.compile(r"[\s~`!@#$%^&*()\-_+=[\]{}|\\;:\"'<>,.?/]+")


def settings(read: Read) -> Settings | None:
    found = yaml_of(next(filter(None, map(read, FILES)), ""))
    if not found or not (any(name in found for name in _OWN) or '"hexo"' in read("package.json")):
        return None
    return Settings(address(found.get("url")), found)


def place(entry: Entry, site: Settings) -> Placed:
    source = str(site.values.get("source_dir") or "source").strip("/")
    if not entry.path.is_relative_to(source):
        return Placed(reason="it is not in the folder of Hexo's source", outside=True)
    inside = entry.path.relative_to(source)
    if inside.parts[0] == "_drafts":
        return Placed(published=entry.published, kind="draft")
    if inside.parts[0] != "_posts":
        folder = inside.parent.as_posix()
        stem = inside.with_suffix("").as_posix()
        path = f"{folder}/" if inside.stem == "index" else f"{stem}.html"
        return Placed(path, entry.published, "page")
    name = inside.relative_to("_posts").with_suffix("").as_posix()
    day, slug = entry.published, name
    if named := _by_name(name, site):
        slug = named[1]
        day = day or named[0]
    hidden = is_ahead(day) and site.values.get("future") is False
    kind: Kind | None = "scheduled" if hidden else None
    own = entry.text("permalink")
    if own:
        return Placed(own, day, kind)
    pattern = str(site.values.get("permalink") or ":year/:month/:day/:title/")
    defaults = site.values.get("permalink_defaults")
    values = {str(key): str(value) for key, value in (defaults if isinstance(defaults, dict) else {}).items()}
    values |= {"title": slug, "name": slug.rpartition("/")[2], "post_title": _slug(entry.title)}
    values |= {"category": _category(entry, site)}
    return Placed(filled(pattern, {**values, **dates(_built(day, site.zone))}), day, kind)


def _built(day: date | None, zone: tzinfo | None) -> date | None:
    """The day that stands in the address: Hexo reads a time on the clock of the site's zone, without the zone that the
    time may have, and writes it as the machine's clock shows it that builds the site."""
    if day is None or zone is None:
        return day
    time = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001
    if time.tzinfo:
        time = time.astimezone(UTC)
    return time.replace(tzinfo=zone).astimezone()


def _by_name(name: str, site: Settings) -> tuple[date | None, str] | None:
    """The date and the title in a file's name, where the settings say that it has both."""
    pattern = str(site.values.get("new_post_name") or "").removesuffix(".md")
    if ":year" not in pattern:
        return None
    parts = {":year": r"(?P<year>\d{4})", ":month": r"(?P<month>\d{2})", ":day": r"(?P<day>\d{2})"}
    parts |= {":i_month": r"(?P<month>\d{1,2})", ":i_day": r"(?P<day>\d{1,2})", ":title": "(?P<title>.+)"}
    escaped = re.sub(r":\w+", lambda m: parts.get(m[0], "[^/]+"), re.escape(pattern).replace(r"\-", "-"))
    try:
        match = re.fullmatch(escaped, name)
    except re.error:
        return None
    found = match.groupdict() if match else {}
    if "title" not in found:
        return None
    day = parse_date("-".join(found.get(part, "01").rjust(2, "0") for part in ("year", "month", "day")), ahead=True)
    return day, found["title"]


def _category(entry: Entry, site: Settings) -> str:
    value = entry.fields.get("categories") or entry.fields.get("category")
    if isinstance(value, list) and value and isinstance(value[0], list):
        # Several trees of categories: the last one counts.
        last = value[-1]
        value = last if isinstance(last, list) else [last]
    parts = value if isinstance(value, list) else [value] if value else []
    names = [str(name) for name in parts if not isinstance(name, (list, dict))]
    named = site.values.get("category_map")
    mapped = [str(named.get(name, name)) if isinstance(named, dict) else name for name in names]
    return "/".join(map(_slug, mapped)) or str(site.values.get("default_category") or "uncategorized")


def _slug(text: str) -> str:
    return _SPECIAL.sub("-", text).strip("-")
