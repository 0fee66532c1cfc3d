"""``/archive``: for those who manage the server, by Discord's own permissions. Every reply is private."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import discord
from discord import app_commands, ui

from bot.access import is_guest
from bot.advice import told
from bot.commands import Command
from bot.i18n import say, say_count
from bot.ids import digest
from bot.replies.card import card_of, fitting, shortened
from bot.replies.markdown import escaped
from bot.replies.posts import status_line
from bot.services import Interaction, Served, ServingClient
from bot.services.respond import MAX_CHOICE, MAX_CHOICES, choices, respond
from embeddings import QuestionError, Source, SourceError, SyncReport

log = logging.getLogger(__name__)

_SOURCES_ROOM = 3000
"""Characters of the list of sources."""

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
        served = interaction.client.services.seen_by(interaction)
        status = await served.browsing.status()
        liked, disliked = await asyncio.to_thread(served.store.feedback.votes)
        title = f"{say('The archive')} · {escaped(served.name)}" if served.name else say("The archive")
        return card_of(
            [],
            [
                f"**{title}**\n{status_line(status)}.",
                f"- {say('Passages: {count}, encoded by {model}', count=f'{status.passages:,}', model=status.model)}\n"
                f"- {say('Sources: {count}', count=len(status.sources))}\n"
                f"- {say('Votes on quotes: {liked} helpful, {disliked} not helpful', liked=liked, disliked=disliked)}",
            ],
        )

    await respond(interaction, card(), private=True)


@archive_group.command(name="sync", description="Check the sources for new and changed posts.")
async def archive_sync(interaction: Interaction) -> None:
    async def card() -> ui.LayoutView:
        return card_of([], [_report(await (await _to_change(interaction)).syncing.sync())])

    await respond(interaction, card(), private=True)


@archive_group.command(name="add", description="Add a blog by its address and index it.")
@app_commands.describe(address="The address of the blog or of its feed")
async def archive_add(interaction: Interaction, address: app_commands.Range[str, 8, 500]) -> None:
    async def card() -> ui.LayoutView:
        served = await _to_change(interaction)
        if not address.startswith(("http://", "https://")):
            raise QuestionError(say("That isn’t a web address. It has to start with https://."))
        quota = None if _runs(interaction.client, interaction.user) else interaction.client.services.settings
        before = await served.browsing.status()
        if quota and quota.most_sources and len(before.sources) >= quota.most_sources:
            raise QuestionError(
                say(
                    "This archive has as many sources as it may have: {count}. Remove one first.",
                    count=quota.most_sources,
                )
            )
        try:
            report = await served.syncing.sync([address.strip()])
        except SourceError as error:
            log.warning("%s", told(error))
            raise QuestionError(
                say("I couldn’t read a blog there. Whoever runs me can find the reason in my log.")
            ) from error
        after = await served.browsing.status()
        if quota and quota.most_posts and after.posts > max(quota.most_posts, before.posts):
            for source in set(after.sources) - set(before.sources):
                await served.syncing.remove(source)
            raise QuestionError(
                say(
                    "With this blog, the archive would have more posts than it may have: {count}. I didn’t add it.",
                    count=f"{quota.most_posts:,}",
                )
            )
        await asyncio.to_thread(served.store.add_source, address.strip())
        return card_of([], [_report(report)])

    await respond(interaction, card(), private=True)


async def _suggest_sources(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    try:
        sources = await (await _to_change(interaction)).browsing.sources()
    except QuestionError:
        return []
    # A path may be longer than a choice.
    named = {digest(source.name): shortened(_shown(source), MAX_CHOICE) for source in sources}
    wanted = set(choices(list(named.values()), typed))
    found = [app_commands.Choice(name=name, value=value) for value, name in named.items() if name in wanted]
    return found[:MAX_CHOICES]


@archive_group.command(name="sources", description="List the archive’s sources, or remove one.")
@app_commands.describe(remove="The source to remove, with all its posts")
@app_commands.autocomplete(remove=_suggest_sources)
async def archive_sources(interaction: Interaction, remove: app_commands.Range[str, 1, 500] | None = None) -> None:
    async def card() -> ui.LayoutView:
        served = await _to_change(interaction)
        sources = await served.browsing.sources()
        said = []
        if remove is not None:
            source = next((one for one in sources if remove in (digest(one.name), one.name, _shown(one))), None)
            if source is None:
                raise QuestionError(say("There is no such source. Pick one from the list."))
            count = await served.syncing.remove(source.name)
            sources.remove(source)
            said.append(say("Removed {source}, with its posts: {count}.", source=escaped(_shown(source)), count=count))
            if served.syncing.is_set(source.name):
                again = say("It’s also listed in SOURCES: until it’s removed there, the next sync adds it again.")
                said.append(again)
        lines = [f"- {escaped(_shown(one))} · {say_count('1 post', '{count} posts', one.posts)}" for one in sources]
        listed = "\n".join([f"**{say('Sources')}**", *(fitting(lines, _SOURCES_ROOM) or [say("None yet.")])])
        return card_of([], [*(["\n".join(said)] if said else []), listed])

    await respond(interaction, card(), private=True)


async def _suggest_archives(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    names = choices(_for_choice(interaction), typed)
    return [app_commands.Choice(name=name, value=name) for name in names][:MAX_CHOICES]


@archive_group.command(name="use", description="Which archive I answer from in this server.")
@app_commands.describe(archive="The archive to answer from")
@app_commands.autocomplete(archive=_suggest_archives)
async def archive_use(interaction: Interaction, archive: app_commands.Range[str, 1, 32] | None = None) -> None:
    async def card() -> ui.LayoutView:
        bot, guild = interaction.client, interaction.guild_id
        if guild is None or is_guest(interaction):
            raise QuestionError(say("That only works in a server."))
        if archive is not None:
            use = bot.services.visibility.use
            await asyncio.to_thread(use, guild, archive, runs=_runs(bot, interaction.user))
        used = bot.services.seen_by(interaction).name
        others = [escaped(name) for name in _for_choice(interaction) if name != used]
        if not used:
            return card_of([], [say("I have one archive, and answer from it everywhere.")])
        lines = [say("Here I answer from {archive}.", archive=f"**{escaped(used)}**")]
        if others:
            lines.append(say("You can also choose: {archives}", archives=", ".join(others)))
        return card_of([], ["\n".join(lines)])

    await respond(interaction, card(), private=True)


def _for_choice(interaction: Interaction) -> list[str]:
    """The archives that the member may choose for the server; nobody learns the name of another."""
    if interaction.guild_id is None or is_guest(interaction):
        return []
    bot = interaction.client
    return bot.services.visibility.for_choice(interaction.guild_id, runs=_runs(bot, interaction.user))


async def _to_change(interaction: Interaction) -> Served:
    """The archive that may be seen there, to be changed: by whoever runs the bot, or, where it is the server's own, by
    those who manage the server.

    Raises:
        QuestionError: the member may not change it, or there is none.
    """
    bot = interaction.client
    served = bot.services.seen_by(interaction)
    if _runs(bot, interaction.user):
        return served
    # Those of other processes too.
    guilds = await asyncio.to_thread(bot.services.store.guilds.joined, bot.application_id or 0)
    guilds |= {guild.id for guild in bot.guilds}
    own = bot.services.visibility.is_own(interaction.guild_id or 0, served.name, guilds)
    if not own:
        raise QuestionError(say("Others see this archive too, so only whoever runs me can change it."))
    if not interaction.permissions.manage_guild:
        raise QuestionError(say("To change the archive, you need the permission to manage this server."))
    return served


def _runs(bot: ServingClient, user: discord.abc.User) -> bool:
    """Whether a member runs the bot, alone or in a team."""
    about = bot.application
    if about is None:
        return False
    return user.id in {member.id for member in about.team.members} if about.team else user.id == about.owner.id


def _shown(source: Source) -> str:
    """A source as the server sees it: its address, or of a path its last part."""
    return source.name if "://" in source.name else Path(source.name).name


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
