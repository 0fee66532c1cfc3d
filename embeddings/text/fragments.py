"""A post's address with a text fragment that opens it at the quote.

Syntax and matching: https://wicg.github.io/scroll-to-text-fragment/. Words match in any case, on whole words, and
within one block; a range ``start,end`` may run over several.
"""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Sequence
from itertools import takewhile

from embeddings.languages.table import UNSPACED_LETTER
from embeddings.posts import Post
from embeddings.text.sentences import blocks_of
from embeddings.text.superscripts import MARKS, NOTE_GAP, is_plain, plain_characters

_WHOLE = 100
"""Characters up to which a quote goes into the fragment whole; a longer one as its first and last words."""
_MAX_WORDS = 14
_EDGE = re.compile(r"\w")
_WORD = re.compile(rf"[^\s]+(?:{NOTE_GAP}[{MARKS}]\S*)*")
"""What white space parts; the mark of a footnote is one with its word, as it is on the page."""


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
    number = next((block.page for block in post.blocks if block.end > start), 1)
    url = numbered_page(post.url, number)
    # On the page on which the quote begins.
    end = min(end, max((block.end for block in post.blocks if block.page == number), default=end))
    fragment = text_fragment(post, start, end, [other for other in page if other is not post])
    if not fragment:
        return url
    # A page's own fragment, if any, goes before the directive.
    return f"{url}{'' if '#' in url else '#'}:~:text={fragment}"


def numbered_page(url: str, number: int) -> str:
    """The address of a post's page of a number, by WordPress's rule, with which alone posts have several.

    https://developer.wordpress.org/reference/functions/_wp_link_page/
    """
    if number == 1:
        return url
    if "?" in url:
        return f"{url}&page={number}"
    return f"{url}{number}/" if url.endswith("/") else f"{url}/{number}"


def text_fragment(post: Post, start: int, end: int, others: Sequence[Post] = ()) -> str:
    """The directive's value, or empty where no words can tell the quote from the rest of the page."""
    text = post.text
    pieces = _pieces(post, start, end)
    if not pieces:
        return ""
    page = _folded("\n".join([post.title, text, *(part for other in others for part in (other.title, other.text))]))
    words_before, words_after = pieces[0], pieces[-1][::-1]
    first, last = ((words[0][0], words[-1][1]) for words in (pieces[0], pieces[-1]))
    alone = len(pieces) == 1
    if alone and first[1] - first[0] <= _WHOLE and is_plain(text[first[0] : first[1]]):
        return _with_prefix(post, first, page, "")
    head = first
    for count in (4, 7, _MAX_WORDS):
        head = (first[0], _sure(text, words_before, count)[-1][1])
        tail = (_sure(text, words_after, count)[-1][0], last[1])
        if alone and head[1] >= tail[0]:
            return _with_prefix(post, first, page, "")
        # The range ends at the first place after its start where the last words stand.
        between = _folded(text[head[1] : last[1]])
        if between.find(_folded(text[tail[0] : tail[1]])) == len(between) - len(_folded(text[tail[0] : tail[1]])):
            return _with_prefix(post, head, page, "," + _encoded(text[tail[0] : tail[1]]))
    return _with_prefix(post, head, page, "") if alone else ""


def _with_prefix(post: Post, head: tuple[int, int], page: str, rest: str) -> str:
    """The start of the fragment, with the words before or after it where it stands twice on the page."""
    text = post.text
    words = _folded(text[head[0] : head[1]])
    fragment = _encoded(text[head[0] : head[1]]) + rest
    if _is_once(words, page):
        return fragment
    block = next(((b.start, b.end) for b in blocks_of(post) if b.start <= head[0] < b.end), (0, len(text)))
    before = _words(text, block[0], head[0])[::-1]
    for count in (2, 4, 8):
        if taken := _sure(text, before, count):
            prefix = text[taken[-1][0] : taken[0][1]]
            if _is_once(_folded(text[taken[-1][0] : head[1]]), page):
                return f"{_encoded(prefix)}-,{fragment}"
    after = _words(text, head[1], block[1])
    if not rest:
        for count in (2, 4, 8):
            if taken := _sure(text, after, count):
                suffix = text[taken[0][0] : taken[-1][1]]
                if _is_once(_folded(text[head[0] : taken[-1][1]]), page):
                    return f"{fragment},-{_encoded(suffix)}"
    # The words stand twice in the same surroundings: the first place is as good as the other.
    return fragment


def _is_once(words: str, page: str) -> bool:
    """Whether words stand in one place of the page alone: "a a" stands in two of "a a a"."""
    return page.find(words) == page.rfind(words)


def _pieces(post: Post, start: int, end: int) -> list[list[tuple[int, int]]]:
    """The words of each part of the quote that stands in one block, lines apart, and holds a word: from the first to
    the last that the page has for sure."""
    found = []
    for block in blocks_of(post):
        s, e = max(start, block.start), min(end, block.end)
        if s >= e:
            continue
        for line in re.finditer(r"[^\n\t]+", post.text[s:e]):
            words = _words(post.text, s + line.start(), s + line.end())
            sure = [number for number, word in enumerate(words) if is_plain(post.text[slice(*word)])]
            if sure and _EDGE.search(post.text, words[sure[0]][0], words[sure[-1]][1]):
                found.append(words[sure[0] : sure[-1] + 1])
    return found


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of what white space parts; in scripts without it, of every few characters."""
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(text, start, end):
        s, e = match.span()
        if e - s > 30 and UNSPACED_LETTER.search(text, s, e):
            spans += [(i, min(i + 6, e)) for i in range(s, e, 6)]
        else:
            # A browser finds whole words, however long.
            spans.append((s, e))
    return spans


def _sure(text: str, words: Sequence[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """The first of the words, ``count`` at most, up to one of which the page may have other characters."""
    return list(takewhile(lambda word: is_plain(text[slice(*word)]), words[:count]))


def _folded(text: str) -> str:
    return " ".join(plain_characters(text).casefold().split())


def _encoded(text: str) -> str:
    """Percent-encoded; the directive's own ``-``, ``,`` and ``&`` too."""
    return urllib.parse.quote(" ".join(plain_characters(text).split()), safe="").replace("-", "%2D")
