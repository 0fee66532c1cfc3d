"""The blog of Docusaurus. https://docusaurus.io/docs/blog"""

from __future__ import annotations

import re

from embeddings.content.dates import parse_date
from embeddings.sources.engines.entry import UNKNOWN, Entry, Placed, Read, Settings, address, script_values

NAME = "Docusaurus"
FILES: tuple[str, ...] = (
    "docusaurus.config.js",
    "docusaurus.config.ts",
    "docusaurus.config.mjs",
    "docusaurus.config.cjs",
)
_OTHERWISE = re.compile(r"\b(?:routeBasePath|path)\s*:")
_FORMAT = re.compile(r"\bformat\s*:\s*(['\"`])(md|detect)\1")
_DATED = re.compile(r"(?P<folder>.*)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?", re.DOTALL)
"""Docusaurus' own."""


def settings(read: Read) -> Settings | None:
    text = next(filter(None, map(read, FILES)), "")
    if not text:
        return None
    found = script_values(text, "url", "baseUrl")
    url, folder = address(found.get("url")), found.get("baseUrl", "/")
    base = f"{url.rstrip('/')}/{str(folder).strip('/')}" if url and folder is not UNKNOWN else ""
    form = _FORMAT.search(text)
    # Where a program says where the blog stands, its pages may be anywhere.
    return Settings(base, {"default": not _OTHERWISE.search(text), "format": form[2] if form else "mdx"})


def place(entry: Entry, site: Settings) -> Placed:
    if entry.path.parts[0] != "blog":
        return Placed(published=entry.published, kind="page")
    if any(part.startswith("_") for part in entry.path.parts):
        return Placed(reason="it is a part of other posts, not a post")
    name = entry.path.relative_to("blog").with_suffix("").as_posix()
    dated = _DATED.fullmatch(name)
    day = entry.published
    if day is None and dated:
        day = parse_date("-".join(f"{part:0>2}" for part in re.split("[-/]", dated["date"])), ahead=True)
    if entry.is_true("unlisted"):
        return Placed(published=day, kind="private")
    own = entry.text("slug")
    if not site.values["default"]:
        return Placed(None, day)
    if own:
        return Placed(f"blog/{own.strip('/')}", day)
    if dated:
        date = dated["date"].replace("-", "/")
        return Placed(f"blog/{date}/{dated['folder']}{dated['text']}".rstrip("/"), day)
    return Placed(f"blog/{name.removesuffix('/index')}", day)
