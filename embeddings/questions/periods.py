"""Dates as people type them."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dateparser.date import DateDataParser

from embeddings.errors import QuestionError
from embeddings.posts import Filters

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First months of the northern seasons."""
_SEASON = re.compile(rf"(?:(?:last|this|in|the)\s+)*({'|'.join(_SEASONS)})(?:\s+(?:of\s+)?(\d{{4}}))?", re.IGNORECASE)
_LAST = re.compile(r"(last|this)\s+(year|month|week)", re.IGNORECASE)
_MONTHS = (
    "january february march april may june july august september october november december "
    "januar februar märz april mai juni juli august september oktober november dezember "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
).split()
_WHEN = (
    rf"(?:(?:(?:{'|'.join(dict.fromkeys(_MONTHS))})\s+(?:de\s+)?)?(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?"
    rf"|(?:last|this)\s+(?:year|month|week|{'|'.join(_SEASONS)})|(?:{'|'.join(_SEASONS)})\s+(?:of\s+)?20\d\d)"
)
_OWN_DATES = (
    (re.compile(rf"\b(?:between|zwischen|entre)\s+({_WHEN})\s+(?:and|und|et|y|e)\s+({_WHEN})", re.I), "between"),
    (re.compile(rf"\b(?:since|from|seit|ab|depuis|desde)\s+({_WHEN})", re.I), "since"),
    (re.compile(rf"\b(?:after|nach|après|después de|depois de)\s+({_WHEN})", re.I), "after"),
    (re.compile(rf"\b(?:until|till|up to|bis|jusqu'en|hasta|até)\s+({_WHEN})", re.I), "until"),
    (re.compile(rf"\b(?:before|vor|avant|antes de)\s+({_WHEN})", re.I), "before"),
    (re.compile(rf"\b(?:in|during|on|im jahr|im|en|em|dans)\s+({_WHEN})", re.I), "in"),
    (re.compile(rf"\b((?:last|this)\s+(?:year|month|week|{'|'.join(_SEASONS)}))\b", re.I), "in"),
    (re.compile(r"((?:19|20)\d\d)\s*年"), "in"),
)
"""How a question names a time, and what that means."""
_PARTS: Any = {"PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "first", "RETURN_AS_TIMEZONE_AWARE": False}


def parse_period(text: str) -> tuple[date, date]:
    """First and last day of what a date names: a day, a month or a year, such as "2017", "July 2017", "2017-07-09".

    Raises:
        QuestionError: it is not understood as a date.
    """
    text = text.strip()
    try:
        if match := _SEASON.fullmatch(text):
            return _season(match.group(1).lower(), match.group(2))
        if match := _LAST.fullmatch(text):
            return _recent(match.group(1).lower() == "last", match.group(2).lower())
        if _YEAR.fullmatch(text):
            return date(int(text), 1, 1), date(int(text), 12, 31)
        if match := _MONTH.fullmatch(text):
            return _period(date(int(match.group(1)), int(match.group(2)), 1), "month")
        return _parsed(text)
    except ValueError as error:
        raise QuestionError(
            "“{text}” is not understood as a date. Write it as 2017, 2017-07, 2017-07-09 or July 2017.", text=text
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


def _season(name: str, year: str | None) -> tuple[date, date]:
    """A season of a year, or the last that has begun."""
    today = datetime.now(UTC).date()
    first = date(int(year) if year else today.year, _SEASONS[name], 1)
    if year is None and first > today:
        first = first.replace(year=first.year - 1)
    third = first.replace(year=first.year + (first.month > 10), month=(first.month + 1) % 12 + 1)
    return first, third.replace(day=calendar.monthrange(third.year, third.month)[1])


def _recent(last: bool, unit: str) -> tuple[date, date]:
    """This or the last year, month or week, by the calendar."""
    today = datetime.now(UTC).date()
    if unit == "year":
        return _period(today.replace(year=today.year - last, month=1, day=1), "year")
    if unit == "month":
        first = today.replace(day=1)
        return _period((first - timedelta(days=1)).replace(day=1) if last else first, "month")
    return _period(today - timedelta(days=today.weekday() + 7 * last), "week")


def own_dates(question: str) -> Filters:
    """The time that a question itself names, such as "in 2017" or "before July 2019"; empty where it names none."""
    for pattern, kind in _OWN_DATES:
        match = pattern.search(question)
        if not match:
            continue
        try:
            first, last = parse_period(match.group(1))
            if kind == "between":
                last = parse_period(match.group(2))[1]
        except QuestionError:
            continue
        day = timedelta(days=1)
        return {
            "between": Filters(first, last),
            "in": Filters(first, last),
            "since": Filters(after=first),
            "after": Filters(after=last + day),
            "until": Filters(before=last),
            "before": Filters(before=first - day),
        }[kind]
    return Filters()


def read_filters(after: str | None, before: str | None, author: str | None = None, tag: str | None = None) -> Filters:
    """Filters as a person or a script gives them; ``before`` takes in the whole of the period that it names.

    Raises:
        QuestionError: a date is not understood, or ``after`` lies behind ``before``.
    """
    first = parse_period(after)[0] if after else None
    last = parse_period(before)[1] if before else None
    if first and last and first > last:
        raise QuestionError("No day lies after {first} and before {last}. Swap them.", first=first, last=last)
    return Filters(after=first, before=last, author=(author or "").strip(), tag=(tag or "").strip())
