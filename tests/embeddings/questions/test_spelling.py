"""Only what is no word is corrected, and two swapped letters are one error."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from embeddings.languages import LANGUAGES
from embeddings.posts import Post, Query
from embeddings.questions.spelling import Spelling, words_in, words_of
from embeddings.questions.wordings import wordings

BLOG = """The score of the large stone oven would be high. Stored bread keeps; the ciabatta rests with Ravalier.
How long were the loaves of dough to rise? Should they? What matters is protein. 小麦粉のパンを焼きます。"""
MODEL = {"important", "store"}
"""Words in the vocabulary of the model."""


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(Counter(words_in(BLOG)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("How do I stroe it?", "How do I store it?"),
        ("teh dough", "the dough"),
        ("Hwo long?", "How long?"),
        ("ciabbatta or ciabata", "ciabatta or ciabatta"),
        ("Proetin is imporant", "Protein is important"),
        ("What did Ravallier say?", "What did Ravalier say?"),
        ("scoer", "score"),
    ],
)
def test_what_is_no_word_is_corrected(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.corrected(typed, MODEL.__contains__) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what is k8s", "what is Kubernetes"),
        ("is i18n k8s?", "is internationalization Kubernetes?"),
        ("e10s and https://k8s.io", ""),  # a name
    ],
)
def test_a_number_may_stand_for_the_letters_of_a_word(typed: str, meant: str) -> None:
    spelling = Spelling({"environments": 3, "is": 2})
    assert spelling.corrected(typed, {"what", "and"}.__contains__) == meant


def test_a_letter_is_forgotten_where_it_stands_twice_before_two_are_swapped() -> None:
    spelling = Spelling({"bread": 3})
    assert spelling.corrected("realy", {"relay", "really"}.__contains__) == "really"
    assert spelling.corrected("relya", {"relay", "really"}.__contains__) == "relay"


@pytest.mark.parametrize("typed", ["hoster", "hosters", "hostless", "baker"])
def test_what_english_makes_of_a_word_of_the_archive_is_one(typed: str) -> None:
    spelling = Spelling({"host": 3, "bake": 2})
    assert spelling.corrected(typed, {"holster", "hotness", "maker"}.__contains__) == ""


def test_an_authors_name_and_a_tag_are_words() -> None:
    post = Post(id="p", text="It bests them all; the loaves were weighed.", author="Charles Betts", tags=("loafes",))
    spelling = Spelling(Counter(words_of(post)))
    assert spelling.corrected("What did Betts say about loafes?", MODEL.__contains__) == ""
    assert spelling.corrected("What did Bestss weigh?", MODEL.__contains__) != ""


def test_a_form_that_english_makes_of_a_word_of_its_own_is_one() -> None:
    spelling = Spelling({"testing": 9, "reminding": 2, "stopped": 2})
    assert spelling.corrected("texting rewilding", {"text"}.__contains__) == ""
    assert spelling.corrected("stoped", {"stopped"}.__contains__) == "stopped"


@pytest.mark.parametrize(
    "typed",
    [
        "store stove large world couldn't",
        "Wie lange muss das ruhen?",  # "large" is in the archive
        "Wer hat das gebaut?",  # "were" has the stem of "wer" in German
        "shouldn't couldn’t aujourd'hui",
        "levain Sauerteig massa madre",
        "proetin2 scoer_ @scoer #scoer x.scoer std::scoer https://example.org/scoer scoer.rs SCOER",
        "LLVM wasm gcc",
        "lage dowh",  # short, and not two swapped letters
        "面粉面包怎么做才好吃呢",
        "quinoa",
        "",
    ],
)
def test_what_is_a_word_or_none_of_ours_stays(spelling: Spelling, typed: str) -> None:
    assert spelling.corrected(typed, lambda word: word == "levain") == ""


@pytest.fixture(scope="module")
def spanish() -> Spelling:
    text = """Los caso de la casada: escribir y cobrar por el perro de la recta, la etiqueta y la receta.
    Quien tiende puente pide hogar; el usuario podría saber que la dieta es sana, y una tortilla de patatas."""
    return Spelling(Counter(words_in(text)))


@pytest.mark.parametrize(
    "typed",
    [
        "¿las casas tienen perros?",
        "dime todas las etiquetas",
        "quien escribio las recetas",
        "¿cuánto cobran y qué hago yo?",
        "¿tenés, usás o podés? ¿sabés lo que querés?",
        "¿quién lo publicó, cuándo salió y por qué sirve?",
        "busqué, llegué, empecé y me mantuve",
        "ciudades, canciones y mujeres",
        "¿puedo escribirte, cocinarla?",
        "donde quedais, que recetais, cuentame algo",
    ],
)
def test_a_form_of_a_listed_word_is_a_word(spanish: Spelling, typed: str) -> None:
    assert spanish.corrected(typed, lambda _: False) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("una tortila de ptaatas", "una tortilla de patatas"),
        ("quiero esrcibir recetas", "quiero escribir recetas"),
        ("¿qué es una etiqeuta?", "¿qué es una etiqueta?"),
    ],
)
def test_errors_are_corrected_where_forms_are_not_listed(spanish: Spelling, typed: str, meant: str) -> None:
    assert spanish.corrected(typed, lambda _: False) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("onibuss", "ônibus"), ("a hidratacoa", "a hidratação"), ("privelegio", "privilégio"), ("onibus", "")],
)
def test_a_word_typed_without_its_accents_and_with_an_error_is_corrected(typed: str, meant: str) -> None:
    portuguese = Spelling(Counter(words_in("O ônibus, a hidratação da massa e um privilégio.")))
    assert portuguese.corrected(typed, lambda _: False) == meant


def test_italian_words_are_words() -> None:
    italian = Spelling(Counter(words_in("Nel casino di questo viaggio sono stato visto dal tedesco e dagli amici.")))
    assert italian.corrected("cosa dici delle fatture, dei tedeschi e del carino?", lambda _: False) == ""


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("fuer wen sind die Brote", "für wen sind die Brote"),
        ("wie wurde das Maedchen geloescht", "wie wurde das Mädchen gelöscht"),
        ("was heisst groesser", "was heißt größer"),
        ("neue Messe mit Israel", "neue Messe mit Israel"),
        ("wie ist das Wasser", "wie ist das Wasser"),
        ("Goethe und der Opferkaese", "Goethe und der Opferkäse"),
        ("is it true that blue moss grows", "is it true that blue moss grows"),
    ],
)
def test_letters_that_a_keyboard_lacks_are_read(typed: str, read: str) -> None:
    german = Spelling({"Opferkäse": 1, "und": 3, "der": 3, "ist": 2, "Messe": 1})
    assert german.accented(typed) == read


def test_an_imperative_of_german_is_a_word() -> None:
    german = Spelling({"verschlüsselte": 2, "und": 3, "der": 3, "sammelt": 1})
    assert german.corrected("wie verschlüssel ich das, und wie sammel ich es", lambda _: False) == ""


def test_no_word_is_corrected_to_another_form_of_it() -> None:
    german = Spelling({"Gesundheitskarte": 2, "Kartoffeln": 1})
    assert german.corrected("Was sind die Gesundheitskarten?", lambda _: False) == ""


def test_what_is_cut_short_is_spelt_out_where_the_archive_does_so() -> None:
    spelling = Spelling({"television": 2, "black": 1, "pics": 3, "cricket": 1})
    knows = "which is on the and or why better sport does he watch".split().__contains__
    assert spelling.corrected("which sport is on tv", knows) == "which sport is on television"
    assert spelling.corrected("why is b&w better", knows) == "why is black and white better"
    assert spelling.corrected("is the pics better", knows) == ""


SPELT_OUT = "|".join(pattern for language in LANGUAGES for pattern in language.chat_spellings)


@settings(deadline=None)  # lists of words are read at their first use
@given(st.text(max_size=60))
@example("the oQ")
def test_a_correction_only_changes_words(spelling: Spelling, typed: str) -> None:
    # "oq" is "o que".
    assume(not re.search(rf"(?<![\w'’])(?:{SPELT_OUT})(?![\w'’])", typed, re.IGNORECASE))
    corrected = spelling.corrected(typed, MODEL.__contains__)
    assert not corrected or corrected != typed
    assert len(corrected.split()) in (0, len(typed.split()))


def test_another_form_of_a_word_is_searched_for_and_neither_read_nor_shown() -> None:
    german = Spelling({"Gästen": 3, "Hochzeit": 2, "schönen": 1, "waren": 2})
    corrected = partial(german.corrected, knows=lambda word: word in ("wie", "viele", "auf", "der", "das", "schöne"))

    def read(typed: str) -> list[tuple[str, str, bool]]:
        return [(one.query.text, one.shown, one.corrected) for one in wordings(Query(typed), corrected)]

    typed = "wie viele Gäste waren auf der Hochzeit"
    assert german.in_its_forms(typed) == typed.replace("Gäste", "Gästen")
    assert read(typed) == [(typed, typed, False)]
    mistyped = typed.replace("Hochzeit", "Hochziet")
    assert read(mistyped) == [(mistyped, mistyped, False), (typed, typed, True)]


@pytest.mark.parametrize("typed", ["theyre", "itll", "shouldve", "theyd", "weve", "thats", "youre", "dont"])
def test_an_apostrophe_that_is_left_out_is_no_error(typed: str) -> None:
    spelling = Spelling(dict.fromkeys(["there", "till", "should", "they", "were", "that", "your", "done"], 9))
    assert spelling.corrected(f"{typed} rest", lambda word: word == "rest") == ""


def test_what_was_said_before_is_spelt_too() -> None:
    spelling = Spelling({"Rye": 3, "loaf": 2, "crack": 2})
    corrected = partial(spelling.corrected, knows=lambda word: word in ("happened", "does", "what"))
    asked = wordings(Query("does it crack?", history=("what happend to the rye loaf",)), corrected)
    assert asked[-1].query.text == "does the rye loaf crack?"
    named = wordings(Query("does it crack?", history=("what does Craak do",)), corrected)
    assert named[-1].query.text == "does Craak crack?"


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("who organised the colours", "who organized the colors"),
        ("Analysing behaviour and the centre", "analyzing behavior and the center"),
        ("catalogues, licenses and travelers", "catalogs, licences and travelers"),
        ("the four tours of a doctor", "the four tours of a doctor"),
    ],
)
def test_what_is_spelt_otherwise_across_the_ocean_is_searched_for_and_no_error(typed: str, searched: str) -> None:
    words = ("organized", "color", "analyzing", "behavior", "center", "catalog", "licence", "traveller", "for", "tor")
    spelling = Spelling(dict.fromkeys(words, 1))
    assert spelling.corrected(typed, lambda _: False) == ""
    assert spelling.in_its_forms(typed) == searched


@pytest.mark.parametrize("typed", ["summarise it", "my favourite colour", "a jewellery catalogue", "it was customised"])
def test_no_british_word_is_an_error_where_the_archive_has_none_of_it(typed: str) -> None:
    assert Spelling({"summaries": 3, "color": 1}).corrected(typed, lambda _: False) == ""


def test_all_forms_of_a_word_stand_for_it() -> None:
    german = Spelling({"Gästen": 3, "Gäste": 1, "Hochzeiten": 2, "wer": 1, "waren": 2})
    assert german.other_forms("Wer waren die Gästen der Hochzeiten?") == {"gast": "gasten"}
    assert Spelling({"guests": 1, "guest": 2}).other_forms("Who was a guest?") == {}


@pytest.mark.parametrize(("typed", "other"), [("Sterne", "gestern"), ("Gedichte", "dich"), ("Rat", "Gerät")])
def test_a_german_word_that_begins_with_ge_is_no_form_of_one_without(typed: str, other: str) -> None:
    german = Spelling({other: 3, "und": 9, "der": 9})
    assert german.in_its_forms(f"Schreibt ihr über {typed}?") == f"Schreibt ihr über {typed}?"


@pytest.mark.parametrize(
    ("typed", "form"),
    [("trefft", "treffen"), ("kostet", "kosten"), ("bäckt", "backen"), ("große", "grösser")],
)
def test_forms_of_german_verbs_and_words_are_one(typed: str, form: str) -> None:
    german = Spelling({form: 3, "und": 9, "der": 9})
    assert german.in_its_forms(f"Wie {typed} ihr das?") == f"Wie {form} ihr das?"


def test_both_ways_are_asked_and_only_where_there_are_two(spelling: Spelling) -> None:
    def correct(text: str) -> str:
        return spelling.corrected(text, MODEL.__contains__)

    def asked(query: Query) -> list[tuple[str, bool]]:
        return [(one.query.text, one.corrected) for one in wordings(query, correct)]

    assert asked(Query("Is proetin good?")) == [("Is proetin good?", False), ("Is protein good?", True)]
    assert asked(Query("Is proetin good?", as_typed=True)) == [("Is proetin good?", False)]
    assert asked(Query("Is protein good?")) == [("Is protein good?", False)]


@pytest.fixture(scope="module")
def french() -> Spelling:
    return Spelling(
        Counter(
            words_in(
                "Le goût de l'oseille est acide, et le café est chaud. Pourquoi elle est verte, je ne le sais pas. "
                "C'est la croûte qui coûte, et la mousse est un dessert que tout le monde mange dans la maison où il "
                "y a du café."
            )
        )
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("c koi l'oseille", "c’est quoi l'oseille"),
        ("Cest quoi la mousse", "c’est quoi la mousse"),
        ("pk elle est verte", "pourquoi elle est verte"),
        ("ou manger la mousse ?", "où manger la mousse ?"),
        ("la mousse ou le dessert ?", ""),
        ("ca coute cher", "ça coute cher"),
    ],
)
def test_what_is_typed_in_chats_is_spelt_out(french: Spelling, typed: str, meant: str) -> None:
    assert french.corrected(typed, knows=lambda _: False) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cos e il lievito", "cos’è il lievito"),
        ("quali cose servono?", ""),
        ("xché non va mescolato", "perché non va mescolato"),
        ("quant’è caldo", "quanto è caldo"),
        ("quante cose", ""),
        ("x fare il pane", "per fare il pane"),
        ("dov e la farina", "dov’è la farina"),
        ("la vitamina c e il pane", ""),
        ("malcolm x il pane", ""),
    ],
)
def test_what_is_typed_in_italian_chats_is_spelt_out(typed: str, meant: str) -> None:
    words = "Il lievito non va mescolato: quali cose servono per fare il pane? Quante? Dove è caldo c’è la farina."
    assert Spelling(Counter(words_in(words))).corrected(typed, knows=lambda _: False) == meant


def test_what_is_typed_in_chats_is_that_of_the_questions_language(spelling: Spelling) -> None:
    assert spelling.corrected("what is pk for", knows=lambda _: False) == ""
    assert spelling.corrected("wat is the bread for", knows=lambda _: False) == "what is the bread for"
    assert spelling.corrected("id like the bread", knows=lambda _: False) == "i'd like the bread"
    assert spelling.corrected("what id has the bread", knows=lambda _: False) == ""
    assert spelling.corrected("ive got bread vs dough", knows=lambda _: False) == ""


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("le gout de la mousse", "le goût de la mousse"),
        ("Gout de la mousse", "Goût de la mousse"),
        ("la croute est dans le cafe", "la croûte est dans le café"),
        # There is "ou" too.
        ("la mousse ou le dessert", "la mousse ou le dessert"),
        ("what is the gout of it", "what is the gout of it"),
    ],
)
def test_a_word_gets_the_accents_that_the_archive_gives_it(french: Spelling, typed: str, written: str) -> None:
    assert french.accented(typed) == written
