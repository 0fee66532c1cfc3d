"""Zola. https://www.getzola.org/documentation/content/page/#path"""

from __future__ import annotations

import re

from embeddings.content.dates import parse_date
from embeddings.sources.engines.entry import Entry, Placed, Read, Settings, address, toml_of

NAME = "Zola"
FILES: tuple[str, ...] = ("zola.toml", "config.toml")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T[^-_]*)?[-_](.+)")
_DATED_PATH = re.compile(r"(?:^|/)(\d{4})/(\d{2})/(\d{2})(?:/|$)")


def settings(read: Read) -> Settings | None:
    for name in FILES:
        found = toml_of(read(name))
        # Settings of other programs name an address too.
        if "base_url" in found and (name != "config.toml" or read("content/")):
            return Settings(address(found["base_url"]), found)
    return None


def place(entry: Entry, site: Settings) -> Placed:
    inside = entry.path.relative_to("content") if entry.path.is_relative_to("content") else entry.path
    if inside.stem == "_index":
        return Placed(reason="it is a section page, not a post")
    folders, name = list(inside.parts[:-1]), inside.stem
    if name == "index" and folders:
        name = folders.pop()
    dated = _DATED.fullmatch(name)
    own = entry.text("path")
    in_path = _DATED_PATH.search(own or inside.as_posix())
    day = entry.published
    if day is None and (dated or in_path):
        day = parse_date(dated[1] if dated else "-".join(in_path.groups() if in_path else ()))
    slug = entry.text("slug") or (dated[2] if dated else name)
    path = own or "/".join([*folders, slug]).lower().replace(" ", "-")
    return Placed(path if path.endswith((".html", "/")) else f"{path}/", day, None if day else "page")
