"""Where code stands in the source of a post: what stands there is shown as it is typed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

Span = tuple[int, int]

_FENCE = re.compile(r"^[ >]{0,12}(`{3,}|~{3,})(.*)$", re.MULTILINE)
_BACKTICKS = re.compile(r"`+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_HTML_CODE = re.compile(r"<(/?)(pre|code|script|style|textarea)\b", re.IGNORECASE)


def markdown_code(text: str) -> list[Span]:
    """Spans of the code in Markdown, fenced and between backticks, in order."""
    fences: list[Span] = []
    opened: re.Match[str] | None = None
    for line in _FENCE.finditer(text):
        mark = line.group(1)
        if opened is None:
            if mark[0] == "~" or "`" not in line.group(2):
                opened = line
        elif mark[0] == opened.group(1)[0] and len(mark) >= len(opened.group(1)) and not line.group(2).strip():
            fences.append((opened.start(), line.end()))
            opened = None
    if opened is not None:
        fences.append((opened.start(), len(text)))
    return sorted([*fences, *_code_spans(text, fences)])


def _code_spans(text: str, fences: Sequence[Span]) -> Iterator[Span]:
    runs = [match.span() for match in _BACKTICKS.finditer(text) if not is_within(fences, match.start())]
    by_length: dict[int, list[int]] = {}
    for start, end in runs:
        by_length.setdefault(end - start, []).append(start)
    borders = sorted(
        [*(match.start() for match in _BLANK_LINE.finditer(text)), *(start for start, _ in fences), len(text)]
    )
    position = 0
    for start, end in runs:
        if start < position:
            continue
        same = by_length[end - start]
        following = bisect_right(same, start)
        # A code span ends in its own paragraph.
        if following < len(same) and same[following] < borders[bisect_left(borders, start)]:
            position = same[following] + end - start
            yield start, position


def html_code(text: str) -> list[Span]:
    """Spans of the elements of HTML that hold code or a script, in order."""
    found: list[Span] = []
    opened: re.Match[str] | None = None
    for tag in _HTML_CODE.finditer(text):
        if opened is None:
            opened = None if tag.group(1) else tag
        elif tag.group(1) and tag.group(2).lower() == opened.group(2).lower():
            found.append((opened.start(), tag.end()))
            opened = None
    if opened is not None:
        found.append((opened.start(), len(text)))
    return found


def is_within(spans: Sequence[Span], at: int) -> bool:
    """Whether a place is in one of some spans that are in order."""
    place = bisect_right(spans, (at, at))
    return any(start <= at < end for start, end in spans[max(0, place - 1) : place + 1])


def replaced(
    pattern: re.Pattern[str], by: str | Callable[[re.Match[str]], str], text: str, code: Sequence[Span] | None = None
) -> str:
    """Markdown with what a pattern finds outside of code replaced.

    Args:
        pattern: what is looked for.
        by: as for :func:`re.sub`.
        text: the Markdown.
        code: spans that are kept as they are; those of :func:`markdown_code` for ``None``.
    """
    if not pattern.search(text):
        return text
    spans = markdown_code(text) if code is None else code

    def shown(found: re.Match[str]) -> str:
        if is_within(spans, found.start()):
            return found.group()
        return found.expand(by) if isinstance(by, str) else by(found)

    return pattern.sub(shown, text)
