"""Does a text name a subject? Closer than by terms, whose stems have more in common than their words do.

"Access" and "accessibility" are one term; whoever counts what mentions the one does not mean the other.
"""

from __future__ import annotations

import re

from embeddings.languages import TERMS_LANGUAGE
from embeddings.text.terms import terms

_WORD = re.compile(r"\w+")
_STOP_WORDS = frozenset(TERMS_LANGUAGE.stop_words)
_ENDING = 3
"""Letters by which two forms of a word differ at most: "test" and "testing"."""
_SAYS_NOTHING = rf"(?:{'|'.join(sorted(_STOP_WORDS))}|[^\W\d])"
_BETWEEN = rf"\W+(?:{_SAYS_NOTHING}\W+){{0,2}}"
"""Between two words of a subject: marks, and a few words that say nothing. None of them is a word of the subject, so
that a text can be read in one way only."""


class Subject:
    """The words of a subject."""

    def __init__(self, about: str) -> None:
        everything = [word for word in _WORD.findall(about.casefold()) if len(word) > 1 or word.isdigit()]
        self._words = [word for word in everything if word not in _STOP_WORDS] or everything
        self._whole = about.casefold().strip()
        silent = _STOP_WORDS.issuperset(self._words)
        other = "" if silent else rf"(?!{_SAYS_NOTHING}\b)"
        forms = [rf"\b({other}{re.escape(word[: max(3, len(word) - _ENDING)])}\w*)\b" for word in self._words]
        self._forms = [re.compile(form, re.IGNORECASE) for form in forms]
        self._row = re.compile((r"\W+" if silent else _BETWEEN).join(forms), re.IGNORECASE)

    def named_in(self, text: str) -> bool:
        """Whether a text has the words in a row, in any of their forms."""
        if self._whole in text.casefold() and (not self._whole.isascii() or not self._words):
            return True
        return any(self._same(found.groups(), self._words) for found in self._row.finditer(text))

    def held_in(self, text: str) -> bool:
        """Whether a text has all of the words, in any order."""
        return self.named_in(text) or all(
            any(self._same(found.groups(), [word]) for found in form.finditer(text))
            for word, form in zip(self._words, self._forms, strict=True)
        )

    @staticmethod
    def _same(found: tuple[str, ...], words: list[str]) -> bool:
        return bool(words) and all(
            abs(len(one) - len(word)) <= _ENDING and terms(one) == terms(word)
            for one, word in zip(found, words, strict=True)
        )
