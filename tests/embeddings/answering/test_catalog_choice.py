"""Which of several posts is meant, and what a look-up says where posts have no authors and no tags."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from embeddings.answering.catalog_answer import CatalogAnswer
from embeddings.archive import Archive
from embeddings.posts import Query

from ...toy import ToyEncoder

LOCKS = """Hello everyone,

A chain lock is heavy, and a cable lock is cut in a minute.

## Chains

Any lock of hardened steel will do."""
POSTS = [
    ("Keeping a bicycle safe", "2019-05-20", LOCKS),
    ("Spare parts by mail", "2019-07-26", "I am locked to no day. A lock of the mail box broke once."),
    ("What is Loaf", "2020-01-02", "A club of bakers who meet on Sundays, called Loaf."),
    ("The Loaf club moves", "2021-01-02", "The Loaf club is now in the old mill."),
    ("The Loaf club grows", "2022-01-02", "What is Loaf, most know by now."),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("posts")
    for number, (title, day, text) in enumerate(POSTS):
        tags = "tags: [info]\n" if number == 0 else ""
        (folder / f"{number}.md").write_text(f"---\ntitle: {title}\ndate: {day}\n{tags}---\n{text}\n")
    with Archive(tmp_path_factory.mktemp("archive"), encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(folder)])
        yield archive


def asked(archive: Archive, question: str, *history: str) -> CatalogAnswer:
    answer = archive.ask(Query(question, history=history))
    assert isinstance(answer, CatalogAnswer), question
    return answer


def test_the_post_that_says_most_of_a_subject_is_the_one_on_it(archive: Archive) -> None:
    opening, heading = asked(archive, "summarise the post on locks").quotes
    # Nor does a summary begin with a greeting.
    assert opening.text.startswith("A chain lock is heavy")
    assert heading.text == "Chains"


def test_a_post_that_is_called_so_comes_before_those_that_mention_it(archive: Archive) -> None:
    assert asked(archive, "link to the what is loaf article").posts[0].title == "What is Loaf"


@pytest.mark.parametrize("question", ["who wrote about spare parts?", "who wrote the spare parts post"])
def test_whose_a_post_is_that_names_nobody_is_not_told_by_its_text(archive: Archive, question: str) -> None:
    answer = asked(archive, question)
    assert ([post.title for post in answer.posts], answer.answered) == (["Spare parts by mail"], False)


def test_a_title_keeps_words_that_say_nothing_elsewhere(archive: Archive) -> None:
    assert not isinstance(archive.ask(Query("summarise What is Loaf actually")), CatalogAnswer)


@pytest.mark.parametrize("question", ["what is this blog about?", "Worum geht es in diesem Blog?"])
def test_a_blog_is_about_its_posts_where_few_have_a_tag(archive: Archive, question: str) -> None:
    answer = asked(archive, question)
    assert (answer.lookup.kind, answer.count, answer.posts[0].title) == ("list", 5, "The Loaf club grows")


@pytest.mark.parametrize(
    ("before", "question", "titles"),
    [
        ("what did you post in may 2019", "and in july?", ["Spare parts by mail"]),
        ("what did you post in 2019", "and in May?", ["Keeping a bicycle safe"]),
        ("was habt ihr im Mai 2019 veröffentlicht?", "und im Juli?", ["Spare parts by mail"]),
        ("what did you post from 2019 to 2021", "and in 2022?", ["The Loaf club grows"]),
        ("how many posts in february", "and in july?", ["Spare parts by mail"]),
        ("how many posts in may", "which ones are they?", ["Keeping a bicycle safe"]),
    ],
)
def test_a_month_behind_another_is_of_its_year(archive: Archive, before: str, question: str, titles: list[str]) -> None:
    assert [post.title for post in asked(archive, question, before).posts] == titles


def test_the_oldest_of_those_that_were_listed_may_only_mention_it(archive: Archive) -> None:
    assert [post.title for post in asked(archive, "oldest post about the club").posts] == ["The Loaf club moves"]
    oldest = asked(archive, "which is the oldest one?", "posts about the club")
    assert (oldest.lookup.kind, [post.title for post in oldest.posts]) == ("first", ["What is Loaf"])
    assert "What is Loaf" in [post.title for post in asked(archive, "posts about the club").posts]
