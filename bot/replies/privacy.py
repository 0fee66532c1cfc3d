"""What the bot stores, in its own words: of members in general, and of the one who asks."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.i18n import say
from bot.replies.card import card_of, shortened
from bot.replies.markdown import escaped

_MAX_FOLLOWED = 1500


def privacy_card(votes: int, followed: Sequence[str], *, erased: bool, kept: bool) -> ui.LayoutView:
    """What is stored, and what of it is the member's.

    Args:
        votes: how many of the member's there are.
        followed: what the member follows.
        erased: whether both have just been erased.
        kept: whether questions that nothing answered are kept.
    """
    following = escaped(shortened(", ".join(followed), _MAX_FOLLOWED)) or say("nothing")
    if erased:
        yours = [
            say("Erased: your votes ({votes}), and what you followed ({followed}).", votes=votes, followed=following)
        ]
    else:
        yours = [
            f"- {say('Votes: {votes}', votes=votes)}",
            f"- {say('You follow: {followed}', followed=following)}",
            say("`/privacy` with `erase` erases both."),
        ]
    return card_of([], [what_is_stored(kept=kept), "\n".join([f"**{say('About you')}**", *yours])])


def what_is_stored(*, kept: bool) -> str:
    """What the bot stores, under its title. ``kept``: whether questions that nothing answered are."""
    questions = say("None of your questions.")
    if kept:
        questions = say(
            "Of your questions, only those that nothing answered or whose answers were voted down, and never who asked."
            " Nothing that was asked privately or in a direct message."
        )
    lines = [
        questions,
        say(
            "Apart from that, your last questions are stored for ten minutes under a keyed hash, for follow-ups, and"
            " then deleted."
        ),
        say("👍 and 👎 are stored under a keyed hash, never under your name or ID."),
        say("What you `/follow` is stored with your ID until you stop."),
        say("I keep the IDs of messages I answered, so I can correct my answers or take them back."),
        say("When I’m removed from a server, everything I stored for it is erased."),
    ]
    return "\n".join([f"**{say('What I store')}**", *(f"- {line}" for line in lines)])
