"""Pullquote's answers in Discord and in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType


def modules(package: str) -> Iterator[ModuleType]:
    """The modules of a package's folder by name, each imported: a file that is added there is found."""
    for folder in import_module(package).__path__:
        for name in sorted(path.stem for path in Path(folder).glob("*.py")):
            if name != "__init__":
                yield import_module(f"{package}.{name}")
