"""What a question asks for a definition of, and what gives one."""

from __future__ import annotations

import time

import pytest

from embeddings.questions.definitions import definition


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What is fuzzing?", "Fuzzing is a type of automated testing."),
        ("what's a goroutine", "As I said. A goroutine is a light thread."),
        ("What are goroutines?", "Goroutines are light threads."),
        ("What is PGO?", "We like it.\nProfile-guided optimization (PGO) is an approach."),
        ("what is clippy?", "Clippy, the linter for Rust, is fast."),
        ("What is agilefall?", "Agilefall: A common trap."),
        ("What is a story?", "Stories are a way to tell."),
        ("What is MIR?", "MIR stands for mid-level IR."),
        ("whats rye", "“Rye” is a grass."),
        ("What is a product owner?", "A Product Owner is someone from within the agency."),
        ("Was ist Sauerteig?", "Ein Sauerteig ist ein Teig."),
        ("Qu’est-ce que le levain ?", "Le levain est une pâte."),
        ("C’est quoi l’autolyse ?", "L’autolyse est un repos."),
        ("¿Qué es la masa madre?", "La masa madre es un cultivo."),
        ("O que é o levain?", "O levain é uma massa."),
        ("Che cos’è l’autolisi?", "L’autolisi è un riposo."),
    ],
)
def test_what_says_what_something_is_is_found(question: str, text: str) -> None:
    defining = definition(question)
    assert defining
    assert defining.search(text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What are goroutines?", "Goroutines are now free."),
        ("What is Maglev?", "Maglev is ready."),
        ("What is clippy?", "Clippy: fix a crash."),
        ("What is gopls?", "Gopls is the best way of working."),
        ("What is rye?", "We know that rye is a grass."),
        ("Was ist Sauerteig?", "Sauerteig ist sauer."),
    ],
)
def test_what_says_something_else_about_it_is_not(question: str, text: str) -> None:
    defining = definition(question)
    assert defining
    assert not defining.search(text)


@pytest.mark.parametrize(
    "question",
    ["What is the price of rye?", "What does it mean?", "What is it?", "How does rye taste?", "rye", "", "What is"],
)
def test_other_questions_ask_for_no_definition(question: str) -> None:
    assert definition(question) is None


def test_no_text_takes_long_to_look_through() -> None:
    defining = definition("What is rye?")
    assert defining
    started = time.process_time()
    for part in ("\n", " ", ". ", "the ", "a-", "rye (", "* "):
        assert not defining.search(part * 10_000)
    assert time.process_time() - started < 2
