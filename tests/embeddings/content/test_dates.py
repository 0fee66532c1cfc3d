"""Dates as posts carry them: read where they are complete, never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from embeddings.content.dates import parse_date


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
    ],
)
def test_dates(text: str, expected: date | None) -> None:
    assert parse_date(text) == expected


def test_a_time_of_day_without_a_zone_stays_without_one() -> None:
    assert parse_date("2017-07-09T10:00:00") == datetime(2017, 7, 9, 10)  # noqa: DTZ001 - that is the point


def test_a_date_that_is_one_already_is_kept() -> None:
    assert parse_date(date(2017, 7, 9)) == date(2017, 7, 9)
