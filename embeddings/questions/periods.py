"""Periods as people type them: "2017", "July 2017", "last month", and the filters made of them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Any

from dateparser.date import DateDataParser

from embeddings.errors import QuestionError
from embeddings.languages import LANGUAGES, spaced
from embeddings.normal_forms import unaccented
from embeddings.posts import Filters
from embeddings.questions.relative_times import period_back, relative_period, today
from embeddings.questions.unspaced_dates import MONTH, YEAR, Parts, parts_of

_YEAR = re.compile(r"\d{4}")
_LAST_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\W*\Z")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_DAY = re.compile(r"[0-9]+(?:-[0-9]+){2}")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
"""The day before the month, wherever dates are written with full stops."""
_ARTICLE = re.compile(rf"\b{spaced('date_articles')}\s+(?=\d)", re.IGNORECASE)
_OF_YEAR = re.compile(rf"\s+{unaccented(spaced('of_year'))}\s+", re.IGNORECASE)
_SLASHED = re.compile(r"\d{4}(?:/\d{1,2}){1,2}")
SEASONS = {unaccented(name): first for language in LANGUAGES for name, first in language.seasons.items()}
"""First months of the northern seasons, by their names without accents."""
RECENT = {unaccented(name): period for language in LANGUAGES for name, period in language.recent.items()}
"""How many units back, and the unit."""
_SEASON = re.compile(
    unaccented(
        rf"(?:(?:{spaced('season_leads')}|{spaced('during')}|{spaced('date_articles')})\s+)*({spaced('seasons')})"
        rf"(?:\s+(?:{spaced('of_year')}\s+)?(\d{{4}}))?"
    ),
    re.IGNORECASE,
)
_YEAR_PARTS = [
    (re.compile(unaccented(rf"(?:{name})(?:[\s-]+|(?<=-))\d{{4}}"), re.IGNORECASE), months)
    for language in LANGUAGES
    for name, months in language.year_parts.items()
]
_DECADE = re.compile(
    "|".join(unaccented(way.format(decade=r"(\d{3}0)")) for language in LANGUAGES for way in language.decades),
    re.IGNORECASE,
)
_BARE_MONTH = re.compile(
    unaccented(
        rf"(?:{spaced('during')}(?:\s+|(?<=['’])))?{spaced('months')}"
        # "Ago" and "set" are months of Italian, and words of other languages.
        rf"|{spaced('during')}(?:\s+|(?<=['’])){spaced('short_months')}\.?"
    ),
    re.IGNORECASE,
)
_MONTH_IN_TEXT = re.compile(unaccented(rf"\b{spaced('months')}\b|{MONTH}"), re.IGNORECASE)
_YEAR_IN_TEXT = re.compile(rf"(?<!\d)(?:19|20)\d\d(?!\d)|{YEAR}")
_PARTS: Any = {"PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "first", "RETURN_AS_TIMEZONE_AWARE": False}


def parse_period(text: str) -> tuple[date, date]:
    """First and last day of what a date names: a day, a month or a year, such as "2017", "July 2017", "2017-07-09".

    Raises:
        QuestionError: it is not understood as a date.
    """
    given = text.strip()
    text = unaccented(given)
    if _SLASHED.fullmatch(text):
        text = text.replace("/", "-")
    try:
        if match := _SEASON.fullmatch(text):
            return _season(match.group(1).casefold(), match.group(2))
        if recent := RECENT.get(" ".join(text.casefold().split())):
            return period_back(*recent)
        if relative := relative_period(text):
            return relative
        if months := next((months for pattern, months in _YEAR_PARTS if pattern.fullmatch(text)), None):
            first, last = (date(int(text[-4:]), month, 1) for month in months)
            return first, _period(last, "month")[1]
        if match := _DECADE.fullmatch(text):
            first = date(int(next(filter(None, match.groups()))), 1, 1)
            return first, date(first.year + 9, 12, 31)
        if parts := parts_of(text):
            return _of_parts(parts)
        if _YEAR.fullmatch(text):
            return date(int(text), 1, 1), date(int(text), 12, 31)
        if match := _MONTH.fullmatch(text):
            return _period(date(int(match.group(1)), int(match.group(2)), 1), "month")
        if _DAY.fullmatch(text):
            # Nothing is guessed of it: dateparser takes 2017-13-01 for the 13th of January.
            day = date.fromisoformat("-".join(number.zfill(2) for number in text.split("-")))
            return day, day
        text = _ARTICLE.sub("", text, count=1)
        if match := _DOTTED.fullmatch(text):
            day = date(*map(int, reversed(match.groups())))
            return day, day
        return _parsed(_OF_YEAR.sub(" ", re.sub(r"(?<=\d)\.?[ºª°]", "", text)))
    except ValueError as error:
        raise QuestionError(
            "“{text}” isn’t a date I understand. Write it like 2017, 2017-07, 2017-07-09 or July 2017.", text=given
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


def is_month(text: str) -> bool:
    """Whether a text names a month without its year, alone or behind a word such as "in", and nothing else."""
    bare = unaccented(text.strip())
    return _BARE_MONTH.fullmatch(bare) is not None or re.fullmatch(MONTH, bare) is not None


def has_bare_month(text: str) -> bool:
    """Whether a text names a month, and no year."""
    bare = unaccented(text)
    return _MONTH_IN_TEXT.search(bare) is not None and _YEAR_IN_TEXT.search(bare) is None


def of_same_year(text: str, earlier: str) -> str:
    """A text that names a month without its year with the year that an earlier one ends in: "in June" behind "in May
    2019"."""
    year = _LAST_YEAR.search(earlier)
    return f"{text} {year[1]}" if year and is_month(text) else text


