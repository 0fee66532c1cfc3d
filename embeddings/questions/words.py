"""Which words a language has."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from spellchecker import SpellChecker


@cache
def word_list(name: str) -> npt.NDArray[np.int64]:
    """A hash of every word of a language, ascending: a few megabytes, read once in some tenths of a second."""
    return np.unique(np.fromiter(map(hash, SpellChecker(language=name).word_frequency.words()), dtype=np.int64))


def listed(words: Sequence[str], name: str) -> list[str]:
    """Those of some words, in small letters, that stand in the list of a language."""
    if not words:
        return []
    lists = word_list(name)
    wanted = np.fromiter(map(hash, words), dtype=np.int64, count=len(words))
    found = lists[np.minimum(np.searchsorted(lists, wanted), len(lists) - 1)] == wanted
    return [word for word, known in zip(words, found, strict=True) if known]
