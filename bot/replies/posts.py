"""Cards of posts, and of the archive as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from discord import ui

import embeddings
from bot.i18n import say, say_count
from bot.replies.card import (
    byline,
    card_of,
    listed,
    narrowed,
    quoted,
    quoted_words,
    rest_line,
    shortened,
    shown_question,
    source,
    title_link,
    words_of,
)
from bot.replies.markdown import escaped, timestamp
from bot.replies.privacy import what_is_stored
from embeddings import Post, Query, Quote, Status

_MAX_TAGS = 200


def post_card(opening: Quote, related: Sequence[Post]) -> ui.LayoutView:
    """One post: its title, date, author and tags, how it begins, and the posts nearest to it.

    Raises:
        MisquoteError: the opening does not match its post.
    """
    post = opening.post
    about = [*byline(post), *([_tags(post.tags)] if post.tags else [])]
    lines = [f"### {title_link(post)}", *([f"-# {' · '.join(about)}"] if about else []), quoted_words(opening)]
    sections = ["\n".join(lines)]
    if related:
        sections.append("\n".join([f"**{say('Related posts')}**", *listed(related)]))
    return card_of([], sections)


def _tags(tags: Sequence[str]) -> str:
    """The tags in a row, as many as there is room for, and how many are left."""
    shown = [escaped(tag) for tag in tags]
    while len(shown) > 1 and len(", ".join(shown)) > _MAX_TAGS:
        shown.pop()
    rest = len(tags) - len(shown)
    return shortened(", ".join(shown), _MAX_TAGS) + (f" {rest_line(rest)}" if rest else "")


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
    """A page of a look-up: each post with the line that matches, the words that do in bold, and the buttons that turn
    the page."""
    head = f"### {say('Posts about “{words}”', words=shown_question(query.text))}"
    about = [*narrowed(query), *([say("page {page} of {pages}", page=page, pages=pages)] if pages > 1 else [])]
    if about:
        head += f"\n-# {' · '.join(about)}"
    if not found:
        return card_of([head], [say("Nothing in the archive comes close to that.")])
    return card_of([head], [matching_line(quote, query.text) for quote in found], [buttons])


def matching_line(quote: Quote, words: str = "", room: int = 260) -> str:
    """A post with its matching line. A line that is long is not shown cut, but left to the post."""
    line = words_of(quote, embeddings.occurrences(quote.text, words))
    return f"{source(quote.post, quote.link)}" + (f"\n{line}" if len(line) <= room else "")


def status_line(status: Status) -> str:
    """How many posts there are, from when, and how fresh."""
    parts = [say_count("1 post", "{count} posts", status.posts)]
    if status.first and status.last:
        parts.append(say("from {first} to {last}", first=timestamp(status.first), last=timestamp(status.last)))
    if status.synced:
        when = f"<t:{int(status.synced.timestamp())}:R>"
        parts.append(say("last updated {when}", when=when))
    return ", ".join(parts)


def what_it_can_do(command: Callable[[str], str]) -> str:
    """The commands for members, each with what it is for; ``command`` names one so that it can be pressed."""
    uses = {
        "ask": say("an answer in the blog’s own words; narrow it with `after`, `before`, `author` and `tag`"),
        "search": say("posts about some words, each with the line that matches"),
        "post": say("one post, found by its title"),
        "latest": say("the newest posts"),
        "random": say("a random post"),
        "on-this-day": say("posts published on this day in other years"),
        "follow": say("a direct message when a new post is about something"),
        "about": say("what is in the archive, and what I store"),
        "privacy": say("what I store about you, and a way to erase it"),
    }
    menu = f"**{say('Find in the archive')}**"
    under_apps = say("In a message’s menu, under Apps, {menu} — what the blog says about that message", menu=menu)
    return "\n".join(
        [
            f"**{say('What I can do')}**",
            *(f"- {command(name)} — {use}" for name, use in uses.items()),
            f"- {under_apps}",
        ]
    )


def about_card(status: Status, command: Callable[[str], str], *, kept: bool, erased_after: int) -> ui.LayoutView:
    """What the archive holds, what the bot can do, how to ask, and what it stores.

    Args:
        status: what it holds.
        command: names a command so that it can be pressed.
        kept: whether questions that nothing answered are stored.
        erased_after: days after which what is stored of a server is erased that the bot was removed from.
    """
    return card_of(
        [],
        [
            f"**{say('Answers in the blog’s own words')}**\n{status_line(status)}.\n"
            + say(
                "Every answer is quoted word for word. I write nothing myself, and when nothing in the archive answers "
                "a question, I say so."
            ),
            what_it_can_do(command),
            f"**{say('Better answers')}**\n"
            f"- {say('Ask a full question, and use the blog’s own terms where you know them.')}\n"
            f"- {say('To follow up, reply to an answer, or ask again within a few minutes.')}",
            what_is_stored(kept=kept, erased_after=erased_after),
        ],
    )
