"""The post on an HTML page: its title, date and author from the metadata, its text without the page's boilerplate."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from embeddings.content.bylines import title_at
from embeddings.content.extraction import only, post_content
from embeddings.content.gates import kind_of_page
from embeddings.content.html import Content, parse_html
from embeddings.content.items import Skipped
from embeddings.content.kinds import KINDS
from embeddings.content.lists import is_list
from embeddings.content.metadata import Metadata
from embeddings.content.selectors import POST_PARTS
from embeddings.content.streamed import in_place
from embeddings.posts import Post

_WHOLE_PAGE = re.compile(r"<(?:!doctype html|html|body)\b", re.IGNORECASE)
_OPENING = 4
"""Blocks among which the title is repeated."""


def page_post(page: str, identity: str, address: str, *, tree: LexborHTMLParser | None = None) -> Post | Skipped:
    """The post that an HTML page holds, or why it holds none.

    Args:
        page: the whole page.
        identity: the post's id.
        address: its address where the page does not name a canonical one.
        tree: the same page, where the caller has parsed it already.
    """
    tree = tree or parse_html(page)
    page = in_place(page)
    if tree.css_first(POST_PARTS) is None and not _WHOLE_PAGE.search(page):
        return Skipped(identity, "it is a fragment of a page: no title, no metadata, no article")
    if kind_of_page(tree) == "protected":
        # Whatever stands there is a teaser, or other posts' words.
        return Skipped(identity, KINDS["protected"], "protected")
    about = Metadata(tree)
    written = post_content(page, tree, about.title, about.address or address, about.author)
    content = without_title(written, about.title)
    if is_list(tree, content, about):
        return Skipped(identity, "it is a list of posts, not a post", "page")
    return Post(
        id=identity,
        text=content.text,
        title=about.title,
        url=about.address or address,
        published=about.published,
        author=about.author,
        tags=about.tags,
        blocks=content.blocks,
        links=content.links,
    )


def without_title(content: Content, title: str) -> Content:
    """The content after the lines near its start that repeat the post's title; all of it where there is none."""
    while (place := title_at(content, title)) is not None and place < _OPENING:
        content = only(content, content.blocks[place + 1 :])
    return content
