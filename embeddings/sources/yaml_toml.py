"""YAML and TOML that others wrote: a few hundred bytes of either can ask for more than a machine has."""

from __future__ import annotations

import re
import tomllib
from pathlib import PurePosixPath
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML was built without libyaml
    from yaml import SafeLoader  # type: ignore[assignment]

_MAX_DEPTH = 100
_MAX_VALUES = 50_000
"""Values of a text, those that its aliases repeat counted each time."""
_MAX_DOTS = 500
"""Dots in a line of TOML outside of its texts: each opens a table in the one before, and all are looked at again."""
_TOML_TEXT = re.compile(r"\"(?:[^\"\\\n]|\\.)*+\"?|'[^'\n]*+'?")


class _Tagged(SafeLoader):
    """Takes a tag that it does not know, such as a Python name, for no value."""


_Tagged.add_multi_constructor("", lambda _loader, _tag, _node: None)


def load_yaml(text: str, *, any_tags: bool = False) -> Any:
    """The value of a YAML text.

    Args:
        text: the YAML.
        any_tags: whether what has a tag of some program is no value, rather than an error.

    Raises:
        yaml.YAMLError: it is broken, nested too deeply, or its aliases repeat too much.
        ValueError: a number or a date in it is none.
    """
    _check(text)
    return yaml.load(text, Loader=_Tagged if any_tags else SafeLoader)


def load_toml(text: str) -> dict[str, Any]:
    """The table of a TOML text.

    Raises:
        tomllib.TOMLDecodeError: it is broken, or its keys have too many parts.
        ValueError: a number in it is none.
        RecursionError: it is nested too deeply.
    """
    if any(line.count(".") > _MAX_DOTS for line in _TOML_TEXT.sub("", text).split("\n")):
        raise tomllib.TOMLDecodeError("a key of it has too many parts")
    return tomllib.loads(text)


def fault_in(name: str, text: str) -> str:
    """What is wrong with a file of settings in YAML or TOML, by the end of its name; empty where nothing is."""
    suffix = PurePosixPath(name).suffix
    try:
        if suffix in (".yml", ".yaml"):
            load_yaml(text, any_tags=True)
        elif suffix == ".toml":
            load_toml(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return f"it is broken{fault_told(error)}"
    return ""


def fault_told(error: Exception, above: int = 0) -> str:
    """Where a text is broken and how: " in line 3: could not find expected ':'".

    Args:
        error: of :func:`load_yaml` or :func:`load_toml`.
        above: lines of the file that stand above what was read.
    """
    reason = " ".join(str(getattr(error, "problem", None) or error).split())
    mark = getattr(error, "problem_mark", None)
    return f"{f' in line {mark.line + 1 + above}' if mark else ''}: {reason}"


def _check(text: str) -> None:
    """Raises ``yaml.YAMLError`` where loading a text would take too much memory, or more of the stack than there is, by
    which the loader in C would end the process."""
    sizes: dict[str | None, int] = {}
    """By the name of an anchor, how many values it stands for."""
    opened: list[tuple[str | None, int]] = []
    """What is open: its anchor, and the values before it."""
    values = 0
    for event in yaml.parse(text, Loader=SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            # In itself it stands for more than there may be.
            values += sizes.get(event.anchor, _MAX_VALUES)
        elif isinstance(event, yaml.CollectionStartEvent):
            opened.append((event.anchor, values))
        elif isinstance(event, yaml.ScalarEvent):
            values += 1
            sizes[event.anchor] = 1
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = opened.pop()
            values += 1
            sizes[anchor] = values - before
        if values > _MAX_VALUES or len(opened) > _MAX_DEPTH:
            fault = "it is nested too deeply" if len(opened) > _MAX_DEPTH else "it holds too much"
            line = event.start_mark.line + 1 if event.start_mark else 0
            raise yaml.YAMLError(f"{fault}, in line {line}")
