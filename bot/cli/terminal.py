"""Answers, progress and reports as a terminal shows them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date, datetime
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

import embeddings
from bot.advice import about_language, told
from bot.i18n import say_count
from bot.replies import wording

if TYPE_CHECKING:
    from bot.services.feedback import FeedbackReport
    from embeddings import (
        Answer,
        CatalogAnswer,
        Explanation,
        Filters,
        Post,
        Progress,
        Quote,
        Reading,
        Retrieval,
        Scores,
        Source,
        Status,
        SyncReport,
        Verification,
    )

_SKIPPED_SHOWN, _NAME_CHARS = 12, 200
"""Items that are told to be skipped one by one, and characters of the name of each."""
_MISSING_SHOWN = 3
_STAGES = {
    "verify": "asking pages",
    "encode": "encoding passages",
    "answer": "answering",
    "move": "copying vectors",
}

_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) != "\n"}


class _Terminal(Console):
    """A console that shows what posts hold as text: what a terminal would take for an order, such as a colour, a title
    of its window or a cursor that moves, is left out."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=segment.text.translate(_CONTROLS))


# What is printed is never Rich's markup: it holds names, paths and titles from outside.
out = _Terminal(highlight=False, markup=False, emoji=False)
err = _Terminal(stderr=True, highlight=False, markup=False, emoji=False)


def day(published: date | None) -> str:
    """An ISO date, or that there is none."""
    if published is None:
        return "undated"
    return (published.date() if isinstance(published, datetime) else published).isoformat()


def show_answer(answer: Answer, filters: Filters) -> None:
    """Print the quotes with their posts and links, or that nothing answers, with the closest posts.

    ``filters``: what narrowed the search, whose dates are said as they were understood.
    """
    if isinstance(answer, embeddings.CatalogAnswer):
        _show_catalog_answer(answer, wording.headline(answer, str, day), wording.titled_line(answer))
        return
    dates = [f"from {filters.after}"] if filters.after else []
    dates += [f"to {filters.before}"] if filters.before else []
    if dates:
        out.print(Text(f"Posts {' '.join(dates)}:", style="dim"))
    if answer.understood != answer.question:
        out.print(Text(f"Understood as: {answer.understood}", style="dim"))
    if answer.shown:
        if note := wording.other_times(answer, filters, day):
            out.print(Text(note, style="dim"))
        if unsure := wording.doubt(answer):
            out.print(Text(unsure, style="bold"))
        for quote in answer.shown:
            _show_quote(quote)
        if answer.newer:
            out.print(Text("More recent: ").append_text(_title(answer.newer.post)))
            out.print(Text(f"  {answer.newer.link}", style="cyan"), soft_wrap=True)
        return
    out.print(Text("Nothing in the archive answers that.", style="bold"))
    if answer.near:
        out.print("The closest posts:")
        _show_posts(answer.near)


def _show_catalog_answer(found: CatalogAnswer, headline: str, titled: str) -> None:
    out.print(Text(headline, style="bold"))
    if titled:
        out.print(Text(titled, style="dim"))
    if found.lookup.kind in ("first", "last", "summary") and found.quotes:
        _show_quote(found.quotes[0])
        for heading in found.quotes[1:]:
            out.print(Padding(Text(heading.text), (0, 0, 0, 2)))
        return
    names = found.names[: wording.NAMES]
    for name, posts in names:
        out.print(Padding(Text(wording.name_line(name, posts, str)), (0, 0, 0, 2)))
    _show_posts(found.posts)
    if (left := found.count - len(found.posts) - len(names)) > 0:
        out.print(Text(f"  and {left:,} more", style="dim"))


def _show_posts(posts: Sequence[Post]) -> None:
    for post in posts:
        out.print(Padding(_title(post), (0, 0, 0, 2)))
        if post.url:
            out.print(Text(f"  {post.url}", style="cyan"), soft_wrap=True)


def show_explanation(explanation: Explanation) -> None:
    """Print why the first quote came first, and why it was taken for an answer or not."""
    answer = explanation.answer
    out.print(Text(f"Searched for: {', '.join(explanation.terms) or 'nothing'}"))
    confident = f"Why {'an answer' if answer.answered else 'no answer'} (confidence {answer.confidence:.2f})"
    for title, reasons in (("Why this quote", explanation.quote), (confident, explanation.confidence)):
        table = Table("", "value", "weight", "adds", title=title, title_justify="left", box=None, pad_edge=False)
        for column in table.columns[1:]:
            column.justify = "right"
        for reason in reasons:
            table.add_row(reason.name, f"{reason.value:.2f}", f"{reason.weight:.2f}", f"{reason.adds:+.2f}")
        out.print(table)
        out.print()


