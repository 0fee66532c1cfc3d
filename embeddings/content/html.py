"""HTML -> the text that a reader sees, with its blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from embeddings.posts import Block, BlockKind, Link

_HIDDEN = frozenset(
    """head script style noscript template svg math iframe object embed canvas video audio form button
    select textarea nav dialog map area""".split()
)
_BLOCKS = frozenset(
    """address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer
    h1 h2 h3 h4 h5 h6 header hgroup hr html li main ol p pre section summary table tbody tfoot thead tr
    ul caption""".split()
)
_INVISIBLE_CLASSES = frozenset({"sr-only", "screen-reader-text", "visually-hidden", "headerlink", "header-anchor"})
_BESIDE_THE_TEXT = frozenset(
    """button-wrapper captioned-button-wrap subscription-widget-wrap subscription-widget sharedaddy jp-relatedposts
    wp-block-buttons wp-block-social-links kg-button-card kg-signup-card kg-cta-card addtoany_share_save_container
    social-share share-buttons""".split()
)
"""Classes by which platforms mark buttons and boxes that they put between the paragraphs of a post."""
_SPACE = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r" *([\n\t]) *")
_MAX_DEPTH = 500
"""Browsers stop nesting at about this depth too (the HTML Standard leaves it to them)."""
_ROOM = 300
_UNCLOSED = 2000
"""Tags that are not closed from which a page is looked at more closely."""
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)\b[^>]*>")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr p li td tr dd dt option".split())
"""Elements that need no closing tag."""


@dataclass
class _Writer:
    """Collects text runs into blocks, with the white space of a page laid out by a browser."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0
    run: list[str] = field(default_factory=list)

    def flush(self, kind: BlockKind, level: int) -> None:
        raw = "".join(self.run)
        self.run.clear()
        text = raw.strip("\n").rstrip() if kind == "code" else _lines(raw)
        if not text.strip():
            return
        if self.blocks:
            near = kind in ("item", "table") and self.blocks[-1].kind == kind
            gap = "\n" if near else "\n\n"
            self.parts.append(gap)
            self.length += len(gap)
        self.parts.append(text)
        self.blocks.append(Block(self.length, self.length + len(text), kind, level))
        self.length += len(text)


def _lines(raw: str) -> str:
    """Inline text as it is laid out: ``<br>`` starts a line, other white space is one space."""
    return _AROUND_BREAK.sub(r"\1", raw).strip()


def tree_of(html: str) -> LexborHTMLParser:
    """The page as a tree, however broken. Elements that nest deeper than browsers let them are taken out first: a
    hundred thousand that are never closed would take the parser a quarter of a minute."""
    if html.count("<") - 2 * html.count("</") > _UNCLOSED:
        depth = 0

        def shallow(match: re.Match[str]) -> str:
            nonlocal depth
            if match.group(2).lower() in _VOID:
                return match.group()
            depth = max(0, depth + (-1 if match.group(1) else 1))
            return match.group() if depth < _MAX_DEPTH - _ROOM else ""

        html = _TAG.sub(shallow, html)
    return LexborHTMLParser(html)


def reader_text(html: str, *, root: str | None = None) -> tuple[str, tuple[Block, ...]]:
    """The text that a reader sees of a piece of HTML, and its blocks as spans over it.

    Paragraphs, headings and code are two line breaks apart; list items and table rows one; the cells of a row a tab.

    Args:
        html: a fragment or a page, however broken.
        root: CSS selector of the element to read; all of the page without it.
    """
    tree = tree_of(html)
    start = tree.css_first(root) if root else tree.body
    writer = _Writer()
    if start is not None:
        _walk(start, writer)
    return "".join(writer.parts), tuple(writer.blocks)


def plain_title(title: str) -> str:
    """A title as a reader sees it: feeds and exports carry it as HTML, sometimes escaped twice."""
    return " ".join((reader_text(title)[0] if "<" in title or "&" in title else title).split())


def links_in(html: str, *, root: str | None = None) -> tuple[Link, ...]:
    """The links that stand in a piece of HTML and have words; see :func:`reader_text`."""
    tree = tree_of(html)
    start = tree.css_first(root) if root else tree.body
    found = (
        (" ".join(node.text().split()), node.attributes.get("href") or "") for node in (start.css("a") if start else ())
    )
    return tuple(Link(text, address.strip()) for text, address in found if text and address.strip())


def _walk(root: LexborNode, writer: _Writer) -> None:
    """Depth first with a stack of our own: pages nest deeper than Python's recursion goes."""
    kinds: list[tuple[BlockKind, int]] = [("paragraph", 0)]
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag or ""
        if leaving:
            writer.flush(*kinds.pop())
            continue
        if node.is_text_node:
            _write_text(node.text_content or "", kinds[-1][0], writer)
            continue
        if not node.is_element_node or _is_hidden(node, tag) or len(stack) > _MAX_DEPTH * 100:
            continue
        if tag == "br":
            writer.run.append("\n")
        elif tag in ("td", "th") and writer.run:
            writer.run.append("\t")
        if tag in _BLOCKS:
            writer.flush(*kinds[-1])
            kinds.append(_kind(tag, kinds[-1]))
            stack.append((node, True))
        children = []
        child = node.first_child
        while child is not None:
            children.append((child, False))
            child = child.next
        if len(kinds) < _MAX_DEPTH:
            stack.extend(reversed(children))
    writer.flush("paragraph", 0)


def _write_text(text: str, kind: BlockKind, writer: _Writer) -> None:
    if kind == "code":
        writer.run.append(text)
        return
    text = _SPACE.sub(" ", text)
    if writer.run and writer.run[-1][-1:] in (" ", "\n", "\t"):
        text = text.removeprefix(" ")
    if text:
        writer.run.append(text)


def _kind(tag: str, outer: tuple[BlockKind, int]) -> tuple[BlockKind, int]:
    if tag == "pre":
        return "code", 0
    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        return "heading", int(tag[1])
    if tag in ("li", "dd"):
        return "item", 0
    if tag == "blockquote":
        return "quotation", 0
    if tag == "tr":
        return "table", 0
    # A paragraph in a list item is still that item's.
    return outer if outer[0] in ("item", "quotation", "code", "table") else ("paragraph", 0)


def _is_hidden(node: LexborNode, tag: str) -> bool:
    if tag in _HIDDEN:
        return True
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = (attributes.get("style") or "").replace(" ", "").lower()
    if "display:none" in style:
        return True
    classes = (attributes.get("class") or "").split()
    return not (_INVISIBLE_CLASSES.isdisjoint(classes) and _BESIDE_THE_TEXT.isdisjoint(classes))
