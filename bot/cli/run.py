"""The bot on Discord until it is stopped, and what keeps it from running in one line."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import Mapping
from contextlib import suppress

import discord

from bot.advice import told
from bot.cli.supervisor import READY, STOPPING, keep_alive, notify
from bot.client import PullquoteBot
from bot.connection import FIRST_PAUSE, OtherShardsError
from bot.logs import set_up_logs
from bot.services.threads import Threads
from bot.settings import Settings
from embeddings import Archive, EmptyArchiveError, SettingError, UnreachableSearchError

log = logging.getLogger(__name__)


def needed_token(settings: Settings) -> str:
    """The bot's token. Raises :class:`~embeddings.errors.SettingError` where there is none."""
    token = settings.discord_token.get_secret_value().strip()
    if not token:
        raise SettingError(
            "DISCORD_TOKEN is not set. Run pullquote setup, or put the bot's token into .env: "
            "https://discord.com/developers/applications, your application, Bot, Reset Token."
        )
    return token


def run_bot(archives: Archive | Mapping[str, Archive], settings: Settings) -> None:
    """Connect to Discord and answer until stopped. While Discord cannot be reached, it is tried again.

    ``archives``: as for :class:`bot.client.PullquoteBot`. An empty one may run, so that ``/archive add`` can fill it.

    Raises:
        KeyboardInterrupt: Ctrl-C stopped it.
        SettingError: the token is missing or not accepted, or the message-content intent is not switched on.
        PullquoteError: the archive cannot be used.
    """
    token = needed_token(settings)
    set_up_logs(getattr(logging, settings.log_level), settings.log_format, questions=settings.log_questions)
    # Nobody wants to talk to it.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    for archive in [archives] if isinstance(archives, Archive) else archives.values():
        try:
            archive.load()
        except EmptyArchiveError as error:
            log.warning("%s. Until then there is nothing to answer from", told(error))
        except UnreachableSearchError as error:
            log.warning("%s. It is asked again with every question", told(error).rstrip("."))
    # What is loaded stays: a look for cycles through all of it would hold up somebody's answer for 0.25 s.
    gc.freeze()
    asyncio.run(_serve(archives, settings, token))


async def _serve(archives: Archive | Mapping[str, Archive], settings: Settings, token: str) -> None:
    """Serve until stopped: SIGTERM, by which services and containers are stopped, and Ctrl-C end it in good order."""
    loop = asyncio.get_running_loop()
    # Names are looked up there, for as long as a network that is down takes; nobody waits for that in the end.
    loop.set_default_executor(Threads(8, "rest"))
    stop = asyncio.Event()
    interrupted = False

    def interrupt() -> None:
        nonlocal interrupted
        if interrupted:
            # Whoever presses Ctrl-C again does not want to wait.
            raise KeyboardInterrupt
        interrupted = True
        stop.set()

    with suppress(NotImplementedError):  # Windows knows no such handlers
        loop.add_signal_handler(signal.SIGTERM, stop.set)
        loop.add_signal_handler(signal.SIGINT, interrupt)
    stopping = asyncio.create_task(stop.wait())
    # It serves as well as it can while Discord is out of reach, which it bides.
    notify(READY)
    alive = asyncio.create_task(keep_alive())
    stopping.add_done_callback(lambda _: notify(STOPPING))
    while not stop.is_set():
        async with PullquoteBot(archives, settings, shards=None) as bot:
            serving = asyncio.create_task(bot.stay(token))
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not serving.done():
                await bot.close()
                serving.cancel()
                alive.cancel()
                if interrupted:
                    raise KeyboardInterrupt
                log.info("stopped")
                return
            try:
                serving.result()
                return
            except OtherShardsError as error:
                if settings.shards:
                    raise SettingError(
                        f"SHARDS={settings.shards}: {error}. Spread its servers over more shards, in all processes."
                    ) from error
                log.warning("%s. I connect again.", error)
        await asyncio.sleep(FIRST_PAUSE)
