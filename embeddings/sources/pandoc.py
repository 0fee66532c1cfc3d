"""What Pandoc reads otherwise than CommonMark does, and what Quarto and R Markdown make of code that they run, written
as CommonMark has it.

https://pandoc.org/MANUAL.html#pandocs-markdown, https://quarto.org/docs/computations/execution-options.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from embeddings.posts import HOLE
from embeddings.sources.code import is_within, replaced
from embeddings.sources.indented import all_code

_ATTRIBUTE = r"(?:[.#][\w:.-]+|[\w:-]+[ \t]*=[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}]+))"
_ATTRIBUTES = rf"\{{[ \t]*(?:{_ATTRIBUTE}|-|=\w+)(?:[ \t]+{_ATTRIBUTE}){{0,30}}[ \t]*\}}"
_OPENS = re.compile(r"[ \t>]{0,12}(`{3,}|~{3,})[ \t]*+(?:\{([^`]*)\}[ \t]*|[^`{}]*)")
_OWN = re.compile(_ATTRIBUTES)
_CLOSES = re.compile(r"[ \t>]{0,12}(`{3,}|~{3,})[ \t]*")
_RAW = re.compile(r"=(\w+)")
_RUN = re.compile(r"([A-Za-z]\w*)\b(.*)", re.DOTALL)
"""What an engine runs: its language, and options."""
_OPTION = re.compile(r"[ \t>]*(?:#|//|%%|--)\|[ \t]?(.*)")
_FENCE = re.compile(r"[ ]{0,3}:{3,}[ \t]*(?:(\{[^{}]*\}|[\w-]+)[ \t:]*)?")
_CLASS = re.compile(r"(?<=[\s{])\.(content-hidden|content-visible|hidden)(?=[\s}])")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_OTHERWISE = re.compile(r"\b(?:when|unless)-(?:profile|meta)\b")
_FORMAT = re.compile(r"\b(when|unless)-format=[\"']?([\w-]+)")
_FIGURE = re.compile(
    r"(?:\A|(?<=\n\n))[ ]{0,3}!\[((?:[^\[\]\n]|\[[^\[\]\n]{0,300}\]){1,1000})\]\([^()\n]{1,500}\)"
    rf"(?:{_ATTRIBUTES})?[ \t]*(?=\n[ \t]*\n|\n?\Z)"
)
"""An image alone in its paragraph, with what stands below it."""
_MARKER = r"[ ]{0,3}(?:#\.|\(@[\w-]*\))(?=[ \t])"
_EXAMPLES = re.compile(rf"(?:\A|(?<=\n\n)){_MARKER}.*(?:\n{_MARKER}.*)*")
"""A list that is numbered by the page: "#. one" and "(@) one"."""
_EXAMPLE = re.compile(rf"^{_MARKER}", re.MULTILINE)
_HIDDEN = re.compile(r"\b(?:echo|include)[ \t]*[=:][ \t]*(?:F|FALSE|false|no)\b")
_SHOWN = re.compile(r"\becho[ \t]*[=:][ \t]*(?:T|TRUE|true|yes|fenced)\b")
_ALL_HIDDEN = re.compile(
    r"^[^#\n]*\bopts_chunk\$set\((?:[^()]|\([^()]{0,100}\)){0,500}?\becho[ \t]*=[ \t]*F(?:ALSE)?\b", re.MULTILINE
)
_DRAWN = frozenset({"mermaid", "dot", "graphviz", "tikz"})
_INLINE_RUN = re.compile(
    r"(?<!`)`(?:r|\{(?:r|python|julia|ojs)\})(?:[ \t]|\n(?![ \t]*\n))(?:[^`\n]|\n(?![ \t]*\n)){1,500}`(?!`)"
)
_INLINE_RAW = re.compile(r"(?<!`)`([^`\n]{1,1000})`\{=(\w+)\}")
_SPAN = re.compile(r"(?<![!\\\]])\[((?:[^\[\]\n]|\n(?![ \t]*\n)|\[[^\[\]\n]{0,300}\]){1,1000})\]" + rf"({_ATTRIBUTES})")
_OF_CODE = re.compile(rf"(?<=`){_ATTRIBUTES}")
_TITLED = re.compile(
    r"^([ \t]*:{3,})[ \t]*\{[^{}\n]{0,300}?\bcallout[^{}\n]{0,300}?"
    r"\btitle=[\"']([^\"'\n]{1,300})[\"'][^{}\n]{0,300}\}[ \t]*$",
    re.MULTILINE,
)
"""A box with a title."""
_CITED = r"-?@(?:\w[\w:.#$%&+?<>~/-]{0,99}(?<=\w)|\{[^{}\n]{1,200}\})"
_CITATION = re.compile(rf"(?<![\\\]])\[[^\[\]\n@]{{0,200}}{_CITED}[^\[\]\n]{{0,500}}\](?![(\[{{])")
_NAMED_CITATION = re.compile(rf"(?<![\w\\@/.-]){_CITED}(?:[ \t]\[[^\[\]\n]{{1,100}}\])?")
_KEY = (
    r"-?@(?:(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|nte|tip|wrn|imp|cau|suppfig)-[\w-]{1,100}"
    r"|(?:Fig|Tbl|Sec|Eq|Lst|Thm)-[a-z][\w-]{0,99})(?![\w/])"
)
_REFERENCE = re.compile(rf"\[[^\[\]\n@]{{0,100}}{_KEY}[^\[\]\n]{{0,200}}\](?![(\[{{])|(?<![\w\\@/.]){_KEY}")
"""What Quarto puts the number of a figure, a table or a section for."""
_ICON = re.compile(r"\{\{<[ \t]*(?:fa|bi|ai|iconify)[ \t][^\n{}]*>\}\}[ \t]?")
_SPACE = re.compile(r"(?<!\\)\\ ")
"""One at which no line breaks."""
_RULE = re.compile(r"\|[ \t:|-]*-[ \t:|-]*")
_TEX = re.compile(
    r"^\\(?:newpage|pagebreak|clearpage|cleardoublepage|bigskip|medskip|smallskip|noindent|tableofcontents|maketitle"
    r"|appendix|centering|hfill|vspace\*?\{[^{}\n]{0,100}\})[ \t]*$",
    re.MULTILINE,
)
_BORDER = re.compile(r"\+(?:[-=:]{3,500}\+){1,100}[ \t]*")
_DASHES = re.compile(r"[ ]{0,3}-{2,500}(?:[ ]{1,200}-{2,500}){1,50}[ ]*")
_DASHES_ALONE = re.compile(r"-*")
_DRAWN_TABLE = re.compile(r"^(?:\+[-=]|[ ]{0,3}-{2,500}[ ]{1,200}--)", re.MULTILINE)
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
    text = "\n".join(_with_code(text.split("\n"), hides=hides))
    if ":::" in text and ("hidden" in text or "visible" in text):
        text = _without_hidden(text)
    if "{" in text:
        text = replaced(_SPAN, _shown_of, text)
        text = replaced(_TITLED, r"\1 note \2", replaced(_ICON, "", text))
    if "![" in text:
        text = replaced(_FIGURE, r"<figure><figcaption>\n\n\1\n\n</figcaption></figure>\n", text)
    text = replaced(_EXAMPLES, lambda found: _EXAMPLE.sub("1.", found[0]), text)
    if "@" in text:
        text = replaced(_REFERENCE, HOLE, text)
        if cites:
            text = replaced(_NAMED_CITATION, HOLE, replaced(_CITATION, HOLE, text))
    if "\\" in text:
        text = replaced(_SPACE, "\u00a0", replaced(_TEX, "", text))
    return replaced(_CAPTION, r"\1\n\2", replaced(_LINE_BLOCK, _with_breaks, text))


def _with_breaks(block: re.Match[str]) -> str:
    """A block of lines, each with a bar before it, as a paragraph; a table, which ends in a bar, is left."""
    lines = block[0].rstrip("\n").split("\n")
    if any((line.rstrip().endswith("|") and line != "|") or _RULE.fullmatch(line) for line in lines):
        return block[0]
    return "\\\n".join(line[2:] for line in lines) + "\n"


def _with_tables(lines: list[str]) -> Iterator[str]:
    """The lines with tables that are drawn with borders or dashes as those with bars, where no cell spans others."""
    at = 0
    while at < len(lines):
        end = at + 1
        table = None
        if _BORDER.fullmatch(lines[at]):
            while end < len(lines) and lines[end].startswith(("|", "+")):
                end += 1
            table = _table(lines[at:end])
        elif (
            end < len(lines)
            and lines[at].strip()
            and _DASHES.fullmatch(lines[end])
            and not (at and lines[at - 1].strip())
        ):
            while end < len(lines) and lines[end].strip():
                end += 1
            table = _columns(lines[at], lines[at + 1], lines[at + 2 : end]) if end > at + 2 else None
        yield from lines[at:end] if table is None else table
        at = end


def _columns(head: str, dashes: str, lines: list[str]) -> list[str]:
    """A simple table, whose columns stand where its dashes do."""
    starts = [found.start() for found in re.finditer(r"-+", dashes)]
    spans = [*pairwise([0, *starts[1:]]), (starts[-1], None)]
    rows = [[line[start:end].strip().replace("|", "\\|") for start, end in spans] for line in (head, *lines)]
    return _with_bars([row for row in rows if not all(map(_DASHES_ALONE.fullmatch, row))])


def _with_bars(rows: list[list[str]]) -> list[str]:
    shown = ["| " + " | ".join(cells) + " |" for cells in rows]
    return ["", shown[0], "|" + "---|" * len(rows[0]), *shown[1:], ""]


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
    return _with_bars(rows if head == 1 else [[""] * len(spans), *rows])


def _shown_of(span: re.Match[str]) -> str:
    """The words of a span, which may be for another format than a page's."""
    return "" if _is_hidden(span[2]) else span[1]


