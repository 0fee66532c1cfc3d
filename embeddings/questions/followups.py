"""Follow-up questions, rewritten so that they can be searched for on their own.

Query resolution by term selection: a question that depends on its conversation, by anaphora, as a continuation or
because it is elliptic, is expanded with the terms that weigh most in the turns before it (the task of Voskarides and
others, Query Resolution for Conversational Search with Limited Supervision, SIGIR 2020, without a model).
"""

from __future__ import annotations

import re
from collections import Counter

from embeddings.languages import TERMS_LANGUAGE, pattern_for
from embeddings.posts import Query
from embeddings.text.terms import query_terms, terms

_DEPENDS = re.compile(rf"{pattern_for('anaphora')}|^{pattern_for('continuations')}", re.IGNORECASE)
_ELLIPTIC = 2
"""Terms; a reply with no more of them says too little alone."""
_MOST_WORDS = 6
"""Words added at most. Fewer miss more of what human rewrites add, more add what they do not:
``tests/benchmarks/followups.py``."""
_LEAST_WEIGHT = 2
"""Weight below which a word is not added: 1 for each turn it is in, 1 more for the first turn, for the last, and for
being written as a name."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_FILLER_TERMS = frozenset(terms(" ".join(TERMS_LANGUAGE.filler_words)))
"""Of the language whose stop words are in effect: a German filler may be an English subject ("war")."""


def whole_question(query: Query) -> str:
    """The question as it is searched for: as it stands, or followed by the topic of its conversation in brackets."""
    text = query.text.strip()
    own = set(query_terms(text))
    depends = bool(_DEPENDS.search(text)) or (query.replies and len(own) <= _ELLIPTIC)
    if not query.history or not depends:
        return query.text
    words = _topic(query.history, own)
    return f"{text} ({', '.join(words)})" if words else query.text


def _topic(history: tuple[str, ...], own: set[str]) -> list[str]:
    """The words that weigh most in a conversation, in the order in which they came up."""
    weights: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for turn, said in enumerate(history):
        uncounted = set(query_terms(said)) - own - _FILLER_TERMS
        for position, match in enumerate(_WORD.finditer(said)):
            word = match.group()
            for term in uncounted.intersection(terms(word)):
                uncounted.discard(term)
                name = word[:1].isupper() and (position > 0 or turn == 0)
                weights[term] += 1 + (turn == 0) + (turn == len(history) - 1) + name
                shown.setdefault(term, word)
    best = {term for term, weight in weights.most_common(_MOST_WORDS) if weight >= _LEAST_WEIGHT}
    return list(dict.fromkeys(shown[term] for term in shown if term in best))
