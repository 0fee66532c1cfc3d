"""Post -> passages: spans over ``post.text`` that end at sentence and paragraph borders."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from embeddings.posts import HOLE, Block, Passage, Post
from embeddings.text.sentences import blocks_of, breaking, is_whole, sentence_spans, shortened, strip_span

PASSAGE_WORDS = 120
"""Words a passage aims at: with its title it then fits the 256 tokens that all-MiniLM-L6-v2 reads."""
SETTINGS = f"words={PASSAGE_WORDS}, v12"
"""Changes whenever posts would be cut or encoded in another way, so that archives know to do it again."""

_CJK = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff"
# As models roughly count: punctuation apart, and two characters of a script without spaces a word.
_WORD = re.compile(rf"[{_CJK}]{{1,2}}|[^\W{_CJK}]+|[^\w\s]")
ADDRESS = re.compile(r"\w{1,10}://\S+")
"""An address as it stands in a text."""
_LONGEST = PASSAGE_WORDS * 16
"""Characters of a passage at most, however few words they are."""
_MIN_SHARE = 0.5
"""A passage at least this full ends at a paragraph's end if the next paragraph would not fit whole."""


@dataclass(frozen=True, slots=True)
class _Unit:
    start: int
    end: int
    words: int
    opens_block: bool
    heading: bool


def cut(post: Post) -> tuple[Passage, ...]:
    """The post's passages in order; none is empty, none overlaps another, together they hold all its words."""
    passages: list[Passage] = []
    held: list[_Unit] = []
    size = 0
    units = list(_units(post))
    for position, unit in enumerate(units):
        full = size + unit.words > PASSAGE_WORDS
        if unit.opens_block and not full and size >= PASSAGE_WORDS * _MIN_SHARE:
            full = unit.heading or size + _block_words(units, position) > PASSAGE_WORDS
        # A heading belongs to what follows it, so a passage never ends with one.
        if held and full:
            carried: list[_Unit] = []
            while len(held) > 1 and held[-1].heading:
                carried.insert(0, held.pop())
            passages.append(Passage(held[0].start, held[-1].end))
            held, size = carried, sum(u.words for u in carried)
        held.append(unit)
        size += unit.words
    if held:
        passages.append(Passage(held[0].start, held[-1].end))
    return tuple(passages)


def sentences_in(post: Post, passage: Passage) -> Iterator[tuple[int, int]]:
    """Spans of the passage's sentences that can be quoted: no headings, no lines of mere punctuation or addresses, and
    none of which the source lacks a part."""
    blocks = blocks_of(post)
    for place in range(bisect_right(blocks, passage.start, key=lambda one: one.end), len(blocks)):
        block = blocks[place]
        if block.start >= passage.end:
            return
        if block.kind == "heading":
            continue
        spans = sentence_spans(post.text, block)
        for place_inside in range(bisect_right(spans, passage.start, key=lambda span: span[1]), len(spans)):
            start, end = spans[place_inside]
            if start >= passage.end:
                break
            s, e = max(start, passage.start), min(end, passage.end)
            if s < e and _says_something(post.text[s:e]) and is_whole(post.text, s, e):
                yield s, shortened(post.text, s, e)


def _says_something(text: str) -> bool:
    return any(char.isalnum() for char in (ADDRESS.sub("", text) if "://" in text else text))


def heading_path(post: Post, passage: Passage) -> str:
    """The headings that the passage stands under, outermost first, as far as they are known."""
    headings, outer = _headings(_Same(post.blocks))
    place = bisect_left(headings, passage.start, key=lambda block: block.start) - 1
    path: list[str] = []
    while place >= 0:
        heading = post.text[headings[place].start : headings[place].end].replace(HOLE, "").strip()
        path = [heading, *path] if heading else path
        place = outer[place]
    return " – ".join(path)


class _Same:
    """Blocks that are looked up as the very object that they are, not by all that they hold."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks

    def __hash__(self) -> int:
        return id(self.blocks)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.blocks is self.blocks


@lru_cache(maxsize=64)
def _headings(of: _Same) -> tuple[list[Block], list[int]]:
    """The headings of a post, and for each the place of the one that it stands under; -1 where it stands under none."""
    headings = [block for block in of.blocks if block.kind == "heading"]
    outer: list[int] = []
    for place, heading in enumerate(headings):
        above = place - 1
        while above >= 0 and headings[above].level >= heading.level:
            above = outer[above]
        outer.append(above)
    return headings, outer


def encoded_text(post: Post, passage: Passage) -> str:
    """What the model reads for a passage: the title and the headings, then the passage."""
    parts = (post.title, heading_path(post, passage), post.text[passage.start : passage.end])
    return "\n".join(part for part in parts if part)


def encoded(post: Post, passage: Passage) -> tuple[str, list[tuple[int, int]]]:
    """:func:`encoded_text`, and the spans in it of the passage's sentences that can be quoted."""
    text = encoded_text(post, passage)
    shift = passage.end - len(text)
    return text, [(start - shift, end - shift) for start, end in sentences_in(post, passage)]


def _block_words(units: list[_Unit], position: int) -> int:
    total = units[position].words
    # By number: a copy of all that follows would be made for each block.
    for number in range(position + 1, len(units)):
        if units[number].opens_block:
            break
        total += units[number].words
    return total


def _units(post: Post) -> Iterator[_Unit]:
    """Sentences, with all that stands between blocks given to the block before it."""
    blocks = blocks_of(post)
    covered = 0
    for block in blocks:
        # Text that no block holds, such as a bullet that blocks leave out, is still part of the post.
        yield from _pieces(post.text, covered, block.start, opens_block=True)
        for number, (start, end) in enumerate(sentence_spans(post.text, block)):
            yield from _pieces(post.text, start, end, opens_block=number == 0, heading=block.kind == "heading")
        covered = block.end
    yield from _pieces(post.text, covered, len(post.text), opens_block=True)


def _pieces(text: str, start: int, end: int, *, opens_block: bool, heading: bool = False) -> Iterator[_Unit]:
    """The span as one unit, or where it is longer than a passage, as several that end at clauses, or at words."""
    start, end = strip_span(text, start, end)
    while start < end:
        words = 0
        stop = end
        for match in _WORD.finditer(text, start, min(end, start + _LONGEST + 1)):
            words += 1
            if words > PASSAGE_WORDS or match.end() - start > _LONGEST:
                stop = breaking(text, start, match.start()) if match.start() > start else min(end, start + _LONGEST)
                words = sum(1 for _ in _WORD.finditer(text, start, stop))
                break
        s, e = strip_span(text, start, stop)
        if s < e:
            yield _Unit(s, e, max(words, 1), opens_block, heading)
            opens_block = False
        start = stop
