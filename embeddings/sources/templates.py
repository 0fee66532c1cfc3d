"""Template expressions in posts: what a site's generator puts in their place, as far as the post itself says it.

Liquid (Jekyll, https://shopify.github.io/liquid/), Nunjucks (Hexo, Eleventy), Hugo's and Zola's shortcodes
(https://gohugo.io/content-management/shortcodes/), ERB and EJS. A lone string gives its words; anything else leaves
:data:`~embeddings.posts.HOLE`, so that the sentence around it is not quoted. Code keeps what it shows.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from embeddings.posts import HOLE
from embeddings.sources.code import Span, is_within

_OPENER = re.compile(r"\{\{|\{%|\{#(?=\s)|\{:|<%")
ANY = ("{{", "{%", "{#", "{:", "<%")
"""What opens an expression in some engine, or attributes of an element."""
OF_HUGO = ("{{<", "{{%", "{:")
OF_NIKOLA = ("{{%", "{:")
OF_QUARTO = ("{{<",)
OF_VUE = ("{{", "{:")
NO_TEMPLATES = ("{:",)
"""For an engine that runs none over posts: all else is text."""
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}", "{:": "}", "<%": "%>"}
_STRING = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|`([^`]*)`)\s*""")
_LITERAL = re.compile(r"raw\s+(?=[\"'`])")
"""What shows a string as it is, on Go's own sites."""
_FIRST_STRING = re.compile(r"""["'`]([^"'`\n]*)["'`]""")
_NAME = re.compile(r"(?:/\s*)?[\w:-][\w/:-]*")
_DROPPED = frozenset("comment capture macro".split())
_SILENT = _DROPPED | frozenset(
    "raw endraw verbatim endverbatim assign set increment decrement layout extends import from".split()
)
"""Tags that put nothing into the page."""
_CHOICES = frozenset("if unless case for tablerow ifchanged asyncEach asyncAll".split())
"""Tags whose text is shown once, many times or never."""
_CODE_TAGS = frozenset("highlight codeblock code prism".split())
_DRAWN = re.compile(r"mermaid|plantuml|graphviz|diagram|chart|(?<!para)(?<!photo)graphs?\Z", re.IGNORECASE)
"""In the name of a tag of whose text a page shows a picture."""
_LINKS = frozenset("post_link asset_link".split())
"""Hexo's tags that link to what they name first with the words behind it (https://hexo.io/docs/tag-plugins)."""
_ARGUMENT = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^\s\"']\S*)")
_CAPTION = re.compile(r"""(?<![\w-])(title|caption)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|`([^`]*)`|([^\s"'`<>]+))""")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_QUOTATIONS = frozenset("blockquote quote pullquote".split())
_NOTES = re.compile(r"side-?note|margin-?note|foot-?note|fn\Z", re.IGNORECASE)
"""In the name of a shortcode that sets what it holds beside the sentence."""
_BOXES = re.compile(r"admonition|alert|box|callout|details|expand|hint|info|note|notice|tip|warning", re.IGNORECASE)
"""In the name of a shortcode whose words stand by themselves."""
_SET_OFF = frozenset("abbr color dropcap font kbd mark small span underline".split())
"""Shortcodes that themes have for how words look which stay where they are."""
_INLINE = 2000
"""Characters between two shortcodes in the middle of a sentence, at most."""
_MARKERS = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)]|#{1,6})?[ \t]*(?:\*\*|__)?")
"""What a line begins with that is no word."""
_ESCAPES = ("</*", "%/*")
_COLUMNS, _COLUMN = "columns", "<--->"
"""A shortcode of the theme Hugo Book, and what parts its text."""
_RAW = ("raw", "verbatim")
_RAW_END = re.compile(r"\{%-?\s*end(?:raw|verbatim)\b")
_WITH_CONTENT = _DROPPED | _CHOICES | _CODE_TAGS
"""Tags that are read with all that they hold, besides those of a drawing; of Hugo's those of code alone."""
_HEADING_MARK = re.compile(r" {0,3}#{1,6}[ \t]+")
_WORDS = re.compile(r"(?!.*(?:[=|{}<>\"`]|\w/|\w\.\w+$))(?:[^\W\d_]\S*(?: \S+)+|[A-Z]\w+)")
_NEAR = 1000
"""Characters around an expression by which its place is known."""
_ALONE = re.compile(r"^[ \t>]*(\{%-?[ \t]*[\w/]+(?:[ \t][^\n{}]*)?%\})[ \t]*$", re.MULTILINE)
"""A line that is a tag of Liquid's form and nothing else: where no engine runs it, one before it did."""
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n)")
_HTML_BLOCK = re.compile(
    r"^[ ]{0,3}</?(?:address|article|aside|blockquote|center|details|dialog|dd|div|dl|dt|fieldset|figcaption|figure"
    r"|footer|form|h[1-6]|header|iframe|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""What opens a block of HTML anywhere in Markdown (https://spec.commonmark.org/0.31.2/#html-blocks)."""
_UNSEEN = "<!-- -->"
_ENDS_BLOCK = re.compile(r"(?:^|[.!?:;…)\]\"”’*_>`|%}])[ \t]*$")


@dataclass(frozen=True, slots=True)
class _Tag:
    """A template expression in a text."""

    start: int
    end: int
    opener: str
    inner: str
    in_code: bool = False

    @property
    def name(self) -> str:
        """Of a tag or a shortcode, in the form in which it opens; ``/name`` and ``endname`` where it closes."""
        match = _NAME.search(self.inner)
        # Hugo reads "/ name" too.
        return "".join(match.group().split()) if match else ""

    @property
    def marks_words(self) -> bool:
        """Whether it is a theme's shortcode that sets words off; Hugo's own that highlights wants a language."""
        return self.is_shortcode and (self.name in _SET_OFF or (self.name == "highlight" and self.is_bare))

    @property
    def is_whole(self) -> bool:
        """Whether it is a shortcode that ends in itself."""
        return self.is_shortcode and self.inner.endswith(("/>", "/%"))

    @property
    def is_bare(self) -> bool:
        """Whether it is a shortcode that is given nothing."""
        return self.inner.strip("<>% \t\n") == self.name

    @property
    def is_drawn(self) -> bool:
        """Whether a page shows a picture of what it holds."""
        return _DRAWN.search(self.name) is not None

    @property
    def is_shortcode(self) -> bool:
        """Whether it is one of Hugo's."""
        return self.opener == "{{" and self.inner.startswith(("<", "%"))

    @property
    def is_escaped(self) -> bool:
        """Whether it is a shortcode that Hugo shows as one."""
        return self.is_shortcode and self.inner.startswith(_ESCAPES)

    @property
    def closes(self) -> str:
        """The name of what it closes; empty where it closes nothing."""
        mark = "/" if self.is_shortcode else "end"
        return self.name.removeprefix(mark) if self.name.startswith(mark) else ""


def without_templates(text: str, code: Sequence[Span], openers: tuple[str, ...] = ANY) -> str:
    """A post's source with its template expressions replaced by their words, or by a hole.

    Args:
        text: Markdown or HTML.
        code: spans in which nothing is an expression; see :mod:`embeddings.sources.code`.
        openers: what opens an expression in the engine of the site.
    """
    tags = list(_named_ends(_tags(text, code, openers)))
    names = {tag.name for tag in tags if not tag.is_escaped}
    parts: list[str] = []
    position = place = 0
    ends = _ends(text, tags)
    columns = 0
    while place < len(tags):
        tag = tags[place]
        before = text[position : tag.start]
        parts.append(before.replace(_COLUMN, "\n\n") if columns > 0 else before)
        if tag.is_shortcode and f"/{_COLUMNS}" in names:
            columns += (tag.name == _COLUMNS) - (tag.closes == _COLUMNS)
        last = ends.get(place, place)
        shown = _shown(text, tag, tags[last], names)
        if shown is None:
            shown = hole(text, tag.start, tags[last].end)
        if not is_within(code, tag.start) and _in_html_block(text, tag.start):
            shown = _without_blank_lines(text, tag.start, tags[last].end, shown)
        parts.append(shown)
        position, place = tags[last].end, last + 1
    return "".join([*parts, text[position:]])


def _tags(text: str, code: Sequence[Span], openers: tuple[str, ...]) -> Iterator[_Tag]:
    """The expressions outside of code, and those that keep others from being read, in order."""
    closers = dict.fromkeys(_CLOSERS.values(), -1)
    position = 0
    raw = ""
    alone = set() if "{%" in openers else {match.start(1) for match in _ALONE.finditer(text)}
    last_raw_end = max((end.start() for end in _RAW_END.finditer(text)), default=-1)
    for match in _OPENER.finditer(text):
        start, opener = match.span()[0], match.group()
        if start < position or not (text.startswith(openers, start) or start in alone):
            continue
        literal = _LITERAL.match(text, start + 2) if opener == "{{" and not is_within(code, start) else None
        # Code that it shows may have what closes it.
        closer = text[literal.end()] + _CLOSERS[opener] if literal else _CLOSERS[opener]
        opens_at = literal.end() + 1 if literal else start + 2
        if closers.get(closer, -1) < opens_at:
            at = text.find(closer, opens_at)
            closers[closer] = at if at >= 0 else len(text)
        at = closers[closer]
        if literal and at < len(text):
            position = at + len(closer)
            yield _Tag(start, position, opener, text[start + 2 : at + 1])
            continue
        if at == len(text) or (opener == "{:" and text.find("\n", start, min(at, start + _NEAR)) >= 0):
            continue
        # What is inside is not copied yet: many may open before one that closes.
        opening = text[start + 2 : min(at, start + _NEAR)]
        named = _NAME.search(opening)
        name = named.group() if named else ""
        ends_raw = opener == "{%" and bool(raw) and name == f"end{raw}"
        in_code = is_within(code, start)
        verbatim = opener == "{%" and (ends_raw or (name in _RAW and last_raw_end > start))
        # Hugo reads shortcodes in code too.
        escaped = openers == OF_HUGO and opening.startswith(_ESCAPES)
        if (raw and not ends_raw) or (in_code and not verbatim and not escaped):
            continue
        inner = text[start + 2 : at].strip().removeprefix("-").removesuffix("-").strip()
        tag = _Tag(start, at + len(closer), opener, inner, in_code)
        raw = "" if ends_raw else name if verbatim else raw
        position = tag.end
        yield tag


def _named_ends(tags: Iterable[_Tag]) -> Iterator[_Tag]:
    """The same, Zola's ``{% end %}`` with the name of what it closes."""
    opened: list[str] = []
    for tag in tags:
        if tag.opener == "{%" and tag.name == "end" and opened:
            yield replace(tag, inner=f"end{opened.pop()}")
            continue
        if tag.opener == "{%" and "(" in tag.inner:
            opened.append(tag.name)
        yield tag


def _ends(text: str, tags: Sequence[_Tag]) -> dict[int, int]:
    """By the number of a tag that is read with all that it holds, that of the tag which closes it."""
    found: dict[int, int] = {}
    opened: dict[str, list[int]] = {}
    for number, tag in enumerate(tags):
        shortcode = tag.is_shortcode
        if (tag.opener != "{%" and not shortcode) or tag.is_escaped:
            continue
        if (name := tag.closes) and (waiting := opened.get(name)):
            opening = waiting.pop()
            whole = name in (_CODE_TAGS if shortcode else _WITH_CONTENT) or tags[opening].is_drawn
            if whole or (shortcode and _is_in_sentence(text, tags[opening], tag)):
                found[opening] = number
        elif not tag.marks_words and not tag.is_whole:
            opened.setdefault(tag.name, []).append(number)
    return found


def _is_in_sentence(text: str, opening: _Tag, closing: _Tag) -> bool:
    """Whether two shortcodes stand in a line of words with what is between them, which is no paragraph of its own."""
    held = text[opening.end : closing.start]
    if len(held) > _INLINE or held.startswith("\n") or held.endswith("\n") or _BLANK_LINE.search(held):
        return False
    before = text[max(0, opening.start - _NEAR) : opening.start].rpartition("\n")[2].rstrip()
    behind = text[closing.end : closing.end + _NEAR].partition("\n")[0].lstrip()
    # Beside other tags it is a part of what these lay out, and beside a bar a cell.
    if before.endswith(("}}", "|", ">")) or behind.startswith(("{{", "|", "<")):
        return False
    if not _MARKERS.fullmatch(before):
        return True
    boxed = _BOXES.search(opening.name) and not _NOTES.search(opening.name) and behind[:1].isupper()
    return opening.name not in _QUOTATIONS and not boxed and re.search(r"\w", behind) is not None


def _shown(text: str, tag: _Tag, closing: _Tag, names: set[str]) -> str | None:
    """What a reader sees in the place of an expression, ``None`` where that is not known.

    Args:
        text: that the expression stands in.
        tag: the expression.
        closing: the one that closes it; itself where none does.
        names: of all expressions in the text.
    """
    if tag.is_escaped:
        shown = "{{" + tag.inner.replace("/*", "", 1).replace("*/", "", 1) + "}}"
        return shown if tag.in_code else html.escape(shown, quote=False)
    if tag.opener in ("{#", "{:") or tag.inner.startswith(("#", "!", "--")):
        return ""
    if _in_markup(text, tag.start):
        string = _FIRST_STRING.search(tag.inner)
        return string.group(1) if string and tag.opener != "{%" else ""
    if tag.is_drawn and closing is not tag:
        return "\n\n"
    if tag.is_shortcode:
        return _shortcode(text, tag, closing, names)
    if tag.opener == "{%":
        return _block_tag(text, tag, closing, names)
    string = _STRING.fullmatch(_LITERAL.sub("", tag.inner).removeprefix("=").removeprefix("-"))
    return next(group for group in string.groups() if group is not None) if string else None


def _shortcode(text: str, tag: _Tag, closing: _Tag, names: set[str]) -> str | None:
    """One of Hugo's: the words between two are shown unless they stand in a sentence, to which only a theme knows what
    they are; so it is with what one alone shows."""
    if closing is not tag and tag.name in _CODE_TAGS:
        return _code_element(text[tag.end : closing.start])
    if closing is not tag:
        is_note = tag.is_bare and _NOTES.search(tag.name) and not text[max(0, tag.start - 1) : tag.start].isspace()
        return "" if is_note else None
    if tag.name == "figure" and _is_alone(text, tag.start, tag.end):
        return _caption(tag)
    if tag.closes or (f"/{tag.name}" in names and not tag.is_whole):
        return _quotation(tag, names)
    return None


def _caption(tag: _Tag) -> str:
    """What stands below an image of Hugo's, in Markdown: its title, and what it shows."""
    found = {match[1]: next(filter(None, match.groups()[1:]), "") for match in _CAPTION.finditer(tag.inner)}
    words = [" ".join(found[name].replace('\\"', '"').split()) for name in ("title", "caption") if found.get(name)]
    # Blank lines end what is HTML.
    return "\n\n".join(["", "<figure><figcaption>", *words, "</figcaption></figure>", ""]) if words else "\n\n"


def _block_tag(text: str, tag: _Tag, closing: _Tag, names: set[str]) -> str | None:
    name = tag.name
    if name in _SILENT:
        return ""
    if name in _CODE_TAGS:
        return _code_element(text[tag.end : closing.start]) if closing is not tag else None
    if name in _CHOICES:
        return None
    if words := _words_given(tag):
        return words
    # Of other tags in pairs, the text between them is shown.
    if f"end{name}" in names or name.startswith("end"):
        return _quotation(tag, names)
    return _words_of_heading(text, tag)


def _words_given(tag: _Tag) -> str:
    """The words that one of Hexo's tags is given to show, or the label of its theme NexT, in Markdown; empty for
    others. They are put into the page when all marks are set."""
    if tag.name not in (*_LINKS, "link", "label"):
        return ""
    given = tag.inner.removeprefix(tag.name)
    if tag.name == "label":
        # https://theme-next.js.org/docs/tag-plugins/label
        return _PUNCTUATION.sub(r"\\\g<0>", given.partition("@")[2].partition("@")[0].strip())
    found = [next(filter(None, match.groups()), "") for match in _ARGUMENT.finditer(given)]
    if tag.name == "link":
        # Jekyll's of that name has no address.
        at = next((place for place, one in enumerate(found) if one.startswith(("http://", "https://"))), 0)
        return _PUNCTUATION.sub(r"\\\g<0>", " ".join(found[:at]))
    words = " ".join(found[1:-1] if found[-1:] in (["true"], ["false"]) else found[1:])
    return words if found[-1:] == ["false"] else _PUNCTUATION.sub(r"\\\g<0>", words)


def _words_of_heading(text: str, tag: _Tag) -> str | None:
    """The words that a tag is given which is all of a heading, such as one that makes a link of it; ``None`` where it
    is not, or is given anything else."""
    words = tag.inner.removeprefix(tag.name).strip()
    before, behind = text[max(0, tag.start - _NEAR) : tag.start], text[tag.end : tag.end + _NEAR]
    alone = _HEADING_MARK.fullmatch(before.rpartition("\n")[2]) and not behind.partition("\n")[0].strip(" \t#")
    titled = "title" in tag.name or " " in words
    return words if alone and titled and _WORDS.fullmatch(words) else None


def _quotation(tag: _Tag, names: set[str]) -> str:
    """What a tag shows that is one of a pair: where its name says so, they hold the words of somebody else."""
    if tag.name in _QUOTATIONS and not names.isdisjoint((f"end{tag.name}", f"/{tag.name}")):
        # kramdown would take what is in it for HTML.
        return '\n\n<blockquote markdown="1">\n\n'
    return "\n\n</blockquote>\n\n" if tag.closes in _QUOTATIONS else ""


def _code_element(code: str) -> str:
    return f"\n\n<pre>{html.escape(code.strip(chr(10)), quote=False)}</pre>\n\n"


def _in_markup(text: str, at: int) -> bool:
    """Whether an expression stands in the address of a link, or in a tag."""
    before = text[max(0, at - _NEAR) : at]
    tag = before.rfind("<")
    if tag > before.rfind(">") and before[tag + 1 : tag + 2].isalpha():
        return True
    link = before.rfind("](")
    if link >= 0 and ")" not in before[link:] and not before[link + 2 :].strip("<").count(" "):
        return True
    line = before[before.rfind("\n") + 1 :]
    return line.startswith("[") and line.rstrip().endswith("]:")


def _in_html_block(text: str, at: int) -> bool:
    """Whether a place is in lines that Markdown takes for HTML, up to the next blank one."""
    before = text[max(0, at - _NEAR) : at]
    blank = max((found.end() for found in _BLANK_LINE.finditer(before)), default=0)
    return _HTML_BLOCK.search(before, blank) is not None


def _without_blank_lines(text: str, start: int, end: int, shown: str) -> str:
    """What is shown in the place of an expression, with no line left blank by it: HTML would end there."""
    lines = shown.split("\n") if shown.strip() else [""]
    before, behind = text[text.rfind("\n", 0, start) + 1 : start], text[end : end + _NEAR].partition("\n")[0]
    filled = [line if line.strip() else _UNSEEN for line in lines]
    # What stands beside it is on its first line, or on its last.
    filled[0] = lines[0] if before.strip() else filled[0]
    filled[-1] = lines[-1] if behind.strip() else filled[-1]
    return "\n".join(filled)


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands in the lines of an expression."""
    before, behind = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    line = before.rpartition("\n")[2] if "\n" in before or start < _NEAR else "…"
    return not line.strip(" \t>") and not behind.partition("\n")[0].strip()


def hole(text: str, start: int, end: int) -> str:
    """A hole in the sentence, or nothing where the expression is a block of its own, such as an image."""
    before = text[max(0, start - _NEAR) : start]
    line = before.rpartition("\n")[2]
    if _is_alone(text, start, end) and _ENDS_BLOCK.search(
        before[: len(before) - len(line)].rstrip("\n").rpartition("\n")[2]
    ):
        return "\n\n"
    return HOLE
