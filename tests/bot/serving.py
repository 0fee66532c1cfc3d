"""The bot in a process of its own, on a loopback Discord, with the toy encoder: ``python -m tests.bot.serving URL``.

Everything else is as ``pullquote run`` does it, by the settings of the environment.
"""

from __future__ import annotations

import sys

import discord
import yarl

from bot.cli.run import run_bot
from bot.services import leases
from bot.settings import Settings
from embeddings import Archive
from tests.toy import ToyEncoder


def main() -> None:
    url = sys.argv[1]
    discord.http.Route.BASE = f"{url.replace('ws', 'http', 1)}api"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
    leases.SECONDS, leases.RENEWED = 3.0, 1.0
    settings = Settings()
    with Archive(settings.place, local=settings.archive_dir, encoder=ToyEncoder(), create=True) as archive:
        run_bot(archive, settings)


if __name__ == "__main__":
    main()
