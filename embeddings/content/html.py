"""HTML as a reader sees it: the text, its blocks and its links, from one parse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from embeddings.content.cells import Columns
from embeddings.content.formulas import ELEMENT_CLASSES, IMAGE_CLASSES, is_picture_of_formula, without_formulas
from embeddings.content.nesting import within_bounds
from embeddings.content.selectors import (
    CODE_CLASSES,
    GUTTER_CLASSES,
    HIDDEN_CLASSES,
    HIDDEN_ELEMENTS,
    SIDENOTE_CLASSES,
    WIDGET_CLASSES,
)
from embeddings.content.streamed import in_place
from embeddings.content.superscripts import is_note_link, note_mark, raised
from embeddings.posts import HOLE, Block, BlockKind, Link
from embeddings.text.sentences import strip_span

_BLOCKS = frozenset(
    """address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer
    h1 h2 h3 h4 h5 h6 header hgroup hr html li main ol p pre section summary table tbody tfoot thead tr
    ul caption""".split()
)
_STRUCK = frozenset("del s strike".split())
_HOLES = _STRUCK | frozenset("math mjx-container".split())
_UNSAID = ", ".join(sorted(_HOLES))
_SPECIAL = _HOLES | frozenset("sup sub a q img script span div".split())
"""Elements whose text may be another than a reader sees."""
_SPACE = re.compile(r"[ \t\n\r\f]+")
_WIDE = r"[\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff9f]"
_WRAPPED = re.compile(rf"(?<={_WIDE})[ \t]*[\n\r][ \t\n\r\f]*(?={_WIDE})")
"""A line break that no reader sees: between two wide characters browsers put nothing in its place
(https://www.w3.org/TR/css-text-3/#line-break-transform)."""
_AROUND_BREAK = re.compile(r" *([\n\t]) *")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_END_OF_SENTENCE = re.compile(r"[.!?。！？]\Z")
_RUBY = re.compile(r"<r[tp]", re.IGNORECASE)
"""What opens how a word is read, above it, or the brackets for browsers that do not know where that is."""
_NEXT_PAGE = "nextpage"
"""The comment at which WordPress goes on on another page."""
_ESCAPED_TAG = re.compile(r"\s*&lt;(p|div|h[1-6]|ul|ol|blockquote|figure|section|article|span|a|b|i|em|strong|pre)\b")
_OPENING = 1000
"""Characters within which HTML that was escaped twice has its first tag."""
_BACK_TO_TEXT = re.compile("[↩↑⤴⏎⮌↵^\ufe0e\ufe0f]{1,4}")
"""What leads from a footnote back to its mark."""
_TO_ITSELF = re.compile("[#¶§🔗∞\ufe0f]{1,2}")
"""What themes make a link to a heading of, in the heading."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FRAME = "h1, article, main, nav, [name=__VIEWSTATE], [name='javax.faces.ViewState']"
"""What stands in a form that is put around a page."""
_FRAMED = 40
"""Characters of a paragraph above which it is prose, not the label of a control."""
_LABEL = 20
"""Characters of the name of a language at most."""
_CODE_DEPTH = 8
"""Elements around a line's number among which its code is looked for."""
_CELL = 400
"""Characters that a cell of a table of values has at most."""
_PARTS = 6
"""Paragraphs that it has at most."""
_ITEM = 600
"""Characters that a list's item of several paragraphs has at most, to be one block."""
_TERM = 120
"""Characters of a term that is explained, at most."""
_LISTS = frozenset({"ul", "ol"})
_IN_ITEM = "ul, ol, dl, pre, table, blockquote"
"""What stands in a list's item as blocks of its own."""
_CAPTION = re.compile(
    r"(?:^|\s)(?!(?:has|hide|no|show|with|without)[_-])(?:[\w-]*[_-])?caption(?:[_-]+text)?(?!\S)", re.IGNORECASE
)
"""A class of what stands below a picture: "wp-caption-text", "post__caption"."""
_CAPTIONED = 400
"""Characters of that at most."""
_TYPED_BULLET = re.compile(r"^[•◦▪‣∙●○■►➢✓✔➤][^\S\n]*(?=[^\W_])", re.MULTILINE)
_FEWEST_BULLETS = 2
_DIGITS = 4
"""Those of the number of an item of a list, at most."""
_PAGE_NUMBERS = re.compile(
    r"(?:Pages?|Seiten?|Páginas?|Pagine|Pagina|Страницы|页码)\s?[:：]\s?\d{1,3}(?: \d{1,3}){0,50}"
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a piece of HTML holds, as the fields of :class:`~embeddings.posts.Post` of the same names."""

    text: str = ""
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass
class _Writer:
    """Collects text runs into blocks, with the white space of a page laid out by a browser."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0
    run: list[str] = field(default_factory=list)
    elements: list[LexborNode] = field(default_factory=list)
    page: int = 1
    struck: int = 0
    """How many texts the run had when it last got one in the place of what was struck out."""
    together: dict[int, bool] = field(default_factory=dict)
    """By the identity of a row of a table or an item of a list whether its paragraphs stay in one block."""
    numbers: dict[int, int] = field(default_factory=dict)
    """By the identities of numbered items the numbers of those that have no block yet."""
    columns: Columns = field(default_factory=Columns)

    def goes_on(self, tag: str, kind: BlockKind, outer: LexborNode) -> bool:
        """Whether an element is a line of code, a paragraph in a cell of a row of values, or one of a short item of a
        list, which stays in one block; begins its line."""
        if kind == "code":
            if self.run and not self.run[-1].endswith("\n"):
                self.run.append("\n")
            return True
        if not ((tag in ("p", "div") and outer.tag == "tr") or (tag == "p" and outer.tag in ("li", "dd"))):
            return False
        if self._is_one(outer):
            self._begin_line()
        return self._is_one(outer)

    def _is_one(self, outer: LexborNode) -> bool:
        """Whether the paragraphs of a row of a table or an item of a list stay in one block."""
        if outer.mem_id not in self.together:
            self.together[outer.mem_id] = _is_of_values(outer) if outer.tag == "tr" else len(outer.text()) <= _ITEM
        return self.together[outer.mem_id]

    def enter(self, element: LexborNode, kind: BlockKind, level: int, outer: LexborNode) -> None:
        """Go on in a block of an element, below what ``outer`` holds so far."""
        if element.tag == "dd" and _is_explained(_beside(element, "prev")):
            self._begin_line()
        else:
            self.flush(kind, level, outer)

    def leave(self, kind: BlockKind, level: int, element: LexborNode) -> None:
        """End the block of an element, unless it is a term that is explained in it."""
        if not _is_explained(element):
            self.flush(kind, level, element)

    def _begin_line(self) -> None:
        if self.run and self.run[-1] not in ("\n", "\t"):
            self.run.append("\n")

    def break_line(self, kind: BlockKind, level: int, element: LexborNode) -> None:
        """Begin a line; after two, where only paragraphs stand, another paragraph. A row of values stays in one."""
        if element.tag == "tr" and self._is_one(element):
            self.run.append(" ")
            return
        before = next((text for text in reversed(self.run) if text != " "), "")
        if before == "\n" and kind == "paragraph":
            self.flush(kind, level, element)
        else:
            self.run.append("\n")

    def flush(self, kind: BlockKind, level: int, element: LexborNode) -> None:
        if self.run and self.struck == len(self.run):
            # Nothing follows that would have to be told from it.
            self.run[-1] = HOLE
        self.struck = 0
        raw = "".join(self.run)
        self.run.clear()
        text = raw.strip("\n").rstrip() if kind == "code" else _lines(raw)
        if text and element.tag == "tr" and (len(element.text()) <= _CELL or self._is_one(element)):
            # A tab for each empty cell at its start, so that the others stay below their headings.
            text = "\t" * raw[: len(raw) - len(raw.lstrip())].count("\t") + text
        # A heading that is not known parts what stands around it all the same.
        if (
            not (text if kind == "heading" else text.replace(HOLE, "")).strip()
            or _PAGE_NUMBERS.fullmatch(text)
            or text == "]]>"
        ):
            return
        if self.blocks:
            near = kind in ("item", "table") and self.blocks[-1].kind == kind
            gap = "\n" if near else "\n\n"
            self.parts.append(gap)
            self.length += len(gap)
        self.parts.append(text)
        for its, start, end in _typed_list(text) if kind == "paragraph" else ((kind, 0, len(text)),):
            number = self.numbers.pop(_item_of(element).mem_id, 0) if its == "item" and self.numbers else 0
            self.blocks.append(Block(self.length + start, self.length + end, its, level, self.page, number))
            self.elements.append(element)
        self.length += len(text)


def _typed_list(text: str) -> Iterator[tuple[BlockKind, int, int]]:
    """The parts of a paragraph in which the items of a list are lines with bullets, as who has no lists types them."""
    bullets = [*_TYPED_BULLET.finditer(text)]
    if len(bullets) < _FEWEST_BULLETS:
        yield "paragraph", 0, len(text)
        return
    at = 0
    for bullet in bullets:
        if text[at : bullet.start()].strip():
            yield "paragraph", *strip_span(text, at, bullet.start())
        line_end = text.find("\n", bullet.end())
        at = len(text) if line_end < 0 else line_end
        yield "item", *strip_span(text, bullet.end(), at)
    if text[at:].strip():
        yield "paragraph", *strip_span(text, at, len(text))


def _lines(raw: str) -> str:
    """Inline text as it is laid out: ``<br>`` starts a line, other white space is one space."""
    # Most runs have no break, and the pattern is tried at every space.
    return (_AROUND_BREAK.sub(r"\1", raw) if "\n" in raw or "\t" in raw else raw).strip()


def parse_html(html: str) -> LexborHTMLParser:
    """The tree of a page or a fragment, however broken.

    Tags that would take the parser out of proportion are taken out first: a hundred thousand that are never closed take
    it a quarter of a minute.
    """
    if "<![CDATA[" in html:
        # No mark of HTML: browsers take what follows, up to the first tag's end, for a comment.
        html = html.replace("<![CDATA[", "").replace("]]>", "")
    tree = LexborHTMLParser(without_controls(within_bounds(in_place(html))))
    if _RUBY.search(html):
        for node in tree.css("ruby rt, ruby rp, ruby rtc"):
            node.decompose()
    return tree


def without_controls(text: str) -> str:
    """The text without control characters, which no reader sees; tabs and line ends stay."""
    return _CONTROLS.sub("", text)


def read_html(html: str) -> Content:
    """The content of a whole page or of a fragment, however broken; see :func:`content_of`."""
    return content_of(parse_html(_escaped_once(html)).body)


def _escaped_once(html: str) -> str:
    """HTML that a feed has escaped twice, so that all of its tags would be text, with its tags."""
    if "<" in html or "&lt;" not in html[:_OPENING]:
        return html
    opens = _ESCAPED_TAG.match(html)
    return unescape(html) if opens and f"&lt;/{opens.group(1)}&gt;" in html else html


def content_of(node: LexborNode | None) -> Content:
    """The text that a reader sees in an element, its blocks as spans over the text, and its links that have words.

    Paragraphs, headings and code are two line breaks apart; list items and table rows one; the cells of a row a tab.

    Args:
        node: the element; nothing for ``None``, as where a selector matches nothing.
    """
    if node is None:
        return Content()
    return blocks_of(node)[0]


def blocks_of(node: LexborNode) -> tuple[Content, list[LexborNode]]:
    """The content of an element as :func:`content_of` gives it, and for each of its blocks the element it stands in."""
    writer = _Writer()
    _walk(node, writer)
    return Content("".join(writer.parts), tuple(writer.blocks), tuple(_links(node))), writer.elements


def plain_title(title: str) -> str:
    """A title as a reader sees it, in one line: feeds and exports carry it as HTML, sometimes escaped twice."""
    return " ".join((read_html(title).text.replace(HOLE, " ") if "<" in title or "&" in title else title).split())


def _links(root: LexborNode) -> Iterator[Link]:
    for node in root.css("a"):
        address = (node.attributes.get("href") or "").strip()
        if address and (text := " ".join(node.text().split())):
            yield Link(text, address)


def _walk(root: LexborNode, writer: _Writer) -> None:
    """Depth first, with an explicit stack: pages nest deeper than Python's recursion goes."""
    kinds: list[tuple[BlockKind, int, LexborNode]] = [("paragraph", 0, root)]
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag or ""
        if leaving:
            writer.leave(*kinds.pop())
            continue
        if node is not root and (following := node.next) is not None:
            stack.append((following, False))
        if node.is_text_node:
            _write_text(node, kinds[-1][0], writer)
            continue
        if node.is_comment_node and (node.comment_content or "").strip() == _NEXT_PAGE:
            writer.flush(*kinds[-1])
            writer.page += 1
            continue
        if not node.is_element_node or _is_hidden(node, tag):
            continue
        if tag in _SPECIAL and _write_special(node, tag, kinds[-1][0], writer):
            continue
        if tag == "br":
            writer.break_line(*kinds[-1])
        elif tag in ("td", "th"):
            writer.run.extend("\t" * writer.columns.tabs_before(node))
        elif tag == "ol":
            writer.numbers.update(_numbers(node))
        if tag in _BLOCKS and not writer.goes_on(tag, kinds[-1][0], kinds[-1][2]):
            writer.enter(node, *kinds[-1])
            kinds.append((*_kind(node, tag, kinds[-1][:2]), node))
            stack.append((node, True))
        if (child := node.first_child) is not None:
            stack.append((child, False))
    writer.flush("paragraph", 0, root)


def _write_special(node: LexborNode, tag: str, kind: BlockKind, writer: _Writer) -> bool:
    """Writes an element whose text is not what a reader sees; whether it is one."""
    if tag not in ("sup", "sub", "a", "q") and "data-cfemail" not in node.attributes:
        is_hole = kind != "code" and _is_hole(node, tag)
        if is_hole:
            # What was struck out with the end of its sentence is no part of the next one.
            ended = tag in _STRUCK and _END_OF_SENTENCE.search(node.text().rstrip())
            writer.run.append(HOLE + (ended.group() if ended else ""))
            writer.struck = len(writer.run) if ended else 0
        return is_hole
    if "data-cfemail" in node.attributes:
        writer.run.append(_unhidden(node.attributes["data-cfemail"] or ""))
        return True
    before = "".join(writer.run[-3:])[-8:]
    if tag == "q":
        if node.css_first(_UNSAID) is not None:
            return False
        writer.run.append(f"“{' '.join(node.text().split())}”")
        return True
    if tag == "a":
        text = " ".join(node.text().split())
        if kind == "heading" and _TO_ITSELF.fullmatch(text) and (node.attributes.get("href") or "").startswith("#"):
            return True
        if _BACK_TO_TEXT.fullmatch(text):
            return (node.attributes.get("href") or "").startswith("#")
        if not is_note_link(node, text):
            return False
        if before:
            writer.run.append(note_mark(text, before))
        return bool(before)
    shown = raised(node, before)
    if shown is not None:
        writer.run.append(shown)
    return shown is not None


def _unhidden(code: str) -> str:
    """The address that Cloudflare hides from machines: each byte is exchanged by the first.

    https://developers.cloudflare.com/waf/tools/scrape-shield/email-address-obfuscation/
    """
    try:
        key, *rest = bytes.fromhex(code)
    except ValueError:
        return HOLE
    return _SPACE.sub(" ", without_controls(bytes(byte ^ key for byte in rest).decode("utf-8", "replace")))


def _write_text(node: LexborNode, kind: BlockKind, writer: _Writer) -> None:
    text = node.text_content or ""
    if kind == "code":
        writer.run.append(text)
        return
    if (read := without_formulas(text)) != text and not _is_in_code(node):
        text = read
    if not text.isascii():
        before = writer.run[-1][-1:] if writer.run else ""
        text = _WRAPPED.sub("", before + text)[len(before) :] if re.match(_WIDE, before) else _WRAPPED.sub("", text)
    text = _SPACE.sub(" ", text)
    if writer.run and writer.run[-1][-1:] in (" ", "\n", "\t"):
        text = text.removeprefix(" ")
    if text:
        writer.run.append(text)


def _kind(node: LexborNode, tag: str, outer: tuple[BlockKind, int]) -> tuple[BlockKind, int]:
    if tag == "pre":
        return "code", 0
    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        return "heading", int(tag[1])
    if tag == "tr":
        return "table", int(_is_header(node))
    if tag == "blockquote" or outer[0] == "quotation":
        # A list that is quoted holds others' words.
        return "quotation", 0
    if tag == "figcaption" or (tag in ("div", "p") and _is_captioning(node)):
        return "caption", 0
    # A list within another, and in none of its items, is of the item before.
    before = _beside(node, "prev") if tag in _LISTS and node.parent is not None and node.parent.tag in _LISTS else None
    within = before is not None and before.tag in ("li", *_LISTS)
    if within or tag in ("li", "dd"):
        return "item", outer[1] + 1 if outer[0] == "item" else 0
    # A paragraph in a list item is still that item's.
    return outer if outer[0] in ("item", "quotation", "code", "table", "caption") else ("paragraph", 0)


def _numbers(numbered: LexborNode) -> Iterator[tuple[int, int]]:
    """The identity and the number of each item of a list, unless it is counted in another way than 1, 2, 3."""
    about = numbered.attributes
    if about.get("type") not in (None, "1") or "reversed" in about or "list-style" in (about.get("style") or ""):
        return
    number = _whole_number(about.get("start"), 1)
    for item in numbered.iter():
        if item.tag == "li" and not _is_hidden(item, "li"):
            number = _whole_number(item.attributes.get("value"), number)
            if not number:
                return
            yield item.mem_id, number
            number += 1


def _whole_number(text: str | None, otherwise: int) -> int:
    """A number of an item as it is written; 0 where it is none that is shown."""
    if text is None:
        return otherwise
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0


def _item_of(element: LexborNode) -> LexborNode:
    """The item of a list whose paragraph an element is; itself for others."""
    item: LexborNode | None = element
    while item is not None and item.tag in ("p", "div", "section"):
        item = item.parent
    return item if item is not None and item.tag == "li" else element


def _is_captioning(node: LexborNode) -> bool:
    named = _CAPTION.search(node.attributes.get("class") or "")
    return named is not None and len(node.text()) <= _CAPTIONED


def _is_explained(term: LexborNode | None) -> bool:
    """Whether an element is a term that what follows it explains, both of them short, so that they stay in one
    block."""
    meaning = _beside(term, "next") if term is not None and term.tag == "dt" else None
    if term is None or meaning is None or meaning.tag != "dd":
        return False
    return len(term.text()) <= _TERM and len(meaning.text()) <= _ITEM and meaning.css_first(_IN_ITEM) is None


def _beside(node: LexborNode | None, way: str) -> LexborNode | None:
    """The element before or behind a node, text between them left aside."""
    while node is not None and (node := getattr(node, way)) is not None:
        if node.is_element_node:
            return node
    return None


def _is_of_values(row: LexborNode) -> bool:
    """Whether a row is one of a table of values, not of one that lays out a page: its cells are short."""
    cells = 0
    cell = row.first_child
    while cell is not None:
        if cell.tag in ("td", "th"):
            cells += 1
            if len(cell.css("p, div")) > _PARTS or len(cell.text()) > _CELL:
                return False
        cell = cell.next
    return cells > 1


def _is_header(row: LexborNode) -> bool:
    """Whether a row of a table names its columns: it has no cells but headings, and no such row stands above it, as in
    a table that has no other cells."""
    before = _beside(row, "prev")
    in_head = row.parent is not None and row.parent.tag == "thead"
    if before is not None and not in_head and len(before.css("th")) > 1 and before.css_first("td") is None:
        return False
    cell, headings = row.first_child, 0
    while cell is not None:
        if cell.tag == "td":
            return False
        headings += cell.tag == "th"
        cell = cell.next
    return headings > 1 or (headings == 1 and in_head)


def _is_hole(node: LexborNode, tag: str) -> bool:
    """Whether an element has no words that may be quoted: a formula, or what its author has struck out."""
    if tag in _HOLES:
        return True
    attributes = node.attributes
    if tag == "script":
        return (attributes.get("type") or "").startswith("math/tex")
    classes = (attributes.get("class") or "").split()
    if tag == "img":
        return not IMAGE_CLASSES.isdisjoint(classes) or is_picture_of_formula(attributes.get("src") or "")
    return not ELEMENT_CLASSES.isdisjoint(classes) or "line-through" in (attributes.get("style") or "")


def _is_hidden(node: LexborNode, tag: str) -> bool:
    if tag in HIDDEN_ELEMENTS or (tag == "form" and not _is_frame(node)):
        return tag != "script" or not _is_hole(node, tag)
    attributes = node.attributes
    # Pandoc hides captions from screen readers, to which the image says the same, and from nobody else.
    if "hidden" in attributes or (attributes.get("aria-hidden") == "true" and tag != "figcaption"):
        return True
    style = (attributes.get("style") or "").replace(" ", "").lower()
    if "display:none" in style:
        return True
    classes = (attributes.get("class") or "").split()
    if tag in ("span", "small", "label") and not SIDENOTE_CLASSES.isdisjoint(classes):
        return True
    if tag == "span" and _is_label(node):
        return True
    if not (HIDDEN_CLASSES.isdisjoint(classes) and WIDGET_CLASSES.isdisjoint(classes)):
        return tag != "a" or not _is_whole_heading(node)
    return not GUTTER_CLASSES.isdisjoint(classes) and _is_in_code(node)


def _is_whole_heading(link: LexborNode) -> bool:
    """Whether a heading's words all stand in the link, as VuePress has them."""
    outer = link.parent
    return outer is not None and outer.tag in _HEADINGS and outer.text(strip=True) == link.text(strip=True)


def _is_label(span: LexborNode) -> bool:
    """Whether it names the language of the code beside it, or is the number of the footnote that it stands in."""
    outer = span.parent
    if outer is None or outer.tag not in ("div", "aside"):
        return False
    if outer.tag == "aside":
        return (
            outer.attributes.get("role") == "doc-footnote" and "label" in (span.attributes.get("class") or "").split()
        )
    if not (outer.attributes.get("class") or "").startswith("language-"):
        return False
    return len(span.text().split()) == 1 and len(span.text()) <= _LABEL and any(n.tag == "pre" for n in outer.iter())


def _is_frame(form: LexborNode) -> bool:
    """Whether a form holds what no form asks for, as that of ASP.NET does, which is put around the whole page."""
    if form.css_first(_FRAME) is not None:
        return True
    prose = (p for p in form.css("p") if len(p.text()) > _FRAMED)
    paragraphs = (p for p in prose if p.css_first("input, textarea, select") is None)
    return next(paragraphs, None) is not None and next(paragraphs, None) is not None


def _is_in_code(node: LexborNode) -> bool:
    """Whether an element stands in code, or in the table that a highlighter makes of it."""
    outer: LexborNode | None = node
    for _ in range(_CODE_DEPTH):
        if outer is None:
            return False
        names = (outer.attributes.get("class") or "").lower()
        if outer.tag in ("pre", "code") or (outer is not node and any(name in names for name in CODE_CLASSES)):
            return True
        outer = outer.parent
    return False
