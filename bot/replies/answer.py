"""The reply to a question: a quote with its source and links to the others, or that nothing answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import discord
from discord import ui

from bot.i18n import number, say
from bot.ids import MAX_QUOTES, QuoteButton, packed
from bot.replies.card import (
    MAX_TEXT,
    card_of,
    check,
    listed,
    newer_line,
    notice_card,
    quote_address,
    quoted,
    quoted_words,
    source,
)
from bot.replies.catalog import catalog_card
from bot.replies.head import Head, head_of
from bot.replies.markdown import block_quote, escaped, link, timestamp
from bot.replies.wording import blocks_in, doubt, marks_of_cut, other_times
from embeddings import Answer, CatalogAnswer, Post, Query, Quote, Verification

_LINE = re.compile(r"\S(?:.*\S)?")
MENU = "⋯"
VOTES = {1: "👍", 0: "👎"}
IN_PLACE = 2
"""The detail of a button that shows what it finds in place of its message, which is a menu."""


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
        times = "" if any_date else other_times(answer, query.filters, timestamp)
        notes = [f"-# {times}"] if times else []
        notes += [f"**{unsure}**"] if (unsure := doubt(answer)) else []
        head = Head((*head.lines, *notes), head.offers)
        return quotes_card(head, answer.shown, 0, private=private, newer=answer.newer)
    return card_of(head.lines, [_nothing(answer.near)], beside=head.buttons())


def nearest_card(quotes: Sequence[Quote], *, share: bool) -> ui.LayoutView:
    """The passages nearest to a text, which is no question and so has no answer; for the asker alone, who may ``share``
    them.

    Raises:
        MisquoteError: a quote does not match its post.
    """
    if not quotes:
        return notice_card(say("Nothing in the archive comes close to that."))
    return quotes_card(Head((f"**{say('Closest in the archive')}**",)), quotes, 0, private=share)


def quotes_card(
    head: Head, quotes: Sequence[Quote], page: int, *, private: bool, newer: Quote | None = None
) -> ui.LayoutView:
    """One of the quotes, with links to the others, and a row of buttons: the next, votes or sharing, and a menu.

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
    if newer and len(text) + len(line := newer_line(newer)) < MAX_TEXT:
        text += f"\n{line}"
    controls: list[QuoteButton] = []
    if count > 1:
        following = (page + 1) % count
        label = say("Next →") if following else say("← First")
        controls.append(QuoteButton("turn", every, label, detail=following))
    controls += [QuoteButton("send", every, say("Share"), detail=page)] if private else vote_buttons(one)
    controls.append(QuoteButton("menu", one, MENU))
    return card_of(head.lines, [text, *_others(quotes, quote)], [controls], beside=head.buttons())


def _others(quotes: Sequence[Quote], shown: Quote) -> list[str]:
    """The posts that the other quotes are from, each linked to its best quote; none where they are from the same."""
    posts = {quote.post.key: f"- {source(quote.post, quote.link)}" for quote in reversed(quotes)}
    posts.pop(shown.post.key)
    return ["\n".join([f"**{say('Other sources')}**", *reversed(posts.values())])] if posts else []


def vote_buttons(code: str) -> list[QuoteButton]:
    """The buttons that say whether a quote helped."""
    return [QuoteButton("vote", code, mark, detail=helpful) for helpful, mark in VOTES.items()]


def voted(message: discord.Message, code: str, votes: Mapping[int, int]) -> ui.LayoutView:
    """The card of a message as it is, with how often each vote was given.

    Args:
        message: the message.
        code: the quote that was voted on, as its buttons carry it.
        votes: how many said that it did not help (0), and that it did (1).
    """
    view = ui.LayoutView.from_message(message, timeout=None)
    for item in view.walk_children():
        for helpful, mark in VOTES.items():
            if isinstance(item, ui.Button) and item.custom_id == f"vote:{helpful}{code}":
                item.label = f"{mark} {number(votes[helpful])}" if votes[helpful] else mark
    # What its buttons do is known by their ids; nothing is to be kept for the message.
    view.stop()
    return view


