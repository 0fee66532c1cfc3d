"""Cards of posts, and of the archive as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.i18n import say
from bot.replies.card import asked_line, card_of, listed, quoted, shortened, source
from bot.replies.markdown import block_quote, escaped, timestamp
from bot.replies.privacy import what_is_stored
from embeddings import Post, Query, Quote, Status

_MAX_TAGS = 200


def post_card(opening: Quote, related: Sequence[Post]) -> ui.LayoutView:
    """One post: how it begins, with its source, its tags, and the posts nearest to it."""
    sections = [quoted(opening)]
    if opening.post.tags:
        sections[0] += f"\n-# {escaped(shortened(', '.join(opening.post.tags), _MAX_TAGS))}"
    if related:
        sections.append("\n".join([f"**{say('Related posts')}**", *listed(related)]))
    return card_of([], sections)


def posts_card(title: str, posts: Sequence[Post], nothing: str) -> ui.LayoutView:
    """A list of posts under a title of the bot's own, or ``nothing`` where there are none."""
    return card_of([], ["\n".join([f"**{title}**", *(listed(posts) or [nothing])])])


def news_card(head: str, quote: Quote) -> ui.LayoutView:
    """A new post, with the sentence that stands best for it.

    Raises:
        MisquoteError: the quote does not match its post.
    """
    return card_of([head], [quoted(quote)])


def search_card(
    query: Query, found: Sequence[Quote], page: int, pages: int, buttons: Sequence[ui.Item[Any]]
) -> ui.LayoutView:
    """A page of a look-up: each post with the line that matches, and the buttons that turn the page."""
    head = f"**{say('Posts about “{words}”')}** · {asked_line(query)}"
    if pages > 1:
        head += f" · {say('page {page} of {pages}', page=page, pages=pages)}"
    if not found:
        return card_of([head], [say("Nothing in the archive comes close to that.")])
    return card_of([head], [matching_line(quote) for quote in found], [buttons])


def matching_line(quote: Quote, room: int = 260) -> str:
    """A post with its matching line. A line that is long is not shown cut, but left to the post."""
    line = block_quote(quote.text)
    return f"{source(quote.post, quote.link)}" + (f"\n{line}" if len(line) <= room else "")


def status_line(status: Status) -> str:
    """How many posts there are, from when, and how fresh."""
    parts = [say("{count} posts", count=f"{status.posts:,}")]
    if status.first and status.last:
        parts.append(say("from {first} to {last}", first=timestamp(status.first), last=timestamp(status.last)))
    if status.synced:
        when = f"<t:{int(status.synced.timestamp())}:R>"
        parts.append(say("last updated {when}", when=when))
    return ", ".join(parts)


def about_card(status: Status, *, kept: bool) -> ui.LayoutView:
    """What the archive holds, what the bot stores, and how to ask.

    ``kept``: whether questions that nothing answered are stored.
    """
    return card_of(
        [],
        [
            f"**{say('Answers in the blog’s own words')}**\n{status_line(status)}.\n"
            + say(
                "Every answer is quoted letter for letter; I write nothing myself, and when nothing in the archive "
                "answers, I say so."
            ),
            f"**{say('Better answers')}**\n"
            f"- {say('Ask a full question, and use the blog’s own terms where you know them.')}\n"
            f"- {say('`after` and `before` narrow `/ask` to a time, `author` and `tag` to whom and what.')}\n"
            f"- {say('To follow up, reply to an answer, or ask again within a few minutes.')}\n"
            f"- {say('`/post` finds a post by its title.')}",
            what_is_stored(kept=kept),
        ],
    )
