"""Gatsby, whose pages are made by a program: of those like its starters' the addresses are known.

https://www.gatsbyjs.com/plugins/gatsby-source-filesystem/#createfilepath
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from embeddings.content.kinds import Kind
from embeddings.sources.engines.entry import Entry, Placed, Read, Settings, address, is_ahead, script_values

NAME = "Gatsby"
FILES: tuple[str, ...] = tuple(f"gatsby-config.{kind}" for kind in ("js", "ts", "mjs"))
_PROGRAMS = tuple(f"gatsby-node.{kind}" for kind in ("js", "ts", "mjs"))
_FOLDER = re.compile(r"\bpath\s*:\s*`\$\{__dirname\}/([^`$]+)`|\bpath\s*:\s*['\"`]\./([^'\"`$]+)['\"`]")
_BY_FILE = re.compile(r"\bcreateFilePath\s*\(")
_PAGE = re.compile(r"\bpath\s*:\s*((?:\w+\??\.)*)(fields\??\.slug|frontmatter\??\.(?:path|slug))\s*[,}]")
_WITH_MORE = re.compile(r"\$\{\s*createFilePath|\$\{[\w.?]*\b(?:fields|frontmatter)\??\.")
"""In a text that is made of an address and more."""
_NOTHING_ELSE = re.compile(r"`\$\{\s*([\w.?]+)\s*\}`")
"""A text that is an address and nothing more."""
_SMARTYPANTS = "gatsby-remark-smartypants"
_OLD_SCHOOL = re.compile(r"\bdashes\s*:\s*(['\"`])oldschool\1")
"""By which two hyphens are an en dash and three an em dash, otherwise than by default."""


def settings(read: Read) -> Settings | None:
    text = next(filter(None, map(read, FILES)), "")
    if not text:
        return None
    program = _NOTHING_ELSE.sub(r"\1", next(filter(None, map(read, _PROGRAMS)), ""))
    page = None if _WITH_MORE.search(program) else _PAGE.search(program)
    own = page[2].replace("?", "").removeprefix("frontmatter.") if page else ""
    by_file = own == "fields.slug" and bool(_BY_FILE.search(program))
    folders = [(match[1] or match[2]).strip("/") for match in _FOLDER.finditer(text)]
    found = script_values(text, "siteUrl", "pathPrefix")
    base = address(found.get("siteUrl")).rstrip("/")
    values = {"folders": folders, "field": "" if own.startswith("fields.") else own, "by_file": by_file}
    values |= {"smartypants": _SMARTYPANTS in text, "oldschool": bool(_OLD_SCHOOL.search(text))}
    return Settings("" if "pathPrefix" in found or not base else base, values)


def place(entry: Entry, site: Settings) -> Placed:
    day = entry.published
    kind: Kind | None = "scheduled" if is_ahead(day) else None
    return Placed(_path(entry, site), day, kind, undated="page")


def _path(entry: Entry, site: Settings) -> str | None:
    if field := site.values["field"]:
        own = entry.text(field).strip("/")
        return f"{own}/" if own else None
    holder = next((one for one in site.values["folders"] if entry.path.is_relative_to(one)), None)
    if holder is None or not site.values["by_file"]:
        return None
    inside = PurePosixPath(entry.path.relative_to(holder)).with_suffix("")
    named = inside.parent if inside.name == "index" else inside
    return f"{named.as_posix()}/".removeprefix("./")
