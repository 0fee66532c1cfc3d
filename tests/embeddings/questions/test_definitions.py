"""What a question asks for a definition of, and what gives one."""

from __future__ import annotations

import time

import pytest

from embeddings.questions.definitions import definition


@pytest.mark.parametrize(
    ("question", "text", "defines"),
    [
        ("what is a forest garden exactly", "A forest garden is a way to grow.", True),
        ("Was ist eigentlich Sauerteig?", "Ein Sauerteig ist ein Teig.", True),
        ("What is fuzzing?", "Fuzzing is a type of automated testing.", True),
        ("what's a goroutine", "As I said. A goroutine is a light thread.", True),
        ("What are goroutines?", "Goroutines are light threads.", True),
        ("What is PGO?", "We like it.\nProfile-guided optimization (PGO) is an approach.", True),
        ("what is must staple", "We use an extension, colloquially called “Must Staple”.", True),
        ("was ist ein Poolish", "Einen Vorteig namens Poolish setzt man abends an.", True),
        ("what is clippy?", "Clippy, the linter for Rust, is fast.", True),
        ("What is agilefall?", "Agilefall: A common trap.", True),
        ("What is a story?", "Stories are a way to tell.", True),
        ("What is MIR?", "MIR stands for mid-level IR.", True),
        ("whats rye", "“Rye” is a grass.", True),
        ("what does OSR even mean?", "OSR is a movement among players.", True),
        ("what does MIR actually stand for", "MIR stands for mid-level IR.", True),
        ("What is a product owner?", "A Product Owner is someone from within the agency.", True),
        ("Was ist Sauerteig?", "Ein Sauerteig ist ein Teig.", True),
        ("Qu’est-ce que le levain ?", "Le levain est une pâte.", True),
        ("C’est quoi l’autolyse ?", "L’autolyse est un repos.", True),
        ("¿Qué es la masa madre?", "La masa madre es un cultivo.", True),
        ("que es la masa madre", "La masa madre es un cultivo.", True),
        ("O que é o levain?", "O levain é uma massa.", True),
        ("Che cos’è l’autolisi?", "L’autolisi è un riposo.", True),
        ("What are goroutines?", "Goroutines are now free.", False),
        ("What is Maglev?", "Maglev is ready.", False),
        ("What is clippy?", "Clippy: fix a crash.", False),
        ("What is gopls?", "Gopls is the best way of working.", False),
        ("What is rye?", "We know that rye is a grass.", False),
        ("Was ist Sauerteig?", "Sauerteig ist sauer.", False),
    ],
)
def test_what_says_what_something_is_is_found_and_nothing_else(question: str, text: str, defines: bool) -> None:
    defining = definition(question)
    assert defining
    assert bool(defining.search(text)) == defines


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
