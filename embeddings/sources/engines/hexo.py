"""Hexo. https://hexo.io/docs/permalinks"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from hashlib import sha1
from pathlib import PurePosixPath

from embeddings.content.dates import parse_date
from embeddings.content.items import MAX_ID_BYTES
from embeddings.content.kinds import Kind
from embeddings.normal_forms import normalized
from embeddings.sources.code import is_within
from embeddings.sources.engines.entry import Entry, Placed, Read, Settings, address, head_of, is_ahead, yaml_of
from embeddings.sources.engines.permalinks import dates, is_short
from embeddings.sources.indented import all_code

NAME = "Hexo"
FILES: tuple[str, ...] = ("_config.yml", "_config.yaml")
_OWN = ("new_post_name", "source_dir", "public_dir", "pretty_urls", "default_category")
_PLACEHOLDER = re.compile(r"(:[A-Za-z0-9_]*[A-Za-z0-9])")
_DIGITS = {":year": (4,), ":month": (2,), ":day": (2,), ":i_month": (2, 1), ":i_day": (2, 1)}
"""How many digits a placeholder takes, the first before the second."""
_MAX_PATTERN = 100
"""Characters of a pattern for the names of files, at most."""
_NUMBER = re.compile(r"[-+]?[0-9][0-9_]*(?:[eE][-+]?[0-9]+|_[0-9_]*)")
_LINK = re.compile(
    r"\{%-?\s{0,9}post_link\s{1,9}(?:'([^'\n]{1,200})'|\"([^\"\n]{1,200})\"|([^\s'\"%{}]{1,200}))"
    r"(?:\s{1,9}(?:true|false))?\s{0,9}-?%\}"
)
"""A link to a post that is given no words."""
_BARE = dict(zip("ÆØßæøĐđĦħıŁłŒœŦŧ", "AE O s ae o D d H h i L l OE oe T t".split(), strict=True))
_CONTROL = re.compile(r"[\x00-\x1f]")
_SPECIAL = re.compile(r"[\s~`!@#$%^&*()\-_+=[\]{}|\\;:\"'<>,.?/]+")


def settings(read: Read) -> Settings | None:
    found = yaml_of(next(filter(None, map(read, FILES)), ""))
    if not found or not (any(name in found for name in _OWN) or '"hexo"' in read("package.json")):
        return None
    return Settings(address(found.get("url")), found)


def place(entry: Entry, site: Settings) -> Placed:
    source = _source(site)
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
    parts = _by_name(name, site)
    # A name that is not of the pattern is made a slug as a whole.
    slug = parts.get(":title") or _slug(name)
    day = entry.published or _day(parts)
    hidden = is_ahead(day) and site.values.get("future") is False
    kind: Kind | None = "scheduled" if hidden else None
    author = site.values.get("author")
    author = author if isinstance(author, str) else ""
    own = entry.text("permalink")
    at = own or (_path(entry, site, slug, day, parts) if slug else None)
    if at and site.values.get("post_asset_folder") and not at.endswith(("/", ".html")):
        at += "/"
    return Placed(at and at.removesuffix("index.html"), day, kind, author=author)


def with_titles(text: str, read: Read, site: Settings) -> str:
    """Markdown in which the links to other posts have the titles of these, where they have no words of their own.

    Args:
        text: the Markdown.
        read: the texts of the site's files.
        site: the settings.
    """
    posts = f"{_source(site)}/_posts"

    def titled(link: re.Match[str]) -> str:
        slug = link[1] or link[2] or link[3]
        title = " ".join(str(head_of(read(f"{posts}/{slug}.md")).get("title") or "").split())
        known = title and not is_within(code, link.start()) and '"' not in title and "%}" not in title
        return f'{{% post_link {slug} "{title}" %}}' if known else link[0]

    code = all_code(text)
    return _LINK.sub(titled, text)


def _source(site: Settings) -> str:
    return str(site.values.get("source_dir") or "source").strip("/")


def _path(entry: Entry, site: Settings, slug: str, day: date | None, parts: Mapping[str, str]) -> str | None:
    """The address by the settings' pattern, whose placeholders are Hexo's own, the post's fields and the settings'."""
    pattern = str(site.values.get("permalink") or ":year/:month/:day/:title/")
    defaults = site.values.get("permalink_defaults")
    built = _built(day, site.zone)
    seconds = f"{built.timestamp():.0f}" if isinstance(built, datetime) and site.zone else None
    values = {
        **{str(name): _text(value) for name, value in (defaults if isinstance(defaults, dict) else {}).items()},
        "layout": "post",
        **{name: _text(value) for name, value in entry.fields.items()},
        **{name.removeprefix(":"): part for name, part in parts.items()},
        "id": _text(entry.fields.get("id")),
        "title": slug,
        "slug": slug,
        "name": slug.rpartition("/")[2],
        "post_title": _slug(entry.title, 1),
        "category": _category(entry, site),
        **dates(built),
        "timestamp": seconds,
        "hash": sha1(f"{slug}{seconds}".encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:12]
        if seconds
        else None,
    }
    if not is_short(pattern, *(value for value in values.values() if value)):
        return None
    named = [name[1:] for name in _PLACEHOLDER.findall(pattern)]
    if any(values.get(name) is None for name in named):
        return None
    return re.sub(r"//+", "/", _PLACEHOLDER.sub(lambda name: str(values[name[0][1:]]), pattern))


def _hash(text: str) -> str:
    return sha1(text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:12]


def _text(value: object) -> str | None:
    """A field as Hexo writes it into an address; ``None`` where its YAML may read it as something else."""
    plain = isinstance(value, (str, int)) and not isinstance(value, bool)
    return None if not plain or value == "" or _NUMBER.fullmatch(str(value)) else str(value)


def _built(day: date | None, zone: tzinfo | None) -> date | None:
    """The day that stands in the address: Hexo reads a time on the clock of the site's zone, without the zone that the
    time may have, and writes it as the machine's clock shows it that builds the site."""
    if day is None or zone is None:
        return day
    time = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001
    if time.tzinfo:
        time = time.astimezone(UTC)
    return time.replace(tzinfo=zone).astimezone()


