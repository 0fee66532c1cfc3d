"""How every command and button answers: acknowledged at once, never left hanging, never with a traceback."""

from __future__ import annotations

import logging
from collections.abc import Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui

from bot.replies.card import notice_card
from bot.replies.errors import member_text
from embeddings.posts import Post

if TYPE_CHECKING:
    from bot.client import PullquoteBot

    Interaction = discord.Interaction[PullquoteBot]

log = logging.getLogger(__name__)

NARROWING = {
    "after": "Only posts from then on, such as 2017, July 2017 or 2017-07-09",
    "before": "Only posts up to then, such as 2017, July 2017 or 2017-07-09",
    "author": "Only posts by this author",
    "tag": "Only posts with this tag",
}
"""What members read of the options that narrow a command."""

MAX_CHOICES = 25
MAX_CHOICE = 100
"""Characters of a choice: https://discord.com/developers/docs/interactions/application-commands."""


async def respond(
    interaction: Interaction, card: Coroutine[Any, Any, ui.LayoutView], *, private: bool = False, turn: bool = False
) -> None:
    """Acknowledge the command or the button, then show the card, or what went wrong on the way to it.

    ``private`` shows it to the member alone; ``turn`` shows it in place of the message that the button is on.

    Discord gives up on an interaction that is not acknowledged within three seconds. Where a member brought the bot
    along to a server that did not install it, answers are private.
    """
    brought_along = interaction.is_user_integration() and not interaction.is_guild_integration()
    private = private or (brought_along and interaction.guild_id is not None)
    try:
        await interaction.response.defer(thinking=not turn, ephemeral=private)
    except discord.NotFound:
        card.close()
        log.warning("an interaction expired before it could be acknowledged; is the connection slow?")
        return
    try:
        view = await card
    except Exception as error:
        log.exception("%s could not be answered", interaction.command.name if interaction.command else "a button")
        view = notice_card(member_text(error))
    # The member may have dismissed the answer before it came.
    with suppress(discord.NotFound):
        await interaction.edit_original_response(view=view)


async def suggest_titles(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Posts whose titles are what is being typed."""
    return [_title_choice(post) for post in await interaction.client.shelf.find_titles(typed)][:MAX_CHOICES]


async def suggest_authors(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Authors that hold what is being typed."""
    return _choices(await interaction.client.shelf.authors(), typed)


async def suggest_tags(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Tags that hold what is being typed."""
    return _choices(await interaction.client.shelf.tags(), typed)


def _title_choice(post: Post) -> app_commands.Choice[str]:
    year = f" ({post.day.year})" if post.title and post.day else ""
    title = " ".join(post.name.split()) or post.key
    room = MAX_CHOICE - len(year)
    return app_commands.Choice(name=(title if len(title) <= room else f"{title[: room - 1]}…") + year, value=post.key)


def _choices(names: list[str], typed: str) -> list[app_commands.Choice[str]]:
    wanted = typed.strip().casefold()
    found = [name for name in names if wanted in name.casefold() and len(name.strip()) > 0 and len(name) <= MAX_CHOICE]
    return [app_commands.Choice(name=name, value=name) for name in found[:MAX_CHOICES]]
