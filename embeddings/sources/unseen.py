"""What Markdown holds that no page shows: the attributes of elements, what abbreviations stand for, and the lines in
whose place a table of contents is put, or by VitePress the code of another file.

Attributes are written alike for Python-Markdown (https://python-markdown.github.io/extensions/attr_list/), Hugo
(https://gohugo.io/content-management/markdown-attributes/) and markdown-it-attrs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.sources.code import Span, replaced

_VALUE = r"""(?:"[^"{}\n]{0,200}"|'[^'{}\n]{0,200}'|[^\s"'{}]{1,100})"""
_NAMED = r"[#.][\w:.-]{1,100}"
_OTHERS = rf"(?:[ \t]{{1,9}}(?:{_NAMED}|[\w:-]{{1,60}}={_VALUE})){{0,20}}[ \t]{{0,9}}\}}"
_UNSEEN = re.compile(
    # At the end of a line, such as a heading, or alone on it.
    rf"(?<![ \t])[ \t]{{0,99}}\{{:?[ \t]{{0,9}}{_NAMED}{_OTHERS}[ \t]*$"
    # Behind a link, an image or words in bold.
    rf"|(?<=[)\]*])\{{:?[ \t]{{0,9}}(?:{_NAMED}|[\w:-]{{1,60}}={_VALUE}){_OTHERS}"
    r"|^[ ]{0,3}\*\[[^\]\n]{1,99}\]:[ \t].*$"
    r"|^[ ]{0,3}(?:\[TOC\]|\[\[_?TOC_?\]\])[ \t]*$"
    # https://vitepress.dev/guide/markdown#import-code-snippets
    r"|(?:\A|(?<=\n\n))[ ]{0,3}<<<[ \t]{0,9}(?:@|\.{0,2}/)[^\s<>].*$",
    re.MULTILINE | re.IGNORECASE,
)


def without_unseen(text: str, code: Sequence[Span]) -> str:
    """Markdown without all of that, outside of code."""
    return replaced(_UNSEEN, "", text, code) if any(mark in text for mark in ("{", "[", "<<<")) else text
