"""What the extensions of Material for MkDocs read otherwise than CommonMark does, written as CommonMark has it.

See https://facelessuser.github.io/pymdown-extensions/.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from embeddings.posts import HOLE
from embeddings.sources.code import replaced

_MARKS: dict[str, tuple[re.Pattern[str], str]] = {
    "pymdownx.mark": (re.compile(r"==(?=\S)([^=\n]{1,500}?)(?<=\S)=="), r"\1"),
    "pymdownx.caret": (re.compile(r"\^\^(?=\S)([^^\n]{1,500}?)(?<=\S)\^\^"), r"\1"),
    "pymdownx.emoji": (
        re.compile(r":(?:material|octicons|fontawesome|simple)-[\w-]{1,99}:(?:\{[^{}\n]{1,200}\})?[ \t]?"),
        "",
    ),
    "pymdownx.keys": (re.compile(r"\+\+[\w\"-]{1,40}(?:\+[\w\"-]{1,40}){0,9}\+\+"), HOLE),
    "pymdownx.snippets": (re.compile(r"^[ \t]*(?:-{1,9}8<-{1,9}.*)$", re.MULTILINE), HOLE),
}
"""By the extension, what it reads and what stands there for it. It shows keys by other names, and snippets' files."""
_LANGUAGE = re.compile(r"(`+)[ ]?(?:#!|:::)[\w+-]{1,30}[ ]")
"""The language at the start of code between backticks."""


def with_extensions(text: str, names: Collection[str]) -> str:
    """Markdown without the marks of the extensions that a site uses.

    Args:
        text: the Markdown.
        names: the extensions, such as ``"pymdownx.mark"``.
    """
    for name in names:
        if name in _MARKS:
            text = replaced(*_MARKS[name], text)
    return _LANGUAGE.sub(r"\1", text) if "pymdownx.inlinehilite" in names else text
