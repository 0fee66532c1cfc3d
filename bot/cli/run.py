"""The bot on Discord until it is stopped, and what keeps it from running in one line."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Mapping
from contextlib import suppress

import discord

from bot.client import PullquoteBot
from bot.connection import FIRST_PAUSE, OtherShardsError
from bot.services.threads import Threads
from bot.settings import Settings
from embeddings import Archive, SettingError

log = logging.getLogger(__name__)


def run_bot(archives: Archive | Mapping[str, Archive], settings: Settings) -> None:
    """Connect to Discord and answer until stopped. While Discord cannot be reached, it is tried again.

    ``archives``: as for :class:`bot.client.PullquoteBot`.

    Raises:
        SettingError: the token is missing or not accepted, or the message-content intent is not switched on.
        PullquoteError: the archive cannot be used.
    """
    token = settings.discord_token.get_secret_value().strip()
    if not token:
        raise SettingError(
            "DISCORD_TOKEN is not set. Put the bot's token into .env: "
            "https://discord.com/developers/applications, your application, Bot, Reset Token."
        )
    level = getattr(logging, settings.log_level)
    discord.utils.setup_logging(level=level)
    # A line for every page that is read, or every step of a connection, is more than an owner wants to see.
    for name in ("httpx", "discord"):
        logging.getLogger(name).setLevel(max(logging.WARNING, level))
    for archive in [archives] if isinstance(archives, Archive) else archives.values():
        archive.load()
    try:
        asyncio.run(_serve(archives, settings, token))
    except KeyboardInterrupt:
        log.info("stopped")


async def _serve(archives: Archive | Mapping[str, Archive], settings: Settings, token: str) -> None:
    """Serve until stopped; SIGTERM, by which services and containers are stopped, ends it in good order."""
    loop = asyncio.get_running_loop()
    # Names are looked up there, for as long as a network that is down takes; nobody waits for that in the end.
    loop.set_default_executor(Threads(8, "rest"))
    stop = asyncio.Event()
    with suppress(NotImplementedError):  # Windows knows no such handlers
        loop.add_signal_handler(signal.SIGTERM, stop.set)
    stopping = asyncio.create_task(stop.wait())
    while not stop.is_set():
        async with PullquoteBot(archives, settings, shards=None) as bot:
            serving = asyncio.create_task(bot.stay(token))
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not serving.done():
                await bot.close()
                serving.cancel()
                log.info("stopped")
                return
            try:
                serving.result()
                return
            except OtherShardsError as error:
                log.warning("%s. I connect again.", error)
        await asyncio.sleep(FIRST_PAUSE)
