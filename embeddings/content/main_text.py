"""The post on an HTML page: its title, date and author from the metadata, its text without the page's boilerplate."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import trafilatura
from selectolax.lexbor import LexborHTMLParser

from embeddings.content.dates import parse_date
from embeddings.content.html import Content, content_of, parse_html, plain_title
from embeddings.content.items import Skipped
from embeddings.content.selectors import (
    ANY_DATE,
    AUTHOR,
    BODIES,
    BOILERPLATE,
    CANONICAL,
    DATES,
    LINKED_DATA,
    POST_PARTS,
    POST_TITLE,
)
from embeddings.posts import Block, Post

_TITLE_TAIL = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]+$")
_POST_TYPES = frozenset({"BlogPosting", "Article", "NewsArticle", "TechArticle", "Report", "SocialMediaPosting"})


def page_post(page: str, identity: str, address: str, *, tree: LexborHTMLParser | None = None) -> Post | Skipped:
    """The post that an HTML page holds, or why it holds none.

    Args:
        page: the whole page.
        identity: the post's id.
        address: its address where the page does not name a canonical one.
        tree: the same page, where the caller has parsed it already; the boilerplate is removed from it.
    """
    tree = tree or parse_html(page)
    if tree.css_first(POST_PARTS) is None:
        return Skipped(identity, "it is a fragment of a page: no title, no metadata, no article")
    about = _linked_data(tree)
    title = _title(tree, about)
    content = _main_text(page, tree, title)
    return Post(
        id=identity,
        text=content.text,
        title=title,
        url=_address(tree) or address,
        published=_published(tree, about),
        author=_author(tree, about),
        tags=tuple(dict.fromkeys(_tags(tree, about))),
        blocks=content.blocks,
        links=content.links,
    )


def _main_text(page: str, tree: LexborHTMLParser, title: str) -> Content:
    """The content of the element that marks the body, else the blocks that trafilatura takes for the main text."""
    for node in tree.css(BOILERPLATE):
        node.decompose()
    for selector in BODIES:
        found = tree.css(selector)
        if len(found) == 1 and len(found[0].text(strip=True)) > 40:
            return without_title(content_of(found[0]), title)
    whole = content_of(tree.body)
    main = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True) or ""
    squeezed = "".join(main.split())
    kept = [b for b in whole.blocks if "".join(whole.text[b.start : b.end].split()) in squeezed]
    content = without_title(_only(whole, kept or whole.blocks), title)
    return replace(content, links=tuple(link for link in content.links if link.text in content.text))


def _only(content: Content, kept: Sequence[Block]) -> Content:
    """The content reduced to some of its blocks; it keeps all links."""
    parts: list[str] = []
    moved: list[Block] = []
    length = 0
    for before, block in zip([None, *kept], kept, strict=False):
        if before:
            gap = "\n" if before.kind == block.kind and block.kind in ("item", "table") else "\n\n"
            parts.append(gap)
            length += len(gap)
        body = content.text[block.start : block.end]
        parts.append(body)
        moved.append(Block(length, length + len(body), block.kind, block.level))
        length += len(body)
    return Content("".join(parts), tuple(moved), content.links)


def without_title(content: Content, title: str) -> Content:
    """The content after a heading near its start that repeats the post's title; all of it where there is none."""
    for place, block in enumerate(content.blocks[:4]):
        if block.kind == "heading" and content.text[block.start : block.end] == title:
            return _only(content, content.blocks[place + 1 :])
    return content


def _linked_data(tree: LexborHTMLParser) -> dict[str, Any]:
    """The page's schema.org record of an article, or an empty one (https://schema.org/BlogPosting)."""
    for node in tree.css(LINKED_DATA):
        try:
            found = json.loads(node.text())
        except (ValueError, RecursionError):
            continue
        for record in _records(found):
            kinds = record.get("@type")
            if not _POST_TYPES.isdisjoint(kinds if isinstance(kinds, list) else [str(kinds)]):
                return record
    return {}


def _records(found: Any) -> Iterator[dict[str, Any]]:
    for record in found if isinstance(found, list) else [found]:
        if isinstance(record, dict):
            yield record
            yield from _records(record.get("@graph") or [])


def _meta(tree: LexborHTMLParser, *names: str) -> list[str]:
    for name in names:
        nodes = tree.css(f'meta[property="{name}"], meta[name="{name}"], meta[itemprop="{name}"]')
        values = [(node.attributes.get("content") or "").strip() for node in nodes]
        if any(values):
            return [value for value in values if value]
    return []


def _title(tree: LexborHTMLParser, about: dict[str, Any]) -> str:
    own = tree.css_first(POST_TITLE)
    heading = tree.css_first("h1")
    page_title = tree.css_first("title")
    candidates = (
        plain_title(str(about.get("headline") or "")),
        own.text() if own else "",
        # og:title may be reworded for social networks; a bare heading may be the blog's name.
        *_meta(tree, "og:title")[:1],
        heading.text() if heading else "",
        _TITLE_TAIL.sub("", page_title.text()) if page_title else "",
    )
    return next((title for title in (" ".join(c.split()) for c in candidates) if title), "")


def _published(tree: LexborHTMLParser, about: dict[str, Any]) -> date | None:
    time = tree.css_first(DATES)
    time = time or tree.css_first(ANY_DATE)
    marks = _meta(tree, "article:published_time", "datePublished", "date", "dc.date", "DC.date.issued", "pubdate")
    stamp = (time.attributes.get("datetime") or time.text()) if time else None
    found = (parse_date(value) for value in (about.get("datePublished"), *marks, stamp))
    return next((day for day in found if day), None)


def _author(tree: LexborHTMLParser, about: dict[str, Any]) -> str:
    given = about.get("author")
    names = [a.get("name") if isinstance(a, dict) else a for a in (given if isinstance(given, list) else [given])]
    marks = [name for name in _meta(tree, "author", "article:author") if not name.startswith("http")]
    link = tree.css_first(AUTHOR)
    named = [plain_title(str(name)) for name in names if name] or marks or ([link.text(strip=True)] if link else [])
    return ", ".join(dict.fromkeys(named))


def _tags(tree: LexborHTMLParser, about: dict[str, Any]) -> list[str]:
    words = about.get("keywords")
    if isinstance(words, list):
        return [plain_title(str(word)) for word in words]
    marks = _meta(tree, "article:tag") or [
        part for value in [plain_title(str(words or "")), *_meta(tree, "keywords")] for part in value.split(",")
    ]
    return [mark.strip() for mark in marks if mark.strip()]


def _address(tree: LexborHTMLParser) -> str:
    link = tree.css_first(CANONICAL)
    address = (link.attributes.get("href") or "") if link else ""
    candidates = [address, *_meta(tree, "og:url")]
    return next((url for url in candidates if url.startswith(("http://", "https://"))), "")
