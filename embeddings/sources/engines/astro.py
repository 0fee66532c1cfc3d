"""Astro's collections, whose pages are made by programs. https://docs.astro.build/en/guides/content-collections/"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from embeddings.content.kinds import Kind
from embeddings.sources.engines.entry import UNKNOWN, Entry, Placed, Read, Settings, address, is_ahead, script_values

NAME = "Astro"
FILES: tuple[str, ...] = tuple(f"astro.config.{kind}" for kind in ("mjs", "ts", "js", "mts", "cjs"))
_NAMES = ("site", "base", "trailingSlash", "format", "srcDir")
_CONFIGS = tuple(
    f"{name}.{kind}" for name in ("content.config", "content/config") for kind in ("ts", "mjs", "js", "mts")
)
_ROUTES = 50
"""Files with an address for many pages that are looked at, at most."""
_ROUTE = re.compile(r"(?:(.*)/)?\[(?:\.\.\.)?(\w+)\](?:/index)?\.astro")
_COLLECTION = re.compile(r"\bgetCollection\s*(?:<[^<>]{0,200}>)?\(\s*(['\"`])([\w-]+)\1")
_PARAMS = re.compile(r"\bparams\s*:\s*\{\s*(\w+)\s*:\s*(?:\w+\s*\.\s*)+(?:id|slug)\s*,?\s*\}")
"""Of a route whose pages stand at the names that Astro gives their posts."""
_DEFINED = re.compile(r"\b(\w+)\s*[:=]\s*defineCollection\s*\(")
_EXPORTED = re.compile(r"\bcollections\s*(?::[^={}]{0,200})?=\s*\{([^{}]*)\}")
_PAIR = re.compile(r"['\"]?([\w-]+)['\"]?\s*(?::\s*(\w+))?\s*(?:,|$)")
_BASE = re.compile(r"\bglob\s*\(\s*\{[^{}]*?\bbase\s*:\s*(['\"`])([^'\"`$\n]+)\1")
_NO_SMARTYPANTS = re.compile(r"\bsmartypants\s*:\s*false\b")
_MANUAL = "docs"
_TEXTS = (".md", ".mdx")


def settings(read: Read) -> Settings | None:
    text = next(filter(None, map(read, FILES)), "")
    if not text:
        return None
    found = script_values(text, *_NAMES)
    source = str(found.get("srcDir") or "src").strip("./")
    site, base = address(found.get("site")), found.get("base", "")
    known = base is not UNKNOWN and found.get("srcDir") is not UNKNOWN
    routes = dict(_routes(read, f"{source}/pages/"))
    if "@astrojs/starlight" in text:
        routes.setdefault(_MANUAL, "")
    config = next(filter(None, (read(f"{source}/{name}") for name in _CONFIGS)), "")
    folders, hides = _folders(config, source, routes)
    values = {"source": source, "folders": folders, "hides": hides, "routes": routes, "end": _end(found)}
    values["smartypants"] = not _NO_SMARTYPANTS.search(text)
    return Settings(f"{site.rstrip('/')}/{str(base).strip('/')}" if site and known else "", values)


def place(entry: Entry, site: Settings) -> Placed:
    day = entry.published
    kind: Kind | None = "scheduled" if is_ahead(day) else None
    pages = f"{site.values['source']}/pages"
    if entry.path.is_relative_to(pages):
        inside = entry.path.relative_to(pages)
        if any(part.startswith("_") for part in inside.parts):
            return Placed(reason="it is a part of other pages, not a post")
        path = inside.with_suffix("").as_posix()
        path = path.removesuffix("index") if inside.stem == "index" else path
        return Placed(_page(path, site), day, kind if day else "page")
    collection, inside = _within(entry.path, site)
    if collection in site.values["hides"] and any(part.startswith("_") for part in inside.parts):
        return Placed(reason="its name begins with a line, so that Astro does not publish it")
    route = site.values["routes"].get(collection)
    if route is None:
        return Placed(None, day, kind if day else "page")
    named = "/".join(map(_slug, inside.with_suffix("").parts)).removesuffix("/index")
    path = entry.text("slug") or named
    # Starlight has the pages of a manual beside the posts of its blog.
    undated: Kind | None = "page" if collection == _MANUAL else None
    return Placed(_page(f"{route}/{path}", site) if route is not UNKNOWN else None, day, kind, undated=undated)


def _page(path: str, site: Settings) -> str | None:
    end = site.values["end"]
    path = path.strip("/")
    if end is UNKNOWN:
        return None
    return f"{path}{end}" if path else ""


def _end(found: dict[str, object]) -> object:
    """What an address ends with."""
    form, slash = found.get("format", "directory"), found.get("trailingSlash", "ignore")
    if UNKNOWN in (form, slash):
        return UNKNOWN
    return ".html" if form != "directory" else "" if slash == "never" else "/"


def _routes(read: Read, pages: str) -> Iterator[tuple[str, object]]:
    """By collection the path in front of its posts' names; ``UNKNOWN`` where it depends on more than these."""
    found: dict[str, object] = {}
    names = [name for name in read(pages).splitlines() if "[" in name and name.endswith(".astro")]
    for name in names[:_ROUTES]:
        text = read(f"{pages}{name}")
        collections = {match[2] for match in _COLLECTION.finditer(text)}
        route, params = _ROUTE.fullmatch(name), _PARAMS.search(text)
        if not (route and params and params[1] == route[2]):
            continue
        folder = route[1] or ""
        known = len(collections) == 1 and "[" not in folder
        for collection in collections:
            # Two pages of one post: nothing says which is the one.
            found[collection] = folder if known and collection not in found else UNKNOWN
    yield from found.items()


