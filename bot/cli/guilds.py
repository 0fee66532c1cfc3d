"""The commands that give out and erase what is stored of one server: export, erase."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import terminal
from bot.cli.opening import opened, print_json, settings_in_force

if TYPE_CHECKING:
    from bot.services.store import Store

GuildOption = Annotated[
    int, typer.Option("--guild", metavar="ID", min=1, help="The server's id (Developer Mode, Copy Server ID).")
]


def export(guild: GuildOption) -> None:
    """Print all that the bot stores of a server, as JSON.

    Members' hashes and what they follow stay out.
    """
    with _stores() as stores:
        print_json({store.database.name: store.export(guild) for store in stores})


def erase(guild: GuildOption) -> None:
    """Erase all that the bot stores of a server.

    Its settings go, and votes and questions of its members there.
    """
    with _stores() as stores:
        rows = sum(len(rows) for store in stores for rows in store.export(guild).values())
        for store in stores:
            store.forget_guild(guild)
    terminal.out.print(f"{rows:,} rows of server {guild} erased.", soft_wrap=True)


@contextmanager
def _stores() -> Iterator[list[Store]]:
    """All that the bot of the settings remembers: its own, and that of each archive."""
    from bot.services.database import FILE, place_of  # noqa: PLC0415 - discord.py takes a second
    from bot.services.store import Store  # noqa: PLC0415

    settings = settings_in_force()
    beside = [place_of(settings.place)]
    for _, place in settings.archives:
        with opened(place, settings) as archive:
            beside.append(place_of(archive.beside))
    # Where there is no file, nothing is stored.
    there = [one for one in dict.fromkeys(beside) if not isinstance(one, Path) or (one / FILE).exists()]
    with ExitStack() as stack:
        yield [stack.enter_context(closing(Store(one, lasting=True))) for one in there]
