"""Questions that name an author."""

from __future__ import annotations

import pytest

from embeddings.questions.authors import asks_what_is_said, without_author

NAMES = {name.casefold(): name for name in ("Ada Quill", "Bo Rye", "Bo Oat", "Will Salt", "mill-keeper", "Cy")}


@pytest.mark.parametrize(
    ("question", "asked", "author"),
    [
        ("What did Ada Quill say about rye?", "What did they say about rye?", "Ada Quill"),
        ("Why does Ada go out so early?", "Why does they go out so early?", "Ada Quill"),
        ("what is quill's oldest tin", "what is their oldest tin", "Ada Quill"),
        ("Who is Ada?", "", "Ada Quill"),
    ],
)
def test_an_author_is_known_by_one_word_of_the_name_too(question: str, asked: str, author: str) -> None:
    assert without_author(question, NAMES) == (asked, author)


@pytest.mark.parametrize(
    "question", ["What did Bo bake?", "Will the bread rise?", "What would Cy do?", "Is the mill-keeper asleep?"]
)
def test_no_word_is_one_that_two_have_or_that_says_nothing(question: str) -> None:
    assert without_author(question, NAMES) is None


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("What did Ada Quill say about rye?", True),
        ("what does Ada think of rye", True),
        ("Was hat Ada Quill über Roggen geschrieben?", True),
        ("Qu’a écrit Ada Quill sur le seigle ?", True),
        ("what was written by Ada Quill on rye?", True),
        ("What are Ada Quill's tips for rye?", True),
        ("What did the bakers say about Ada Quill?", False),
        ("What is Ada Quill's flour?", False),
        ("What do they say?", False),
    ],
)
def test_what_an_author_says_is_asked_and_not_what_is_said_of_them(question: str, says: bool) -> None:
    assert asks_what_is_said(question, lambda: NAMES) is says
