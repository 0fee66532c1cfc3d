"""Text -> the terms by which it is searched."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

from embeddings.languages import TERMS_LANGUAGE, UNSPACED_SCRIPTS

SAME = 0.75
"""Share of their words that two sentences, or two passages, have in common which say the same (Jaccard)."""
FEWEST_WORDS = 5
"""Terms of a sentence that can say the same as another without being it."""

_UNSPACED = "".join(UNSPACED_SCRIPTS.values())
_TERM = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+(?:['’][^\W_{_UNSPACED}]+)?")
_stemmer = Stemmer.Stemmer(TERMS_LANGUAGE.stemmer)


def terms(text: str) -> list[str]:
    """The text's index terms: case and accents folded, English stems, CJK as single characters and pairs."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    found: list[str] = []
    for word in _TERM.findall(unicodedata.normalize("NFC", folded)):
        if re.match(f"[{_UNSPACED}]", word):
            found += word
            found += (word[i : i + 2] for i in range(len(word) - 1))
        else:
            found.append(_stem(word))
    return found


def query_terms(text: str) -> list[str]:
    """The question's terms without those that say nothing about its subject, unless it has no others."""
    everything = terms(text)
    return [term for term in everything if term not in _STOP_STEMS] or everything


def holds(text: str, words: str) -> bool:
    """Whether a text has all of some words, in any of their forms."""
    return set(terms(words)) <= set(terms(text))


def same(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two sentences or passages say the same, by their terms; those of a few words only if all are the same."""
    if min(len(words), len(others)) < FEWEST_WORDS:
        return words == others
    return len(words & others) >= SAME * len(words | others)


@lru_cache(maxsize=1 << 17)
def _stem(word: str) -> str:
    word = word.replace("’", "'").removesuffix("'s")
    stem: str = _stemmer.stemWord(word)
    return stem


_STOP_STEMS = frozenset(_stem(word) for word in TERMS_LANGUAGE.stop_words)
