"""``/archive answers``: how the members of a server are answered."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import discord
from discord import app_commands, ui

from bot.commands import Command
from bot.commands.archive import archive_group
from bot.i18n import languages, say
from bot.replies.card import card_of
from bot.services import Interaction
from bot.services.guilds import Manner
from bot.services.respond import respond
from embeddings import QuestionError

_AS_IN_DISCORD = "discord"
_LANGUAGES = [
    app_commands.Choice(name="as set in Discord", value=_AS_IN_DISCORD),
    *(app_commands.Choice(name=name, value=language) for language, name in languages().items()),
]


@archive_group.command(name="answers", description="How I answer here: privately, in threads, in which language.")
@app_commands.describe(
    private="Show answers to commands only to whoever asked, unless they say otherwise",
    thread="Give each question asked in a channel its own thread",
    language="The language I write in here; quotes stay as they are",
)
@app_commands.choices(language=_LANGUAGES)
async def archive_answers(
    interaction: Interaction, private: bool | None = None, thread: bool | None = None, language: str | None = None
) -> None:
    async def card() -> ui.LayoutView:
        guilds, guild = interaction.client.services.store.guilds, interaction.guild
        if guild is None:
            raise QuestionError(say("That only works in a server."))
        manner = guilds.manner(guild.id)
        if private is not None:
            manner = replace(manner, private=private)
        if thread is not None:
            manner = replace(manner, thread=thread)
        if language is not None:
            manner = replace(manner, language="" if language == _AS_IN_DISCORD else language)
        if manner != guilds.manner(guild.id):
            await asyncio.to_thread(guilds.set_manner, guild.id, manner)
        return card_of([], ["\n".join([f"**{say('How I answer here')}**", *_lines(manner, guild.me)])])

    await respond(interaction, card(), private=True)


def manner_lines(manner: Manner) -> list[str]:
    """How a server is answered, a line each."""
    only, everyone = say("Commands: only whoever asked sees the answer"), say("Commands: everyone sees the answer")
    own, there = say("Questions in channels: each in its own thread"), say("Questions in channels: in the channel")
    language = languages()[manner.language] if manner.language else say("as set in Discord")
    return [
        only if manner.private else everyone,
        own if manner.thread else there,
        say("Language: {language}", language=language),
    ]


def _lines(manner: Manner, me: discord.Member) -> list[str]:
    lines = [f"- {line}" for line in manner_lines(manner)]
    allowed = me.guild_permissions
    if manner.thread and not (allowed.create_public_threads and allowed.send_messages_in_threads):
        permissions = "Create Public Threads, Send Messages in Threads"
        lines.append(f"-# {say('For threads I need these permissions: {permissions}.', permissions=permissions)}")
    return lines


COMMANDS: tuple[Command, ...] = ()