def _by_name(name: str, site: Settings) -> dict[str, str]:
    """What the parts of a file's name are, by the settings' pattern for it; empty where it is not of that."""
    pattern = str(site.values.get("new_post_name") or ":title.md")
    pattern = pattern.removesuffix(PurePosixPath(pattern).suffix)
    if len(pattern) > _MAX_PATTERN or len(name) > MAX_ID_BYTES:
        return {}
    return {":title": name} if pattern == ":title" else _parts(pattern, name)


def _day(parts: Mapping[str, str]) -> date | None:
    """The day in a file's name."""
    month, day = (parts.get(f":{part}") or parts.get(f":i_{part}") for part in ("month", "day"))
    if not (parts.get(":year") and month and day):
        return None
    return parse_date(f"{parts[':year']}-{month:0>2}-{day:0>2}", ahead=True)


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


def _category(entry: Entry, site: Settings) -> str | None:
    value = entry.fields.get("categories") or entry.fields.get("category")
    if isinstance(value, list) and value and isinstance(value[0], list):
        # Several trees of categories: the last one counts.
        last = value[-1]
        value = last if isinstance(last, list) else [last]
    parts = value if isinstance(value, list) else [value] if value else []
    names = [str(name) for name in parts if not isinstance(name, (list, dict))]
    named = site.values.get("category_map")
    mapped = [str(named.get(name, name)) if isinstance(named, dict) else name for name in names]
    slugs = [_slug(name, site.values.get("filename_case")) for name in mapped]
    if None in slugs:
        return None
    return "/".join(filter(None, slugs)) or str(site.values.get("default_category") or "uncategorized")


def _slug(text: str, case: object = 0) -> str | None:
    """As hexo-util's ``slugize`` makes it; ``None`` where it has a letter that is not known here.

    Args:
        text: what it is made of.
        case: 1 for small letters, 2 for capitals.
    """
    plain = "".join(map(_without_accent, text))
    if any(char > "~" and _is_latin(char) for char in plain):
        return None
    slug = _SPECIAL.sub("-", _CONTROL.sub("", plain)).strip("-")
    return slug.lower() if case == 1 else slug.upper() if case == 2 else slug


def _without_accent(char: str) -> str:
    if char <= "~" or not _is_latin(char):
        return char
    return _BARE.get(char) or "".join(one for one in normalized("NFKD", char) if not unicodedata.combining(one))


def _is_latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith("LATIN")
