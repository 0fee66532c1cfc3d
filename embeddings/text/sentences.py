"""Text -> blocks -> sentences, all as spans over the text, in any script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from embeddings.languages import pattern_for, words_in
from embeddings.posts import HOLE, Block, Post
from embeddings.text.borders import borders
from embeddings.text.pairs import pairs

_BULLET = re.compile(r"[ \t]*(?:[•◦▪‣·*+–-]|\(?\d{1,3}[.)]|\(?[a-z][.)])[ \t]+(?=\S)")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"[^\n]+")
MAX_SENTENCE = 700
"""Characters; a longer stretch without a border is cut at a word, so that a quote can be read."""
_CLAUSE = re.compile(r"[,;)\]”»]+(?=\s)|\s[–—-](?=\s)|—|[、，；]")
_SPACED_WORD = re.compile(r"\S+")
_STOP_WORDS, _DENIAL = words_in("stop_words"), re.compile(pattern_for("denials"), re.IGNORECASE)
_LONG_LINE = 120
"""Characters; a paragraph with a longer line is not hard-wrapped, so each of its lines is a paragraph."""


def shortened(text: str, start: int, end: int) -> int:
    """Where the span ends if it may hold at most ``MAX_SENTENCE`` characters."""
    if end - start <= MAX_SENTENCE:
        return end
    return strip_span(text, start, breaking(text, start, start + MAX_SENTENCE))[1]


def breaking(text: str, start: int, end: int) -> int:
    """Where to break off a sentence that goes on behind ``end``, so that its parts say no other thing than it does: at
    the end of a clause, or else in front of words that stand for nothing alone, such as "not" and "the"; never before
    the middle of the span, unless that is one word."""
    middle = (start + end) // 2
    clauses = [match.end() for match in _CLAUSE.finditer(text, middle, end)]
    if clauses:
        return clauses[-1]
    words = [*_SPACED_WORD.finditer(text, start, end)]
    # A word that goes on behind the end is not broken.
    if words and words[-1].end() == end and len(words) > 1:
        words.pop()
    for match in reversed(words):
        word = match.group()
        if match.end() > middle and word.casefold() not in _STOP_WORDS and not _DENIAL.fullmatch(word):
            return match.end()
    return words[-1].end() if len(words) > 1 else end


def blocks_of(post: Post) -> tuple[Block, ...]:
    """The post's own blocks, or those that blank lines, bullets and line lengths show in plain text."""
    return post.blocks or _plain_blocks(post.text)


@lru_cache(maxsize=512)
def _plain_blocks(text: str) -> tuple[Block, ...]:
    return tuple(_found_blocks(text))


def _found_blocks(text: str) -> Iterator[Block]:
    start = 0
    for gap in [*_BLANK_LINES.finditer(text), None]:
        end = gap.start() if gap else len(text)
        yield from _paragraph_blocks(text, start, end)
        start = gap.end() if gap else end


def _paragraph_blocks(text: str, start: int, end: int) -> Iterator[Block]:
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text, start, end)]
    wrapped = all(e - s <= _LONG_LINE for s, e in lines)
    opened: tuple[int, bool] | None = None
    last = start
    for s, e in lines:
        bullet = _BULLET.match(text, s, e)
        if opened and (bullet or not wrapped):
            yield from _block(text, opened[0], last, opened[1])
            opened = None
        if opened is None:
            opened = (bullet.end() if bullet else s, bool(bullet))
        last = e
    if opened:
        yield from _block(text, opened[0], last, opened[1])


def _block(text: str, start: int, end: int, item: bool) -> Iterator[Block]:
    start, end = strip_span(text, start, end)
    if start < end:
        yield Block(start, end, "item" if item else "paragraph")


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a span holds all that a reader sees of it, so that it may be quoted."""
    return HOLE not in text[start:end]


def longest_whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The longest part of a span that holds all that a reader sees of it."""
    pieces = re.finditer(f"[^{HOLE}]+", text[start:end])
    longest = max(pieces, key=lambda piece: piece.end() - piece.start(), default=None)
    return strip_span(text, start + longest.start(), start + longest.end()) if longest else (start, start)


def broken_sentences(post: Post) -> int:
    """How many sentences of a post are never quoted, since its source does not hold all that a reader sees of them."""
    if HOLE not in post.text:
        return 0
    spans = (span for block in blocks_of(post) for span in sentence_spans(post.text, block))
    return sum(not is_whole(post.text, *span) for span in spans)


def strip_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    body = text[start:end]
    return start + len(body) - len(body.lstrip()), end - (len(body) - len(body.rstrip()))


@lru_cache(maxsize=4096)
def sentence_spans(text: str, block: Block) -> tuple[tuple[int, int], ...]:
    """Spans of the block's sentences in order, white space at their ends left out.

    A block of code is cut at its blank lines, since a line of code says little alone. Together the spans hold
    every character of the block that is not white space.
    """
    if block.kind == "code":
        ends = [m.end() for m in _BLANK_LINES.finditer(text, block.start, block.end)]
    else:
        ends = _closed(text, block, list(borders(text, block.start, block.end)))
    spans = []
    start = block.start
    for border in [*ends, block.end]:
        s, e = strip_span(text, start, border)
        if s < e:
            spans.append((s, e))
        start = border
    return tuple(spans)


def _closed(text: str, block: Block, ends: list[int]) -> list[int]:
    """The borders that leave no quotation or bracket open, and those in one where the sentence would get too long."""
    if not ends:
        return ends
    marked = iter([*pairs(text, block.start, block.end), (block.end, block.end)])
    opens, closes = next(marked)
    start = inside = block.start
    kept: list[int] = []
    waiting: list[int] = []
    for border in [*ends, block.end]:
        while opens < border:
            inside = max(inside, closes)
            opens, closes = next(marked)
        if border < inside:
            waiting.append(border)
            continue
        if border - start > MAX_SENTENCE:
            kept += waiting
        kept.append(border)
        start, waiting = border, []
    return kept[:-1]
