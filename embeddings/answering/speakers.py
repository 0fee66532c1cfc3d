"""Who speaks where a post is an interview or a conversation: "Ada Quill: How long?", "Bo Hart: A night.", "AQ: ..."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from embeddings.answering.lines import Line, lines_of
from embeddings.languages import words_in
from embeddings.posts import Post

_LABEL = re.compile(r"[*_]*([^:*_]+)[*_]*:")
_TITLES = frozenset(("Dr.", "Prof.", "Mr.", "Mrs.", "Ms."))
_NO_NAMES = words_in("stop_words") - words_in("name_words")
_TURNS, _QUESTIONS = 2, 2
"""Turns that each of two speakers has at least, and turns of them all that ask something."""


def speaker_of(post: Post, start: int, end: int) -> str:
    """The name of whom a span quotes, where its post is an interview.

    Empty where it is none, where the author of the post speaks or the span itself names them, where it holds what two
    say, and behind the last paragraph of which it is known.
    """
    turns = [(first, last, name) for first, last, name in _turns(post) if first < end and last > start]
    if len({name for _, _, name in turns}) != 1:
        return ""
    ((first, _, name), *_), last = turns, turns[-1][1]
    is_named = name == post.author or post.text[start:end].lstrip("*_ ").startswith(name)
    return name if first <= start and end <= last and not is_named else ""


@lru_cache(maxsize=64)
def _turns(post: Post) -> tuple[tuple[int, int, str], ...]:
    """Where each turn of an interview starts and ends, and who speaks; none of another post."""
    lines = lines_of(post)
    labels = [(row, label) for row, line in enumerate(lines) if (label := _label(line))]
    known = _names([label for _, label in labels])
    heads = [(row, known[label]) for row, label in labels if label in known]
    counts = Counter(name for name, _ in groupby(name for _, name in heads))
    if sum(count >= _TURNS for count in counts.values()) < 2:
        return ()
    # Behind the last paragraph of the last turn the author may go on.
    behind = lines[heads[-1][0]].block
    end = next((row for row in range(heads[-1][0], len(lines)) if lines[row].block != behind), len(lines))
    turns = [(row, last, name) for (row, name), (last, _) in zip(heads, [*heads[1:], (end, "")], strict=True)]
    asking = sum(any(line.asks for line in lines[row:last]) for row, last, _ in turns)
    if asking < _QUESTIONS and not any(label == _initials(known[label]) for _, label in labels if label in known):
        return ()
    return tuple((lines[row].start, lines[last - 1].end, name) for row, last, name in turns)


def _label(line: Line) -> str:
    """The name before the colon that a line opens with, without titles; empty where it opens with none."""
    match = _LABEL.match(line.text) if line.speaks else None
    return " ".join(word for word in match.group(1).split() if word not in _TITLES) if match else ""


def _names(labels: Sequence[str]) -> dict[str, str]:
    """The labels that name somebody, and whom: names of two words and more; what stands for one of them alone, its
    first or its last word or its initials; and beside these first names that come again."""
    full = {label for label in labels if " " in label and label.split()[0].casefold() not in _NO_NAMES}
    short = Counter(form for name in full for form in _short_forms(name))
    known = {form: name for name in full for form in (name, *_short_forms(name)) if form == name or short[form] == 1}
    again = (label for label, count in Counter(labels).items() if count >= _TURNS)
    firsts = {label for label in again if label.istitle() and label.isalpha() and label.casefold() not in _NO_NAMES}
    return ({first: first for first in firsts} | known) if full else {}


def _short_forms(name: str) -> set[str]:
    words = name.split()
    return {words[0], words[-1], _initials(name)}


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())
