"""What every card is made of: Components V2, whose text displays together hold at most 4,000 characters a message.

https://discord.com/developers/docs/components/reference
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.i18n import number, say
from bot.replies.markdown import FRAME, block_quote, escaped, link, link_address, timestamp
from bot.replies.wording import blocks_in, header_lines, marks_of_cut, narrowing
from embeddings import Post, Query, Quote

MAX_TEXT = 4000
MAX_URL = 512
"""Characters of a link; a longer one goes without its text fragment."""
ACCENT = discord.Colour(0xC8553D)
_MAX_NAME = 200
_REST = 40
"""Characters that a line on what is left may take."""
_MAX_AUTHOR = 80


class MisquoteError(RuntimeError):
    """A quote is not what stands in its post. Never sent."""


def card_of(
    head: Sequence[str],
    parts: Sequence[str],
    rows: Sequence[Sequence[ui.Item[Any]]] = (),
    picture: discord.MediaGalleryItem | None = None,
    beside: Mapping[str, ui.Item[Any]] | None = None,
    file: str = "",
) -> ui.LayoutView:
    """The parts with lines between them, as many as Discord takes, the first always, and how many are left; ``head``
    where it fits.

    Args:
        head: small lines above.
        parts: the text.
        rows: buttons below, at most five a row.
        picture: shown above the text.
        beside: buttons, each beside the line of ``head`` that it is about.
        file: the address of one that comes with the message, shown below the text.
    """
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=ACCENT)
    left = MAX_TEXT - len(parts[0])
    for text in head:
        if len(text) <= left:
            button = (beside or {}).get(text)
            container.add_item(ui.Section(text, accessory=button) if button else ui.TextDisplay(text))
            left -= len(text)
    if picture:
        container.add_item(ui.MediaGallery(picture))
    container.add_item(ui.TextDisplay(parts[0]))
    for place, part in enumerate(parts[1:], 1):
        if len(part) + _REST > left:
            if left >= _REST:
                container.add_item(ui.TextDisplay(f"-# {rest_line(len(parts) - place)}"))
            break
        container.add_item(ui.Separator(spacing=discord.SeparatorSpacing.small))
        container.add_item(ui.TextDisplay(part))
        left -= len(part)
    if file:
        container.add_item(ui.File(file))
    for row in rows:
        if row:
            container.add_item(ui.ActionRow(*row))
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    # Its buttons are known by their ids. discord.py would keep what one member sees, with a task, for 15 minutes.
    view.stop()
    return view


def notice_card(text: str) -> ui.LayoutView:
    """A short word to a member, such as that something went wrong."""
    return card_of([], [shortened(text, MAX_TEXT)])


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
    origin = " · ".join(filter(None, (source(quote.post, quote.link), note)))
    text = f"{quoted_words(quote)}\n-# — {origin}"
    if quote.speaker:
        text += f"\n-# {say('{name} is speaking here.', name=escaped(shortened(quote.speaker, _MAX_AUTHOR)))}"
    if quote.reported:
        text += f"\n-# {say('The author is reporting this and may not agree with it.')}"
    names = [named(post) for post in quote.also]
    for count in range(len(names), 0, -1):
        rest = f" {rest_line(len(names) - count)}" if count < len(names) else ""
        line = f"\n-# {say('Also said in: {posts}', posts=', '.join(names[:count]) + rest)}"
        if len(text) + len(line) <= MAX_TEXT:
            return text + line
    return text


def quoted_words(quote: Quote) -> str:
    """The words of a quote alone, below what they are of, and how many items of its list are left out.

    Raises:
        MisquoteError: it does not match its post.
    """
    check(quote)
    bold = [(quote.emphasis[0] - quote.start, quote.emphasis[1] - quote.start)] if quote.emphasis else []
    cut = f"\n-# {rest_line(quote.more_items)}" if quote.more_items else ""
    return f"{words_of(quote, bold, header_lines(quote))}{cut}"


def words_of(quote: Quote, bold: Sequence[tuple[int, int]] = (), above: Sequence[str] = ()) -> str:
    """The words of a quote as a block quote, with a mark beside them where their sentence goes on.

    ``bold`` and ``above``: as for :func:`~bot.replies.markdown.block_quote`.
    """
    before, behind = marks_of_cut(quote)
    start = quote.post.from_first_cell(quote.start)
    tabs = quote.start - start
    bold = [(bold_from + tabs, bold_to + tabs) for bold_from, bold_to in bold]
    blocks = blocks_in(quote.post, start, quote.end)
    lines = block_quote(quote.post.text[start : quote.end], bold, blocks, above=above).split("\n")
    # A mark stands above or below code, whose first and last lines are its frame.
    lines[:1] = [f"> {before.strip()}", *lines[:1]] if before and lines[0] == FRAME else [f"> {before}{lines[0][2:]}"]
    lines[-1:] = [*lines[-1:], f"> {behind.strip()}"] if behind and lines[-1] == FRAME else [f"{lines[-1]}{behind}"]
    return "\n".join(lines)


def newer_line(quote: Quote) -> str:
    """Where a later post says something about the same thing."""
    return f"-# {say('More recent: {post}', post=source(quote.post, quote.link))}"


def named(post: Post) -> str:
    """A post's title as a link, short, for a row of them."""
    address = link_address(post.url)
    return link(shortened(post.name, _MAX_AUTHOR), address if len(address) <= MAX_URL else "")


def source(post: Post, url: str) -> str:
    """A post in a line: title as a link, date, author."""
    return " · ".join([title_link(post, url), *byline(post)])


def title_link(post: Post, url: str = "") -> str:
    """A post's title as a link, to the post itself where no other address of it is given."""
    return link(shortened(post.name, _MAX_NAME), _address(url or post.url, post))


def byline(post: Post) -> list[str]:
    """When a post was published and by whom, as far as that is known."""
    parts = [timestamp(post.published)] if post.published else []
    return [*parts, escaped(shortened(post.author, _MAX_AUTHOR))] if post.author else parts


def quote_address(quote: Quote) -> str:
    """The address that a link to a quote may have; empty without one."""
    return _address(quote.link, quote.post)


def _address(url: str, post: Post) -> str:
    """The address, or the post's own where Discord takes no link as long; empty where it takes neither."""
    return next((address for address in map(link_address, (url, post.url)) if len(address) <= MAX_URL), "")


def listed(posts: Sequence[Post]) -> list[str]:
    """A line a post, as many as there is room for, and how many are left."""
    return fitting([f"- {source(post, post.url)}" for post in posts])


def fitting(lines: Sequence[str], room: int = 3000) -> list[str]:
    """As many lines as there is room for, and one that says how many are left."""
    for count, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            return [*lines[:count], rest_line(len(lines) - count)]
    return list(lines)


def rest_line(count: int) -> str:
    """How much a list leaves out."""
    return say("… and {count} more", count=number(count))


def shortened(text: str, length: int) -> str:
    """The text, with an ellipsis where it is cut to a length. Never for quotes."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
