"""Questions about the archive, as they are read before anything is looked up."""

from __future__ import annotations

import pytest

from embeddings.questions.lookups import lookups


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
