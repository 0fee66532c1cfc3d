"""Which words there are, in all languages of the table that have a list of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from spellchecker import SpellChecker

from embeddings.languages import LANGUAGES


@cache
def word_lists() -> npt.NDArray[np.int64]:
    """A hash of every word, ascending: more than a million words in some megabytes, read once in about a second."""
    words = (
        hash(word)
        for language in LANGUAGES
        if language.word_list
        for word in SpellChecker(language=language.word_list).word_frequency.words()
    )
    return np.unique(np.fromiter(words, dtype=np.int64))


def listed(words: Sequence[str]) -> list[str]:
    """Those of some words, in small letters, that stand in a list."""
    if not words:
        return []
    lists = word_lists()
    wanted = np.fromiter(map(hash, words), dtype=np.int64, count=len(words))
    found = lists[np.minimum(np.searchsorted(lists, wanted), len(lists) - 1)] == wanted
    return [word for word, known in zip(words, found, strict=True) if known]
