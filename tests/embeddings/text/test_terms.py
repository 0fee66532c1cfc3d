"""Index terms. The weights of the ranking were fitted with these, so that each is pinned down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.languages import LANGUAGES, TERMS_LANGUAGE
from embeddings.text.terms import holds, query_terms, same, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Baking the loaves", ["bake", "the", "loav"]),
        ("Baker's don’t rise", ["baker", "don't", "rise"]),
        ("Café CRÈME, Straße", ["cafe", "creme", "strass"]),
        ("die Brote gehen", ["die", "brote", "gehen"]),
        ("面包很", ["面", "包", "很", "面包", "包很"]),
        ("rye サケ 2017", ["rye", "サ", "ケ", "サケ", "2017"]),
        ("snake_case 3.5%", ["snake", "case", "3", "5"]),
        ("?!…", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_a_questions_terms_leave_english_stop_words_out() -> None:
    assert query_terms("How long should the dough rise?") == ["long", "dough", "rise"]
    assert query_terms("Wie lange soll der Teig gehen?") == terms("Wie lange soll der Teig gehen?")


def test_a_question_of_stop_words_keeps_them() -> None:
    assert query_terms("Who is it?") == ["who", "is", "it"]


def test_the_stop_words_in_effect_are_english() -> None:
    assert TERMS_LANGUAGE.code == "en"
    assert all(query_terms(f"{word} zebra") == ["zebra"] for word in TERMS_LANGUAGE.stop_words)
    german = next(language for language in LANGUAGES if language.code == "de")
    assert query_terms("dessen zebra") == [*terms("dessen"), "zebra"]
    assert "dessen" in german.stop_words


@given(st.text(max_size=80))
def test_a_questions_terms_are_some_of_the_texts(text: str) -> None:
    everything = terms(text)
    assert set(query_terms(text)) <= set(everything)
    assert bool(query_terms(text)) == bool(everything)


def test_a_text_holds_words_in_any_of_their_forms() -> None:
    assert holds("He bakes rye loaves", "baking loaf's rye") is False
    assert holds("He bakes rye loaves", "baking LOAVES")


def test_short_sentences_are_the_same_only_if_all_their_words_are() -> None:
    assert same(frozenset("abcd"), frozenset("abcd"))
    assert not same(frozenset("abcd"), frozenset("abce"))
    assert same(frozenset("abcdefgh"), frozenset("abcdefgi"))
    assert not same(frozenset("abcdefgh"), frozenset("abcdefxy"))
