"""``/archive``: for those who manage the server, by Discord's own permissions. Every reply is private."""

from __future__ import annotations

import asyncio
import logging

import discord
from discord import app_commands, ui

from bot.advice import told
from bot.commands import Command
from bot.i18n import say
from bot.replies.card import card_of
from bot.replies.posts import status_line
from bot.services import Interaction, ServingClient
from bot.services.respond import respond
from embeddings import QuestionError, SourceError, SyncReport

log = logging.getLogger(__name__)

archive_group = app_commands.Group(
    name="archive",
    description="For those who manage this server: what is indexed, and where I answer.",
    default_permissions=discord.Permissions(manage_guild=True),
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
)


@archive_group.command(name="status", description="What is indexed, how fresh it is, and how it is liked.")
async def archive_status(interaction: Interaction) -> None:
    async def card() -> ui.LayoutView:
        bot = interaction.client
        status = await bot.services.browsing.status()
        liked, disliked = await asyncio.to_thread(bot.services.store.votes)
        return card_of(
            [],
            [
                f"**{say('The archive')}**\n{status_line(status)}.",
                f"- {say('Passages: {count}, encoded by {model}', count=f'{status.passages:,}', model=status.model)}\n"
                f"- {say('Sources: {count}', count=len(status.sources))}\n"
                f"- {say('Quotes called helpful: {liked}, not helpful: {disliked}', liked=liked, disliked=disliked)}",
            ],
        )

    await respond(interaction, card(), private=True)


@archive_group.command(name="sync", description="Read the sources again; only what changed is encoded.")
async def archive_sync(interaction: Interaction) -> None:
    async def card() -> ui.LayoutView:
        return card_of([], [_report(await interaction.client.services.syncing.sync())])

    await respond(interaction, card(), private=True)


@archive_group.command(name="add", description="Add a blog by its address, and read it.")
@app_commands.describe(address="Its address, or that of its feed")
async def archive_add(interaction: Interaction, address: app_commands.Range[str, 8, 500]) -> None:
    async def card() -> ui.LayoutView:
        bot = interaction.client
        if len(bot.guilds) > 1 and not _runs(bot, interaction.user):
            raise QuestionError(say("I am on several servers, so only whoever runs me may add a blog."))
        if not address.startswith(("http://", "https://")):
            raise QuestionError(say("That is no address. It starts with https://."))
        try:
            report = await bot.services.syncing.sync([address.strip()])
        except SourceError as error:
            log.warning("%s", told(error))
            raise QuestionError(
                say("I could not read a blog there. Whoever runs me finds the reason in my log.")
            ) from error
        await asyncio.to_thread(bot.services.store.add_source, address.strip())
        return card_of([], [_report(report)])

    await respond(interaction, card(), private=True)


def _runs(bot: ServingClient, user: discord.abc.User) -> bool:
    """Whether a member runs the bot, alone or in a team."""
    about = bot.application
    if about is None:
        return False
    return user.id in {member.id for member in about.team.members} if about.team else user.id == about.owner.id


def _report(report: SyncReport) -> str:
    lines = [
        f"**{say('The archive is up to date')}**",
        say(
            "Posts: {added} added, {changed} changed, {removed} removed, {unchanged} unchanged.",
            added=report.added,
            changed=report.changed,
            removed=report.removed,
            unchanged=report.unchanged,
        ),
    ]
    if report.failed:
        lines.append(say("I could not read a blog there. Whoever runs me finds the reason in my log."))
    if report.skipped:
        # The names of files are for whoever runs the bot, not for the server.
        lines.append(say("Left out: {count}; `pullquote index` says which and why.", count=len(report.skipped)))
    return "\n".join(lines)


COMMANDS: tuple[Command, ...] = (archive_group,)
