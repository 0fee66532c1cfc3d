"""Movable Type's import format, which TypePad and others write too.

https://movabletype.org/documentation/appendices/import-export-format.html
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime

from embeddings.content.bounds import NoPosts, items_of
from embeddings.content.dates import parse_date
from embeddings.content.editor_text import paragraphs
from embeddings.content.html import plain_title, read_html
from embeddings.content.items import Aside, Skipped
from embeddings.content.kinds import Kind
from embeddings.posts import Post
from embeddings.sources.files import SourceFile
from embeddings.sources.origin import Origin

_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:[A-Z][A-Z ]*:[^\n]*\n)*(?:AUTHOR|TITLE):[^\n]*\n")
_FIELD = re.compile(r"([A-Z][A-Z ]*):(?: (.*))?$")
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2,4}) (\d{1,2}):(\d{2}):(\d{2})(?: ([AP]M))?$", re.IGNORECASE)
_ENTRY, _SECTION = "--------", "-----"
_MAX_ENTRY = 16 * 1024 * 1024
"""Characters of an entry with its comments, at most."""
_SECTIONS = frozenset({"BODY", "EXTENDED BODY", "EXCERPT", "KEYWORDS", "COMMENT", "PING"})
_STATUSES: dict[str, Kind | None] = {"publish": None, "": None, "future": "scheduled"}


def detect(file: SourceFile, head: bytes) -> bool:
    return file.suffix in (".txt", ".mt", ".text", "") and bool(_HEAD.match(head)) and b"\n-----" in head


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Aside | Skipped]:
    """One post per entry, and its comments."""
    found = False
    for number, sections in enumerate(_entries(file), 1):
        found = True
        name = f"{file.name}, entry {number}"
        if sections is None:
            yield Skipped(name, f"it is longer than {_MAX_ENTRY:,} characters", fault=True)
            continue
        yield from items_of(name, _entry, sections, name, origin)
    if not found:
        raise NoPosts("no entry of it has a title or a text")


def _entries(file: SourceFile) -> Iterator[list[list[str]] | None]:
    """The lines of each entry's sections, the first that of its fields; ``None`` for one that is too long."""
    sections: list[list[str]] = [[]]
    length = 0
    with file.open() as data:
        lines = io.TextIOWrapper(data, encoding="utf-8-sig", errors="replace")
        while row := lines.readline(_MAX_ENTRY):
            line = row.rstrip("\r\n")
            length += len(row)
            if line == _ENTRY:
                if length > _MAX_ENTRY:
                    yield None
                elif any(sections):
                    yield sections
                sections, length = [[]], 0
            elif length > _MAX_ENTRY:
                sections = [[]]
            elif line == _SECTION:
                sections.append([])
            else:
                sections[-1].append(line)
    if length > _MAX_ENTRY:
        yield None
    elif any(any(line.strip() for line in section) for section in sections):
        yield sections


def _entry(sections: list[list[str]], name: str, origin: Origin) -> Iterator[Post | Aside | Skipped]:
    fields = _fields(sections[0])
    texts = {section[0].rstrip(":"): section[1:] for section in sections[1:] if section}
    breaks = fields.get("CONVERT BREAKS", ["1"])[0] not in ("0", "none", "richtext")
    written = "\n\n".join("\n".join(texts.get(part, ())) for part in ("BODY", "EXTENDED BODY"))
    html = paragraphs(written) if breaks else written
    content = read_html(html)
    published = _date(fields.get("DATE", [""])[0])
    slug = fields.get("BASENAME", [""])[0]
    tags = [*fields.get("PRIMARY CATEGORY", []), *fields.get("CATEGORY", []), *_tags(fields)]
    url = fields.get("UNIQUE URL", [""])[0]
    if not url and origin.pattern and slug:
        url = origin.fill(origin.pattern, published, slug, ())
    post = Post(
        id=url or slug or name,
        text=content.text,
        title=plain_title(fields.get("TITLE", [""])[0]),
        url=url,
        published=published,
        author=plain_title(fields.get("AUTHOR", [""])[0]),
        tags=tuple(dict.fromkeys(plain_title(tag) for tag in tags)),
        blocks=content.blocks,
        links=content.links,
    )
    kind = _STATUSES.get(fields.get("STATUS", [""])[0].lower(), "draft")
    yield Aside(kind, post) if kind else post
    comments = (section[1:] for section in sections[1:] if section and section[0].rstrip(":") == "COMMENT")
    for number, lines in enumerate(comments, 1):
        yield _comment(lines, number, post)


def _fields(lines: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        if (match := _FIELD.match(line)) and (match.group(2) or "").strip():
            found.setdefault(match.group(1), []).append(match.group(2).strip())
    return found


def _tags(fields: dict[str, list[str]]) -> Iterator[str]:
    for part in re.findall(r'"[^"]+"|[^,]+', fields.get("TAGS", [""])[0]):
        if tag := part.strip().strip('"'):
            yield tag


def _date(text: str) -> date | None:
    """``MM/DD/YYYY hh:mm:ss AM``, the format's own order, which is not for guessing."""
    match = _DATE.match(text.strip())
    if not match:
        return parse_date(text)
    month, day, year, hour, minute, second = (int(part) for part in match.groups()[:6])
    half = (match.group(7) or "").upper()
    hour = hour % 12 + 12 * (half == "PM") if half else hour
    try:
        century = 2000 if year < 70 else 1900 if year < 100 else 0
        return datetime(century + year, month, day, hour, minute, second)  # noqa: DTZ001 - the format has no zone
    except ValueError:
        return None


def _comment(lines: list[str], number: int, post: Post) -> Aside:
    start = next((place for place, line in enumerate(lines) if not _FIELD.match(line)), len(lines))
    fields = _fields(lines[:start])
    content = read_html(paragraphs("\n".join(lines[start:])))
    return Aside(
        "comment",
        Post(
            id=f"{post.id}-comment-{number}",
            text=content.text,
            title=post.title,
            url=post.url,
            published=_date(fields.get("DATE", [""])[0]),
            author=fields.get("AUTHOR", [""])[0],
            blocks=content.blocks,
        ),
    )
