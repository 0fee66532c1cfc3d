"""A question that leans on the ones before it, made whole: by the words that its conversation is about."""

from __future__ import annotations

import re
from collections import Counter

from embeddings.posts import Query
from embeddings.text.terms import query_terms, terms

_LEANS = re.compile(
    r"\b(?:it|its|he|him|his|she|her|hers|they|them|their|theirs|that|this|those|these|there|one|ones|else|same)\b"
    r"|^(?:and|but|so|or|why|how come|what about|how about|what else|who else|"
    r"und|aber|warum|wieso|was ist mit|y|pero|por qué|qué hay de|et|mais|pourquoi|e|mas|por que)\b"
    r"|^(?:那|为什么|為什麼|なぜ|では)",
    re.IGNORECASE,
)
_FEW_TERMS = 2
_WORDS = 6
"""Words taken from the conversation at most. Fewer miss more of what human rewrites add, more add what they do not:
``tests/benchmarks/followups.py``."""
_LEAST = 2
"""Worth of a word below which it is not taken: being in one turn is worth 1, in the first or the last 1 more, being
a name 1 more."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_EMPTY = frozenset(
    terms(
        "tell me about what some give other any anything else know happen happened ever make made get got go name many "
        "much long often explain describe interesting article first important ok okay thanks also like well really did "
        "use used must may might before after again also just only more most very now then thing things"
    )
)
"""What questions are full of, whatever they are about."""


def whole_question(query: Query) -> str:
    """What to search for: the question, and in brackets what its conversation is about where it leans on that."""
    text = query.text.strip()
    own = set(query_terms(text))
    leans = bool(_LEANS.search(text)) or (query.replies and len(own) <= _FEW_TERMS)
    if not query.history or not leans:
        return query.text
    words = _subject(query.history, own)
    return f"{text} ({', '.join(words)})" if words else query.text


def _subject(history: tuple[str, ...], own: set[str]) -> list[str]:
    """The words that a conversation is about, in the order in which they came up."""
    worth: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for turn, said in enumerate(history):
        counted = set(query_terms(said)) - own - _EMPTY
        for place, match in enumerate(_WORD.finditer(said)):
            word = match.group()
            for term in counted.intersection(terms(word)):
                counted.discard(term)
                named = word[:1].isupper() and (place > 0 or turn == 0)
                worth[term] += 1 + (turn == 0) + (turn == len(history) - 1) + named
                shown.setdefault(term, word)
    best = {term for term, value in worth.most_common(_WORDS) if value >= _LEAST}
    return list(dict.fromkeys(shown[term] for term in shown if term in best))
