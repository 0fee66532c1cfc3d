"""A post as lines that may be quoted: its sentences in order, each with the kind of block that it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile

from embeddings.languages import pattern_for, words_in
from embeddings.posts import Block, BlockKind, Post
from embeddings.text.borders import QUESTION_MARKS
from embeddings.text.sentences import blocks_of, sentence_spans, shortened

ANNOUNCES = (":", "：")
_BREAKS_OFF = (",", "，", "、", "–", "—", " -")
LISTED = ("item", "code", "table")
"""Kinds of block that a sentence announces."""
_BARE = 12
"""Characters."""
_LABEL = 80
"""Characters."""
_MYTH_LINES = 8
"""Lines of a myth at most, with those before them of what is so instead."""
_SPEAKS = re.compile(r"[*_]*[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){0,2}[*_]*:[*_]* [^\s]")
_SIGNED = re.compile(r"[*_ ]*(?:[—–―]|--)[ \u00a0]?[*_]*[^\W\d_]")
_DOTS = re.compile(r"[*_ ]*(?:…|\.{2,})")
_SIGNATURE = 10
"""Spaces in a signature at most."""
_MARKS = "\"'“‘„«»(*_ "


def _pattern(column: str) -> re.Pattern[str]:
    return re.compile(pattern_for(column), re.IGNORECASE)


_LEANS_BACK, _REPORTS = _pattern("back_references"), _pattern("reports")
_REVERSES = re.compile(f"{pattern_for('reversals')}|{pattern_for('updates')}(?=[^:]{{0,30}}:)", re.IGNORECASE)
_GOES_ON, _ADDS = _pattern("continuations"), _pattern("additions")
_POINTS_TO_TABLE, _ANNOUNCES = _pattern("table_references"), _pattern("announcements")
_PICTURE, _CONTRASTS = _pattern("pictures"), _pattern("contrasts")
_STOP_WORDS = words_in("stop_words")
_MYTH, _FACT = (
    re.compile(rf"{pattern_for(column)}(?:\s*(?:#|nr\.|no\.)?\s*\d+)?[*_ ]*[:：]", re.IGNORECASE)
    for column in ("myths", "facts")
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, a heading or a part of code."""

    text: str
    start: int
    end: int
    kind: BlockKind
    block: int
    """Number of its block."""
    is_header: bool = False
    """Whether it names the columns of a table."""
    leads_on: bool = False
    """Whether code, a list or a table follows at once; of an item, whether a list within it does."""
    level: int = 0
    """How deep a list's item lies in others."""
    refutes: bool = False
    """Whether it says what is so instead of what stands before it: "Fact: ..." below "Myth: ..."."""
    goes_on: bool = False
    """Whether it goes on with the sentence that the code above it stands in: "which prints ..."; or with the paragraph
    before, by dots."""

    @property
    def leans_back(self) -> bool:
        """Whether it opens with a word whose meaning stands in the line before; that of "Here are my" stands in what
        follows."""
        text = self.text.lstrip(_MARKS)
        leans = self.kind not in ("heading", "code", "table") and bool(_LEANS_BACK.match(text))
        return self.goes_on or (leans and not _ANNOUNCES.match(text))

    @property
    def dangles(self) -> bool:
        """Whether that word stands for something, rather than "and" or "also", so that nobody can tell what is
        meant."""
        text = self.text.lstrip(_MARKS)
        return self.goes_on or (self.leans_back and not (_GOES_ON.match(text) or _ADDS.match(text)))

    @property
    def stands_alone(self) -> bool:
        """Whether it can be read without what is before it and behind it, and says something."""
        says = self.kind in ("paragraph", "quotation", "item")
        return says and not (self.leans_back or self.announces or self.asks)

    @property
    def reverses(self) -> bool:
        """Whether it takes back what the line before it says."""
        prose = self.kind in ("paragraph", "quotation", "item")
        return self.refutes or (prose and bool(_REVERSES.match(self.text.lstrip(_MARKS))))

    @property
    def contrasts(self) -> bool:
        """Whether it holds something against the line before it: "But ..."."""
        prose = self.kind in ("paragraph", "quotation", "item")
        return prose and bool(_CONTRASTS.match(self.text.lstrip(_MARKS)))

    @property
    def announces(self) -> bool:
        """Whether it is nothing without what follows it."""
        end = self.text.rstrip("*_ ")
        if self.kind == "paragraph" and end.endswith(("、", "，")):
            # Between photos a sentence goes on in the next paragraph.
            return True
        if end.endswith(ANNOUNCES) and self.kind == "paragraph" and not self.leads_on and _PICTURE.search(self.text):
            # What follows is not read.
            return False
        # "Which of these (if any)"
        breaks_off = end.endswith(_BREAKS_OFF) or end.rstrip(")")[-1:].isalnum()
        return end.endswith(ANNOUNCES) or (self.leads_on and (breaks_off or bool(_ANNOUNCES.search(end))))

    @property
    def is_bare(self) -> bool:
        """Whether it is a word or two from which the next sentence of its block goes on: "Yes."."""
        short = self.kind in ("paragraph", "quotation", "item") and len(self.text) <= _BARE
        return short and self.text.endswith((".", "!", "。", "！")) and self.text.count(" ") <= 1

    @property
    def is_label(self) -> bool:
        """Whether it names something rather than says it, such as what a picture shows: it does not end as a sentence
        does."""
        end = self.text.rstrip("*_ ")[-1:]
        return self.kind == "paragraph" and len(self.text) <= _LABEL and (end.isalnum() or end in ")]*")

    @property
    def speaks(self) -> bool:
        """Whether it opens as what somebody says in a conversation does: "Ada Quill: Rest it."."""
        return self.kind == "paragraph" and bool(_SPEAKS.match(self.text))

    @property
    def signs(self) -> bool:
        """Whether it names who said what stands above it: "— Ada Quill"."""
        text = self.text.rstrip("*_ ")
        if self.kind not in ("paragraph", "quotation") or not _SIGNED.match(text) or text.count(" ") > _SIGNATURE:
            return False
        # So do lines of a dialogue begin, which end as sentences do.
        return text[-1].isalnum() or text.endswith(")")

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip('*_ "”’»)').endswith(QUESTION_MARKS)

    @property
    def points_to_table(self) -> bool:
        """Whether it speaks of a table that follows."""
        return self.kind != "table" and bool(_POINTS_TO_TABLE.search(self.text))


