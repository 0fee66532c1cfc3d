"""Jekyll. https://jekyllrb.com/docs/permalinks/"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any

from embeddings.content.dates import parse_date
from embeddings.content.kinds import Kind
from embeddings.sources.engines.entry import Entry, Placed, Read, Settings, address, is_ahead, toml_of, yaml_of
from embeddings.sources.engines.globs import covers
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
_EXCLUDED = ("gemfiles", "Gemfile", "node_modules", "vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/")
_NOBODY = re.compile(
    r"(?:<|\[)?(?:your[ _-]*(?:full[ _-]*)?(?:author[ _-]*)?name|author[ _-]*name)(?:>|\])?", re.IGNORECASE
)
"""What themes have in the place of the owner's name: "your_author_name"."""
_MAX_PATTERN = 200
"""Characters of a pattern of paths, at most."""
_MAX_RULES = 1000
"""Patterns that are looked at, at most."""
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
    source = str(site.values.get("source") or "")
    # What leads out of the folder leads nowhere here.
    source = "" if source.startswith("/") or ".." in source else source.strip("./")
    if not entry.path.is_relative_to(source):
        return Placed(reason="it is not in the folder of Jekyll's source", outside=True)
    # All that the settings say of paths is said of those in there.
    entry = replace(entry, path=entry.path.relative_to(source))
    if _is_left_out(entry.path, site):
        return Placed(reason="Jekyll is told to leave it out")
    kept_in = str(site.values.get("collections_dir") or "").strip("/.")
    if kept_in and entry.path.is_relative_to(kept_in):
        entry = replace(entry, path=entry.path.relative_to(kept_in))
    folders = entry.path.parts[:-1]
    label = "drafts" if "_drafts" in folders else "posts" if "_posts" in folders else _label(folders, site)
    defaults = _defaults(entry, label or "pages", site)
    fields = {**(defaults or {}), **entry.fields}
    if more := (defaults or {}).get("categories"):
        # Those of the defaults are not written over.
        fields["categories"] = _categories({"categories": more}, {"categories": entry.fields.get("categories")})
    # What some of its defaults are is not known where their patterns are not.
    placed = _placed(replace(entry, fields=fields), label, site)
    path = placed.path if defaults is not None or entry.text("permalink") else None
    author = site.values.get("author")
    author = author.get("name") if isinstance(author, dict) else author
    author = author if isinstance(author, str) and not _NOBODY.fullmatch(author.strip()) else ""
    return replace(placed, path=path, fields=fields, author=author, authors=_authors(site))


def _placed(entry: Entry, label: str, site: Settings) -> Placed:
    folders, name = entry.path.parts[:-1], entry.path.stem
    if label == "drafts":
        return Placed(published=entry.published, kind="draft")
    if label != "posts":
        return _document(entry, label, site) if label else _page(entry, site)
    dated = _NAME.fullmatch(name)
    if not dated:
        return Placed(reason="its name does not start with a date, so that Jekyll does not publish it")
    day = entry.published or parse_date(_padded(dated[1]), ahead=True)
    if day is None:
        return Placed(reason="its date is none, so that Jekyll does not publish it")
    day = in_zone(day, site.zone)
    # A folder around `_posts` is a category too.
    around = list(folders[: folders.index("_posts")])
    several, one = ({name: entry.fields.get(name)} for name in ("categories", "category"))
    categories = _categories({"categories": around}, several, one)
    own = entry.text("permalink")
    pattern = own or _STYLES.get(_pattern(site), _pattern(site))
    path = filled(pattern, _values(entry, entry.text("slug") or dated[2], day, categories))
    scheduled = is_ahead(day) and not site.values.get("future")
    return Placed(path, day, "scheduled" if scheduled else None, title=_titleized(dated[2]))


def _values(entry: Entry, slug: str, day: date | None, categories: list[str]) -> dict[str, str | None]:
    """What the placeholders of a post's address stand for."""
    unique = list(dict.fromkeys(category.lower() for category in categories))
    days = {"week": "%V", "short_day": "%a", "long_day": "%A", "short_month": "%b", "long_month": "%B"}
    days |= {"w_year": "%G", "w_day": "%u"}
    return dates(day) | {
        "title": _PRETTY.sub("-", slug).strip("-"),
        "slug": _slug(slug),
        "categories": "/".join(unique),
        "slugified_categories": "/".join(map(_slug, unique)),
        "output_ext": ".html",
        **{name: f"{day:{form}}" if day else None for name, form in days.items()},
    }


def _categories(*fields: Mapping[str, Any]) -> list[str]:
    """All categories, those of several before the one of its own in each."""
    found: list[str] = []
    for one in fields:
        several = one.get("categories")
        several = several.split() if isinstance(several, str) else several
        single = one.get("category")
        single = single if isinstance(single, list) else [single]
        for name in [*(several if isinstance(several, list) else []), *single]:
            if name and not isinstance(name, (list, dict)) and str(name) not in found:
                found.append(str(name))
    return found


def _authors(site: Settings) -> dict[str, str]:
    """The names of the authors whom the settings list, by what posts call them."""
    listed = site.values.get("authors")
    found = {**site.values, **(listed if isinstance(listed, dict) else {})}
    return {str(key): str(one["name"]) for key, one in found.items() if isinstance(one, dict) and one.get("name")}


