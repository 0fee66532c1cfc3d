"""Questions about the archive, as they are read before anything is looked up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from embeddings.posts import Filters
from embeddings.questions.interpret import own_dates
from embeddings.questions.lookups import lookups, lookups_after


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Who wrote about Son Heung-min?", "Son Heung-min"),
        ("Who wrote about Il Divo?", "Il Divo"),
        ("Qui a écrit sur This Is Rye ?", "This Is Rye"),
    ],
)
def test_a_pronoun_of_another_language_is_no_pronoun(question: str, about: str) -> None:
    assert about in [read.about for read in lookups(question, lambda _: False)]


@pytest.mark.parametrize("question", ["Who wrote about their bread?", "Qui a écrit sur son pain ?"])
def test_what_was_named_before_is_no_subject(question: str) -> None:
    assert not [read for read in lookups(question, lambda _: False) if read.kind == "who" and read.about]


TODAY = datetime.now(UTC).date()


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("What did you post yesterday?", 1),
        ("Which posts came out in the last two weeks?", 14),
        ("How many posts about rye were there in the past 30 days?", 30),
        ("Posts by Ada from the last few days", 4),
        ("What's new since yesterday?", 1),
        ("Was habt ihr gestern veröffentlicht?", 1),
        ("Wie viele Artikel gab es in den letzten drei Wochen?", 21),
        ("Quels articles ont été publiés hier ?", 1),
        ("Articles des deux dernières semaines", 14),
        ("¿Cuántos artículos hubo en los últimos diez días?", 10),
        ("O que vocês publicaram ontem?", 1),
        ("Artigos das últimas duas semanas", 14),
        ("Quanti articoli ci sono stati negli ultimi dieci giorni?", 10),
        ("昨日公開された記事は？", 1),
        ("過去30日間の記事はいくつありますか？", 30),
        ("最近三周有多少篇文章？", 21),
        ("昨天发布了什么？", 1),
    ],
)
def test_what_is_asked_of_posts_by_how_long_ago_they_are(question: str, days: int) -> None:
    read = next(lookups(question, "Ada".__eq__))
    assert (read.filters.after, read.kind in ("list", "count")) == (TODAY - timedelta(days=days), True)
    assert read.filters.before in (read.filters.after, TODAY, None)


@pytest.mark.parametrize(
    ("question", "after", "before"),
    [
        ("Posts from early 2020", "2020-01-01", "2020-04-30"),
        ("What did you publish in Q3 2020?", "2020-07-01", "2020-09-30"),
        ("List the posts about rye since mid-2019", "2019-05-01", None),
        ("Posts by Ada from the 2010s", "2010-01-01", "2019-12-31"),
        ("Beiträge von Ende 2019", "2019-09-01", "2019-12-31"),
        ("Beiträge aus dem ersten Quartal 2019", "2019-01-01", "2019-03-31"),
        ("articles de début 2020", "2020-01-01", "2020-04-30"),
        ("artículos de principios de 2020", "2020-01-01", "2020-04-30"),
        ("artigos do início de 2020", "2020-01-01", "2020-04-30"),
        ("articoli di fine 2019", "2019-09-01", "2019-12-31"),
        ("articoli della fine del 2019", "2019-09-01", "2019-12-31"),
        ("2010年代の記事", "2010-01-01", "2019-12-31"),
        ("Posts from March 2020", "2020-03-01", "2020-03-31"),
        ("posts from Jan. 2020", "2020-01-01", "2020-01-31"),
        ("posts between sept and Nov 2019", "2019-09-01", "2019-11-30"),
        ("articles de févr. 2019", "2019-02-01", "2019-02-28"),
        ("Beiträge vom 3. Okt 2020", "2020-10-03", "2020-10-03"),
        ("articoli di mag 2020", "2020-05-01", "2020-05-31"),
    ],
)
def test_posts_of_a_part_of_a_year_and_of_a_decade(question: str, after: str | None, before: str | None) -> None:
    filters = next(lookups(question, "Ada".__eq__)).filters
    assert (filters.after, filters.before) == tuple(day and date.fromisoformat(day) for day in (after, before))


@pytest.mark.parametrize("back", range(1, 4))
@pytest.mark.parametrize(
    "question", ["Posts from {} years ago", "Beiträge von vor {} Jahren", "artículos de hace {} años", "{}年前の記事"]
)
def test_years_ago_are_years_of_the_calendar(question: str, back: int) -> None:
    filters = next(lookups(question.format(back), lambda _: False)).filters
    year = TODAY.year - back
    assert (filters.after, filters.before) == (date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize(
    "question", ["Posts from March", "What did you publish in mar?", "Posts on 9 March?", "Beiträge vom März"]
)
def test_a_month_alone_is_the_last_one(question: str) -> None:
    filters = next(lookups(question, lambda _: False)).filters
    year = TODAY.year - (TODAY.month < 3)
    first, last = (9, 9) if "9" in question else (1, 31)
    assert (filters.after, filters.before) == (date(year, 3, first), date(year, 3, last))


def test_a_month_that_is_an_authors_name() -> None:
    assert next(lookups("Posts from April", "April".__eq__)).filters == Filters(author="April")


@pytest.mark.parametrize(
    "question",
    [
        "Is rye still baked today?",
        "How much flour was sold in the last two weeks of the war?",
        "What happened to solar power in the past 20 years?",
        "Who was loved in the 1970s?",
        "¿Qué cambió desde la década de 1970?",
        "How many people had worked on it by late 2017?",
        "Why did he buy a mill four years ago?",
    ],
)
def test_what_a_text_tells_of_such_times_is_no_matter_of_when_it_was_posted(question: str) -> None:
    assert own_dates(question) == Filters()
    assert not list(lookups(question, lambda _: False))


@pytest.mark.parametrize(
    "question",
    [
        "show me everything from 2019",
        "anything from 2019?",
        "what do you have from 2019",
        "what have you got from 2019?",
        "zeig mir alles von 2019",
        "was habt ihr aus 2019?",
        "montre-moi tout de 2019",
        "muéstrame todo de 2019",
        "mostre tudo de 2019",
        "mostrami tutto del 2019",
    ],
)
def test_everything_of_a_year_is_a_list(question: str) -> None:
    read = next(lookups(question, lambda _: False))
    assert (read.kind, read.about, read.filters) == ("list", "", Filters(date(2019, 1, 1), date(2019, 12, 31)))


@pytest.mark.parametrize("question", ["what happened in 2019?", "is anything wrong in 2019?", "what was there in 2019"])
def test_what_a_year_brought_is_none(question: str) -> None:
    assert not list(lookups(question, lambda _: False))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("who wrote the mulch post?", "who"),
        ("when was your mulch post published", "when"),
        ("sum up the mulch article", "summary"),
        ("Wer hat den Mulch-Beitrag geschrieben?", "who"),
    ],
)
def test_a_post_is_named_by_its_subject(question: str, kind: str) -> None:
    read = list(lookups(question, lambda _: False))[-1]
    # Where no post has it in its title or a tag, the question is one for the posts after all.
    assert (read.kind, read.about.casefold(), read.pick, read.tentative, read.titled) == (
        kind,
        "mulch",
        "one",
        True,
        True,
    )


@pytest.mark.parametrize(
    "question",
    ["what have you got on bees", "what have you written about bees?", "everything on bees"],
)
def test_what_the_archive_has_on_a_subject_is_a_list_where_it_has_any(question: str) -> None:
    read = next(lookups(question, lambda _: False))
    assert (read.kind, read.about, read.tentative) == ("list", "bees", True)


@pytest.mark.parametrize(
    "question", ["was habt ihr zu Tauben?", "was gibts zu Tauben", "zeig mir alles über Tauben", "alles zu Tauben"]
)
def test_so_it_is_in_german(question: str) -> None:
    read = next(lookups(question, lambda _: False))
    assert (read.kind, read.about, read.tentative) == ("list", "Tauben", True)


@pytest.mark.parametrize(
    "question",
    [
        "which of those are from 2019?",
        "which ones are from 2019",
        "and which were from 2019?",
        "any from 2019?",
        "welche davon sind aus 2019?",
        "und welche von denen sind von 2019",
        "lesquels sont de 2019 ?",
        "¿cuáles de ellos son de 2019?",
        "quais deles são de 2019?",
        "quali di questi sono del 2019?",
    ],
)
def test_a_list_is_narrowed_by_which_of_them_are_of_a_time(question: str) -> None:
    read = next(lookups_after(["posts by Ada Quill"], question, lambda name: name == "Ada Quill"))
    assert (read.kind, read.filters) == ("list", Filters(date(2019, 1, 1), date(2019, 12, 31), author="Ada Quill"))


def test_a_list_is_narrowed_by_which_of_them_are_by_somebody() -> None:
    read = next(lookups_after(["what did you post in 2019?"], "which of them are by Ada Quill", "Ada Quill".__eq__))
    assert read.filters == Filters(date(2019, 1, 1), date(2019, 12, 31), author="Ada Quill")


@pytest.mark.parametrize("question", ["list everything by Ada Quill", "show me all by Ada Quill", "Ada Quill posts"])
def test_everything_by_somebody_is_a_list(question: str) -> None:
    by = [read for read in lookups(question, "Ada Quill".__eq__) if read.filters.author]
    assert [(read.kind, read.about, read.filters.author) for read in by[:1]] == [("list", "", "Ada Quill")]


@pytest.mark.parametrize(
    "question", ["when was Loaf 4.2 released?", "release date of Loaf 4.2", "when did Loaf 4.2 release"]
)
def test_a_release_is_asked_for_as_its_post_is(question: str) -> None:
    read = next(lookups(question, lambda _: False))
    assert (read.kind, read.title) == ("when", "Loaf 4.2")


@pytest.mark.parametrize("question", ["posts after October 2024", "what did you post before July", "Beiträge vor 2020"])
def test_posts_beside_a_time_are_beside_none(question: str) -> None:
    found = [*lookups(question, lambda _: False)]
    assert found
    assert not any(lookup.beside for lookup in found)
