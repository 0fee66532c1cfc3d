"""Logs: one line an event, plain or as JSON, each with the question that it belongs to."""

from __future__ import annotations

import json
import logging
import re
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

log = logging.getLogger(__name__)

_questions_level = logging.DEBUG
_QUESTION: ContextVar[str] = ContextVar("question", default="")
_OWN = ("bot", "embeddings")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""What would break a line, or speak to a terminal."""


def concern(question: int) -> None:
    """Have what is logged from here on in this task bear a question's id: that of its message or interaction."""
    _QUESTION.set(str(question))


def note_question(question: str) -> None:
    """Log what was asked: at DEBUG, or at INFO where the owner asks for it."""
    log.log(_questions_level, "asked: %s", question)


def set_up_logs(level: int, style: Literal["plain", "json"], *, questions: bool) -> None:
    """Log to the error stream from a level on; ``questions``: whether also what members ask."""
    global _questions_level  # noqa: PLW0603 - as logging itself is set up for the process
    _questions_level = logging.INFO if questions else logging.DEBUG
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if style == "json" else _Plain())
    handler.addFilter(_is_shown)
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(level)


def _is_shown(record: logging.LogRecord) -> bool:
    """Everything of the bot's own, and of libraries what is a warning: not every page, connection or index."""
    record.question = _QUESTION.get()
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] in _OWN


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


class _Plain(logging.Formatter):
    """Time, level, where, question, what; of an error only what and where it was, except at level DEBUG."""

    def format(self, record: logging.LogRecord) -> str:
        text = record.getMessage()
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            text = f"{text}: {_named(error)}"
        question = getattr(record, "question", "")
        line = f"{_time(record)} {record.levelname:<7} {record.name}{f' [{question}]' if question else ''}: {text}"
        line = _CONTROLS.sub(" ", line)
        if error is not None and record.exc_info and logging.getLogger().isEnabledFor(logging.DEBUG):
            return f"{line}\n{self.formatException(record.exc_info)}"
        return line


class _Json(logging.Formatter):
    """An object a line: ``time``, ``level``, ``logger``, ``message``, and where there are any ``question``, ``error``
    and ``traceback``."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if question := getattr(record, "question", ""):
            entry["question"] = question
        if record.exc_info and record.exc_info[1]:
            entry |= {"error": _named(record.exc_info[1]), "traceback": self.formatException(record.exc_info)}
        return json.dumps(entry, ensure_ascii=True)


def _named(error: BaseException) -> str:
    """An error with its text and the line that raised it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" ({trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno})" if trace else ""
    return f"{type(error).__name__}: {error}{place}"