def reports(text: str) -> bool:
    """Whether a sentence says what others say, or what was thought once."""
    return _is_myth(text) or bool(_REPORTS.search(text))


def _is_myth(text: str) -> bool:
    return bool(_MYTH.match(text.lstrip(_MARKS)))


def _refutes(lines: Sequence[Line], row: int) -> bool:
    line = lines[row]
    if not _FACT.match(line.text.lstrip(_MARKS)):
        return False
    before = takewhile(lambda other: line.block - other.block <= 1, reversed(lines[max(0, row - _MYTH_LINES) : row]))
    return any(_is_myth(other.text) for other in before)


def _goes_on(lines: Sequence[Line], row: int) -> bool:
    line = lines[row]
    if row and line.kind == "paragraph" and _DOTS.match(line.text):
        # From photo to photo: "First we mounted the dome ..." and "... which took a day."
        return lines[row - 1].kind == "paragraph" and lines[row - 1].block != line.block
    if not row or line.kind != "paragraph" or lines[row - 1].kind != "code" or not line.text[0].islower():
        return False
    # What else begins with a small letter is more likely a name: "rustc".
    return line.text.split(maxsplit=1)[0].strip(",") in _STOP_WORDS


def header_of(lines: Sequence[Line], row: int) -> int:
    """The row of the header of the table that a row stands in: the one that is marked as such, else its first row."""
    header = row
    while header and not lines[header].is_header and lines[header - 1].kind == "table":
        header -= 1
    return header


def _leads_on(block: Block, following: Block) -> bool:
    if block.kind == "item":
        return following.kind == "item" and following.level > block.level
    return block.kind not in LISTED and following.kind in LISTED


def depth_of(held: Sequence[Line]) -> int:
    """How deep the list lies of which some lines hold items: as the outermost of them, or within it, where that is one
    with a list of its own and nothing before it announces it."""
    depths = {line.block: line.level for line in held if line.kind == "item"}
    outer = min(depths.values(), default=0)
    if any(line.announces and after.kind == "item" for line, after in pairwise(held) if line.kind != "item"):
        return outer
    return outer + (len(depths) > 1 and list(depths.values()).count(outer) == 1)


@lru_cache(maxsize=64)
def lines_of(post: Post) -> tuple[Line, ...]:
    """The lines of a post in order, those of mere punctuation left out."""
    blocks = blocks_of(post)
    lines = [
        Line(
            post.text[start:end],
            start,
            end,
            block.kind,
            number,
            is_header=block.kind == "table" and block.level == 1,
            leads_on=last == block.end and number + 1 < len(blocks) and _leads_on(block, blocks[number + 1]),
            level=block.level if block.kind == "item" else 0,
        )
        for number, block in enumerate(blocks)
        for first, last in sentence_spans(post.text, block)
        for start, end in [(first, shortened(post.text, first, last))]
        if any(char.isalnum() for char in post.text[start:end])
    ]
    return tuple(
        replace(line, refutes=refutes, goes_on=goes_on) if refutes or goes_on else line
        for row, line in enumerate(lines)
        for refutes, goes_on in [(_refutes(lines, row), _goes_on(lines, row))]
    )
