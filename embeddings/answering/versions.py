"""What a question asks of one version is not answered by what a post says of another."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from embeddings.languages import SPACED_LETTER, pattern_for, words_in
from embeddings.questions.grammar import language_of, words_of
from embeddings.questions.pleasantries import without_pleasantries
from embeddings.questions.types import of_now

_BEGINS, _ENDS = rf"(?<!{SPACED_LETTER})", rf"(?!{SPACED_LETTER})"
_DOTTED = r"\d+(?:\.\d+)+"
_NAME = rf"{_BEGINS}[A-Z](?:{SPACED_LETTER}|[+#-])*"
_NAMED = re.compile(
    rf"(?:{_NAME}|{_BEGINS}(?i:version|release|v))\s+[vV]?({_DOTTED})|{_BEGINS}[vV]({_DOTTED})|({_DOTTED}\.\d+)"
)
"""A number with dots that a name stands before, as in "Go 1.20", rather than one that a unit stands behind."""
_ANY = re.compile(rf"{_BEGINS}[vV]?({_DOTTED})")
_NAME_OF = re.compile(rf"({_NAME})\s+[vV]?{_DOTTED}")
_ALONE = re.compile(rf"({SPACED_LETTER}+)\s+[vV]?({_DOTTED})(?=\s*(?:[?!.,;:)]|$)|\s+({SPACED_LETTER}+))")
"""A number with dots behind a word, and the word behind it, if it goes on."""
_LATIN = re.compile(r"[a-z0-9][a-z0-9+#-]*", re.IGNORECASE)
_NEWEST = re.compile(pattern_for("newest_versions"), re.IGNORECASE)
_STOP_WORDS = words_in("stop_words") | words_in("clause_openings")


def versions(question: str, titles: Iterable[str] = ()) -> frozenset[str]:
    """The versions that a question names.

    Args:
        question: as it is asked.
        titles: those of posts: what stands before a version there does in small letters too, and before its first
            number alone: "when is godot 5 out". Where there is such a title a number with dots is one without a name
            too, unless it counts something: "what is new in 4.2".
    """
    found = {next(filter(None, match.groups())) for match in _NAMED.finditer(question)}
    names = {match[1].lower() for title in titles for match in _NAME_OF.finditer(title)}
    if names:
        found.update(
            match[2]
            for match in _ALONE.finditer(question)
            if match[1].lower() in _STOP_WORDS and (match[3] or "the").lower() in _STOP_WORDS
        )
        numbered = rf"{_BEGINS}(?:{'|'.join(map(re.escape, sorted(names)))})\s+v?(\d+(?:\.\d+)*){_ENDS}(?!\.x)"
        found.update(match[1] for match in re.finditer(numbered, question, re.IGNORECASE))
    return frozenset(found)


def newest_asked(question: str) -> list[str] | None:
    """The words that say of what a question asks for the newest version, in small letters; ``None`` where it asks for
    anything else."""
    bare = without_pleasantries(question)
    asked = _NEWEST.search(bare)
    if asked is None:
        return None
    rest, language = f"{bare[: asked.start()]} {bare[asked.end() :]}", language_of(bare)
    if language.scripts:
        frames = (*language.question_openings, *language.stop_words, *language.question_frames)
        said = re.sub("|".join(sorted(frames, key=len, reverse=True)), " ", rest)
        names = _LATIN.findall(said)
        # "的" and "の" may be left.
        return None if len(re.findall(r"\w", _LATIN.sub(" ", said))) > 1 else [name.casefold() for name in names]
    now = of_now(rest, language)
    words = [word for word in words_of(rest, language) if not any(start <= word.start < end for start, end in now)]
    asks_more = any(not (word.content or word.low in language.version_frames or word.text in "?!.,") for word in words)
    return None if asks_more else [word.low for word in words if word.content]


def is_of_another(wanted: Collection[str], title: str, text: str) -> bool:
    """Whether a sentence speaks of another version than the ones that are asked for, by its post's title."""
    return _ANY.search(title) is not None and not any(
        _is_of(found[1], version) for found in _ANY.finditer(f"{title}\n{text}") for version in wanted
    )


def dotted(text: str) -> list[str]:
    """The numbers with dots in a text."""
    return [found[1] for found in _ANY.finditer(text)]


def is_named(wanted: Collection[str], title: str) -> bool:
    """Whether a title names any of some versions itself, or with a nought behind it: 1.80.0 of 1.80, not 1.80.1."""
    return any(found.removesuffix(".0") == one.removesuffix(".0") for found in dotted(title) for one in wanted)


def named(wanted: Iterable[str], text: str) -> bool:
    """Whether a text names any of some versions, or a version of one: 1.80.1 of 1.80."""
    return any(before is None or before not in _STOP_WORDS for version in wanted for before in _before(version, text))


def _before(version: str, text: str) -> Iterator[str | None]:
    """What stands before each mention of a version, in small letters: of a whole number only a name tells that it is
    one, rather than the "6" of "In 6 years"; ``None`` where that need not be known."""
    if "." in version:
        yield from (None for _ in re.finditer(rf"(?<![\d.]){re.escape(version)}(?!\d)", text))
        return
    whole = rf"({_NAME}|{_BEGINS}(?i:version|release|v))\s*[vV]?{version}(?!\d)"
    yield from (match[1].lower() for match in re.finditer(whole, text))


def _is_of(found: str, wanted: str) -> bool:
    """Whether one is the other, or a version of it: 1.80.1 of 1.80."""
    return f"{found}.".startswith(f"{wanted}.")
