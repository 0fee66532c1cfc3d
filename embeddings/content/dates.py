"""Parsing the dates of posts: never guessed, and with their zone where one is given."""

from __future__ import annotations

import email.utils
import re
from datetime import date, datetime
from typing import Any

import dateparser

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_COMPACT_ZONE = re.compile(r"(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?([+-]\d{2}):?(\d{2})$")
_CLOCK = re.compile(r"\d:\d\d|\d ?[ap]\.?m\b", re.IGNORECASE)
_SETTINGS: Any = {"REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True}


def parse_date(value: object) -> date | None:
    """A ``datetime`` where the value has a time of day (aware where it has a zone), else a ``date``.

    ``None`` where the value is no date, or lacks the day, the month or the year.
    """
    if isinstance(value, date):
        return value
    text = str(value or "").strip()[:80]
    if not text:
        return None
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        return datetime.fromisoformat(_COMPACT_ZONE.sub(r"\1\2:\3", text).replace(" UTC", "+00:00"))
    except ValueError:
        pass
    try:
        return email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        pass
    if not any(char.isdigit() for char in text):
        return None
    try:
        found: datetime | None = dateparser.parse(text, settings=_SETTINGS)
    except (ValueError, OverflowError, RecursionError):
        return None
    if found is None:
        return None
    return found if _CLOCK.search(text) else found.date()
