"""HTML that a parser would take long over: tags that nest without end, and formatting that it opens again and again."""

from __future__ import annotations

import re
from collections import Counter

_FEW = 500
"""Tags of a page up to which nothing in it takes long."""
_TOO_DEEP = 2000
"""Levels above which tags are taken out; a parser's time grows with their square."""
_DEPTH = 200
"""Levels that stay then."""
_REOPENED = 200_000
"""Elements that a parser may open again without harm, about 400 bytes each."""
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*+)[^>]*>")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr p li tr dd dt option a".split())
"""Elements that need no closing tag, or do not nest."""
_CELLS = frozenset(("td", "th", "caption"))
"""Elements that the next of them closes, and that no formatting is closed through."""
_DRAWINGS = frozenset(("svg", "math"))
"""Elements that a tag which ends in "/>" closes, as it does all elements in them."""
_TEXTS = frozenset("blockquote br div dl h1 h2 h3 h4 h5 h6 hr img li ol p pre span table ul".split())
"""Elements that end a drawing in which they stand."""
_FORMATTING = frozenset("b big code em font i nobr s small strike strong tt u".split())
"""What a parser opens again in the next block where it was not closed:
https://html.spec.whatwg.org/multipage/parsing.html#reconstruct-the-active-formatting-elements."""


def within_bounds(html: str) -> str:
    """The same text with fewer tags, where a parser would need time or memory out of proportion to its length."""
    if html.count("<") <= _FEW:
        return html
    # What is never closed is no tag, and is not to be looked through from each of its marks.
    end = html.rfind(">") + 1
    nesting = _Nesting()
    shallow = _TAG.sub(nesting.shallow, html[:end])
    kept = shallow if nesting.deepest > _TOO_DEEP else html[:end]
    if nesting.reopened > _REOPENED:
        kept = _TAG.sub(lambda match: "" if match.group(2).lower() in _FORMATTING else match.group(), kept)
    return kept + html[end:]


class _Nesting:
    """How deep the tags of a page nest, and how often formatting that is open meets a tag; both at most."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []
        """Names and tags."""
        self._names: Counter[str] = Counter()
        self._lost = 0
        """Elements that a tag closed together with another; whether a parser does so depends on what they are."""
        self._formatting: Counter[str] = Counter()
        """By its tag, the formatting that is open or lost: a parser opens the same at most three times."""
        self._drawing = False
        """Whether a drawing is open."""
        self.deepest = 0
        self.reopened = 0

    def shallow(self, match: re.Match[str]) -> str:
        """The tag, or nothing where it would be too deep."""
        tag, name = match.group(), match.group(2).lower()
        drawn = self._drawing or name in _DRAWINGS
        if name in _DRAWINGS or name in _TEXTS:
            self._drawing = name in _DRAWINGS and not match.group(1) and not tag.endswith("/>")
        if drawn and name not in _TEXTS and tag.endswith("/>"):
            return tag
        if match.group(1):
            shown = self._depth <= _DEPTH
            self._close(name)
            return tag if shown or name in _VOID else ""
        self.reopened += len(self._formatting)
        if name in _VOID:
            return tag
        if name in _CELLS and self._open and self._open[-1][0] in _CELLS:
            self._pop()
        if name in _FORMATTING and (tag.count('"') % 2 or tag.count("'") % 2):
            # It goes on behind its first ">", so that others with the same beginning may differ.
            tag = f"{tag}{match.start()}"
        self._open.append((name, tag))
        self._names[name] += 1
        if name in _FORMATTING:
            self._formatting[tag] += 1
        self.deepest = max(self.deepest, self._depth)
        return match.group() if self._depth <= _DEPTH else ""

    @property
    def _depth(self) -> int:
        return len(self._open) + self._lost

    def _close(self, name: str) -> None:
        if not self._names[name]:
            return
        inside: list[str] = []
        while (last := self._pop())[0] != name:
            inside.append(last[0])
        if name not in _FORMATTING:
            inside = [other for other in inside if other not in _CELLS]
        if not inside and name in _FORMATTING:
            self._formatting[last[1]] -= 1
            if not self._formatting[last[1]]:
                del self._formatting[last[1]]
        elif any(other not in _FORMATTING for other in inside):
            self._lost += len(inside) + 1

    def _pop(self) -> tuple[str, str]:
        last = self._open.pop()
        self._names[last[0]] -= 1
        return last
