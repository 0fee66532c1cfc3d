"""The buttons that turn the pages of a look-up."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Any

import discord
from discord import ui

from bot.i18n import say
from bot.ids import digest
from bot.replies.posts import search_card
from bot.services.browsing import Browsing
from bot.services.respond import respond
from embeddings import Filters, Query, QuestionError

PAGE = 5
PAGES = 5
MAX_WORDS = 55
"""Characters of a look-up: a page button carries it in its id, which holds 100."""


async def search_page(browsing: Browsing, query: Query, number: int) -> ui.LayoutView:
    """A page of a look-up, from 0, with the buttons to the others.

    Raises:
        QuestionError: there are no words to look up.
    """
    if not query.text.strip():
        raise QuestionError(say("There are no words to search for."))
    found = (await browsing.look_up(query))[: PAGE * PAGES]
    pages = max(1, -(-len(found) // PAGE))
    number = min(number, pages - 1)
    buttons = [PageButton(query, number - 1, say("← Previous"))] if number else []
    buttons += [PageButton(query, number + 1, say("Next →"))] if number + 1 < pages else []
    return search_card(query, found[number * PAGE :][:PAGE], number + 1, pages, buttons)


class PageButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=re.compile(
        r"s:(?P<page>\d{1,2}):(?P<after>\d{0,7}):(?P<before>\d{0,7}):(?P<author>[0-9a-f]{0,6}):(?P<tag>[0-9a-f]{0,6}):"
        r"(?P<words>.+)",
        re.DOTALL,
    ),
):
    """Turns to another page of a look-up. All it needs is in its id, so it survives restarts."""

    def __init__(self, query: Query, page: int, label: str) -> None:
        filters = query.filters
        days = [str(day.toordinal()) if day else "" for day in (filters.after, filters.before)]
        parts = ["s", str(page), *days, digest(filters.author), digest(filters.tag), query.text]
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle.secondary, custom_id=":".join(parts)))
        self._query, self._page = query, page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> PageButton:
        after, before = (date.fromordinal(int(match[name])) if match[name] else None for name in ("after", "before"))
        author = tag = ""
        # Where no archive may be seen, the page says so.
        with suppress(QuestionError):
            browsing: Browsing = interaction.client.services.seen_by(interaction).browsing
            author = next((name for name in await browsing.authors() if digest(name) == match["author"]), "")
            tag = next((name for name in await browsing.tags() if digest(name) == match["tag"]), "")
        return cls(Query(match["words"], Filters(after, before, author, tag)), int(match["page"]), "Page")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        asker = interaction.message.interaction_metadata if interaction.message else None
        # Whoever did not ask gets a page of their own, rather than turning it under everybody's eyes.
        own = asker is None or asker.user.id == interaction.user.id

        async def card() -> ui.LayoutView:
            browsing = interaction.client.services.seen_by(interaction).browsing
            return await search_page(browsing, self._query, self._page)

        await respond(interaction, card(), private=not own, turn=own)


ITEMS = (PageButton,)
