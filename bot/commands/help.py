"""``/help``: how to ask, questions that the archive answers, and the other commands."""

from __future__ import annotations

from discord import app_commands, ui

from bot.commands import Command
from bot.messages.greeting import example_questions, introduction
from bot.replies.card import card_of
from bot.replies.posts import what_it_can_do
from bot.services import Interaction
from bot.services.respond import respond


@app_commands.command(name="help", description="How to ask, and everything else this bot can do.")
async def help_(interaction: Interaction) -> None:
    async def card() -> ui.LayoutView:
        services = interaction.client.services
        questions = await example_questions(services.seen_by(interaction))
        return card_of([], [*introduction(questions, services.command), what_it_can_do(services.command)])

    await respond(interaction, card(), private=True)


COMMANDS: tuple[Command, ...] = (help_,)
