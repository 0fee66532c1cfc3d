"""Shows all posts that a look-up in the catalog comes to, and turns their pages."""

from __future__ import annotations

from discord import ui

from bot.buttons.pressed import asker_id, stale_text
from bot.i18n import say
from bot.ids import PAGES, ListButton, unpacked_lookup
from bot.replies.listing import listing_card
from bot.services import Interaction
from bot.services.browsing import Browsing
from bot.services.respond import respond
from embeddings import Lookup, QuestionError

ACTION = "listing"
PAGE = 10


async def run(interaction: Interaction, number: int, code: str) -> None:
    """Show a page, from 0."""
    # Whoever did not ask gets a page of their own, rather than turning it under everybody's eyes.
    own = await asker_id(interaction) == interaction.user.id

    async def card() -> ui.LayoutView:
        try:
            lookup = unpacked_lookup(code)
        except ValueError as error:
            raise QuestionError(stale_text()) from error
        return await listing_page(interaction.client.services.seen_by(interaction).browsing, lookup, number)

    await respond(interaction, card(), private=not own, turn=own)


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
    left = max(0, found.count - pages * PAGE)
    return listing_card(found, number + 1, pages, left, [button for button in buttons if button])