def _folders(config: str, source: str, routes: dict[str, object]) -> tuple[dict[str, str], set[str]]:
    """The collections by their folders, and those of them that leave names out that begin with a line. One that is
    defined by what cannot be read has no folder."""
    starts = [*_DEFINED.finditer(config)]
    bounds = pairwise([*(start.start() for start in starts), len(config)])
    defined = {start[1]: config[at:end] for start, (at, end) in zip(starts, bounds, strict=True)}
    exported = _EXPORTED.search(config)
    named = {pair[1]: pair[2] or pair[1] for pair in _PAIR.finditer(exported[1])} if exported else {}
    found: dict[str, str] = {}
    hides: set[str] = set()
    for collection in sorted({*routes, *named}):
        text = defined.get(named.get(collection, collection), "")
        base = _BASE.search(text)
        if base and "generateId" not in text:
            found[base[2].strip("./")] = collection
            hides |= {collection} if "[^_]" in text else set()
        elif "docsLoader" in text and "generateId" not in text:
            # Starlight's own reads one folder.
            found[f"{source}/content/docs"] = collection
            hides.add(collection)
        elif "loader" not in text and "loader" not in config.partition("defineCollection")[0]:
            # As it was before Astro 5.
            found[f"{source}/content/{collection}"] = collection
            hides.add(collection)
    return found, hides


def _within(path: PurePosixPath, site: Settings) -> tuple[str, PurePosixPath]:
    """The collection that a file is of, and its path in there; no collection where it is of none."""
    if path.suffix not in _TEXTS:
        return "", path
    for folder, collection in sorted(site.values["folders"].items(), reverse=True):
        if path.is_relative_to(folder):
            return collection, path.relative_to(folder)
    return "", path


def _slug(text: str) -> str:
    """As github-slugger makes it."""
    kept = (char for char in text.lower() if char in " -" or _is_kept(unicodedata.category(char)))
    return "".join(kept).replace(" ", "-")


def _is_kept(category: str) -> bool:
    return category[0] in "LM" or category in ("Nd", "Nl", "Pc")
