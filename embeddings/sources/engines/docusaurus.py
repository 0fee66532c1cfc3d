"""The blog of Docusaurus. https://docusaurus.io/docs/blog"""

from __future__ import annotations

import re

from embeddings.content.dates import parse_date
from embeddings.sources.engines.entry import Entry, Placed, Read, Settings, address

NAME = "Docusaurus"
FILES: tuple[str, ...] = (
    "docusaurus.config.js",
    "docusaurus.config.ts",
    "docusaurus.config.mjs",
    "docusaurus.config.cjs",
)
_VALUE = re.compile(r"^[ \t]*(url|baseUrl)\s*:\s*(['\"`])([^'\"`$\n]+)\2", re.MULTILINE)
_OTHERWISE = re.compile(r"\b(?:routeBasePath|path)\s*:")
_DATED = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})[-/]?(.*?)(?:/index)?$", re.DOTALL)


def settings(read: Read) -> Settings | None:
    text = next(filter(None, map(read, FILES)), "")
    if not text:
        return None
    found: dict[str, object] = {}
    for match in _VALUE.finditer(text):
        found.setdefault(match[1], match[3])
    base = address(found.get("url")).rstrip("/") + str(found.get("baseUrl") or "/") if "url" in found else ""
    # Where a program says where the blog stands, its pages may be anywhere.
    return Settings(address(base), {"default": not _OTHERWISE.search(text)})


def place(entry: Entry, site: Settings) -> Placed:
    if entry.path.parts[0] != "blog":
        return Placed(published=entry.published, kind="page")
    name = entry.path.relative_to("blog").with_suffix("").as_posix()
    dated = _DATED.search(name)
    day = entry.published
    if day is None and dated:
        day = parse_date(f"{dated[1]}-{dated[2]:0>2}-{dated[3]:0>2}", ahead=True)
    if entry.is_true("unlisted"):
        return Placed(published=day, kind="private")
    own = entry.text("slug")
    if not site.values["default"]:
        return Placed(None, day)
    if own:
        return Placed(f"blog/{own.strip('/')}", day)
    if dated and dated[4]:
        return Placed(f"blog/{dated[1]}/{dated[2]:0>2}/{dated[3]:0>2}/{dated[4]}", day)
    return Placed(f"blog/{name.removesuffix('/index')}", day)
