"""Pullquote's answers in Discord and in the terminal."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType


def modules(package: str) -> Iterator[ModuleType]:
    """The modules of a package's folder by name, each imported: a file that is added there is found."""
    folder = importlib.import_module(package).__path__
    for found in sorted(pkgutil.iter_modules(folder), key=lambda module: module.name):
        yield importlib.import_module(f"{package}.{found.name}")
