"""What a message says to the bot: its words, what it goes on from, and what it wants.

Discord is asked only where what it says could matter: most messages of a server are none of the bot's business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import discord

from bot.connection import FAILURES
from bot.messages.intent import Intent, Place, Said, intent_of, is_question, without_code
from bot.services import ServingClient

REMEMBERED = 3
"""Earlier questions of a chain of replies that a follow-up is understood by."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message that wants something of the bot."""

    intent: Intent
    question: str
    """What is asked; empty where nothing is."""
    earlier: discord.Message | None
    """The bot's message that it goes on from, or in a thread that the bot opened, the question that it is on."""
    unasked: bool
    """Whether the bot answers on its own account, as in a question channel."""


async def hear(bot: ServingClient, message: discord.Message) -> Heard | None:
    """What a message wants of the bot; ``None`` where that is nothing."""
    mention = mention_in(bot, message)
    direct, mentioned = message.guild is None, mention is not None
    text = text_of(bot, message)
    to_others = any(user.id != message.author.id and not user.bot for user in message.mentions)
    base = Place.DIRECT if direct else _place(bot, message)
    possible = {base, *([Place.ANSWER] if _is_reply(message) else []), *([Place.THREAD] if _in_thread(message) else [])}
    wanted = {intent_of(Said(text, place, mentioned=mentioned, to_others=to_others)) for place in possible}
    if wanted == {Intent.NOTHING}:
        return None
    replied = await replied_to(message)
    earlier = replied if _is_own(bot, replied) else None
    if earlier is not None and not _is_answer(bot, earlier):
        # The answer in a thread that the bot opened replies to nothing; it is to the question that the thread is on.
        start = await _thread_start(bot, message.channel)
        earlier = start if start is not None and not _is_own(bot, start) else earlier
    place = base
    if earlier is None and not _is_reply(message):
        earlier = await _thread_start(bot, message.channel)
        if earlier is not None and not direct:
            place = Place.THREAD if _is_answer(bot, earlier) else Place.NOTICE
    elif not direct:
        place = (Place.ANSWER if _is_answer(bot, earlier) else Place.NOTICE) if earlier else base
        to_others = to_others or earlier is None
    intent = intent_of(Said(text, place, mentioned=mentioned, to_others=to_others))
    if intent is Intent.POINTING:
        # A bare mention in reply to somebody's question asks that; of a picture alone nothing is asked.
        text = text_of(bot, replied) if replied is not None and earlier is None else ""
        intent = Intent.POINTING if text else Intent.HELP if mentioned else Intent.NOTHING
    if intent is Intent.NOTHING:
        return None
    return Heard(intent, text, earlier, unasked=place is Place.QUESTIONS and not mentioned)


def text_of(bot: ServingClient, message: discord.Message) -> str:
    """What a message says, without the mention of the bot; of a forwarded one, what was forwarded; of a forum's post,
    its title, if that asks already."""
    mention = mention_in(bot, message)
    content = message.content or "\n".join(part.content for part in message.message_snapshots)
    said = (mention.sub(" ", content) if mention else content).strip()
    if opens_forum_post(message) and isinstance(message.channel, discord.Thread):
        title = message.channel.name
        return title if is_question(title) else f"{title}\n{said}".strip()
    return said


def mention_in(bot: ServingClient, message: discord.Message) -> re.Pattern[str] | None:
    """How the message mentions the bot: itself, or the role that Discord made for it, which members mix up."""
    assert bot.user is not None
    ids = [rf"<@!?{bot.user.id}>"]
    ids += [rf"<@&{role.id}>" for role in message.role_mentions if role.tags and role.tags.bot_id == bot.user.id]
    pattern = re.compile("|".join(ids))
    return pattern if pattern.search(without_code(message.content)) else None


def opens_forum_post(message: discord.Message) -> bool:
    """Whether the message is the first of a forum's post, which has the same id."""
    thread = message.channel
    return (
        isinstance(thread, discord.Thread)
        and isinstance(thread.parent, discord.ForumChannel)
        and message.id == thread.id
    )


async def history_of(bot: ServingClient, answer: discord.Message | None) -> tuple[str, ...]:
    """The questions of a chain of replies that ends with one of the bot's answers, or with a question, oldest first."""
    questions: list[str] = []
    while answer is not None and len(questions) < REMEMBERED:
        asked = await replied_to(answer) if _is_own(bot, answer) else answer
        question = text_of(bot, asked) if asked else ""
        if question:
            questions.insert(0, question)
        answer = await replied_to(asked)
        if not _is_own(bot, answer):
            break
    return tuple(questions)


async def replied_to(message: discord.Message | None) -> discord.Message | None:
    """The message that this one is a reply to, if it is still there and may be read."""
    if message is None or not _is_reply(message):
        return None
    reference = message.reference
    assert reference is not None
    if isinstance(reference.resolved, discord.Message):
        return reference.resolved
    if isinstance(reference.resolved, discord.DeletedReferencedMessage) or reference.message_id is None:
        return None
    try:
        return reference.cached_message or await message.channel.fetch_message(reference.message_id)
    except FAILURES:
        return None


def _is_reply(message: discord.Message) -> bool:
    reference = message.reference
    return reference is not None and reference.type is discord.MessageReferenceType.reply


def _is_own(bot: ServingClient, message: discord.Message | None) -> bool:
    return message is not None and bot.user is not None and message.author.id == bot.user.id


def _is_answer(bot: ServingClient, message: discord.Message) -> bool:
    """Whether a message of the bot answers somebody, or one of a member has its answer in a thread; the bot also
    announces posts and greets."""
    return not _is_own(bot, message) or _is_reply(message) or message.interaction_metadata is not None


def _place(bot: ServingClient, message: discord.Message) -> Place:
    """Whether questions are answered there without a mention; in a forum, only the one that a post opens with."""
    guild = message.guild.id if message.guild else 0
    channels = bot.services.question_channels | bot.services.store.guilds.channels(guild)
    channel = message.channel
    if isinstance(channel, discord.Thread):
        listens = opens_forum_post(message) and channel.parent_id in channels
    else:
        listens = channel.id in channels
    return Place.QUESTIONS if listens else Place.ELSEWHERE


def _in_thread(message: discord.Message) -> bool:
    """Whether the message stands in a thread that may hang on a message."""
    return isinstance(message.channel, discord.Thread) and isinstance(message.channel.parent, discord.TextChannel)


async def _thread_start(bot: ServingClient, thread: discord.abc.MessageableChannel) -> discord.Message | None:
    """The bot's message that a thread hangs on, or in a thread that was opened for an answer, the question; either has
    its id."""
    if not isinstance(thread, discord.Thread) or not isinstance(thread.parent, discord.TextChannel):
        return None
    parent = thread.parent

    async def fetch() -> discord.Message | None:
        try:
            start = thread.starter_message or await parent.fetch_message(thread.id)
        except (discord.NotFound, discord.Forbidden):
            return None
        reply = await bot.services.answered.reply(thread.id)
        answered_here = reply is not None and reply.channel == thread.id
        return start if answered_here or _is_own(bot, start) else None

    return await bot.services.threads.start_of(thread.id, fetch)
