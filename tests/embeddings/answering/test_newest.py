"""The latest on a subject is the newest post that answers, not a newer one that mentions it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.archive import Archive
from embeddings.posts import Query

from ...toy import toy_archive

POSTS = {
    "2019-01-02": ("Rye rest", "Rye rest is one day. Rye rest makes the crumb set."),
    "2021-01-02": ("Rye rest again", "Rye rest is two days now. Rye rest makes the crumb set."),
    "2023-01-02": ("A door", "The oven has a door of glass, and somebody who came by asked whether the rye is done."),
    "2024-01-02": (
        "Steam",
        "Steam makes the crust shine, and a tray of water in the oven gives it.",
    ),
}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    posts = {day: f"---\ntitle: {title}\ndate: {day}\n---\n{text}\n" for day, (title, text) in POSTS.items()}
    with toy_archive(tmp_path, posts) as archive:
        yield archive


def test_the_newest_of_those_that_answer_comes_first(archive: Archive) -> None:
    answer = archive.ask(Query("What is the latest on rye rest?"))
    assert answer.answered
    assert answer.quotes[0].post.title == "Rye rest again"
    assert "Rye rest" in {quote.post.title for quote in answer.quotes}


def test_where_nothing_answers_the_nearest_stands_first(archive: Archive) -> None:
    assert not archive.ask(Query("What is the latest on Hamlet in Denmark?")).answered


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("What is the latest on rye?", "Rye is not wheat"),
        ("What is the newest about flour?", "Weigh everything, even the water"),
        ("The latest on starters?", "Going away and coming back"),
    ],
)
def test_a_newer_post_that_only_mentions_it_is_not_the_latest_on_it(sample: Archive, question: str, title: str) -> None:
    answer = sample.ask(Query(question))
    assert answer.answered
    assert answer.quotes[0].post.title == title
