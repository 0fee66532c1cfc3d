"""The reply to a question: quotes with their sources, or that nothing answers, with the closest posts.

Built of Components V2 (https://discord.com/developers/docs/components/reference), whose text displays together hold
at most 4,000 characters a message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.replies.markdown import block_quote, escaped, link, link_address, timestamp
from embeddings.posts import Answer, Post, Query, Quote

if TYPE_CHECKING:
    from bot.shelf import Shelf

MAX_TEXT = 4000
MAX_URL = 512
"""Characters of a link; a longer one goes without its text fragment."""
ACCENT = discord.Colour(0xC8553D)
_MAX_NAME = 200
_MAX_AUTHOR = 80


class ContextButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"context:(?P<key>[0-9a-f]{12}):(?P<start>\d{1,9}):(?P<end>\d{1,9}):(?P<digest>[0-9a-f]{8})",
):
    """Shows the sentences around a quote, to whoever presses it. All it needs is in its id, so it survives restarts."""

    def __init__(self, key: str, start: int, end: int, digest: str) -> None:
        super().__init__(
            ui.Button(
                label="Context",
                style=discord.ButtonStyle.secondary,
                custom_id=f"context:{key}:{start}:{end}:{digest}",
            )
        )
        self._span = (key, start, end, digest)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> ContextButton:
        return cls(match["key"], int(match["start"]), int(match["end"]), match["digest"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        from bot.commands.respond import respond  # noqa: PLC0415 - it shows cards itself

        await respond(interaction, self._card(interaction.client.shelf), private=True)

    async def _card(self, shelf: Shelf) -> ui.LayoutView:
        for sentences in (3, 1, 0):
            card = context_card(await shelf.quote(*self._span, sentences=sentences))
            if card is not None:
                return card
        return notice_card("What stands around this quote is longer than a message can be. Open the post to read it.")


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
        return card_of(head, [_with_context(quote) for quote in answer.shown])
    return card_of(head, [Part(_nothing(answer.closest))])


def nearest_card(answer: Answer) -> ui.LayoutView:
    """The passages nearest to a text, which is no question and so has no answer.

    Raises:
        MisquoteError: a quote does not match its post.
    """
    if not answer.quotes:
        return notice_card("Nothing in the archive comes near that.")
    return card_of(["**Nearest in the archive**"], [_with_context(quote) for quote in answer.quotes])


def notice_card(text: str) -> ui.LayoutView:
    """A short word to a member, such as that something went wrong."""
    return card_of([], [Part(shortened(text, MAX_TEXT))])


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a card: text, and a button beside it."""

    text: str
    button: ui.Item[Any] | None = None


def card_of(head: Sequence[str], parts: Sequence[Part], buttons: Sequence[ui.Item[Any]] = ()) -> ui.LayoutView:
    """The parts with lines between them, as many as Discord takes, the first always; ``head`` where it fits."""
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=ACCENT)
    left = MAX_TEXT - len(parts[0].text)
    for text in head:
        if len(text) <= left:
            container.add_item(ui.TextDisplay(text))
            left -= len(text)
    container.add_item(_item(parts[0]))
    for part in parts[1:]:
        if len(part.text) > left:
            break
        container.add_item(ui.Separator(spacing=discord.SeparatorSpacing.small))
        container.add_item(_item(part))
        left -= len(part.text)
    if buttons:
        container.add_item(ui.ActionRow(*buttons))
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    return view


def _item(part: Part) -> ui.Item[Any]:
    text: ui.TextDisplay[Any] = ui.TextDisplay(part.text)
    return text if part.button is None else ui.Section(text, accessory=part.button)


def _asked(query: Query) -> str:
    """The question and what narrows it, as understood."""
    return f"-# {asked_line(query)}"


def asked_line(query: Query) -> str:
    """The words of a query and what narrows it."""
    filters = query.filters
    parts = [escaped(shortened(" ".join(query.text.split()), _MAX_NAME))]
    parts += [f"from {timestamp(filters.after)}"] if filters.after else []
    parts += [f"to {timestamp(filters.before)}"] if filters.before else []
    parts += [f"by {escaped(shortened(filters.author, _MAX_AUTHOR))}"] if filters.author else []
    parts += [f"tagged {escaped(shortened(filters.tag, _MAX_AUTHOR))}"] if filters.tag else []
    return " · ".join(parts)


def context_card(quote: Quote) -> ui.LayoutView | None:
    """A quote in bold among the sentences around it, or ``None`` where they are more than a message holds.

    Raises:
        MisquoteError: the quote does not match its post.
    """
    _check(quote)
    bold = "\n".join(f"**{escaped(line)}**" if line.strip() else line for line in quote.text.split("\n"))
    lines = f"{escaped(quote.before)}{bold}{escaped(quote.after)}".split("\n")
    text = "\n".join(f"> {line}" for line in lines) + f"\n-# — {source(quote.post, quote.link)}"
    return card_of([], [Part(text)]) if len(text) <= MAX_TEXT else None


def _with_context(quote: Quote) -> Part:
    return Part(quoted(quote), ContextButton(quote.post.key, quote.start, quote.end, quote.digest))


def _check(quote: Quote) -> None:
    if quote.text != quote.post.text[quote.start : quote.end] or not quote.text.strip():
        raise MisquoteError(f"{quote.post.id}: {quote.start} to {quote.end} is not what would be quoted")


def quoted(quote: Quote) -> str:
    """A quote with its source under it.

    Raises:
        MisquoteError: it does not match its post.
    """
    _check(quote)
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
