"""Posts that the catalog was asked for, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.i18n import say
from bot.replies.card import card_of, listed, rest_line, shortened
from bot.replies.markdown import escaped, timestamp
from bot.replies.wording import NAMES, headline, name_line, titled_line
from embeddings import CatalogAnswer, Post

_MAX_WORDS = 80


def listing_card(
    found: CatalogAnswer, page: int, pages: int, left: int, buttons: Sequence[ui.Item[Any]]
) -> ui.LayoutView:
    """A page of the posts that a look-up comes to, and the buttons that turn the page.

    ``left``: how many posts stand on no page.
    """
    text = bold_headline(found)
    if pages > 1:
        text += f" · {say('page {page} of {pages}', page=page, pages=pages)}"
    lines = lines_of(text, found, found.posts)
    return card_of([], [f"{lines}\n{rest_line(left)}" if left and page == pages else lines], [buttons])


def bold_headline(found: CatalogAnswer) -> str:
    """What the catalog says, in a line."""
    return f"**{headline(found, _shown, timestamp)}**"


def names_lines(text: str, found: CatalogAnswer) -> str:
    """The line with what it counted and the authors or tags."""
    lines = [f"- {name_line(name, posts, _shown)}" for name, posts in found.names[:NAMES]]
    left = len(found.names) - len(lines)
    return "\n".join([text, *lines, *([f"-# {rest_line(left)}"] if left else [])])


def lines_of(text: str, found: CatalogAnswer, posts: Sequence[Post]) -> str:
    """The line with what it counted more closely and the posts."""
    titled = titled_line(found)
    newest = [say("The newest:")] if found.lookup.kind == "count" and len(posts) < found.count else []
    return "\n".join([text, *([f"-# {titled}"] if titled else []), *newest, *listed(posts)])


def _shown(words: str) -> str:
    return escaped(shortened(words, _MAX_WORDS))
