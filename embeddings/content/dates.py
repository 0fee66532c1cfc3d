"""Parsing the dates of posts: never guessed, and with their zone where one is given."""

from __future__ import annotations

import email.utils
import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

WRITTEN_DATE = re.compile(
    r"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"|\b\d{1,2}(?:st|nd|rd|th|er|\.)? (?:de |d')?[^\W\d]{3,12}\.?,? (?:de |del )?\d{4}\b"
    r"|\b[^\W\d]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}\b"
    r"|\d{4}年\d{1,2}月\d{1,2}日|\d{4}년 ?\d{1,2}월 ?\d{1,2}일"
    r"|(?<![\d.])\d{1,2}\.\d{1,2}\.\d{4}\b|\b\d{4}\. ?(?:\d{1,2}|[^\W\d]{3,12})\.? \d{1,2}\."
    r"|\b\d{1,2}-[^\W\d]{3,12}-\d{4}\b|\b\d{4}([./])\d{2}\1\d{2}\b|(?<![\d/])\d{1,2}/\d{1,2}/\d{4}\b"
)
"""A date in a text, with its day, its month and its year."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_COMPACT_ZONE = re.compile(r"(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?([+-]\d{2}):?(\d{2})$")
_CLOCK = re.compile(r"\d:\d\d|\d ?[ap]\.?m\b", re.IGNORECASE)
_NO_YEAR = re.compile(r"(?:^|\s)(?:000[01]|-0001)\b")
"""The year 1, which RFC 5322's parsers take for 2001, and the one before it, which WordPress writes for no date."""
_YEAR_FIRST = re.compile(r"\d{4}[-/.](\d{1,2})[-/.]\d{1,2}\b")
_SECONDS = re.compile(r"\d{10}|\d{13}")
_OFFSET = re.compile(r"(?<=\d:\d\d)(?: |T)?(?:GMT|UTC)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::(?P<minutes>\d{2}))?$")
_PLACE = re.compile(r" ([A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_+-]+)+)$")
_IN_ADDRESS = re.compile(
    r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?=[/?#]|$)|/(?P<y2>(?:19|20)\d\d)-(?P<m2>\d\d)-(?P<d2>\d\d)(?=[-_/.?#]|$)"
)
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})[/.-](?:\d{4}|(\d\d))\b")
_WEEK = re.compile(r"\d{4}-?W\d\d")
"""A week of ISO 8601, of which Python makes its Monday."""
_DAYS = 31
"""Up to which a number may be a day as well as a year without its century."""
_EPOCH = date(1970, 1, 1)
_AHEAD = timedelta(days=366)
"""How far ahead a post's date may be; what is further is a mistake."""
_LAST_YEAR = 9000
"""From which a date cannot be reckoned with, since it may be too late in another zone."""
_SETTINGS: Any = {"REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True}


def parse_date(value: object, *, ahead: bool = False) -> date | None:
    """A ``datetime`` where the value has a time of day (aware where it has a zone), else a ``date``.

    ``None`` where the value is no date, lacks the day, the month or the year, may be read in two ways
    ("03/04/2021"), or is none that a post may have; see :func:`likely`.

    Args:
        value: the date, most often as text.
        ahead: whether it may be years ahead.
    """
    try:
        found = _parsed(value)
        return found if ahead and found and 1 < found.year < _LAST_YEAR else likely(found)
    except (ValueError, OverflowError, OSError):
        return None


def _is_no_date(text: str) -> bool:
    """Whether a date stands for none: one of the year 0 or 1, or whose month is none."""
    first = _YEAR_FIRST.match(text)
    return bool(_NO_YEAR.search(text) or (first and int(first[1]) > 12))


def date_in_address(url: str) -> date | None:
    """The day that an address names, as ``/2019/05/04/`` or ``/2019-05-04-``; ``None`` where it names none."""
    match = _IN_ADDRESS.search(url)
    if not match:
        return None
    year, month, day = (match["y"], match["m"], match["d"]) if match["y"] else (match["y2"], match["m2"], match["d2"])
    try:
        return likely(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def with_day_of(published: date | None, url: str) -> date | None:
    """The date of a post on the day that its address names; see :func:`on_day`."""
    return on_day(published, date_in_address(url))


def on_day(published: date | None, named: date | None) -> date | None:
    """The date of a post, or the day that is named where that is the day before or after, or there is no date.

    Feeds and metadata have times in UTC; addresses, and what a page shows, have the blog's own day.
    """
    if named is None or published is None:
        return named or published
    day = published.date() if isinstance(published, datetime) else published
    return named if abs(named - day) == timedelta(days=1) else published


def likely(day: date | None) -> date | None:
    """A date that a post may have, else ``None``: programs write the year 1 and the first second of 1970 for no date,
    and years ahead are mistakes."""
    if day is None or not 1 < day.year < _LAST_YEAR:
        return None
    if isinstance(day, datetime):
        clock = (day.astimezone(UTC) if day.tzinfo else day).replace(tzinfo=None)
        if clock == datetime(1970, 1, 1):  # noqa: DTZ001 - any zone's
            return None
    elif day == _EPOCH:
        return None
    return None if date(day.year, day.month, day.day) > datetime.now(UTC).date() + _AHEAD else day


def _parsed(value: object) -> date | None:
    if isinstance(value, date):
        return value
    text = str(value or "").strip()[:80]
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text) / (1000 if len(text) > 10 else 1), UTC)
    if not any(char.isdigit() for char in text) or _is_no_date(text) or _WEEK.fullmatch(text):
        return None
    return _in_place(text) or _standard(_OFFSET.sub(_rfc_offset, text)) or _worded(text)


