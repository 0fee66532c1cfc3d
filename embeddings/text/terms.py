"""Text -> the terms by which it is searched."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from importlib import metadata

import Stemmer

from embeddings.han import simplified
from embeddings.languages import SPACED_LETTER, TERMS_LANGUAGE, UNSPACED_SCRIPTS, unspaced
from embeddings.normal_forms import combining, folded, is_accent

SAME = 0.75
"""Share of their words that two sentences, or two passages, have in common which say the same (Jaccard)."""
FEWEST_WORDS = 5
"""Terms of a sentence that can say the same as another without being it."""

_UNSPACED = "".join(UNSPACED_SCRIPTS.values())
_HANGUL = r"\uac00-\ud7a3"


_MARKS = combining(lambda c: unicodedata.category(c) in ("Mn", "Mc") and not is_accent(c))
"""Vowel signs, viramas and tone marks, which are letters of their words: no accents, and no ``\\w`` to :mod:`re`."""
_LETTER = rf"(?:[^\W_{_UNSPACED}{_HANGUL}]|[{_MARKS}])"
_DOTTED = rf"(?:(?<!{SPACED_LETTER})|(?<=[{_HANGUL}]))[vV]?\d+(?:\.\d+){{1,3}}"
_TERM = re.compile(rf"[{_UNSPACED}]+|[{_HANGUL}]+|{_DOTTED}|{_LETTER}+(?:['’]{_LETTER}+)?")
_WORD = re.compile(rf"[{_UNSPACED}]+|[{_HANGUL}]+|{_DOTTED}|(?:{_LETTER}|[\u00ad\u0300-\u036f])+(?:['’]{_LETTER}+)?")
"""A word as it stands in a text: its accents may be characters of their own, and it may hold soft hyphens."""
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_DECADE = re.compile(r"(?:1\d|20)?(\d0)['’]?s")
_PAIRED = re.compile(f"[{_UNSPACED}{_HANGUL}]")
_FRAMES = re.compile(unspaced("question_frames"))
_ELIDED = re.compile("(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu|(?:a|da|de|ne|su|que)ll|un|quest|cos|com|dov|quand)'")
"""What French, Italian and Catalan put before a vowel without its own: "l'huile" is a form of "huile"."""
_OF_ALL_KINDS = (
    "The baker's loaves were rising on v3.5.0 Äcker, ﬁne naïve façades; e-mail co\u00adoperation don’t snake_case l'ÇA "
    "cos'è ὈΔΟΣ ёлка İstanbul 10⁶ हिन्दी தமிழ் ภาษาไทย 한국어 カタカナ v1.80.0から 1990s العَرَبِيَّة עִבְרִית"
)
_stemmer = Stemmer.Stemmer(TERMS_LANGUAGE.stemmer)


def terms(text: str) -> list[str]:
    """The text's index terms: case and accents folded, elided articles left out, English stems, CJK and Hangul as
    single characters and pairs, Chinese in its simplified script, of "1990s" also 90s, of "v1.80.0" each of 1.80.0,
    1.80 and 1."""
    found: list[str] = []
    for word in _TERM.findall(folded(text)):
        if _PAIRED.match(word):
            found += word
            found += (word[i : i + 2] for i in range(len(word) - 1))
        elif decade := _DECADE.fullmatch(word):
            found += [_stem(word), f"{decade.group(1)}s"] if len(word) > len("1990") else [f"{decade.group(1)}s"]
        elif "." in word:
            parts = word.removeprefix("v").split(".")
            found += (".".join(parts[:count]) for count in range(len(parts), 0, -1))
        else:
            found.append(_stem(word))
    return found


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Changes where terms are made in another way, so that what was made of them is made anew: of the terms of all
    kinds of words, and of the versions of what makes them; Chinese counts by its version alone, since what simplifies
    it takes a while to load."""
    versions = (metadata.version(name) for name in ("pullquote", "OpenCC"))
    made = [*terms(_OF_ALL_KINDS), unicodedata.unidata_version, Stemmer.version(), *versions]
    return blake2b("\0".join(made).encode(), digest_size=8).hexdigest()


def query_terms(text: str) -> list[str]:
    """The question's terms without those that say nothing about its subject, unless it has no others: without stop
    words and, where no spaces part words, without what makes it a question."""
    unframed = terms(_FRAMES.sub(" ", text)) or terms(text)
    return [term for term in unframed if term not in _STOP_STEMS] or unframed


def numbers(text: str) -> frozenset[str]:
    """The numbers in a text as they stand there, such as "1.80.0"."""
    return frozenset(_DIGITS.findall(text))


def holds(text: str, words: str) -> bool:
    """Whether a text has all of some words, in any of their forms."""
    return set(terms(words)) <= set(terms(text))


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Offsets of the words of a text that are among some words, in any of their forms, in order.

    Where a script puts no spaces between words, of the pairs of characters that are.
    """
    wanted = set(query_terms(words))
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if not _PAIRED.match(match.group()):
            found += [(start, end)] if wanted & set(terms(match.group())) else []
            continue
        word = simplified(match.group())
        spans = ((start + at, start + at + 2) for at in range(len(word) - 1) if word[at : at + 2] in wanted)
        for first, last in [(start, end)] if word in wanted else spans:
            if found and first <= found[-1][1]:
                found[-1] = (found[-1][0], last)
            else:
                found.append((first, last))
    return found


def same(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two sentences or passages say the same, by their terms; those of a few words only if all are the same."""
    if min(len(words), len(others)) < FEWEST_WORDS:
        return words == others
    return len(words & others) >= SAME * len(words | others)


@lru_cache(maxsize=1 << 17)
def _stem(word: str) -> str:
    word = word.replace("’", "'").removesuffix("'s")
    elided = _ELIDED.match(word)
    stem: str = _stemmer.stemWord(word[elided.end() :] if elided else word)
    return stem


_STOP_STEMS = frozenset(_stem(word) for word in TERMS_LANGUAGE.stop_words)
