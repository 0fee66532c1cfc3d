"""The buttons that show all posts that a look-up in the catalog comes to, and turn their pages."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import discord
from discord import ui

from bot.i18n import say
from bot.replies.listing import listing_card
from bot.services.browsing import Browsing
from bot.services.respond import respond
from embeddings import Filters, Lookup

PAGE = 10
PAGES = 100
"""A page button carries its number in two digits, and no more."""
MAX_ID = 100
"""Characters: https://discord.com/developers/docs/components/reference#anatomy-of-a-component."""
_PARTED = "|"


async def listing_page(browsing: Browsing, lookup: Lookup, number: int) -> ui.LayoutView:
    """A page of the posts that a look-up comes to, from 0, with the buttons to the others."""
    found = await browsing.looked_up(lookup, number * PAGE, PAGE)
    pages = min(PAGES, max(1, -(-found.count // PAGE)))
    if number >= pages:
        # Posts have gone since the button was made.
        return await listing_page(browsing, lookup, pages - 1)
    turns = [(number - 1, say("← Previous"))] if number else []
    turns += [(number + 1, say("Next →"))] if number + 1 < pages else []
    buttons = [ListButton.of(lookup, page, label) for page, label in turns]
    return listing_card(found, number + 1, pages, [button for button in buttons if button])


class ListButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=re.compile(
        r"l:(?P<page>\d{1,2}):(?P<after>\d{0,7}):(?P<before>\d{0,7}):(?P<author>[^|]*)\|(?P<tag>[^|]*)\|(?P<words>.*)",
        re.DOTALL,
    ),
):
    """Shows a page of what a look-up comes to. All it needs is in its id, so it survives restarts."""

    def __init__(self, lookup: Lookup, page: int, label: str) -> None:
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle.secondary, custom_id=_identity(lookup, page)))
        self._lookup, self._page = lookup, page

    @classmethod
    def of(cls, lookup: Lookup, page: int, label: str) -> ListButton | None:
        """The button; ``None`` where an id does not hold what is looked up, or a post is asked for by its title."""
        names = lookup.filters.author, lookup.filters.tag
        if lookup.title or lookup.pick != "all" or any(_PARTED in name for name in names):
            return None
        # The number of a later page is one digit longer.
        return cls(lookup, page, label) if len(_identity(lookup, PAGES - 1)) <= MAX_ID else None

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> ListButton:
        after, before = (date.fromordinal(int(match[name])) if match[name] else None for name in ("after", "before"))
        filters = Filters(after, before, match["author"], match["tag"])
        return cls(Lookup("list", about=match["words"], filters=filters), int(match["page"]), "Page")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        asker = interaction.message.interaction_metadata if interaction.message else None
        # Whoever did not ask gets a page of their own, rather than turning it under everybody's eyes.
        own = asker is None or asker.user.id == interaction.user.id
        page = listing_page(interaction.client.services.browsing, self._lookup, self._page)
        await respond(interaction, page, private=not own, turn=own)


def _identity(lookup: Lookup, page: int) -> str:
    filters = lookup.filters
    days = [str(day.toordinal()) if day else "" for day in (filters.after, filters.before)]
    return ":".join(["l", str(page), *days, _PARTED.join([filters.author, filters.tag, lookup.about])])


ITEMS = (ListButton,)
