"""Dates as posts carry them: read where they are complete, never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from embeddings.content.dates import date_in_address, parse_date, with_day_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-07-09", date(2017, 7, 9)),
        ("2024-4-09", date(2024, 4, 9)),
        ("Saturday, 22 July 2017", date(2017, 7, 22)),
        ("July 22, 2017", date(2017, 7, 22)),
        ("Samstag, 22. Juli 2017", date(2017, 7, 22)),
        ("2017-07-09T10:00:00Z", datetime(2017, 7, 9, 10, tzinfo=UTC)),
        ("2017-07-09 10:00:00 +0100", datetime(2017, 7, 9, 10, tzinfo=timezone(timedelta(hours=1)))),
        ("Mon, 06 May 2024 10:00:00 GMT", datetime(2024, 5, 6, 10, tzinfo=UTC)),
        ("2017", None),
        ("July 2017", None),
        ("last summer", None),
        ("", None),
        ("99999999999", None),
        ("Fri, 19 Nov 2021 01:45:08 +02:00", datetime(2021, 11, 19, 1, 45, 8, tzinfo=timezone(timedelta(hours=2)))),
        ("Sun, 05 Sep 2021 15:45:05 GMT+7", datetime(2021, 9, 5, 15, 45, 5, tzinfo=timezone(timedelta(hours=7)))),
        ("2019-02-04 03:30:00 +0000", datetime(2019, 2, 4, 3, 30, tzinfo=UTC)),
        ("1709632800", datetime(2024, 3, 5, 10, tzinfo=UTC)),
        ("1709632800000", datetime(2024, 3, 5, 10, tzinfo=UTC)),
        # What programs write for no date.
        ("0001-01-01T00:00:00Z", None),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Mon, 30 Nov -0001 00:00:00 +0000", None),
        # The thirteenth month.
        ("2021-13-01", None),
        ("2021-13-01 10:00:00", None),
        # Words of dates in a text that is none, in several languages, and time zones that are months.
        ("Room 2034 on 3 May", None),
        ("Chapter 1234 of it", None),
        ("3 tha 2019", date(2019, 6, 3)),
        ("3 мая 2019 г.", date(2019, 5, 3)),
        ("2020年1月1日", date(2020, 1, 1)),
        ("2020년 1월 1일", date(2020, 1, 1)),
        ("le 3 mai 2019 à 10h30", date(2019, 5, 3)),
        ("0", None),
        ("Thu, 01 Jan 1970 10:00:00 +0000", datetime(1970, 1, 1, 10, tzinfo=UTC)),
        # Years ahead, or to be read in two ways.
        ("Tue, 05 Mar 2097 10:00:00 GMT", None),
        ("03/04/2021", None),
        ("04/04/2021", date(2021, 4, 4)),
        ("13/04/2021", date(2021, 4, 13)),
        ("04/13/2021", date(2021, 4, 13)),
        ("04.03.2021", date(2021, 3, 4)),
        ("Mon, 01/06/2009 - 11:00", None),
        ("05-06-21", None),
        ("13-05-21", None),
        ("99-05-06", date(1999, 5, 6)),
        ("05/13/21", date(2021, 5, 13)),
        # No day.
        ("2021", None),
        ("2021-05", None),
        ("2021-W05", None),
        ("Tue, 31 Feb 2023 10:00:00 GMT", None),
        ("Fri, 01 Jan 99999999999", None),
        ("31 Dec 9999 23:59:59 -2359", None),
    ],
)
def test_dates(text: str, expected: date | None) -> None:
    assert parse_date(text) == expected


def test_the_name_of_a_zone_counts() -> None:
    found = parse_date("Sat, 18 Mar 2023 20:21:00 America/Los_Angeles")
    assert found == datetime(2023, 3, 18, 20, 21, tzinfo=timezone(timedelta(hours=-7)))


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://b.example/2019/05/04/oven/", date(2019, 5, 4)),
        ("https://b.example/blog/2019-05-04-oven.html", date(2019, 5, 4)),
        ("https://b.example/2019/05/oven/", None),
        ("https://b.example/2019/13/04/oven/", None),
        ("https://b.example/item/20190504", None),
    ],
)
def test_the_day_in_an_address(url: str, day: date | None) -> None:
    assert date_in_address(url) == day


def test_an_address_has_the_blogs_own_day() -> None:
    late = datetime(2019, 5, 5, 1, 30, tzinfo=UTC)
    assert with_day_of(late, "https://b.example/2019/05/04/oven/") == date(2019, 5, 4)
    assert with_day_of(late, "https://b.example/2018/05/04/oven/") == late
    assert with_day_of(late, "https://b.example/oven/") == late


def test_a_time_of_day_without_a_zone_stays_without_one() -> None:
    assert parse_date("2017-07-09T10:00:00") == datetime(2017, 7, 9, 10)  # noqa: DTZ001 - that is the point


def test_a_date_that_is_one_already_is_kept() -> None:
    assert parse_date(date(2017, 7, 9)) == date(2017, 7, 9)
