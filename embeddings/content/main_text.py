"""HTML pages: title, date and author from their metadata, the text without what stands around it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import trafilatura
from selectolax.lexbor import LexborHTMLParser

from embeddings.content.dates import parse_date
from embeddings.content.html import links_in, reader_text, tree_of
from embeddings.content.items import Skipped
from embeddings.posts import Block, Link, Post

_BODIES = (
    "[itemprop=articleBody]",
    ".entry-content",
    ".post-content",
    ".post-body",
    ".e-content",
    ".article-content",
    ".gh-content",
    "article",
)
"""Where blogging platforms put a post's body, the surest first."""
_AROUND = (
    "nav, aside, footer, form, [role=navigation], [role=complementary], .comments, #comments, .comment-list,"
    " #disqus_thread, .share, .sharing, .sharedaddy, .share-buttons, .social-share, .related, .related-posts,"
    " .jp-relatedposts, .post-navigation, .nav-links, .breadcrumbs, .post-meta, .entry-meta, .entry-footer,"
    " .newsletter, .subscribe, .toc, .table-of-contents, .author-box, .tags-links, .sidebar, #sidebar, .widget-area,"
    " .post-footer, .article-footer, .post-tags, .related-articles, .recommended-posts, .pagination, .pager,"
    " [class*=cookie]:not(html, body, main, article), [id*=cookie]:not(html, body, main, article)"
)
_TITLE_TAIL = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]+$")
_POST_TYPES = frozenset({"BlogPosting", "Article", "NewsArticle", "TechArticle", "Report", "SocialMediaPosting"})


def page_post(page: str, identity: str, address: str) -> Post | Skipped:
    """The post that an HTML page holds, or why it holds none.

    Args:
        page: the whole page.
        identity: the post's id.
        address: its address where the page does not name a canonical one.
    """
    tree = tree_of(page)
    if tree.css_first("title, meta, article, h1") is None:
        return Skipped(identity, "it is a fragment of a page: no title, no metadata, no article")
    about = _linked_data(tree)
    title = _title(tree, about)
    text, blocks, links = _main_text(page, tree, title)
    return Post(
        id=identity,
        text=text,
        title=title,
        url=_address(tree) or address,
        published=_published(tree, about),
        author=_author(tree, about),
        tags=tuple(dict.fromkeys(_tags(tree, about))),
        blocks=blocks,
        links=links,
    )


def _main_text(page: str, tree: LexborHTMLParser, title: str) -> tuple[str, tuple[Block, ...], tuple[Link, ...]]:
    """The body and its links where the page marks it, else the blocks that trafilatura takes for the main text."""
    for node in tree.css(_AROUND):
        node.decompose()
    for selector in _BODIES:
        found = tree.css(selector)
        if len(found) == 1 and len(found[0].text(strip=True)) > 40:
            html = tree.html or ""
            return *without_title(*reader_text(html, root=selector), title), links_in(html, root=selector)
    text, blocks = reader_text(tree.html or "")
    main = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True) or ""
    squeezed = "".join(main.split())
    kept = [b for b in blocks if "".join(text[b.start : b.end].split()) in squeezed] or list(blocks)
    text, blocks = without_title(*_only(text, kept), title)
    return text, blocks, tuple(link for link in links_in(tree.html or "") if link.text in text)


def _only(text: str, kept: list[Block]) -> tuple[str, tuple[Block, ...]]:
    """The text of these blocks alone, with their offsets in it."""
    parts: list[str] = []
    moved: list[Block] = []
    length = 0
    for before, block in zip([None, *kept], kept, strict=False):
        if before:
            gap = "\n" if before.kind == block.kind and block.kind in ("item", "table") else "\n\n"
            parts.append(gap)
            length += len(gap)
        body = text[block.start : block.end]
        parts.append(body)
        moved.append(Block(length, length + len(body), block.kind, block.level))
        length += len(body)
    return "".join(parts), tuple(moved)


def without_title(text: str, blocks: tuple[Block, ...], title: str) -> tuple[str, tuple[Block, ...]]:
    first = next((i for i, b in enumerate(blocks[:4]) if b.kind == "heading" and text[b.start : b.end] == title), None)
    return (text, blocks) if first is None else _only(text, list(blocks[first + 1 :]))


def _linked_data(tree: LexborHTMLParser) -> dict[str, Any]:
    """The page's schema.org record of an article, or an empty one (https://schema.org/BlogPosting)."""
    for node in tree.css("script[type='application/ld+json']"):
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
    own = tree.css_first("article h1, [itemprop=headline], h1.post-title, h1.entry-title")
    heading = tree.css_first("h1")
    page_title = tree.css_first("title")
    candidates = (
        str(about.get("headline") or ""),
        own.text() if own else "",
        # What is meant for other sites may be worded for them; a bare heading may be the blog's name.
        *_meta(tree, "og:title")[:1],
        heading.text() if heading else "",
        _TITLE_TAIL.sub("", page_title.text()) if page_title else "",
    )
    return next((title for title in (" ".join(c.split()) for c in candidates) if title), "")


def _published(tree: LexborHTMLParser, about: dict[str, Any]) -> date | None:
    time = tree.css_first("time[itemprop=datePublished], time[pubdate], time.published, article time[datetime]")
    time = time or tree.css_first("time[datetime]")
    marks = _meta(tree, "article:published_time", "datePublished", "date", "dc.date", "DC.date.issued", "pubdate")
    stamp = (time.attributes.get("datetime") or time.text()) if time else None
    found = (parse_date(value) for value in (about.get("datePublished"), *marks, stamp))
    return next((day for day in found if day), None)


def _author(tree: LexborHTMLParser, about: dict[str, Any]) -> str:
    given = about.get("author")
    names = [a.get("name") if isinstance(a, dict) else a for a in (given if isinstance(given, list) else [given])]
    marks = [name for name in _meta(tree, "author", "article:author") if not name.startswith("http")]
    link = tree.css_first("[rel=author], .p-author, .author .fn, .byline .author")
    named = [str(name) for name in names if name] or marks or ([link.text(strip=True)] if link else [])
    return ", ".join(dict.fromkeys(named))


def _tags(tree: LexborHTMLParser, about: dict[str, Any]) -> list[str]:
    words = about.get("keywords")
    if isinstance(words, list):
        return [str(word) for word in words]
    marks = _meta(tree, "article:tag") or [
        part for value in [str(words or ""), *_meta(tree, "keywords")] for part in value.split(",")
    ]
    return [mark.strip() for mark in marks if mark.strip()]


def _address(tree: LexborHTMLParser) -> str:
    link = tree.css_first("link[rel=canonical]")
    address = (link.attributes.get("href") or "") if link else ""
    candidates = [address, *_meta(tree, "og:url")]
    return next((url for url in candidates if url.startswith(("http://", "https://"))), "")
