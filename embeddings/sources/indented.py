"""Code that is set in, by CommonMark's rules: not what goes on from a paragraph, an item of a list or a box.

https://spec.commonmark.org/0.31.2/#indented-code-blocks
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from embeddings.sources.admonitions import opens_box
from embeddings.sources.code import Span, markdown_code

_READ_INTO = re.compile(r"^(?: {4}| {0,3}\t).*?(?:[{$\\]|<%|\*\[|\]\()", re.MULTILINE)
"""What is set in and may be read as more than code."""
_BLOCKS = MarkdownIt("commonmark").use(footnote_plugin).use(deflist_plugin).disable("inline")


def all_code(text: str) -> list[Span]:
    """Spans of all code in Markdown, in order: fenced, between backticks, and set in."""
    code = markdown_code(text)
    if not _READ_INTO.search(text):
        return code
    merged: list[Span] = []
    for start, end in sorted([*code, *_set_in(text)]):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _set_in(text: str) -> Iterator[Span]:
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    in_box = list(_in_boxes(lines))
    for token in _BLOCKS.parse(text):
        if token.type == "code_block" and token.map and not in_box[token.map[0]]:
            yield starts[token.map[0]], starts[token.map[1]] - 1


def _in_boxes(lines: list[str]) -> Iterator[bool]:
    """For each line whether it is set in below one that opens a box."""
    above: list[tuple[int, bool]] = []
    for line in lines:
        bare = line.lstrip()
        depth = len(line.expandtabs(4)) - len(bare.expandtabs(4)) if bare else 0
        while bare and above and above[-1][0] >= depth:
            above.pop()
        yield bool(above) and above[-1][1]
        if bare:
            above.append((depth, bool(above and above[-1][1]) or opens_box(bare)))
