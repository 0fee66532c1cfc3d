"""What a post says of itself later: "Update, May 3: ...", or what stands below such a heading."""

from __future__ import annotations

import re
from functools import lru_cache

from embeddings.answering.lines import lines_of
from embeddings.languages import pattern_for
from embeddings.posts import Post

_WHEN = r"(?:[^:：.!?\n\d]{0,20}\d[^:：\n]{0,25})?"
_HEAD = re.compile(rf"[\W_]*{pattern_for('updates')}(?! (?:from|to)\b){_WHEN}[\W_]*?(?:[:：][\W_]*|$)", re.IGNORECASE)
"""Not "Update from the 1.76 cycle"."""


@lru_cache(maxsize=64)
def updates(post: Post) -> frozenset[int]:
    """Where the lines of a post start that its author added later: behind the word for that to the end of its block, in
    the block below where it stands alone, and all below where it is a heading."""
    found: set[int] = set()
    below, blocks = False, range(0)
    for line in lines_of(post):
        head = None if line.kind == "code" else _HEAD.match(line.text)
        alone = head is not None and head.end() == len(line.text)
        if line.kind == "heading":
            below = alone
        elif head:
            blocks = range(line.block + alone, line.block + alone + 1)
        if line.kind != "heading" and (below or line.block in blocks):
            found.add(line.start)
    return frozenset(found)
