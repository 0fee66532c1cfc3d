"""Quarto. https://quarto.org/docs/websites/website-blog.html, https://quarto.org/docs/projects/quarto-projects.html"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from embeddings.sources.engines.entry import Entry, Placed, Read, Settings, address, yaml_of

NAME = "Quarto"
FILES: tuple[str, ...] = ("_quarto.yml", "_quarto.yaml")
METADATA = ("_metadata.yml", "_metadata.yaml")
"""What holds for all files of a folder."""
_OF_PROJECT = ("author", "bibliography", "echo", "execute")
"""Fields of posts that may stand in the settings."""
_DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
"""Month, day and year, as it reads them: https://quarto.org/docs/reference/dates.html."""
_NAME = re.compile(r"\w[\w.-]*")
_NO = ("false", "no", "0")


def settings(read: Read) -> Settings | None:
    found = yaml_of(next(filter(None, map(read, FILES)), ""))
    if not found:
        return None
    project = _section(found, "project")
    built = PurePosixPath(str(project.get("output-dir") or ("_book" if project.get("type") == "book" else "_site")))
    inside = ".." not in built.parts and not built.is_absolute() and built != PurePosixPath()
    return Settings(address(_site(found).get("site-url")), found, str(built) if inside else "_site")


def place(entry: Entry, site: Settings) -> Placed:
    if any(part.startswith(("_", ".")) for part in entry.path.parts):
        return Placed(reason="Quarto makes no page of what begins with an underscore")
    fields = fields_of(entry.path, entry.fields, entry.read, site)
    if fields.get("listing"):
        return Placed(reason="it lists posts")
    fields |= {"date": dated(fields.get("date"))}
    named = str(fields.get("output-file")).removesuffix(".html")
    stem = named if _NAME.fullmatch(named) and fields.get("output-file") else entry.path.stem
    path = str(entry.path.with_name(f"{stem}.html"))
    drafts = _site(site.values).get("drafts")
    is_draft = str(entry.path) in (drafts if isinstance(drafts, list) else [drafts])
    about = "about" in fields
    return Placed(
        path.removesuffix("index.html") if stem == "index" else path,
        replace(entry, fields=fields).published,
        "draft" if is_draft else "page" if about else None,
        fields=fields,
        # One of the day on which it was made last is a post too.
        undated=None if fields.get("date") else "page",
    )


def dated(value: Any) -> Any:
    """A date with its year first, where it is written as in America; any other as it is."""
    found = _DATE.fullmatch(str(value).strip())
    return f"{found[3]}-{found[1]:0>2}-{found[2]:0>2}" if found else value


def fields_of(path: PurePosixPath, own: Mapping[str, Any], read: Read, site: Settings) -> dict[str, Any]:
    """The fields of a file with those that its folders and the settings give it.

    Args:
        path: of the file, from the site's root.
        own: those at its top.
        read: the texts of the site's files.
        site: its settings.
    """
    found = {name: site.values[name] for name in _OF_PROJECT if name in site.values}
    for folder in reversed([one for one in path.parents if one != PurePosixPath()]):
        text = next(filter(None, (read(str(folder / name)) for name in METADATA)), "")
        found = _merged(found, _metadata_of(text))
    return _merged(found, own)


@lru_cache(maxsize=256)
def _metadata_of(text: str) -> Mapping[str, Any]:
    return {str(name).lower(): value for name, value in yaml_of(text).items()}


def _merged(outer: Mapping[str, Any], inner: Mapping[str, Any]) -> dict[str, Any]:
    """What holds of two: of sections both, of categories all, else the inner one's."""
    both = {name: (outer[name], inner[name]) for name in outer.keys() & inner.keys()}
    found = {**outer, **inner}
    for name, (first, second) in both.items():
        if isinstance(first, dict) and isinstance(second, dict):
            found[name] = {**first, **second}
        elif name == "categories" and isinstance(first, list) and isinstance(second, list):
            found[name] = [*first, *(one for one in second if one not in first)]
    return found


def hides_code(fields: Mapping[str, Any]) -> bool:
    """Whether the code that a file runs is not shown, unless a block says so."""
    said = _section(fields, "execute").get("echo", fields.get("echo"))
    return str(said).lower() in _NO


def _site(values: Mapping[str, Any]) -> dict[str, Any]:
    return _section(values, "website") or _section(values, "book")


def _section(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = values.get(name)
    return found if isinstance(found, dict) else {}
