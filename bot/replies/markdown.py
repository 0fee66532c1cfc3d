"""Text that Discord shows as it is written.

Discord's Markdown: https://support.discord.com/hc/en-us/articles/210298617; a backslash before any character that is
neither a letter, a digit nor white space shows that character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from urllib.parse import quote

from bot.replies.wording import bullets
from embeddings import Block

_URL = re.compile(r"https?://[^\s<>\\]+[^\s<>\\.,:;\"'\]]")
_EVERYONE = re.compile(r"@(?:everyone|here)")
_MEANINGFUL = re.compile(r"[\\*_~`|<>\[\]()#@-]")
_ENDING = re.compile(r"[()<>\s\x00-\x1f\x7f-\x9f]")
_FENCE = "```"
FRAME = f"> {_FENCE}"
"""The line above and below code in a block quote."""
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
    text: str, bold: Sequence[tuple[int, int]] = (), blocks: Sequence[Block] = (), *, headed: bool = False
) -> str:
    """The text as a block quote, with nothing in it taken for Markdown.

    Args:
        text: what is quoted.
        bold: offsets of words to be shown in bold, each on one line, in order; that changes none of them.
        blocks: the blocks of the text, by their offsets in it, in order. Code is shown as such, not in bold, and items
            of a list with their bullets.
        headed: whether what announces the list stands above the text.
    """
    shown, position = "", 0
    bulleted = bullets(blocks, headed=headed)
    for block in blocks:
        inside = (max(block.start, 0), block.end)
        code = block.kind == "code" and _FENCE not in text[slice(*inside)]
        gap = _in_bold(text, (position, inside[0]), bold)
        item = block.start in bulleted and not gap.strip()
        shown += _BLANK_LINES.sub("\n", gap) if code or item or shown.endswith(f"\n{_FENCE}") else gap
        if code:
            shown += f"{_FENCE}\n{text[slice(*inside)]}\n{_FENCE}"
        elif item:
            depth, number = bulleted[block.start]
            indent = "  " * depth
            shown += f"{indent}{number or '-'} {_in_bold(text, inside, bold)}".replace("\n", f"\n{indent}  ")
        else:
            shown += _in_bold(text, inside, bold)
        position = block.end
    shown += _in_bold(text, (position, len(text)), bold)
    return "\n".join(f"> {line}" for line in shown.split("\n"))


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
