"""Pages that list posts: a year's, a tag's, the next page of the blog."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from embeddings.content.html import Content, content_of
from embeddings.content.metadata import Metadata
from embeddings.content.selectors import ELSEWHERE, ENTRIES

_ENTRIES = 2
"""Entries on a list at least."""
_AROUND = 2
"""Elements around a title in which its link is looked for."""
_LINES = 3
"""Lines of a list at least."""
_MOSTLY = 0.7
"""Share of a page's text that is its list's."""
_DATE = re.compile(r"[\d.,:/|()\[\]·–—-]+(?:st|nd|rd|th|T[\d:+]+|Z)?,?|[^\W\d_]{3,12}[.,:]?")
_GLUED = re.compile(r"(\d)(?=[^\W\d_])")
"""Where a theme sets a date before a title by its style sheet alone."""
_DATE_WORDS = 6
"""Words that a date has at most."""


def is_list(tree: LexborHTMLParser, content: Content, about: Metadata) -> bool:
    """Whether a page lists posts, whole or by their titles, and is none itself.

    A post with lists of links in it is none: its page says that it is a post, or has prose besides.

    Args:
        tree: the whole page.
        content: what stands on it as its main text.
        about: what it says about itself.
    """
    if about.is_dated_post:
        return False
    return _has_entries(tree, content) or (not about.is_post and _has_lines(content))


def entries_on(tree: LexborHTMLParser) -> list[LexborNode]:
    """The posts on a page that each link to their own page by their title."""
    elsewhere = {node.mem_id for node in tree.css(ELSEWHERE) if node.tag != "body"}
    # An element of several of the classes is found as often.
    found = [*{node.mem_id: node for node in tree.css(ENTRIES) if _is_linked(node)}.values()]
    inside = {node.mem_id for node in found}
    # One that holds several is no post, but the list.
    held = Counter(_nearest(node, inside) for node in found)
    inside -= {node for node, count in held.items() if count >= _ENTRIES}
    around = inside | elsewhere
    return [node for node in found if node.mem_id in inside and not _nearest(node, around)]


def _has_entries(tree: LexborHTMLParser, content: Content) -> bool:
    """Whether most of the text stands in several of them."""
    outer = entries_on(tree)
    if len(outer) < _ENTRIES:
        return False
    entries = {text for node in outer for text in _block_texts(content_of(node))}
    blocks = list(_block_texts(content))
    listed = sum(len(block) for block in blocks if block in entries)
    return listed >= _MOSTLY * max(sum(map(len, blocks)), 1)


def _block_texts(content: Content) -> Iterator[str]:
    return (content.text[block.start : block.end] for block in content.blocks)


def _is_linked(entry: LexborNode) -> bool:
    heading = entry.css_first("[itemprop=headline], [property=headline]") or entry.css_first("h1, h2, h3, h4")
    around = next((node for node in _around(heading) if node.tag == "a"), None)
    link = around or (heading.css_first("a[href]") if heading is not None else None)
    if link is None:
        return False
    return not (link.attributes.get("href") or "").startswith("#") and bool(link.text(strip=True))


def _around(heading: LexborNode | None) -> Iterator[LexborNode]:
    """The elements next around a title."""
    for _ in range(_AROUND):
        heading = heading.parent if heading is not None else None
        if heading is not None:
            yield heading


def _nearest(node: LexborNode, wanted: set[int]) -> int:
    """The innermost of the wanted elements that it stands in, by ``mem_id``; 0 for none."""
    place = node.parent
    while place is not None and place.mem_id not in wanted:
        place = place.parent
    return place.mem_id if place is not None else 0


def _has_lines(content: Content) -> bool:
    """Whether most of the text is lines of a link and a date."""
    links = {link.text for link in content.links}
    lines = [content.text[block.start : block.end] for block in content.blocks if block.kind in ("item", "table")]
    listed = [
        line
        for line in lines
        if _is_line(line.split(), links) or _is_line(_GLUED.sub(r"\1 ", line, count=1).split(), links)
    ]
    # The years that part them say nothing besides.
    total = sum(block.end - block.start for block in content.blocks if block.kind != "heading")
    return len(listed) >= _LINES and sum(map(len, listed)) >= _MOSTLY * total


def _is_line(words: list[str], links: set[str]) -> bool:
    """Whether the words are a link, with at most a date before or behind it."""
    for length in range(min(len(words), _DATE_WORDS + 1)):
        before, behind = words[:length], words[len(words) - length :]
        if _is_date(before) and " ".join(words[length:]) in links:
            return True
        if _is_date(behind) and " ".join(words[: len(words) - length]) in links:
            return True
    return False


def _is_date(words: list[str]) -> bool:
    return all(_DATE.fullmatch(word) for word in words)
