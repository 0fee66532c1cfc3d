"""What Pandoc reads otherwise than CommonMark does, and what Quarto and R Markdown make of code that they run, written
as CommonMark has it.

https://pandoc.org/MANUAL.html#pandocs-markdown, https://quarto.org/docs/computations/execution-options.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from embeddings.posts import HOLE
from embeddings.sources.code import replaced

_ATTRIBUTES = (
    r"\{[ \t]*(?:[.#][\w:.-]+|-|=\w+|[\w:-]+[ \t]*=[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}]+))"
    r"(?:[ \t]+(?:[.#][\w:.-]+|[\w:-]+[ \t]*=[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}]+))){0,30}[ \t]*\}"
)
_OPENS = re.compile(r"[ >]{0,12}(`{3,}|~{3,})[ \t]*+(?:\{([^{}]*)\}[ \t]*|[^`{}]*)")
_CLOSES = re.compile(r"[ >]{0,12}(`{3,}|~{3,})[ \t]*")
_RAW = re.compile(r"=(\w+)")
_RUN = re.compile(r"([A-Za-z]\w*)\b(.*)", re.DOTALL)
"""What an engine runs: its language, and options."""
_OPTION = re.compile(r"[ \t>]*(?:#|//|%%|--)\|[ \t]?(.*)")
_HIDDEN = re.compile(r"\b(?:echo|include)[ \t]*[=:][ \t]*(?:F|FALSE|false|no)\b")
_SHOWN = re.compile(r"\becho[ \t]*[=:][ \t]*(?:T|TRUE|true|yes|fenced)\b")
_ALL_HIDDEN = re.compile(r"\bopts_chunk\$set\([^()]{0,500}\becho[ \t]*=[ \t]*F(?:ALSE)?\b")
_DRAWN = frozenset({"mermaid", "dot", "graphviz", "tikz"})
_INLINE_RUN = re.compile(r"(?<!`)`(?:r|\{(?:r|python|julia|ojs)\})[ \t][^`\n]{1,500}`(?!`)")
_INLINE_RAW = re.compile(r"(?<!`)`([^`\n]{1,1000})`\{=(\w+)\}")
_SPAN = re.compile(rf"(?<![!\\\]])\[((?:[^\[\]\n]|\[[^\[\]\n]{{0,300}}\]){{1,1000}})\]{_ATTRIBUTES}")
_OF_CODE = re.compile(rf"(?<=`){_ATTRIBUTES}")
_UNNUMBERED = re.compile(r"[ \t]\{-\}[ \t]*$", re.MULTILINE)
_TITLED = re.compile(
    r"^([ \t]*:{3,})[ \t]*\{[^{}\n]{0,300}?\btitle=\"([^\"\n]{1,300})\"[^{}\n]{0,300}\}[ \t]*$", re.MULTILINE
)
"""A box with a title."""
_CITED = r"-?@(?:\w[\w:.#$%&+?<>~/-]{0,99}(?<=\w)|\{[^{}\n]{1,200}\})"
_CITATION = re.compile(rf"(?<![\\\]])\[[^\[\]\n@]{{0,200}}{_CITED}[^\[\]\n]{{0,500}}\](?![(\[{{])")
_NAMED_CITATION = re.compile(rf"(?<![\w\\@/.-]){_CITED}(?:[ \t]\[[^\[\]\n]{{1,100}}\])?")
_REFERENCE = re.compile(
    r"\[?(?<![\w\\@/.])-?@(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|nte|tip|wrn|imp|cau|suppfig)"
    r"-[\w-]+(?:[ \t]{0,3};[ \t]{0,3}-?@[\w-]+){0,20}\]?"
)
"""What Quarto puts the number of a figure, a table or a section for."""
_ICON = re.compile(r"\{\{<[ \t]*(?:fa|bi|ai|iconify)[ \t][^\n{}]*>\}\}[ \t]?")
_SPACE = re.compile(r"(?<!\\)\\ ")
"""One at which no line breaks."""
_RULE = re.compile(r"\|[ \t:|-]*-[ \t:|-]*")
_TEX = re.compile(r"^\\[A-Za-z]{2,40}(?:\{[^{}\n]{0,100}\})?[ \t]*$", re.MULTILINE)
_BORDER = re.compile(r"\+(?:[-=:]{3,500}\+){1,100}[ \t]*")
_LINE_BLOCK = re.compile(r"(?:(?<=\n\n)|\A)(?:\|(?:[ ].*)?(?:\n|\Z)){1,500}")
_CAPTION = re.compile(r"(^\|.*\n)\n?(?:Table)?:[ \t](.*)$", re.MULTILINE)


def with_pandocs_marks(text: str, *, cites: bool = False, hides: bool = False) -> str:
    """Markdown without the marks of Pandoc's that CommonMark has not.

    A value that is computed, the number of a figure and a citation are known to the page alone: there is a hole.

    Args:
        text: the Markdown.
        cites: whether the post has a bibliography, so that ``@key`` is a citation.
        hides: whether the code that is run is not shown, unless a block says so.
    """
    lines = _with_code(text.split("\n"), hides=hides or _ALL_HIDDEN.search(text) is not None)
    text = "\n".join(_with_tables(list(lines)) if "+--" in text or "+==" in text else lines)
    if "{" in text:
        for pattern, by in ((_ICON, ""), (_UNNUMBERED, ""), (_SPAN, r"\1"), (_TITLED, r"\1 note \2")):
            text = replaced(pattern, by, text)
    if "@" in text:
        text = replaced(_REFERENCE, HOLE, text)
        if cites:
            text = replaced(_NAMED_CITATION, HOLE, replaced(_CITATION, HOLE, text))
    if "\\" in text:
        text = replaced(_SPACE, "\u00a0", replaced(_TEX, "", text))
    return replaced(_CAPTION, r"\1\n\2", _LINE_BLOCK.sub(_with_breaks, text) if "|" in text else text)


def _with_breaks(block: re.Match[str]) -> str:
    """A block of lines, each with a bar before it, as a paragraph; a table, which ends in a bar, is left."""
    lines = block[0].rstrip("\n").split("\n")
    if any((line.rstrip().endswith("|") and line != "|") or _RULE.fullmatch(line) for line in lines):
        return block[0]
    return "\\\n".join(line[2:] for line in lines) + "\n"


def _with_tables(lines: list[str]) -> Iterator[str]:
    """The lines with tables that are drawn with borders as those with bars, where no cell spans others."""
    at = 0
    while at < len(lines):
        end = at + 1
        if _BORDER.fullmatch(lines[at]):
            while end < len(lines) and lines[end].startswith(("|", "+")):
                end += 1
        table = _table(lines[at:end]) if end > at + 1 else None
        yield from lines[at:end] if table is None else table
        at = end


def _table(lines: list[str]) -> list[str] | None:
    columns = [at for at, char in enumerate(lines[0]) if char == "+"]
    spans = list(pairwise(columns))
    rows: list[list[str]] = []
    row: list[str] = []
    """Its lines."""
    head = 0
    for line in lines[1:]:
        if _BORDER.fullmatch(line):
            rows.append([" ".join(one[start + 1 : end].strip() for one in row).strip() for start, end in spans])
            row = []
            head = head or len(rows) * ("=" in line)
        elif len(line) > columns[-1] and all(line[at] == "|" for at in columns):
            row.append(line)
        else:
            return None
    if not rows or row:
        return None
    rows = rows if head == 1 else [[""] * len(spans), *rows]
    shown = ["| " + " | ".join(cells) + " |" for cells in rows]
    return ["", shown[0], "|" + "---|" * len(spans), *shown[1:], ""]


def _with_inline_code(line: str) -> str:
    line = _INLINE_RAW.sub(lambda found: found[1] if found[2] == "html" else "", line)
    return _OF_CODE.sub("", _INLINE_RUN.sub(HOLE, line))


@dataclass
class _Block:
    """A fenced block of code."""

    mark: str
    opening: str
    within: str | None
    """What stands in braces behind its mark."""

    def closed_by(self, line: str) -> bool:
        found = _CLOSES.fullmatch(line)
        return found is not None and found[1][0] == self.mark[0] and len(found[1]) >= len(self.mark)

    def shown(self, lines: list[str], closing: list[str], *, hides: bool) -> Iterator[str]:
        """What stands there for it.

        Args:
            lines: of the code.
            closing: the line that closes it, if one does.
            hides: whether blocks that are run are hidden unless they say otherwise.
        """
        within = (self.within or "").strip()
        raw, run = _RAW.fullmatch(within), _RUN.fullmatch(within)
        if raw:
            yield from ("", *(lines if raw[1] == "html" else ()), "")
        elif run is None:
            yield from (self.opening, *lines, *closing)
        else:
            options = [found[1] for line in lines if (found := _OPTION.fullmatch(line))]
            said = "\n".join([run[2], *options])
            hidden = _HIDDEN.search(said) or (hides and not _SHOWN.search(said)) or run[1].lower() in _DRAWN
            code = [line for line in lines if not _OPTION.fullmatch(line)]
            before = self.opening[: self.opening.index(self.mark)]
            yield from ("",) if hidden else (f"{before}{self.mark}{run[1]}", *code, *closing)


def _with_code(lines: list[str], *, hides: bool) -> Iterator[str]:
    block: _Block | None = None
    held: list[str] = []
    for line in lines:
        if block is None:
            opens = _OPENS.fullmatch(line)
            if opens is None:
                yield _with_inline_code(line) if "`" in line else line
            else:
                block, held = _Block(opens[1], line, opens[2]), []
        elif block.closed_by(line):
            yield from block.shown(held, [line], hides=hides)
            block = None
        else:
            held.append(line)
    if block is not None:
        yield from block.shown(held, [], hides=hides)
