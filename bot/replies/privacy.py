"""What the bot stores, in its own words: of members in general, and of the one who asks."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.i18n import say, say_count
from bot.replies.card import card_of, shortened
from bot.replies.markdown import escaped

_MAX_FOLLOWED = 1500


def privacy_card(
    votes: int, followed: Sequence[str], *, erased: bool, kept: bool, erased_after: int, file: str = ""
) -> ui.LayoutView:
    """What is stored, and what of it is the member's.

    Args:
        votes: how many of the member's there are.
        followed: what the member follows.
        erased: whether both have just been erased.
        kept: whether questions that nothing answered are kept.
        erased_after: days after which what is stored of a server is erased that the bot was removed from.
        file: the address of one that holds what is the member's, such as ``attachment://pullquote.json``.
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
            say("`/privacy` with `export` gives you both as a file."),
        ]
    return card_of(
        [],
        [what_is_stored(kept=kept, erased_after=erased_after), "\n".join([f"**{say('About you')}**", *yours])],
        file=file,
    )


def what_is_stored(*, kept: bool, erased_after: int) -> str:
    """What the bot stores, under its title; see :func:`privacy_card`."""
    gone = say("When I’m removed from a server, everything I stored for it is erased.")
    if erased_after:
        gone = say_count(
            "When I’m removed from a server, everything I stored for it is erased a day later.",
            "When I’m removed from a server, everything I stored for it is erased {count} days later.",
            erased_after,
        )
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
        gone,
    ]
    return "\n".join([f"**{say('What I store')}**", *(f"- {line}" for line in lines)])
