"""Which words of a quote stand out: those that answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from embeddings.languages import spaced
from embeddings.posts import Post
from embeddings.questions.types import price, question_type, wants_explanation
from embeddings.retrieval.ranking import Asked
from embeddings.text.passages import ADDRESS
from embeddings.text.sentences import blocks_of, sentence_spans
from embeddings.text.terms import terms

_CLAUSE = re.compile(r"[,;:)\]]['\"’”»]*\s+|\s(?:[–—-]|--)\s|(?<=\w)--(?=\w)|—|[、，；：]|\n+")
"""Where a clause ends within a sentence."""
_ITEM = r"[^\s,;:.!?()]+(?:\s+[^\s,;:.!?()]+){0,3}"
_AND = rf"(?:{spaced('conjunctions')}|{spaced('either')})"
_ENUMERATED = re.compile(rf",\s+(?:{_ITEM},\s+)*{_ITEM},?\s+{_AND}\s", re.IGNORECASE)
"""The commas of "Guelder Rose, Juneberry, Dogwood and Sea Buckthorn", behind the first of them."""
_BRACKETED = re.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]|（[^（）\n]*）")
_EDGES = " \t\n,;:–—、，；："
_FEWEST, _MOST = 12, 0.75
"""Characters of the shortest clause that may stand out, and the share of the quote of the longest."""
_CUED = 0.3
"""What the cue of a kind of question adds to a clause's coverage."""
_NEW = 4
"""Terms of a clause that the question does not have, from which on it says something."""


def emphasis(asked: Asked, post: Post, start: int, end: int, said: tuple[int, int]) -> tuple[int, int] | None:
    """Offsets of the words of a quote that answer; ``None`` where none stand out.

    Args:
        asked: the question.
        post: what is quoted.
        start: where the quote begins.
        end: where it ends.
        said: the sentence in it that was chosen. Where a fact is wanted, its clause stands out that holds most of what
            was asked, and says more than that; where an explanation is, or there is no such clause, all of it.
    """
    first, last = _stripped(post.text, max(start, said[0]), min(end, said[1]))
    several = (first, last) != _stripped(post.text, start, end)
    explained = wants_explanation(asked.text) and question_type(asked.text) is None
    best = None if several and explained else _telling_clause(asked, post, first, last)
    if best is None and last - first >= _FEWEST and "\n" not in post.text[first:last]:
        best = first, last
    return best if best and best[1] - best[0] < _MOST * (end - start) else None


def _telling_clause(asked: Asked, post: Post, start: int, end: int) -> tuple[int, int] | None:
    """The clause that holds most of what was asked, of those that say more than that."""
    borders = sorted({start, *_sentence_ends(post, start, end), *_clause_ends(post, start, end), end})
    kind, known = question_type(asked.text), set(terms(asked.text))
    cue = price(asked.text) or (kind.cue if kind else None)
    best, most = None, 0.0
    for clause in (_stripped(post.text, *pair) for pair in pairwise(borders)):
        text = post.text[slice(*clause)]
        said = ADDRESS.sub("", text)
        if len(said) < _FEWEST or sum(term not in known for term in terms(said)) < _NEW:
            continue
        worth = asked.coverage(terms(text)) + (_CUED if cue and cue.search(text) else 0.0)
        if worth > most:
            best, most = clause, worth
    return best


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """A part of a text without what stands at a clause's edges."""
    clause = text[start:end].lstrip(_EDGES).rstrip(f"-{_EDGES}")
    place = text.index(clause, start)
    return place, place + len(clause)


def _clause_ends(post: Post, start: int, end: int) -> Iterator[int]:
    """Where the clauses of a span end; what stands in brackets is part of the one around it."""
    inside = [match.span() for whole in (_BRACKETED, _ENUMERATED) for match in whole.finditer(post.text, start, end)]
    for match in _CLAUSE.finditer(post.text, start, end):
        if not any(first <= match.start() < last for first, last in inside):
            yield match.end()


def _sentence_ends(post: Post, start: int, end: int) -> Iterator[int]:
    for block in blocks_of(post):
        if block.start < end and block.end > start:
            yield from (last for _, last in sentence_spans(post.text, block) if start < last < end)
