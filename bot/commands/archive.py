"""``/archive``: for those who manage the server, by Discord's own permissions. Every reply is private."""

from __future__ import annotations

import asyncio
import logging

import discord
from discord import app_commands, ui

from bot.access import lacking
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
    description="For server managers: what is indexed, and where and how I answer.",
    default_permissions=discord.Permissions(manage_guild=True),
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
)


@archive_group.command(name="status", description="What is indexed, how fresh it is, and how answers are rated.")
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
                f"- {say('Votes on quotes: {liked} helpful, {disliked} not helpful', liked=liked, disliked=disliked)}",
            ],
        )

    await respond(interaction, card(), private=True)


@archive_group.command(name="sync", description="Check the sources for new and changed posts.")
async def archive_sync(interaction: Interaction) -> None:
    async def card() -> ui.LayoutView:
        return card_of([], [_report(await interaction.client.services.syncing.sync())])

    await respond(interaction, card(), private=True)


@archive_group.command(name="add", description="Add a blog by its address and index it.")
@app_commands.describe(address="The address of the blog or of its feed")
async def archive_add(interaction: Interaction, address: app_commands.Range[str, 8, 500]) -> None:
    async def card() -> ui.LayoutView:
        bot = interaction.client
        if len(bot.guilds) > 1 and not _runs(bot, interaction.user):
            raise QuestionError(say("I’m in several servers, so only whoever runs me can add a blog."))
        if not address.startswith(("http://", "https://")):
            raise QuestionError(say("That isn’t a web address. It has to start with https://."))
        try:
            report = await bot.services.syncing.sync([address.strip()])
        except SourceError as error:
            log.warning("%s", told(error))
            raise QuestionError(
                say("I couldn’t read a blog there. Whoever runs me can find the reason in my log.")
            ) from error
        await asyncio.to_thread(bot.services.store.add_source, address.strip())
        return card_of([], [_report(report)])

    await respond(interaction, card(), private=True)


@archive_group.command(name="announce", description="Where I tell of new posts; without a channel, nowhere.")
@app_commands.describe(channel="The channel to tell of new posts in")
async def archive_announce(interaction: Interaction, channel: discord.TextChannel | None = None) -> None:
    async def card() -> ui.LayoutView:
        bot, guild = interaction.client, interaction.guild
        if guild is None:
            raise QuestionError(say("That only works in a server."))
        if channel is not None:
            _refuse_if_lacking(channel, guild.me)
        await asyncio.to_thread(bot.services.store.announce_in, guild.id, channel.id if channel else 0)
        if channel is None:
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
        channels = bot.services.store.channels(guild.id)
        said = ""
        if channel is not None and channel.id in channels:
            channels -= {channel.id}
            said = say("I’ll no longer answer every question in {channel}.", channel=channel.mention)
        elif channel is not None:
            _refuse_if_lacking(channel, guild.me)
            channels |= {channel.id}
            said = say("From now on, I’ll answer every question in {channel}.", channel=channel.mention)
        if channel is not None:
            await asyncio.to_thread(bot.services.store.set_channels, guild.id, channels)
        here = sorted(bot.services.question_channels & {known.id for known in guild.channels} | channels)
        lines = [f"- <#{number}>" for number in here[:50]] or [say("None yet. I answer wherever I’m mentioned.")]
        return card_of([], [*([said] if said else []), "\n".join([f"**{say('Question channels')}**", *lines])])

    await respond(interaction, card(), private=True)


@archive_group.command(name="settings", description="Show the current settings.")
async def archive_settings(interaction: Interaction) -> None:
    async def card() -> ui.LayoutView:
        settings = interaction.client.services.settings
        shown = {
            "QUOTES": settings.quotes,
            "QUESTIONS_PER_MEMBER": settings.questions_per_member,
            "QUESTIONS_PER_CHANNEL": settings.questions_per_channel,
            "ANSWER_BOTS": settings.answer_bots,
            "EMBEDDING_MODEL": settings.embedding_model,
        }
        lines = [f"- `{name}`: {value}" for name, value in shown.items()]
        note = say("Whoever runs this bot changes them in its `.env`. `/archive channels` changes where I answer.")
        return card_of([], ["\n".join([f"**{say('Settings')}**", *lines]), f"-# {note}"])

    await respond(interaction, card(), private=True)


def _runs(bot: ServingClient, user: discord.abc.User) -> bool:
    """Whether a member runs the bot, alone or in a team."""
    about = bot.application
    if about is None:
        return False
    return user.id in {member.id for member in about.team.members} if about.team else user.id == about.owner.id


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
        lines.append(say("I couldn’t read a blog there. Whoever runs me can find the reason in my log."))
    if report.skipped:
        # The names of files are for whoever runs the bot, not for the server.
        lines.append(say("Skipped: {count}. `pullquote index` shows which and why.", count=len(report.skipped)))
    return "\n".join(lines)


COMMANDS: tuple[Command, ...] = (archive_group,)
