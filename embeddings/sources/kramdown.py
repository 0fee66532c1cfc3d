"""What kramdown, Jekyll's reader of Markdown, reads otherwise than CommonMark does, written as CommonMark has it.

See https://kramdown.gettalong.org/syntax.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from embeddings.sources.code import Span, is_within, markdown_code, replaced

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
_TAG = re.compile(r"<!--|<(/?)([a-z][\w-]{0,60}(?::[a-z][\w-]{0,60})?)(?=[\s/>])([^<>]{0,2000})>", re.IGNORECASE)
_STARTS_LINE = re.compile(r"(?:^|\n)([ ]{0,3})\Z")
_MARKDOWN = re.compile(r"\bmarkdown\s{0,9}=\s{0,9}[\"']?(?:1|block|span)\b", re.IGNORECASE)
_INLINE = frozenset(
    """a abbr acronym b bdo big br button cite code del dfn em i img input ins kbd label mark option q rb rbc rp rt rtc
    ruby samp select small span strong sub sup tt u var""".split()
)
_EMPTY = frozenset("area base br col command embed hr img input keygen link meta param source track wbr".split())
_SCRIPTS = ("script", "style")
_UNSEEN = "<!-- -->"
_OPENS_TEXT = "|".join(sorted(_INLINE - set("button code kbd label option samp select tt".split())))
_INLINE_ALONE = re.compile(
    rf"^([ ]{{0,3}}(?:</?(?:{_OPENS_TEXT})\b[^<>\n]{{0,500}}>[ \t]{{0,9}}){{1,20}})\n"
    rf"(?=[ ]{{0,3}}(?:[^\s<>#|`~+:\d*-]|\*{{1,2}}[^\s*]|</?(?:{_OPENS_TEXT})\b))"
    r"(?![^\n]*\n[ ]{0,3}(?:=+|-+)[ \t]*(?:\n|\Z))",
    re.IGNORECASE | re.MULTILINE,
)
"""A line of nothing but tags of a paragraph, which goes on in the next one, and is no heading."""
_SIGN = r"[^\s()<>\"']"
_SPACED_LINK = re.compile(
    r"(?<!\\)(\[[^\[\]\n]{1,300}(?:\n[^\[\]\n]{1,300}){0,2}\]\()[ \t]{0,9}"
    rf"((?:https?://|mailto:|\.{{0,2}}/){_SIGN}{{0,2000}}"
    rf"(?:(?:[ \t]{{1,9}}|\n(?![ \t]*(?:[#>*+-]|\d+[.)])))[ \t]{{0,9}}{_SIGN}{{1,2000}}){{1,20}}?)"
    r"(?=(?:[ \t]{1,9}(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?[ \t]{0,9}\))"
)
"""A link up to its address with white space in it, which nobody would take for the values of a function."""
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n)")
_REST_OF_LINE = re.compile(r"[ \t]*")
_ENDS_BLOCK = re.compile(r"[ \t]*(?:\n[ \t]*(?:\n|\Z)|\Z)")


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


def with_spaced_links(text: str, code: Sequence[Span] | None = None, *, whole_only: bool = False) -> str:
    """Markdown with the addresses of links in one, whatever white space is in them.

    Args:
        text: the Markdown.
        code: where it has code, if that is known.
        whole_only: whether only addresses that name their site are.
    """
    if "](" not in text:
        return text
    spans = markdown_code(text) if code is None else code

    def in_one(found: re.Match[str]) -> str:
        if is_within(spans, found.start()) or (whole_only and not found[2].startswith("http")):
            return found.group()
        return found[1] + "%20".join(found[2].split())

    return _SPACED_LINK.sub(in_one, text)


def with_inline_html(text: str) -> str:
    """Markdown in which a line of nothing but tags of a paragraph begins one, rather than what is shown as typed."""
    return replaced(_INLINE_ALONE, r"\1 ", text) if "<" in text else text


def with_whole_html(text: str, *, all_markdown: bool = False) -> str:
    """Markdown with each element of HTML whole: it goes on to its closing tag, over blank lines, and ends there, where
    CommonMark takes what stands up to the next blank line.

    Args:
        text: the Markdown.
        all_markdown: whether what is in elements is Markdown, as if each said so.
    """
    return _Elements(text, markdown_code(text), all_markdown).whole() if "<" in text else text


@dataclass
class _Elements:
    """The elements of a text, as kramdown finds their ends: a closing tag that is not the innermost one's is text."""

    text: str
    code: Sequence[Span]
    all_markdown: bool
    opened: list[tuple[str, bool]] = field(default_factory=list)
    """The names of those that are open, and whether what is in them is shown as it is typed."""
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    """Places in the text, and what is put there."""
    indent: str = ""
    """That of the outermost one."""
    parted: int = -1
    """Where what follows the last one starts that was parted from it."""

    @property
    def as_typed(self) -> bool:
        return bool(self.opened) and self.opened[-1][1]

    def whole(self) -> str:
        parts: list[str] = []
        position = read = 0
        for tag in _TAG.finditer(self.text):
            if tag.start() < read:
                continue
            if self.as_typed:
                self._keep_together(read, tag.start())
            read = self._end(tag)
            if read < 0:
                # What has no end is left to CommonMark, as is all behind it.
                break
            if not self.opened:
                for start, end, put in self.edits:
                    parts += [self.text[position:start], put]
                    position = end
                self.edits.clear()
        return "".join([*parts, self.text[position:]])

    def _end(self, tag: re.Match[str]) -> int:
        """Where to read on behind a tag; negative where something has no end."""
        in_code = not self.as_typed and is_within(self.code, tag.start())
        if in_code:
            return tag.end()
        if tag[2] is None:
            return self._pass_over(tag, self.text.find("-->", tag.end()) + len("-->"))
        name = tag[2].lower()
        if tag[1]:
            if self.opened and self.opened[-1][0] == name:
                self.opened.pop()
                self._part(tag.end())
            return tag.end()
        if not self.as_typed:
            line = _STARTS_LINE.search(self.text, max(0, tag.start() - 4), tag.start())
            if name in _INLINE or not (line or self.parted == tag.start()):
                return tag.end()
            if line and not self.opened:
                self.indent = line[1]
        end = tag.end()
        if name in _SCRIPTS:
            closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.text, end)
            end = self._pass_over(tag, closing.end() if closing else 0)
        elif name not in _EMPTY and not tag[3].endswith("/"):
            self.opened.append((name, not (self.all_markdown or _MARKDOWN.search(tag[3]))))
            return end
        if end >= 0:
            self._part(end)
        return end

    def _pass_over(self, tag: re.Match[str], end: int) -> int:
        """Pass over a comment or a script; negative where it has no end."""
        if end < tag.end():
            return -1
        if self.as_typed and "\n" in tag.string[tag.end() : end]:
            self.edits.append((tag.start(), end, _UNSEEN))
        return end

    def _keep_together(self, start: int, end: int) -> None:
        for blank in _BLANK_LINE.finditer(self.text, start, end):
            self.edits.append((blank.end(), blank.end(), f"{self.indent}{_UNSEEN}"))

    def _part(self, end: int) -> None:
        """Part an element from what follows, unless it is in one that is shown as it is typed."""
        if self.as_typed or _ENDS_BLOCK.match(self.text, end):
            return
        rest = _REST_OF_LINE.match(self.text, end)
        behind = rest.end() if rest else end
        self.parted = behind
        alone = self.text.startswith("\n", behind)
        self.edits.append((end, behind, "\n" if alone else f"\n\n{self.indent}"))


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
