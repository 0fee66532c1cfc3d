"""Text -> blocks -> sentences, all as spans over the text, in any script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from embeddings.posts import Block, Post

# Unicode's Sentence_Terminal characters that blogs use; the second group ends a sentence without a space.
_SPACED = ".!?…؟۔।॥։።፧៕"
_UNSPACED = "。！？｡"
_CLOSERS = r"""["'”’»›)\]}」』）】》〉*_]*"""
_NOTE_MARKS = r"(?:\[\d{1,3}\]|[¹²³⁴-⁹⁰])*"
_BORDER = re.compile(rf"(?:[{_SPACED}]+{_NOTE_MARKS}{_CLOSERS}{_NOTE_MARKS}(?=\s))|(?:[{_UNSPACED}]+{_CLOSERS})")
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof rev st sr jr hon gen col capt lt sgt gov sen rep pres messrs mt ft no nos vol vols
    fig figs eq sec ch pp p ed eds trans approx ca cf e.g i.e viz vs v al resp incl excl dept univ inc
    ltd co corp bros est jan feb mar apr jun jul aug sep sept oct nov dec bzw z.b u.a d.h usw evtl nr
    str abs ggf ca vgl sra srta dra ud uds p.ej núm pág mme mlle art""".split()
)
_INITIAL = re.compile(r"(?:^|[\s(\[“‘\"'.-])\w$")
_LAST_WORD = re.compile(r"[\w.]+$")
_BULLET = re.compile(r"[ \t]*(?:[•◦▪‣·*+–-]|\(?\d{1,3}[.)]|\(?[a-z][.)])[ \t]+(?=\S)")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"[^\n]+")
MAX_SENTENCE = 700
"""Characters; a longer stretch without a border is cut at a word, so that a quote can be read."""
_LONG_LINE = 120
"""Characters; a paragraph with a longer line is not hard-wrapped, so each of its lines is a paragraph."""


def shortened(text: str, start: int, end: int) -> int:
    """Where the span ends if it may hold at most ``MAX_SENTENCE`` characters."""
    if end - start <= MAX_SENTENCE:
        return end
    space = max(text.rfind(" ", start, start + MAX_SENTENCE), text.rfind("\n", start, start + MAX_SENTENCE))
    return space if space > start else start + MAX_SENTENCE


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
        borders = [m.end() for m in _BLANK_LINES.finditer(text, block.start, block.end)]
    else:
        borders = [m.end() for m in _BORDER.finditer(text, block.start, block.end) if _ends_here(text, m, block)]
    spans = []
    start = block.start
    for border in [*borders, block.end]:
        s, e = strip_span(text, start, border)
        if s < e:
            spans.append((s, e))
        start = border
    return tuple(spans)


def _ends_here(text: str, border: re.Match[str], block: Block) -> bool:
    """Whether a sentence really ends at this punctuation: not after "Dr." and not before a small letter."""
    mark = border.group()
    if mark[0] in _UNSPACED:
        return True
    rest = text[border.end() : min(border.end() + 40, block.end)].lstrip()
    opening = rest.lstrip("\"'“‘«‹([{*_—–-¿¡ ")
    if opening[:1].islower() and opening[:3] not in ("iPh", "iPa", "eBa"):
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    before = text[max(block.start, border.start() - 24) : border.start()]
    word = _LAST_WORD.search(before)
    if word is None:
        return True
    last = word.group().casefold().strip(".")
    if last in _ABBREVIATIONS and len(mark) == 1:
        # "No." and the months also end sentences; as abbreviations a number follows them.
        return last in ("no", "mar", "dec", "sec", "art", "ed", "co", "inc", "ltd", "al") and not opening[:1].isdigit()
    if _INITIAL.search(before) and last.isalpha() and last != "i":
        return False
    # "1. First" at the head of a block numbers it.
    return not (last.isdigit() and border.start() - len(word.group()) == block.start)
