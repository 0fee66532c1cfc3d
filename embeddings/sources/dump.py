"""The plain text of a blog's page, as copied from a browser: date headings, under each its posts.

A title is a line of its own. Where the copy lost one, there is an empty line in its place. Nothing else tells posts
apart, so a post's own short lines must not be taken for titles: see ``_is_title``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from embeddings.content.bounds import NoPosts
from embeddings.content.dates import parse_date
from embeddings.content.items import Skipped
from embeddings.posts import Block, BlockKind, Post
from embeddings.sources.files import SourceFile
from embeddings.sources.origin import Origin

_MAYBE_DATE = re.compile(r"(?=.*[^\W\d_])(?=.*\d{4}).{8,40}")
_BULLET = re.compile(r"[ \t]*[•◦▪‣·*–-][ \t]+(?=\S)")
_FOOTNOTE = re.compile(r"\[\d+\]|\d{1,2}[.)] |[*†‡¹²³] ?\w")
_MONTH_PAGE = re.compile(r"/\d{4}/\d{2}/?$")
_MAX_TITLE = 100


@dataclass
class _Draft:
    """A post while its lines are read."""

    day: date
    number: int
    title: str = ""
    lines: list[str] = field(default_factory=list)


def detect(file: SourceFile, head: bytes) -> bool:
    if file.suffix not in (".txt", ".text"):
        return False
    # The head may end within a character.
    lines = head.decode("utf-8", "ignore").splitlines()
    return any(_heading_date(line) for line in lines)


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Skipped]:
    """The dump's posts in its order."""
    name = file.name
    drafts = list(_drafts(file.text().splitlines()))
    if not drafts:
        raise NoPosts("no post stands under its date headings")
    for draft in drafts:
        text, blocks = _text(draft.lines)
        yield Post(
            id=f"{name}#{draft.day.isoformat()}-{draft.number}",
            text=text,
            title=draft.title,
            url=_page(draft.day, origin),
            published=draft.day,
            blocks=blocks,
        )


def _heading_date(line: str) -> date | None:
    line = line.strip()
    return parse_date(line) if _MAYBE_DATE.fullmatch(line) and not line.endswith((".", ":")) else None


def _drafts(lines: list[str]) -> Iterator[_Draft]:
    draft: _Draft | None = None
    empty = 0
    for position, line in enumerate(lines):
        if not line.strip():
            empty += 1
            continue
        day = _heading_date(line)
        if day:
            if draft and draft.lines:
                yield draft
            draft, empty = _Draft(day, 1), 0
            continue
        if draft is None:
            # Everything before the first date heading is the page's header.
            continue
        fresh = not draft.lines and not draft.title
        lost = empty >= 2
        if not fresh and draft.lines and (lost or empty):
            alone = position + 1 < len(lines) and not lines[position + 1].strip()
            titled = alone and _is_title(line, first=False)
            if titled or (lost and not _FOOTNOTE.match(line)):
                yield draft
                draft, fresh = _Draft(draft.day, draft.number + 1), True
                lost = lost and not titled
        if fresh and not lost and _is_title(line, first=True):
            draft.title = " ".join(line.split())
        else:
            draft.lines.append(line)
        empty = 0
    if draft and draft.lines:
        yield draft


def _is_title(line: str, *, first: bool) -> bool:
    """Whether a line between empty lines is a title: short, no bullet, and not a sentence.

    Within a day's posts a question or an exclamation is not taken for one, since bloggers write them as paragraphs.
    """
    line = line.strip()
    if len(line) > _MAX_TITLE or _BULLET.match(line) or _FOOTNOTE.match(line) or line[:1].islower():
        return False
    ends = (".", ":", ";", ",") if first else (".", ":", ";", ",", "?", "!", "”", '"', ")")
    return line.endswith(("…", "...")) or not line.endswith(ends)


def _text(lines: list[str]) -> tuple[str, tuple[Block, ...]]:
    """One block a line; list items lose the bullet that a page only draws."""
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for line in lines:
        bullet = _BULLET.match(line)
        kind: BlockKind = "item" if bullet else "paragraph"
        body = (line[bullet.end() :] if bullet else line).strip()
        if blocks:
            gap = "\n" if kind == blocks[-1].kind == "item" else "\n\n"
            parts.append(gap)
            length += len(gap)
        parts.append(body)
        blocks.append(Block(length, length + len(body), kind))
        length += len(body)
    return "".join(parts), tuple(blocks)


def _page(day: date, origin: Origin) -> str:
    """The address of the page that the post is on: permalinks are not in a dump, and are not guessed.

    Blogger keeps a page for every month; elsewhere it is the address that the owner gave.
    """
    base = origin.base_url
    if not base:
        return ""
    if ".blogspot." in base and not _MONTH_PAGE.search(base):
        return f"{base.rstrip('/')}/{day:%Y/%m}/"
    return base
