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
        ("whats must staple", "It is a feature, colloquially called 'Must Staple'.", True),
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
        ("什么是FICA税", "FICA 税全称为联邦保险供款法案。", True),
        ("折耳根是什么？", "折耳根（鱼腥草）是一种植物。", True),
        ("酵母是啥", "我喜欢。酵母即真菌的一类。", True),
        ("啥叫老面", "老面：留到下次的面团。", True),
        ("什麼是老麵", "這就是所謂「老麵」的味道。", True),
        ("作者说的职业自杀到底啥意思", "所以，什么是职业自杀？", True),
        ("直冷指的是什么", "直冷指通过蒸发器直接制冷。", True),
        ("レビンとは何ですか", "レビンとは、発酵種のことです。", True),
        ("オートリーズって何？", "オートリーズは生地を休ませる工程のことです。", True),
        ("折耳根是什么？", "折耳根是很难吃的。", False),
        ("折耳根是什么？", "我不知道折耳根是一种植物。", False),
        ("折耳根是什么？", "折耳根是我最爱的。", False),
        ("什么是FICA", "SSA：什么是 FICA？", False),
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
    [
        "这是什么",
        "面包的价格是什么",
        "导演是谁",
        "作者写了什么",
        "What is the price of rye?",
        "What does it mean?",
        "What is it?",
        "How does rye taste?",
        "rye",
        "",
        "What is",
    ],
)
def test_other_questions_ask_for_no_definition(question: str) -> None:
    assert definition(question) is None


def test_no_text_takes_long_to_look_through() -> None:
    defining = definition("What is rye?")
    assert defining
    started = time.process_time()
    unspaced = definition("什么是黑麦")
    assert unspaced
    for part in ("黑麦", "黑麦是", "（黑麦", "叫", "。\n"):
        assert not unspaced.search(part * 10_000)
    for part in ("\n", " ", ". ", "the ", "a-", "rye (", "* "):
        assert not defining.search(part * 10_000)
    assert time.process_time() - started < 2
