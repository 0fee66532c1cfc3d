"""The commands that keep an archive: index, sync, sources, status, verify, check, backup, restore, move, gaps."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import embeddings
from bot.cli import terminal
from bot.cli.limits import memory_advice
from bot.cli.opening import ArchiveOption, JsonOption, is_own, opened, print_json, settings_for, settings_in_force
from bot.cli.records import gaps_record, report_record, source_record, status_record, verification_record
from embeddings import KINDS, SettingError

if TYPE_CHECKING:
    # What a command needs is imported when it runs, so that --help and --version wait for none of it: from
    # `embeddings` as an attribute, which it imports at first use.
    from bot.settings import Settings
    from embeddings import Archive

_NOTHING = "none"
"""What ``--include`` takes to say that a source gives its published posts alone."""
OnOption = Annotated[
    str,
    typer.Option(
        "--on",
        metavar="RAY",
        help="Encode on a Ray cluster: ray://HOST:PORT, or ray for one of its own on this machine.",
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", min=1, help="Workers there at most [one for each of its processors]."),
]


def index(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE...", help="Addresses of blogs, exports, files and folders [SOURCES]."),
    ] = None,
    archive: ArchiveOption = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="What the posts' addresses start with, or a pattern such as https://example.org/:year/:title/;"
            " kept with the sources",
        ),
    ] = None,
    include: Annotated[
        list[str] | None,
        typer.Option(
            "--include",
            metavar="KIND",
            help=f"Take these too: {', '.join(KINDS)}, or none (repeatable); kept with the sources [INCLUDE].",
        ),
    ] = None,
    on: OnOption = "",
    workers: WorkersOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring the archive up to date; only what changed is encoded."""
    settings = settings_in_force()
    locations = sources or list(settings_for(archive, settings).sources)
    if not locations and settings.sources:
        raise SettingError(
            "--archive: SOURCES is of the archive that the settings name. Name what this one is made of: "
            "pullquote index SOURCE --archive DIR"
        )
    if not locations:
        raise SettingError(
            "Nothing to index. Name a blog's address, an export or a folder: pullquote index SOURCE, or set SOURCES."
        )
    unknown = [kind for kind in include or () if kind not in KINDS and kind != _NOTHING]
    if unknown:
        raise SettingError(f"--include {unknown[0]}: there is no such kind. Name one of {', '.join(KINDS)}.")
    if base_url and not base_url.startswith(("http://", "https://")):
        raise SettingError(f"--base-url {base_url}: it must start with http:// or https://.")
    kinds = None if include is None else [kind for kind in include if kind != _NOTHING]
    with opened(archive, settings, create=True) as opening:
        _sync(opening, settings, locations, base_url, kinds, on=on, workers=workers, as_json=as_json)


def sync(
    archive: ArchiveOption = None, on: OnOption = "", workers: WorkersOption = None, as_json: JsonOption = False
) -> None:
    """Check the sources again, and take in what changed.

    These are SOURCES, or else the archive's own. SOURCES is of the archive that the settings name; with --archive,
    another has its own.
    """
    settings = settings_for(archive, settings_in_force())
    with opened(archive, settings) as opening:
        locations = list(settings.sources) or list(opening.status().sources)
        if not locations:
            unset = ", and SOURCES is empty" if is_own(archive, settings) else ""
            raise SettingError(f"Nothing to sync: the archive has no source yet{unset}.")
        _sync(opening, settings, locations, on=on, workers=workers, as_json=as_json)


