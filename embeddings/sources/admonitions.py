"""Boxes around paragraphs of a post in Markdown: their marks are no words, and what stands in them is the author's.

``!!! note``, ``??? note`` and ``=== "Tab"`` of Python-Markdown (https://squidfunk.github.io/mkdocs-material/reference/admonitions/),
``:::note`` of Docusaurus, VuePress and Pandoc (https://docusaurus.io/docs/markdown-features/admonitions), ``::card`` of
Nuxt (https://content.nuxt.com/docs/files/markdown), and ``> [!NOTE]`` of GitHub, Hugo and Obsidian.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from embeddings.sources.code import is_within, markdown_code

_MARK = re.compile(r"^[ >]*(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+[\w\"]|^[ \t]*:{2,}|^[ >]*\[!\w", re.MULTILINE)
_INDENTED = re.compile(
    r"(?:(?:!!!|\?\?\?\+?)[ \t]+[\w-][\w -]{0,99}?(?:[ \t]{1,9}\"(.*)\")?|===[!+]?[ \t]+\"(.*)\")[ \t]*"
)
_FENCED = re.compile(r"[ \t]*:{3,}[ \t]*(?:\{[^{}]*\}|[\w-]+(?:[ \t]*\[(.*?)\])?(?:[ \t]*\{[^{}]*\})?(?:[ \t]+(.*))?)?")
_COMPONENT = re.compile(r"[ \t]*::(?:[a-z][\w-]*(?:\[.*\])?(?:\{.*\})?)?[ \t]*")
_ALERT = re.compile(r"[ \t]{0,3}>[ \t]?\[![\w-]+\][+-]?[ \t]*(.*)")
_QUOTED = re.compile(r"[ \t]{0,3}>[ \t]?")
_DEEP = 4
"""Characters by which the paragraphs of a box of Python-Markdown are set in."""


def without_admonitions(text: str) -> str:
    """Markdown with its boxes as the paragraphs in them, below the boxes' own titles."""
    return "\n".join(_lines(text)) if _MARK.search(text) else text


def opens_box(line: str) -> bool:
    """Whether a line without its indent opens a box whose paragraphs are set in below it."""
    return _INDENTED.fullmatch(line) is not None


def _lines(text: str) -> Iterator[str]:
    code = markdown_code(text)
    boxes: list[int] = []
    """By how much the line with the mark of each box is set in that the line may stand in."""
    alert = False
    at = 0
    for typed in text.split("\n"):
        in_code = is_within(code, at)
        at += len(typed) + 1
        bare = typed.lstrip(" ")
        depth = len(typed) - len(bare)
        while boxes and bare and depth < boxes[-1] + _DEEP:
            boxes.pop()
        line = typed[min(depth, _DEEP * len(boxes)) :]
        quoted = _QUOTED.match(line)
        if alert and quoted:
            line = line[quoted.end() :]
        alert = alert and quoted is not None
        if in_code:
            yield line
        elif mark := _INDENTED.fullmatch(bare):
            boxes.append(depth)
            yield from _titled(mark)
        elif mark := _ALERT.fullmatch(line):
            alert = True
            yield from _titled(mark)
        elif mark := _FENCED.fullmatch(line):
            yield from _titled(mark)
        elif _COMPONENT.fullmatch(line):
            yield ""
        else:
            yield line


def _titled(mark: re.Match[str]) -> Iterator[str]:
    """The title that its author gave a box, as a paragraph."""
    title = next(filter(None, mark.groups()), "").strip()
    yield from ("", f"**{title}**", "") if title else ("",)
