"""BM25 over the same passages, through bm25s."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer

from embeddings.languages import TERMS_LANGUAGE, UNSPACED_SCRIPTS

SAME = 0.75
"""Share of their words that two sentences, or two passages, have in common which say the same (Jaccard)."""
FEWEST_WORDS = 5
"""Terms of a sentence that can say the same as another without being it."""

_UNSPACED = "".join(UNSPACED_SCRIPTS.values())
_TERM = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+(?:['’][^\W_{_UNSPACED}]+)?")
_stemmer = Stemmer.Stemmer(TERMS_LANGUAGE.stemmer)


def terms(text: str) -> list[str]:
    """The text's index terms: case and accents folded, English stems, CJK as single characters and pairs."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    found: list[str] = []
    for word in _TERM.findall(unicodedata.normalize("NFC", folded)):
        if re.match(f"[{_UNSPACED}]", word):
            found += word
            found += (word[i : i + 2] for i in range(len(word) - 1))
        else:
            found.append(_stem(word))
    return found


def query_terms(text: str) -> list[str]:
    """The question's terms without those that say nothing about its subject, unless it has no others."""
    everything = terms(text)
    return [term for term in everything if term not in _STOP_STEMS] or everything


def holds(text: str, words: str) -> bool:
    """Whether a text has all of some words, in any of their forms."""
    return set(terms(words)) <= set(terms(text))


def same(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two sentences or passages say the same, by their terms; those of a few words only if all are the same."""
    if min(len(words), len(others)) < FEWEST_WORDS:
        return words == others
    return len(words & others) >= SAME * len(words | others)


@lru_cache(maxsize=1 << 17)
def _stem(word: str) -> str:
    word = word.replace("’", "'").removesuffix("'s")
    stem: str = _stemmer.stemWord(word)
    return stem


_STOP_STEMS = frozenset(_stem(word) for word in TERMS_LANGUAGE.stop_words)


class LexicalIndex:
    """BM25 scores of every passage for a question.

    Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), in the form of Lucene.
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        """``texts``: the terms of each passage."""
        self.size = len(texts)
        self._vocabulary: dict[str, int] = {}
        rows = [[self._vocabulary.setdefault(term, len(self._vocabulary)) for term in text] for text in texts]
        frequency = np.zeros(len(self._vocabulary), dtype=np.int64)
        for row in rows:
            frequency[list(set(row))] += 1
        self._idf = np.log1p((self.size - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
        self._bm25 = None
        if self._vocabulary:
            self._bm25 = bm25s.BM25(k1=1.2, b=0.75)
            tokenized = bm25s.tokenization.Tokenized(ids=rows, vocab=dict(self._vocabulary))
            self._bm25.index(tokenized, create_empty_token=False, show_progress=False)

    def scores(self, question_terms: Sequence[str]) -> npt.NDArray[np.float32]:
        """BM25 scores, shape (passages,), 0 where no term is shared."""
        ids = [self._vocabulary[term] for term in question_terms if term in self._vocabulary]
        if not ids or self._bm25 is None:
            return np.zeros(self.size, dtype=np.float32)
        scores: npt.NDArray[np.float32] = self._bm25.get_scores_from_ids(ids)
        return scores

    def idf(self, term: str) -> float:
        """How rare the term is in the archive; a term that it lacks counts as the rarest."""
        position = self._vocabulary.get(term)
        return float(self._idf[position]) if position is not None else float(np.log1p(2 * self.size + 1))

    def __contains__(self, term: str) -> bool:
        return term in self._vocabulary
