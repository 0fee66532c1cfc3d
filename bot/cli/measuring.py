"""The command that measures: evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import embeddings
from bot.cli import terminal
from bot.cli.batch import STANDARD_OUTPUT, WHERE_TO, write_lines
from bot.cli.opening import ArchiveOption, JsonOption, opened, print_json, settings_in_force
from bot.cli.records import as_line, asked_record, scores_record
from embeddings import SettingError

if TYPE_CHECKING:
    # What a command needs is imported when it runs, so that --help and --version wait for none of it: from
    # `embeddings` as an attribute, which it imports at first use.
    from embeddings import Scores

OTHERS = ("bm25", "vectors", "without-reader", "without-reranking", "without-sentences", "without-centroids")
"""Rankings that ``evaluate --compare`` takes, named here because the module that has them is slow to import."""


def evaluate(
    sets: Annotated[list[Path] | None, typer.Argument(metavar="SET...", help="Folders in BEIR layout.")] = None,
    own: Annotated[
        bool, typer.Option("--own", help="Measure the archive by its own titles, headings and links.")
    ] = False,
    archive: ArchiveOption = None,
    compare: Annotated[
        list[str] | None,
        typer.Option("--compare", metavar="NAME", help=f"Also rank by {', '.join(OTHERS)} (repeatable)."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help=f"Write the outcome of every question, as JSONL: {WHERE_TO}.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure how well questions are answered.

    That is retrieval, and where the set has answers, quotes and abstention.
    """
    settings = settings_in_force()
    unknown = [name for name in compare or () if name not in OTHERS]
    if unknown:
        raise SettingError(f"--compare {unknown[0]}: there is no such ranking. Name one of {', '.join(OTHERS)}.")
    if not own and not sets:
        raise SettingError("There is nothing to measure: name a folder in BEIR layout, or give --own.")
    if as_json and out == STANDARD_OUTPUT:
        raise SettingError("--out -: --json is on standard output already. Name a file.")
    # Whoever reads records there reads nothing else.
    shown_on = terminal.err if out == STANDARD_OUTPUT else terminal.out
    measured: list[Scores] = []
    if own:
        with opened(archive, settings) as opening, terminal.progress_bar() as progress:
            measured += embeddings.evaluate_self(opening, compare=compare or (), progress=progress)
        if not measured:
            raise SettingError("--own: no title, heading or link in the archive has three words to ask it by.")
        for scores in () if as_json else measured:
            terminal.show_scores(scores, shown_on)
    for folder in sets or ():
        with terminal.progress_bar() as progress:
            measured.append(
                embeddings.evaluate(
                    folder,
                    compare=compare or (),
                    search=settings.search.get_secret_value(),
                    model=settings.embedding_model,
                    reader=settings.reader,
                    reranker=settings.reranker_model,
                    progress=progress,
                )
            )
        if not as_json:
            terminal.show_scores(measured[-1], shown_on)
    if out:
        write_lines(out, (as_line(asked_record(scores, asked)) for scores in measured for asked in scores.questions))
    if as_json:
        print_json([scores_record(scores) for scores in measured])
