"""How the words of a question may be read: as they are typed or as they were meant, alone or after those before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from embeddings.languages import Language
from embeddings.posts import Query
from embeddings.questions.chat import words_alone
from embeddings.questions.followups import about_subjects, whole_question
from embeddings.questions.grammar import is_name, language_of, words_of
from embeddings.questions.leaning import has_content, leaning
from embeddings.text.terms import query_terms, terms


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to read a question."""

    query: Query
    """What is asked: it stands alone, and is not to be read in any other way."""
    shown: str
    """The same as it is shown: with misspelt words corrected, and nothing else."""
    corrected: bool
    """Whether a word of that was typed otherwise."""
    leans: bool
    """Whether it says what the conversation before it is about."""
    sure: bool = False
    """Whether it has to, since it says too little alone."""
    named: bool = False
    """Whether it names what was not spoken of before, so that it may well stand alone."""
    goes_on_from: Query | None = None
    """The question before it, whole, where it asks that of something else: "And for rye?". To quote the same again is
    an answer only where it tells of what is new in the question."""


def wordings(
    query: Query,
    corrected: Callable[[str], str],
    as_written: Callable[[str], str] | None = None,
    spoken: Sequence[Language] = (),
) -> list[Wording]:
    """The ways to read a question: as it is typed and as it was probably meant, each as it stands and, where it leans
    on its conversation, whole.

    Args:
        query: the question.
        corrected: a text with its misspelt words corrected; empty where it has none.
        as_written: a text with words in one or in two as the archive has them; empty where nothing is to be changed.
        spoken: the languages of the archive, the one that most of it is in first.
    """

    def meant(text: str) -> tuple[str, str]:
        """A text as it is asked, and as it is shown."""
        shown = corrected(text) or text
        return (as_written(shown) if as_written else "") or shown, shown

    typed = words_alone(_valid(query.text))
    texts = [(typed, typed)]
    if not query.as_typed and (other := meant(typed))[0] != typed:
        texts.append(other)
    history = tuple(words_alone(_valid(earlier)) for earlier in query.history)
    if not query.as_typed:
        spelt = [(earlier, meant(earlier)[0]) for earlier in history]
        history = tuple(other if len(texts) > 1 else _but_names(earlier, other) for earlier, other in spelt)
    found = []
    for text, shown in texts:
        alone = replace(query, text=text, history=(), as_typed=True)
        found.append(Wording(alone, shown, corrected=shown != typed, leans=False))
        whole = whole_question(replace(query, text=text, history=history), spoken)
        if whole != text:
            leans = leaning(text, replies=query.replies, spoken=spoken)
            found.append(
                Wording(
                    replace(alone, text=whole),
                    whole_question(replace(query, text=shown, history=history), spoken),
                    corrected=shown != typed,
                    leans=True,
                    sure=leans is not None and leans.sure,
                    named=leans is not None and leans.pronoun is None and _names_another(text, history, spoken),
                    goes_on_from=_before(alone, history, spoken) if leans and leans.goes_on else None,
                )
            )
    return found


def _names_another(text: str, history: tuple[str, ...], spoken: Sequence[Language]) -> bool:
    """Whether a question has a name that was not said before it: "Who founded Rye Hall?"."""
    language = language_of(text, spoken)
    if language.capitalised_nouns or text.isupper():
        return False
    words = words_of(text, language)
    names = {word.low for place, word in enumerate(words) if word.content and is_name(words, place)}
    return bool(names) and names.isdisjoint(set(re.findall(r"\w+", " ".join(history).casefold())))


def _before(alone: Query, history: tuple[str, ...], spoken: Sequence[Language]) -> Query | None:
    """What a question that goes on from another goes on from; ``None`` where it has no new term, as "Why?"."""
    *earlier, said = about_subjects(history)
    before = whole_question(Query(said, history=tuple(earlier)), spoken)
    new = set(query_terms(alone.text)).difference(terms(before))
    return replace(alone, text=before) if new and has_content(alone.text, spoken) else None


def _but_names(text: str, other: str) -> str:
    """A text in other words, but for those that are written as names."""
    own, its = text.split(), other.split()
    if len(own) != len(its):
        return text
    return " ".join(word if word[:1].isupper() else spelt for word, spelt in zip(own, its, strict=True))


def _valid(text: str) -> str:
    """The text without lone surrogates, which a terminal can hand over and no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
