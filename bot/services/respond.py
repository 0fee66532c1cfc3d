"""How every command and button answers: acknowledged at once, never left hanging, never with a traceback."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import discord
from discord import app_commands, ui

from bot.access import is_guest
from bot.connection import FAILURES, persistently
from bot.i18n import say, speak
from bot.logs import concern
from bot.metrics import STAGES
from bot.replies.card import notice_card
from bot.replies.errors import member_text, wait_text
from bot.replies.plain import as_text, refused
from bot.services import Interaction
from bot.services.browsing import Browsing
from bot.services.cooldowns import Kind
from bot.services.failures import apology
from embeddings import Post, QuestionError

log = logging.getLogger(__name__)

NARROWING = {
    "after": "Only posts from this date on, such as 2017, July 2017 or 2017-07-09",
    "before": "Only posts up to this date, such as 2017, July 2017 or 2017-07-09",
    "author": "Only posts by this author",
    "tag": "Only posts with this tag",
}
"""What members read of the options that narrow a command."""

_MISTYPED_SECONDS = 0.5
"""How long a command is not acknowledged for, of the three seconds that Discord gives it."""
_SHOWN_SECONDS = 14 * 60.0
"""How long what is shown can be changed for, less a minute:
https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages"""
_ACKNOWLEDGED = 40060
"""https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes"""
MAX_CHOICES = 25
MAX_CHOICE = 100
"""Characters of a choice: https://discord.com/developers/docs/interactions/application-commands."""


def shows_privately(interaction: Interaction, private: bool | None, *, public: bool = False) -> bool:
    """Whether a reply is shown to the member alone.

    Args:
        interaction: what is replied to.
        private: what the member or the command says; ``None`` where neither says anything.
        public: whether it is for everybody even where the bot is a guest, which answers privately.
    """
    if is_guest(interaction) and not public:
        return True
    if private is not None:
        return private
    guild = interaction.guild_id
    return bool(guild and interaction.client.services.store.guilds.manner(guild).private)


async def respond(
    interaction: Interaction,
    card: Coroutine[Any, Any, ui.LayoutView],
    *,
    private: bool | None = None,
    turn: bool = False,
    public: bool = False,
    files: Sequence[discord.File] = (),
    shown: Callable[[discord.Message], Awaitable[object]] | None = None,
) -> None:
    """Acknowledge the command or the button, then show the card, or what went wrong on the way to it.

    Discord gives up on an interaction that is not acknowledged within three seconds.

    Args:
        interaction: the command or the button.
        card: makes what is shown.
        private: show it to the member alone; ``None`` for what the server's manner says.
        turn: show it in place of the message that the button is on.
        public: show it to everybody even where the bot is a guest, which answers privately.
        files: what the card shows of its own, complete when the card is.
        shown: told of the message that shows the card.
    """
    concern(interaction.id)
    services, ours = interaction.client.services, False
    try:
        with services.open_questions.answering():
            async with services.claims.answering(f"interaction:{interaction.id}") as ours:
                if ours:
                    await _respond(
                        interaction, card, private=private, turn=turn, public=public, files=files, shown=shown
                    )
    finally:
        if not ours:
            card.close()


async def _respond(
    interaction: Interaction,
    card: Coroutine[Any, Any, ui.LayoutView],
    *,
    private: bool | None,
    turn: bool,
    public: bool,
    files: Sequence[discord.File],
    shown: Callable[[discord.Message], Awaitable[object]] | None,
) -> None:
    private = shows_privately(interaction, private, public=public)
    guild = 0 if private else interaction.guild_id or 0
    speak(interaction.client.services.store.guilds.language(guild) or interaction.locale)
    wait = await _wait(interaction)
    if wait:
        card.close()
        card = _refusal(wait)
    private = private or bool(wait)
    making = asyncio.ensure_future(card)
    try:
        if not private and not turn:
            # What a member mistyped is known at once, and is for the member alone; later that cannot be chosen.
            await asyncio.wait({making}, timeout=_MISTYPED_SECONDS)
            if making.done() and isinstance(error := making.exception(), QuestionError):
                await interaction.response.send_message(view=notice_card(member_text(error)), ephemeral=True)
                return
        await interaction.response.defer(thinking=not turn, ephemeral=private)
    except FAILURES as error:
        # Another process had acknowledged it, and died.
        taken_over = isinstance(error, discord.HTTPException) and error.code == _ACKNOWLEDGED
        if not taken_over:
            making.cancel()
            log.warning("an interaction could not be acknowledged (%s); did it expire, is the connection slow?", error)
            return
    await _answer(interaction, making, turn=turn, files=files, shown=shown)


