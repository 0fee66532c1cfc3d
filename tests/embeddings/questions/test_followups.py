"""Follow-up questions are expanded with the topic of their conversation, and others are not."""

from __future__ import annotations

import pytest

from embeddings.posts import Query
from embeddings.questions.followups import whole_question

HISTORY = ("How long must rye bread rest before Tomas Quill cuts it?",)


@pytest.mark.parametrize(
    "text",
    [
        "Is it better warm?",
        "And what about ovens?",
        "Why?",
        "Und der Ofen?",
        "Wie lange hält ihn der Kühlschrank frisch?",
        "Et le four ?",
        "¿Cuánto dura eso?",
        "Quanto tempo dura isso?",
        "なぜパンは硬い",
        "那烤箱呢？",
    ],
)
def test_a_question_that_depends_on_its_conversation_is_expanded(text: str) -> None:
    expanded = whole_question(Query(text, history=HISTORY))
    assert expanded.startswith(f"{text} (")
    assert "rye" in expanded and "Quill" in expanded


@pytest.mark.parametrize(
    "text",
    [
        "How should bread be kept in summer?",
        "Wie lange muss der Teig gehen?",
        "Combien de temps la pâte lève ?",
        "¿Cuánto reposa la masa?",
        "面团要发多久",
    ],
)
def test_a_question_that_stands_alone_stays(text: str) -> None:
    assert whole_question(Query(text, history=HISTORY)) == text


def test_without_a_conversation_nothing_is_added() -> None:
    assert whole_question(Query("Is it better warm?")) == "Is it better warm?"


def test_a_short_reply_is_elliptic() -> None:
    assert whole_question(Query("Whole wheat", history=HISTORY, replies=False)) == "Whole wheat"
    assert whole_question(Query("Whole wheat", history=HISTORY, replies=True)).startswith("Whole wheat (")


def test_at_most_six_words_are_added_in_the_order_of_the_conversation() -> None:
    said = "Alpha bravo Charlie delta Echo foxtrot Golf hotel India"
    expanded = whole_question(Query("What about it?", history=(said,)))
    added = expanded.removeprefix("What about it? (").removesuffix(")").split(", ")
    assert len(added) == 6
    assert added == [word for word in said.split() if word in added]


def test_filler_words_are_not_a_topic() -> None:
    expanded = whole_question(Query("And why?", history=("Tell me some interesting thing about rye",)))
    assert expanded == "And why? (rye)"
