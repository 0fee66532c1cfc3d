"""Questions for what one of the authors says: "What did Ada Quill say about rye?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from embeddings.languages import TERMS_LANGUAGE, spaced, words_in
from embeddings.normal_forms import folded
from embeddings.questions.grammar import language_of

_SAYING = re.compile(rf"\b{spaced('sayings')}\b", re.IGNORECASE)
_SAYS = re.compile(
    rf"(?:\0(?:['’]s?)?(?:\s+\w+)?\s+|\b(?:hat|haben)\s+\0.*\s){spaced('sayings')}\b"
    rf"|\b{spaced('sayings')}\s+(?:(?:by|da|di|par|por|von)\s+)?\0",
    re.IGNORECASE,
)
"""Where a name is left out: "what did \0 say", "written by \0"; not "what did they say about \0"."""
_WORD = re.compile(r"[\w'’-]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_LONGEST = 4
"""Words of a name."""
_SHORTEST = 3
"""Letters of a name's word that stands for all of it."""
_SAYING_NOTHING = words_in("stop_words") | words_in("filler_words")


def without_author(question: str, names: Mapping[str, str]) -> tuple[str, str] | None:
    """A question without the name of the author whose posts it asks about, and that name as the archive has it;
    ``None`` where it names none. The question is empty where it asks for nothing else, as "Who is Ada Quill?" does.

    A name is one of two words or more, all of them capitalised in the archive, or its first or last word alone, where
    no other author has that. In English "they" stands in its place, since a question without a subject reads badly.

    Args:
        question: as it was asked.
        names: the names of the authors by what they are in small letters without accents.
    """
    found = _named(question, names)
    if found is None:
        return None
    start, end, name = found
    rest = f"{question[:start]} {question[end:]}"
    if _SAYING_NOTHING.issuperset(word.casefold() for word in _WORD.findall(rest)):
        return "", name
    owning = _POSSESSIVE.search(question[start:end]) is not None
    they = ("their" if owning else "they") if language_of(rest) is TERMS_LANGUAGE else ""
    return " ".join(f"{question[:start]}{they}{question[end:]}".split()), name


def _named(question: str, names: Mapping[str, str]) -> tuple[int, int, str] | None:
    """Where a question names an author, and the name as the archive has it."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(question)]
    known = {**_parts(names), **names}
    for size in range(_LONGEST, 0, -1):
        for first in range(len(words) - size + 1):
            start, end = words[first][0], words[first + size - 1][1]
            name = known.get(folded(_POSSESSIVE.sub("", question[start:end])))
            if name is not None and _is_persons(name):
                return start, end, name
    return None


def asks_what_is_said(question: str, names: Callable[[], Mapping[str, str]]) -> bool:
    """Whether a question asks what an author says whom it names, rather than what is said of them.

    ``names``: gives those of :func:`without_author`, which are needed for few questions.
    """
    found = _named(question, names()) if _SAYING.search(question) else None
    if found is None:
        return False
    start, end, _ = found
    owned = _POSSESSIVE.search(question[start:end])
    return _SAYS.search(f"{question[:start]}\0{owned.group() if owned else ''}{question[end:]}") is not None


def _parts(names: Mapping[str, str]) -> dict[str, str]:
    """The first and the last words of names by what they are in small letters, each of which one author alone has."""
    having: dict[str, list[str]] = {}
    for spelt, name in names.items():
        own = spelt.split()
        for part in {own[0], own[-1]} if own and _is_persons(name) else ():
            having.setdefault(part, []).append(name)
    return {
        part: found[0]
        for part, found in having.items()
        if len(found) == 1 and len(part) >= _SHORTEST and part not in _SAYING_NOTHING
    }


def _is_persons(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and all(word[:1].isupper() for word in words)
