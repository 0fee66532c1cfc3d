"""What an engine is told of a file of its folder, and what it says of it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

import yaml

from embeddings.content.addresses import MAX_ADDRESS_BYTES
from embeddings.content.dates import parse_date, zone_named
from embeddings.content.kinds import Kind
from embeddings.sources.yaml_toml import load_toml, load_yaml

Read = Callable[[str], str]
"""The text of a file by its path from the site's root, empty where there is none; by that of a folder, which ends with
a slash, the paths in it of all files below, a line each."""


class Unknown:
    """What a setting that is present is taken for, where what it says cannot be read: it is never the default."""

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return ""


UNKNOWN = Unknown()


DATES = (
    "date", "publishdate", "pubdate", "pubdatetime", "publishedat", "published_at", "published", "datepublished",
    "date_published", "created_at",
)  # fmt: skip
"""What engines, starters and themes call the date of a post, in small letters: Hugo, nanoc, those of Astro, Next.js."""

DAY_IN_NAME = re.compile(r"(\d{4})-(0?[1-9]|1[0-2])-(\d{1,2})(?!\d)")
"""What a name begins with that begins with a day."""

_HEAD = re.compile(r"(?:---|\+\+\+)[ \t]*\r?\n(.*?)\r?\n(?:---|\+\+\+)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_PLAIN_TEXT = r"(['\"`])([^'\"`$\n]*)\2[ \t]*(?=[,}\n]|//|\Z)"


@dataclass(frozen=True)
class Entry:
    """A file that may be a post."""

    path: PurePosixPath
    """From the site's root."""
    fields: Mapping[str, Any]
    """Its front matter, the names in lower case."""
    title: str
    """Of the front matter; empty without one."""
    heading: str
    """Its first heading of the first level; empty without one."""
    files: Collection[str] = frozenset()
    """Paths from the site's root of all files that are known."""
    read: Read = lambda _: ""
    """The texts of these."""
    first_line: str = ""
    """The first line below its front matter, as it is typed."""

    @cached_property
    def published(self) -> date | None:
        """The date in its front matter, also one that is still ahead."""
        for name in DATES:
            value = self.fields.get(name)
            if isinstance(value, Mapping):
                value = value.get("created")
            if day := parse_date(value, ahead=True):
                return day
        return None

    @cached_property
    def named_day(self) -> date | None:
        """The day with which its name, that of its folder or its slug begins."""
        names = (self.path.name, self.path.parent.name, self.text("slug").rpartition("/")[2])
        found = next(filter(None, map(DAY_IN_NAME.match, names)), None)
        return parse_date(f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}") if found else None

    def text(self, name: str) -> str:
        """A field as text; empty where it is missing or a list."""
        value = self.fields.get(name)
        return "" if value is None or isinstance(value, (list, dict)) else str(value).strip()

    def words(self, name: str, separator: str = ",") -> list[str]:
        """A field that is a list, or a text with separators."""
        value = self.fields.get(name)
        parts = value if isinstance(value, list) else str(value).split(separator or None) if value else []
        # A list of lists may be endless, by its aliases in YAML.
        plain = (part for part in parts if part and not isinstance(part, (list, dict)))
        return [text for part in plain if (text := str(part).strip())]

    def is_true(self, name: str) -> bool:
        """Whether a field says yes."""
        return self.text(name).lower() in ("true", "yes", "1")


@dataclass(frozen=True, slots=True)
class Placed:
    """What an engine makes of a file."""

    path: str | None = None
    """The path of its page from the root of the site's address; ``None`` where the settings do not tell it."""
    published: date | None = None
    kind: Kind | None = None
    """What it is where it is no published post."""
    reason: str = ""
    """Why it is nothing at all; empty where it is something."""
    author: str = ""
    """Who wrote it where its front matter names nobody."""
    authors: Mapping[str, str] = field(default_factory=dict)
    """The names of authors by what its front matter calls them."""
    outside: bool = False
    """Whether that is since it is in no folder of posts or pages."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Its front matter with what the settings say of it besides; empty where they say nothing."""
    undated: Kind | None = None
    """What it is where it has no date and others have one."""
    title: str = ""
    """What it is called where neither its front matter nor a heading at its top says so."""
    slug: str = ""
    """What its file is called in addresses; empty where that is its name."""


