"""The commands that ask: demo, ask, answer, retrieve, chat."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import embeddings
from bot.cli import terminal
from bot.cli.batch import WHERE_TO, answer_file, retrieve_file, where_to
from bot.cli.opening import (
    ArchiveOption,
    JsonOption,
    LimitOption,
    opened,
    print_json,
    sample_archive,
    settings_in_force,
)
from bot.cli.records import answer_record, explanation_record

if TYPE_CHECKING:
    # What a command needs is imported when it runs, so that --help and --version wait for none of it: from
    # `embeddings` as an attribute, which it imports at first use.
    from bot.settings import Settings
    from embeddings import Archive, Explanation, Query


def demo(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="What to ask; without it, chat.")] = None,
) -> None:
    """Index the sample blog that comes along, and answer or chat."""
    settings = settings_in_force()
    with sample_archive(settings) as archive:
        if question is None:
            _chat(archive, settings)
        else:
            with terminal.waiting("looking it up"):
                found = _explain_first(archive, embeddings.interpretations(embeddings.Query(question)), settings.quotes)
            terminal.show_answer(found.answer, found.filters)


def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="What to ask.")],
    archive: ArchiveOption = None,
    after: Annotated[str | None, typer.Option(metavar="DATE", help="Only posts from this day on.")] = None,
    before: Annotated[str | None, typer.Option(metavar="DATE", help="Only posts up to this day.")] = None,
    author: Annotated[str | None, typer.Option(metavar="NAME", help="Only posts by this author.")] = None,
    tag: Annotated[str | None, typer.Option(metavar="TAG", help="Only posts with this tag.")] = None,
    quotes: LimitOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say why this quote was chosen, and how sure that is.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Answer one question with quotes."""
    settings = settings_in_force()
    query = embeddings.Query(question, embeddings.read_filters(after, before, author, tag))
    with opened(archive, settings) as opening, terminal.waiting("looking it up"):
        explanation = _explain_first(opening, embeddings.interpretations(query), quotes or settings.quotes)
    if as_json:
        print_json(answer_record(explanation) | (explanation_record(explanation) if explain else {}))
        return
    terminal.show_answer(explanation.answer, explanation.filters)
    if explain:
        terminal.show_explanation(explanation)


def answer(
    questions: Annotated[Path, typer.Option(metavar="Q.jsonl", help="One question a line: _id, text, history...")],
    out: Annotated[Path, typer.Option(metavar="R.jsonl", help=f"Where the answers go: {WHERE_TO}.")],
    archive: ArchiveOption = None,
    quotes: LimitOption = None,
) -> None:
    """Answer every question in a file."""
    settings = settings_in_force()
    with opened(archive, settings) as opening, terminal.progress_bar() as progress:
        count = answer_file(opening, questions, out, quotes or settings.quotes, progress)
    terminal.err.print(f"{count} questions answered into {where_to(out)}.", soft_wrap=True)


def retrieve(
    queries: Annotated[Path, typer.Option(metavar="Q.jsonl", help="One query a line: _id, text, metadata.source.")],
    run: Annotated[Path, typer.Option(metavar="RUN", help=f"Where the TREC run file goes: {WHERE_TO}.")],
    depth: Annotated[int, typer.Option("-k", metavar="N", min=1, help="Posts for each query.")] = 100,
    archive: ArchiveOption = None,
) -> None:
    """Rank posts for every query in a file."""
    settings = settings_in_force()
    with opened(archive, settings) as opening, terminal.progress_bar() as progress:
        count = retrieve_file(opening, queries, run, depth, progress)
    terminal.err.print(f"{count} queries ranked into {where_to(run)}.", soft_wrap=True)


def chat(archive: ArchiveOption = None) -> None:
    """Ask in the terminal, follow-ups included.

    An empty line or Ctrl-D ends it.
    """
    settings = settings_in_force()
    with opened(archive, settings) as opening:
        _chat(opening, settings)


def _chat(archive: Archive, settings: Settings) -> None:
    if sys.stdin.isatty():
        terminal.out.print("Ask about the blog. An empty line ends it.")
    history: tuple[str, ...] = ()
    while True:
        try:
            # Without a terminal `input` may swallow a Ctrl-C: it clears what goes wrong as it looks at the streams.
            line = terminal.out.input("[bold]> [/bold]") if sys.stdin.isatty() else sys.stdin.readline()
        except EOFError:
            break
        question = line.strip()
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
