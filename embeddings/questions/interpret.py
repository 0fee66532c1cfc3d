"""How a question may be read: narrowed by the time that it names or by a tag, or as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from embeddings.errors import QuestionError
from embeddings.languages import TERMS_LANGUAGE, UNSPACED_SCRIPTS, spaced, unspaced
from embeddings.normal_forms import unaccented
from embeddings.posts import Filters, Query
from embeddings.questions.grammar import language_of
from embeddings.questions.periods import parse_period
from embeddings.questions.relative_times import relative_pattern
from embeddings.questions.unspaced_dates import ANY_DATE, DATE, MONTH, with_year


def _pattern(pattern: str) -> re.Pattern[str]:
    """A pattern for a question without its accents, which few people type."""
    return re.compile(unaccented(pattern), re.IGNORECASE)


_OF = rf"\s+(?:{spaced('of_year')}\s+)?"
_YEAR = r"(?:19|20)\d\d"
_MONTH = rf"(?:{spaced('months')}|{spaced('short_months')}\b\.?)"
_RECENT = spaced("recent").replace(" ", r"\s+")
_LED_SEASON = rf"{spaced('season_leads')}\s+{spaced('seasons')}"
_DAY = (
    rf"(?:{spaced('date_articles')}\s+)?(?:\d{{1,2}}(?:\.?[ºª°]|\.|st|nd|rd|th|er)?{_OF}{_MONTH},?{_OF}{_YEAR}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}|\d{{1,2}}\.\s?\d{{1,2}}\.\s?{_YEAR})"
)
_DAY_OF = rf"\d{{1,2}}(?:\.?[ºª°])?\s+{spaced('of_year')}\s+{_MONTH}{_OF}{_YEAR}"
"""One in which a preposition stands before the month: "3 de maio de 2020" is not all of "maio de 2020"."""
_END = r"(?![\dA-Za-z]|[-./:×]\d)"
"""What names a year ends there: "2019.3" is a version, "1920x1080" are pixels."""
_WHEN = (
    rf"(?:(?:{_DAY}|(?:{_MONTH}{_OF})?{_YEAR}(?:-\d\d(?:-\d\d)?|/\d\d(?:/\d\d)?)?"
    rf"|{spaced('seasons')}{_OF}20\d\d){_END}|(?:{_RECENT}|{_LED_SEASON})\b)"
)
_BARE_MONTH = unaccented(_MONTH)
_SLASHED_DAY = re.compile(rf"(?<![\w/.])(\d{{1,2}})/(\d{{1,2}})/({_YEAR})(?![\w/])")
_DURING = rf"\b{spaced('during')}(?:\s+|(?<=['’]))"
_RANGES = (
    _pattern(rf"\b{spaced('between')}\s+({_WHEN}|{_MONTH})\s+{spaced('conjunctions')}\s+({_WHEN})"),
    _pattern(rf"(?:{_DURING}|\b{spaced('since')}\s+)?({_WHEN})(?:\s+{spaced('through')}\s+|\s?[–—]\s?)({_WHEN})"),
    _pattern(rf"(?:{_DURING}|\b{spaced('since')}\s+)({_MONTH})\s+{spaced('through')}\s+({_WHEN})"),
    _pattern(rf"(?:{_DURING}|\b{spaced('since')}\s+)({_YEAR})\s?-\s?({_YEAR}){_END}"),
)
_PAIR = _pattern(rf"{_DURING}({_WHEN})\s+(?:{spaced('both')}|{spaced('either')})\s+({_WHEN})")
_PREPOSITIONS = {
    # "Posts from before 2016"
    kind: _pattern(rf"(?:{_DURING})?\b{spaced(kind)}\s+({_WHEN})")
    for kind in ("since", "after", "until", "before")
}
_NAMED = (
    _pattern(rf"{_DURING}({_DAY}){_END}"),
    _pattern(rf"\b({_DAY_OF}){_END}"),
    _pattern(rf"{_DURING}({_WHEN})"),
    _pattern(rf"\b({_RECENT}|{_LED_SEASON})\b"),
    re.compile(
        rf"\b(?i:{unaccented(spaced('before_years'))})(?P<span>\s+(?P<year>{_YEAR}))\b(?![-./:×]\d|\s+[^\W\d_a-z])"
    ),
)
"""Times that a question names, with a preposition and without one: "el 3 de mayo de 2019" before "de mayo de 2019"."""

_DECADE = spaced("decades").replace("{decade}", r"(?:19|20)\d0")
_DECADES = _pattern(rf"\b{_DECADE}(?!\w)")
_TOLD = (
    rf"(?:{relative_pattern(spaced=True)}|\b{spaced('year_parts')}(?:[\s-]+|(?<=-)){_YEAR}{_END}|\b{_DECADE}(?!\w)"
    rf"|\b{spaced('days_ago')}\b)"
)
_TOLD_OF_POSTS = (
    _pattern(rf"(?:{_DURING})?({_TOLD})"),
    _pattern(
        rf"{_DURING}({_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|(?:{spaced('date_articles')}\s+)?"
        rf"(?:\d{{1,2}}(?:\.?[ºª°]|\.|st|nd|rd|th|er)?{_OF})?{_MONTH})(?!\w|[,.]?{_OF}\d)"
    ),
)
_BESIDE_TOLD = {kind: _pattern(rf"\b{spaced(kind)}\s+({_TOLD}|{_MONTH}\b)") for kind in _PREPOSITIONS}
"""Times that a question about posts names, and that are otherwise as likely to be part of what is asked."""

_UNSPACED = "".join(UNSPACED_SCRIPTS.values())
_LED = rf"(?:{unspaced('date_articles')}\s?)?"
_BEHIND = rf"(?:\s?{unspaced('during')})?"
_FIRST = rf"({DATE}|(?<!\d){_YEAR}|{ANY_DATE})"
_SECOND = rf"({ANY_DATE}|{_YEAR}(?!\d))"
_UNSPACED_RANGES = (
    _pattern(
        rf"{_LED}{_FIRST}\s?(?:{unspaced('through')}|[-–—~〜～])\s?{_SECOND}"
        rf"(?:\s?(?:{unspaced('between')}|{unspaced('until')}))?{_BEHIND}"
    ),
    _pattern(rf"{_LED}{_FIRST}\s?{unspaced('conjunctions')}\s?{_SECOND}\s?{unspaced('between')}{_BEHIND}"),
)
_UNSPACED_PAIR = _pattern(rf"{_LED}({DATE})\s?(?:{unspaced('both')}|{unspaced('either')})\s?{_SECOND}{_BEHIND}")
_POSTPOSITIONS = {kind: _pattern(rf"{_LED}({ANY_DATE})\s?{unspaced(kind)}{_BEHIND}") for kind in _PREPOSITIONS}
_UNSPACED_NAMED = (_pattern(rf"{_LED}({DATE}){_BEHIND}"),)
_UNSPACED_TOLD_OF_POSTS = (
    _pattern(
        rf"{_LED}({relative_pattern(spaced=False)}|{unspaced('decades').replace('{decade}', '[0-9]{3}0')}"
        rf"|{unspaced('days_ago')}|{MONTH}){_BEHIND}"
    ),
)
_NEVER = re.compile("(?!)")
"""The same in languages without spaces, where the words that say how a time is meant stand behind it."""


def interpretations(query: Query, tags: Sequence[str] = ()) -> list[Query]:
    """The ways to read a question, the narrowest first: by the time that it names and by tags, then as it stands, and
    last as one of any time.

    What narrows it by hand stays; so does a time, whatever the question names.
    """
    given = query.filters
    named = Filters() if given.after or given.before else own_dates(query.text)
    dated = replace(given, after=named.after, before=named.before) if named else given
    narrow = [*(replace(dated, tag=tag) for tag in tags if not given), dated]
    anytime = [replace(query, undated=True)] if named else []
    return [*(replace(query, filters=filters) for filters in narrow if filters != given), query, *anytime]


def own_dates(question: str) -> Filters:
    """The time that a question itself names, such as "in 2017" or "before July 2019"; empty where it names none."""
    return _named_time(question)[0]


def dated(question: str) -> tuple[Filters, str]:
    """The time that a question itself names, and the question without the words that name it; see :func:`own_dates`
    and :func:`without_dates`."""
    named, span = _named_time(question)
    return named, _without(question, span)


def posted_when(question: str) -> tuple[Filters, str]:
    """The time that a question about posts names in words that name none elsewhere, such as "yesterday", "in the last
    two weeks", "early 2020" or a month alone, and the question without it; empty, and as it stands, for any other."""
    text = unaccented(question)
    named, span = _found_time(text, (), _NEVER, _BESIDE_TOLD, _TOLD_OF_POSTS)
    if not named and re.search(f"[{_UNSPACED}]", text):
        named, span = _found_time(text, (), _NEVER, {}, _UNSPACED_TOLD_OF_POSTS)
    return named, _without(question, span)


