"""The reply to a question: quotes with their sources, or that nothing answers, with the closest posts.

Built of Components V2 (https://discord.com/developers/docs/components/reference), whose text displays together hold
at most 4,000 characters a message.
"""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.replies.markdown import block_quote, escaped, link, timestamp
from embeddings.posts import Answer, Post, Quote

MAX_TEXT = 4000
MAX_URL = 512
"""Characters of a link; a longer one goes without its text fragment."""
ACCENT = discord.Colour(0xC8553D)
_MAX_NAME = 200
_MAX_AUTHOR = 80


class MisquoteError(RuntimeError):
    """A quote is not what stands in its post. Never sent."""


def answer_card(answer: Answer, *, asked: bool = False) -> ui.LayoutView:
    """The reply to a question.

    Args:
        answer: what the archive says.
        asked: whether the question stands on the card, where it would not be seen otherwise.

    Raises:
        MisquoteError: a quote does not match its post.
    """
    head = [f"-# {escaped(_shortened(' '.join(answer.question.split()), _MAX_NAME))}"] if asked else []
    if answer.shown:
        return _card(head, [_quoted(quote) for quote in answer.shown])
    return _card(head, [_nothing(answer.closest)])


def notice_card(text: str) -> ui.LayoutView:
    """A short word to a member, such as that something went wrong."""
    return _card([], [_shortened(text, MAX_TEXT)])


def _card(head: Sequence[str], sections: Sequence[str]) -> ui.LayoutView:
    """The sections with lines between them, as many as Discord takes; the first is always short enough."""
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=ACCENT)
    left = MAX_TEXT
    for text in head:
        container.add_item(ui.TextDisplay(text))
        left -= len(text)
    for number, text in enumerate(sections):
        if len(text) > left:
            break
        if number:
            container.add_item(ui.Separator(spacing=discord.SeparatorSpacing.small))
        container.add_item(ui.TextDisplay(text))
        left -= len(text)
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    return view


def _quoted(quote: Quote) -> str:
    if quote.text != quote.post.text[quote.start : quote.end] or not quote.text.strip():
        raise MisquoteError(f"{quote.post.id}: {quote.start} to {quote.end} is not what would be quoted")
    return f"{block_quote(quote.text)}\n{_source(quote.post, quote.link)}"


def _source(post: Post, url: str) -> str:
    """The line under a quote: title as a link, date, author."""
    address = next((address for address in (url, post.url) if len(address) <= MAX_URL), "")
    parts = [link(_shortened(post.name, _MAX_NAME), address)]
    if post.published:
        parts.append(timestamp(post.published))
    if post.author:
        parts.append(escaped(_shortened(post.author, _MAX_AUTHOR)))
    return "-# — " + " · ".join(parts)


def _nothing(closest: Sequence[Post]) -> str:
    lines = ["**Nothing in the archive answers that.**"]
    if closest:
        lines.append("The closest posts:")
        lines += (f"- {_source(post, post.url).removeprefix('-# — ')}" for post in closest)
    return "\n".join(lines)


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