@dataclass(frozen=True, slots=True)
class Settings:
    """An engine's settings, as far as they count."""

    base_url: str = ""
    """The site's address; empty where the settings do not tell it."""
    values: Mapping[str, Any] = field(default_factory=dict)
    built: str = ""
    """The folder that its pages are written to; empty for the engine's usual one."""

    @property
    def zone(self) -> tzinfo | None:
        """The site's time zone; ``None`` for that of the machine that builds it."""
        return zone_named(str(self.values.get("timezone") or self.values.get("TIMEZONE") or ""))


_awaited: ContextVar[list[date] | None] = ContextVar("awaited", default=None)


@contextmanager
def awaiting() -> Iterator[list[date]]:
    """Collects the dates still to come by which what is read meanwhile is judged: after them it may be another."""
    found: list[date] = []
    token = _awaited.set(found)
    try:
        yield found
    finally:
        _awaited.reset(token)


def is_ahead(day: date | None) -> bool:
    """Whether a date is still to come."""
    if isinstance(day, datetime):
        found = day > (datetime.now(day.tzinfo) if day.tzinfo else datetime.now(UTC).replace(tzinfo=None))
    else:
        found = day is not None and day > datetime.now(UTC).date()
    awaited = _awaited.get()
    if day is not None and found and awaited is not None:
        awaited.append(day)
    return found


def yaml_of(text: str) -> dict[str, Any]:
    """The mapping in a YAML text, tags of programs left aside; empty where it is none or broken."""
    try:
        found = load_yaml(text, any_tags=True)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def toml_of(text: str) -> dict[str, Any]:
    """The table in a TOML text; empty where it is broken."""
    try:
        return load_toml(text)
    except (ValueError, RecursionError):
        return {}


def table_of(name: str, text: str) -> dict[str, Any]:
    """What a file of settings holds, by the end of its name in JSON, TOML or YAML; empty where it is none or broken."""
    if not name.endswith(".json"):
        return toml_of(text) if name.endswith(".toml") else yaml_of(text)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def head_of(text: str) -> dict[str, Any]:
    """The fields between two marks at the top of a page; empty where there are none."""
    head = _HEAD.match(text)
    return table_of("head.toml" if text.startswith("+++") else "head.yml", head[1]) if head else {}


def literals_of(text: str, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The names that a Python text gives plain values at its top level, or texts put together of such; ``UNKNOWN`` for
    those that it gives others. Nothing of it is run.

    Args:
        text: the Python.
        known: names with their values that it knows already.
    """
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    found: dict[str, Any] = {}
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            value = _literal(node.value, {**(known or {}), **found})
            found |= {target.id: value for target in targets if isinstance(target, ast.Name)}
            continue
        for inner in ast.walk(node):
            # What is given under a condition may be what it was before.
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                found.setdefault(inner.id, UNKNOWN)
    return found


def _literal(node: ast.expr, known: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        return known.get(node.id, UNKNOWN)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [_literal(part, known) for part in (node.left, node.right)]
        # Each of many lines may double a text.
        fits = all(isinstance(part, str) and len(part) <= MAX_ADDRESS_BYTES for part in parts)
        return "".join(parts) if fits else UNKNOWN
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return UNKNOWN


def script_values(text: str, *names: str) -> dict[str, object]:
    """The plain texts that settings written in JavaScript give some names, each the first time that it stands there, at
    the start of a line where it does; ``UNKNOWN`` what is no plain text. Nothing of it is run."""
    found: dict[str, object] = {}
    for before in (r"^", r"[{,]"):
        pattern = rf"{before}[ \t]*({'|'.join(names)})[ \t]*:(?:[ \t]*{_PLAIN_TEXT})?"
        for match in re.finditer(pattern, text, re.MULTILINE):
            found.setdefault(match[1], UNKNOWN if match[2] is None else match[3])
    return found


def address(value: object) -> str:
    """A web address in the settings; empty where it is none."""
    text = str(value or "").strip()
    return text if text.startswith(("http://", "https://")) else ""
