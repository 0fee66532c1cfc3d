"""What most commands begin with: the settings, the archive, their common options; and how JSON is printed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import embeddings
from bot.cli import terminal
from bot.cli.records import as_text
from embeddings import PullquoteError, SettingError, StoppedError

if TYPE_CHECKING:
    # What a command needs is imported when it runs, so that --help and --version wait for none of it: from
    # `embeddings` as an attribute, which it imports at first use.
    from bot.settings import Settings
    from embeddings import Archive

SOURCES_OF_SEVERAL = (
    "SOURCES: it says what one archive is made of, and ARCHIVES names several. Leave it empty, and index each with: "
    "pullquote index SOURCE --archive NAME"
)
SAMPLE_URL = "https://breadwinners.example/"
"""Address of the sample blog; .example never resolves (RFC 2606)."""

CATALOG = "catalog.sqlite3"
"""The file in its folder by which an archive is known."""

ArchiveOption = Annotated[
    str | None,
    typer.Option(
        "--archive",
        metavar="DIR",
        help="The archive's folder or its database's address, or its name in ARCHIVES"
        " [ARCHIVE, ARCHIVE_DIR, else ./archive]",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
LimitOption = Annotated[
    int | None, typer.Option("--quotes", metavar="N", min=1, max=20, help="Most quotes in an answer [QUOTES].")
]


def settings_in_force() -> Settings:
    """The settings in force; see :func:`bot.settings.read_settings`."""
    from bot.settings import read_settings  # noqa: PLC0415 - pydantic takes longer than the rest of --help

    return read_settings()


def settings_for(place: str | None, settings: Settings) -> Settings:
    """The settings as they hold for the archive that a command names: ``SOURCES`` is of the one that they name
    themselves, any other has its own.

    Raises:
        SettingError: ``SOURCES`` is set beside ``ARCHIVES``.
    """
    if settings.sources and settings.archives:
        raise SettingError(SOURCES_OF_SEVERAL)
    return settings if is_own(place, settings) else settings.model_copy(update={"sources": ()})


def is_own(place: str | None, settings: Settings) -> bool:
    """Whether the archive that a command names is that of the settings."""
    own = settings.place
    if not place or place == own:
        return True
    if embeddings.is_database(place) or not isinstance(own, Path):
        return False
    return embeddings.folder_of(place).resolve() == embeddings.folder_of(own).resolve()


@contextmanager
def opened(
    place: Path | str | None,
    settings: Settings,
    *,
    create: bool = False,
    beside: Archive | None = None,
    in_files: bool = False,
) -> Iterator[Archive]:
    """The archive that a command works on; one that is made for it and gets no post goes again.

    Args:
        place: where it is.
        settings: those in force.
        create: make it where it is missing.
        beside: one whose models it shares.
        in_files: keep its indexes in its folder, whatever ``SEARCH`` says.
    """
    with embeddings.Archive(
        dict(settings.archives).get(str(place)) or place or settings.place,
        local=settings.archive_dir,
        search="" if in_files else settings.search.get_secret_value(),
        model=settings.embedding_model,
        reader=settings.reader,
        reranker=settings.reranker_model,
        answering=settings.answering,
        create=create,
        beside=beside,
    ) as archive:
        try:
            yield archive
        except PullquoteError as error:
            if archive.is_new and not isinstance(error, StoppedError):
                archive.discard()
            raise


@contextmanager
def opened_to_serve(place: str | None, settings: Settings) -> Iterator[Archive | dict[str, Archive]]:
    """What the bot answers from: the archive of ``place``, or those that ``ARCHIVES`` names, or else the one. What is
    missing is made, to be filled in Discord.
    """
    if place or not settings.archives:
        with opened(place, settings, create=True) as archive:
            yield archive
        return
    # There the bot keeps what it remembers of servers.
    embeddings.folder_of(settings.archive_dir).mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        served: dict[str, Archive] = {}
        for name, its_place in settings.archives:
            first = next(iter(served.values()), None)
            served[name] = stack.enter_context(opened(its_place, settings, create=True, beside=first))
        yield served


@contextmanager
def sample_archive(settings: Settings) -> Iterator[Archive]:
    """The sample blog in an archive that is gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="pullquote-") as folder,
        as_file(files("bot") / "sample") as posts,
        opened(Path(folder), settings, create=True, in_files=True) as archive,
        terminal.progress_bar() as progress,
    ):
        archive.sync([str(posts)], base_url=SAMPLE_URL, progress=progress)
        yield archive


def print_json(record: Any) -> None:
    """Print a record for scripts."""
    # Not through rich, which would wrap and colour it.
    typer.echo(as_text(record))
