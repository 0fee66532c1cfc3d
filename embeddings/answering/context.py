"""Around a quote: the sentences before and after it, and how its post begins."""

from __future__ import annotations

import re
from itertools import takewhile

from embeddings.answering.notes import rest_of_list
from embeddings.languages import pattern_for
from embeddings.posts import Block, Post
from embeddings.text.sentences import blocks_of, is_whole, longest_whole, sentence_spans, shortened

MORE = 260
"""Characters that each further part of a post may have."""
REST = 2500
"""Characters of the rest of a list that is shown around its beginning."""
_GREETING = re.compile(
    rf"{pattern_for('greetings')}(?:,? (?:{pattern_for('addressees')}|[^\s.,!?]+))?\s*[,!]\s*", re.IGNORECASE
)
"""A line of nothing else, as letters begin."""
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{1,120}[)\]]\s*")
"""A line of nothing else, such as who took a picture."""


def around(post: Post, start: int, end: int, sentences: int = 2, *, whole_list: bool = False) -> tuple[int, int]:
    """Offsets of a span with a few sentences before and after it, for context.

    Args:
        post: the post.
        start: offset of the span.
        end: offset behind it.
        sentences: before and after it.
        whole_list: whether to take the rest of a list along that the span breaks off, as far as it can be read.
    """
    everything = [s for block in blocks_of(post) for s in sentence_spans(post.text, block)]
    inside = [i for i, (first, last) in enumerate(everything) if first < end and last > start]
    if not inside:
        return start, end
    before, after = start, end
    # What the source lacks a part of is not shown as if it were whole.
    earlier, later = everything[inside[0] :: -1][: sentences + 1], everything[inside[-1] :][: sentences + 1]
    for first, _ in takewhile(lambda span: is_whole(post.text, *span), earlier):
        before = first
    for _, last in takewhile(lambda span: is_whole(post.text, *span), later):
        after = last
    listed_lines = rest_of_list(post, start, end) if whole_list else ()
    rest = takewhile(lambda line: is_whole(post.text, line.start, line.end), listed_lines)
    listed = max((line.end for line in rest if line.end - end <= REST), default=end)
    return min(before, start), max(after, end, listed)


def opening(post: Post, length: int) -> tuple[int, int]:
    """The post's first sentences: as many as fit into ``length`` characters, and one at least."""
    return opening_of(post, 0, len(post.text), length) or longest_whole(post.text, 0, len(post.text))


def opening_of(post: Post, first: int, last: int, length: int = MORE) -> tuple[int, int] | None:
    """The first sentences that stand between two offsets, as many as fit into ``length`` characters and one at least,
    without headings and, before them, what a picture shows or who made it; ``None`` where none does."""
    found: tuple[int, int] | None = None
    for block in blocks_of(post):
        if block.kind == "heading" or block.end <= first or block.start >= last:
            continue
        if found is None and (block.kind == "caption" or _says_nothing(post.text, block)):
            continue
        for start, end in sentence_spans(post.text, block):
            if start < first or end > last:
                continue
            if not is_whole(post.text, start, end):
                if found:
                    return found
                continue
            if found and end - found[0] > length:
                return found
            found = (found[0] if found else start, shortened(post.text, start, end))
    return found


def _says_nothing(text: str, block: Block) -> bool:
    """Whether a block is no more than a greeting, or a remark in brackets."""
    return any(line.fullmatch(text, block.start, block.end) for line in (_IN_BRACKETS, _GREETING))
