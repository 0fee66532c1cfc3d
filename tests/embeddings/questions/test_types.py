"""Question types, and questions for the newest posts."""

from __future__ import annotations

import pytest

from embeddings.questions.types import NEWEST, question_type, wants_explanation


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("How many loaves did he bake?", "He baked a dozen.", "He baked with care."),
        ("Wie viele Brote hat er gebacken?", "Er buk ein Dutzend.", "Er buk mit Sorgfalt."),
        ("Combien de pains ?", "Il en a cuit vingt.", "Il en a cuit avec soin."),
        ("¿Cuántos panes horneó?", "Horneó doce.", "Horneó con cuidado."),
        ("cuantos panes horneo", "Horneó doce.", "Horneó con cuidado."),
        ("quel age a le four", "Il a vingt ans.", "Il est vieux."),
        ("Since which version?", "Since 1.18.", "For a while."),
        ("Quantos pães?", "Assou três.", "Assou com cuidado."),
        ("Quanti pani?", "Ne ha cotti dodici.", "Li ha cotti con cura."),
        ("When was the oven built?", "They built it on the 3rd.", "They built it of brick."),
        ("What year was it?", "It opened in Mays.", "It opened late."),
        ("Who built the oven?", "It was built by Quill.", "It was built by hand."),
    ],
)
def test_a_sentence_that_answers_has_the_cue(question: str, answer: str, other: str) -> None:
    expected = question_type(question)
    assert expected is not None
    assert expected.cue.search(answer)
    assert not expected.cue.search(other)


@pytest.mark.parametrize("question", ["Why is bread dense?", "Wer ist das?", "whole wheat", ""])
def test_other_questions_have_no_type(question: str) -> None:
    assert question_type(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "the latest post",
        "most recently",
        "Was gibt es Neuestes?",
        "lo más reciente",
        "le plus récent",
        "novidades",
        "最新記事",
    ],
)
def test_questions_for_the_newest(question: str) -> None:
    assert NEWEST.search(question)


def test_other_questions_are_not_for_the_newest() -> None:
    assert not NEWEST.search("the news of latent heat, recently")


@pytest.mark.parametrize(
    "question",
    [
        "Why is bread dense?",
        "How do I store bread?",
        "Should I knead longer?",
        "When is it better to wait?",
        "What is the difference between rye and wheat?",
        "What is a sourdough starter?",
        "What does 'crumb' mean?",
        "Warum geht der Teig nicht auf?",
        "Was ist Gluten?",
        "Pourquoi le pain est-il dense ?",
        "¿Cómo se guarda el pan?",
        "Por que o pão fica denso?",
        "なぜパンは膨らまないのですか",
        "为什么面包不发？",
    ],
)
def test_an_explanation_is_wanted(question: str) -> None:
    assert wants_explanation(question)


@pytest.mark.parametrize(
    "question",
    [
        "How many loaves did he bake?",
        "Can I keep bread in the fridge?",
        "How long must rye rest?",
        "What is the name of the oven?",
        "Who built the oven in the yard behind the house?",
        "Wie viele Brote waren es?",
        "Wann war das?",
        "rye bread",
        "",
    ],
)
def test_a_fact_is_wanted(question: str) -> None:
    assert not wants_explanation(question)
