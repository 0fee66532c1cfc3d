"""What a conversation is about: its phrases, by how much they weigh.

Query resolution by term selection: the terms that weigh most in the turns before a question (the task of Voskarides
and others, Query Resolution for Conversational Search with Limited Supervision, SIGIR 2020, without a model), in the
phrases in which they were said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.languages import TERMS_LANGUAGE, Language
from embeddings.questions.grammar import Word, is_name, is_noun, language_of, words_of
from embeddings.questions.pleasantries import without_pleasantries
from embeddings.text.terms import query_terms, terms

_MOST_WORDS = 6
"""Words at most. Fewer miss more of what human rewrites add, more add what they do not:
``tests/benchmarks/followups.py``."""
_LEAST_WEIGHT = 2
"""Weight below which a word is left out: 1 for each turn it is in, 1 more for the first turn, for the last, and for
being written as a name."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_FILLER_TERMS = frozenset(terms(" ".join(TERMS_LANGUAGE.filler_words)))
"""Of the language whose stop words are in effect: a German filler may be an English subject ("war")."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that were said in a row."""

    text: str
    article: str
    """What stood before them, such as "the "."""
    weight: int
    """Of its weightiest word."""
    name: bool
    """Whether it is written as a name."""


def topic(history: Sequence[str], own: set[str], language: Language, spoken: Sequence[Language] = ()) -> list[Phrase]:
    """The phrases that weigh most in a conversation, in the order in which they came up.

    Args:
        history: what was said, oldest first.
        own: the terms of the question at hand, which need not be said again.
        language: that of the question at hand.
        spoken: the languages of the archive, the one that most of it is in first.
    """
    weights: Counter[str] = Counter()
    names: set[str] = set()
    for turn, said in enumerate(history):
        uncounted = set(query_terms(said)) - own - _FILLER_TERMS
        for word, named in _counted(said, language if language.replaceable else language_of(said, spoken)):
            for term in uncounted.intersection(terms(word)):
                uncounted.discard(term)
                name = word[:1].isupper() and (named or turn == 0)
                names.update([term] if name else [])
                weights[term] += 1 + (turn == 0) + (turn == len(history) - 1) + name
    best = {term: weight for term, weight in weights.most_common(_MOST_WORDS) if weight >= _LEAST_WEIGHT}
    return _phrases(history, best, names, language, spoken)


def _counted(said: str, language: Language) -> list[tuple[str, bool]]:
    """The words of a turn that may be what a conversation is about, each with whether a capital makes it a name."""
    if language is TERMS_LANGUAGE or language.scripts:
        return [(match.group(), position > 0) for position, match in enumerate(_WORD.finditer(said))]
    words = words_of(without_pleasantries(said), language)
    return [(word.text, is_name(words, place)) for place, word in enumerate(words) if is_noun(words, place, language)]


def _phrases(
    history: Sequence[str], best: dict[str, int], names: set[str], asked: Language, spoken: Sequence[Language]
) -> list[Phrase]:
    """The runs of the best words as they were said first, without verbs. Where one may take a pronoun's place, a name
    and what is none are two; elsewhere what small words link is one: "técnica de los 6 sombreros"."""
    found: list[Phrase] = []
    left = set(best)
    for said in history:
        language = language_of(said, spoken)
        words, links = words_of(said, language), () if asked.replaceable else language.links
        run: list[tuple[Word, set[str]]] = []
        for place, word in enumerate(words):
            held = left.intersection(terms(word.text)) if is_noun(words, place, language) else set()
            if run and word.low in links:
                continue
            goes_on = bool(held and run) and _is_one(said[run[-1][0].end : word.start], links)
            if run and not (goes_on and (links or _are_alike(words, run, held, names, language))):
                found.append(_phrase(said, run, best, names, language))
                left.difference_update(*(inside for _, inside in run))
                run, held = [], held & left
            if held:
                run.append((word, held))
        if run:
            found.append(_phrase(said, run, best, names, language))
            left.difference_update(*(inside for _, inside in run))
    return found


def _are_alike(
    words: Sequence[Word], run: Sequence[tuple[Word, set[str]]], held: set[str], names: set[str], language: Language
) -> bool:
    """Whether a word is a name as the words before it are, or a name with an article leads to it: "the Ulm museum"."""
    before = bool(run[-1][1] & names)
    first = words.index(run[0][0])
    return bool(held & names) == before or (before and first > 0 and words[first - 1].low in language.determiners)


def _is_one(between: str, links: Sequence[str]) -> bool:
    """Whether two words are one phrase, by what stands between them."""
    words = re.findall(r"\w+", between.casefold())
    joined = bool(words) and re.fullmatch(r"[\w\s'’]+", between) is not None
    return not between.strip() or (joined and all(word in links for word in words))


def _phrase(
    said: str, run: Sequence[tuple[Word, set[str]]], best: dict[str, int], names: set[str], language: Language
) -> Phrase:
    """A run of words as a phrase."""
    inside = set().union(*(held for _, held in run))
    before = [word for word in words_of(said[: run[0][0].start], language) if word.low in language.determiners][-1:]
    article = f"{before[0].low} " if before and not said[before[0].end : run[0][0].start].strip() else ""
    *_, before_it = (None, *words_of(said[: run[0][0].start], language))
    behind = next(iter(words_of(said[run[-1][0].end :], language)), None)
    if (
        before_it
        and before_it.low in language.identifying
        and behind
        and behind.low in language.auxiliaries
        and not inside & names
    ):
        # "Which oven is best?" is about the oven.
        article = f"{language.articles[-1]} "
    name = all(held & names for _, held in run)
    return Phrase(said[run[0][0].start : run[-1][0].end], article, max(best[term] for term in inside), name)