def _show_quote(quote: Quote) -> None:
    above, words = _laid_out(quote)
    for header in above:
        out.print(Padding(Text(header, style="dim"), (0, 0, 0, 2)))
    lines = [Text(line, style="bold") for line in words]
    before, behind = wording.marks_of_cut(quote)
    lines[0] = Text(before, style="dim").append_text(lines[0])
    lines[-1].append(behind, style="dim")
    for line in lines:
        out.print(Padding(line, (0, 0, 0, 2)))
    if quote.more_items:
        out.print(Text(f"  … and {quote.more_items} more", style="dim"))
    out.print(Text("  — ").append_text(_title(quote.post)))
    if quote.speaker:
        out.print(Text(f"  {quote.speaker} is speaking here.", style="dim"))
    if quote.reported:
        out.print(Text("  The author is reporting this and may not agree with it.", style="dim"))
    if quote.link:
        # Unwrapped, so that a terminal can open it and a script can read it.
        out.print(Text(f"  {quote.link}", style="cyan"), soft_wrap=True)
    if quote.also:
        out.print(Text(f"  Also said in: {', '.join(post.name for post in quote.also)}", style="dim"))
    out.print()


def _laid_out(quote: Quote) -> tuple[list[str], list[str]]:
    """What stands above a quote and its words, in lines, with the bullets of its lists and its table in columns."""
    above = wording.header_lines(quote)
    start = quote.post.from_first_cell(quote.start)
    text, blocks = quote.post.text[start : quote.end], wording.blocks_in(quote.post, start, quote.end)
    if blocks and all(block.kind == "table" for block in blocks):
        table = wording.cells_of([*above, *(text[max(block.start, 0) : block.end] for block in blocks)])
        lines = wording.in_columns(table, out.width - 2) or list(map(" | ".join, table))
        return lines[: len(above)], lines[len(above) :]
    for at, (depth, number) in reversed(wording.bullets(blocks, headed=bool(above)).items()):
        text = f"{text[:at]}{'  ' * depth}{number or '•'} {text[at:]}"
    return above, text.splitlines()


def _title(post: Post) -> Text:
    title = Text(post.name, style="italic")
    # A post that lost its title is named by its date already.
    parts = [day(post.published)] if post.title and post.published else []
    parts += [post.author] if post.author else []
    return title.append(" · " + " · ".join(parts), style="dim") if parts else title


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None]]:
    """A bar on the error stream, which scripts do not read; nothing where that is no terminal."""
    from rich import progress as rich  # noqa: PLC0415 - only what takes long waits for it

    columns = (
        rich.SpinnerColumn(),
        rich.TextColumn("{task.description}"),
        rich.BarColumn(),
        rich.MofNCompleteColumn(),
        rich.TimeRemainingColumn(),
    )
    with rich.Progress(*columns, console=err, transient=True, disable=not sys.stderr.isatty()) as bar:
        reading = bar.add_task("reading posts", total=None)
        encoding = None

        def report(progress: Progress) -> None:
            nonlocal encoding
            if progress.stage == "read":
                bar.update(reading, completed=progress.done)
                return
            if encoding is None:
                bar.remove_task(reading)
                encoding = bar.add_task(_STAGES[progress.stage], total=progress.total)
            bar.update(encoding, completed=progress.done)

        yield report


def waiting(what: str) -> AbstractContextManager[object]:
    """A spinner on the error stream while something short but not quick goes on; nothing where that is no terminal."""
    return err.status(what) if sys.stderr.isatty() else nullcontext()


