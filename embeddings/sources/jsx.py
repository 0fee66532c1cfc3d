"""JSX in MDX (https://mdxjs.com/docs/what-is-mdx/): components and expressions, as far as the post itself says what
they show."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.sources.code import Span, is_within, markdown_code
from embeddings.sources.templates import hole

_BLOCK = re.compile(r"(?:[^\n]+\n?)+")
_MODULE = re.compile(r"(?:import|export)\s")
_MARK = re.compile(r"(?<!\\)(?:\{|</?[A-Za-z][\w.:-]*(?=[\s/>{])|</?(?=>))")
_TAG_END = re.compile(r"[{}\"'>]")
_NAME = re.compile(r"</?([\w.:-]*)")
_COMPONENT = re.compile(r"<[A-Z][\w.]*\s[^<>]*?=\{")
_FENCED = "mdx-code-block"
_FENCE = re.compile(rf"[ ]{{0,12}}(`{{3,4}})[ ]{{0,9}}{_FENCED}[ \t]*")
_STRING = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|`([^`$]*)`)\s*""")


def has_components(text: str) -> bool:
    """Whether Markdown has a component with an expression as an attribute outside code, which nothing but MDX has:
    ``<Gallery images={[...]} />``."""
    if not _COMPONENT.search(text):
        return False
    code = markdown_code(text)
    return any(not is_within(code, found.start()) for found in _COMPONENT.finditer(text))


def unwrapped(text: str) -> str:
    """MDX with what Docusaurus reads as such although it is fenced as code, for other programs to pass over."""
    parts: list[str] = []
    position = 0
    for start, end in markdown_code(text) if _FENCED in text else ():
        lines = text[start:end].split("\n")
        mark = _FENCE.fullmatch(lines[0])
        if mark and lines[-1].strip() == mark[1]:
            parts += [text[position:start], "\n".join(lines[1:-1])]
            position = end
    return "".join([*parts, text[position:]])


def without_jsx(text: str, code: Sequence[Span]) -> str:
    """MDX as Markdown: a lone string gives its words, a component what is written between its tags, anything else
    leaves a hole.

    Args:
        text: the post.
        code: spans that are kept as they are; see :func:`embeddings.sources.code.markdown_code`.
    """
    closing = _closing_braces(text, code)
    modules = [block.span() for block in _BLOCK.finditer(text) if _MODULE.match(block.group())]
    parts: list[str] = []
    position = 0
    for start, end in (span for span in modules if not is_within(code, span[0])):
        parts.append(_prose(text, position, start, code, closing))
        position = end
    return "".join([*parts, _prose(text, position, len(text), code, closing)])


def _closing_braces(text: str, code: Sequence[Span]) -> dict[int, int]:
    """By the place of a brace that opens, that of the one which closes it."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for brace in re.finditer(r"[{}]", text):
        if is_within(code, brace.start()):
            continue
        if brace.group() == "{":
            opened.append(brace.start())
        elif opened:
            found[opened.pop()] = brace.start()
    return found


def _prose(text: str, start: int, end: int, code: Sequence[Span], closing: dict[int, int]) -> str:
    parts: list[str] = []
    position = start
    for mark in _MARK.finditer(text, start, end):
        at = mark.start()
        if at < position or is_within(code, at):
            continue
        if mark.group() != "{":
            behind, closed = _behind_tag(text, mark.end(), end, closing)
            if not closed:
                # No MDX: what is left is text.
                break
            shown = _tag(text[at:behind])
        elif at in closing and closing[at] < end:
            behind = closing[at] + 1
            shown = _value(text[at + 1 : behind - 1])
        else:
            continue
        parts.append(text[position:at])
        parts.append(hole(text, at, behind) if shown is None else shown)
        position = behind
    return "".join([*parts, text[position:end]])


def _value(expression: str) -> str | None:
    """The words of a lone string, nothing for a comment; ``None`` for what only the site can tell."""
    inner = expression.strip()
    if not inner or (inner.startswith("/*") and inner.endswith("*/")):
        return ""
    string = _STRING.fullmatch(expression)
    return next(group for group in string.groups() if group is not None) if string else None


def _behind_tag(text: str, at: int, end: int, closing: dict[int, int]) -> tuple[int, bool]:
    """The place behind a tag whose name ends at ``at``, and whether the tag is closed there."""
    while mark := _TAG_END.search(text, at, end):
        if mark.group() == ">":
            return mark.end(), True
        if mark.group() == "{":
            at = closing.get(mark.start(), end) + 1
        elif mark.group() == "}":
            at = mark.end()
        else:
            closes = text.find(mark.group(), mark.end(), end)
            at = closes + 1 if closes >= 0 else end
    return end, False


def _tag(tag: str) -> str | None:
    """A tag of HTML without its expressions, nothing for that of a component; ``None`` for a component that stands
    alone, since only the site knows what it shows."""
    found = _NAME.match(tag)
    name = found.group(1) if found else ""
    if name[:1].islower() and "." not in name:
        return _without_braces(tag) if "{" in tag else tag
    return None if tag.endswith("/>") and not tag.startswith("</") else ""


def _without_braces(tag: str) -> str:
    """A tag without the attributes that are expressions."""
    kept: list[str] = []
    depth = 0
    for piece in re.split(r"([{}])", tag):
        if piece == "{" and depth == 0:
            kept[-1:] = [re.sub(r"[\w:-]{1,100}=$", "", kept[-1][-200:])]
        depth += (piece == "{") - (piece == "}" and depth > 0)
        if depth == 0 and piece not in "{}":
            kept.append(piece)
    return "".join(kept)