def _is_hidden(attributes: str) -> bool:
    """Whether what has some attributes is not shown on a page: https://quarto.org/docs/authoring/conditional.html."""
    found, format_ = _CLASS.search(_QUOTED.sub("", attributes)), _FORMAT.search(attributes)
    if found is None or _OTHERWISE.search(attributes):
        return False
    applies = format_ is None or (format_[2].startswith("html") == (format_[1] == "when"))
    return not applies if found[1] == "content-visible" else applies


def _with_inline_code(text: str) -> str:
    text = _INLINE_RAW.sub(lambda found: found[1] if found[2].startswith("html") else "", text)
    return _OF_CODE.sub("", _INLINE_RUN.sub(HOLE, text))


def _without_attributes(line: str) -> str:
    """A heading without those of its own."""
    bare = line.rstrip()
    if not (bare.endswith("}") and bare.lstrip(" ").startswith("#")):
        return line
    at = bare.rfind("{")
    return bare[:at].rstrip() if at > 0 and _OWN.fullmatch(bare, at) else line


@dataclass
class _Block:
    """A fenced block of code."""

    mark: str
    opening: str
    within: str | None
    """What stands in braces behind its mark."""

    @property
    def is_run(self) -> bool:
        return _RUN.fullmatch((self.within or "").strip()) is not None

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
            yield from ("", *(lines if raw[1].startswith("html") else ()), "")
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
    words: list[str] = []
    """Lines outside of code."""
    for line in lines:
        if block is not None:
            if block.closed_by(line):
                hides = hides or (block.is_run and _ALL_HIDDEN.search("\n".join(held)) is not None)
                yield from block.shown(held, [line], hides=hides)
                block = None
            else:
                held.append(line)
        elif opens := _OPENS.fullmatch(line):
            yield from _words(words)
            block, held, words = _Block(opens[1], line, opens[2]), [], []
        else:
            words.append(line)
    yield from _words(words)
    if block is not None:
        yield from block.shown(held, [], hides=hides)


def _words(lines: list[str]) -> Iterator[str]:
    """Lines without the marks of code between backticks, and those of headings."""
    text = "\n".join(lines)
    lines = _with_inline_code(text).split("\n") if "`" in text else lines
    yield from map(_without_attributes, _with_tables(lines) if _DRAWN_TABLE.search(text) else lines)


def _without_hidden(text: str) -> str:
    """Markdown without the boxes that are for another format than a page's; one that is never closed is none."""
    code = all_code(text)
    lines = text.split("\n")
    opened: list[tuple[int, bool]] = []
    """Where each box that is open begins, and whether it is hidden."""
    depths = [0] * (len(lines) + 1)
    """By how much more hidden boxes each line is held than the one before it."""
    at = 0
    for row, line in enumerate(lines):
        fence = None if is_within(code, at) else _FENCE.fullmatch(line)
        at += len(line) + 1
        if fence and fence[1]:
            opened.append((row, _is_hidden(fence[1])))
        elif fence and opened:
            first, hidden = opened.pop()
            if hidden:
                depths[first] += 1
                depths[row + 1] -= 1
    return "\n".join("" if depth else line for line, depth in zip(lines, accumulate(depths), strict=False))
