"""The bot on Discord until it is stopped, and what keeps it from running in one line."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress

import aiohttp
import discord

from bot.client import PullquoteBot
from bot.settings import Settings
from embeddings import Archive, PullquoteError, SettingError

log = logging.getLogger(__name__)


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
