"""What a post says of itself later: "Update, May 3: ...", or what stands below such a heading."""

from __future__ import annotations

import re
from functools import lru_cache

from embeddings.answering.lines import lines_of
from embeddings.languages import pattern_for, spaced
from embeddings.posts import Post

_MONTH = rf"(?:{spaced('months')}|{spaced('short_months')})"
_DAY = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th|er)?\.? (?:de )?)?{_MONTH}\.?(?: \d{{1,2}}(?:st|nd|rd|th)?\b)?"
    r"(?:,? (?:de )?(?:19|20)\d\d)?|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    r"|\d{1,2}/\d{1,2}|(?:19|20)\d\d(?:年[\d月日]{0,6})?)\b"
)
_WHEN = rf"(?P<day>[\s,(\[（–—-]*(?:(?:as|of|on|from|vom|am|im|von|du|de|del|le|el|em|di|il|dal|at|in) ){{0,2}}{_DAY})"
_HEAD = re.compile(
    rf"[\W_]*{pattern_for('updates')}(?:{_WHEN}|[ ]?#?\d{{1,2}}\b)?[\s_*]*"
    r"(?:(?P<end>[:：)\]）】]|,?\s[–—-](?=\s))[\W_]*|$)",
    re.IGNORECASE,
)
"""A word for it, when it was added or which it is, and a mark, or the end of the line. Not "Update Ubuntu 20.04"."""


@lru_cache(maxsize=64)
def updates(post: Post) -> frozenset[int]:
    """Where the lines of a post start that its author added later: behind the word for that to the end of its block, in
    the block below where it stands alone, and all below where it is a heading with a date. A heading or an item without
    one may be of how to update something."""
    found: set[int] = set()
    below, blocks = False, range(0)
    lines = lines_of(post)
    for row, line in enumerate(lines):
        head = None if line.kind in ("code", "table") else _HEAD.match(line.text)
        alone = head is not None and head.end() == len(line.text)
        dated = head is not None and head["day"] is not None
        if line.kind == "heading":
            below = alone and dated
        elif head and (dated or (head["end"] and line.kind != "item")):
            only = all(other.block != line.block for other in lines[max(0, row - 1) : row + 2] if other is not line)
            if not alone or only:
                blocks = range(line.block + alone, line.block + alone + 1)
        if line.kind != "heading" and (below or line.block in blocks):
            found.add(line.start)
    return frozenset(found)
