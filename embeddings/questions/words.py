"""Which words a language has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from spellchecker import SpellChecker

from embeddings.languages import LANGUAGES, Language
from embeddings.normal_forms import unaccented
from embeddings.text.stems import stems


@cache
def word_list(name: str) -> npt.NDArray[np.int64]:
    """A hash of every word of a language, ascending: a few megabytes, read once in some tenths of a second."""
    return _hashes(SpellChecker(language=name).word_frequency.words())


def listed(words: Sequence[str], name: str) -> list[str]:
    """Those of some words, in small letters, that stand in the list of a language."""
    return _among(words, word_list(name)) if words else []


def is_unaccented(word: str, name: str) -> bool:
    """Whether a word, in small letters, is one of the list of a language without its accents: "coute"; of a language
    without a list none is."""
    return bool(name and _among([word], _unaccented_list(name)))


def is_form(word: str, language: Language) -> bool:
    """Whether a word, in small letters, is another form of one in the list of a language, by its stem; or another
    spelling of one: "organised"."""
    if not language.irregular_words:
        return bool(language.form_changes and listed(spellings(word, language), language.word_list))
    return bool(_among(_stems(word, language), _stem_list(language.code)))


def spellings(word: str, language: Language) -> list[str]:
    """What a word, in small letters, becomes by each change of its form that a language has."""
    changed = (re.sub(pattern, instead, word) for pattern, instead in language.form_changes.items())
    return [other for other in changed if other != word]


def _stems(word: str, language: Language) -> list[str]:
    """The stems that a word may have."""
    return stems([word, *spellings(word, language)], language.stemmer)


@cache
def _unaccented_list(name: str) -> npt.NDArray[np.int64]:
    """A hash of every word of a language that has accents, without them."""
    return _hashes(
        unaccented(word) for word in SpellChecker(language=name).word_frequency.words() if not word.isascii()
    )


@cache
def _stem_list(code: str) -> npt.NDArray[np.int64]:
    """A hash of every stem of a language's words, ascending."""
    language = next(language for language in LANGUAGES if language.code == code)
    words = [*SpellChecker(language=language.word_list).word_frequency.words(), *language.irregular_words]
    return _hashes(stems(words, language.stemmer))


def _hashes(words: Iterable[str]) -> npt.NDArray[np.int64]:
    return np.unique(np.fromiter(map(hash, words), dtype=np.int64))


def _among(words: Sequence[str], hashes: npt.NDArray[np.int64]) -> list[str]:
    """Those of some words whose hash is among some, which ascend."""
    wanted = np.fromiter(map(hash, words), dtype=np.int64, count=len(words))
    found = hashes[np.minimum(np.searchsorted(hashes, wanted), len(hashes) - 1)] == wanted
    return [word for word, known in zip(words, found, strict=True) if known]
