"""The reply to a question: a quote with its source, pages of them, or that nothing answers, with the closest posts."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.i18n import say
from bot.ids import MAX_QUOTES, QuoteButton, packed
from bot.replies.card import (
    MAX_TEXT,
    card_of,
    check,
    listed,
    newer_line,
    notice_card,
    quoted,
    source,
)
from bot.replies.catalog import catalog_card
from bot.replies.head import Head, head_of
from bot.replies.markdown import escaped, timestamp
from bot.replies.wording import other_times
from embeddings import Answer, CatalogAnswer, Post, Query, Quote, Verification


def answer_card(
    answer: Answer, query: Query, *, asked: bool = False, private: bool = False, any_date: bool = False
) -> ui.LayoutView:
    """The reply to a question.

    Args:
        answer: what the archive says.
        query: what was asked, with the filters in force.
        asked: whether to show the question, which is not to be seen otherwise.
        private: whether the asker alone sees it, who may then share it.
        any_date: whether posts of any time were asked for, whatever time the question names.

    Raises:
        MisquoteError: a quote does not match its post.
    """
    if isinstance(answer, CatalogAnswer):
        return catalog_card(answer, query, asked=asked)
    understood = "" if answer.understood == answer.question else answer.understood
    head = head_of(query, understood, asked=asked, leans=answer.leans, corrected=answer.corrected)
    if answer.shown:
        if not any_date and (note := other_times(answer, query.filters, timestamp)):
            head = Head((*head.lines, f"-# {note}"), head.offers)
        return quotes_card(head, answer.shown, 0, private=private, newer=answer.newer)
    return card_of(head.lines, [_nothing(answer.closest)], [head.buttons()])


def nearest_card(answer: Answer, *, share: bool) -> ui.LayoutView:
    """The passages nearest to a text, which is no question and so has no answer; for the asker alone, who may ``share``
    them.

    Raises:
        MisquoteError: a quote does not match its post.
    """
    if not answer.quotes:
        return notice_card(say("Nothing in the archive comes close to that."))
    return quotes_card(Head((f"**{say('Closest in the archive')}**",)), answer.quotes, 0, private=share)


def quotes_card(
    head: Head, quotes: Sequence[Quote], page: int, *, private: bool, newer: Quote | None = None
) -> ui.LayoutView:
    """One of the quotes, with buttons to the others and to all that can be done with it.

    Args:
        head: what stands above it.
        quotes: all of them.
        page: which one to show.
        private: whether the asker alone sees it, who may then share it.
        newer: what a later post says about the same thing.

    Raises:
        MisquoteError: it does not match its post.
    """
    quotes = quotes[:MAX_QUOTES]
    page = min(page, len(quotes) - 1)
    quote, count = quotes[page], len(quotes)
    every, one = packed(quotes), packed([quote])
    text = quoted(quote, say("{number} of {count}", number=page + 1, count=count) if count > 1 else "")
    turn: list[QuoteButton] = []
    if newer and len(text) + len(line := newer_line(newer)) < MAX_TEXT:
        text += f"\n{line}"
    if count > 1:
        turn = [
            # No two ids of a message may be the same, not even those of buttons that cannot be pressed.
            QuoteButton("turn", every, say("← Previous"), detail=page - 1 if page else 8, disabled=page == 0),
            QuoteButton(
                "turn", every, say("Next →"), detail=page + 1 if page + 1 < count else 9, disabled=page + 1 == count
            ),
        ]
    about = [
        QuoteButton("context", one, say("Context")),
        QuoteButton("more", one, say("More from this post")),
    ]
    verdict: list[QuoteButton] = [
        QuoteButton("vote", one, say("👍 Helpful"), detail=1),
        QuoteButton("vote", one, say("👎 Not helpful"), detail=0),
        QuoteButton("picture", one, say("As a picture")),
    ]
    if quote.post.url:
        verdict.append(QuoteButton("verify", one, say("Check the page")))
    share = [QuoteButton("send", every, say("Share"), detail=page)] if private else []
    return card_of(head.lines, [text], [[*turn, *about], [*share, *verdict], head.buttons()])


def context_card(quote: Quote) -> ui.LayoutView | None:
    """A quote in bold among the sentences around it, or ``None`` where they are more than a message holds.

    Raises:
        MisquoteError: the quote does not match its post.
    """
    check(quote)
    bold = "\n".join(f"**{escaped(line)}**" if line.strip() else line for line in quote.text.split("\n"))
    lines = f"{escaped(quote.before)}{bold}{escaped(quote.after)}".split("\n")
    text = "\n".join(f"> {line}" for line in lines) + f"\n-# — {source(quote.post, quote.link)}"
    return card_of([], [text]) if len(text) <= MAX_TEXT else None


def more_card(found: Sequence[Quote]) -> ui.LayoutView:
    """What else a post says about what was quoted of it.

    Raises:
        MisquoteError: a quote does not match its post.
    """
    if not found:
        return notice_card(say("That’s all this post says about it."))
    return card_of([f"**{say('More from this post')}**"], [quoted(quote) for quote in found])


def picture_card(quote: Quote, url: str, *, shared_by: str = "", share: QuoteButton | None = None) -> ui.LayoutView:
    """A quote as a picture, its words as the alternative text, its source as a link under it.

    Args:
        quote: the quote.
        url: of the picture, such as ``attachment://quote.png``.
        shared_by: who had it made for everybody.
        share: shows it to everybody.

    Raises:
        MisquoteError: the quote does not match its post.
    """
    check(quote)
    # Discord takes 1,024 characters of alternative text; a quote is shorter.
    picture = discord.MediaGalleryItem(url, description=f"“{quote.text}” — {quote.post.name}"[:1024])
    text = f"-# {source(quote.post, quote.link)}"
    if shared_by:
        text += f"\n-# {say('Shared by {name}', name=escaped(shared_by))}"
    return card_of([], [text], [[share] if share else []], picture=picture)


def verification_card(verification: Verification) -> ui.LayoutView:
    """Whether a quote's page still says so, and when the post was read."""
    said = {
        "same": say("The page says this, word for word."),
        "moved": say("The page says this, word for word, at a new address."),
        "changed": say("The page no longer says this, or no longer in these words."),
        "gone": say("The page is gone."),
        "unreachable": say("The page can’t be reached right now."),
        "unlinked": say("I don’t know this post’s address."),
    }
    mark = {"same": "✅", "moved": "✅", "changed": "⚠️", "gone": "⚠️"}.get(verification.state, "❔")
    lines = [f"{mark} **{said[verification.state]}**"]
    if verification.url:
        lines.append(source(verification.post, verification.url))
    if verification.fetched:
        when = f"<t:{int(verification.fetched.timestamp())}:R>"
        # A path is for whoever runs the bot alone.
        origin = f" <{verification.source}>" if verification.source.startswith(("http://", "https://")) else ""
        lines.append(f"-# {say('I last read this post {when}.', when=when)}{origin}")
    return card_of([], ["\n".join(lines)])


def _nothing(closest: Sequence[Post]) -> str:
    lines = [f"**{say('Nothing in the archive answers that.')}**"]
    if closest:
        lines.append(say("The closest posts:"))
        lines += listed(closest)
    return "\n".join(lines)
