"""The command line. Its forms are a contract: scripts depend on them."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import embeddings
from bot.cli import terminal
from bot.cli.batch import answer_file, retrieve_file, write_lines
from bot.cli.records import (
    answer_record,
    asked_record,
    explanation_record,
    report_record,
    scores_record,
    status_record,
    verification_record,
)
from embeddings import KINDS, SettingError

if TYPE_CHECKING:
    # What a command needs is imported when it runs, so that --help and --version wait for none of it: from
    # `embeddings` as an attribute, which it imports at first use.
    from bot.settings import Settings
    from embeddings import Archive, Explanation, Query, Scores

app = typer.Typer(
    name="pullquote",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
SAMPLE_URL = "https://breadwinners.example/"
"""Address of the sample blog; .example never resolves (RFC 2606)."""

ArchiveOption = Annotated[
    Path | None, typer.Option("--archive", metavar="DIR", help="The archive's folder [ARCHIVE_DIR, else ./archive]")
]
OTHERS = ("bm25", "vectors", "without-maxsim", "without-sentences", "without-centroids")
"""Rankings that ``evaluate --compare`` takes, named here because the module that has them is slow to import."""
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
LimitOption = Annotated[int | None, typer.Option("--quotes", min=1, max=20, help="Quotes an answer at most [QUOTES].")]


def _settings() -> Settings:
    """The settings in force; see :func:`bot.settings.read_settings`."""
    from bot.settings import read_settings  # noqa: PLC0415 - pydantic takes longer than the rest of --help

    return read_settings()


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(embeddings.__version__)
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Answers about a blog in the blog's own words: verbatim quotes with links."""


@contextmanager
def opened(folder: Path | None, settings: Settings, *, create: bool = False) -> Iterator[Archive]:
    """The archive that a command works on."""
    with embeddings.Archive(
        folder or settings.archive_dir,
        model=settings.embedding_model,
        reranker=settings.reranker_model,
        answering=settings.answering,
        create=create,
    ) as archive:
        yield archive


@contextmanager
def sample_archive(settings: Settings) -> Iterator[Archive]:
    """The sample blog in an archive that is gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="pullquote-") as folder,
        as_file(files("bot") / "sample") as posts,
        opened(Path(folder), settings, create=True) as archive,
        terminal.progress_bar() as progress,
    ):
        archive.sync([str(posts)], base_url=SAMPLE_URL, progress=progress)
        yield archive


@app.command()
def demo(question: Annotated[str | None, typer.Argument(help="What to ask; without it, chat.")] = None) -> None:
    """Index the sample blog that ships with Pullquote and answer, or chat."""
    settings = _settings()
    with sample_archive(settings) as archive:
        if question is None:
            _chat(archive, settings)
        else:
            with terminal.waiting("looking it up"):
                found = _explain_first(archive, embeddings.interpretations(embeddings.Query(question)), settings.quotes)
            terminal.show_answer(found.answer, found.filters)


@app.command()
def index(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE...", help="Addresses of blogs, exports, files and folders [SOURCES]."),
    ] = None,
    archive: ArchiveOption = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            help="Address that the posts' own start with, or a pattern such as https://example.org/:year/:title/"
        ),
    ] = None,
    include: Annotated[
        list[str] | None,
        typer.Option("--include", metavar="KIND", help=f"Take these too: {', '.join(KINDS)} (repeatable) [INCLUDE]."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Bring the archive up to date with its sources; only what changed is encoded."""
    settings = _settings()
    locations = sources or list(settings.sources)
    if not locations:
        raise SettingError(
            "Nothing to index. Name a blog's address, an export or a folder: pullquote index SOURCE, or set SOURCES."
        )
    unknown = [kind for kind in include or () if kind not in KINDS]
    if unknown:
        raise SettingError(f"--include {unknown[0]}: there is no such kind. Name one of {', '.join(KINDS)}.")
    address = settings.base_url if base_url is None else base_url
    if address and not address.startswith(("http://", "https://")):
        raise SettingError(f"--base-url {address}: it must start with http:// or https://.")
    with opened(archive, settings, create=True) as opening:
        _sync(opening, settings, locations, address, include or settings.include, as_json=as_json)


