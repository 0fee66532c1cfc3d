"""What a member is told when something goes wrong: short, friendly, and nothing of the inside."""

from __future__ import annotations

from bot.i18n import say, say_count
from embeddings import EmptyArchiveError, PullquoteError, QuestionError, SearchError


def member_text(error: BaseException) -> str:
    """The text for a member; never a traceback, a path or a setting."""
    if isinstance(error, QuestionError):
        # Those of the archive are worded in English; those of the bot are in the language in use already.
        return say(error.message, **error.values)
    if isinstance(error, EmptyArchiveError):
        return say("The archive is still empty. Whoever runs this bot has to add a blog first.")
    if isinstance(error, SearchError):
        return say("I can’t search the archive right now: my search is down. Please try again in a little while.")
    if isinstance(error, PullquoteError):
        return say("I can’t get to the archive right now. Please try again in a little while.")
    return say("Something went wrong on my end. Please try again in a little while.")


def wait_text(seconds: float) -> str:
    """What a member is told who asks too much at once."""
    return say_count(
        "That was a lot at once. Please ask again in a second.",
        "That was a lot at once. Please ask again in {count} seconds.",
        max(1, round(seconds)),
    )
