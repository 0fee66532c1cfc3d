"""Times that are told by today's date: "yesterday", "two years ago", "in the last six months", "vor drei Wochen"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from embeddings.languages import LANGUAGES, Language, Unit
from embeddings.normal_forms import unaccented
from embeddings.questions.unspaced_dates import NUMERALS, number_of


def today() -> date:
    """Today by UTC."""
    return datetime.now(UTC).date()


def period_back(back: int, unit: Unit) -> tuple[date, date]:
    """The year, month, week or day that lies ``back`` units back, by the calendar."""
    now = today()
    if unit == "year":
        year = now.year - back
        return date(year, 1, 1), date(year, 12, 31)
    if unit == "month":
        first = _months_before(now, back).replace(day=1)
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
    if unit == "week":
        first = now - timedelta(days=now.weekday() + 7 * back)
        return first, first + timedelta(days=6)
    day = now - timedelta(days=back)
    return day, day


def since(count: int, unit: Unit) -> tuple[date, date]:
    """From the day that lies so many units back up to today."""
    now = today()
    if unit in ("year", "month"):
        return _months_before(now, count * (12 if unit == "year" else 1)), now
    return now - timedelta(days=count * (7 if unit == "week" else 1)), now


def _months_before(day: date, count: int) -> date:
    """The same day so many months before; the last of its month where that has no such day."""
    months = day.year * 12 + day.month - 1 - count
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How one language tells such a time, in a pattern with a number and a unit."""

    pattern: re.Pattern[str]
    numbers: Mapping[str, int]
    units: Mapping[str, Unit]
    up_to_today: bool

    def period(self, match: re.Match[str]) -> tuple[date, date]:
        written = match.groupdict().get("number")
        number = 1 if written is None else _number(self.numbers, written)
        unit = next(unit for word, unit in self.units.items() if _says(word, match["unit"]))
        return since(number, unit) if self.up_to_today else period_back(number, unit)


def relative_period(text: str) -> tuple[date, date] | None:
    """First and last day of a time that is told by today's date, which is written without accents; ``None`` for any
    other text.

    Raises:
        ValueError: it lies before the year 1.
    """
    text = " ".join(text.split())
    if (days := next((days for name, days in _days_ago().items() if _says(name, text)), None)) is not None:
        return period_back(days, "day")
    for spelling in _spellings():
        if match := spelling.pattern.fullmatch(text):
            return spelling.period(match)
    return None


def relative_pattern(*, spaced: bool) -> str:
    """A pattern for such times, without groups, in the languages that put spaces between words or in the others."""
    border, space = (r"\b", r"\s+") if spaced else ("", r"\s?")
    some = [language for language in LANGUAGES if bool(language.scripts) != spaced]
    ways = (_filled(language, way, "(?:{})", "(?:{})") for language in some for way in _ways(language))
    return f"{border}(?:{'|'.join(ways)}){border}".replace(" ", space)


def _ways(language: Language) -> tuple[str, ...]:
    return *language.ago, *language.lately


def _filled(language: Language, way: str, number: str, unit: str) -> str:
    """A way to tell a time, with the language's numbers and units in their places."""
    digits = rf"(?<![0-9])(?:[0-9]{{1,3}}|[{NUMERALS}十]{{1,3}})" if language.scripts else r"(?<!\d)\d{1,3}"
    number = number.format("|".join([digits, *language.numbers]))
    return way.replace("{number}", number).replace("{unit}", unit.format("|".join(language.units)))


@cache
def _days_ago() -> dict[str, int]:
    return {name: days for language in LANGUAGES for name, days in language.days_ago.items()}


@cache
def _spellings() -> list[_Spelling]:
    return [
        _Spelling(
            re.compile(unaccented(_filled(language, way, "(?P<number>{})", "(?P<unit>{})")), re.IGNORECASE),
            language.numbers,
            language.units,
            way in language.lately,
        )
        for language in LANGUAGES
        for way in _ways(language)
    ]


def _number(words: Mapping[str, int], written: str) -> int:
    return next((number for word, number in words.items() if _says(word, written)), 0) or number_of(written)


def _says(word: str, written: str) -> bool:
    return re.fullmatch(unaccented(word), written, re.IGNORECASE) is not None