@app.command()
def sync(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Look at the sources again, those of SOURCES or else those of the archive, and take in what changed."""
    settings = _settings()
    with opened(archive, settings) as opening:
        locations = list(settings.sources) or list(opening.status().sources)
        if not locations:
            raise SettingError("Nothing to look at: the archive has no source yet, and SOURCES is empty.")
        _sync(opening, settings, locations, settings.base_url, settings.include, as_json=as_json)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="What to ask.")],
    archive: ArchiveOption = None,
    after: Annotated[str | None, typer.Option(metavar="DATE", help="Only posts of this day or later.")] = None,
    before: Annotated[str | None, typer.Option(metavar="DATE", help="Only posts of this day or earlier.")] = None,
    author: Annotated[str | None, typer.Option(help="Only posts by this author.")] = None,
    tag: Annotated[str | None, typer.Option(help="Only posts with this tag.")] = None,
    quotes: LimitOption = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why this quote, and how sure.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Answer one question with quotes."""
    settings = _settings()
    query = embeddings.Query(question, embeddings.read_filters(after, before, author, tag))
    with opened(archive, settings) as opening, terminal.waiting("looking it up"):
        # A script says its dates itself.
        asked = [query] if as_json else embeddings.interpretations(query)
        explanation = _explain_first(opening, asked, quotes or settings.quotes)
    if as_json:
        _print_json(answer_record(explanation.answer) | (explanation_record(explanation) if explain else {}))
        return
    terminal.show_answer(explanation.answer, explanation.filters)
    if explain:
        terminal.show_explanation(explanation)


@app.command()
def answer(
    questions: Annotated[Path, typer.Option(metavar="Q.jsonl", help="A question a line: _id, text, history...")],
    out: Annotated[Path, typer.Option(metavar="R.jsonl", help="Where the answers go.")],
    archive: ArchiveOption = None,
    quotes: LimitOption = None,
) -> None:
    """Answer a file of questions."""
    settings = _settings()
    with opened(archive, settings) as opening, terminal.progress_bar() as progress:
        count = answer_file(opening, questions, out, quotes or settings.quotes, progress)
    terminal.err.print(f"{count} questions answered into {out}.", markup=False, soft_wrap=True)


@app.command()
def retrieve(
    queries: Annotated[Path, typer.Option(metavar="Q.jsonl", help="A query a line: _id, text, metadata.source.")],
    run: Annotated[Path, typer.Option(metavar="RUN", help="Where the TREC run file goes.")],
    depth: Annotated[int, typer.Option("-k", min=1, help="Posts a query.")] = 100,
    archive: ArchiveOption = None,
) -> None:
    """Rank posts for a file of queries."""
    settings = _settings()
    with opened(archive, settings) as opening, terminal.progress_bar() as progress:
        count = retrieve_file(opening, queries, run, depth, progress)
    terminal.err.print(f"{count} queries ranked into {run}.", markup=False, soft_wrap=True)


@app.command()
def evaluate(
    sets: Annotated[list[Path] | None, typer.Argument(metavar="SET...", help="Folders in BEIR layout.")] = None,
    own: Annotated[bool, typer.Option("--own", help="The archive by its own titles, headings and links.")] = False,
    archive: ArchiveOption = None,
    compare: Annotated[
        list[str] | None,
        typer.Option("--compare", metavar="NAME", help=f"Also rank by {', '.join(OTHERS)} (repeatable)."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what came of every question, as JSONL.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure how well questions are answered: retrieval, and where the set has answers, quotes and abstention."""
    settings = _settings()
    unknown = [name for name in compare or () if name not in OTHERS]
    if unknown:
        raise SettingError(f"--compare {unknown[0]}: there is no such ranking. Name one of {', '.join(OTHERS)}.")
    if not own and not sets:
        raise SettingError("There is nothing to measure: name a folder in BEIR layout, or give --own.")
    measured: list[Scores] = []
    if own:
        with opened(archive, settings) as opening, terminal.progress_bar() as progress:
            measured += embeddings.evaluate_self(opening, compare=compare or (), progress=progress)
        if not measured:
            raise SettingError("--own: no title, heading or link in the archive has three words to ask it by.")
        for scores in () if as_json else measured:
            terminal.show_scores(scores)
    for folder in sets or ():
        with terminal.progress_bar() as progress:
            measured.append(
                embeddings.evaluate(
                    folder,
                    compare=compare or (),
                    model=settings.embedding_model,
                    reranker=settings.reranker_model,
                    progress=progress,
                )
            )
        if not as_json:
            terminal.show_scores(measured[-1])
    if out:
        write_lines(
            out,
            (
                json.dumps(asked_record(scores, asked), ensure_ascii=False)
                for scores in measured
                for asked in scores.questions
            ),
        )
    if as_json:
        _print_json([scores_record(scores) for scores in measured])


@app.command()
def chat(archive: ArchiveOption = None) -> None:
    """Ask in the terminal, follow-ups included; an empty line or Ctrl-D ends it."""
    settings = _settings()
    with opened(archive, settings) as opening:
        _chat(opening, settings)


@app.command()
def status(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Say what the archive holds."""
    settings = _settings()
    with opened(archive, settings) as opening:
        found = opening.status()
    if as_json:
        _print_json(status_record(found))
    else:
        terminal.show_status(found)


@app.command()
def doctor(archive: ArchiveOption = None) -> None:
    """Say what is wrong with the set-up, and how to mend it."""
    from bot.cli.doctor import examine  # noqa: PLC0415 - discord.py takes a second that other commands need not spend

    settings = _settings()
    well = True
    for finding in examine(settings, archive or settings.archive_dir):
        terminal.show_finding(finding.subject, finding.text, well=finding.well)
        well = well and finding.well
    if not well:
        raise typer.Exit(1)


@app.command()
def preview(
    archive: ArchiveOption = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port on this machine [a free one].")] = None,
    question: Annotated[list[str] | None, typer.Option("--ask", help="Asked before the page opens.")] = None,
) -> None:
    """Talk to the bot in a simulated Discord in the browser: no token, nothing leaves this machine."""
    from bot.cli.preview import run_preview  # noqa: PLC0415 - an optional dependency

    settings = _settings()
    folder = archive or settings.archive_dir
    if archive or (folder / "catalog.sqlite3").exists():
        with opened(folder, settings) as opening:
            run_preview(opening, settings, port, question or [])
    else:
        terminal.err.print(f"No archive in {folder} yet: here is the sample blog.", markup=False)
        with sample_archive(settings) as opening:
            run_preview(opening, settings, port, question or [])


@app.command()
def run(archive: ArchiveOption = None) -> None:
    """Run the bot on Discord."""
    from bot.cli.run import run_bot  # noqa: PLC0415 - discord.py takes a second that other commands need not spend

    settings = _settings()
    with opened(archive, settings) as opening:
        run_bot(opening, settings)


@app.command()
def verify(
    what: Annotated[
        list[str] | None, typer.Argument(metavar="POST...", help="Titles or addresses, or parts of them [all posts].")
    ] = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Hold posts against their pages on the web: do they still say what is quoted, do the links still lead there?"""
    settings = _settings()
    with opened(archive, settings) as opening:
        wanted = [words.casefold() for words in what or ()]
        posts = [p for p in opening.posts() if not wanted or any(w in f"{p.url} {p.name}".casefold() for w in wanted)]
        if not posts:
            raise SettingError(f"{', '.join(what or ())}: no post has that in its title or its address.")
        with terminal.progress_bar() as progress:
            verifications = list(opening.verify(posts, settings.fetching, progress))
    if as_json:
        _print_json([verification_record(verification) for verification in verifications])
    else:
        terminal.show_verifications(verifications)
    if any(verification.state not in ("same", "unlinked") or verification.broken for verification in verifications):
        raise typer.Exit(1)


def _sync(
    archive: Archive, settings: Settings, locations: list[str], base_url: str, include: Sequence[str], *, as_json: bool
) -> None:
    with terminal.progress_bar() as progress:
        report = archive.sync(
            locations, base_url=base_url, include=include, fetching=settings.fetching, progress=progress
        )
    if as_json:
        _print_json(report_record(report, archive.status()))
    else:
        terminal.show_report(report, archive.status())
    if report.failed:
        raise typer.Exit(1)


def _chat(archive: Archive, settings: Settings) -> None:
    if sys.stdin.isatty():
        terminal.out.print("Ask about the blog. An empty line ends it.")
    history: tuple[str, ...] = ()
    while True:
        try:
            question = terminal.out.input("[bold]> [/bold]" if sys.stdin.isatty() else "").strip()
        except EOFError:
            break
        if not question:
            break
        with terminal.waiting("looking it up"):
            found = _explain_first(
                archive, embeddings.interpretations(embeddings.Query(question, history=history)), settings.quotes
            )
        terminal.show_answer(found.answer, found.filters)
        history = (*history[-4:], question)


def _explain_first(archive: Archive, asked: Sequence[Query], limit: int) -> Explanation:
    """The first of several interpretations of a question that has an answer, or else the last."""
    found = (archive.explain(query, limit=limit) for query in asked[:-1])
    return next((one for one in found if one.answer.answered), None) or archive.explain(asked[-1], limit=limit)


def _print_json(record: Any) -> None:
    # Not through rich, which would wrap and colour it.
    typer.echo(json.dumps(record, ensure_ascii=False, indent=2))