def without_dates(question: str) -> str:
    """The question without the words that name its time; as it stands where nothing would be left of it."""
    return _without(question, _named_time(question)[1])


def _without(question: str, span: tuple[int, int]) -> str:
    start, end = span
    gap = "" if re.search(f"[{_UNSPACED}]", question[end - 1 : end + 1]) else " "
    rest = " ".join(f"{question[:start]}{gap}{question[end:]}".split()) if end else question
    rest = re.sub(r"\s+(?=[?.!,;:？。！，])", "", rest).lstrip(" ,;:，、")
    return rest if re.search(r"\w", rest) else question


def is_dated(query: Query) -> bool:
    """Whether a question is narrowed to the time that it names itself."""
    own = own_dates(query.text) if query.filters else Filters()
    return bool(own) and (own.after, own.before) == (query.filters.after, query.filters.before)


def _named_time(question: str) -> tuple[Filters, tuple[int, int]]:
    """The time that a question names, and the offsets of the words that do."""
    question = unaccented(question if language_of(question) is TERMS_LANGUAGE else _dotted(question))
    # "In the 1970s" is no time of posts, and "década de 1970" names no year.
    question = _DECADES.sub(lambda found: "_" * len(found.group()), question)
    if re.search(f"[{_UNSPACED}]", question):
        found = _found_time(question, _UNSPACED_RANGES, _UNSPACED_PAIR, _POSTPOSITIONS, _UNSPACED_NAMED)
        if found[1] != (0, 0):
            return found
    return _found_time(question, _RANGES, _PAIR, _PREPOSITIONS, _NAMED)


