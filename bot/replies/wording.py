"""What the bot says of posts and times, for cards and for the terminal, which has no use for Discord."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len

import embeddings
from bot.i18n import number, say, say_count

if TYPE_CHECKING:
    from embeddings import Answer, Block, CatalogAnswer, Filters, Post, Quote

_GAP = "  "
"""What stands between the columns of a table."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
NAMES = 15
"""Authors or tags that are named at most."""

Show = Callable[[str], str]
"""How a name or words are shown."""
Day = Callable[[date], str]
"""How a day is shown."""


def marks_of_cut(quote: Quote) -> tuple[str, str]:
    """What stands before and behind the words of a quote, where the sentence that they are of goes on there."""
    before, behind = quote.cut
    # By a space that does not break: a mark alone on a line says nothing.
    return "…\N{NO-BREAK SPACE}" if before else "", "\N{NO-BREAK SPACE}…" if behind else ""


def header_lines(quote: Quote) -> list[str]:
    """What stands above the words of a quote: its header, and a mark where something between is left out."""
    if not quote.header:
        return []
    header, between = quote.post.text[slice(*quote.header)], quote.post.text[quote.header[1] : quote.start]
    return [header, "…"] if between.strip() else [header]


def cells_of(rows: Sequence[str]) -> list[list[str]]:
    """The cells of the rows of a table, each in a line, without the columns that are empty in all of them."""
    table = [[" ".join(cell.split()) for cell in row.split("\t")] for row in rows]
    kept = [at for at in range(max(map(len, table))) if any(row[at : at + 1] != [""] for row in table if len(row) > at)]
    return [[row[at] for at in kept if at < len(row)] for row in table]


def in_columns(table: Sequence[Sequence[str]], room: int) -> list[str] | None:
    """The rows of a table as lines of equal letters, each cell below those of its column; ``None`` where they need more
    than ``room`` columns of a terminal, or have but one cell."""
    count = max(map(len, table))
    widths = [max(cell_len(row[at]) for row in table if 1 < len(row) > at) for at in range(count)] if count > 1 else []
    alone = [cell_len(row[0]) for row in table if len(row) == 1]
    if not widths or max([sum(widths) + len(_GAP) * (count - 1), *alone]) > room:
        return None
    padded = (
        [f"{cell}{' ' * (width - cell_len(cell))}" for cell, width in zip(row, widths, strict=False)] for row in table
    )
    return [_GAP.join(row).rstrip() for row in padded]


def blocks_in(post: Post, start: int, end: int) -> list[Block]:
    """The blocks of a span of a post, by their offsets in the span, the last one cut off at its end."""
    blocks = [block for block in post.blocks if block.start < end and start < block.end]
    return [replace(block, start=block.start - start, end=min(block.end, end) - start) for block in blocks]


def is_heading(quote: Quote) -> bool:
    """Whether a quote is of a heading of its post."""
    return any(block.kind == "heading" for block in blocks_in(quote.post, quote.start, quote.end))


def bullets(blocks: Sequence[Block], *, headed: bool = False) -> dict[int, tuple[int, str]]:
    """Where each item of a list starts that has a bullet, how deep it stands in the list, and its number with a full
    stop, empty where it has none. One that is quoted alone has no bullet, nor one that starts before the quote.

    Args:
        blocks: as :func:`blocks_in` gives them.
        headed: whether what announces the list stands above the quote.
    """
    items = [block for block in blocks if block.kind == "item" and block.start >= 0]
    if not headed and len(blocks) <= 1:
        return {}
    outermost = min((item.level for item in items), default=0)
    return {item.start: (item.level - outermost, f"{item.number}." if item.number else "") for item in items}


def narrowing(filters: Filters, show: Show, day: Day) -> list[str]:
    """What narrows a search, as understood."""
    if filters.after and filters.after == filters.before:
        parts = [say("on {day}", day=day(filters.after))]
    else:
        parts = [say("from {day}", day=day(filters.after))] if filters.after else []
        parts += [say("up to {day}", day=day(filters.before))] if filters.before else []
    parts += [say("by {author}", author=show(filters.author))] if filters.author else []
    parts += [say("tagged {tag}", tag=show(filters.tag))] if filters.tag else []
    return parts


