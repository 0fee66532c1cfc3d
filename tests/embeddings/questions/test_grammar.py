"""The language of a question is told by its words and letters, and by the archive where those leave it open."""

from __future__ import annotations

import pytest

from embeddings.languages import LANGUAGES
from embeddings.questions.grammar import language_of, words_of
from embeddings.questions.spelling import Spelling

LANGUAGE = {language.code: language for language in LANGUAGES}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("¿Debería trabajar de noche si trabajo en casa?", "es"),
        ("¿Es bueno tener un segundo monitor?", "es"),
        ("cuántos artículos escribió Ana", "es"),
        ("Combien a coûté le voyage ?", "fr"),
        ("Qui a écrit Le pain ?", "fr"),
        ("brûlé", "fr"),
        ("Straße", "de"),
        ("Finden Messen auf Straßen statt?", "de"),
        ("O que a monografia visa?", "pt"),
        ("Quantos prêmios Grammy venceram?", "pt"),
        ("tem algo sobre pão?", "pt"),
        ("vc já escreveu um livro?", "pt"),
        ("Cos’è il lievito madre?", "it"),
        ("Dov’era", "it"),
        ("How come it works?", "en"),
        ("What is a levain?", "en"),
        ("Was it good?", "en"),
        ("Did they serve crème brûlée to señor Gómez?", "en"),
        ("Is the Straße long?", "en"),
        ("jalapeño or Poblano in the bread?", "en"),
        ("Docker Compose", "en"),
        ("Was ist gut?", "de"),
        ("quinoa", "en"),
        ("", "en"),
    ],
)
def test_words_tell_the_language_and_then_letters(text: str, code: str) -> None:
    assert language_of(text).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("liste des articles", "fr"),
        ("entradas de junio de 2018", "es"),
        ("articles publiés avant 2013", "fr"),
        ("etiquetas", "es"),
        ("lista de autores", "pt"),
        ("ultimi tre post", "it"),
    ],
)
def test_an_open_language_is_that_of_the_archive(text: str, code: str) -> None:
    assert language_of(text).code != code
    assert language_of(text, [LANGUAGE[code], LANGUAGE["en"]]).code == code


def test_the_archive_does_not_outvote_words_and_letters() -> None:
    assert language_of("How long must rye bread rest?", [LANGUAGE["es"]]).code == "en"
    assert language_of("¿Es bueno tener un segundo monitor?", [LANGUAGE["fr"], LANGUAGE["en"]]).code == "es"


def test_an_archive_is_in_the_language_of_most_of_its_words() -> None:
    counted = {"los": 5, "las": 4, "que": 9, "pan": 3, "les": 2, "the": 1}
    assert [language.code for language in Spelling(counted).languages][:2] == ["es", "fr"]
    assert Spelling({}).languages == ()


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Qu'est-ce que l’auto-stop ?", "fr", ["Qu", "est", "ce", "que", "l", "auto-stop", "?"]),
        ("Parle-moi d'elle", "fr", ["Parle", "moi", "d", "elle"]),
        ("Va-t-il à un rendez-vous aujourd'hui", "fr", ["Va", "t", "il", "à", "un", "rendez-vous", "aujourd'hui"]),
        ("Don't say it's the baker's", "en", ["Don't", "say", "it's", "the", "baker's"]),
        ("Geht's dir gut", "de", ["Geht's", "dir", "gut"]),
        ("Como evitá-los, guarda-chuva", "pt", ["Como", "evitá", "los", ",", "guarda-chuva"]),
        ("Dov'è quest’anno", "it", ["Dov", "è", "quest", "anno"]),
    ],
)
def test_what_is_joined_to_a_word_is_cut_off_where_it_is_a_word(text: str, code: str, words: list[str]) -> None:
    assert [word.text for word in words_of(text, LANGUAGE[code])] == words
