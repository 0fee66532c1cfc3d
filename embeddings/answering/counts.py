"""How many of something there are is not told by the number of something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import dropwhile, islice, takewhile

from embeddings.languages import pattern_for, spaced, words_in
from embeddings.normal_forms import unaccented
from embeddings.text.terms import terms

_ASKED = re.compile(rf"\b{unaccented(spaced('count_questions'))}\s+(.{{1,120}})", re.IGNORECASE)
_PEOPLE = re.compile(unaccented(pattern_for("people")), re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[.,'’:][^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_ITEMS = re.compile(r"(?<!\n)\n(?!\n)")
"""Between two items of a list, or rows of a table; paragraphs are two line breaks apart."""
_IN_WORDS = re.compile(rf"{spaced('quantity_cues')}(?:en?|(?<!one)s)?", re.IGNORECASE)
"""A number in words, also of some of them: "hundreds", "Hunderten"; "the ones" are none."""
_AMOUNT = re.compile(pattern_for("amounts"), re.IGNORECASE)
_IN_DIGITS = re.compile(r"(?!(?:19|20)\d\d\b)\d")
"""A number that is no year."""
_NOUN = 4
"""Words at most that what is counted is called by: "kinds of rye bread"."""
_ALIKE = 5
"""Letters that the forms of a word share, whose endings terms leave on in most languages: "Einwohnern"."""
_BEFORE, _BEHIND = 8, 4
"""Words by which a number may stand before and behind what it counts."""
_LINKS = words_in("noun_links")
_NO_NOUNS = words_in("stop_words") | _LINKS
_STOP_WORDS = words_in("stop_words") - _LINKS
_MONEY = re.compile(r" ?[$€£¥₹₽￥]")


@dataclass(frozen=True, slots=True)
class Counted:
    """What a question asks the number of."""

    named: frozenset[str]
    """The beginnings of the words that it is called by."""
    people: bool
    """Whether it is people of any kind, whom a text calls by what they are: any number may be theirs."""

    def is_told_of(self, text: str) -> bool:
        """Whether a text names it: where none does, it may be told by another name, as an hour by its sign."""
        return self.people or not self.named.isdisjoint(_beginnings(text))

    def is_in(self, above: str, text: str) -> bool:
        """Whether a text gives a number of it, or lists it; ``above``: the heading and the header of its table, which
        may name it for all that stands below."""
        parts = _SENTENCE.split(text)
        named = not self.named.isdisjoint(_beginnings(above))
        if self.people or named:
            return any(map(_numbers, parts)) or (named and _is_list(text))
        return (_is_list(text) and self.is_told_of(text)) or any(map(self._is_near_a_number, parts))

    def _is_near_a_number(self, sentence: str) -> bool:
        words = _WORD.findall(sentence)
        return any(
            not self.named.isdisjoint(_beginnings(" ".join(words[max(place - _BEHIND, 0) : place + _BEFORE + 1])))
            for place in _numbers(sentence)
        )


def counted(question: str) -> Counted | None:
    """What a question asks the number of; ``None`` where it does not, or does not say of what."""
    asked = _ASKED.search(unaccented(question))
    if asked is None:
        return None
    words = dropwhile(_is_no_noun, _WORD.findall(question[asked.start(1) : asked.end(1)]))
    whole = takewhile(lambda word: word.casefold() not in _STOP_WORDS, words)
    noun = [word for word in islice(whole, _NOUN) if not _is_no_noun(word)]
    if not noun:
        return None
    return Counted(_beginnings(" ".join(noun)), people=bool(_PEOPLE.fullmatch(unaccented(noun[0]))))


def _beginnings(text: str) -> frozenset[str]:
    return frozenset(term[:_ALIKE] for term in terms(text))


def _is_no_noun(word: str) -> bool:
    return word.casefold() in _NO_NOUNS


def _is_list(text: str) -> bool:
    return _ITEMS.search(text) is not None


def _numbers(sentence: str) -> list[int]:
    """Which of its words are numbers."""
    return [place for place, word in enumerate(_WORD.finditer(sentence)) if _is_number(sentence, word)]


def _is_number(text: str, word: re.Match[str]) -> bool:
    """Whether a word is a number, and no amount of money."""
    if _MONEY.match(text, max(word.start() - 1, 0)) or _MONEY.match(text, word.end()):
        return False
    said = word.group()
    return bool(_IN_DIGITS.match(said) or _IN_WORDS.fullmatch(said) or _AMOUNT.fullmatch(said))
