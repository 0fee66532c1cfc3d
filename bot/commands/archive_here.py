"""``/archive`` in one server: where the bot answers and announces, what is in force there, and what members did not
find."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import discord
from discord import app_commands, ui

from bot.access import lacking
from bot.commands import Command
from bot.commands.archive import archive_group
from bot.commands.archive_answers import manner_lines
from bot.i18n import say
from bot.replies.card import card_of
from bot.replies.feedback import feedback_card
from bot.replies.markdown import escaped
from bot.services import Interaction, ServingClient
from bot.services.gaps import by_meaning
from bot.services.respond import respond
from bot.services.threads import CATALOG
from bot.settings import Settings
from embeddings import QuestionError

_SHOWN = (
    "answering",
    "quotes",
    "questions_per_member",
    "questions_per_channel",
    "unanswered",
    "questions_per_day",
    "most_sources",
    "most_posts",
    "questions_kept",
    "erase_after_days",
    "answer_bots",
    "sync_every",
    "embedding_model",
    "reader",
    "reranker_model",
)
"""Settings that members meet; the others are secrets, paths and addresses of whoever runs the bot."""
_MOST_QUOTES = 50
"""Quotes that were voted down that are looked up."""


@archive_group.command(name="announce", description="Where I announce new posts.")
@app_commands.describe(channel="The channel to announce new posts in; choose the same one again to stop")
async def archive_announce(interaction: Interaction, channel: discord.TextChannel | None = None) -> None:
    async def card() -> ui.LayoutView:
        bot, guild = interaction.client, interaction.guild
        if guild is None:
            raise QuestionError(say("That only works in a server."))
        guilds = bot.services.store.guilds
        if channel is None:
            announced = await _announced_in(bot, guild)
            there = say("I announce new posts in {channel}. Choose it again to stop.", channel=f"<#{announced}>")
            none = say("I don’t announce new posts here. Choose a channel to start.")
            return card_of([], [there if announced else none])
        check = partial(_refuse_if_lacking, channel, guild.me)
        if not await asyncio.to_thread(guilds.switch_announcing, guild.id, channel.id, interaction.id, check):
            return card_of([], [say("I’ll no longer announce new posts here.")])
        return card_of([], [say("From now on, I’ll announce new posts in {channel}.", channel=channel.mention)])

    await respond(interaction, card(), private=True)


@archive_group.command(
    name="channels", description="Choose the channels where I answer every question, even without a mention."
)
@app_commands.describe(channel="The channel or forum to add, or to remove if it is already on the list")
async def archive_channels(
    interaction: Interaction, channel: discord.TextChannel | discord.ForumChannel | None = None
) -> None:
    async def card() -> ui.LayoutView:
        bot, guild = interaction.client, interaction.guild
        if guild is None:
            raise QuestionError(say("That only works in a server."))
        guilds = bot.services.store.guilds
        said = ""
        if channel is not None:
            check = partial(_refuse_if_lacking, channel, guild.me)
            channels = await asyncio.to_thread(guilds.switch_channel, guild.id, channel.id, interaction.id, check)
            added = say("From now on, I’ll answer every question in {channel}.", channel=channel.mention)
            removed = say("I’ll no longer answer every question in {channel}.", channel=channel.mention)
            said = added if channel.id in channels else removed
        here = _question_channels(bot, guild)
        lines = [f"- <#{number}>" for number in here[:50]] or [say("None yet. I answer wherever I’m mentioned.")]
        return card_of([], [*([said] if said else []), "\n".join([f"**{say('Question channels')}**", *lines])])

    await respond(interaction, card(), private=True)


@archive_group.command(name="settings", description="Show the current settings.")
async def archive_settings(interaction: Interaction) -> None:
    async def card() -> ui.LayoutView:
        bot, guild = interaction.client, interaction.guild
        if guild is None:
            raise QuestionError(say("That only works in a server."))
        announced = await _announced_in(bot, guild)
        nowhere = say("nowhere")
        channels = ", ".join(f"<#{number}>" for number in _question_channels(bot, guild)[:50])
        here = [
            _named(say("Question channels"), channels or nowhere),
            _named(say("Announcements"), f"<#{announced}>" if announced else nowhere),
            *(f"- {line}" for line in manner_lines(bot.services.store.guilds.manner(guild.id))),
        ]
        if used := bot.services.seen_by(interaction).name:
            here.insert(0, _named(say("Answers from the archive"), escaped(used)))
        settings = bot.services.settings
        everywhere = [f"- `{name.upper()}`: {_value_of(settings, name)}" for name in _SHOWN]
        note = say("Whoever runs this bot changes these in its `.env`.")
        commands = say(
            "{channels} and {announce} set where I write, {answers} how.",
            channels=bot.services.command("archive channels"),
            announce=bot.services.command("archive announce"),
            answers=bot.services.command("archive answers"),
        )
        return card_of(
            [],
            [
                "\n".join([f"**{say('In this server')}**", *here, f"-# {commands}"]),
                "\n".join([f"**{say('Everywhere')}**", *everywhere, f"-# {note}"]),
            ],
        )

    await respond(interaction, card(), private=True)


@archive_group.command(name="feedback", description="What members couldn’t find, and what didn’t help them.")
async def archive_feedback(interaction: Interaction) -> None:
    async def card() -> ui.LayoutView:
        services = interaction.client.services
        served = services.seen_by(interaction)
        counted = await asyncio.to_thread(served.store.feedback.report, interaction.guild_id)
        feedback = await CATALOG.run(by_meaning, counted, served.archive)
        quotes = await served.browsing.disliked(feedback.quotes[:_MOST_QUOTES])
        return feedback_card(
            quotes,
            [(asked.question, asked.times) for asked in feedback.disliked],
            [(asked.question, asked.times) for asked in feedback.refused],
            kept=services.settings.questions_kept > 0,
        )

    await respond(interaction, card(), private=True)


def _question_channels(bot: ServingClient, guild: discord.Guild) -> list[int]:
    """The channels of a server in which every question is answered, by setting or by ``/archive channels``."""
    known = {channel.id for channel in guild.channels}
    return sorted(known & (bot.services.question_channels | bot.services.store.guilds.channels(guild.id)))


async def _announced_in(bot: ServingClient, guild: discord.Guild) -> int:
    """The channel of a server in which new posts are announced; 0 where there is none, or it was deleted."""
    announced = await asyncio.to_thread(bot.services.store.guilds.announced_in, guild.id)
    return announced if guild.get_channel(announced) else 0


def _named(name: str, value: str) -> str:
    return f"- {say('{name}: {value}', name=name, value=value)}"


def _value_of(settings: Settings, name: str) -> str:
    """A setting as ``.env`` has it; of a model's folder its name alone, since paths are for whoever runs the bot."""
    value = getattr(settings, name)
    if isinstance(value, bool):
        return str(value).lower()
    return (Path(value).name or "–") if isinstance(value, str) else str(value)


def _refuse_if_lacking(channel: discord.TextChannel | discord.ForumChannel, me: discord.Member) -> None:
    missing = lacking(channel, me)
    if missing:
        raise QuestionError(
            say(
                "In {channel}, I need these permissions: {permissions}. Grant them in the channel’s settings, then try "
                "again.",
                channel=channel.mention,
                permissions=", ".join(missing),
            )
        )


COMMANDS: tuple[Command, ...] = ()
