"""The words of dates in two hundred languages, as dateparser knows them.

Left to itself, it tries every language on whatever it is given, which takes 40 ms where none fits: 20 s for 500 lines
of a text that is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dateparser.languages.loader import default_loader
from dateparser.timezone_parser import is_timezone_token
from dateparser.utils import normalize_unicode

_WORD = re.compile(r"[^\W\d_]+")
_ANYWHERE = frozenset({"t", "am", "pm", "utc", "gmt", "z"})
"""Words that it knows beside those of each language."""
_UNSPACED = ("ja", "yue", "zh", "zh-Hans", "zh-Hant")
"""Languages whose words are not parted by white space."""
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def languages_of(text: str) -> list[str]:
    """The codes of the languages in which a text may be a date, by its words; none where it is none for sure."""
    known = _words_of_dates()
    words = set(_WORD.findall(normalize_unicode(text.lower()))) - _ANYWHERE
    found = [known.get(word, frozenset()) for word in words if not is_timezone_token(word)]
    # "THA" is a time zone, and a month.
    zones = (known.get(word, frozenset()) for word in words)
    common = frozenset.intersection(*found) if found else frozenset({"en"}).union(*zones)
    return sorted({*common, *(_UNSPACED if _IDEOGRAPH.search(text) else ())})


@cache
def _words_of_dates() -> dict[str, frozenset[str]]:
    """By a word that dateparser knows, the languages that it knows it in."""
    found: dict[str, set[str]] = {}
    for locale in default_loader.get_locales():
        for text in _strings(locale.info):
            for word in _WORD.findall(normalize_unicode(text.lower())):
                found.setdefault(word, set()).add(locale.shortname)
    return {word: frozenset(languages) for word, languages in found.items()}


def _strings(info: object) -> Iterator[str]:
    """The words and patterns of a language, not the English ones that they stand for."""
    if isinstance(info, str):
        yield info
    elif isinstance(info, dict):
        for inner in info.values():
            yield from _strings(inner)
    elif isinstance(info, list):
        for inner in info:
            # In a list stand words, and patterns with what is read in their place.
            yield from inner if isinstance(inner, dict) else _strings(inner)