def headline(found: CatalogAnswer, show: Show, day: Day) -> str:
    """What the catalog says, in a line: no more than it counted."""
    kind, single = found.lookup.kind, len(found.posts) == 1
    if kind == "authors":
        return (
            say_count("1 author", "{count} authors", found.count)
            if found.count
            else say("The archive names no authors.")
        )
    if kind == "tags":
        return say_count("1 tag", "{count} tags", found.count) if found.count else say("The archive has no tags.")
    if kind == "who" and found.posts and not found.answered:
        return say("The archive doesn’t name an author for it.")
    if kind == "who" and single:
        return say("Written by {author}", author=show(found.posts[0].author))
    if kind == "when" and single:
        published = found.posts[0].published
        return say("Published on {day}", day=day(published)) if published else say("The archive has no date for it.")
    if kind == "summary" and found.posts:
        if len(found.quotes) < 2:
            return say("How it begins")
        if is_heading(found.quotes[-1]):
            return say("How it begins, and its headings")
        return say("How it begins, and a sentence from the rest")
    text = _one(found, show) if kind in ("first", "last") else _counted(found, show)
    return " · ".join([text, *narrowing(found.lookup.filters, show, day)])


def titled_line(found: CatalogAnswer) -> str:
    """How many of the posts counted have the words in their title or a tag; empty where none or all have."""
    if not found.titled or found.titled == found.count or found.lookup.kind not in ("count", "list", "who"):
        return ""
    if found.lookup.kind == "who" and not found.answered:
        # They are not counted.
        return ""
    return say("In the title or a tag: {count} of them", count=number(found.titled))


def name_line(name: str, posts: int, show: Show) -> str:
    """An author or a tag, and how many posts there are."""
    return f"{show(name)} · {say_count('1 post', '{count} posts', posts)}"


def _one(found: CatalogAnswer, show: Show) -> str:
    words, oldest = show(found.lookup.about), found.lookup.kind == "first"
    if not words:
        return say("The oldest post") if oldest else say("The newest post")
    if found.titled:
        if oldest:
            return say("The oldest post with “{words}” in its title or a tag", words=words)
        return say("The newest post with “{words}” in its title or a tag", words=words)
    if found.exact:
        if oldest:
            return say("The oldest post that mentions “{words}”", words=words)
        return say("The newest post that mentions “{words}”", words=words)
    if oldest:
        return say("The oldest post with all the words “{words}” close together", words=words)
    return say("The newest post with all the words “{words}” close together", words=words)


def _counted(found: CatalogAnswer, show: Show) -> str:
    words, count = show(found.lookup.about), found.count
    if not words:
        return say_count("1 post", "{count} posts", count) if count else say("No posts")
    if not count:
        return say("No post mentions “{words}”", words=words)
    if found.exact:
        return say_count("1 post mentions “{words}”", "{count} posts mention “{words}”", count, words=words)
    return say_count(
        "1 post has all the words “{words}” close together",
        "{count} posts have all the words “{words}” close together",
        count,
        words=words,
    )


def doubt(answer: Answer) -> str:
    """That the quotes may not answer, where that is not sure; else empty."""
    return say("I’m not sure this answers it:") if answer.confidence < embeddings.SURE else ""


def other_times(answer: Answer, filters: Filters, day: Day) -> str:
    """That quotes are not from the time that the question names, where that had no answer; else empty.

    Args:
        answer: what is shown.
        filters: those it was found with.
        day: how a day is shown.
    """
    dates = embeddings.own_dates(answer.question)
    if not dates or filters.after or filters.before or isinstance(answer, embeddings.CatalogAnswer):
        return ""
    inside = [dates.admit(quote.post) or _tells_of(quote, dates) for quote in answer.shown]
    if all(inside):
        return ""
    if any(inside):
        return say("Partly from other times:")
    first, last = dates.after, dates.before
    if first is None:
        return say("Nothing from {day} or earlier; from other times:", day=day(last)) if last else ""
    if last is None:
        return say("Nothing from {day} or later; from other times:", day=day(first))
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        years = str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        return say("Nothing from {years}; from other years:", years=years)
    if first == last:
        return say("Nothing from {day}; from other times:", day=day(first))
    return say("Nothing from {first} to {last}; from other times:", first=day(first), last=day(last))


def _tells_of(quote: embeddings.Quote, dates: embeddings.Filters) -> bool:
    """Whether a quote, or its post's title, names one of some whole years: what was new in 2016 may stand in a post of
    the year after."""
    if dates.after is None or dates.before is None:
        return False
    if (dates.after.month, dates.after.day, dates.before.month, dates.before.day) != (1, 1, 12, 31):
        return False
    named = {int(year) for year in _YEAR.findall(f"{quote.post.title} {quote.text}")}
    return any(dates.after.year <= year <= dates.before.year for year in named)
