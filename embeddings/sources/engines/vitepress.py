"""VitePress, whose blogs are pages with a date. https://vitepress.dev/reference/site-config"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from embeddings.content.kinds import Kind
from embeddings.sources.engines.entry import UNKNOWN, Entry, Placed, Read, Settings, address, is_ahead, script_values
from embeddings.sources.engines.globs import covers

NAME = "VitePress"
FILES: tuple[str, ...] = tuple(f".vitepress/config.{kind}" for kind in ("mts", "ts", "mjs", "js"))
_CLEAN = re.compile(r"\bcleanUrls\s*:\s*(?:(true|false)\s*(?:[,}\n]|//|\Z))?")
_EXCLUDED = re.compile(r"\bsrcExclude\s*:\s*\[([^\[\]]*)\]")
_REWRITES = re.compile(r"\brewrites\b\s*(?::\s*\{([^{}]*)\})?")
_TEXT = re.compile(r"(['\"`])([^'\"`$\n]*)\1")
_PAIR = re.compile(r"(['\"`])([^'\"`$\n]+)\1\s*:\s*(['\"`])([^'\"`$\n]+)\3")
_PATTERN = re.compile(r"[:*(]")


def settings(read: Read) -> Settings | None:
    text = next(filter(None, map(read, FILES)), "")
    if not text:
        return None
    found = script_values(text, "hostname", "srcDir")
    clean, excluded, rewrites = _CLEAN.search(text), _EXCLUDED.search(text), _REWRITES.search(text)
    pairs = {match[2]: match[4] for match in _PAIR.finditer((rewrites[1] or "") if rewrites else "")}
    values = {
        "source": str(found.get("srcDir") or "").strip("./"),
        "clean": (UNKNOWN if clean[1] is None else clean[1] == "true") if clean else False,
        "excluded": [match[2] for match in _TEXT.finditer(excluded[1] if excluded else "")],
        "rewrites": pairs,
        # A program, or a pattern, may be of any page.
        "anywhere": bool(rewrites) and (not pairs or any(map(_PATTERN.search, pairs))),
    }
    # The address of a site in a folder of its host has the folder in it.
    return Settings(address(found.get("hostname")) if "sitemap" in text else "", values)


def place(entry: Entry, site: Settings) -> Placed:
    source = site.values["source"]
    if not entry.path.is_relative_to(source):
        return Placed(reason="it is not in the folder of VitePress' pages", outside=True)
    inside = entry.path.relative_to(source)
    if any(covers(pattern, inside) for pattern in site.values["excluded"]):
        return Placed(reason="VitePress is told to leave it out")
    if "[" in inside.name:
        return Placed(reason="many pages are made of it, and none of them is a post")
    day = entry.published
    kind: Kind | None = "scheduled" if is_ahead(day) else "page" if entry.text("layout") == "home" else None
    return Placed(_path(inside, site), day, kind, undated="page")


def _path(inside: PurePosixPath, site: Settings) -> str | None:
    rewritten = site.values["rewrites"].get(inside.as_posix())
    if site.values["clean"] is UNKNOWN or (site.values["anywhere"] and not rewritten):
        return None
    page = PurePosixPath(rewritten or inside).with_suffix("")
    if page.name == "index":
        return f"{page.parent.as_posix()}/".removeprefix("./")
    return page.as_posix() if site.values["clean"] else f"{page.as_posix()}.html"
