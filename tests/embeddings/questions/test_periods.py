"""Periods, as people type them and as questions name them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from embeddings.errors import QuestionError
from embeddings.posts import Filters, Query
from embeddings.questions.interpret import interpretations, own_dates, without_dates
from embeddings.questions.periods import parse_period, read_filters


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2016-2", date(2016, 2, 1), date(2016, 2, 29)),
        (" 2017-07-09 ", date(2017, 7, 9), date(2017, 7, 9)),
        ("3.5.2020", date(2020, 5, 3), date(2020, 5, 3)),
        ("03. 12. 2020", date(2020, 12, 3), date(2020, 12, 3)),
        ("1º de maio de 2019", date(2019, 5, 1), date(2019, 5, 1)),
        ("2017-7-9", date(2017, 7, 9), date(2017, 7, 9)),
        ("2017/7/9", date(2017, 7, 9), date(2017, 7, 9)),
        ("July 2017", date(2017, 7, 1), date(2017, 7, 31)),
        ("März 2017", date(2017, 3, 1), date(2017, 3, 31)),
        ("the summer of 2018", date(2018, 6, 1), date(2018, 8, 31)),
        ("Winter 2018", date(2018, 12, 1), date(2019, 2, 28)),
        ("Herbst 2018", date(2018, 9, 1), date(2018, 11, 30)),
        ("el verano de 2018", date(2018, 6, 1), date(2018, 8, 31)),
        ("été 2018", date(2018, 6, 1), date(2018, 8, 31)),
        ("outono de 2018", date(2018, 9, 1), date(2018, 11, 30)),
        ("令和元年", date(2019, 1, 1), date(2019, 12, 31)),
        ("平成23年5月", date(2011, 5, 1), date(2011, 5, 31)),
        ("二〇一九年十二月二十五日", date(2019, 12, 25), date(2019, 12, 25)),
        ("2018年夏", date(2018, 6, 1), date(2018, 8, 31)),
    ],
)
def test_a_period_is_its_first_and_last_day(text: str, first: date, last: date) -> None:
    assert parse_period(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon enough",
        "2017-13",
        "12.13.2017",
        "2017-02-30",
        "0000",
        "2017-13-01",
        "2017/13/01",
        "2017/31/12",
        "01-02-2017",
        "17-01-02",
        "2017-01-00002",
    ],
)
def test_what_names_no_period_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match="isn’t a date I understand"):
        parse_period(text)


@pytest.mark.parametrize(
    "text", ["last year", "Letztes  Jahr", "l'an dernier", "el año pasado", "ano passado", "l'anno scorso", "去年"]
)
def test_the_last_year(text: str) -> None:
    year = datetime.now(UTC).year - 1
    assert parse_period(text) == (date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize("text", ["last month", "vorigen Monat", "le mois dernier", "先月", "上个月"])
def test_the_last_month_ends_before_this_one(text: str) -> None:
    first, last = parse_period(text)
    assert first.day == 1
    assert last + timedelta(days=1) == datetime.now(UTC).date().replace(day=1)


def test_this_week_begins_on_a_monday_and_holds_today() -> None:
    first, last = parse_period("this week")
    assert first.weekday() == 0
    assert first <= datetime.now(UTC).date() <= last == first + timedelta(days=6)


@pytest.mark.parametrize(
    ("question", "after", "before"),
    [
        ("What did he say in May of 2012?", date(2012, 5, 1), date(2012, 5, 31)),
        ("between summer 2015 and 2017", date(2015, 6, 1), date(2017, 12, 31)),
        ("zwischen 2015 und Juli 2017", date(2015, 1, 1), date(2017, 7, 31)),
        ("entre enero de 2015 y 2017", date(2015, 1, 1), date(2017, 12, 31)),
        ("seit März 2019", date(2019, 3, 1), None),
        ("après 2019", date(2020, 1, 1), None),
        ("jusqu’en 2019", None, date(2019, 12, 31)),
        ("antes de março de 2019", None, date(2019, 2, 28)),
        ("Was geschah im Sommer 2018?", date(2018, 6, 1), date(2018, 8, 31)),
        ("What happened on the 3rd of May 2019?", date(2019, 5, 3), date(2019, 5, 3)),
        ("What was posted on May 3rd, 2019?", date(2019, 5, 3), date(2019, 5, 3)),
        ("posts since 3 May 2019", date(2019, 5, 3), None),
        ("Was stand am 3. Mai 2020 im Blog?", date(2020, 5, 3), date(2020, 5, 3)),
        ("Was stand am 3.5.2020 im Blog?", date(2020, 5, 3), date(2020, 5, 3)),
        ("¿Qué pasó el 3 de mayo de 2019?", date(2019, 5, 3), date(2019, 5, 3)),
        ("Que s’est-il passé le 1er mai 2019 ?", date(2019, 5, 1), date(2019, 5, 1)),
        ("O que houve no 1º de maio de 2019?", date(2019, 5, 1), date(2019, 5, 1)),
        ("What happened on 31 February 2019?", None, None),
        ("posts from before 2016", None, date(2015, 12, 31)),
        ("posts from 2016 to 2018", date(2016, 1, 1), date(2018, 12, 31)),
        ("posts from 2016-2018", date(2016, 1, 1), date(2018, 12, 31)),
        ("posts 2016–2018", date(2016, 1, 1), date(2018, 12, 31)),
        ("Beiträge von 2016 bis 2018", date(2016, 1, 1), date(2018, 12, 31)),
        ("Beiträge vom 3. Mai 2016 bis zum 4. Juni 2018", date(2016, 5, 3), date(2018, 6, 4)),
        ("articles de 2016 à 2018", date(2016, 1, 1), date(2018, 12, 31)),
        ("entradas desde enero de 2016 hasta 2018", date(2016, 1, 1), date(2018, 12, 31)),
        ("textos de 2016 a 2018", date(2016, 1, 1), date(2018, 12, 31)),
        ("Was hast du 2019 über Roggen geschrieben?", date(2019, 1, 1), date(2019, 12, 31)),
        ("Wie viele Beiträge sind 2019 erschienen?", date(2019, 1, 1), date(2019, 12, 31)),
        ("Wie viel sind 2000 Gramm?", None, None),
        ("Was kostet Visual Studio 2019?", None, None),
        ("What did the 2019 flood do?", None, None),
        ("Is it 2016-2018 or later?", None, None),
        ("2017年に何がありましたか", date(2017, 1, 1), date(2017, 12, 31)),
        ("２０２０年５月３日に何があった？", date(2020, 5, 3), date(2020, 5, 3)),
        ("2020/5/3の記事", date(2020, 5, 3), date(2020, 5, 3)),
        ("2018年から2020年までの記事", date(2018, 1, 1), date(2020, 12, 31)),
        ("2019年3月〜5月の話", date(2019, 3, 1), date(2019, 5, 31)),
        ("2018年と2019年の記事", date(2018, 1, 1), date(2019, 12, 31)),
        ("2019年4月以降の話", date(2019, 4, 1), None),
        ("2019年以前の記事", None, date(2019, 12, 31)),
        ("2019年より前の記事", None, date(2018, 12, 31)),
        ("2010年代の音楽は？", None, None),
        ("1455年5月から1485年まで何があった？", None, None),
        ("一月和二月为什么冷？", None, None),
        ("从2018年到2020年写了什么", date(2018, 1, 1), date(2020, 12, 31)),
        ("自2019年三月以來", date(2019, 3, 1), None),
        ("2019年之后", date(2020, 1, 1), None),
        ("2019年以前写的文章", None, date(2018, 12, 31)),
        ("2019 年 5 月 3 號發了什麼", date(2019, 5, 3), date(2019, 5, 3)),
        ("花了2000元", None, None),
        ("Wie war es im letzten Jahrhundert?", None, None),
        ("How much is 2000 grams?", None, None),
        ("What was new in the year 2019?", date(2019, 1, 1), date(2019, 12, 31)),
        ("What happened on 2019/05/04?", date(2019, 5, 4), date(2019, 5, 4)),
        ("What happened on 2019-13-01?", None, None),
        ("in 2019 and 2020", date(2019, 1, 1), date(2020, 12, 31)),
        ("im Mai 2019 oder Juni 2019", date(2019, 5, 1), date(2019, 6, 30)),
        ("les articles de fevrier 2019", date(2019, 2, 1), date(2019, 2, 28)),
        ("articles du 3 mai 2019", date(2019, 5, 3), date(2019, 5, 3)),
        ("articles d’avril 2019", date(2019, 4, 1), date(2019, 4, 30)),
        ("les articles du mois d'août 2019", date(2019, 8, 1), date(2019, 8, 31)),
        ("articles de l’été 2019", date(2019, 6, 1), date(2019, 8, 31)),
        ("articles d'avant 2019", None, date(2018, 12, 31)),
        ("articles d’après 2019", date(2020, 1, 1), None),
        ("Was hast du 2019 geschrieben?", date(2019, 1, 1), date(2019, 12, 31)),
        ("posts del año 2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("posts de setiembre de 2019", date(2019, 9, 1), date(2019, 9, 30)),
        ("posts de mayo del 2019", date(2019, 5, 1), date(2019, 5, 31)),
        ("posts anteriores a 2019", None, date(2018, 12, 31)),
        ("posts posteriores al año 2019", date(2020, 1, 1), None),
        ("Wie viele kamen 2019 raus?", date(2019, 1, 1), date(2019, 12, 31)),
        ("a partir de março de 2019", date(2019, 3, 1), None),
        ("textos após 2019", date(2020, 1, 1), None),
        ("durante 2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("posts do dia 3 de maio de 2019", date(2019, 5, 3), date(2019, 5, 3)),
        ("o 3 de maio de 2019", date(2019, 5, 3), date(2019, 5, 3)),
        ("entradas 3 de mayo de 2019", date(2019, 5, 3), date(2019, 5, 3)),
        ("o que saiu em 03/05/2019?", date(2019, 5, 3), date(2019, 5, 3)),
        ("Was stand am 3/5/2019 im Blog?", date(2019, 5, 3), date(2019, 5, 3)),
        ("What was posted on 03/05/2019?", None, None),
        ("entre março e maio de 2019", date(2019, 3, 1), date(2019, 5, 31)),
        ("from March to May 2019", date(2019, 3, 1), date(2019, 5, 31)),
        ("zwischen November und März 2019", date(2018, 11, 1), date(2019, 3, 31)),
        ("nel marzo del 2019", date(2019, 3, 1), date(2019, 3, 31)),
        ("il 1° maggio 2019", date(2019, 5, 1), date(2019, 5, 1)),
        ("dal 2016 al 2018", date(2016, 1, 1), date(2018, 12, 31)),
        ("tra il 2016 e il 2018", date(2016, 1, 1), date(2018, 12, 31)),
        ("da marzo 2019", date(2019, 3, 1), None),
        ("prima del 2019", None, date(2018, 12, 31)),
        ("in 2015 and 2019", None, None),
        ("What changed in 2019.3?", None, None),
        ("Does it fit in 1920x1080?", None, None),
        ("Who won in 2019/20?", None, None),
        ("Why is it so in winter?", None, None),
    ],
)
def test_a_question_names_its_time(question: str, after: date | None, before: date | None) -> None:
    assert own_dates(question) == Filters(after, before)


def test_recent_periods_are_found_without_a_preposition() -> None:
    year = datetime.now(UTC).year - 1
    for question in ("Best bread last year?", "Was war letztes Jahr los?", "去年的面包"):
        assert own_dates(question) == Filters(date(year, 1, 1), date(year, 12, 31))


def test_a_question_is_read_by_its_time_and_tags_first_and_as_it_stands_last() -> None:
    query = Query("What about rye in 2017?")
    period = Filters(date(2017, 1, 1), date(2017, 12, 31))
    assert [reading.filters for reading in interpretations(query, ["bread"])] == [
        Filters(period.after, period.before, tag="bread"),
        period,
        Filters(),
        Filters(),
    ]
    assert [reading.undated for reading in interpretations(query)] == [False, False, True]
    assert interpretations(Query("What about rye?")) == [Query("What about rye?")]


def test_a_time_given_by_hand_stands_whatever_the_question_names() -> None:
    query = Query("What about rye in 2017?", filters=Filters(after=date(2016, 1, 1)))
    assert interpretations(query, ["bread"]) == [query]


def test_a_question_narrowed_by_hand_is_narrowed_by_its_time_too() -> None:
    query = Query("What about rye in 2017?", filters=Filters(author="Quill"))
    assert [reading.filters for reading in interpretations(query, ["bread"])] == [
        Filters(date(2017, 1, 1), date(2017, 12, 31), author="Quill"),
        Filters(author="Quill"),
        Filters(author="Quill"),
    ]


def test_filters_take_in_the_whole_of_the_last_period() -> None:
    assert read_filters("2016", "2017", " Quill ") == Filters(date(2016, 1, 1), date(2017, 12, 31), author="Quill")
    with pytest.raises(QuestionError, match="Swap"):
        read_filters("2018", "2017")


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("What did they say about rye in 2022?", "What did they say about rye?"),
        ("In 2022, what did they say about rye?", "what did they say about rye?"),
        ("What was posted between 2015 and July 2017 on steam?", "What was posted on steam?"),
        ("Was geschah im Sommer 2018 mit dem Ofen?", "Was geschah mit dem Ofen?"),
        ("Was hast du 2019 über Roggen geschrieben?", "Was hast du über Roggen geschrieben?"),
        ("What was said on the 3rd of May, 2019 about rye?", "What was said about rye?"),
        ("in 2019?", "in 2019?"),
        ("How much is 2000 grams?", "How much is 2000 grams?"),
    ],
)
def test_a_question_without_the_words_for_its_time(question: str, rest: str) -> None:
    assert without_dates(question) == rest


@pytest.mark.parametrize(
    ("question", "after", "before"),
    [
        ("posts from 2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("posts from 2019 on", date(2019, 1, 1), None),
        ("from March 2015 to July 2017", date(2015, 3, 1), date(2017, 7, 31)),
    ],
)
def test_from_a_year_is_that_year_unless_it_goes_on(question: str, after: date, before: date | None) -> None:
    assert own_dates(question) == Filters(after, before)
