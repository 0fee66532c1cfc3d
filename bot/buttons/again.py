"""How a button asks the question of its message again, in another way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from discord import ui

from bot.access import can_share
from bot.buttons.pressed import asker_id, head_on, is_private, stale_text
from bot.i18n import say
from bot.ids import unpacked_filters
from bot.replies.answer import answer_card
from bot.services import Interaction
from bot.services.respond import respond
from embeddings import Filters, Query, QuestionError


async def ask_again(interaction: Interaction, ways: Callable[[str], Awaitable[Sequence[Query]]]) -> None:
    """Ask the question again. Whoever did not ask it gets an answer of their own.

    ``ways``: of the question, the ways to read it, of which the first that has an answer wins.
    """
    own = await asker_id(interaction) == interaction.user.id
    private = not own or is_private(interaction)

    async def card() -> ui.LayoutView:
        question = head_on(interaction).question
        if not question:
            raise QuestionError(say("I no longer know what was asked. Please ask again."))
        await interaction.client.services.count_question(interaction.guild_id)
        understood, answer = await interaction.client.services.seen_by(interaction).batching.ask_first(
            await ways(question)
        )
        shares = private and can_share(interaction)
        return answer_card(answer, understood, asked=True, private=shares, any_date=understood.undated)

    await respond(interaction, card(), private=private, turn=own)


async def filters_of(interaction: Interaction, code: str) -> Filters:
    """The filters that a button carries; an author or a tag that there is no more does not filter.

    Raises:
        QuestionError: an older version made the button.
    """
    browsing = interaction.client.services.seen_by(interaction).browsing
    try:
        return unpacked_filters(code, await browsing.authors(), await browsing.tags()) if code else Filters()
    except ValueError as error:
        raise QuestionError(stale_text()) from error
