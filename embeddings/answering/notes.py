"""What a reader has to be told of a quote: that its author only reports it, what its rows or items are of, and that its
list or a sentence goes on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from embeddings.answering.lines import Line, depth_of, header_of, lines_of, reports
from embeddings.posts import Post
from embeddings.text.sentences import blocks_of, is_whole, sentence_spans

_HEADER = 240
"""Characters of a table's header at most, or of what announces a list, that is shown above a row or item below it."""
_MARKS = " \t\n\"'“”„‘’«»…."
"""What may stand around a sentence that is set out of its text."""


def is_reported(post: Post, start: int, end: int) -> bool:
    """Whether the author only reports what a span says, and does not take it back in the span itself.

    A sentence that is set out as a quotation and stands in the text too, as magazines do it, is the author's own.
    """
    lines = lines_of(post)
    held = [line for line in lines if line.start < end and line.end > start]
    if any(line.reverses for line in held[1:]):
        return False
    quoted = bool(held) and all(line.kind == "quotation" for line in held)
    if quoted:
        own = {line.text.strip(_MARKS) for line in lines if line.kind == "paragraph"}
        quoted = not all(line.text.strip(_MARKS) in own for line in held)
    return quoted or any(line.kind != "code" and reports(line.text) for line in held)


def far_header(post: Post, start: int, end: int) -> tuple[int, int] | None:
    """The offsets of the header of the table, or of what announces the list, whose rows or items a span begins with,
    where the span does not hold it."""
    lines = lines_of(post)
    first = next((row for row, line in enumerate(lines) if line.start < end and line.end > start), None)
    if first is None:
        return None
    header = _announcing(lines, first) if lines[first].kind == "item" else _marked(lines, first)
    return _shown(post, post.from_first_cell(header.start), header.end) if header else None


def heading_above(post: Post, start: int, end: int) -> tuple[int, int] | None:
    """The offsets of the heading that a span stands below, where it does not hold one itself."""
    held = [block for block in blocks_of(post) if block.start < end]
    heading = next((block for block in reversed(held) if block.kind == "heading"), None)
    return _shown(post, heading.start, heading.end) if heading and heading.end <= start else None


def _shown(post: Post, start: int, end: int) -> tuple[int, int] | None:
    """What may be shown above a quote, if it is short, and all of it is known."""
    return (start, end) if end - start <= _HEADER and is_whole(post.text, start, end) else None


def _marked(lines: Sequence[Line], row: int) -> Line | None:
    """The header above a row of a table, where it is marked as such."""
    header = lines[header_of(lines, row)]
    return header if lines[row].kind == "table" and header.is_header and header.start < lines[row].start else None


def _announcing(lines: Sequence[Line], row: int) -> Line | None:
    """What announces the list of an item: the sentence or heading above its first, or the item whose list it is."""
    level = lines[row].level
    for line in reversed(lines[:row]):
        if line.kind == "item" and line.level >= level:
            continue
        prose = line.kind in ("paragraph", "quotation", "item")
        if line.kind == "heading" or (prose and line.announces and not line.dangles):
            return line
        if line.kind != "item":
            return None
        level = line.level
    return None


def rest_of_list(post: Post, start: int, end: int) -> tuple[Line, ...]:
    """The items, or the rows of a table, that follow a span which holds the head or several items of their list."""
    lines = lines_of(post)
    held = [line for line in lines if line.start < end and line.end > start]
    if not held or held[-1].kind not in ("item", "table"):
        return ()
    kind = held[-1].kind
    announced = any(line.announces or line.points_to_table for line in held if line.kind != kind)
    if not announced and (kind == "table" or len({line.block for line in held}) < 2):
        return ()
    depth = depth_of(held)
    behind = (line for line in lines if line.start >= end)
    return tuple(takewhile(lambda line: line.kind == kind and line.level >= depth, behind))


def more_items(post: Post, start: int, end: int) -> int:
    """How many items or rows of its list a span leaves out at its end, those of lists within it left aside."""
    held = [line for line in lines_of(post) if line.start < end and line.end > start]
    depth = depth_of(held)
    rest = rest_of_list(post, start, end)
    return len({line.block for line in rest if line.level <= depth} - {line.block for line in held[-1:]})


def cut_off(post: Post, start: int, end: int) -> tuple[bool, bool]:
    """Whether words of the sentence that a span starts in stand before it, and of the one that it ends in behind it: a
    sentence that is too long is quoted in part."""
    held = [block for block in blocks_of(post) if block.start < end and block.end > start]
    sentences = [
        span for block in held for span in sentence_spans(post.text, block) if span[0] < end and span[1] > start
    ]
    if not sentences:
        return False, False
    before, behind = post.text[sentences[0][0] : start], post.text[end : sentences[-1][1]]
    return any(map(str.isalnum, before)), any(map(str.isalnum, behind))
