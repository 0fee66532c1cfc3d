"""The commands that bring up the bot: setup, doctor, preview, run."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

import embeddings
from bot.cli import keeping, terminal
from bot.cli.opening import (
    CATALOG,
    ArchiveOption,
    opened,
    opened_to_serve,
    sample_archive,
    settings_for,
    settings_in_force,
)
from embeddings import SettingError


def setup(
    blog: Annotated[
        list[str] | None,
        typer.Option(
            "--blog",
            metavar="SOURCE",
            help="The blog's address, or a path to an export or a folder of posts (repeatable).",
        ),
    ] = None,
    token: Annotated[
        str | None, typer.Option("--token", metavar="TOKEN", help="The bot's token; - reads it from standard input.")
    ] = None,
    archive: ArchiveOption = None,
) -> None:
    """Ask for the blog and the bot's token, and index.

    Both are kept in .env, and the invite link is printed. With options nothing is asked.
    """
    from bot.cli.setup import set_up  # noqa: PLC0415 - discord.py takes a second that other commands need not spend

    settings = settings_in_force()
    ask = not (blog or token or archive)
    if ask and not sys.stdin.isatty():
        raise SettingError("There is no terminal to ask in. Give setup its options: --blog ADDRESS --token TOKEN.")
    set_up(
        settings,
        lambda sources: keeping.index(sources, archive),
        ask=ask,
        sources=tuple(blog or ()),
        token=sys.stdin.readline() if token == "-" else token or "",
        archive=archive,
    )


def doctor(archive: ArchiveOption = None) -> None:
    """Say what is wrong with the setup, and how to fix it."""
    from bot.cli.doctor import examine  # noqa: PLC0415 - discord.py takes a second that other commands need not spend

    settings = settings_in_force()
    well = True
    several = () if archive else [place for _, place in settings.archives]
    for finding in examine(settings, archive or settings.place, archives=several):
        terminal.show_finding(finding.subject, finding.text, well=finding.well)
        well = well and finding.well
    if not well:
        raise typer.Exit(1)


def preview(
    archive: ArchiveOption = None,
    port: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=65535, help="Port on this machine [a free one].")
    ] = None,
    question: Annotated[
        list[str] | None, typer.Option("--ask", metavar="QUESTION", help="Ask this before the page opens.")
    ] = None,
) -> None:
    """Talk to the bot in a simulated Discord in the browser.

    It needs no token, and nothing leaves this machine.
    """
    from bot.cli.preview import check, run_preview  # noqa: PLC0415 - discord.py takes a second that other commands need not spend

    settings = settings_for(archive, settings_in_force())
    check(port)
    place = archive or settings.place
    if archive or not isinstance(place, Path) or (embeddings.folder_of(place) / CATALOG).exists():
        with opened(place, settings) as opening:
            run_preview(opening, settings, port, question or [])
    else:
        terminal.err.print(f"No archive in {place} yet: here is the sample blog.")
        with sample_archive(settings) as opening:
            run_preview(opening, settings, port, question or [])


def run(archive: ArchiveOption = None) -> None:
    """Run the bot on Discord."""
    from bot.cli.run import needed_token, run_bot  # noqa: PLC0415 - discord.py takes a second that other commands need not spend
    from bot.services.threads import end_process_if_busy  # noqa: PLC0415

    settings = settings_in_force()
    needed_token(settings)  # before an empty archive is made
    settings = settings_for(archive, settings)
    with opened_to_serve(archive, settings) as opening:
        run_bot(opening, settings)
    end_process_if_busy()