def menu_card(quote: Quote, *, private: bool) -> ui.LayoutView:
    """What else can be done with a quote; ``private``: whether the answer is, whose votes stand here.

    Raises:
        MisquoteError: the quote does not match its post.
    """
    check(quote)
    votes = vote_buttons(packed([quote])) if private else []
    return card_of([], [source(quote.post, quote.link)], [menu_row(quote), votes])


def menu_row(quote: Quote, *, without: str = "") -> list[QuoteButton]:
    """The buttons of a quote's menu; ``without``: that of what is shown above it.

    Each shows what it finds in place of the message that it is on.
    """
    labels = {"context": say("Context"), "more": say("More from this post"), "picture": say("As a picture")}
    if quote.post.url:
        labels["verify"] = say("Check the page")
    code = packed([quote])
    return [QuoteButton(name, code, label, detail=IN_PLACE) for name, label in labels.items() if name != without]


def context_card(quote: Quote) -> ui.LayoutView | None:
    """A quote in bold among the sentences around it, or ``None`` where they are more than a message holds.

    Raises:
        MisquoteError: the quote does not match its post.
    """
    check(quote)
    start, end = quote.post.from_first_cell(quote.context[0]), quote.context[1]
    bold = [
        (quote.start - start + line.start(), quote.start - start + line.end()) for line in _LINE.finditer(quote.text)
    ]
    words = block_quote(quote.post.text[start:end], bold, blocks_in(quote.post, start, end))
    text = f"{words}\n-# — {source(quote.post, quote.link)}"
    head = f"**{say('Context')}**"
    return card_of([head], [text], [menu_row(quote, without="context")]) if len(text) <= MAX_TEXT else None


def more_card(quote: Quote, found: Sequence[Quote]) -> ui.LayoutView:
    """What else a post says about what was quoted of it.

    Args:
        quote: what was quoted.
        found: what else there is.

    Raises:
        MisquoteError: a quote does not match its post.
    """
    row = menu_row(quote, without="more")
    if not found:
        return card_of([], [say("That’s all this post says about it.")], [row])
    return card_of([f"**{say('More from this post')}**"], [_excerpt(more) for more in found], [row])


def _excerpt(quote: Quote) -> str:
    """A quote with a link to where it stands, without its post's title."""
    address = quote_address(quote)
    return quoted_words(quote) + (f"\n-# {link(say('Read on from here'), address)}" if address else "")


def picture_card(quote: Quote, url: str, *, shared_by: str = "", buttons: Sequence[QuoteButton] = ()) -> ui.LayoutView:
    """A quote as a picture, its words as the alternative text, its source as a link under it.

    Args:
        quote: the quote.
        url: of the picture, such as ``attachment://quote.png``.
        shared_by: who had it made for everybody.
        buttons: below it.

    Raises:
        MisquoteError: the quote does not match its post.
    """
    check(quote)
    # Discord takes 1,024 characters of alternative text; a quote is shorter.
    before, behind = marks_of_cut(quote)
    words = f"{before}“{quote.text}”{behind} — {quote.post.name}"
    picture = discord.MediaGalleryItem(url, description=words[:1024])
    text = f"-# {source(quote.post, quote.link)}"
    if shared_by:
        text += f"\n-# {say('Shared by {name}', name=escaped(shared_by))}"
    return card_of([], [text], [buttons], picture=picture)


def verification_card(quote: Quote, verification: Verification) -> ui.LayoutView:
    """Whether a quote's page still says so, and when the post was read."""
    said = {
        "same": say("The page says this, word for word."),
        "moved": say("The page says this, word for word, at a new address."),
        "changed": say("The page no longer says this, or not in these words."),
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
    return card_of([], ["\n".join(lines)], [menu_row(quote, without="verify")])


def _nothing(closest: Sequence[Post]) -> str:
    lines = [f"**{say('Nothing in the archive answers that.')}**"]
    if closest:
        lines.append(say("The closest posts:"))
        lines += listed(closest)
    return "\n".join(lines)
