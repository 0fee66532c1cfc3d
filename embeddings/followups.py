"""A question that leans on the ones before it, made whole."""

from __future__ import annotations

import re

from embeddings.lexical import query_terms
from embeddings.posts import Query

_LEANS = re.compile(
    r"\b(?:it|its|he|him|his|she|her|hers|they|them|their|theirs|that|this|those|these|there|one|ones|else|same)\b"
    r"|^(?:and|but|so|or|why|how come|what about|how about|what else|who else)\b",
    re.IGNORECASE,
)
_FEW_TERMS = 2


def whole_question(query: Query) -> str:
    """What to search for: the question, after the last one in its history where it leans on it."""
    if not query.history:
        return query.text
    terms = query_terms(query.text)
    if not _LEANS.search(query.text.strip()) and len(terms) > _FEW_TERMS:
        return query.text
    return f"{query.history[-1].strip()} {query.text.strip()}"
