"""Pelican. https://docs.getpelican.com/en/latest/settings.html#url-settings"""

from __future__ import annotations

import re
from datetime import date

from embeddings.content.dates import parse_date
from embeddings.content.items import Kind
from embeddings.sources.engines.entry import Entry, Placed, Read, Settings, address, is_ahead, literals_of
from embeddings.sources.engines.permalinks import ascii_slug, is_short

NAME = "Pelican"
FILES: tuple[str, ...] = ("pelicanconf.py", "publishconf.py")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2}).*")
_FIELD = re.compile(r"\{(\w+)(?::([^{}]*))?\}")


def settings(read: Read) -> Settings | None:
    own, published = map(read, FILES)
    if not own:
        return None
    found = {**literals_of(own), **literals_of(published)}
    return Settings(address(found.get("SITEURL")), found)


def place(entry: Entry, site: Settings) -> Placed:
    content = str(site.values.get("PATH") or "content").strip("./")
    if content and not entry.path.is_relative_to(content):
        return Placed(reason="it is not in the folder of Pelican's content", outside=True)
    inside = entry.path.relative_to(content)
    pages = site.values.get("PAGE_PATHS", ["pages"])
    if isinstance(pages, list) and any(inside.is_relative_to(str(folder)) for folder in pages if folder):
        return Placed(published=entry.published, kind="page")
    if not entry.title:
        return Placed(reason="it has no title, so that Pelican does not publish it")
    named = _DATED.fullmatch(inside.stem)
    day = entry.published or (parse_date(named[1], ahead=True) if named else None)
    if day is None:
        return Placed(reason="it has no date, so that Pelican does not publish it")
    status = entry.text("status").lower() or "published"
    if status == "skip":
        return Placed(reason="its author says that it is to be skipped")
    kind: Kind | None = None if status == "published" else "private" if status == "hidden" else "draft"
    if kind is None and is_ahead(day) and site.values.get("WITH_FUTURE_DATES") is False:
        kind = "scheduled"
    return Placed(_path(entry, site, inside.parts[:-1], day), day, kind, author=str(site.values.get("AUTHOR") or ""))


def _path(entry: Entry, site: Settings, folders: tuple[str, ...], day: date) -> str | None:
    own = entry.text("url") or entry.text("save_as")
    if own:
        return own.removesuffix("index.html")
    by_name = site.values.get("SLUGIFY_SOURCE") == "basename"
    slug = entry.text("slug") or ascii_slug(entry.path.stem if by_name else entry.title)
    category = entry.text("category")
    if not category and folders and site.values.get("USE_FOLDER_AS_CATEGORY", True):
        category = folders[-1]
    language = entry.text("lang")
    foreign = bool(language) and language != site.values.get("DEFAULT_LANG", "en")
    name, usual = ("ARTICLE_LANG_URL", "{slug}-{lang}.html") if foreign else ("ARTICLE_URL", "{slug}.html")
    author = next(iter(entry.words("authors") or entry.words("author")), "") or str(site.values.get("AUTHOR") or "")
    values = {
        "slug": slug,
        "lang": language or str(site.values.get("DEFAULT_LANG", "en")),
        "category": ascii_slug(category or str(site.values.get("DEFAULT_CATEGORY", "misc"))),
        "author": ascii_slug(author),
    }
    pattern = str(site.values.get(name, usual))
    if not is_short(pattern, *filter(None, values.values())):
        return None
    unknown = False

    def value(match: re.Match[str]) -> str:
        nonlocal unknown
        name, form = match[1], match[2]
        found = f"{day:{form or '%Y-%m-%d'}}" if name == "date" else values.get(name)
        unknown = unknown or not found
        return str(found)

    path = _FIELD.sub(value, pattern)
    return None if unknown else path.removesuffix("index.html")
