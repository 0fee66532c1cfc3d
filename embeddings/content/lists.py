"""Pages that list posts: a year's, a tag's, the next page of the blog."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from embeddings.content.html import Content, content_of
from embeddings.content.selectors import ELSEWHERE, ENTRIES

_ENTRIES = 2
"""Entries on a list at least."""
_LINES = 3
"""Lines of a list at least."""
_MOSTLY = 0.7
"""Share of a page's text that is its list's."""
_DATE = re.compile(r"[\d.,:/|()\[\]·–—-]+(?:st|nd|rd|th|T[\d:+]+|Z)?,?|[^\W\d_]{3,12}[.,:]?")
_DATE_WORDS = 6
"""Words that a date has at most."""


def is_list(tree: LexborHTMLParser, content: Content) -> bool:
    """Whether a page lists posts, whole or by their titles, and is none itself.

    A post with lists of links in it is none: its page says that it is a post, or has prose besides.

    Args:
        tree: the whole page.
        content: what stands on it as its main text.
    """
    return _has_entries(tree, content) or _has_lines(content)


def _has_entries(tree: LexborHTMLParser, content: Content) -> bool:
    """Whether most of the text stands in several posts that each link to their own page by their title."""
    elsewhere = {node.mem_id for node in tree.css(ELSEWHERE) if node.tag != "body"}
    found = [node for node in tree.css(ENTRIES) if _is_linked(node)]
    inside = {node.mem_id for node in found}
    # One that holds several is no post, but the list.
    held = Counter(_nearest(node, inside) for node in found)
    inside -= {node for node, count in held.items() if count >= _ENTRIES}
    around = inside | elsewhere
    outer = [node for node in found if node.mem_id in inside and not _nearest(node, around)]
    if len(outer) < _ENTRIES:
        return False
    entries = {text for node in outer for text in _block_texts(content_of(node))}
    blocks = list(_block_texts(content))
    listed = sum(len(block) for block in blocks if block in entries)
    return listed >= _MOSTLY * max(sum(map(len, blocks)), 1)


def _block_texts(content: Content) -> Iterator[str]:
    return (content.text[block.start : block.end] for block in content.blocks)


def _is_linked(entry: LexborNode) -> bool:
    heading = entry.css_first("h1, h2, h3, h4")
    around = heading.parent if heading is not None and heading.parent and heading.parent.tag == "a" else None
    link = around or (heading.css_first("a[href]") if heading is not None else None)
    if link is None:
        return False
    return not (link.attributes.get("href") or "").startswith("#") and bool(link.text(strip=True))


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
    listed = [line for line in lines if _is_line(line.split(), links)]
    return len(listed) >= _LINES and sum(map(len, listed)) >= _MOSTLY * len(content.text)


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
