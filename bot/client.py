"""The Discord client: intents, set-up, life cycle."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot import conversation
from bot.asking import Asker
from bot.commands.about import about
from bot.commands.ask import ask
from bot.commands.browse import latest, on_this_day, post, random_post
from bot.commands.find import find
from bot.commands.search import PageButton, search
from bot.conversation import Answered
from bot.replies.card import ContextButton, notice_card
from bot.replies.errors import member_text
from bot.settings import Settings
from bot.shelf import Shelf
from embeddings.archive import Archive
from embeddings.errors import PullquoteError, SettingError

log = logging.getLogger(__name__)


_COMMANDS: tuple[app_commands.Command[Any, ..., None] | app_commands.ContextMenu, ...] = (
    ask,
    search,
    post,
    latest,
    random_post,
    on_this_day,
    about,
    find,
)


def needed_intents() -> discord.Intents:
    """Only what is used: guilds and messages, and the privileged intent to read what messages say."""
    intents = discord.Intents.none()
    intents.guilds = True
    intents.guild_messages = True
    intents.dm_messages = True
    intents.message_content = True
    return intents


class PullquoteBot(discord.Client):
    """Answers questions about one archive."""

    def __init__(self, archive: Archive, settings: Settings) -> None:
        super().__init__(
            intents=needed_intents(),
            # Quoted posts may hold anything; nobody is ever pinged by one.
            allowed_mentions=discord.AllowedMentions.none(),
            activity=discord.Activity(type=discord.ActivityType.listening, name="/ask"),
        )
        self.asker = Asker(archive, settings.quotes)
        self.shelf = Shelf(archive)
        # Members may bring the bot along to where it is not installed.
        self.tree = app_commands.CommandTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self.answered = Answered()
        self.question_channels = frozenset(settings.question_channels)
        for command in _COMMANDS:
            self.tree.add_command(command)
        self.tree.error(self._on_command_error)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(ContextButton, PageButton)
        await self.tree.sync()

    async def on_ready(self) -> None:
        log.info("%s is on Discord, in %d servers", self.user, len(self.guilds))

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
