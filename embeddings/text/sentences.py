"""Text -> blocks -> sentences, all as spans over the text, in any script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from embeddings.languages import LANGUAGES, spaced, words_in
from embeddings.posts import Block, Post

# Unicode's Sentence_Terminal characters that blogs use; the second group ends a sentence without a space.
_SPACED = ".!?…؟۔।॥։።፧៕"
_UNSPACED = "。！？｡"
_OPENING_QUOTES = "".join(dict.fromkeys("".join(language.opening_quotes for language in LANGUAGES)))
_CLOSING_QUOTES = "".join(dict.fromkeys("".join(language.closing_quotes for language in LANGUAGES)))
# Marks that close in one language and open in another: "“" is German at the end and English at the start. With white
# space behind them they close; text without spaces does not show it, and there they open.
_EITHER = "".join(mark for mark in _CLOSING_QUOTES if mark in _OPENING_QUOTES and mark not in "\"'")
_ALWAYS = "".join(mark for mark in _CLOSING_QUOTES if mark not in _EITHER)
_CLOSERS = rf"[{_ALWAYS}»›)\]}}）】*_]*+"
_SPACED_CLOSERS = rf"[{_ALWAYS}{_EITHER})\]}}）】*_]*+"
_NOTE_MARKS = r"(?:\[\d{1,3}\]|[¹²³⁴-⁹⁰])*+"
# French puts a space before the mark that closes.
_SPACE_AND_CLOSER = r"[ \u00a0\u202f][»›](?=\s|\Z)"
# A run of full stops is tried once, from its first, and nothing is given back: linear in the text.
_BORDER = re.compile(
    rf"(?:(?<![{_SPACED}])[{_SPACED}]++{_NOTE_MARKS}{_SPACED_CLOSERS}{_NOTE_MARKS}(?:{_SPACE_AND_CLOSER}|(?=\s)))"
    rf"|(?:[{_UNSPACED}]+{_CLOSERS})"
)
_OPENERS = f"{_OPENING_QUOTES}([{{*_—–-¿¡ \u00a0\u202f"
_GUILLEMETS = {"«": "»", "‹": "›"}
"""German marks that close, and those that open; the other way round in French."""
_ABBREVIATIONS = words_in("abbreviations")
_NUMBER_ABBREVIATIONS = words_in("number_abbreviations")
_ORDINAL = re.compile(
    rf"\b{spaced('ordinal_leads')}\s+(?:\d{{1,3}}\.?\s*(?:und|oder|bis|,|–|-)\s*)?\d{{1,3}}$", re.IGNORECASE
)
_DAY = re.compile(r"(?<![\d.,:])(?:[12]?\d|3[01])$")
_ORDINAL_LANGUAGES = [language for language in LANGUAGES if language.ordinal_leads]
_ORDINAL_MONTHS = frozenset(month for language in _ORDINAL_LANGUAGES for month in language.months) - frozenset(
    month for language in LANGUAGES if not language.ordinal_leads for month in language.months
)
"""Months that no language has which writes "3" where German writes "3."."""
_NO_NOUNS = frozenset(word for language in _ORDINAL_LANGUAGES for word in language.stop_words)
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_INITIAL = re.compile(r"(?:^|[\s(\[“‘„«\"'.-])\w$")
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
    opening = rest.lstrip(_OPENERS)
    if opening[:1].islower() and opening[:3] not in ("iPh", "iPa", "eBa"):
        return False
    if mark[-1] in _GUILLEMETS and not _closes(text, border.end() - 1, block):
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    before = text[max(block.start, border.start() - 40) : border.start()]
    word = _LAST_WORD.search(before[-24:])
    if word is None:
        return True
    last = word.group().casefold().strip(".")
    if len(mark) == 1:
        if last in _NUMBER_ABBREVIATIONS:
            return not opening[:1].isdigit()
        if last in _ABBREVIATIONS or _is_ordinal(before, rest):
            return False
    if _INITIAL.search(before) and last.isalpha() and last != "i":
        return False
    # "1. First" at the head of a block numbers it.
    return not (last.isdigit() and border.start() - len(word.group()) == block.start)


def _closes(text: str, at: int, block: Block) -> bool:
    """Whether a guillemet closes a quotation as in German, rather than opening one as in French."""
    opening = _GUILLEMETS[text[at]]
    start = max(block.start, at - MAX_SENTENCE)
    return text.rfind(opening, start, at) > text.rfind(text[at], start, at)


def _is_ordinal(before: str, rest: str) -> bool:
    """Whether the number before a full stop is a German ordinal: "am 3. Juli", "in der 3. Klasse".

    Decided by an article before it and a noun behind it, or by a month that only German has.
    """
    word = _NEXT_WORD.match(rest)
    if word is None:
        return False
    following = word.group().casefold()
    if following in _ORDINAL_MONTHS and _DAY.search(before):
        return True
    return len(following) > 2 and following not in _NO_NOUNS and bool(_ORDINAL.search(before))
