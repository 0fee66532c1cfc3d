"""Text that Discord shows as it is written.

Discord's Markdown: https://support.discord.com/hc/en-us/articles/210298617; a backslash before any character that is
neither a letter, a digit nor white space shows that character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import groupby
from urllib.parse import quote

from bot.replies.wording import bullets, cells_of, in_columns
from embeddings import Block

_URL = re.compile(r"https?://[^\s<>\\]+[^\s<>\\.,:;\"'\]]")
_EVERYONE = re.compile(r"@(?:everyone|here)")
_MEANINGFUL = re.compile(r"[\\*_~`|<>\[\]()#@-]")
_ENDING = re.compile(r"[()<>\s\x00-\x1f\x7f-\x9f]")
_FENCE = "```"
FRAME = f"> {_FENCE}"
"""The line above and below code in a block quote."""
_COLUMNS = 40
"""Letters in a line of code that a telephone shows."""
_MOST_IN_CODE = 1200
"""Characters of a table at most that is set out: padding and marks take room."""
_MEANT = "▸ "
"""Before a row in code that would be in bold."""
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_NUMBERED = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)


def escaped(text: str) -> str:
    """The text with all its Markdown, mentions and emoji codes shown as written; addresses stay links."""
    parts: list[str] = []
    position = 0
    for url in _URL.finditer(text):
        if _EVERYONE.search(url.group()):
            continue
        parts += (_escape(text[position : url.start()]), url.group())
        position = url.end()
    return "".join([*parts, _escape(text[position:])])


def unescaped(shown: str) -> str:
    """What :func:`escaped` was given."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", shown)


def _escape(text: str) -> str:
    return _NUMBERED.sub(r"\1\\\2", _MEANINGFUL.sub(lambda match: "\\" + match.group(), text))


def block_quote(
    text: str,
    bold: Sequence[tuple[int, int]] = (),
    blocks: Sequence[Block] = (),
    *,
    above: Sequence[str] = (),
) -> str:
    """The text as a block quote, with nothing in it taken for Markdown.

    Args:
        text: what is quoted.
        bold: offsets of words to be shown in bold, each on one line, in order; that changes none of them.
        blocks: the blocks of the text, by their offsets in it, in order. Code is shown as such, not in bold, items of
            a list with their bullets, and a narrow table with its cells in columns, as only code can be.
        above: what announces the list that the text begins with, or the header of its table, in lines; shown above it.
    """
    shown, position = "", 0
    bulleted = bullets(blocks, headed=bool(above))
    if not (blocks and blocks[0].kind == "table"):
        shown, above = "".join(f"{escaped(line)}\n" for line in above), ()
    for of_table, run in groupby(blocks, key=lambda block: block.kind == "table"):
        for part in [list(run)] if of_table else ([block] for block in run):
            start, end = max(part[0].start, 0), part[-1].end
            gap, words = _in_bold(text, (position, start), bold), _in_bold(text, (start, end), bold)
            item = start in bulleted and not gap.strip()
            if of_table:
                words, above = _table(text, part, bold, above), ()
            elif part[0].kind == "code" and _FENCE not in text[start:end]:
                words = _framed(text[start:end])
            elif item:
                depth, number = bulleted[start]
                indent = "  " * depth
                words = f"{indent}{number or '-'} {words}".replace("\n", f"\n{indent}  ")
            close = item or words.startswith(_FENCE) or shown.endswith(f"\n{_FENCE}")
            shown += (_BLANK_LINES.sub("\n", gap) if close else gap) + words
            position = end
    shown += _in_bold(text, (position, len(text)), bold)
    return "\n".join(f"> {line}" for line in shown.split("\n"))


def _table(text: str, rows: Sequence[Block], bold: Sequence[tuple[int, int]], above: Sequence[str]) -> str:
    """The rows of a table below their header: in columns, which takes code, or else the cells of each in a line. Of
    several rows the one with words in bold has a mark in code."""
    spans = [(max(row.start, 0), row.end) for row in rows]
    table = cells_of([*above, *(text[slice(*span)] for span in spans)])
    columns = in_columns(table, _COLUMNS) if len(table) > 1 else None
    if columns and _FENCE not in "\n".join(columns) and sum(map(len, columns)) <= _MOST_IN_CODE:
        meant = [any(start < end and start < last and first < end for start, end in bold) for first, last in spans]
        if any(meant) and not all(meant):
            marks = [*([False] * len(above)), *meant]
            columns = [f"{_MEANT if mark else '  '}{line}" for mark, line in zip(marks, columns, strict=True)]
        return _framed("\n".join(columns))
    shown = [*map(escaped, above), *(_in_bold(text, span, bold) for span in spans)]
    if len(text) > _MOST_IN_CODE or max(map(len, table)) < 2:
        return "\n".join(row.strip("\t") for row in shown)
    lines = ([cell or "–" for cell in row] if len(row) > 1 else row for row in cells_of(shown))
    return "\n".join(map(" \\| ".join, lines))


def _framed(code: str) -> str:
    return f"{_FENCE}\n{code}\n{_FENCE}"


def _in_bold(text: str, span: tuple[int, int], bold: Sequence[tuple[int, int]]) -> str:
    """What stands in a span of the text, escaped, with the words in bold that are to be."""
    shown, (position, last) = "", span
    for bold_from, bold_to in bold:
        start, end = _narrowed(text, max(bold_from, position), min(bold_to, last))
        if start < end:
            shown += f"{escaped(text[position:start])}**{escaped(text[start:end])}**"
            position = end
    return shown + escaped(text[position:last])


def _narrowed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the marks at its ends beside which the text goes on without a space, as it does in Chinese:
    asterisks between the two count for nothing (https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run)."""
    while start < end and text[start - 1 : start].isalnum() and not text[start].isalnum():
        start += 1
    while start < end and text[end : end + 1].isalnum() and not text[end - 1].isalnum():
        end -= 1
    return start, end


def link(label: str, url: str) -> str:
    """The label as a link; as plain text where there is no address."""
    label = " ".join(label.split())
    address = link_address(url)
    if not address:
        return f"**{escaped(label)}**"
    # Discord refuses a label that looks like an address of its own.
    shown = escaped(label.replace("://", ":/\u2060/"))
    return f"**[{shown}]({address})**"


def link_address(url: str) -> str:
    """The address with nothing in it that would end a link or its line early; empty where it is not that of a page."""
    return (
        _ENDING.sub(lambda found: quote(found.group()), url) if url.lower().startswith(("http://", "https://")) else ""
    )


def timestamp(published: date) -> str:
    """A date in the reader's own language: https://discord.com/developers/docs/reference#message-formatting.

    A post that names only its day stands at noon UTC, which is that day from UTC-12 to UTC+11.
    """
    if not isinstance(published, datetime):
        published = datetime.combine(published, time(12), UTC)
    elif published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    return f"<t:{int(published.timestamp())}:D>"
