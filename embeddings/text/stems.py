"""What the forms of a word have in common, by the rules of its language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

CISTEM = "cistem"
"""The name of German's own rules; all other names are Snowball's."""
_SPELT = {"ß": "ss", "ä": "a", "ö": "o", "ü": "u"}
_ONE_SOUND = {"sch": "$", "ei": "%", "ie": "&"}
"""What stays whole while letters are taken off."""
_LONG_ENDING = re.compile("(?<=.{4})(?:e[mr]|nd)$")
_ENDING = re.compile("(?<=.{3})[tesn]$")
_DOUBLE = re.compile(r"(.)\1")


def stems(words: Iterable[str], stemmer: str) -> list[str]:
    """The stem of each of some words in small letters, in order.

    Args:
        words: the words.
        stemmer: the name of the rules: :data:`CISTEM` or one of Snowball's.

    Raises:
        KeyError: Snowball has no such rules.
    """
    if stemmer == CISTEM:
        return [_german(word) for word in words]
    found: list[str] = Stemmer.Stemmer(stemmer).stemWords(list(words))
    return found


@lru_cache(maxsize=1 << 17)
def _german(word: str) -> str:
    """The stem of a German word, also of what "ihr" asks and of what verbs end in, which Snowball's rules leave as it
    is: "trefft" of "treffen", "kostet" of "kosten".

    Weissweiler and Fraser, Developing a stemmer for German based on a comparative analysis of publicly available
    stemmers (2017), without regard to capitals, since questions are typed without, and with "ge" kept: "gestern" is
    no form of "Stern", nor "Gedicht" of "dich".
    """
    for letters, one in (_SPELT | _ONE_SOUND).items():
        word = word.replace(letters, one)
    word = _DOUBLE.sub(r"\1*", word)
    before = ""
    while word != before:
        before, word = word, _ending_off(word)
    word = re.sub(r"(.)\*", r"\1\1", word)
    for letters, one in _ONE_SOUND.items():
        word = word.replace(one, letters)
    return word


def _ending_off(word: str) -> str:
    """A word without its last ending, or as it is."""
    shorter = _LONG_ENDING.sub("", word)
    return shorter if shorter != word else _ENDING.sub("", word)
