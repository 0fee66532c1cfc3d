"""Index terms. The weights of the ranking were fitted with these, so that each is pinned down."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.languages import LANGUAGES, TERMS_LANGUAGE
from embeddings.text.terms import holds, occurrences, query_terms, same, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Baking the loaves", ["bake", "the", "loav"]),
        ("Baker's don’t rise", ["baker", "don't", "rise"]),
        ("Café CRÈME, Straße", ["cafe", "creme", "strass"]),
        ("die Brote gehen", ["die", "brote", "gehen"]),
        ("面包很", ["面", "包", "很", "面包", "包很"]),
        ("麵包", ["面", "包", "面包"]),
        ("rye サケ 2017", ["rye", "サ", "ケ", "サケ", "2017"]),
        ("snake_case 3.5%", ["snake", "case", "3.5", "3"]),
        ("V8 v8.5, Rust 1.80.0-beta.", ["v8", "8.5", "8", "rust", "1.80.0", "1.80", "1", "beta"]),
        ("版1.80から", ["版", "1.80", "1", "か", "ら", "から"]),
        ("3.5mm in 2019.", ["3.5", "3", "mm", "in", "2019"]),
        # Of a row without end no term holds all that came before.
        ("1.2.3.4.5.6", ["1.2.3.4", "1.2.3", "1.2", "1", "5.6", "5"]),
        ("the 1990s and '90s, the 90’s", ["the", "1990s", "90s", "and", "90s", "the", "90s"]),
        ("?!…", []),
        ("हिन्दी में किताबें", ["हिन्दी", "में", "किताबें"]),
        ("বাংলা ভাষা", ["বাংলা", "ভাষা"]),
        ("தமிழ் மொழி", ["தமிழ்", "மொழி"]),
        ("ދިވެހި", ["ދިވެހި"]),
        ("ที่นี่", [*"ที่นี่", "ที", "ี่", "่น", "นี", "ี่"]),
        ("문장을 K팝", ["문", "장", "을", "문장", "장을", "k", "팝"]),
        ("ガギ", ["ガ", "ギ", "ガギ"]),
        ("Donau\u00addampf zero\u200bwidth ❤\ufe0f", ["donaudampf", "zerowidth"]),
        ("می\u200cخواهم", ["میخواهم"]),
        ("Ελλάδα ή, Йод, العَرَبِيَّة, שָׁלוֹם", ["ελλαδα", "η", "иод", "العربية", "שלום"]),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


SCRIPTS = "DEVANAGARI BENGALI GURMUKHI GUJARATI ORIYA TAMIL TELUGU KANNADA MALAYALAM SINHALA TIBETAN THAANA".split()
LETTERS = st.text(st.sampled_from("aeλдअকതமකསދ한面ガ"), min_size=1, max_size=6)


def characters_of(script: str, *categories: str) -> str:
    named = (c for c in map(chr, range(0x700, 0x1000)) if unicodedata.name(c, "").startswith(script))
    return "".join(c for c in named if unicodedata.category(c) in categories)


@given(st.sampled_from(SCRIPTS), st.data())
def test_a_words_signs_are_letters_of_it(script: str, data: st.DataObject) -> None:
    letter = st.sampled_from(characters_of(script, "Lo"))
    sign = st.sampled_from(["", *characters_of(script, "Mn", "Mc")])
    word = "".join(a + b for a, b in data.draw(st.lists(st.tuples(letter, sign), min_size=1, max_size=8)))
    (term,) = terms(word)
    assert unicodedata.normalize("NFKD", term) == unicodedata.normalize("NFKD", word)


@given(LETTERS, st.sampled_from("\u00ad\u200b\u200c\u200d\u2060\ufeff"), LETTERS)
def test_no_character_without_width_changes_a_word(word: str, invisible: str, rest: str) -> None:
    assert terms(f"{word}{invisible}{rest}") == terms(word + rest)


@given(st.text(st.characters(max_codepoint=0x24F), max_size=60))
def test_text_in_latin_letters_has_the_terms_that_it_always_had(text: str) -> None:
    """The weights of the ranking were fitted with them."""
    text = text.replace("\u00ad", "")
    folded = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", unicodedata.normalize("NFC", folded))
    assert len(terms(text)) == len(words)


def test_an_elided_article_is_no_part_of_its_word() -> None:
    assert terms("L’huile, qu'on presse, et jusqu'à dell'olio d'Écosse") == terms("huile on presse et à olio Ecosse")
    assert terms("Cos’è? Dov'era quest'anno?") == terms("è era anno")
    assert terms("don't O'Reilly aujourd'hui rock'n l'") == ["don't", "o'reilli", "aujourd'hui", "rock'n", "l"]


def test_a_questions_terms_leave_english_stop_words_out() -> None:
    assert query_terms("How long should the dough rise?") == ["long", "dough", "rise"]
    assert query_terms("What shouldn't I feed pigeons, and why don’t they dont like it?") == ["feed", "pigeon", "like"]
    assert query_terms("Wie lange soll der Teig gehen?") == terms("Wie lange soll der Teig gehen?")


@pytest.mark.parametrize(
    ("question", "content"),
    [
        ("面团要发多久？", "面团要发"),
        ("什么面粉最好", "面粉最好"),
        ("請問麵團會不會酸呢？", "麵團 酸"),
        ("到底该不该买烤箱啊", "该买烤箱"),
        ("为啥面包硬", "面包硬"),
        ("烤几分钟，用哪个模具？", "烤 分钟 用 模具"),
        ("几何里的谁", "几何里的"),
        ("吗啡是吧台的酒吗", "吗啡是吧台的酒"),
        ("多少？", "多少"),
        ("パンはどうですか", "パンはどうですか"),
    ],
)
def test_a_questions_terms_leave_out_what_makes_it_one(question: str, content: str) -> None:
    assert query_terms(question) == terms(content)


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


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The ovens of an oven-maker", "oven", ["ovens", "oven"]),
        ("the loaf", "the loaf", ["loaf"]),
        ("Cafe\u0301 and so\u00adda", "café soda", ["Cafe\u0301", "so\u00adda"]),
        ("烤箱面包面包机", "面包", ["面包面包"]),
        ("烤箱麵包麵包機", "面包", ["麵包麵包"]),
        ("빵집에서", "빵집", ["빵집"]),
        ("हिन्दी में", "हिन्दी", ["हिन्दी"]),
        ("Baker’s yeast", "baker", ["Baker’s"]),
        ("rye", "wheat", []),
        ("rye", "", []),
    ],
)
def test_the_words_of_a_search_are_found_in_any_of_their_forms(text: str, words: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in occurrences(text, words)] == found


@given(st.text(max_size=200), st.text(max_size=40))
def test_occurrences_are_in_order_and_apart(text: str, words: str) -> None:
    spans = occurrences(text, words)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