def show_report(report: SyncReport, status: Status) -> None:
    """Print what a sync did, what it left out, and why."""
    out.print(
        f"{report.added} added, {report.changed} changed, {report.removed} removed, {report.unchanged} unchanged; "
        f"{report.encoded} passage{'s' if report.encoded != 1 else ''} encoded. The archive in {status.folder} holds "
        f"{number_of_posts(status.posts)}.",
        soft_wrap=True,
    )
    for reading in report.readings:
        if reading.requests:
            out.print(Text(f"{reading.source}: {_read_by(reading)}"), soft_wrap=True)
    for failure in report.failed:
        err.print(Text(told(failure), style="red"), soft_wrap=True)
    for note in report.notes:
        out.print(Text(f"Note: {note}."), soft_wrap=True)
    if (report.encoded or report.added) and (advice := about_language(status)):
        out.print(Text(f"Note: {advice}"), soft_wrap=True)
    if report.unquotable:
        out.print(
            "Never quoted: sentences with a part that is struck out or not in the source, such as what a template or a "
            f"formula shows: {report.unquotable}.",
            soft_wrap=True,
        )
    if report.unlinked:
        out.print(
            f"Without an address, so that quotes have no links: {number_of_posts(report.unlinked)}. --base-url says "
            "where they are.",
            soft_wrap=True,
        )
    if report.left_out:
        counted = ", ".join(f"{count} × {kind}" for kind, count in sorted(report.left_out.items()))
        out.print(f"Left out: {counted}. --include KIND takes a kind in.", soft_wrap=True)
    skipped = [item for item in report.skipped if not item.kind]
    if not skipped:
        return
    out.print(f"Skipped {len(skipped)}:")
    for item in skipped[:_SKIPPED_SHOWN]:
        name = item.name if len(item.name) <= _NAME_CHARS else f"{item.name[: _NAME_CHARS - 1]}…"
        out.print(Text(f"  {name}: {item.reason}"), soft_wrap=True)
    rest = Counter(item.general or item.reason for item in skipped[_SKIPPED_SHOWN:])
    for reason, count in rest.most_common():
        out.print(Text(f"  {count} more: {reason}"), soft_wrap=True)


def number_of_posts(count: int) -> str:
    """As in "1 post", "2,345 posts"."""
    return say_count("1 post", "{count} posts", count)


def _read_by(reading: Reading) -> str:
    requests = f"{reading.requests:,} request{'s' if reading.requests != 1 else ''}, " if reading.requests else ""
    return f"read by {reading.method or 'its pages'}, {requests}{reading.seconds:.1f} s"


def show_sources(sources: Sequence[Source]) -> None:
    """Print the sources with their options and how they were read."""
    if not sources:
        out.print("The archive has no source yet.")
    for source in sources:
        out.print(Text(f"{source.name}: {number_of_posts(source.posts)}"), soft_wrap=True)
        if source.options.base_url is not None:
            out.print(Text(f"  --base-url {source.options.base_url or chr(39) * 2}"), soft_wrap=True)
        if source.options.include is not None:
            kinds = " ".join(f"--include {kind}" for kind in source.options.include or ("none",))
            out.print(Text(f"  {kinds}"), soft_wrap=True)
        if source.reading:
            out.print(Text(f"  {_read_by(source.reading)}", style="dim"), soft_wrap=True)


_STATES: dict[str, str] = {
    "same": "the page says so",
    "changed": "the page no longer says all of it",
    "moved": "the page has moved",
    "gone": "the page is gone",
    "unreachable": "the page cannot be reached",
    "unlinked": "no address is known",
}


def show_verifications(verifications: Sequence[Verification]) -> None:
    """Print which posts' pages do not say what is quoted of them, and how many do."""
    for verification in verifications:
        if verification.state == "same" and not verification.broken:
            continue
        if verification.state != "unlinked" or len(verifications) == 1:
            out.print(Text(f"{_STATES[verification.state]}: ").append_text(_title(verification.post)), soft_wrap=True)
            out.print(Text(f"  {verification.post.url}", style="cyan"), soft_wrap=True)
        if verification.state == "moved":
            out.print(Text(f"  it is at {verification.url} now"), soft_wrap=True)
        if verification.reason:
            out.print(Text(f"  {verification.reason}"), soft_wrap=True)
        for text in verification.missing[:_MISSING_SHOWN]:
            out.print(Text(f"  no longer there: {' '.join(text.split())[:100]}"), soft_wrap=True)
        if len(verification.missing) > _MISSING_SHOWN:
            out.print(f"  and {len(verification.missing) - _MISSING_SHOWN} more")
        if verification.broken:
            out.print(f"  {verification.broken} links to its sentences no longer find their words on the page")
    counted: Counter[str] = Counter(verification.state for verification in verifications)
    out.print(", ".join(f"{counted[state]:,} × {said}" for state, said in _STATES.items() if counted[state]))


