"""The commands that show the bot: doctor, preview, run."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli import terminal
from bot.cli.opening import ArchiveOption, opened, opened_to_serve, sample_archive, settings_in_force


def doctor(archive: ArchiveOption = None) -> None:
    """Say what is wrong with the set-up, and how to mend it."""
    from bot.cli.doctor import examine  # noqa: PLC0415 - discord.py takes a second that other commands need not spend

    settings = settings_in_force()
    well = True
    several = () if archive else [place for _, place in settings.archives]
    for finding in examine(settings, archive or settings.archive_dir, archives=several):
        terminal.show_finding(finding.subject, finding.text, well=finding.well)
        well = well and finding.well
    if not well:
        raise typer.Exit(1)


def preview(
    archive: ArchiveOption = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port on this machine [a free one].")] = None,
    question: Annotated[list[str] | None, typer.Option("--ask", help="Asked before the page opens.")] = None,
) -> None:
    """Talk to the bot in a simulated Discord in the browser: no token, nothing leaves this machine."""
    from bot.cli.preview import run_preview  # noqa: PLC0415 - an optional dependency

    settings = settings_in_force()
    folder = archive or settings.archive_dir
    if archive or (folder / "catalog.sqlite3").exists():
        with opened(folder, settings) as opening:
            run_preview(opening, settings, port, question or [])
    else:
        terminal.err.print(f"No archive in {folder} yet: here is the sample blog.", markup=False)
        with sample_archive(settings) as opening:
            run_preview(opening, settings, port, question or [])


def run(archive: ArchiveOption = None) -> None:
    """Run the bot on Discord."""
    from bot.cli.run import run_bot  # noqa: PLC0415 - discord.py takes a second that other commands need not spend
    from bot.services.threads import end_process_if_busy  # noqa: PLC0415

    settings = settings_in_force()
    with opened_to_serve(archive, settings) as opening:
        run_bot(opening, settings)
    end_process_if_busy()
