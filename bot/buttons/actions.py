"""What the buttons of an answer do. Whoever may not do it, or presses a button that is stale, is told why."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.buttons.ids import unpacked
from bot.i18n import say
from bot.replies.answer import (
    answer_card,
    asked_in,
    context_card,
    more_card,
    picture_card,
    quotes_card,
    verification_card,
)
from bot.replies.card import notice_card
from bot.replies.markdown import escaped
from bot.replies.picture import draw
from bot.replies.respond import respond
from embeddings import Query, QuestionError, Quote

if TYPE_CHECKING:
    from bot.client import PullquoteBot

    Interaction = discord.Interaction[PullquoteBot]
    Action = Callable[[Interaction, int, str], Awaitable[None]]


async def _quotes(interaction: Interaction, code: str) -> list[Quote]:
    """The quotes that a button carries.

    Raises:
        QuestionError: a post is gone, or no longer says so.
    """
    try:
        spans = unpacked(code)
    except ValueError as error:
        raise QuestionError(_stale_text()) from error
    browsing = interaction.client.browsing
    return [await browsing.quote(span.key, span.start, span.end, span.digest, emphasis=span.emphasis) for span in spans]


async def turn(interaction: Interaction, page: int, code: str) -> None:
    """Turn to another quote. Whoever did not ask gets a page of their own."""
    own = await asker_id(interaction) == interaction.user.id
    private = not own or _is_private(interaction)

    async def card() -> ui.LayoutView:
        quotes = await _quotes(interaction, code)
        return quotes_card(_head(interaction), quotes, page, private=private, dated=_is_dated(interaction))

    await respond(interaction, card(), private=private, turn=own)


async def context(interaction: Interaction, _: int, code: str) -> None:
    """Show the sentences around a quote, to whoever presses it."""

    async def card() -> ui.LayoutView:
        (quote,) = await _quotes(interaction, code)
        for sentences in (3, 1, 0):
            around = await interaction.client.browsing.around(quote, sentences)
            shown = context_card(around)
            if shown is not None:
                return shown
        return notice_card(say("What stands around this quote is longer than a message can be. Open the post."))

    await respond(interaction, card(), private=True)


async def more(interaction: Interaction, _: int, code: str) -> None:
    """Show what else the post says about it, to whoever presses it."""

    async def card() -> ui.LayoutView:
        (quote,) = await _quotes(interaction, code)
        return more_card(await interaction.client.browsing.more(quote))

    await respond(interaction, card(), private=True)


async def vote(interaction: Interaction, helpful: int, code: str) -> None:
    """Keep what the member thinks of a quote; the same press again takes it back."""

    async def card() -> ui.LayoutView:
        store = interaction.client.store
        # Not by the button's code, which also holds the words in bold: those differ from question to question.
        (quote,) = await _quotes(interaction, code)
        name = f"{quote.post.key}:{quote.start}:{quote.end}"
        stands = await asyncio.to_thread(store.vote, interaction.user.id, name, helpful=bool(helpful))
        return notice_card(say("Thank you, noted.") if stands else say("Your vote is taken back."))

    await respond(interaction, card(), private=True)


async def share(interaction: Interaction, page: int, code: str) -> None:
    """Show a private answer to everybody in the channel."""
    allowed = _may_speak(interaction)

    async def card() -> ui.LayoutView:
        _refuse_unless(allowed)
        name = escaped(interaction.user.display_name)
        head = [*_head(interaction), f"-# {say('Shared by {name}', name=name)}"]
        return quotes_card(head, await _quotes(interaction, code), page, private=False)

    await respond(interaction, card(), private=not allowed)


async def picture(interaction: Interaction, _: int, code: str) -> None:
    """Share a quote as a picture, with its words as the alternative text."""
    allowed = _may_speak(interaction)
    drawn: list[discord.File] = []

    async def card() -> ui.LayoutView:
        _refuse_unless(allowed)
        (quote,) = await _quotes(interaction, code)
        image = await asyncio.to_thread(draw, quote)
        drawn.append(discord.File(image, "quote.png"))
        return picture_card(quote, drawn[0].uri)

    await respond(interaction, card(), private=not allowed, files=drawn)


async def verify(interaction: Interaction, _: int, code: str) -> None:
    """Look the quote's page up, and say whether it still says so, to whoever presses it."""

    async def card() -> ui.LayoutView:
        (quote,) = await _quotes(interaction, code)
        return verification_card(await interaction.client.verifications.of(quote))

    await respond(interaction, card(), private=True)


async def undate(interaction: Interaction, _page: int, _code: str) -> None:
    """Ask again without the dates that the question was narrowed to."""
    own = await asker_id(interaction) == interaction.user.id
    private = not own or _is_private(interaction)

    async def card() -> ui.LayoutView:
        question = asked_in(next(iter(_head(interaction)), ""))
        if not question:
            raise QuestionError(say("I can no longer tell what was asked. Ask again."))
        query = Query(question)
        answer = await interaction.client.batching.ask(query)
        return answer_card(answer, query, asked=True, private=private)

    await respond(interaction, card(), private=private, turn=own)


async def stale(interaction: Interaction, _detail: int, _code: str) -> None:
    """Explain a button that does nothing any more."""
    await respond(interaction, _notice(_stale_text()), private=True)


async def _notice(text: str) -> ui.LayoutView:
    return notice_card(text)


def _stale_text() -> str:
    return say("This button is from an older version of me. Ask again.")


ACTIONS: dict[str, Action] = {
    "turn": turn,
    "context": context,
    "more": more,
    "vote": vote,
    "send": share,
    "picture": picture,
    "undated": undate,
    "verify": verify,
}
"""What a button does, by the name in its id."""


async def asker_id(interaction: Interaction) -> int | None:
    """Who asked for the message that the button is on; ``None`` where that can no longer be told."""
    message = interaction.message
    if message is None:
        return None
    if message.interaction_metadata:
        return message.interaction_metadata.user.id
    reference = message.reference
    if reference is None or reference.message_id is None:
        return None
    asked: Any = reference.resolved or reference.cached_message
    if asked is None and isinstance(message.channel, discord.abc.Messageable):
        try:
            asked = await message.channel.fetch_message(reference.message_id)
        except discord.HTTPException:
            return None
    return asked.author.id if isinstance(asked, discord.Message) else None


def _is_private(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral


def _is_dated(interaction: Interaction) -> bool:
    """Whether the message has the button that drops the dates, which a turned page keeps."""
    return any(
        part.custom_id.startswith("undated:")
        for part in _parts(interaction)
        if isinstance(part, discord.Button) and part.custom_id
    )


def _may_speak(interaction: Interaction) -> bool:
    """Whether the member may write there, and so may have something shown to everybody."""
    allowed = interaction.permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    return not interaction.guild_id or (allowed.send_messages_in_threads if in_thread else allowed.send_messages)


def _refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise QuestionError(say("You may not write in this channel, so I do not share there for you."))


def _head(interaction: Interaction) -> list[str]:
    """The small lines above the quote on the message that the button is on, as they are."""
    texts = [part.content for part in _parts(interaction) if isinstance(part, discord.TextDisplay)]
    return [text for text in texts[:-1] if re.match(r"-# |\*\*", text)]


def _parts(interaction: Interaction) -> Iterator[Any]:
    """All that the card is made of which the button is on."""
    for card in interaction.message.components if interaction.message else []:
        for part in card.children if isinstance(card, discord.Container) else []:
            yield from part.children if isinstance(part, discord.ActionRow) else [part]
