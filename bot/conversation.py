"""Questions that are asked in messages: with a mention in a channel, or in a direct message."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import discord

from bot.replies.card import answer_card, notice_card
from bot.replies.errors import member_text
from embeddings.posts import Query

if TYPE_CHECKING:
    from bot.client import PullquoteBot

log = logging.getLogger(__name__)

HOW_TO_ASK = "Ask me something about the blog, and I will answer with quotes from it."


async def on_message(bot: PullquoteBot, message: discord.Message) -> None:
    """Answer a message if it is a question to the bot."""
    if message.author.bot or message.is_system() or bot.user is None:
        return
    mention = _mention(bot, message)
    if message.guild is not None and mention is None:
        return
    question = (mention.sub(" ", message.content) if mention else message.content).strip()
    if not question and not mention:
        # A direct message of pictures alone asks nothing.
        return
    try:
        async with message.channel.typing():
            card = await _card(bot, question) if question else notice_card(HOW_TO_ASK)
        await message.reply(view=card, mention_author=False)
    except discord.Forbidden:
        log.warning("channel %s: the bot may not send messages there", message.channel.id)
    except discord.NotFound:
        log.info("message %s was deleted before it was answered", message.id)


async def _card(bot: PullquoteBot, question: str) -> discord.ui.LayoutView:
    try:
        return answer_card(await bot.asker.ask(Query(question)))
    except Exception as error:
        log.exception("a message could not be answered")
        return notice_card(member_text(error))


def _mention(bot: PullquoteBot, message: discord.Message) -> re.Pattern[str] | None:
    """How the message mentions the bot: itself, or the role that Discord made for it, which members mix up."""
    assert bot.user is not None
    ids = [rf"<@!?{bot.user.id}>"]
    ids += [rf"<@&{role.id}>" for role in message.role_mentions if role.tags and role.tags.bot_id == bot.user.id]
    pattern = re.compile("|".join(ids))
    return pattern if pattern.search(message.content) else None
