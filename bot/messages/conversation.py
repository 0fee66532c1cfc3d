"""Questions that are asked in messages: with a mention, in reply to an answer, in a thread on one, in a question
channel or a forum of questions, or in a direct message."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

import discord

from bot.access import may_speak
from bot.connection import FAILURES, reason
from bot.i18n import speak
from bot.logs import concern
from bot.messages.greeting import help_card
from bot.messages.hearing import Heard, hear, history_of, opens_forum_post
from bot.messages.intent import Intent
from bot.messages.owner import tell_owner
from bot.messages.sending import NOBODY, react, reply_with, thread_on, typing_in
from bot.metrics import STAGES
from bot.replies.answer import answer_card
from bot.replies.card import notice_card
from bot.replies.errors import wait_text
from bot.services import Served, ServingClient
from bot.services.failures import apology
from bot.services.gaps import keep_refused
from bot.services.memory import stored
from bot.services.store import Reply
from embeddings import CatalogAnswer, Query, QuestionError, interpretations

log = logging.getLogger(__name__)

SEEN, NO_ANSWER = "👍", "🤷"
"""Reactions: to thanks, and to a question in a question channel that nothing answers."""


async def on_message(bot: ServingClient, message: discord.Message) -> None:
    """Answer a message if it is a question to the bot."""
    if message.is_system() or bot.user is None or message.author.id == bot.user.id:
        return
    if message.author.bot and not bot.services.settings.answer_bots:
        return
    heard = await hear(bot, message)
    if heard is None:
        return
    if heard.intent is Intent.THANKS:
        await react(message, SEEN)
        return
    if not bot.services.answered.notice(message):
        return
    _speak(bot, message)
    with bot.services.open_questions.answering():
        async with bot.services.claims.answering(f"message:{message.id}") as ours:
            if not ours:
                return
            if not may_speak(message):
                await tell_owner(bot, message)
            elif wait := await bot.services.cooldowns.wait(message.author.id, message.channel.id):
                await _ask_to_wait(bot, message.author, wait)
            else:
                await _answer(bot, message.id)


async def on_edit(bot: ServingClient, event: discord.RawMessageUpdateEvent) -> None:
    """Answer an edited question anew, in the reply that is already there, or that is being written."""
    # Discord also reports an edit when it only adds a preview of a link.
    if not event.data.get("edited_timestamp"):
        return
    message, answered = event.message, bot.services.answered
    if event.cached_message and event.cached_message.content == message.content:
        return
    replied = await answered.reply(message.id) is not None
    if replied or answered.newest(message.id) is not None:
        answered.renew(message)
    # What is being answered is answered as it was edited; an edit a second would otherwise be an answer a second.
    if not replied or answered.is_busy(message.id):
        return
    edit = f"edit:{message.id}:{event.data['edited_timestamp']}"
    with bot.services.open_questions.answering():
        async with bot.services.claims.answering(edit) as ours:
            if ours and not await bot.services.cooldowns.wait(message.author.id, message.channel.id):
                _speak(bot, message)
                await _answer(bot, message.id)


async def on_delete(bot: ServingClient, channel: int, numbers: set[int]) -> None:
    """Take the answers back to questions that were deleted; what was shared and is deleted may be shared again."""
    for number in numbers:
        reply = await bot.services.answered.forget(number)
        if reply is not None:
            await _delete(bot, reply)
    await stored(bot.services.shared.forget_messages, channel, numbers)


async def _answer(bot: ServingClient, number: int) -> None:
    """Answer a message as it stands in the end: it may be edited or deleted while it is answered."""
    concern(number)
    answered = bot.services.answered
    try:
        with answered.answering(number):
            while (message := answered.newest(number)) is not None and await _answer_once(bot, message):
                # What a question was edited into is another, which is asked when its turn has come.
                while wait := await bot.services.cooldowns.wait(message.author.id, message.channel.id):  # noqa: ASYNC110
                    await asyncio.sleep(wait)
            if answered.newest(number) is None and (reply := await answered.forget(number)):
                await _delete(bot, reply)
    except discord.Forbidden:
        log.warning("channel %s: the bot may not answer there", message.channel.id if message else "?")
        if message:
            await tell_owner(bot, message)
    except FAILURES as error:
        # Discord is not well; it was tried again where that helps.
        log.warning("message %s could not be answered: %s", number, reason(error))
        await answered.forget(number)


async def _answer_once(bot: ServingClient, message: discord.Message) -> bool:
    """Answer a message as it stands. Returns whether it has changed meanwhile."""
    answered = bot.services.answered
    heard = await hear(bot, message)
    if heard is None or heard.intent is Intent.THANKS:
        # An edit that takes the question away leaves its answer.
        return answered.newest(message.id) is not message
    reply = await answered.reply(message.id)
    # What stands under a question that was edited would seem to answer it, so that it says where nothing does.
    unasked = heard.unasked and reply is None and bot.services.settings.unanswered != "reply"
    typing = asyncio.create_task(typing_in(message.channel))
    try:
        card = await _card(bot, message, heard, quiet=unasked)
    finally:
        typing.cancel()
    if answered.newest(message.id) is not message:
        return True
    if reply is not None:
        if card is not None:
            await (
                bot.get_partial_messageable(reply.channel)
                .get_partial_message(reply.message)
                .edit(view=card, allowed_mentions=NOBODY)
            )
    elif card is None:
        if bot.services.settings.unanswered == "reaction":
            await react(message, NO_ANSWER)
    else:
        thread = await _own_thread(bot, message, heard)
        with STAGES.labels("show").time():
            sent = await reply_with(message, card, thread)
        if sent:
            await answered.keep(message, sent)
    return answered.newest(message.id) is not message


async def _own_thread(bot: ServingClient, message: discord.Message, heard: Heard) -> discord.Thread | None:
    """The thread that a question asked in a channel is answered in, where the server wants that."""
    if message.guild is None or not isinstance(message.channel, discord.TextChannel):
        return None
    wanted = heard.question and bot.services.store.guilds.manner(message.guild.id).thread
    allowed = message.channel.permissions_for(message.guild.me).send_messages_in_threads
    return await thread_on(message, heard.question) if wanted and allowed else None


async def _card(
    bot: ServingClient, message: discord.Message, heard: Heard, *, quiet: bool
) -> discord.ui.LayoutView | None:
    """What to reply; ``None`` where nothing answers and that is to be said ``quiet``ly."""
    try:
        served = bot.services.seen_by(message)
        if heard.intent is Intent.HELP:
            return await help_card(served, bot.services.command)
        await bot.services.count_question(message.guild.id if message.guild else None)
        chain = await history_of(bot, heard.earlier)
        where = (message.author.id, message.channel.id, message.guild.id if message.guild else 0)
        recent = await bot.services.recent.next(*where, message.id, heard.question)
        query = Query(heard.question, history=chain or recent, replies=bool(chain))
        tags = await _forum_tags(served, message)
        understood, answer = await served.batching.ask_first(interpretations(query, tags))
        await keep_refused(served.store.feedback, message.guild.id if message.guild else None, heard.question, answer)
        if quiet and not answer.shown and not isinstance(answer, CatalogAnswer):
            return None
        return answer_card(answer, understood)
    except Exception as error:
        card = apology(error, "a message could not be answered")
        return None if quiet and isinstance(error, QuestionError) else card


async def _ask_to_wait(bot: ServingClient, member: discord.User | discord.Member, wait: float) -> None:
    """Say privately, once a minute at most, that it was too much at once."""
    if await bot.services.cooldowns.tell(member.id):
        with suppress(*FAILURES):
            await member.send(view=notice_card(wait_text(wait)))


async def _forum_tags(served: Served, message: discord.Message) -> list[str]:
    """The tags of a forum's post that are tags of the archive too."""
    if not opens_forum_post(message) or not isinstance(message.channel, discord.Thread):
        return []
    known = {tag.casefold(): tag for tag in await served.browsing.tags()}
    return [known[tag.name.casefold()] for tag in message.channel.applied_tags if tag.name.casefold() in known]


async def _delete(bot: ServingClient, reply: Reply) -> None:
    with suppress(*FAILURES):
        await bot.get_partial_messageable(reply.channel).get_partial_message(reply.message).delete()


def _speak(bot: ServingClient, message: discord.Message) -> None:
    guild = message.guild
    speak((bot.services.store.guilds.language(guild.id) or guild.preferred_locale) if guild else None)
