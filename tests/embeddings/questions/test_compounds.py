"""Words that a question writes as one and the archive as two, or the other way round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.questions.compounds import as_written

COUNTS = {
    "woodchip": 6,
    "ground": 9,
    "cover": 8,
    "butter": 3,
    "fly": 2,
    "blogposts": 2,
    "blog": 40,
    "posts": 50,
    "threadsanitizer": 2,
    "books": 9,
    "email": 3,
    "cross": 2,
}
IN_A_ROW = {
    ("ground", "cover"): 4,
    ("wood", "chip"): 2,
    ("blog", "posts"): 20,
    ("thread", "sanitizer"): 2,
    ("e", "books"): 1,
    ("a", "cross"): 1,
}


def written(question: str) -> str:
    return as_written(
        question, lambda word: COUNTS.get(word.casefold(), 0), lambda *pair: IN_A_ROW.get(pair, 0), lambda *_: 0
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what groundcover does he like?", "what ground cover does he like?"),
        ("is wood chip ok around plants", "is woodchip ok around plants"),
        ("is wood-chip ok", "is woodchip ok"),
        # The archive mostly writes it as two.
        ("where are the blog posts", "where are the blog posts"),
        # As one it would find the half of it.
        ("thread sanitizer", "thread sanitizer"),
        # It has both, and nowhere in a row.
        ("what eats a butterfly", "what eats a butterfly"),
        ("free ebooks by e-mail", "free e-books by email"),
        ("is it in e-books", "is it in e-books"),
        ("walk across it", "walk across it"),
        ("see groundcover.html or /groundcover", "see groundcover.html or /groundcover"),
        ("for ever and a way in to it", "for ever and a way in to it"),
    ],
)
def test_a_word_is_written_as_the_archive_does(typed: str, meant: str) -> None:
    assert written(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Wonach schmeckt Eichelkaffee?", "Wonach schmeckt Eichel Kaffee?"),
        ("wonach schmeckt eichelkaffee", "wonach schmeckt eichel kaffee"),
        ("Wer liest den Zeitungskopf?", "Wer liest den Zeitung Kopf?"),
        # Both are there, and never together; or the archive has it as it is.
        ("Wer trinkt Kopfkaffee?", "Wer trinkt Kopfkaffee?"),
        ("Wer trinkt Zichorienkaffee?", "Wer trinkt Zichorienkaffee?"),
    ],
)
def test_german_makes_a_word_of_any_two(typed: str, meant: str) -> None:
    known = {"eichel", "kaffee", "zeitung", "kopf", "zichorien", "zichorienkaffee"}
    apart = {"kopf", "kaffee"}
    found = as_written(
        typed,
        lambda word: word.casefold() in known,
        lambda *_: 0,
        lambda *pair: {word.casefold() for word in pair} != apart,
        ("s", "en"),
    )
    assert found == meant


@given(st.text("ab -.", max_size=40))
def test_nothing_but_spaces_and_hyphens_changes(question: str) -> None:
    changed = as_written(question, lambda _: 2, lambda *_: 1, lambda *_: 0)
    assert [letter for letter in changed if letter not in " -"] == [letter for letter in question if letter not in " -"]