def status(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Show what the archive holds."""
    settings = settings_in_force()
    with opened(archive, settings) as opening:
        found, sources = opening.status(), opening.sources()
    if as_json:
        print_json(status_record(found, sources))
    else:
        terminal.show_status(found, sources)


def show_sources(context: typer.Context, archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """List the sources with their options, or remove one."""
    if context.invoked_subcommand:
        return
    settings = settings_in_force()
    with opened(archive, settings) as opening:
        found = opening.sources()
    if as_json:
        print_json([source_record(source) for source in found])
    else:
        terminal.show_sources(found)


def remove_source(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Its name, as in `pullquote sources`.")],
    archive: ArchiveOption = None,
) -> None:
    """Take a source's posts out of the archive, and forget its options."""
    from bot.services.store import Store  # noqa: PLC0415 - discord.py takes a second that other commands need not spend

    settings = settings_in_force()
    with opened(archive, settings) as opening:
        known = [found.name for found in opening.sources()]
        wanted = source
        with suppress(OSError, ValueError, RuntimeError):  # what is no path is no source either
            wanted = source if source in known else str(Path(source).expanduser().resolve())
        if wanted not in known:
            raise SettingError(f"{source}: the archive has no such source. It has: {', '.join(known) or 'none'}.")
        removed = opening.remove_source(wanted)
        store = Store(opening.beside)
        store.remove_source(wanted)
        store.close()
    terminal.out.print(f"{terminal.number_of_posts(removed)} of {wanted} removed.", soft_wrap=True)
    if is_own(archive, settings) and (source in settings.sources or wanted in settings.sources):
        terminal.out.print("Take it out of SOURCES too, or the next sync reads it again.", soft_wrap=True)


def verify(
    what: Annotated[
        list[str] | None, typer.Argument(metavar="POST...", help="Titles or addresses, or parts of them [all posts].")
    ] = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare posts with their pages on the web.

    Do they still say what is quoted, do the links still work?
    """
    settings = settings_in_force()
    with opened(archive, settings) as opening:
        wanted = [words.casefold() for words in what or ()]
        posts = [p for p in opening.posts() if not wanted or any(w in f"{p.url} {p.name}".casefold() for w in wanted)]
        if not posts:
            raise SettingError(f"{', '.join(what or ())}: no post has that in its title or address.")
        with terminal.progress_bar() as progress:
            verifications = list(opening.verify(posts, settings.fetching, progress))
    if as_json:
        print_json([verification_record(verification) for verification in verifications])
    else:
        terminal.show_verifications(verifications)
    if any(verification.state not in ("same", "unlinked") or verification.broken for verification in verifications):
        raise typer.Exit(1)


def check(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Check that the archive is intact.

    That is its catalog, its posts by their hashes, its indexes and its links.
    """
    settings = settings_in_force()
    with opened(archive, settings) as opening, terminal.waiting("checking"):
        faults = opening.check()
        posts = 0 if faults else opening.status().posts
    if as_json:
        print_json([asdict(fault) for fault in faults])
    for fault in () if as_json else faults:
        terminal.show_finding(fault.part, fault.text, well=False)
    if faults:
        raise typer.Exit(1)
    if not as_json:
        text = f"{terminal.number_of_posts(posts)} in {opening.place}, all as they were stored"
        terminal.show_finding("archive", text, well=True)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where it goes: a zip file.")],
    archive: ArchiveOption = None,
) -> None:
    """Write the archive, and what the bot remembers, to a file.

    The bot may keep running.
    """
    from bot.cli import backups  # noqa: PLC0415 - discord.py takes a second that other commands need not spend

    settings = settings_in_force()
    with opened(archive, settings) as opening, terminal.waiting("copying"):
        size = backups.back_up(opening, file)
    terminal.out.print(f"{file}: {size:,} bytes.", soft_wrap=True)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What pullquote backup wrote.")],
    archive: ArchiveOption = None,
) -> None:
    """Replace the archive with a backup.

    A running bot answers from it at once.
    """
    from bot.cli import backups  # noqa: PLC0415 - discord.py takes a second that other commands need not spend

    settings = settings_in_force()
    with opened(archive, settings, create=True) as opening, terminal.waiting("copying"):
        backups.restore(opening, file)
        found = opening.status()
    terminal.out.print(
        f"The archive in {found.folder} holds {terminal.number_of_posts(found.posts)} now.",
        soft_wrap=True,
    )


def move(
    to: Annotated[
        str, typer.Option("--to", metavar="PLACE", help="The address of a PostgreSQL database, a folder, or its name.")
    ],
    archive: ArchiveOption = None,
) -> None:
    """Copy the archive into an empty database or folder.

    What the bot remembers goes along. If stopped, run it again.
    """
    from bot.cli import backups  # noqa: PLC0415 - discord.py takes a second that other commands need not spend

    settings = settings_in_force()
    place = dict(settings.archives).get(to) or to
    with opened(archive, settings) as opening, terminal.progress_bar() as progress:
        moved = opening.move(place, local=settings.archive_dir, progress=progress)
        backups.copy_memory(opening.beside, moved.beside, anew=False)
    setting = "ARCHIVE" if embeddings.is_database(place) else "ARCHIVE_DIR"
    terminal.out.print(
        f"{terminal.number_of_posts(moved.rows['posts'])}, {moved.rows['passages']:,} passages and "
        f"{moved.rows['vectors']:,} vectors are in {moved.place} too, as they are here. To answer from there, set "
        f"{setting}.",
        soft_wrap=True,
    )


def gaps(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """List what readers asked and nothing answered.

    And what they voted down; most frequent first. Questions that ask the same in other words count as one.
    """
    from bot.services.browsing import still_there  # noqa: PLC0415 - discord.py takes a second
    from bot.services.gaps import by_meaning  # noqa: PLC0415
    from bot.services.store import Store  # noqa: PLC0415

    settings = settings_in_force()
    with opened(archive, settings) as opening:
        store = Store(opening.beside)
        feedback = by_meaning(store.feedback.report(), opening)
        store.close()
        quotes = []
        if feedback.quotes:
            with opening.snapshot() as snapshot:
                quotes = still_there(snapshot, feedback.quotes)
    if as_json:
        print_json(gaps_record(feedback, quotes))
    else:
        terminal.show_gaps(feedback, quotes)
        if not settings.questions_kept:
            terminal.out.print("QUESTIONS_KEPT=0: no questions are kept.", soft_wrap=True)


def _sync(
    archive: Archive,
    settings: Settings,
    locations: list[str],
    base_url: str | None = None,
    include: Sequence[str] | None = None,
    *,
    on: str,
    workers: int | None,
    as_json: bool,
) -> None:
    advice = memory_advice()
    if advice and _encodes_here(on):
        terminal.err.print(f"{advice[0].upper()}{advice[1:]}.", soft_wrap=True, style="yellow")
    with terminal.progress_bar() as progress:
        report = archive.sync(
            locations,
            base_url=base_url,
            include=include,
            defaults=settings.source_options,
            fetching=settings.fetching,
            on=on,
            workers=workers or 0,
            progress=progress,
        )
    if as_json:
        print_json(report_record(report, archive.status()))
    else:
        terminal.show_report(report, archive.status())
    if report.failed:
        raise typer.Exit(1)


def _encodes_here(on: str) -> bool:
    """Whether the model runs on this machine for a sync ``--on`` there."""
    return not (os.environ.get("RAY_ADDRESS", "") if on == "ray" else on).startswith("ray://")
