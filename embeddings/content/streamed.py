"""Pages that React sends in parts: what came late stands hidden at the end, until a script puts it in its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

_MARK = re.compile(
    r'<template id="(?P<kind>[BP]):(?P<place>[0-9a-z]+)"></template>'
    r'|<div hidden(?:="")? id="S:(?P<part>[0-9a-z]+)">|(?P<opens><div\b)|(?P<closes></div\b[^>]*>)'
    r"|(?P<begins><!--\$[?!~]?-->)|(?P<ends><!--/\$-->)|(?P<script><script\b)"
)


@dataclass(slots=True)
class _Marks:
    """Where the parts of a page are and where they belong, as spans over it."""

    parts: dict[str, tuple[int, int]] = field(default_factory=dict)
    """What each part holds, by its name."""
    replaced: dict[int, tuple[int, str]] = field(default_factory=dict)
    """By its start what gives way, up to where and to which part; the empty name for what a part stood in."""


def in_place(html: str) -> str:
    """The page with each part in the place that waits for it, instead of what says that it is being loaded.

    https://github.com/facebook/react/blob/main/packages/react-dom-bindings/src/server/ReactFizzConfigDOM.js
    """
    if ' id="S:' not in html or '<template id="' not in html:
        return html
    marks = _marks(html)
    starts = sorted(marks.replaced)
    pieces: list[str] = []
    spans = [(0, len(html))]
    while spans:
        at, end = spans.pop()
        following = bisect_left(starts, at)
        start = starts[following] if following < len(starts) else end
        if start >= end:
            pieces.append(html[at:end])
            continue
        pieces.append(html[at:start])
        behind, name = marks.replaced[start]
        spans.append((behind, end))
        if name in marks.parts:
            # No part stands in two places, nor within itself.
            spans.append(marks.parts.pop(name))
    return "".join(pieces)


def _marks(html: str) -> _Marks:
    found = _Marks()
    places: dict[str, tuple[int, int]] = {}
    around: dict[str, tuple[int, int]] = {}
    divs: list[tuple[str, int, int]] = []
    waiting: list[tuple[str, int]] = []
    at = 0
    while mark := _MARK.search(html, at):
        start, at = mark.span()
        if mark["script"]:
            # What looks like a mark in it is none.
            at = html.find("</script", at)
            if at < 0:
                break
        elif mark["kind"] == "P":
            places.setdefault(mark["place"], (start, at))
        elif mark["kind"] and waiting:
            waiting[-1] = (mark["place"], start)
        elif mark["begins"]:
            waiting.append(("", 0))
        elif mark["ends"] and waiting:
            name, begin = waiting.pop()
            if name:
                places.setdefault(name, (begin, start))
        elif mark["part"] or mark["opens"]:
            divs.append((mark["part"] or "", start, at))
        elif mark["closes"] and divs:
            name, begin, inside = divs.pop()
            if name and name not in around:
                found.parts[name], around[name] = (inside, start), (begin, at)
    for name in places.keys() & found.parts.keys():
        found.replaced[places[name][0]] = (places[name][1], name)
        found.replaced[around[name][0]] = (around[name][1], "")
    return found