def _titleized(slug: str) -> str:
    return " ".join(word.capitalize() for word in slug.rstrip(".").split("-"))


def _is_left_out(path: PurePosixPath, site: Settings) -> bool:
    """Whether the settings exclude a file or a folder that it is in, and do not include it all the same."""
    given = [site.values.get(name) for name in ("exclude", "include")]
    exclude, include = ([str(one).strip("/.") for one in names] if isinstance(names, list) else [] for names in given)
    places = [place.as_posix() for place in (path, *path.parents[:-1])]
    for pattern in dict.fromkeys((*exclude[:_MAX_RULES], *_EXCLUDED)):
        if not pattern or pattern in include or len(pattern) > _MAX_PATTERN:
            continue
        if any(place.startswith(pattern) or fnmatchcase(place, pattern) for place in places):
            return True
    return False


def _label(folders: tuple[str, ...], site: Settings) -> str:
    """The collection that a file in some folders is of; empty where it is a page."""
    return folders[0][1:] if folders and folders[0].startswith("_") and site.values else ""


def _document(entry: Entry, label: str, site: Settings) -> Placed:
    """A document of a collection other than the posts; a post too, if it has a date or the site lists its collection in
    pages (https://github.com/sverrirs/jekyll-paginate-v2)."""
    known = site.values.get("collections")
    about = known.get(label) if isinstance(known, dict) else None
    inside, name = entry.path.relative_to(f"_{label}").with_suffix(""), entry.path.stem
    dated = _NAME.fullmatch(name)
    day = entry.published or (parse_date(_padded(dated[1]), ahead=True) if dated else None)
    if not (isinstance(about, dict) and about.get("output")):
        return Placed(None, day, "page")
    slug = dated[2] if dated else name
    day = in_zone(day, site.zone) if day else None
    values = _values(entry, entry.text("slug") or slug, day, _categories(entry.fields))
    values |= {"collection": label, "path": inside.as_posix(), "name": _slug(name)}
    pattern = entry.text("permalink") or about.get("permalink") or f"/:collection/:path{_suffix(site)}"
    path = filled(_STYLES.get(pattern, pattern), values) if isinstance(pattern, str) else None
    kind: Kind | None = None if day or label in _paginated(site) else "page"
    if day and is_ahead(day) and not site.values.get("future"):
        kind = "scheduled"
    return Placed(path, day, kind, title=_titleized(slug))


def _paginated(site: Settings) -> list[str]:
    """The collections whose documents the site lists in pages."""
    settings = site.values.get("pagination")
    named = settings.get("collection") if isinstance(settings, dict) else None
    return [name.strip() for name in named.split(",")] if isinstance(named, str) else []


def _page(entry: Entry, site: Settings) -> Placed:
    stem, suffix = entry.path.with_suffix("").as_posix().removesuffix("index"), _suffix(site)
    usual = stem if not stem or stem.endswith("/") else f"{stem}{suffix}"
    own = entry.text("permalink")
    path = own if own and ":" not in own else usual
    return Placed(path.replace(":output_ext", ".html"), entry.published, "page")


def _suffix(site: Settings) -> str:
    """What the style of the posts' addresses adds to those of others."""
    style = str(site.values.get("permalink") or "date")
    if style == "pretty" or style.endswith("/"):
        return "/"
    return ":output_ext" if style in ("date", "ordinal", "none") or style.endswith(":output_ext") else ""


def _pattern(site: Settings) -> str:
    collections = site.values.get("collections")
    posts = collections.get("posts") if isinstance(collections, dict) else None
    own = posts.get("permalink") if isinstance(posts, dict) else None
    return str(own or site.values.get("permalink") or "")


def _defaults(entry: Entry, label: str, site: Settings) -> dict[str, Any] | None:
    """What the settings' front matter defaults say of a file (https://jekyllrb.com/docs/configuration/front-matter-defaults/);
    ``None`` where a pattern is not known."""
    matching: list[tuple[int, bool, dict[str, Any]]] = []
    rules = site.values.get("defaults")
    for rule in rules[:_MAX_RULES] if isinstance(rules, list) else ():
        scope, values = (rule.get(name) if isinstance(rule, dict) else None for name in ("scope", "values"))
        if not (isinstance(scope, dict) and isinstance(values, dict)):
            continue
        path = str(scope.get("path") or "").strip("/")
        if "*" in path and ("{" in path or len(path) > _MAX_PATTERN):
            return None
        inside = covers(path, entry.path) if "*" in path else entry.path.as_posix().startswith(path)
        if inside and scope.get("type") in (None, "", label):
            matching.append((len(path), bool(scope.get("type")), values))
    found: dict[str, Any] = {}
    # The nearer one counts, and of two the one for its kind.
    for _, _, values in sorted(matching, key=lambda one: one[:2]):
        found |= {str(key).lower(): value for key, value in values.items()}
    return found


def _slug(text: str) -> str:
    return _PLAIN.sub("-", text).strip("-").lower()


def _padded(day: str) -> str:
    year, month, number = day.split("-")
    return f"{year if len(year) == 4 else f'20{year:0>2}'}-{month:0>2}-{number:0>2}"
