"""What every card is made of: Components V2, whose text displays together hold at most 4,000 characters a message.

https://discord.com/developers/docs/components/reference
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.i18n import say
from bot.replies.markdown import block_quote, escaped, link, link_address, timestamp
from bot.replies.wording import narrowing
from embeddings import Post, Query, Quote

MAX_TEXT = 4000
MAX_URL = 512
"""Characters of a link; a longer one goes without its text fragment."""
ACCENT = discord.Colour(0xC8553D)
_MAX_NAME = 200
_MAX_AUTHOR = 80


class MisquoteError(RuntimeError):
    """A quote is not what stands in its post. Never sent."""


def card_of(
    head: Sequence[str],
    parts: Sequence[str],
    rows: Sequence[Sequence[ui.Item[Any]]] = (),
    picture: discord.MediaGalleryItem | None = None,
) -> ui.LayoutView:
    """The parts with lines between them, as many as Discord takes, the first always; ``head`` where it fits.

    Args:
        head: small lines above.
        parts: the text.
        rows: buttons below, at most five a row.
        picture: shown above the text.
    """
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=ACCENT)
    left = MAX_TEXT - len(parts[0])
    for text in head:
        if len(text) <= left:
            container.add_item(ui.TextDisplay(text))
            left -= len(text)
    if picture:
        container.add_item(ui.MediaGallery(picture))
    container.add_item(ui.TextDisplay(parts[0]))
    for part in parts[1:]:
        if len(part) > left:
            break
        container.add_item(ui.Separator(spacing=discord.SeparatorSpacing.small))
        container.add_item(ui.TextDisplay(part))
        left -= len(part)
    for row in rows:
        if row:
            container.add_item(ui.ActionRow(*row))
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    return view


def notice_card(text: str) -> ui.LayoutView:
    """A short word to a member, such as that something went wrong."""
    return card_of([], [shortened(text, MAX_TEXT)])


def asked_line(query: Query) -> str:
    """The words of a query and what narrows it, as understood."""
    return " · ".join([shown_question(query.text), *narrowed(query)])


def shown_question(text: str) -> str:
    """A question on one line, cut where it is long, with nothing in it taken for Markdown."""
    return escaped(shortened(" ".join(text.split()), _MAX_NAME))


def narrowed(query: Query) -> list[str]:
    """What narrows a query, as understood."""
    return narrowing(query.filters, lambda name: escaped(shortened(name, _MAX_AUTHOR)), timestamp)


def check(quote: Quote) -> None:
    """Refuse what is no quote.

    Raises:
        MisquoteError: it does not match its post.
    """
    if quote.text != quote.post.text[quote.start : quote.end] or not quote.text.strip():
        raise MisquoteError(f"{quote.post.id}: {quote.start} to {quote.end} is not what would be quoted")


def quoted(quote: Quote, note: str = "") -> str:
    """A quote, the words that answer in bold, with its source and the others that say the same under it.

    Args:
        quote: the quote.
        note: put behind the source.

    Raises:
        MisquoteError: it does not match its post.
    """
    check(quote)
    bold = (quote.emphasis[0] - quote.start, quote.emphasis[1] - quote.start) if quote.emphasis else None
    cut = f"\n-# {say('… and {count} more', count=quote.more_items)}" if quote.more_items else ""
    header = f"{block_quote(quote.post.text[slice(*quote.header)])}\n> …\n" if quote.header else ""
    origin = " · ".join(filter(None, (source(quote.post, quote.link), note)))
    text = f"{header}{block_quote(quote.text, bold)}{cut}\n-# — {origin}"
    if quote.reported:
        text += f"\n-# {say('The author is reporting this and may not agree with it.')}"
    names = [named(post) for post in quote.also]
    for count in range(len(names), 0, -1):
        line = f"\n-# {say('Also said in: {posts}', posts=', '.join(names[:count]))}"
        if len(text) + len(line) <= MAX_TEXT:
            return text + line
    return text


def newer_line(quote: Quote) -> str:
    """Where a later post says something about the same thing."""
    return f"-# {say('More recent: {post}', post=source(quote.post, quote.link))}"


def named(post: Post) -> str:
    """A post's title as a link."""
    address = link_address(post.url)
    return link(shortened(post.name, _MAX_AUTHOR), address if len(address) <= MAX_URL else "")


def source(post: Post, url: str) -> str:
    """A post in a line: title as a link, date, author."""
    parts = [link(shortened(post.name, _MAX_NAME), _address(url, post))]
    if post.published:
        parts.append(timestamp(post.published))
    if post.author:
        parts.append(escaped(shortened(post.author, _MAX_AUTHOR)))
    return " · ".join(parts)


def quote_address(quote: Quote) -> str:
    """The address that a link to a quote may have; empty without one."""
    return _address(quote.link, quote.post)


def _address(url: str, post: Post) -> str:
    """The address, or the post's own where Discord takes no link as long; empty where it takes neither."""
    return next((address for address in map(link_address, (url, post.url)) if len(address) <= MAX_URL), "")


def listed(posts: Sequence[Post], room: int = 3000) -> list[str]:
    """A line a post, as many as there is room for."""
    lines: list[str] = []
    for post in posts:
        line = f"- {source(post, post.url)}"
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    return lines


def fitting(lines: Sequence[str], room: int) -> list[str]:
    """As many lines as there is room for, in characters, and how many are left."""
    shown: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            return [*shown, f"-# {say('… and {count} more', count=len(lines) - len(shown))}"]
        shown.append(line)
    return shown


def shortened(text: str, length: int) -> str:
    """The text, with an ellipsis where it is cut to a length. Never for quotes."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
