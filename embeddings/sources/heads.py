"""Heads of posts that are not between two marks: Pelican's ``Title: ...``, Nikola's ``.. title: ...``, Hexo's YAML, and
what Notion writes below the title of a page of a database.

https://docs.getpelican.com/en/latest/content.html#file-metadata, https://getnikola.com/handbook.html#basic and
https://hexo.io/docs/front-matter
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from embeddings.content.dates import parse_date
from embeddings.sources.yaml_toml import load_yaml

_NIKOLA = re.compile(r"\.\. ([\w-]+):(?: (.*)|$)")
_PELICAN = re.compile(r"([A-Za-z][\w -]{0,30}):(?:\s+(.*)|$)")
_KNOWN = frozenset("title date author authors category tags slug status summary modified lang".split())
_SURE = 2
"""Known fields by which a text is told to be a head."""
_NOTION_NAME = re.compile(r".* [0-9a-f]{32}")
_NOTION_TITLE = re.compile(r"# (.+)\n\n")
_NOTION_FIELD = re.compile(r"([^\W\d_][^\n:]{0,40}): (.+)")
_NOTION_FIELDS = {
    "date": ("publish date", "published date", "publication date", "published on", "published at", "published", "date",
             "posted", "created", "created time"),
    "author": ("author", "authors", "written by", "writer", "by", "created by"),
    "tags": ("tags", "tag", "topics", "topic", "category", "categories"),
    "slug": ("slug",),
}  # fmt: skip
"""What the columns of a database of posts are called, the surest first."""
_NOTION_UNREADY = frozenset(
    """draft,drafting,drafts,idea,ideas,backlog,planned,writing,editing,review,in progress,in review,not started,to do,
    todo,on hold,scheduled""".replace("\n    ", "").split(",")
)
"""What its status says of a post that nobody is to read yet."""
_ENDS = re.compile(r"-{3,}[ \t]*")
_LINES = 100
"""Lines of a head at most."""


def read_head(text: str) -> tuple[dict[str, Any], str] | None:
    """The fields of a head by their names in lower case, and the text below it; ``None`` where there is none."""
    return _nikola(text) or _pelican(text) or _hexo(text)


def is_of_notion(stem: str) -> bool:
    """Whether a file is called as Notion calls the pages that it exports, without the suffix."""
    return bool(_NOTION_NAME.fullmatch(stem))


def read_notion(text: str) -> tuple[dict[str, Any], str]:
    """The fields of a page of a database in Notion, by the names that other heads have for them, and the text below
    them; only its title where it has none."""
    title = _NOTION_TITLE.match(text)
    if not title:
        return {}, text
    below = text[title.end() :]
    head, _, rest = below.partition("\n\n")
    lines = [_NOTION_FIELD.fullmatch(line) for line in head.strip().split("\n", _LINES)]
    if not all(lines):
        return {"title": title[1]}, below
    named = {line[1].strip().lower(): line[2].strip() for line in lines if line}
    fields: dict[str, Any] = {"title": title[1]}
    for field, columns in _NOTION_FIELDS.items():
        values = (named[column].partition(" → ")[0] for column in columns if column in named)
        if found := next((value for value in values if field != "date" or parse_date(value, ahead=True)), ""):
            fields[field] = found
    shown = {named.get(name, "").lower() for name in ("published", "publish", "public")}
    if named.get("status", "").lower() in _NOTION_UNREADY or "no" in shown or named.get("draft", "").lower() == "yes":
        fields["status"] = "draft"
    return fields, rest


def _hexo(text: str) -> tuple[dict[str, Any], str] | None:
    """YAML that ends with a mark and begins with none."""
    lines = text.split("\n", _LINES)
    end = next((place for place, line in enumerate(lines[:_LINES]) if _ENDS.fullmatch(line)), 0)
    try:
        found = load_yaml("\n".join(lines[:end])) if end else None
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    fields = {str(key).lower(): value for key, value in found.items()} if isinstance(found, dict) else {}
    # "Note: ..." above such a line is a heading.
    if len(_KNOWN.intersection(fields)) < _SURE:
        return None
    return fields, "\n".join(lines[end + 1 :])


def _nikola(text: str) -> tuple[dict[str, Any], str] | None:
    lines = text.split("\n")
    commented = lines[0].strip() == "<!--"
    fields: dict[str, Any] = {}
    end = 0
    for end, line in enumerate(map(str.strip, lines[:_LINES])):
        if commented and end == 0:
            continue
        if line == "-->" or (not line and fields and not commented):
            break
        if not line:
            continue
        match = _NIKOLA.fullmatch(line)
        if not match:
            return None
        fields[match[1].lower()] = (match[2] or "").strip()
    if "title" not in fields:
        return None
    tags = [tag.strip().lower() for tag in fields.get("tags", "").split(",")]
    if (hidden := next((tag for tag in ("draft", "private") if tag in tags), "")) and (
        fields.get("status", "") in ("", "published")
    ):
        # As posts of before version 8 say it.
        fields["status"] = hidden
    return fields, "\n".join(lines[end + 1 :])


def _pelican(text: str) -> tuple[dict[str, Any], str] | None:
    lines = text.split("\n")
    fields: dict[str, Any] = {}
    last = ""
    end = next((place for place, line in enumerate(lines) if not line.strip()), len(lines))
    if end > _LINES:
        return None
    for line in lines[:end]:
        if last and line.startswith(("    ", "\t")):
            # A value that goes on.
            fields[last] = f"{fields[last]} {line.strip()}".strip()
            continue
        match = _PELICAN.fullmatch(line.rstrip())
        if not match:
            return None
        last = match[1].strip().lower()
        fields[last] = (match[2] or "").strip()
    known = _KNOWN.intersection(fields)
    # "Note: ..." at the top of a text is no head.
    if "title" not in known and len(known) < _SURE:
        return None
    return fields, "\n".join(lines[end + 1 :])
