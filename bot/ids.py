"""Buttons whose ids carry all they need, so that they survive a restart and nothing is stored for them.

What they do stands in :mod:`bot.buttons`, which the client knows.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

import discord
from discord import ui

from embeddings import Filters, Lookup, Quote

_KEY, _START, _LENGTH, _EMPHASIS, _DIGEST = 40, 24, 12, 10, 16
"""Bits of each field of a span."""
_BYTES = (_KEY + _START + _LENGTH + 2 * _EMPHASIS + _DIGEST) // 8
PAGES = 100
"""A page button carries its number in two digits, and no more."""
MAX_ID = 100
"""Characters: https://discord.com/developers/docs/components/reference#anatomy-of-a-component."""
_PARTED = "|"
_NEWEST_FIRST = "n"
MAX_QUOTES = 5
"""As many spans as an id of 100 characters holds:
https://discord.com/developers/docs/components/reference#anatomy-of-a-component."""


@dataclass(frozen=True, slots=True)
class Span:
    """A quote as a button carries it."""

    key: str
    """The post's key."""
    start: int
    end: int
    emphasis: tuple[int, int] | None
    digest: str
    """The quote's digest, by which a post that has changed is noticed."""


def packed(quotes: Sequence[Quote]) -> str:
    """The spans of quotes, 14 bytes each, in base64; at most ``MAX_QUOTES`` fit into an id."""
    return urlsafe_b64encode(b"".join(map(_packed, quotes))).decode().rstrip("=")


def unpacked(code: str) -> list[Span]:
    """The spans again. Raises ``ValueError`` where the code is none of ours."""
    data = urlsafe_b64decode(code + "=" * (-len(code) % 4))
    if len(data) % _BYTES:
        raise ValueError(code)
    return [_unpacked(int.from_bytes(data[i : i + _BYTES])) for i in range(0, len(data), _BYTES)]


def digest(name: str) -> str:
    """Six characters for a name that may be too long for an id; none for none."""
    return blake2b(name.encode("utf-8", "replace"), digest_size=3).hexdigest() if name else ""


def packed_filters(filters: Filters) -> str:
    """What narrows a question, names as digests; empty where nothing does."""
    if not filters:
        return ""
    days = [str(day.toordinal()) if day else "" for day in (filters.after, filters.before)]
    return "-".join([*days, digest(filters.author), digest(filters.tag)])


def unpacked_filters(code: str, authors: Iterable[str], tags: Iterable[str]) -> Filters:
    """The filters again, the names found among those that there are. Raises ``ValueError`` where the code is none of
    ours."""
    first, last, author, tag = code.split("-")
    after, before = _day(first), _day(last)
    return Filters(
        after,
        before,
        next((name for name in authors if digest(name) == author), ""),
        next((name for name in tags if digest(name) == tag), ""),
    )


def _day(code: str) -> date | None:
    """A day by its number, or none for none. Raises ``ValueError`` where there is no such day."""
    if not code:
        return None
    if int(code) > date.max.toordinal():
        raise ValueError(code)
    return date.fromordinal(int(code))


def _packed(quote: Quote) -> bytes:
    first, last = quote.emphasis or (quote.start, quote.start)
    fields = (
        (int(quote.post.key, 16), _KEY),
        (quote.start, _START),
        (quote.end - quote.start, _LENGTH),
        (first - quote.start, _EMPHASIS),
        (last - first, _EMPHASIS),
        (int(quote.digest, 16), _DIGEST),
    )
    number = 0
    for value, bits in fields:
        number = number << bits | min(value, (1 << bits) - 1)
    return number.to_bytes(_BYTES)


def _unpacked(number: int) -> Span:
    found = []
    for bits in (_DIGEST, _EMPHASIS, _EMPHASIS, _LENGTH, _START, _KEY):
        found.append(number & (1 << bits) - 1)
        number >>= bits
    digest, bold, offset, length, start, key = found
    emphasis = (start + offset, min(start + offset + bold, start + length)) if bold else None
    return Span(f"{key:010x}", start, start + length, emphasis, f"{digest:04x}")


class QuoteButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=re.compile(r"(?P<action>[a-z]+):(?P<detail>\d)(?P<code>[\w-]*)"),
):
    """A button that does ``action`` (see :mod:`bot.buttons`) with the quotes that its id carries."""

    def __init__(self, action: str, code: str, label: str = "", *, detail: int = 0) -> None:
        """``detail``: a digit for the action, such as the page to turn to."""
        super().__init__(
            ui.Button(
                label=label or action,
                style=discord.ButtonStyle.secondary,
                custom_id=f"{action}:{detail}{code}",
            )
        )
        self._action, self._detail, self._code = action, detail, code

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> QuoteButton:
        return cls(match["action"], match["code"], detail=int(match["detail"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.client.press(interaction, self._action, self._detail, self._code)


class ListButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=re.compile(r"l:(?P<page>\d{1,2}):(?P<code>n?\d{0,7}:\d{0,7}:[^|]*\|[^|]*\|.*)", re.DOTALL),
):
    """Shows a page of what a look-up in the catalog comes to."""

    def __init__(self, code: str, page: int, label: str = "Page") -> None:
        identity = f"l:{page}:{code}"
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle.secondary, custom_id=identity))
        self._code, self._page = code, page

    @classmethod
    def of(cls, lookup: Lookup, page: int, label: str) -> ListButton | None:
        """The button; ``None`` where an id does not hold what is looked up, or a post is asked for by its title."""
        names = lookup.filters.author, lookup.filters.tag
        if lookup.title or lookup.pick not in ("all", "one") or any(_PARTED in name for name in names):
            return None
        code = packed_lookup(lookup)
        # The number of a later page is one digit longer.
        return cls(code, page, label) if len(f"l:{PAGES - 1}:{code}") <= MAX_ID else None

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> ListButton:
        return cls(match["code"], int(match["page"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.client.press(interaction, "listing", self._page, self._code)


def packed_lookup(lookup: Lookup) -> str:
    """What a list of posts is looked up by."""
    filters = lookup.filters
    days = [str(day.toordinal()) if day else "" for day in (filters.after, filters.before)]
    order = _NEWEST_FIRST if lookup.newest_first else ""
    return order + ":".join([*days, _PARTED.join([filters.author, filters.tag, lookup.about])])


def unpacked_lookup(code: str) -> Lookup:
    """The look-up again. Raises ``ValueError`` where the code is none of ours."""
    first, last, names = code.removeprefix(_NEWEST_FIRST).split(":", 2)
    author, tag, about = names.split(_PARTED, 2)
    filters = Filters(_day(first), _day(last), author, tag)
    return Lookup("list", about=about, filters=filters, newest_first=code.startswith(_NEWEST_FIRST))


ITEMS = (QuoteButton, ListButton)
