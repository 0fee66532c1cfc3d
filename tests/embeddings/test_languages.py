"""The table of languages: whole, consistent, and read by everything that needs to know a language."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from embeddings.languages import LANGUAGES, UNSPACED_SCRIPTS, Language, LookupWords, pattern_for, spaced, unspaced

_CUES = {"time_questions", "time_cues", "entity_questions"}
_ALL_CUES = _CUES | {"quantity_questions", "quantity_cues"}
_UNSPACED = {"additions", "chat_spellings", "post_kinds", "news", "sayings", "version_frames"} | {
    "short_months",
    "letters", "stemmer", "word_list", "irregular_words", "form_changes", "filler_words", "back_references",
    "addressees", "before_thanks", "after_thanks", "lead_ins", "months", "season_leads", "before_years",
    "leading_abbreviations", "abbreviations", "number_abbreviations", "ordinal_leads", "ordinal_nouns", "name_words",
    "articles", "asides", "compound_links", "gradable",
    "capitalised_nouns",
}  # fmt: skip
_ENGLISH_ALONE = {
    "expletives", "light_verbs", "demonstratives", "replaceable", "auxiliaries", "copulas", "identifying",
    "empty_auxiliaries", "determiners", "whether", "about", "person_questions",
}  # fmt: skip
_ROMANCE_ALONE = {"elisions", "enclitics", "clitics", "verb_leads", "perfect_auxiliaries", "links"}
_GRAMMAR = (
    _ENGLISH_ALONE
    | _ROMANCE_ALONE
    | {"possessives", "persons", "clause_openings", "subjects", "infinitive_mark"}
    | {"subject_questions", "particles"}
)
_ALL_FORMS = {"irregular_words", "form_changes"}
_COUNTS = {"count_questions", "people", "amounts", "noun_links"}
_ORDINALS = {"ordinal_leads", "ordinal_nouns"}
_CLITIC = {"ordinals"}
_NUMBERED = {"scripts", "year_marks", "month_marks", "day_marks", "eras"}
_SPACED = (
    _ORDINALS
    | _NUMBERED
    | {"capitalised_nouns"}
    | {"before_years", "compound_links", "question_frames", "continuing_ends"}
)
EMPTY = {
    "en": {"irregular_words", "digraphs", "particles"} | _ROMANCE_ALONE | _SPACED | {"letters"},
    "de": {
        *_CUES, *_ENGLISH_ALONE, *_ROMANCE_ALONE, *_NUMBERED, "irregular_words", "possessives", "of_year",
        "question_frames", "continuing_ends",
    },
    "fr": {
        *_CUES, *_CLITIC, *(_ENGLISH_ALONE - {"expletives"}), *_ALL_FORMS, *_SPACED, "digraphs", "infinitive_mark",
        "lead_ins",
    },
    "es": {
        *_CUES, *_CLITIC, *(_ENGLISH_ALONE - {"expletives"}), *_SPACED, "digraphs", "elisions", "enclitics",
        "infinitive_mark",
    },
    "pt": {
        *_CUES, *_CLITIC, *(_ENGLISH_ALONE - {"expletives"}), *_ALL_FORMS, *_SPACED, "digraphs", "elisions",
        "perfect_auxiliaries", "infinitive_mark",
    },
    "it": {
        *_CUES, *_CLITIC, *(_ENGLISH_ALONE - {"expletives"}), *_ALL_FORMS, *_SPACED, "digraphs", "enclitics",
        "infinitive_mark",
    },
    "ja": {
        *_ALL_CUES, *_COUNTS, *_GRAMMAR, *_UNSPACED, "announcing", "digraphs", "namings", "date_articles",
        "year_parts", "numbers", "question_frames",
    },
    "zh": _ALL_CUES | _COUNTS | _GRAMMAR | _UNSPACED | {"digraphs", "please", "eras", "year_parts"},
}  # fmt: skip
"""Columns that a language has nothing in; whoever fills one takes it off this list."""
NO_PATTERNS = {
    "code", "name", "scripts", "capitalised_nouns",
    "letters", "stemmer", "word_list", "irregular_words", "stop_words", "filler_words",
    "leading_abbreviations", "abbreviations", "number_abbreviations", "name_words", "opening_quotes", "closing_quotes",
    "infinitive_mark", "whether", "about", "lookups", "version_frames", "light_verbs",
}  # fmt: skip

TIMES = {"ago": {"number", "unit"}, "lately": {"number", "unit"}, "decades": {"decade"}}
"""Columns of times, and the places that they hold."""
PLACES = {"title", "posts", "extreme", "side", "newest", "author", "rest", "tags", "topics", "value"}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_column_is_filled_or_known_to_be_empty(language: Language) -> None:
    empty = {field.name for field in fields(language) if not getattr(language, field.name)}
    expected = EMPTY[language.code]
    assert empty == expected, f"missing: {sorted(empty - expected)}; no longer empty: {sorted(expected - empty)}"


def test_no_column_has_a_default_that_could_stand_for_a_forgotten_one() -> None:
    with pytest.raises(TypeError, match="stop_words"):
        Language(code="xx", name="None")  # type: ignore[call-arg]


def test_every_language_that_the_bot_speaks_has_an_entry() -> None:
    spoken = {path.stem.split("-")[0] for path in (Path(__file__).parents[2] / "bot" / "languages").glob("*.toml")}
    assert {"en", *spoken} <= {language.code for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_an_entry_is_consistent(language: Language) -> None:
    assert set(language.scripts) <= set(UNSPACED_SCRIPTS)
    assert not re.search("[a-zA-Z\\W]", re.sub("[¿¡]", "", language.letters))
    assert len(language.months) in (0, 12)
    assert len(language.short_months) == len(language.months)
    assert all(1 <= month <= 12 for month in language.seasons.values())
    assert len(language.opening_quotes) == len(language.closing_quotes)
    abbreviations = ("leading_abbreviations", "abbreviations", "number_abbreviations")
    for name in (
        "irregular_words",
        "stop_words",
        "filler_words",
        *abbreviations,
        "months",
        "seasons",
        "recent",
        "units",
    ):
        words = list(getattr(language, name))
        assert words == [word.casefold() for word in words]
        assert len(words) == len(set(words))
    short = [word for name in abbreviations for word in getattr(language, name)]
    assert len(short) == len(set(short))
    assert not [word for word in short if word.endswith(".")]


@pytest.mark.parametrize("name", ["seasons", "recent", "days_ago"])
def test_a_name_means_the_same_in_every_language(name: str) -> None:
    meanings: dict[str, set[object]] = {}
    for language in LANGUAGES:
        for word, meaning in getattr(language, name).items():
            meanings.setdefault(word, set()).add(meaning)
    assert not {word: found for word, found in meanings.items() if len(found) > 1}


@pytest.mark.parametrize("name", sorted({field.name for field in fields(Language)} - NO_PATTERNS - TIMES.keys()))
def test_patterns_compile_and_capture_nothing(name: str) -> None:
    for pattern in (spaced(name), unspaced(name), pattern_for(name)):
        compiled = re.compile(pattern, re.IGNORECASE)
        assert compiled.groups == 0
        assert not compiled.fullmatch("")


@pytest.mark.parametrize("name", TIMES)
def test_words_for_times_have_a_place_for_what_they_count(name: str) -> None:
    for language in LANGUAGES:
        for pattern in getattr(language, name):
            compiled = re.compile(re.sub(r"\{[a-z]+\}", "x", pattern), re.IGNORECASE)
            assert compiled.groups == 0
            places = set(re.findall(r"\{([a-z]+)\}", pattern))
            assert places == TIMES[name]


@pytest.mark.parametrize("name", [field.name for field in fields(LookupWords)])
def test_words_of_look_ups_compile_and_capture_nothing(name: str) -> None:
    for words in (language.lookups for language in LANGUAGES if language.lookups):
        patterns = getattr(words, name)
        # Not every language puts a subject before the word for posts, or behind it with a word for "of", or has verbs
        # that look otherwise in questions.
        optional = ("subject_first", "subject_counted", "subject_picked", "there_is", "wrote", "of")
        assert patterns or name in optional
        for pattern in patterns:
            compiled = re.compile(re.sub(r"\{[a-z]+\}", "x", pattern), re.IGNORECASE)
            assert compiled.groups == 0
            assert not compiled.fullmatch("")
            assert set(re.findall(r"\{([a-z]+)\}", pattern)) <= PLACES


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("He did NOT rise", True),
        ("a knotty, nothingless crust", False),
        ("面包不好吃", True),
        ("沒有酵母能用什麼代替", True),
        ("无法发酵", True),
        ("能不能不揉", True),
        ("别用热水", True),
        ("并非如此", True),
        ("要不要揉", False),
        ("會不會酸", False),
        ("值不值得买", False),
        ("有没有酵母", False),
        ("揉过没有？", False),
        ("不同的面粉", False),
        ("非常好吃，差不多一小时，不仅如此", False),
        ("特別的無線烤箱，不得不買", False),
        ("パンは膨らまない", True),
        ("膨らまなかった", True),
        ("非常に便利な無料の本", False),
    ],
)
def test_what_denies_something_is_known(text: str, denies: bool) -> None:
    assert bool(re.search(pattern_for("denials"), text, re.IGNORECASE)) == denies


def test_a_column_that_is_empty_everywhere_never_matches() -> None:
    assert not re.search(unspaced("months"), "anything at all")