def _found_time(
    question: str,
    ranges: Sequence[re.Pattern[str]],
    pair: re.Pattern[str],
    prepositions: Mapping[str, re.Pattern[str]],
    named: Sequence[re.Pattern[str]],
) -> tuple[Filters, tuple[int, int]]:
    """The same by some patterns."""
    for pattern in ranges:
        if match := pattern.search(question):
            with suppress(QuestionError):
                first = _first_of(match)
                last = parse_period(with_year(match.group(2), match.group(1)))[1]
                if first <= last:
                    return Filters(first, last), match.span()
    day = timedelta(days=1)
    if match := pair.search(question):
        try:
            periods = sorted(map(parse_period, (match.group(1), with_year(match.group(2), match.group(1)))))
        except QuestionError:
            periods = []
        # Two that lie apart are no period.
        if periods and periods[0][1] + day >= periods[1][0]:
            return Filters(periods[0][0], periods[1][1]), match.span()
        return Filters(), (0, 0)
    for kind, pattern in prepositions.items():
        if found := _period(pattern, question):
            first, last, span = found
            return {
                "since": Filters(after=first),
                "after": Filters(after=last + day),
                "until": Filters(before=last),
                "before": Filters(before=first - day),
            }[kind], span
    for pattern in named:
        if found := _period(pattern, question):
            return Filters(*found[:2]), found[2]
    return Filters(), (0, 0)


def _dotted(question: str) -> str:
    """A question with the slashes of its days as full stops: the day comes before the month, other than in America."""
    return _SLASHED_DAY.sub(r"\1.\2.\3", question)


def _first_of(range_: re.Match[str]) -> date:
    """The first day of a range; a month alone is of the year that the range ends in, or of the one before it."""
    first, last = range_.groups()
    if not re.fullmatch(_BARE_MONTH, first, re.IGNORECASE):
        return parse_period(first)[0]
    end = parse_period(last)[1]
    day = parse_period(f"{first} {end.year}")[0]
    return day if day <= end else day.replace(year=end.year - 1)


def _period(pattern: re.Pattern[str], question: str) -> tuple[date, date, tuple[int, int]] | None:
    """First and last day of the period that a pattern finds, and where; ``None`` where it finds none."""
    match = pattern.search(question)
    if match is None:
        return None
    try:
        period = parse_period(match.groupdict().get("year") or next(group for group in match.groups() if group))
        return *period, match.span("span" if "span" in match.re.groupindex else 0)
    except QuestionError:
        return None
