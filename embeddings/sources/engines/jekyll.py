"""Jekyll. https://jekyllrb.com/docs/permalinks/"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from embeddings.content.dates import parse_date
from embeddings.sources.engines.entry import Entry, Placed, Read, Settings, address, is_ahead, toml_of, yaml_of
from embeddings.sources.engines.permalinks import dates, filled, in_zone

NAME = "Jekyll"
FILES: tuple[str, ...] = ("_config.yml", "_config.yaml", "_config.toml")
_STYLES = {
    "": "/:categories/:year/:month/:day/:title:output_ext",
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_NAME = re.compile(r"(\d{2,4}-\d{1,2}-\d{1,2})-(.+)")
_PRETTY = re.compile(r"[^\w.~!$&'()+,;=@]+")
_PLAIN = re.compile(r"[\W_]+")


def settings(read: Read) -> Settings | None:
    text = next(filter(None, map(read, FILES[:2])), "")
    found = yaml_of(text) if text else toml_of(read(FILES[2]))
    return of(found) if found else None


def of(found: Mapping[str, Any]) -> Settings:
    """The settings in a ``_config.yml``."""
    return Settings(address(f"{found.get('url') or ''}{found.get('baseurl') or ''}"), found)


def place(entry: Entry, site: Settings) -> Placed:
    fields = {**_defaults(entry, site), **entry.fields}
    entry = replace(entry, fields=fields)
    folders, name = entry.path.parts[:-1], entry.path.stem
    if "_drafts" in folders:
        return Placed(published=entry.published, kind="draft")
    if "_posts" not in folders:
        return _page(entry)
    dated = _NAME.fullmatch(name)
    if not dated:
        return Placed(reason="its name does not start with a date, so that Jekyll does not publish it")
    day = entry.published or parse_date(_padded(dated[1]), ahead=True)
    if day is None:
        return Placed(reason="its date is none, so that Jekyll does not publish it")
    day = in_zone(day, site.zone)
    slug = entry.text("slug") or dated[2]
    # A folder around `_posts` is a category too.
    categories = [*folders[: folders.index("_posts")], *entry.words("category", "\0"), *entry.words("categories", "")]
    unique = list(dict.fromkeys(category.lower() for category in categories))
    values = dates(day) | {
        "title": _PRETTY.sub("-", slug).strip("-"),
        "slug": _slug(slug),
        "categories": "/".join(unique),
        "slugified_categories": "/".join(map(_slug, unique)),
        "output_ext": ".html",
        "week": f"{day:%V}",
        "short_day": f"{day:%a}",
        "long_day": f"{day:%A}",
        "short_month": f"{day:%b}",
        "long_month": f"{day:%B}",
        "w_year": f"{day:%G}",
        "w_day": f"{day:%u}",
    }
    pattern = entry.text("permalink") or _pattern(site)
    path = filled(_STYLES.get(pattern, pattern), values)
    scheduled = is_ahead(day) and not site.values.get("future")
    return Placed(path, day, "scheduled" if scheduled else None)


def _page(entry: Entry) -> Placed:
    stem = entry.path.with_suffix("").as_posix().removesuffix("index")
    own = entry.text("permalink")
    path = own if own and ":" not in own else f"{stem}.html" if stem and not stem.endswith("/") else stem
    return Placed(path, entry.published, "page")


def _pattern(site: Settings) -> str:
    collections = site.values.get("collections")
    posts = collections.get("posts") if isinstance(collections, dict) else None
    own = posts.get("permalink") if isinstance(posts, dict) else None
    return str(own or site.values.get("permalink") or "")


def _defaults(entry: Entry, site: Settings) -> dict[str, Any]:
    """What the settings' front matter defaults say of a file (https://jekyllrb.com/docs/configuration/front-matter-defaults/)."""
    found: dict[str, Any] = {}
    kind = "posts" if "_posts" in entry.path.parts else "pages"
    rules = site.values.get("defaults")
    for rule in rules if isinstance(rules, list) else ():
        scope, values = (rule.get(name) if isinstance(rule, dict) else None for name in ("scope", "values"))
        if isinstance(scope, dict) and isinstance(values, dict):
            path = str(scope.get("path") or "").strip("/")
            inside = not path or entry.path.as_posix().startswith(path)
            if inside and scope.get("type") in (None, "", kind):
                found |= {str(key).lower(): value for key, value in values.items()}
    return found


def _slug(text: str) -> str:
    return _PLAIN.sub("-", text).strip("-").lower()


def _padded(day: str) -> str:
    year, month, number = day.split("-")
    return f"{year if len(year) == 4 else f'20{year:0>2}'}-{month:0>2}-{number:0>2}"
