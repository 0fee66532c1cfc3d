"""Cards of posts, and of the archive as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.replies.card import Part, asked_line, card_of, quoted, shortened, source
from bot.replies.markdown import block_quote, escaped, timestamp
from embeddings.archive import Status
from embeddings.posts import Post, Query, Quote

_MAX_TAGS = 200


def post_card(opening: Quote, related: Sequence[Post]) -> ui.LayoutView:
    """One post: how it begins, with its source, its tags, and the posts nearest to it."""
    sections = [quoted(opening)]
    if opening.post.tags:
        sections[0] += f"\n-# {escaped(shortened(', '.join(opening.post.tags), _MAX_TAGS))}"
    if related:
        sections.append("\n".join(["**Related**", *_listed(related)]))
    return card_of([], [Part(section) for section in sections])


def posts_card(title: str, posts: Sequence[Post], nothing: str) -> ui.LayoutView:
    """A list of posts under a title of the bot's own, or ``nothing`` where there are none."""
    return card_of([], [Part("\n".join([f"**{title}**", *(_listed(posts) or [nothing])]))])


def search_card(
    query: Query, found: Sequence[Quote], page: int, pages: int, buttons: Sequence[ui.Item[Any]]
) -> ui.LayoutView:
    """A page of a look-up: each post with the line that matches, and the buttons that turn the page."""
    head = f"**Look-up** · {asked_line(query)}" + (f" · page {page} of {pages}" if pages > 1 else "")
    if not found:
        return card_of([head], [Part("Nothing in the archive comes near that.")])
    return card_of([head], [Part(_match(quote)) for quote in found], buttons)


def _match(quote: Quote, room: int = 260) -> str:
    """A post with its matching line. A line that is long is not shown cut, but left to the post."""
    line = block_quote(quote.text)
    return f"{source(quote.post, quote.link)}" + (f"\n{line}" if len(line) <= room else "")


def _listed(posts: Sequence[Post], room: int = 3000) -> list[str]:
    """A line a post, as many as there is room for."""
    lines: list[str] = []
    for post in posts:
        line = f"- {source(post, post.url)}"
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    return lines


def about_card(status: Status) -> ui.LayoutView:
    """What the archive holds, what the bot stores, and how to ask."""
    span = f", from {timestamp(status.first)} to {timestamp(status.last)}" if status.first and status.last else ""
    synced = f", last brought up to date <t:{int(status.synced.timestamp())}:R>" if status.synced else ""
    return card_of(
        [],
        [
            Part(
                f"**Answers in the blog's own words**\nI know {status.posts:,} posts{span}{synced}. Every answer is "
                "quoted letter for letter; I write nothing myself, and when nothing in the archive answers, I say so."
            ),
            Part(
                "**Better answers**\n- Ask a whole question, and use the blog's own words where you know them.\n"
                "- `after` and `before` narrow `/ask` to a time, `author` and `tag` to whom and what.\n"
                "- `/post` finds a post by its title."
            ),
            Part("**What I store**\nNothing of what you ask."),
        ],
    )
