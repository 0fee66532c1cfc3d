"""A post's address with a text fragment that opens it at the quote.

Syntax and matching: https://wicg.github.io/scroll-to-text-fragment/. Words match in any case, on whole words, and
within one block; a range ``start,end`` may run over several.
"""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Sequence

from embeddings.posts import Post
from embeddings.text.sentences import blocks_of

_WHOLE = 100
"""Characters up to which a quote goes into the fragment whole; a longer one as its first and last words."""
_MAX_WORDS = 14
_EDGE = re.compile(r"\w")


def quote_link(post: Post, start: int, end: int, page: Sequence[Post]) -> str:
    """The address that opens the post at ``post.text[start:end]``.

    Args:
        post: the post quoted; without an address the link is empty.
        start: offset of the quote.
        end: offset behind it.
        page: every post that stands at the same address, ``post`` among them.
    """
    if not post.url:
        return ""
    fragment = text_fragment(post, start, end, [other for other in page if other is not post])
    if not fragment:
        return post.url
    # A page's own fragment, if any, goes before the directive.
    return f"{post.url}{'' if '#' in post.url else '#'}:~:text={fragment}"


def text_fragment(post: Post, start: int, end: int, others: Sequence[Post] = ()) -> str:
    """The directive's value, or empty where no words can tell the quote from the rest of the page."""
    text = post.text
    pieces = _pieces(post, start, end)
    if not pieces:
        return ""
    page = _folded("\n".join([post.title, text, *(part for other in others for part in (other.title, other.text))]))
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1 and first[1] - first[0] <= _WHOLE:
        return _with_prefix(post, first, page, "")
    words_before = _words(text, *first)
    words_after = _words(text, *last)
    for count in (4, 7, _MAX_WORDS):
        head = (first[0], words_before[min(count, len(words_before)) - 1][1])
        tail = (words_after[-min(count, len(words_after))][0], last[1])
        if len(pieces) == 1 and head[1] >= tail[0]:
            return _with_prefix(post, first, page, "")
        # The range ends at the first place after its start where the last words stand.
        between = _folded(text[head[1] : last[1]])
        if between.find(_folded(text[tail[0] : tail[1]])) == len(between) - len(_folded(text[tail[0] : tail[1]])):
            return _with_prefix(post, head, page, "," + _encoded(text[tail[0] : tail[1]]))
    return _with_prefix(post, first, page, "") if len(pieces) == 1 else ""


def _with_prefix(post: Post, head: tuple[int, int], page: str, rest: str) -> str:
    """The start of the fragment, with the words before or after it where it stands twice on the page."""
    text = post.text
    words = _folded(text[head[0] : head[1]])
    fragment = _encoded(text[head[0] : head[1]]) + rest
    if page.count(words) <= 1:
        return fragment
    block = next(((b.start, b.end) for b in blocks_of(post) if b.start <= head[0] < b.end), (0, len(text)))
    before = _words(text, block[0], head[0])
    for count in (2, 4, 8):
        prefix = text[before[-min(count, len(before))][0] : before[-1][1]] if before else ""
        if prefix and page.count(_folded(text[before[-min(count, len(before))][0] : head[1]])) == 1:
            return f"{_encoded(prefix)}-,{fragment}"
    after = _words(text, head[1], block[1])
    if not rest:
        for count in (2, 4, 8):
            suffix = text[after[0][0] : after[min(count, len(after)) - 1][1]] if after else ""
            if suffix and page.count(_folded(text[head[0] : after[min(count, len(after)) - 1][1]])) == 1:
                return f"{fragment},-{_encoded(suffix)}"
    # The words stand twice in the same surroundings: the first place is as good as the other.
    return fragment


def _pieces(post: Post, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of the quote that each stand in one block, lines apart, that hold a word."""
    found = []
    for block in blocks_of(post):
        s, e = max(start, block.start), min(end, block.end)
        if s >= e:
            continue
        for line in re.finditer(r"[^\n\t]+", post.text[s:e]):
            body = line.group().strip()
            if _EDGE.search(body):
                at = s + line.start() + line.group().index(body)
                found.append((at, at + len(body)))
    return found


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of what white space parts; in scripts without it, of every few characters."""
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"\S+", text[start:end]):
        s, e = start + match.start(), start + match.end()
        if e - s <= 30:
            spans.append((s, e))
        else:
            spans += [(i, min(i + 6, e)) for i in range(s, e, 6)]
    return spans


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _encoded(text: str) -> str:
    """Percent-encoded; the directive's own ``-``, ``,`` and ``&`` too."""
    return urllib.parse.quote(" ".join(text.split()), safe="").replace("-", "%2D")
