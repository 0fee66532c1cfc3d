"""Dates in languages without spaces, where months are numbered: "2020年5月3日", "令和元年", "去年三月"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from embeddings.languages import LANGUAGES, unspaced

NUMERALS = "〇一二三四五六七八九"
_NUMERAL = {"零": 0, "○": 0, **{numeral: number for number, numeral in enumerate(NUMERALS)}}
_NUMBER = rf"(?:[0-9]{{1,2}}|[{NUMERALS}十]{{1,3}})"
_ERAS = {era: first for language in LANGUAGES for era, first in language.eras.items()}
_RECENT = {name: period for language in LANGUAGES if language.scripts for name, period in language.recent.items()}


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


_YEARS_AGO = _one_of(name for name, (_, unit) in _RECENT.items() if unit == "year")
_MARK = rf"\s?{unspaced('year_marks')}"
YEAR = (
    rf"(?:(?:(?<![0-9])(?:19|20)[0-9]{{2}}|[{''.join(_NUMERAL)}]{{4}}){_MARK}"
    rf"|{_one_of(_ERAS)}(?:元|{_NUMBER}){_MARK}|{_YEARS_AGO}(?![比度]))"
)
_MONTH = rf"(?<![0-9]){_NUMBER}\s?{unspaced('month_marks')}(?:\s?{_NUMBER}\s?{unspaced('day_marks')})?"
MONTH = rf"(?<![0-9年]){_NUMBER}\s?{unspaced('month_marks')}(?![0-9間间])"
"""A month of a year that is not said."""
_WITHIN = rf"(?:{_MONTH}|{unspaced('seasons')})"
DATE = (
    rf"(?:{YEAR}(?:\s?{unspaced('of_year')}?{_WITHIN})?"
    rf"|{_one_of(name for name, (_, unit) in _RECENT.items() if unit != 'year')}"
    r"|(?<![0-9])(?:19|20)[0-9]{2}/[0-9]{1,2}/[0-9]{1,2}(?![0-9/]))"
)
"""A date that has its year, or is told by today's."""
ANY_DATE = rf"(?:{DATE}|(?<!年){_MONTH})"
"""The same, or a day or a month of a year that is not said."""

_PARTS = re.compile(
    rf"(?:(?P<year>[0-9{''.join(_NUMERAL)}]{{4}}){_MARK}|(?P<era>{_one_of(_ERAS)})(?P<count>元|{_NUMBER}){_MARK}"
    rf"|(?P<ago>{_YEARS_AGO}))?(?:\s?{unspaced('of_year')}?(?:(?P<month>{_NUMBER})\s?{unspaced('month_marks')}"
    rf"(?:\s?(?P<day>{_NUMBER})\s?{unspaced('day_marks')})?|(?P<season>{unspaced('seasons')})))?"
)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a date says: 0 and an empty season for what it leaves out."""

    year: int
    years_ago: int
    """The same by today's year; -1 where it is not told so."""
    month: int
    day: int
    season: str


def parts_of(text: str) -> Parts | None:
    """What a date says, which is written without accents; ``None`` for any other text."""
    found = _PARTS.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        return None
    year = number_of(found["year"])
    if found["era"]:
        year = _ERAS[found["era"]] - 1 + (1 if found["count"] == "元" else number_of(found["count"]))
    ago = _RECENT[found["ago"]][0] if found["ago"] else -1
    return Parts(year, ago, number_of(found["month"]), number_of(found["day"]), found["season"] or "")


def with_year(date: str, earlier: str) -> str:
    """A date with the year of an earlier one, where it has none of its own: "5月" behind "2019年3月から"."""
    year = re.match(YEAR, earlier)
    return date if year is None or re.match(DATE, date) else f"{year.group()}{date}"


def number_of(text: str | None) -> int:
    """A number in digits or in numerals, "二〇一九" or "二十五"; 0 where there is none."""
    if not text or text.isascii():
        return int(text or 0)
    tens, ten, ones = text.partition("十")
    if ten:
        return 10 * (number_of(tens) or 1) + number_of(ones)
    return int("".join(str(_NUMERAL[numeral]) for numeral in text))
