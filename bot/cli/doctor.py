"""What is wrong with the setup, and how to fix it."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import shutil
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import discord

import embeddings
from bot.access import NEEDED, invite_link, lacking, needed_intents, without_message_content
from bot.advice import about_language, told
from bot.cli.limits import is_enough_to_answer, memory_advice, memory_limit
from bot.cli.opening import SOURCES_OF_SEVERAL, opened
from bot.cli.preview import INSTALL
from bot.cli.terminal import number_of_posts
from bot.services.database import FILE
from bot.services.store import Store
from bot.settings import Settings
from embeddings import PullquoteError, check_source

_ROOM = 500 * 2**20
"""Bytes that an archive of a large blog may come to need."""

_DISCORD_SECONDS = 60.0
"""Seconds that all questions to Discord may take."""
_SERVERS = 20
"""Servers whose permissions are looked at."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    well: bool
    text: str
    """How it is, or what is wrong and how to mend it."""


def examine(settings: Settings, place: Path | str, *, archives: Sequence[Path | str] = ()) -> Iterator[Finding]:
    """Look at the sources, the disk, the archives, the model and the token, one after the other.

    ``archives``: those that are answered from, where they are not the one at ``place``.
    """
    folder = _folder(settings, place)
    if settings.archives and settings.sources:
        yield Finding("source", False, SOURCES_OF_SEVERAL)
    for source in settings.sources:
        wrong = check_source(source, settings.fetching)
        yield Finding("source", not wrong, f"{wrong}. Correct SOURCES." if wrong else source)
    yield _disk(folder)
    yield _memory(indexes=any(_is_indexed_here(settings, its_place) for its_place in archives or (place,)))
    for its_place in archives or (place,):
        yield from _archive(settings, its_place)
    if archives:
        yield from _openness(settings)
    yield from examine_discord(settings, place)
    missing = importlib.util.find_spec("simcord") is None
    yield Finding("preview", True, f"not installed: {INSTALL}" if missing else "installed")


def _channels(settings: Settings, place: Path | str, guild: int) -> set[int]:
    """The channels of a server in which the bot answers every question or tells of posts."""
    if not embeddings.is_database(place) and not (embeddings.folder_of(place) / FILE).exists():
        return set(settings.question_channels)
    try:
        with closing(Store(place)) as store:
            return {*settings.question_channels, *store.guilds.channels(guild), store.guilds.announced_in(guild)}
    except PullquoteError:
        # What is wrong is told where the archive itself is looked at.
        return set(settings.question_channels)


def _disk(folder: Path) -> Finding:
    place = next(path for path in (folder.resolve(), *folder.resolve().parents) if path.exists())
    free = shutil.disk_usage(place).free
    if not os.access(place, os.W_OK):
        return Finding("disk", False, f"{place} cannot be written to. Choose another folder with ARCHIVE_DIR.")
    if free < _ROOM:
        return Finding("disk", False, f"{place} has {free // 2**20} MB left. Make room, or choose another ARCHIVE_DIR.")
    return Finding("disk", True, f"{place} has {free // 2**30} GB left")


def _memory(*, indexes: bool) -> Finding:
    """``indexes``: whether there is something to index here, rather than to answer from alone."""
    advice = memory_advice()
    if advice and not indexes and is_enough_to_answer():
        return Finding("memory", True, f"enough to answer; to index, {advice}.")
    if advice:
        return Finding("memory", False, f"{advice}.")
    limit = memory_limit()
    return Finding("memory", True, f"{limit / 2**30:.1f} GB for this process" if limit else "the system does not say")


def _is_indexed_here(settings: Settings, place: Path | str) -> bool:
    """Whether an archive has to be filled yet, or is kept fresh by the bot."""
    try:
        with opened(place, settings) as archive:
            status = archive.status()
    except PullquoteError:
        # What is wrong is told where the archive itself is looked at.
        return True
    kept = bool(settings.sync_every or settings.websub_url) and bool(settings.sources or status.sources)
    return not status.posts or kept


def _folder(settings: Settings, place: Path | str) -> Path:
    """Where the bot keeps what it remembers beside an archive."""
    if not embeddings.is_database(place):
        return embeddings.folder_of(place)
    try:
        with opened(place, settings) as archive:
            return archive.folder
    except PullquoteError:
        # What is wrong is told where the archive itself is looked at.
        return settings.archive_dir


def _archive(settings: Settings, place: Path | str) -> Iterator[Finding]:
    try:
        with opened(place, settings) as archive:
            status = archive.status()
            archive.load()
    except PullquoteError as error:
        yield Finding("archive", False, told(error))
        return
    synced = status.synced.date().isoformat() if status.synced else "never"
    yield Finding("archive", True, f"{number_of_posts(status.posts)} in {status.folder}, last indexed {synced}")
    yield Finding("model", True, about_language(status) or status.model)


