"""The line beside a post's heading that says when it was published, and by whom, where nothing marks it as such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from embeddings.content.dates import WRITTEN_DATE
from embeddings.content.html import Content
from embeddings.posts import Block

UPDATE = re.compile(r"modif|updat|edited|revis|aktualisiert|geändert|mis à jour|actualizad|atualizad", re.IGNORECASE)
"""What says that a date is that of a change."""
BYLINE_CHARS = 120
"""Characters of a line at most that gives a post's date, not a sentence with a date in it."""
BY = re.compile(
    r"(?:^|(?<=[\d.,:;|·•–—/-])|\b(?:written|posted|published|geschrieben|verfasst|veröffentlicht|écrit|publié|escrito"
    r"|publicado|scritto|pubblicato))\s*\b(?:by|von|par|por|di)(?:\s*[:：]\s*|\s+)",
    re.IGNORECASE,
)
"""What stands before the name of an author."""
NAME = re.compile(
    r"[^\W\d_][^\W\d_'’.-]*(?:[ '’.-]+(?!(?:on|at|in|am|um|le|el|em|il)\b|[A-Z][a-z]+(?:day|tag),)[^\W\d_]+){0,5}\.?"
)
"""A name, of a person or of a group."""
_BEFORE, _BEHIND = 1, 3
"""Blocks before and behind the heading among which the line is."""
_WORDS = 3
"""Words before the date at most, as in "Posted on Sunday"; more are a sentence."""
_TO_PAGE = "a[href]:not([href^='#'])"
_SENTENCE = tuple(".!?:;…。！？")


@dataclass(frozen=True, slots=True)
class Byline:
    """The line, with what it says."""

    date: str
    """As it is written; empty where the date is that of a change."""
    author: str
    """Empty where it names none."""
    number: int = 0
    """Of its block on the page."""


def title_at(content: Content, title: str) -> int | None:
    """The number of the heading that has the post's title, or of the line where no heading has it."""
    found = [
        number
        for number, block in enumerate(content.blocks)
        if block.kind in ("heading", "paragraph") and content.text[block.start : block.end] == title
    ]
    return next((number for number in found if content.blocks[number].kind == "heading"), next(iter(found), None))


def byline_of(content: Content, elements: Sequence[LexborNode], title: str) -> Byline | None:
    """The line beside the title that has a full date; ``None`` where there is none, or each of several posts has one.

    Args:
        content: of the whole page.
        elements: in which its blocks stand.
        title: of the post.
    """
    heading = title_at(content, title)
    if heading is None:
        return None
    behind = range(heading + 1, min(heading + 1 + _BEHIND, len(elements)))
    # A heading that leads to another page is that of another post.
    linked = (n for n in behind if content.blocks[n].kind == "heading" and elements[n].css_first(_TO_PAGE))
    near = (*range(heading + 1, next(linked, behind.stop)), *range(max(heading - _BEFORE, 0), heading))
    for number in near:
        found = _read(content.text, content.blocks[number], elements[number])
        if found and not _is_repeated(content, elements, number):
            return replace(found, number=number)
    return None


def _read(whole: str, block: Block, element: LexborNode) -> Byline | None:
    text = " ".join(whole[block.start : block.end].split())
    dated = WRITTEN_DATE.search(text) if len(text) <= BYLINE_CHARS and not _is_of_org(element) else None
    if not dated or block.kind not in ("paragraph", "item") or (block.kind == "item" and element.css_first("a")):
        return None
    author = author_in(text)
    before = text[: dated.start()]
    words = len(BY.sub(" ", before).split()) - (len(author.split()) if author in before else 0)
    if words > _WORDS or (text.endswith(_SENTENCE) and dated.end() < len(text)):
        return None
    return Byline("" if UPDATE.search(before) else dated.group(), author)


def _is_of_org(element: LexborNode) -> bool:
    """Whether Org mode has put a line below a page, among which is when that was made."""
    return element.parent is not None and element.parent.attributes.get("id") == "postamble"


def author_in(text: str) -> str:
    """The name behind "by" in a line; empty where there is none."""
    by = BY.search(text)
    name = NAME.match(text, by.end()) if by else None
    return name.group() if name and not name.group()[0].islower() else ""


def _is_repeated(content: Content, elements: Sequence[LexborNode], number: int) -> bool:
    """Whether another line of its kind has a date too, as on a list of posts."""
    own = _kind(elements[number])
    for other, (block, element) in enumerate(zip(content.blocks, elements, strict=True)):
        if other == number or block.end - block.start > BYLINE_CHARS or _kind(element) != own:
            continue
        if WRITTEN_DATE.search(content.text, block.start, block.end):
            return True
    return False


def _kind(element: LexborNode) -> tuple[str | None, ...]:
    outer = element.parent
    around = (outer.tag, outer.attributes.get("class")) if outer is not None else ()
    return (element.tag, element.attributes.get("class"), *around)
