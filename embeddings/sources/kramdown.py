"""What kramdown, Jekyll's reader of Markdown, reads otherwise than CommonMark does, written as CommonMark has it.

See https://kramdown.gettalong.org/syntax.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from embeddings.sources.code import is_within, markdown_code, replaced

_READ_INSIDE = re.compile(
    r"(^[ ]{0,3}<[a-z][\w-]{0,30}\b[^<>\n]{0,300}?\bmarkdown[ \t]{0,9}=[ \t]{0,9}[\"']?(?:1|block|span)\b"
    r"[^<>\n]{0,300}>)[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
_CONTENTS = re.compile(
    r"^[ ]{0,3}(?:[*+-]|\d{1,9}\.)[ \t].*\n[ ]{0,3}\{:[^{}\n]*\btoc\b[^{}\n]*\}[ \t]*$", re.MULTILINE
)
_COMMENT, _COMMENT_END = "{::comment}", re.compile(r"\{:/(?:comment)?\}")
_BREAK = re.compile(r"\\\\[ \t]*$", re.MULTILINE)
"""Two backslashes, which break a line."""
_QUOTED = re.compile(r"[ ]{0,3}>")
_ENDS_QUOTATION = re.compile(r"[ \t]*$|[ ]{0,3}(?:\{:|\^[ \t]*$|</?[a-z])", re.IGNORECASE)


def with_markdown_in_html(text: str) -> str:
    """Markdown with what stands in an element that says ``markdown="1"`` as Markdown; so for PHP Markdown Extra and
    Python-Markdown too."""
    return replaced(_READ_INSIDE, r"\1\n\n", text) if "markdown" in text else text


def without_contents(text: str) -> str:
    """Markdown without the list in whose place kramdown puts the table of contents."""
    return replaced(_CONTENTS, "", text) if "toc" in text else text


def without_comments(text: str) -> str:
    """Markdown without kramdown's comments."""
    parts: list[str] = []
    position = at = 0
    code = markdown_code(text) if _COMMENT in text else []
    while (at := text.find(_COMMENT, at)) >= 0 and (end := _COMMENT_END.search(text, at)):
        if not is_within(code, at):
            parts.append(text[position:at])
            position = end.end()
        at = end.end()
    return "".join([*parts, text[position:]])


def with_breaks(text: str) -> str:
    """Markdown with CommonMark's sign where two backslashes break a line."""
    return replaced(_BREAK, r"\\", text) if "\\\\" in text else text


def with_whole_quotations(text: str) -> str:
    """Markdown with each quotation marked to its end: it goes on to the next blank line, whatever its lines are."""
    return "\n".join(_marked(text)) if _QUOTED.search(text) else text


def _marked(text: str) -> Iterator[str]:
    code = markdown_code(text)
    quoted = False
    at = 0
    for line in text.split("\n"):
        is_quoted = _QUOTED.match(line) is not None
        goes_on = quoted and not is_quoted and not is_within(code, at) and not _ENDS_QUOTATION.match(line)
        quoted = is_quoted or goes_on
        at += len(line) + 1
        yield f"> {line}" if goes_on else line