def examine_discord(settings: Settings, place: Path | str) -> list[Finding]:
    """Look at the token, the intents and the permissions, and give the invite link. The first finding is about the
    token, or about ``discord`` where that cannot be reached."""
    return asyncio.run(_within_time(_discord(settings, place)))


async def _within_time(asking: Coroutine[Any, Any, list[Finding]]) -> list[Finding]:
    try:
        async with asyncio.timeout(_DISCORD_SECONDS):
            return await asking
    except TimeoutError:
        return [Finding("discord", False, f"Discord does not answer within {_DISCORD_SECONDS:.0f} seconds. Try again.")]


def _openness(settings: Settings) -> Iterator[Finding]:
    """To whom each of several archives is open."""
    for name, _ in settings.archives:
        servers = sum(given == name for given, _ in settings.archive_guilds)
        members = sum(given == name for given, _ in settings.archive_users)
        text = f"{name} is open to everyone"
        if name not in settings.public_archives:
            text = (
                f"{name} is open to servers of ARCHIVE_GUILDS ({servers}), to members of ARCHIVE_USERS ({members}), "
                "and where you choose it with /archive use"
            )
        yield Finding("open to", True, text)


def _installation(settings: Settings, about: discord.AppInfo) -> Iterator[Finding]:
    """Who may bring the bot where, by the Developer Portal, and what that shows."""
    seen = "the archive"
    if settings.archives:
        seen = f"these of your archives: {', '.join(settings.public_archives) or 'none'}"
    text = "Public Bot is off: only you can add it to servers"
    if about.bot_public:
        text = (
            f"Public Bot is on: anyone can add it to a server, which then sees {seen}. To keep it to your "
            "own servers, switch it off (your application, Bot), or open archives by server with ARCHIVES and "
            "ARCHIVE_GUILDS"
        )
    yield Finding("public bot", True, text)
    by_server, by_user = about.guild_integration_config is not None, about.user_integration_config is not None
    if not by_server and not by_user:
        # Discord does not say.
        return
    if not by_server:
        text = "Guild Install is off, so no server can add it. Tick it: your application, Installation, Contexts"
    elif by_user:
        text = f"User Install is on: members can use it in any server and conversation, and see {seen} there"
    else:
        text = "User Install is off: it answers in servers that added it, and in direct messages with their members"
    yield Finding("installation", by_server, text)


async def _discord(settings: Settings, place: Path | str) -> list[Finding]:
    token = settings.discord_token.get_secret_value().strip()
    if not token:
        return [
            Finding(
                "token",
                False,
                "DISCORD_TOKEN is not set. Only `pullquote run` needs it: https://discord.com/developers/applications, "
                "your application, Bot, Reset Token.",
            )
        ]
    async with discord.Client(intents=needed_intents()) as client:
        try:
            await client.login(token)
            about = await client.application_info()
            servers = await _servers(client, settings, place)
        except discord.LoginFailure:
            return [Finding("token", False, "Discord does not accept DISCORD_TOKEN. Reset it in the Developer Portal.")]
        except (aiohttp.ClientError, discord.HTTPException, OSError) as error:
            return [Finding("discord", False, f"Discord cannot be reached ({error}). Check this machine's connection.")]
    reads = about.flags.gateway_message_content or about.flags.gateway_message_content_limited
    return [
        Finding("token", True, f"it belongs to {about.name}"),
        Finding(
            "intents",
            reads,
            "message content is switched on" if reads else f"{without_message_content()}.",
        ),
        *_installation(settings, about),
        *servers,
        Finding("invite", True, invite_link(about.id)),
    ]


async def _servers(client: discord.Client, settings: Settings, place: Path | str) -> list[Finding]:
    """Whether the bot has, on the servers it is on, the permissions it needs, and has them in the channels where it
    answers every question or tells of posts."""
    assert client.user is not None
    findings = []
    async for joined in client.fetch_guilds(limit=_SERVERS):
        guild = await client.fetch_guild(joined.id, with_counts=False)
        me = await guild.fetch_member(client.user.id)
        allowed = me.guild_permissions
        missing = [name.replace("_", " ") for name, needed in NEEDED if needed and not getattr(allowed, name)]
        text = f"{guild.name}: nothing is missing"
        if missing:
            text = f"{guild.name}: missing {', '.join(missing)}. Grant this to the bot's role in the server's settings."
        findings.append(Finding("permissions", not missing, text))
        wanted = _channels(settings, place, guild.id)
        for channel in await guild.fetch_channels() if wanted else []:
            if channel.id in wanted:
                there = lacking(channel, me)
                said = (
                    f"missing {', '.join(there)}. Grant this in the channel's permissions."
                    if there
                    else "nothing is missing"
                )
                findings.append(Finding("permissions", not there, f"{guild.name}, #{channel.name}: {said}"))
    return findings or [Finding("permissions", True, "it is in no server yet; invite it with the address below")]