def show_status(status: Status, sources: Sequence[Source]) -> None:
    """Print what the archive holds, and how its sources were read."""
    named = [f"{s.name} ({_read_by(s.reading)})" if s.reading else s.name for s in sources]
    rows = {
        "archive": str(status.folder),
        "posts": f"{status.posts:,}" + (f", {status.first} to {status.last}" if status.first else ""),
        "passages": f"{status.passages:,}",
        "sources": "\n          ".join(named) or "none",
        "model": status.model,
        "synced": status.synced.astimezone().isoformat(" ", "minutes") if status.synced else "never",
    }
    for name, value in rows.items():
        out.print(Text(f"{name:<10}{value}"), soft_wrap=True)


def show_gaps(feedback: FeedbackReport, quotes: Sequence[tuple[Quote, int]]) -> None:
    """Print what readers asked and nothing answered, and what they voted down, each with how often."""
    for title, asked in (
        ("Questions that nothing answered", feedback.refused),
        ("Questions whose answers didn't help", feedback.disliked),
    ):
        out.print(Text(f"{title}:" if asked else f"{title}: none", style="bold"))
        for one in asked:
            out.print(Text(f"{one.times:6} × {one.question}"), soft_wrap=True)
            for other in one.also:
                out.print(Text(f"{'':9}{other}", style="dim"), soft_wrap=True)
    out.print(Text("Quotes that didn't help:" if quotes else "Quotes that didn’t help: none", style="bold"))
    for quote, times in quotes:
        out.print(Text(f"{times:6} × ").append_text(_title(quote.post)), soft_wrap=True)
        before, behind = wording.marks_of_cut(quote)
        out.print(Padding(Text(f"{before}{quote.text}{behind}"), (0, 0, 0, 9)))


def show_finding(subject: str, text: str, *, well: bool) -> None:
    """Print one line of what the doctor found."""
    mark = Text("ok      ", style="green") if well else Text("problem ", style="bold red")
    out.print(mark.append(f"{subject:<12}", style="default").append(text, style="default"), soft_wrap=True)


def show_scores(scores: Scores, on: Console = out) -> None:
    """Print what was measured on one set, a line for each ranking and a few for the answers."""

    def line(subject: str, text: str) -> None:
        on.print(f"{scores.name:<20} {subject:<18} {text}", soft_wrap=True)

    line("fused", f"{_retrieval(scores.retrieval)}  ({scores.queries} queries)")
    for ranking, found in scores.compared.items():
        line(ranking, f"{_retrieval(found.retrieval)}  fused leads by {found.lead:+.3f} (p {found.p:.3f})")
    if quoting := scores.quoting:
        line(
            "quotes",
            f"first {quoting.first:.3f}  three {quoting.three:.3f}  F1 {quoting.f1:.3f}  "
            f"median {quoting.characters:.0f} characters  refused {quoting.refused:.3f}",
        )
        for number, spans in quoting.spans.items():
            subject = f"{number} quote{'s' if number > 1 else ''}"
            line(subject, f"precision {spans.precision:.3f}  recall {spans.recall:.3f}  IoU {spans.iou:.3f}")
    if abstention := scores.abstention:
        line(
            "unanswerable",
            f"answered {abstention.answered:.3f}  AUROC {abstention.auroc:.3f}  "
            f"calibration error {abstention.calibration:.3f}",
        )
        prices = (f"{answers:.3f} at {refusals:.0%}" for refusals, answers in abstention.curve.items())
        line("", f"false answers at false refusals: {', '.join(prices)}")
    if followups := scores.followups:
        line("follow-ups", f"{_retrieval(followups.conversed)}  ({followups.asked} queries)")
        line("as they stand", _retrieval(followups.alone))
        line("rewritten by hand", _retrieval(followups.rewritten))
        line(
            "", f"{followups.conversed.ndcg_at_10 / (followups.rewritten.ndcg_at_10 or 1):.0%} of the rewrites' nDCG@10"
        )
    latency = scores.latency
    line("speed", f"one question p50 {latency.p50:.0f} ms  p95 {latency.p95:.0f} ms")


def _retrieval(found: Retrieval) -> str:
    return (
        f"nDCG@10 {found.ndcg_at_10:.3f}  R@1 {found.recall_at_1:.3f}  R@5 {found.recall_at_5:.3f}  MRR {found.mrr:.3f}"
    )