def month_in(period: Filters, other: Filters) -> Filters:
    """A month in the year that another period lies in; as it stands where that is in none, or in several."""
    if not (period.after and other.after and other.before) or other.after.year != other.before.year:
        return period
    return Filters(*_period(date(other.after.year, period.after.month, 1), "month"))


def _period(day: date, kind: str) -> tuple[date, date]:
    if kind == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if kind == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if kind == "week":
        return day, day + timedelta(days=6)
    return day, day


def _of_parts(parts: Parts) -> tuple[date, date]:
    """The period of a date; a month without its year is the last that has begun."""
    now = today()
    year = parts.year or now.year - max(parts.years_ago, 0)
    if parts.season:
        return _season(parts.season, str(year) if parts.year or parts.years_ago >= 0 else None)
    if not parts.month:
        return _period(date(year, 1, 1), "year")
    if not parts.year and parts.years_ago < 0 and parts.month > now.month:
        year -= 1
    return _period(date(year, parts.month, parts.day or 1), "day" if parts.day else "month")


def _season(name: str, year: str | None) -> tuple[date, date]:
    """A season of a year, or the last that has begun."""
    now = today()
    first = date(int(year) if year else now.year, SEASONS[name], 1)
    if year is None and first > now:
        first = first.replace(year=first.year - 1)
    third = first.replace(year=first.year + (first.month > 10), month=(first.month + 1) % 12 + 1)
    return first, third.replace(day=calendar.monthrange(third.year, third.month)[1])


def read_filters(after: str | None, before: str | None, author: str | None = None, tag: str | None = None) -> Filters:
    """Filters as a person or a script gives them; ``before`` takes in the whole of the period that it names.

    Raises:
        QuestionError: a date is not understood, or ``after`` lies behind ``before``.
    """
    first = parse_period(after)[0] if after else None
    last = parse_period(before)[1] if before else None
    if first and last and first > last:
        raise QuestionError("There is no day from {first} to {last}. Swap the two dates.", first=first, last=last)
    return Filters(after=first, before=last, author=(author or "").strip(), tag=(tag or "").strip())
