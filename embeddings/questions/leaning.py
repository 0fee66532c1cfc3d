"""Whether a question leans on its conversation: whether it can be understood without the questions before it.

It leans where it says too little alone ("Why?", "And for rye?"), or where a pronoun has nothing in the question itself
to stand for ("Does it crack?", but not "When dough is cold, does it crack?"). A pronoun never stands for a noun of its
own clause (principle B of Chomsky, Lectures on Government and Binding, 1981), unless it is a possessive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from embeddings.languages import Language
from embeddings.questions.grammar import Word, is_before_verb, is_noun, language_of, words_of
from embeddings.questions.types import of_now

_FEW = 3
"""Content words; with more of them, a question with a pronoun may be understood alone after all."""
_ELLIPTIC = 2
"""Content words; a fragment with no more of them says too little alone."""
_SHORT = 3
"""Characters beside question words and particles. Languages without spaces leave out what was named before rather than
put a pronoun in its place ("どこで買ったの？"), so that a question with no more of them may go on from that."""

_NAMED = 10
"""Characters, or words and numbers in Latin letters, of what a question asks the same of as the one before it."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a question leans on what was said before it."""

    language: Language
    pronoun: tuple[int, int] | None = None
    """Offsets of the pronoun that has nothing to stand for."""
    sure: bool = True
    """Whether it says too little alone; else it may stand alone after all."""
    goes_on: bool = False
    """Whether it asks what the question before it asked, of something else or more closely: "And for rye?", "Why?"."""


@cache
def _pattern(items: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(items) or "(?!)", re.IGNORECASE)


def leaning(text: str, *, replies: bool, spoken: Sequence[Language] = ()) -> Leaning | None:
    """How a question leans on its conversation; ``None`` where it stands alone.

    Args:
        text: the question.
        replies: whether it is known to go on from what was said, so that a fragment of a few words does.
        spoken: the languages of the archive, the one that most of it is in first.
    """
    language = language_of(text, spoken)
    if language.scripts:
        refers = re.search("|".join([*language.anaphora, *(f"^{said}" for said in language.continuations)]), text)
        said = _said(text, language)
        if asked_of(text, language):
            return Leaning(language, goes_on=True)
        if refers or not said:
            return Leaning(language)
        return Leaning(language, sure=False) if replies and said <= _SHORT else None
    words = words_of(text, language)
    content = [place for place, word in enumerate(words) if word.content]
    if _asks_of_now_alone(text, words, language):
        return Leaning(language, goes_on=True)
    if not content or _continues(text, words, content, language):
        return Leaning(language, goes_on=True)
    for place in _pronouns(text, words, language):
        if not _has_antecedent(words, place, language):
            return Leaning(language, (words[place].start, words[place].end), sure=len(content) <= _FEW)
    return Leaning(language, sure=False) if replies and len(content) <= _ELLIPTIC else None


def _asks_of_now_alone(text: str, words: Sequence[Word], language: Language) -> bool:
    """Whether all that it says is that it asks how something is by now: "Do they still?"."""
    by_now = of_now(text, language)
    says = (word for word in words if word.content or word.low in language.filler_words)
    return bool(by_now) and all(any(start <= word.start < end for start, end in by_now) for word in says)


def asked_of(text: str, language: Language) -> str:
    """What a question without spaces between words asks the same of as the one before it: "混冷" of "那混冷呢？"; empty
    where it is more than that, or where a pronoun says it."""
    opening, joined, end = (
        f"(?:{'|'.join(column) or '(?!)'})"
        for column in (language.continuations, language.of_year, language.continuing_ends)
    )
    found = re.fullmatch(rf"\W*{opening}?\W*(\w.*?){joined}?{end}\W*", text)
    asked = found[1] if found else ""
    says_more = _pattern((*language.question_openings, *language.anaphora)).search(asked)
    return "" if says_more or len(re.findall(r"[0-9A-Za-z]+|\w", asked)) > _NAMED else asked


def has_content(text: str, spoken: Sequence[Language] = ()) -> bool:
    """Whether a question has a word that says what it is about: other than "Why?" has."""
    return any(word.content for word in words_of(text, language_of(text, spoken)))


def _said(text: str, language: Language) -> int:
    """How many characters a text without spaces between words has beside question words and particles."""
    words = sorted((*language.question_openings, *language.stop_words), key=len, reverse=True)
    return len(re.findall(r"\w", re.sub("|".join(words), "", text)))


def _continues(text: str, words: Sequence[Word], content: Sequence[int], language: Language) -> bool:
    """Whether it opens as what goes on from before ("And for rye?") and does not make up a sentence of its own."""
    continues = "|".join(language.continuations)
    opening = re.match(rf"\W*(?:{continues})\b", text, re.IGNORECASE)
    if opening is None or len(content) > _ELLIPTIC:
        return False
    return not any(word.low in language.auxiliaries for word in words if word.start >= opening.end())


def _pronouns(text: str, words: Sequence[Word], language: Language) -> list[int]:
    """The places of the pronouns that stand for something, in order."""
    nothing = [match.span() for match in _pattern(language.expletives).finditer(text)]
    anaphora = _pattern(language.anaphora)
    return [
        place
        for place, word in enumerate(words)
        if (anaphora.fullmatch(word.low) or (word.low in language.clitics and is_before_verb(words, place, language)))
        and not any(start <= word.start < end for start, end in nothing)
        and (word.low not in language.demonstratives or _stands_for_something(words, place, language))
    ]


def _stands_for_something(words: Sequence[Word], place: int, language: Language) -> bool:
    """Whether "that" and the like stand alone ("Why is that?"), rather than before a noun or at a clause's head."""
    if place + 1 == len(words) or not words[place + 1].text[0].isalnum():
        return True
    before = words[place - 1].low if place else ""
    after = words[place + 1]
    if before in language.auxiliaries or not before:
        return not after.content or _follows_with_nothing(words, place + 1)
    return after.low in language.auxiliaries and not words[place - 1].content


def _follows_with_nothing(words: Sequence[Word], place: int) -> bool:
    """Whether a word is the last that says anything: the verb of "How long does that last?"."""
    return not any(word.content for word in words[place + 1 :])


def _has_antecedent(words: Sequence[Word], place: int, language: Language) -> bool:
    """Whether a noun before a pronoun may be what it stands for."""
    pronoun = words[place]
    possessive = pronoun.low in language.possessives
    return any(
        is_noun(words, earlier, language)
        and (words[earlier].clause < pronoun.clause or (possessive and earlier < place - 1))
        for earlier in range(place)
    )
