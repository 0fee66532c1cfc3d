"""The reply to a question about the archive itself: what the catalog says, with the posts it is about."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.i18n import number, say
from bot.ids import ListButton
from bot.replies.card import MAX_TEXT, card_of, check, quote_address, quoted
from bot.replies.head import head_of
from bot.replies.listing import bold_headline, lines_of, names_lines
from bot.replies.markdown import link
from bot.replies.wording import is_heading
from embeddings import CatalogAnswer, Query, Quote

COUNTED = 3
"""Posts linked below a number."""


def catalog_card(found: CatalogAnswer, query: Query, *, asked: bool) -> ui.LayoutView:
    """What the catalog says to a question.

    Args:
        found: what it says.
        query: what was asked.
        asked: whether to show the question, which is not to be seen otherwise.

    Raises:
        MisquoteError: a quote does not match its post.
    """
    understood = "" if found.understood == found.question else found.understood
    # The headline says what narrows the posts.
    its = query if understood else Query(query.text)
    above = head_of(its, understood, asked=asked, leans=found.leans, corrected=found.corrected)
    head, beside = above.lines, above.buttons()
    text, kind = bold_headline(found), found.lookup.kind
    if kind in ("first", "last") and found.quotes:
        return card_of(head, [f"{text}\n{quoted(found.quotes[0])}"], beside=beside)
    if kind == "summary" and found.quotes:
        return card_of(head, [_summary(text, found.quotes)], beside=beside)
    if found.names:
        return card_of(head, [names_lines(text, found)], beside=beside)
    posts = found.posts[:COUNTED] if kind == "count" else found.posts
    button = ListButton.of(found.lookup, 0, say("All {count}", count=number(found.count)))
    more = [button] if button and len(posts) < found.count else []
    return card_of(head, [lines_of(text, found, posts)], [more], beside=beside)


def _summary(text: str, quotes: Sequence[Quote]) -> str:
    """The opening as a quote, and so what stands for a post without headings; each heading as a link to it."""
    opening, *rest = quotes
    text += f"\n{quoted(opening)}"
    for quote in rest:
        check(quote)
        line = f"\n- {link(quote.text, quote_address(quote))}" if is_heading(quote) else f"\n\n{quoted(quote)}"
        if len(text) + len(line) > MAX_TEXT:
            break
        text += line
    return text
