"""Questions that are asked in messages: with a mention, in reply to an answer, in a thread on one, in a question
channel, or in a direct message."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from typing import TYPE_CHECKING

import discord

from bot.questions import is_question
from bot.replies.card import answer_card, notice_card
from bot.replies.errors import member_text
from embeddings.posts import Query

if TYPE_CHECKING:
    from bot.client import PullquoteBot

log = logging.getLogger(__name__)

HOW_TO_ASK = "Ask me something about the blog, and I will answer with quotes from it."
REMEMBERED = 3
"""Earlier questions of a chain of replies that a follow-up is understood by."""


class Answered:
    """Which message was answered by which, for the last thousand; in memory alone."""

    def __init__(self, limit: int = 1000) -> None:
        self._limit = limit
        self._replies: dict[int, discord.Message | None] = {}

    def claim(self, message: int) -> bool:
        """Whether the message is new; the gateway may deliver one twice."""
        if message in self._replies:
            return False
        self._replies[message] = None
        if len(self._replies) > self._limit:
            del self._replies[next(iter(self._replies))]
        return True

    def keep(self, message: int, reply: discord.Message) -> None:
        """Remember the reply to a message."""
        self._replies[message] = reply

    def reply(self, message: int) -> discord.Message | None:
        """The reply to a message, if it is remembered."""
        return self._replies.get(message)

    def forget(self, message: int) -> None:
        self._replies.pop(message, None)


async def on_message(bot: PullquoteBot, message: discord.Message) -> None:
    """Answer a message if it is a question to the bot."""
    if message.author.bot or message.is_system() or bot.user is None:
        return
    mention = _mention(bot, message)
    try:
        earlier = await _answer_before(bot, message)
        if message.guild is not None and mention is None and not (earlier and message.reference):
            listens = earlier is not None or message.channel.id in bot.question_channels
            if not listens or not is_question(message.content):
                return
        question = _question(bot, message)
        if not question and mention is None:
            # A message of pictures alone asks nothing.
            return
        if not bot.answered.claim(message.id):
            return
        async with message.channel.typing():
            history = await _history(bot, earlier)
            card = await _card(bot, Query(question, history=history)) if question else notice_card(HOW_TO_ASK)
        bot.answered.keep(message.id, await message.reply(view=card, mention_author=False))
    except discord.Forbidden:
        log.warning("channel %s: the bot may not send messages there", message.channel.id)
    except discord.NotFound:
        log.info("message %s was deleted before it was answered", message.id)


async def on_edit(bot: PullquoteBot, event: discord.RawMessageUpdateEvent) -> None:
    """Answer an edited question anew, in the reply that is already there."""
    reply = bot.answered.reply(event.message_id)
    # Discord also reports an edit when it only adds a preview of a link.
    if reply is None or (event.cached_message and event.cached_message.content == event.message.content):
        return
    history = await _history(bot, await _answer_before(bot, event.message))
    question = _question(bot, event.message)
    card = await _card(bot, Query(question, history=history)) if question else notice_card(HOW_TO_ASK)
    with suppress(discord.NotFound, discord.Forbidden):
        await reply.edit(view=card)


async def on_delete(bot: PullquoteBot, event: discord.RawMessageDeleteEvent) -> None:
    """Take the answer back when its question is deleted."""
    reply = bot.answered.reply(event.message_id)
    if reply is None:
        return
    bot.answered.forget(event.message_id)
    with suppress(discord.NotFound, discord.Forbidden):
        await reply.delete()


async def _card(bot: PullquoteBot, query: Query) -> discord.ui.LayoutView:
    try:
        return answer_card(await bot.asker.ask(query))
    except Exception as error:
        log.exception("a message could not be answered")
        return notice_card(member_text(error))


async def _replied_to(message: discord.Message | None) -> discord.Message | None:
    """The message that this one is a reply to, if it is still there and may be read."""
    reference = message.reference if message else None
    if message is None or reference is None or reference.message_id is None:
        return None
    if isinstance(reference.resolved, discord.Message):
        return reference.resolved
    if isinstance(reference.resolved, discord.DeletedReferencedMessage):
        return None
    try:
        return reference.cached_message or await message.channel.fetch_message(reference.message_id)
    except (discord.NotFound, discord.Forbidden):
        return None


async def _answer_before(bot: PullquoteBot, message: discord.Message) -> discord.Message | None:
    """The bot's answer that the message goes on from: the one it replies to, or the one its thread hangs on."""
    replied = await _replied_to(message)
    if replied is None and isinstance(message.channel, discord.Thread) and message.channel.parent is not None:
        replied = await _thread_start(message.channel)
    return replied if replied is not None and bot.user and replied.author.id == bot.user.id else None


async def _thread_start(thread: discord.Thread) -> discord.Message | None:
    """The message that a thread hangs on, which has its id; none where it was started on its own."""
    if thread.starter_message is not None:
        return thread.starter_message
    if not isinstance(thread.parent, discord.TextChannel):
        return None
    try:
        return await thread.parent.fetch_message(thread.id)
    except (discord.NotFound, discord.Forbidden):
        return None


async def _history(bot: PullquoteBot, answer: discord.Message | None) -> tuple[str, ...]:
    """The questions of a chain of replies that ends with one of the bot's answers, oldest first."""
    questions: list[str] = []
    while answer is not None and len(questions) < REMEMBERED:
        asked = await _replied_to(answer)
        question = _question(bot, asked) if asked else ""
        if question:
            questions.insert(0, question)
        answer = await _replied_to(asked)
    return tuple(questions)


def _question(bot: PullquoteBot, message: discord.Message) -> str:
    """What the message says, without the mention of the bot."""
    mention = _mention(bot, message)
    return (mention.sub(" ", message.content) if mention else message.content).strip()


def _mention(bot: PullquoteBot, message: discord.Message) -> re.Pattern[str] | None:
    """How the message mentions the bot: itself, or the role that Discord made for it, which members mix up."""
    assert bot.user is not None
    ids = [rf"<@!?{bot.user.id}>"]
    ids += [rf"<@&{role.id}>" for role in message.role_mentions if role.tags and role.tags.bot_id == bot.user.id]
    pattern = re.compile("|".join(ids))
    return pattern if pattern.search(message.content) else None
