"""What a question asks of one version is not answered by what a post says of another."""

from __future__ import annotations

import re
from collections.abc import Collection

_DOTTED = r"\d+(?:\.\d+)+"
_NAMED = re.compile(
    rf"(?:\b[A-Z][\w+#-]*|\b(?i:version|release|v))\s+[vV]?({_DOTTED})|\b[vV]({_DOTTED})|({_DOTTED}\.\d+)"
)
"""A number with dots that a name stands before, as in "Go 1.20", rather than one that a unit stands behind."""
_ANY = re.compile(rf"\b[vV]?({_DOTTED})")


def versions(question: str) -> frozenset[str]:
    """The versions that a question names."""
    return frozenset(next(filter(None, found.groups())) for found in _NAMED.finditer(question))


def is_of_another(wanted: Collection[str], title: str, text: str) -> bool:
    """Whether a sentence speaks of another version than the ones that are asked for, by its post's title."""
    return _ANY.search(title) is not None and not any(
        _same(version, found[1]) for found in _ANY.finditer(f"{title}\n{text}") for version in wanted
    )


def _same(one: str, other: str) -> bool:
    """Whether one is the other, or a version of it: 1.80 and 1.80.1."""
    shorter, longer = sorted((one, other), key=len)
    return f"{longer}.".startswith(f"{shorter}.")
