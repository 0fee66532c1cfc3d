"""How every command and button answers: acknowledged at once, never left hanging, never with a traceback."""

from __future__ import annotations

import logging
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from typing import Any

import discord
from discord import app_commands, ui

from bot.i18n import speak
from bot.replies.card import notice_card
from bot.replies.errors import member_text
from bot.replies.plain import as_text, refused
from bot.services import Interaction
from embeddings import Post, QuestionError

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


def is_guest(interaction: Interaction) -> bool:
    """Whether a member brought the bot along to a server that did not install it, where it answers privately."""
    brought_along = interaction.is_user_integration() and not interaction.is_guild_integration()
    return brought_along and interaction.guild_id is not None


async def respond(
    interaction: Interaction,
    card: Coroutine[Any, Any, ui.LayoutView],
    *,
    private: bool = False,
    turn: bool = False,
    files: Sequence[discord.File] = (),
) -> None:
    """Acknowledge the command or the button, then show the card, or what went wrong on the way to it.

    Discord gives up on an interaction that is not acknowledged within three seconds.

    Args:
        interaction: the command or the button.
        card: makes what is shown.
        private: show it to the member alone.
        turn: show it in place of the message that the button is on.
        files: what the card shows of its own, complete when the card is.
    """
    speak(interaction.locale)
    try:
        await interaction.response.defer(thinking=not turn, ephemeral=private or is_guest(interaction))
    except discord.HTTPException as error:
        card.close()
        log.warning("an interaction could not be acknowledged (%s); did it expire, is the connection slow?", error)
        return
    with interaction.client.services.open_questions.answering():
        await _answer(interaction, card, turn=turn, files=files)


async def _answer(
    interaction: Interaction, card: Coroutine[Any, Any, ui.LayoutView], *, turn: bool, files: Sequence[discord.File]
) -> None:
    try:
        view = await card
    except Exception as error:
        if not isinstance(error, QuestionError):
            log.exception("%s could not be answered", interaction.command.name if interaction.command else "a button")
        view = notice_card(member_text(error))
        if turn:
            # What is there stays; it may still be of use.
            with suppress(discord.HTTPException):
                await interaction.followup.send(view=view, ephemeral=True)
            return
    await _show(interaction, view, files)


async def _show(interaction: Interaction, view: ui.LayoutView, files: Sequence[discord.File]) -> None:
    try:
        await interaction.edit_original_response(view=view, attachments=list(files))
    except discord.HTTPException as error:
        if refused(error):
            log.warning("Discord takes no card there (%s); the text goes alone", error)
            await interaction.edit_original_response(content=as_text(view))
        else:
            # The member may have dismissed the answer before it came.
            log.warning("an answer could not be shown: %s", error)


async def tell_failure(interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
    """Tell the member, in short, that a command failed before it could answer."""
    log.error("/%s failed", interaction.command.name if interaction.command else "?", exc_info=error)
    card = notice_card(member_text(error))
    try:
        if interaction.response.is_done():
            await interaction.edit_original_response(view=card)
        else:
            await interaction.response.send_message(view=card, ephemeral=True)
    except discord.HTTPException:
        log.exception("the member could not be told")


async def suggest_titles(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Posts whose titles are what is being typed."""
    return [_title_choice(post) for post in await interaction.client.services.browsing.find_titles(typed)][:MAX_CHOICES]


async def suggest_authors(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Authors that hold what is being typed."""
    return _choices(await interaction.client.services.browsing.authors(), typed)


async def suggest_tags(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Tags that hold what is being typed."""
    return _choices(await interaction.client.services.browsing.tags(), typed)


def _title_choice(post: Post) -> app_commands.Choice[str]:
    year = f" ({post.day.year})" if post.title and post.day else ""
    title = " ".join(post.name.split()) or post.key
    room = MAX_CHOICE - len(year)
    return app_commands.Choice(name=(title if len(title) <= room else f"{title[: room - 1]}…") + year, value=post.key)


def _choices(names: list[str], typed: str) -> list[app_commands.Choice[str]]:
    wanted = typed.strip().casefold()
    found = [name for name in names if wanted in name.casefold() and len(name.strip()) > 0 and len(name) <= MAX_CHOICE]
    return [app_commands.Choice(name=name, value=name) for name in found[:MAX_CHOICES]]
