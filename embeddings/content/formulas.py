"""Formulas in TeX, which a page shows as something else than is typed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from embeddings.posts import HOLE

_TEX = re.compile(
    r"\\{1,2}\((?P<inline>(?:(?!\\\().){1,1000}?)\\{1,2}\)|\\{1,2}\[(?P<display>(?:(?!\\\[).){1,4000}?)\\{1,2}\]"
    r"|\$\$(?P<dollars>[^$]{1,4000})\$\$|(?<![\w$\\])\$(?P<dollar>(?!\s)[^$\n]{1,300}(?<![\s\\]))\$(?!\w)",
    re.DOTALL,
)
"""What MathJax, KaTeX and their like take for formulas: https://docs.mathjax.org/en/latest/input/tex/delimiters.html"""
_COMMAND = re.compile(r"\\[A-Za-z]|^latex\s")
_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{4,}")
_OF_FORMULAS = re.compile(r"[\\^_=<>{}]|^[A-Za-z]'?$")
_ONE_WORD = re.compile(r"\S+")
_ADDRESS = re.compile(r"latex\.php|latex\.codecogs|[?&]cht=tx|(?:math|mime)tex\.cgi", re.IGNORECASE)
IMAGE_CLASSES = frozenset("latex tex math mwe-math-fallback-image-inline mwe-math-fallback-image-display".split())
"""Classes of a picture of a formula: those of WordPress.com and Jetpack, and of MediaWiki."""
ELEMENT_CLASSES = frozenset(
    "MathJax MathJax_Display MathJax_SVG MathJax_SVG_Display MathJax_CHTML katex-display".split()
)
"""Classes of the elements in which MathJax 2 and KaTeX have set one."""


def is_picture_of_formula(address: str) -> bool:
    """Whether the address of a picture is that of a service which sets TeX."""
    return bool(_ADDRESS.search(address))


def without_formulas(text: str, code: Sequence[tuple[int, int]] = ()) -> str:
    """A text with a hole in the place of each formula.

    Args:
        text: of a page, or Markdown.
        code: spans in which there is none, in order.
    """
    if "$" not in text and "\\" not in text:
        return text
    return _TEX.sub(lambda found: found.group() if _is_code(found, code) or not _is_formula(found) else HOLE, text)


def _is_code(found: re.Match[str], code: Sequence[tuple[int, int]]) -> bool:
    """Whether a span of code touches what was found."""
    place = bisect_right(code, (found.end(), 0))
    return any(start < found.end() and found.start() < end for start, end in code[max(0, place - 1) : place])


def _is_formula(found: re.Match[str]) -> bool:
    inner = next(group for group in found.groups() if group is not None).strip()
    if _COMMAND.search(inner):
        return True
    # Words and the marks of notes stand between brackets that are escaped too, and prices between dollar signs.
    if _WORD.search(inner):
        return False
    sure = found["inline"] or (found["dollars"] and _ONE_WORD.fullmatch(inner))
    return bool(sure or (_OF_FORMULAS.search(inner) and not (found["display"] and inner.isalpha())))
