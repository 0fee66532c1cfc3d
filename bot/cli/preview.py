"""The bot in a simulated Discord in the browser, through simcord: no token, nothing leaves this machine."""

from __future__ import annotations

import asyncio
import importlib.util
import socket
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.cli.terminal import err, out
from bot.client import PullquoteBot
from bot.settings import Settings
from embeddings import Archive, SettingError

_NEEDED = ("simcord", "aiohttp", "PIL", "av", "linkify_it", "regex")
INSTALL = "pip install 'simcord[preview]>=3.2,<4'"
"""Installs what the preview needs. Pullquote itself is on no package index, so its extra cannot be named."""
_HOST = "127.0.0.1"
_SETTLE_SECONDS = 60.0
"""A question may have to wait for the model on a slow machine."""


def check(port: int | None) -> None:
    """Make sure that there can be a preview, before the model is loaded for one.

    Args:
        port: where it is to listen on this machine; ``None`` for a free one.

    Raises:
        SettingError: its packages are not installed, or the port is taken.
    """
    if any(importlib.util.find_spec(name) is None for name in _NEEDED):
        raise SettingError(f"The preview needs more packages. Install them with: {INSTALL}")
    try:
        socket.create_server((_HOST, port or 0)).close()
    except OSError as error:
        raise _taken(port) from error


def _taken(port: int | None) -> SettingError:
    return SettingError(f"--port {port}: it cannot be used. Choose another.")


def run_preview(archive: Archive, settings: Settings, port: int | None, questions: Sequence[str]) -> None:
    """Serve the preview until Ctrl-C, which ends it as it does any command.

    Args:
        archive: what the bot answers from.
        settings: as for the bot on Discord.
        port: as for :func:`check`, which is called before.
        questions: asked before the page opens.

    Raises:
        SettingError: the port was taken since it was looked at.
    """
    archive.load()
    import simcord  # noqa: PLC0415 - an optional dependency

    try:
        # The simulated Discord counts its messages from the same number each time: those before are not these.
        with tempfile.TemporaryDirectory() as memory:
            asyncio.run(_serve(archive, settings, port, questions, Path(memory)))
    except (OSError, simcord.SetupError) as error:
        if not isinstance(error.__cause__ or error, OSError):
            raise
        raise _taken(port) from error


async def _serve(
    archive: Archive, settings: Settings, port: int | None, questions: Sequence[str], memory: Path
) -> None:
    import simcord  # noqa: PLC0415 - as above

    bot = PullquoteBot(archive, settings, memory=memory)
    async with simcord.run(bot, check_errors=False, settle_timeout=_SETTLE_SECONDS) as env:
        assert bot.user is not None
        await bot.user.edit(username="Pullquote")
        guild = env.create_guild("Your server")
        channel = guild.create_text_channel("ask-the-blog")
        member = guild.add_member(env.create_user("you"))
        for question in questions:
            await member.send(channel, f"{bot.user.mention} {question}")
        async with env.preview(channel, viewers=[member], layout="channel", port=port) as preview:
            out.print(preview.url, soft_wrap=True)
            err.print(
                f"Open this address in a browser. Ask with /ask, or mention the bot by its code, {bot.user.mention}, "
                "which Discord would write for you. Ctrl-C ends it.",
                soft_wrap=True,
            )
            await preview.wait_closed()