async def _wait(interaction: Interaction) -> float:
    """Seconds that the member has to wait: commands count as questions, buttons for themselves."""
    kind: Kind = "press" if interaction.type is discord.InteractionType.component else "question"
    return await interaction.client.services.cooldowns.wait(interaction.user.id, interaction.channel_id or 0, kind)


async def _refusal(wait: float) -> ui.LayoutView:
    raise QuestionError(wait_text(wait))


async def _answer(
    interaction: Interaction,
    making: asyncio.Future[ui.LayoutView],
    *,
    turn: bool,
    files: Sequence[discord.File],
    shown: Callable[[discord.Message], Awaitable[object]] | None,
) -> None:
    waiting = asyncio.create_task(_ask_for_patience(interaction))
    try:
        view = await making
    except Exception as error:
        view = apology(error, f"{_named(interaction)} could not be answered")
        if turn:
            # What is there stays; it may still be of use.
            with suppress(*FAILURES):
                await interaction.followup.send(view=view, ephemeral=True)
            return
    finally:
        late = waiting.done()
        waiting.cancel()
    if late:
        await _write(interaction, view)
        return
    with STAGES.labels("show").time():
        message = await _show(interaction, view, files)
    if message and shown:
        await shown(message)


async def _ask_for_patience(interaction: Interaction) -> None:
    """Say that it takes longer, in the last minute in which Discord takes that."""
    await asyncio.sleep(_SHOWN_SECONDS)
    await _show(interaction, notice_card(say("This takes a while. I’ll write to you when it’s done.")), ())


async def _write(interaction: Interaction, view: ui.LayoutView) -> None:
    try:
        await persistently(partial(interaction.user.send, view=view))
    except FAILURES as error:
        log.info("a member could not be written to: %s", error)


async def _show(interaction: Interaction, view: ui.LayoutView, files: Sequence[discord.File]) -> discord.Message | None:
    edit = partial(interaction.edit_original_response, allowed_mentions=discord.AllowedMentions.none())

    async def show(**form: Any) -> discord.Message:
        for file in files:
            # An attempt that failed has read it to its end.
            file.reset()
        return await edit(**form, attachments=list(files))

    try:
        try:
            return await persistently(partial(show, view=view))
        except discord.HTTPException as error:
            if not refused(error):
                raise
            log.warning("Discord takes no card there (%s); the text goes alone", error)
            return await persistently(partial(show, content=as_text(view)))
    except FAILURES as error:
        # The member may have dismissed the answer before it came.
        log.warning("an answer could not be shown: %s", error)
        return None


def _named(interaction: discord.Interaction[Any]) -> str:
    return f"/{interaction.command.qualified_name}" if interaction.command else "a button"


async def tell_failure(interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
    """Tell the member, in short, that a command failed before it could answer."""
    concern(interaction.id)
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    card = apology(cause, f"{_named(interaction)} failed")
    try:
        if interaction.response.is_done():
            await interaction.edit_original_response(view=card)
        else:
            await interaction.response.send_message(view=card, ephemeral=True)
    except FAILURES as failure:
        log.warning("the member could not be told: %s", failure)


async def suggest_titles(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Posts whose titles are what is being typed."""
    browsing = _browsing(interaction)
    return [_title_choice(post) for post in await browsing.find_titles(typed)][:MAX_CHOICES] if browsing else []


async def suggest_authors(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Authors that hold what is being typed."""
    browsing = _browsing(interaction)
    return _name_choices(await browsing.authors(), typed) if browsing else []


async def suggest_tags(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Tags that hold what is being typed."""
    browsing = _browsing(interaction)
    return _name_choices(await browsing.tags(), typed) if browsing else []


def _browsing(interaction: Interaction) -> Browsing | None:
    """The posts of the archive that may be seen there, if there is one: a suggestion has no place for a refusal."""
    try:
        return interaction.client.services.seen_by(interaction).browsing
    except QuestionError:
        return None


def _title_choice(post: Post) -> app_commands.Choice[str]:
    year = f" ({post.day.year})" if post.title and post.day else ""
    title = " ".join(post.name.split()) or post.key
    room = MAX_CHOICE - len(year)
    return app_commands.Choice(name=(title if len(title) <= room else f"{title[: room - 1]}…") + year, value=post.key)


def _name_choices(names: list[str], typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=name, value=name) for name in choices(names, typed)][:MAX_CHOICES]


def choices(names: list[str], typed: str) -> list[str]:
    """Of some names those that hold what is being typed, and that Discord takes."""
    wanted = typed.strip().casefold()
    return [name for name in names if wanted in name.casefold() and len(name.strip()) > 0 and len(name) <= MAX_CHOICE]
