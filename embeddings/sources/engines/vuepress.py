"""VuePress 1 and 2 with their themes for blogs. https://vuepress.vuejs.org/guide/page.html"""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

from embeddings.content.dates import parse_date
from embeddings.content.kinds import Kind
from embeddings.sources.engines.entry import UNKNOWN, Entry, Placed, Read, Settings, address, is_ahead, script_values

NAME = "VuePress"
FILES: tuple[str, ...] = tuple(f".vuepress/config.{kind}" for kind in ("ts", "mts", "js", "mjs", "cjs"))
_BLOG_OF_1 = re.compile(r"@vuepress/(?:theme-blog|plugin-blog|blog)\b")
_ITEMS_OF_1 = "/:year/:month/:day/:slug"
"""Where the blog of VuePress 1 has the posts of ``_posts``, unless it is told otherwise."""
_DAY_IN_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")
_PLAIN = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""A name of which both versions make the same slug."""
_PART = re.compile(r":(\w+)")
_HOMES = ("home", "blog", "bloghome", "layout")


def settings(read: Read) -> Settings | None:
    text = next(filter(None, map(read, FILES)), "")
    if not text:
        return None
    found = script_values(text, "hostname", "base", "permalinkPattern", "itemPermalink", "permalink")
    host, base = address(found.get("hostname")), found.get("base", "")
    pattern = found.get("permalinkPattern", found.get("permalink", ""))
    items = found.get("itemPermalink", _ITEMS_OF_1 if _BLOG_OF_1.search(text) else "")
    known = host and base is not UNKNOWN
    return Settings(
        f"{host.rstrip('/')}/{str(base).strip('/')}" if known else "", {"pattern": pattern, "items": items or pattern}
    )


def place(entry: Entry, site: Settings) -> Placed:
    named = _DAY_IN_NAME.fullmatch(entry.path.stem)
    day = entry.published or (parse_date(named[1], ahead=True) if named else None)
    kind: Kind | None = "scheduled" if is_ahead(day) else None
    if entry.text("publish").lower() == "false":
        kind = "draft"
    elif entry.is_true("home") or entry.text("layout").lower() in _HOMES or entry.text("article").lower() == "false":
        kind = "page"
    return Placed(_path(entry, day, named[2] if named else entry.path.stem, site), day, kind, undated="page")


def _path(entry: Entry, day: date | None, slug: str, site: Settings) -> str | None:
    if own := entry.text("permalink"):
        return own.lstrip("/")
    pattern: object = entry.text("permalinkpattern")
    pattern = pattern or site.values["items" if "_posts" in entry.path.parts else "pattern"]
    if pattern is UNKNOWN:
        return None
    if not pattern:
        return _as_stored(entry.path)
    values = {"raw": entry.path.with_suffix("").as_posix()}
    if _PLAIN.fullmatch(slug):
        values["slug"] = slug
    if day:
        values |= {"year": f"{day.year:04}", "month": f"{day:%m}", "day": f"{day:%d}"}
        values |= {"i_month": str(day.month), "i_day": str(day.day)}
    if not all(name in values for name in _PART.findall(str(pattern))):
        return None
    return _PART.sub(lambda part: values[part[1]], str(pattern)).lstrip("/")


def _as_stored(path: PurePosixPath) -> str:
    if path.stem.lower() in ("readme", "index"):
        return f"{path.parent.as_posix()}/".removeprefix("./")
    return path.with_suffix(".html").as_posix()