def _rfc_offset(zone: re.Match[str]) -> str:
    """``GMT+7`` and ``+02:00`` as RFC 5322 has them: ``+0700``, ``+0200``."""
    return f" {zone['sign']}{zone['hours']:0>2}{zone['minutes'] or '00'}"


def zone_named(name: str) -> tzinfo | None:
    """The time zone of a name such as "America/New_York"; ``None`` where there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _in_place(text: str) -> date | None:
    """A time with the name of its zone behind it, such as "America/New_York"."""
    place = _PLACE.search(text)
    if not place:
        return None
    zone = zone_named(place[1])
    if zone is None:
        return None
    found = _parsed(text[: place.start()])
    return found.replace(tzinfo=zone) if isinstance(found, datetime) and not found.tzinfo else found


def _standard(text: str) -> date | None:
    """A date by ISO 8601 or RFC 5322, or nearly so."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        return datetime.fromisoformat(_COMPACT_ZONE.sub(r"\1\2:\3", text).replace(" UTC", "+00:00"))
    except ValueError:
        pass
    try:
        return email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None


@lru_cache(maxsize=4096)
def _worded(text: str) -> date | None:
    """A date in words of some language, or in numbers that can be read in one way."""
    # A third of a second that `pullquote --help` need not spend.
    import dateparser  # noqa: PLC0415

    from embeddings.content.date_words import languages_of  # noqa: PLC0415

    order = ""
    if numbers := _NUMBERS.search(text):
        first, second = int(numbers[1]), int(numbers[3])
        # With dots the day comes first everywhere; with slashes it depends on who writes.
        either = (first != second and max(first, second) <= 12) or (numbers[4] and first <= _DAYS and second <= 12)
        if numbers[2] != "." and either:
            return None
        order = "YMD" if first > _DAYS else "DMY" if numbers[2] == "." or first > 12 else "MDY"
    languages = languages_of(text)
    if not languages:
        return None
    order_settings = {"DATE_ORDER": order, "PREFER_LOCALE_DATE_ORDER": False} if order else {}
    try:
        found: datetime | None = dateparser.parse(text, languages=languages, settings={**_SETTINGS, **order_settings})
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        # It has been seen to raise each of these over what is no date.
        return None
    if found is None:
        return None
    return found if _CLOCK.search(text) else found.date()
