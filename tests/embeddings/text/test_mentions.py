"""A text names a subject in any of its forms, and nothing that only begins like it."""

from __future__ import annotations

import pytest

from embeddings.text.mentions import Subject, alternatives


@pytest.mark.parametrize(
    ("about", "text", "named"),
    [
        ("accessibility", "Everybody has access to it.", False),
        ("kneading", "Do not knead it.", True),
        ("running", "They run a mill.", True),
        ("run", "A running mill.", True),
        ("N-ONE", "N-ONEを買いました", True),
        ("iPhone 13 mini", "私はiPhone 13 miniを使う", True),
        ("iPhoneの箱", "iPhoneの箱", True),
        ("车", "我有一辆车。", True),
        ("Google Summer of Code", "We go to Google’s summer of codes.", True),
        ("Google Summer of Code", "Google it in summer, and write code.", False),
        ("async await", "Async-await hits beta!", True),
        ("C++", "They wrote it in C++ at first.", True),
        ("面包", "我喜欢面包。", True),
        ("Android and iOS", "On iOS and Android it loads.", True),
        ("Android and iOS", "Android is quick, iOS too.", False),
        ("Marja Holtta", "Thanks to Marja Hölttä.", True),
        ("naïve", "A naive way.", True),
        ("rye", "A fryer", False),
        ("Feedly", "Feed them; the feeding of goats.", False),
        ("reply", "All replies.", True),
    ],
)
def test_a_text_names_a_subject(about: str, text: str, named: bool) -> None:
    assert Subject(about).named_in(text) is named


@pytest.mark.parametrize(
    ("about", "parts"),
    [
        ("Chrome or Firefox", ["Chrome", "Firefox"]),
        ("golf ou le potager", ["golf", "potager"]),
        ("the file system or a bathe house", ["file system", "a bathe house"]),
        ("Windows or OS X", ["Windows", "OS X"]),
        ("Austin o Irlanda", ["Austin", "Irlanda"]),
        ("Camino O Cebreiro", ["Camino O Cebreiro"]),
        ("wheat, salt, or fences", ["wheat", "salt", "fences"]),
    ],
)
def test_of_alternatives_each_is_a_subject(about: str, parts: list[str]) -> None:
    assert alternatives(about) == parts


@pytest.mark.parametrize("about", ["猫", "猫 パン"])
def test_a_subject_of_one_character_is_not_held_by_every_text(about: str) -> None:
    assert not Subject(about).held_in("塩の話")
    assert Subject(about).held_in("パンと猫の話")
