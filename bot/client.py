"""The Discord client: intents, set-up, life cycle."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.access import invite_link, needed_intents, owner_of
from bot.buttons.actions import ACTIONS, stale
from bot.buttons.ids import QuoteButton
from bot.commands.about import about
from bot.commands.archive import archive_group
from bot.commands.ask import ask
from bot.commands.browse import latest, on_this_day, post, random_post
from bot.commands.find import find
from bot.commands.follow import follow
from bot.commands.search import PageButton, search
from bot.i18n import Translator, say, speak
from bot.messages import conversation
from bot.messages.greeting import greet
from bot.messages.memory import Answered, Recent
from bot.replies.card import notice_card
from bot.replies.errors import member_text
from bot.services.batching import Batching
from bot.services.browsing import Browsing
from bot.services.cooldowns import Cooldowns
from bot.services.store import Store
from bot.services.syncing import Syncing
from bot.services.verification import Verifier
from bot.services.websub import WebSub
from bot.settings import Settings
from embeddings import Archive, PullquoteError, SettingError

log = logging.getLogger(__name__)

SHUTDOWN_SECONDS = 8.0
"""How long open questions may take once the bot is told to stop; containers are killed after ten."""

_COMMANDS: tuple[app_commands.Command[Any, ..., None] | app_commands.ContextMenu | app_commands.Group, ...] = (
    ask,
    search,
    post,
    latest,
    random_post,
    on_this_day,
    about,
    find,
    follow,
    archive_group,
)


class PullquoteBot(discord.Client):
    """Answers questions about one archive."""

    def __init__(self, archive: Archive, settings: Settings) -> None:
        super().__init__(
            intents=needed_intents(),
            # Quoted posts may hold anything; nobody is ever pinged by one.
            allowed_mentions=discord.AllowedMentions.none(),
            activity=discord.Activity(type=discord.ActivityType.listening, name="/ask"),
        )
        self.archive = archive
        self.settings = settings
        self.batching = Batching(archive, settings.quotes)
        self.browsing = Browsing(archive)
        self.store = Store(archive.folder)
        self.syncing = Syncing(self)
        self.websub = WebSub(self)
        self.verifications = Verifier(archive, settings.fetching)
        # Members may bring the bot along to where it is not installed.
        self.tree = app_commands.CommandTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self.answered = Answered()
        self.recent = Recent()
        self.cooldowns = Cooldowns(settings.questions_per_member, settings.questions_per_channel)
        self.question_channels = frozenset(settings.question_channels)
        self._open: set[asyncio.Task[Any]] = set()
        self._keeping: asyncio.Task[None] | None = None
        for command in _COMMANDS:
            self.tree.add_command(command)
        self.tree.error(self._on_command_error)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(QuoteButton, PageButton)
        await self.tree.set_translator(Translator())
        await self._sync_commands()
        await self.websub.start()
        self._keeping = asyncio.create_task(self.syncing.keep())

    async def _sync_commands(self) -> None:
        """Tell Discord the commands, if they are not those that it was told last; it limits how often that may be."""
        translator = self.tree.translator
        assert translator is not None
        everything = [
            command
            for kind in (discord.AppCommandType.chat_input, discord.AppCommandType.message)
            for command in self.tree.get_commands(type=kind)
        ]
        payload = [await command.get_translated_payload(self.tree, translator) for command in everything]
        digest = blake2b(json.dumps(payload, sort_keys=True).encode(), digest_size=16).hexdigest()
        name = f"commands:{self.application_id}"
        if await asyncio.to_thread(self.store.get, name) != digest:
            await self.tree.sync()
            await asyncio.to_thread(self.store.set, name, digest)

    async def close(self) -> None:
        """Answer the open questions, or say sorry for those that would take too long, and go."""
        others = self._open - {asyncio.current_task()}
        if others and not self.is_closed():
            await asyncio.wait(others, timeout=SHUTDOWN_SECONDS)
            self.batching.stop()
            await asyncio.wait(others, timeout=1.0)
        if self._keeping:
            self._keeping.cancel()
        await self.websub.close()
        await super().close()
        self.store.close()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """The time in which a question is open: the bot does not stop in the middle of it."""
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            yield
        finally:
            self._open.discard(task)

    async def press(self, interaction: discord.Interaction[PullquoteBot], action: str, detail: int, code: str) -> None:
        """Do what a button of an answer says; see :mod:`bot.buttons.actions`."""
        speak(interaction.locale)
        await ACTIONS.get(action, stale)(interaction, detail, code)

    async def tell_owner(self, guild: discord.Guild | None, channel: discord.abc.MessageableChannel) -> None:
        """Tell a server's owner, once, how to let the bot speak where it was asked."""
        if guild is None or not await asyncio.to_thread(self.store.first_time, f"told:{guild.id}"):
            return
        text = say(
            "On {server} I was asked something in {channel}, where I may not write. If I should answer there, give me "
            "“View Channel”, “Send Messages” and, for threads, “Send Messages in Threads” in that channel's "
            "permissions. I will not write to you about this again.",
            server=discord.utils.escape_markdown(guild.name),
            channel=f"#{channel}",
        )
        try:
            await (await owner_of(self, guild)).send(view=notice_card(text))
        except discord.HTTPException:
            log.warning("the owner of server %s could not be told that the bot may not write there", guild.id)

    async def on_ready(self) -> None:
        log.info("%s is on Discord, in %d servers", self.user, len(self.guilds))
        log.info("invite it with %s", invite_link(self.application_id or 0))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        if await asyncio.to_thread(self.store.first_time, f"greeted:{guild.id}"):
            await greet(self, guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await asyncio.to_thread(self.store.forget_guild, guild.id)

    async def on_message(self, message: discord.Message) -> None:
        await conversation.on_message(self, message)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        await conversation.on_edit(self, event)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        await conversation.on_delete(self, event)

    async def _on_command_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
        log.error("/%s failed", interaction.command.name if interaction.command else "?", exc_info=error)
        card = notice_card(member_text(error))
        try:
            if interaction.response.is_done():
                await interaction.edit_original_response(view=card)
            else:
                await interaction.response.send_message(view=card, ephemeral=True)
        except discord.HTTPException:
            log.exception("the member could not be told")


def run_bot(archive: Archive, settings: Settings) -> None:
    """Connect to Discord and answer until stopped.

    Raises:
        SettingError: the token is missing or not accepted, or the message-content intent is not switched on.
        PullquoteError: the archive cannot be used, or Discord cannot be reached.
    """
    token = settings.discord_token.get_secret_value().strip()
    if not token:
        raise SettingError(
            "DISCORD_TOKEN is not set. Put the bot's token into .env: "
            "https://discord.com/developers/applications, your application, Bot, Reset Token."
        )
    discord.utils.setup_logging(level=getattr(logging, settings.log_level))
    # A line for every page that is read is more than an owner wants to see.
    logging.getLogger("httpx").setLevel(max(logging.WARNING, getattr(logging, settings.log_level)))
    archive.load()
    try:
        asyncio.run(_serve(PullquoteBot(archive, settings), token))
    except KeyboardInterrupt:
        log.info("stopped")
    except discord.LoginFailure as error:
        raise SettingError(
            "DISCORD_TOKEN: Discord does not accept it. Reset the token in the Developer Portal and copy it again."
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise SettingError(
            "The message content intent is not switched on, without which the bot cannot read questions in channels. "
            "Switch it on: https://discord.com/developers/applications, your application, Bot, Message Content Intent."
        ) from error
    except (aiohttp.ClientConnectionError, discord.GatewayNotFound) as error:
        raise PullquoteError(f"Discord cannot be reached ({error}). Check this machine's connection.") from error


async def _serve(bot: PullquoteBot, token: str) -> None:
    """Serve until closed; SIGTERM, by which services and containers are stopped, closes the connection first."""
    with suppress(NotImplementedError):  # Windows knows no such handlers
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, lambda: asyncio.ensure_future(bot.close()))
    async with bot:
        await bot.start(token)
