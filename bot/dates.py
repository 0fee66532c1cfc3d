"""Dates as people type them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Any

from dateparser.date import DateDataParser

from embeddings.errors import QuestionError
from embeddings.posts import Filters

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_PARTS: Any = {"PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "first", "RETURN_AS_TIMEZONE_AWARE": False}


def parse_period(text: str) -> tuple[date, date]:
    """First and last day of what a date names: a day, a month or a year, such as "2017", "July 2017", "2017-07-09".

    Raises:
        QuestionError: it is not understood as a date.
    """
    text = text.strip()
    try:
        if _YEAR.fullmatch(text):
            return date(int(text), 1, 1), date(int(text), 12, 31)
        if match := _MONTH.fullmatch(text):
            return _period(date(int(match.group(1)), int(match.group(2)), 1), "month")
        return _parsed(text)
    except ValueError as error:
        raise QuestionError(
            f"{text!r}: it is not understood as a date. Write it as 2017, 2017-07, 2017-07-09 or July 2017."
        ) from error


def _parsed(text: str) -> tuple[date, date]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        found = DateDataParser(settings=_PARTS).get_date_data(text) if text else None
        if found is None or found.date_obj is None:
            raise ValueError(text) from None
        return _period(found.date_obj.date(), found.period)
    return day, day


def _period(day: date, kind: str) -> tuple[date, date]:
    if kind == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if kind == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if kind == "week":
        return day, day + timedelta(days=6)
    return day, day


def read_filters(after: str | None, before: str | None, author: str | None = None, tag: str | None = None) -> Filters:
    """Filters as a person or a script gives them; ``before`` takes in the whole of the period that it names.

    Raises:
        QuestionError: a date is not understood, or ``after`` lies behind ``before``.
    """
    first = parse_period(after)[0] if after else None
    last = parse_period(before)[1] if before else None
    if first and last and first > last:
        raise QuestionError(f"after {first} and before {last}: no day lies between them. Swap them.")
    return Filters(after=first, before=last, author=(author or "").strip(), tag=(tag or "").strip())
