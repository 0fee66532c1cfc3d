"""A greeting on joining a server, with questions that the archive can really answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

import discord
from discord import ui

from bot.access import owner_of
from bot.connection import FAILURES
from bot.i18n import language_in_use, say, speak
from bot.messages.intent import is_question
from bot.replies.card import card_of, notice_card
from bot.replies.errors import member_text
from bot.replies.markdown import escaped
from bot.services import Served, ServingClient
from embeddings import Post, PullquoteError, Query, QuestionError

log = logging.getLogger(__name__)

QUESTIONS = 3
_TRIED = 30
_SURE = 0.7
"""Confidence from which a question is good enough to greet with."""


async def greet(bot: ServingClient, guild: discord.Guild) -> None:
    """Greet in the system channel, or else by direct message to whoever owns the server."""
    speak(bot.services.store.guilds.language(guild.id) or guild.preferred_locale)
    try:
        card = greeting_card(await good_questions(bot.services.seen_from(guild.id, 0)), bot.services.command)
    except QuestionError as error:
        card = notice_card(member_text(error))
    channel = guild.system_channel
    try:
        if channel is not None and channel.permissions_for(guild.me).send_messages:
            await channel.send(view=card)
            return
        await (await owner_of(bot, guild)).send(view=card)
    except FAILURES as error:
        log.info("server %s could not be greeted: %s", guild.id, error)


def greeting_card(questions: list[str], command: Callable[[str], str]) -> ui.LayoutView:
    """Who the bot is, and what to ask it; ``command`` names a command so that it can be pressed."""
    first, *rest = introduction(questions, command)
    first = f"{first} {more_help(command)}"
    channels = command("archive channels")
    note = say(
        "If you manage this server: {channels} chooses the channels where I answer every question.", channels=channels
    )
    return card_of([], [f"**{say('Hello!')}**\n{first}", *rest, f"-# {note}"])


async def help_card(served: Served, command: Callable[[str], str]) -> ui.LayoutView:
    """Two lines on what the bot does, and questions that the archive answers."""
    first, *rest = introduction(await example_questions(served), command)
    return card_of([], [f"{first} {more_help(command)}", *rest])


def more_help(command: Callable[[str], str]) -> str:
    """Where to read what else the bot can do."""
    return say("{help} shows what else I can do.", help=command("help"))


async def example_questions(served: Served) -> list[str]:
    """Questions that the archive answers, found once a generation of it."""
    generation = (await served.browsing.status()).synced
    language, known = language_in_use(), served.examples
    for key in [key for key in known if key[1] != generation]:
        del known[key]
    if (language, generation) not in known:
        # One search, however many ask meanwhile.
        known[language, generation] = asyncio.create_task(good_questions(served))
    return await asyncio.shield(known[language, generation])


def introduction(questions: Sequence[str], command: Callable[[str], str]) -> list[str]:
    """What the bot does and how to ask it, and questions to ask."""
    parts = [
        say("I answer questions about the blog with exact quotes from it, each with a link to its post.")
        + "\n"
        + say("Ask with {ask}, or mention me.", ask=command("ask"))
    ]
    if questions:
        parts.append("\n".join([f"**{say('Try one of these')}**", *(f"- {escaped(q)}" for q in questions)]))
    return parts


async def good_questions(served: Served) -> list[str]:
    """Questions that the archive answers, found by asking them: from titles, and about tags."""
    try:
        posts = await served.browsing.latest(200) or [await served.browsing.random("")]
        tags = (await served.browsing.tags())[:_TRIED]
        asked = [*_from_titles(posts), *(say("What does the blog say about {tag}?", tag=tag) for tag in tags)][:_TRIED]
        answers = [(question, await served.batching.ask(Query(question))) for question in asked]
    except PullquoteError as error:
        log.warning("no questions to greet with: %s", error)
        return []
    best: dict[str, str] = {}
    for question, answer in answers:
        if answer.answered and answer.confidence >= _SURE:
            best.setdefault(answer.quotes[0].post.id, question)
    return list(best.values())[:QUESTIONS]


def _from_titles(posts: list[Post]) -> list[str]:
    """Titles that are questions first, then questions about the others."""
    titles = [" ".join(post.title.split()) for post in posts if 0 < len(post.title) <= 80]
    asking = [title for title in titles if is_question(title) and title.endswith("?")]
    others = [say("What about “{title}”?", title=title) for title in titles if title not in asking]
    return [*asking, *others][: _TRIED // 2]
