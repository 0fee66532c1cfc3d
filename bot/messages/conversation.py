"""Questions that are asked in messages: with a mention, in reply to an answer, in a thread on one, in a question
channel or a forum of questions, or in a direct message."""

from __future__ import annotations

import logging
import re
from contextlib import suppress

import discord

from bot.access import may_speak
from bot.i18n import say, speak
from bot.messages.intent import is_question
from bot.messages.owner import tell_owner
from bot.replies.answer import answer_card
from bot.replies.card import notice_card
from bot.replies.errors import member_text, wait_text
from bot.replies.plain import as_text, refused
from bot.services import ServingClient
from embeddings import Query, QuestionError, interpretations

log = logging.getLogger(__name__)

REMEMBERED = 3
"""Earlier questions of a chain of replies that a follow-up is understood by."""


async def on_message(bot: ServingClient, message: discord.Message) -> None:
    """Answer a message if it is a question to the bot."""
    if message.is_system() or bot.user is None or message.author.id == bot.user.id:
        return
    if message.author.bot and not bot.services.settings.answer_bots:
        return
    speak(message.guild.preferred_locale if message.guild else None)
    mention = _mention(bot, message)
    earlier = await _answer_before(bot, message)
    if message.guild is not None and mention is None and not (earlier and message.reference):
        asks = _opens_forum_post(message) or is_question(message.content)
        if not asks or not (earlier or _listens(bot, message)):
            return
    question = _question(bot, message)
    # A message of pictures alone asks nothing.
    if (not question and mention is None) or not bot.services.answered.claim(message.id):
        return
    if not may_speak(message):
        await tell_owner(bot, message.guild, message.channel)
        return
    wait = bot.services.cooldowns.wait(message.author.id, message.channel.id)
    if wait:
        await _ask_to_wait(bot, message.author, wait)
        return
    try:
        with bot.services.open_questions.answering():
            async with message.channel.typing():
                card = await _card(bot, message, question, earlier)
            reply = await _reply(message, card)
        bot.services.answered.keep(message.id, reply)
    except discord.Forbidden:
        log.warning("channel %s: the bot may not send messages there", message.channel.id)
        await tell_owner(bot, message.guild, message.channel)
    except discord.HTTPException as error:
        # The message was deleted, or Discord is not well; discord.py has tried again where that helps.
        log.info("message %s could not be answered: %s", message.id, error)
        bot.services.answered.forget(message.id)


async def on_edit(bot: ServingClient, event: discord.RawMessageUpdateEvent) -> None:
    """Answer an edited question anew, in the reply that is already there."""
    reply = bot.services.answered.reply(event.message_id)
    # Discord also reports an edit when it only adds a preview of a link.
    if reply is None or (event.cached_message and event.cached_message.content == event.message.content):
        return
    message = event.message
    speak(message.guild.preferred_locale if message.guild else None)
    card = await _card(bot, message, _question(bot, message), await _answer_before(bot, message))
    with suppress(discord.HTTPException):
        await reply.edit(view=card)


async def on_delete(bot: ServingClient, event: discord.RawMessageDeleteEvent) -> None:
    """Take the answer back when its question is deleted."""
    reply = bot.services.answered.reply(event.message_id)
    if reply is None:
        return
    bot.services.answered.forget(event.message_id)
    with suppress(discord.HTTPException):
        await reply.delete()


async def _card(
    bot: ServingClient, message: discord.Message, question: str, earlier: discord.Message | None
) -> discord.ui.LayoutView:
    if not question:
        return notice_card(say("Ask me something about the blog, and I will answer with quotes from it."))
    try:
        chain = await _history(bot, earlier)
        where = (message.author.id, message.channel.id)
        recent = bot.services.recent.questions(*where, before=message.id)
        bot.services.recent.keep(*where, message.id, question)
        query = Query(question, history=chain or recent, replies=bool(chain))
        tags = await _forum_tags(bot, message)
        understood, answer = await bot.services.batching.ask_first(interpretations(query, tags))
        return answer_card(answer, understood)
    except Exception as error:
        if not isinstance(error, QuestionError):
            log.exception("a message could not be answered")
        return notice_card(member_text(error))


async def _reply(message: discord.Message, card: discord.ui.LayoutView) -> discord.Message:
    """Reply with the card, or with its text alone where Discord takes no such card there."""
    try:
        return await message.reply(view=card, mention_author=False)
    except discord.HTTPException as error:
        if not refused(error):
            raise
        log.warning("channel %s takes no card (%s); the text goes alone", message.channel.id, error)
        return await message.reply(as_text(card), mention_author=False, suppress_embeds=True)


async def _ask_to_wait(bot: ServingClient, member: discord.User | discord.Member, wait: float) -> None:
    """Say privately, once a minute at most, that it was too much at once."""
    if bot.services.cooldowns.tell(member.id):
        with suppress(discord.HTTPException):
            await member.send(view=notice_card(wait_text(wait)))


def _listens(bot: ServingClient, message: discord.Message) -> bool:
    """Whether questions are answered there without a mention; in a forum, only the one that a post opens with."""
    guild = message.guild.id if message.guild else 0
    channels = bot.services.question_channels | bot.services.store.channels(guild)
    if isinstance(message.channel, discord.Thread):
        return _opens_forum_post(message) and message.channel.parent_id in channels
    return message.channel.id in channels


def _opens_forum_post(message: discord.Message) -> bool:
    """Whether the message is the first of a forum's post, which has the same id."""
    thread = message.channel
    return (
        isinstance(thread, discord.Thread)
        and isinstance(thread.parent, discord.ForumChannel)
        and message.id == thread.id
    )


async def _forum_tags(bot: ServingClient, message: discord.Message) -> list[str]:
    """The tags of a forum's post that are tags of the archive too."""
    if not _opens_forum_post(message) or not isinstance(message.channel, discord.Thread):
        return []
    known = {tag.casefold(): tag for tag in await bot.services.browsing.tags()}
    return [known[tag.name.casefold()] for tag in message.channel.applied_tags if tag.name.casefold() in known]


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
    except discord.HTTPException:
        return None


async def _answer_before(bot: ServingClient, message: discord.Message) -> discord.Message | None:
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
    except discord.HTTPException:
        return None


async def _history(bot: ServingClient, answer: discord.Message | None) -> tuple[str, ...]:
    """The questions of a chain of replies that ends with one of the bot's answers, oldest first."""
    questions: list[str] = []
    while answer is not None and len(questions) < REMEMBERED:
        asked = await _replied_to(answer)
        question = _question(bot, asked) if asked else ""
        if question:
            questions.insert(0, question)
        answer = await _replied_to(asked)
    return tuple(questions)


def _question(bot: ServingClient, message: discord.Message) -> str:
    """What the message says, without the mention of the bot; of a forum's post, its title, if that asks already."""
    mention = _mention(bot, message)
    said = (mention.sub(" ", message.content) if mention else message.content).strip()
    if _opens_forum_post(message) and isinstance(message.channel, discord.Thread):
        title = message.channel.name
        return title if is_question(title) else f"{title}\n{said}".strip()
    return said


def _mention(bot: ServingClient, message: discord.Message) -> re.Pattern[str] | None:
    """How the message mentions the bot: itself, or the role that Discord made for it, which members mix up."""
    assert bot.user is not None
    ids = [rf"<@!?{bot.user.id}>"]
    ids += [rf"<@&{role.id}>" for role in message.role_mentions if role.tags and role.tags.bot_id == bot.user.id]
    pattern = re.compile("|".join(ids))
    return pattern if pattern.search(message.content) else None
