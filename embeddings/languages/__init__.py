"""One table, one file a language, and the patterns that are read from it.

A question or a post does not say which language it is in, so a pattern joins what all languages have in a column.
Before a word goes in, look for what it means in the other languages: French "mais" (but) is Portuguese for more.

To add a language, add its file and its name to `LANGUAGES`: `Language` has no defaults, so that a column that was
forgotten is an error, and one that is empty says so.
"""

from __future__ import annotations

from collections.abc import Iterable

from embeddings.languages.chinese import CHINESE
from embeddings.languages.english import ENGLISH
from embeddings.languages.french import FRENCH
from embeddings.languages.german import GERMAN
from embeddings.languages.italian import ITALIAN
from embeddings.languages.japanese import JAPANESE
from embeddings.languages.portuguese import PORTUGUESE
from embeddings.languages.spanish import SPANISH
from embeddings.languages.table import UNSPACED_LETTER, UNSPACED_SCRIPTS, Language, LookupWords, OfAPost, OfPosts, Unit

__all__ = [
    "LANGUAGES",
    "SPACED_LETTER",
    "TERMS_LANGUAGE",
    "UNSPACED_LETTER",
    "UNSPACED_SCRIPTS",
    "Language",
    "LookupWords",
    "OfAPost",
    "OfPosts",
    "Unit",
    "pattern_for",
    "spaced",
    "unspaced",
    "words_in",
]

LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH, PORTUGUESE, ITALIAN, JAPANESE, CHINESE)

TERMS_LANGUAGE = ENGLISH
"""Whose stop words and stemmer make terms, in every text: the weights of the ranking were fitted with these alone."""


SPACED_LETTER = rf"[^\W{''.join(UNSPACED_SCRIPTS.values())}]"
"""A pattern for a letter or a digit of a script with spaces between words. Between one of these and one of the others a
word ends, which ``\\b`` does not see: "iPhoneを買う"."""


def spaced(column: str) -> str:
    """A pattern for what the languages that put spaces between words have in a column, without word borders."""
    return _alternation(item for lang in LANGUAGES if not lang.scripts for item in getattr(lang, column))


def unspaced(column: str) -> str:
    """The same for the languages that put no spaces between words."""
    return _alternation(item for lang in LANGUAGES if lang.scripts for item in getattr(lang, column))


def pattern_for(column: str) -> str:
    """A pattern for what all languages have in a column: whole words, where the language has spaces between them."""
    return rf"(?:\b{spaced(column)}\b|{unspaced(column)})"


def words_in(column: str) -> frozenset[str]:
    """What all languages have in a column of words."""
    return frozenset(item for lang in LANGUAGES for item in getattr(lang, column))


def _alternation(items: Iterable[str]) -> str:
    """One of the items; never matches where there are none."""
    return f"(?:{'|'.join(dict.fromkeys(items)) or '(?!)'})"
