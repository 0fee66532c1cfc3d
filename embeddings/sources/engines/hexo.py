"""Hexo. https://hexo.io/docs/permalinks"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo
from hashlib import sha1

from embeddings.content.dates import parse_date
from embeddings.content.items import MAX_ID_BYTES, Kind
from embeddings.normal_forms import normalized
from embeddings.sources.engines.entry import Entry, Placed, Read, Settings, address, is_ahead, yaml_of
from embeddings.sources.engines.permalinks import dates, filled

NAME = "Hexo"
FILES: tuple[str, ...] = ("_config.yml", "_config.yaml")
_OWN = ("new_post_name", "source_dir", "public_dir", "pretty_urls", "default_category")
_PLACEHOLDER = re.compile(r"(:[A-Za-z0-9_]*[A-Za-z0-9])")
_DIGITS = {":year": (4,), ":month": (2,), ":day": (2,), ":i_month": (2, 1), ":i_day": (2, 1)}
"""How many digits a placeholder takes, the first before the second."""
_MAX_PATTERN = 100
"""Characters of a pattern for the names of files, at most."""
_LETTERS = str.maketrans(
    {"ß": "s", "Æ": "AE", "æ": "ae", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "Ł": "L", "ł": "l", "ı": "i", "Œ": "OE"}
    | {"œ": "oe", "Ħ": "H", "ħ": "h", "Ŧ": "T", "ŧ": "t"}
)
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
    written, slug = _by_name(inside.relative_to("_posts").with_suffix("").as_posix(), site)
    day = entry.published or written
    hidden = is_ahead(day) and site.values.get("future") is False
    kind: Kind | None = "scheduled" if hidden else None
    pattern = str(site.values.get("permalink") or ":year/:month/:day/:title/")
    own = entry.text("permalink")
    found = own or filled(pattern, _values(entry, slug, _built(day, site.zone), site))
    return Placed(_pretty(found, site) if found else None, day, kind)


def _values(entry: Entry, slug: str, day: date | None, site: Settings) -> dict[str, str | None]:
    """What stands for each placeholder of a permalink: what Hexo knows, else a field of the post, else the default.

    Args:
        entry: the post.
        slug: its name.
        day: when it was published, as Hexo writes it.
        site: the settings.
    """
    defaults = site.values.get("permalink_defaults")
    given = {**(defaults if isinstance(defaults, dict) else {}), **entry.fields}
    values = {str(key): str(value) for key, value in given.items() if isinstance(value, (str, int, float))}
    known = {"title": slug, "name": slug.rpartition("/")[2], "post_title": _slug(entry.title).lower()}
    known |= {"category": _category(entry, site)}
    # Of a time without a zone nobody knows which second it is.
    second = str(int(day.timestamp())) if isinstance(day, datetime) and day.tzinfo else None
    digest = sha1(f"{slug}{second}".encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:12]
    return {**values, **known, **dates(day), "timestamp": second, "hash": digest if second else None}


def _pretty(path: str, site: Settings) -> str:
    """A path as the site writes it."""
    if site.values.get("post_asset_folder") and not path.endswith(("/", ".html")):
        path = f"{path}/"
    pretty = site.values.get("pretty_urls")
    pretty = pretty if isinstance(pretty, dict) else {}
    if pretty.get("trailing_index") is False:
        path = path.removesuffix("index.html")
    return path.removesuffix(".html") if pretty.get("trailing_html") is False else path


def _built(day: date | None, zone: tzinfo | None) -> date | None:
    """The day that stands in the address: Hexo reads a time on the clock of the site's zone, without the zone that the
    time may have, and writes it as the machine's clock shows it that builds the site."""
    if day is None or zone is None:
        return day
    time = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001
    if time.tzinfo:
        time = time.astimezone(UTC)
    return time.replace(tzinfo=zone).astimezone()


def _by_name(name: str, site: Settings) -> tuple[date | None, str]:
    """The date in a file's name, where the settings say that it has one, and what the post is called by it."""
    pattern = str(site.values.get("new_post_name") or "").removesuffix(".md")
    if ":year" not in pattern or len(pattern) > _MAX_PATTERN or len(name) > MAX_ID_BYTES:
        return None, name
    found = _parts(pattern, name)
    if not {":year", ":title"} <= found.keys():
        return None, _slug(name)
    month, day = (found.get(f":{part}") or found.get(f":i_{part}") or "01" for part in ("month", "day"))
    return parse_date(f"{found[':year']}-{month:0>2}-{day:0>2}", ahead=True), found[":title"]


def _parts(pattern: str, name: str) -> dict[str, str]:
    """What of a name stands for each placeholder of a pattern, as Hexo's regular expression has it; empty where it is
    not of the pattern. That is a stranger's: a regular expression may try every way to divide the name.
    """
    # Every second one is a placeholder.
    parts = list(enumerate(_PLACEHOLDER.split(pattern)))
    starts = [[len(name)]]
    """From the end, by part: where it may start for all behind it to match."""
    for number, part in reversed(parts):
        ends = starts[-1]
        starts.append([at for at in range(len(name) + 1) if _end(part, name, at, ends, number % 2 == 1) is not None])
    found: dict[str, str] = {}
    at = 0
    for (number, part), ends in zip(parts, reversed(starts[:-1]), strict=True):
        end = _end(part, name, at, ends, number % 2 == 1)
        if end is None:
            return {}
        if number % 2:
            found[part] = name[at:end]
        at = end
    return found


def _end(part: str, name: str, at: int, ends: Sequence[int], placeholder: bool) -> int | None:
    """Where a part that starts at a place ends, of the places where it may, in order; ``None`` where it cannot."""
    if placeholder and part not in _DIGITS:
        # At least one character, and as few as possible.
        following = bisect_right(ends, at)
        return ends[following] if following < len(ends) else None
    if placeholder:
        texts = (name[at : at + size] for size in _DIGITS[part] if at + size <= len(name))
        fitting = [at + len(text) for text in texts if text.isascii() and text.isdigit()]
    else:
        fitting = [at + len(part)] if name.startswith(part, at) else []
    return next((end for end in fitting if ends[bisect_left(ends, end) :][:1] == [end]), None)


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
    path = "/".join(map(_slug, mapped))
    case = {1: str.lower, 2: str.upper}.get(site.values.get("filename_case") or 0, str)
    return case(path) or str(site.values.get("default_category") or "uncategorized")


def _slug(text: str) -> str:
    """As hexo-util makes it, without the accents of Latin letters."""
    plain = "".join(map(_plain, text.translate(_LETTERS)))
    return _SPECIAL.sub("-", plain).strip("-")


def _plain(letter: str) -> str:
    base = normalized("NFKD", letter)[:1]
    return base if base.isascii() else letter
