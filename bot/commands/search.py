"""``/search``: ranked posts with the line that matches, in pages."""

from __future__ import annotations

from discord import app_commands, ui

from bot.buttons.pages import MAX_WORDS, search_page
from bot.commands import Command
from bot.i18n import say
from bot.services import Interaction
from bot.services.respond import NARROWING, respond, suggest_authors, suggest_tags
from embeddings import Filters, Query, QuestionError, read_filters


@app_commands.command(description="Search the blog: matching posts, best first, each with the line that matches.")
@app_commands.describe(
    words="The words to search for",
    **NARROWING,
)
@app_commands.autocomplete(author=suggest_authors, tag=suggest_tags)
async def search(
    interaction: Interaction,
    words: app_commands.Range[str, 1, MAX_WORDS],
    after: app_commands.Range[str, 1, 100] | None = None,
    before: app_commands.Range[str, 1, 100] | None = None,
    author: app_commands.Range[str, 1, 100] | None = None,
    tag: app_commands.Range[str, 1, 100] | None = None,
) -> None:
    async def card() -> ui.LayoutView:
        browsing = interaction.client.services.seen_by(interaction).browsing
        filters = read_filters(after, before, author, tag)
        # A button names them by a digest, so they have to be names that the archive has.
        whole = Filters(
            filters.after,
            filters.before,
            _known(await browsing.authors(), filters.author, say("No post is by that author. Pick one from the list.")),
            _known(await browsing.tags(), filters.tag, say("No post has that tag. Pick one from the list.")),
        )
        return await search_page(browsing, Query(words, whole), 0)

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


COMMANDS: tuple[Command, ...] = (search,)
