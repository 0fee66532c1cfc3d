"""The reply to a question: quotes with their sources, or that nothing answers, with the closest posts.

Built of Components V2 (https://discord.com/developers/docs/components/reference), whose text displays together hold
at most 4,000 characters a message.
"""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.replies.markdown import block_quote, escaped, link, link_address, timestamp
from embeddings.posts import Answer, Post, Query, Quote

MAX_TEXT = 4000
MAX_URL = 512
"""Characters of a link; a longer one goes without its text fragment."""
ACCENT = discord.Colour(0xC8553D)
_MAX_NAME = 200
_MAX_AUTHOR = 80


class MisquoteError(RuntimeError):
    """A quote is not what stands in its post. Never sent."""


def answer_card(answer: Answer, *, asked: Query | None = None) -> ui.LayoutView:
    """The reply to a question.

    Args:
        answer: what the archive says.
        asked: the question with its filters, where they would not be seen otherwise.

    Raises:
        MisquoteError: a quote does not match its post.
    """
    head = [_asked(asked)] if asked else []
    if answer.understood != answer.question:
        head.append(f"-# Understood as: {escaped(shortened(' '.join(answer.understood.split()), _MAX_NAME))}")
    if answer.shown:
        return card_of(head, [quoted(quote) for quote in answer.shown])
    return card_of(head, [_nothing(answer.closest)])


def nearest_card(answer: Answer) -> ui.LayoutView:
    """The passages nearest to a text, which is no question and so has no answer.

    Raises:
        MisquoteError: a quote does not match its post.
    """
    if not answer.quotes:
        return notice_card("Nothing in the archive comes near that.")
    return card_of([], ["**Nearest in the archive**", *(quoted(quote) for quote in answer.quotes)])


def notice_card(text: str) -> ui.LayoutView:
    """A short word to a member, such as that something went wrong."""
    return card_of([], [shortened(text, MAX_TEXT)])


def card_of(head: Sequence[str], sections: Sequence[str]) -> ui.LayoutView:
    """The sections with lines between them, as many as Discord takes, the first always; ``head`` where it fits."""
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=ACCENT)
    left = MAX_TEXT - len(sections[0])
    for text in head:
        if len(text) <= left:
            container.add_item(ui.TextDisplay(text))
            left -= len(text)
    container.add_item(ui.TextDisplay(sections[0]))
    for text in sections[1:]:
        if len(text) > left:
            break
        container.add_item(ui.Separator(spacing=discord.SeparatorSpacing.small))
        container.add_item(ui.TextDisplay(text))
        left -= len(text)
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    return view


def _asked(query: Query) -> str:
    """The question and what narrows it, as understood."""
    filters = query.filters
    parts = [escaped(shortened(" ".join(query.text.split()), _MAX_NAME))]
    parts += [f"from {timestamp(filters.after)}"] if filters.after else []
    parts += [f"to {timestamp(filters.before)}"] if filters.before else []
    parts += [f"by {escaped(shortened(filters.author, _MAX_AUTHOR))}"] if filters.author else []
    parts += [f"tagged {escaped(shortened(filters.tag, _MAX_AUTHOR))}"] if filters.tag else []
    return "-# " + " · ".join(parts)


def quoted(quote: Quote) -> str:
    """A quote with its source under it.

    Raises:
        MisquoteError: it does not match its post.
    """
    if quote.text != quote.post.text[quote.start : quote.end] or not quote.text.strip():
        raise MisquoteError(f"{quote.post.id}: {quote.start} to {quote.end} is not what would be quoted")
    return f"{block_quote(quote.text)}\n-# — {source(quote.post, quote.link)}"


def source(post: Post, url: str) -> str:
    """A post in a line: title as a link, date, author."""
    address = next((address for address in map(link_address, (url, post.url)) if len(address) <= MAX_URL), "")
    parts = [link(shortened(post.name, _MAX_NAME), address)]
    if post.published:
        parts.append(timestamp(post.published))
    if post.author:
        parts.append(escaped(shortened(post.author, _MAX_AUTHOR)))
    return " · ".join(parts)


def _nothing(closest: Sequence[Post]) -> str:
    lines = ["**Nothing in the archive answers that.**"]
    if closest:
        lines.append("The closest posts:")
        lines += (f"- {source(post, post.url)}" for post in closest)
    return "\n".join(lines)


def shortened(text: str, length: int) -> str:
    """The text, with an ellipsis where it is cut to a length. Never for quotes."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
