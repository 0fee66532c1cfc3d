"""What becomes of an error that a member runs into: a friendly card, and a line of the log for whoever runs the bot."""

from __future__ import annotations

import logging

from discord import ui

from bot.advice import told
from bot.metrics import FAILURES
from bot.replies.card import notice_card
from bot.replies.errors import member_text
from embeddings import PullquoteError, QuestionError

log = logging.getLogger(__name__)


def apology(error: BaseException, what: str) -> ui.LayoutView:
    """The card for the member. What is not the member's own fault is logged as a warning, with what to do about it or
    with where it happened.

    Args:
        error: what went wrong.
        what: could not be done, as the beginning of a line of the log.
    """
    if not isinstance(error, QuestionError):
        FAILURES.inc()
        if isinstance(error, PullquoteError):
            log.warning("%s: %s", what, told(error))
        else:
            log.warning("%s", what, exc_info=error)
    return notice_card(member_text(error))
