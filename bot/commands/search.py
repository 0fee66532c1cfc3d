"""``/search``: ranked posts with the line that matches, in pages."""

from __future__ import annotations

import re
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui

from bot.i18n import say
from bot.replies.posts import search_card
from bot.replies.respond import NARROWING, respond, suggest_authors, suggest_tags
from embeddings import Filters, Query, QuestionError, read_filters

if TYPE_CHECKING:
    from bot.client import PullquoteBot
    from bot.services.browsing import Browsing

PAGE = 5
PAGES = 5
MAX_WORDS = 55
"""Characters of a look-up: a page button carries it in its id, which holds 100."""


@app_commands.command(description="Look words up: ranked posts, each with the line that matches.")
@app_commands.describe(
    words="The words to look up",
    **NARROWING,
)
@app_commands.autocomplete(author=suggest_authors, tag=suggest_tags)
async def search(
    interaction: discord.Interaction[PullquoteBot],
    words: app_commands.Range[str, 1, MAX_WORDS],
    after: app_commands.Range[str, 1, 100] | None = None,
    before: app_commands.Range[str, 1, 100] | None = None,
    author: app_commands.Range[str, 1, 100] | None = None,
    tag: app_commands.Range[str, 1, 100] | None = None,
) -> None:
    async def card() -> ui.LayoutView:
        browsing = interaction.client.browsing
        filters = read_filters(after, before, author, tag)
        # A button names them by a digest, so they have to be names that the archive has.
        whole = Filters(
            filters.after,
            filters.before,
            _known(await browsing.authors(), filters.author, say("No post has that author. Choose from the list.")),
            _known(await browsing.tags(), filters.tag, say("No post has that tag. Choose from the list.")),
        )
        return await _page(browsing, Query(words, whole), 0)

    await respond(interaction, card())


def _known(names: list[str], typed: str, refusal: str) -> str:
    """The name that was typed, in any case, or the first that holds it.

    Raises:
        QuestionError: there is none.
    """
    if not typed:
        return ""
    folded = typed.casefold()
    found = [name for name in names if name.casefold() == folded] or [n for n in names if folded in n.casefold()]
    if not found:
        raise QuestionError(refusal)
    return found[0]


async def _page(browsing: Browsing, query: Query, number: int) -> ui.LayoutView:
    if not query.text.strip():
        raise QuestionError(say("There are no words to look up."))
    found = (await browsing.look_up(query))[: PAGE * PAGES]
    pages = max(1, -(-len(found) // PAGE))
    number = min(number, pages - 1)
    buttons = [PageButton(query, number - 1, say("← Previous"))] if number else []
    buttons += [PageButton(query, number + 1, say("Next →"))] if number + 1 < pages else []
    return search_card(query, found[number * PAGE :][:PAGE], number + 1, pages, buttons)


def _digest(name: str) -> str:
    return blake2b(name.encode("utf-8", "replace"), digest_size=3).hexdigest() if name else ""


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
        parts = ["s", str(page), *days, _digest(filters.author), _digest(filters.tag), query.text]
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle.secondary, custom_id=":".join(parts)))
        self._query, self._page = query, page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> PageButton:
        browsing: Browsing = interaction.client.browsing
        after, before = (date.fromordinal(int(match[name])) if match[name] else None for name in ("after", "before"))
        author = next((name for name in await browsing.authors() if _digest(name) == match["author"]), "")
        tag = next((name for name in await browsing.tags() if _digest(name) == match["tag"]), "")
        return cls(Query(match["words"], Filters(after, before, author, tag)), int(match["page"]), "Page")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        asker = interaction.message.interaction_metadata if interaction.message else None
        # Whoever did not ask gets a page of their own, rather than turning it under everybody's eyes.
        own = asker is None or asker.user.id == interaction.user.id
        await respond(
            interaction, _page(interaction.client.browsing, self._query, self._page), private=not own, turn=own
        )
