"""What BM25 and the spelling have to know of all posts of a generation: how often words stand there, and how long texts
are. Small beside the posts, and kept up to date by what is taken away and what is added.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), in the form of Lucene.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from math import log1p
from typing import Any, Self

from embeddings.stores.bm25 import FIELDS, K1, B
from embeddings.stores.protocols import Field

DRIFT = 0.05
"""How far the mean length of a field may move from the one that the stored weights were made with: they are made anew
then. Until then a score differs by less than that from what it would be."""
_DIMENSIONS = (1 << 32) - 2
"""Of a sparse vector in Milvus, less 0, which stands for no term."""

Sparse = dict[int, float]
"""A sparse vector: values by their dimensions."""


@dataclass(frozen=True, slots=True)
class PostTerms:
    """The terms of one post."""

    title: Sequence[str]
    passages: Sequence[Sequence[str]]
    """Of each passage with its headings, in the order of the text."""
    words: Sequence[str]
    """As the spelling counts them."""
    sentences: int
    """How many have a vector."""

    def of_passages(self) -> Iterator[list[str]]:
        """What each passage is found by."""
        return ([*self.title, *words] for words in self.passages)

    def of_post(self) -> list[str]:
        """What the post as a whole is found by."""
        return [*self.title, *chain.from_iterable(self.passages)]


@dataclass
class Statistics:
    """Counted over the passages, the posts as a whole and the titles of one generation."""

    rows: Counter[str] = field(default_factory=Counter)
    """How many there are, by field; and of sentences."""
    lengths: Counter[str] = field(default_factory=Counter)
    """Terms of all of them together, by field."""
    frequencies: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in FIELDS})
    """By field, in how many each term stands."""
    words: Counter[str] = field(default_factory=Counter)
    means: dict[str, float] = field(default_factory=dict)
    """By field, the mean length that the stored weights are made with; set by :meth:`settle`."""

    def add(self, post: PostTerms) -> None:
        """Count a post."""
        whole: tuple[tuple[Field, list[str]], ...] = (("post", post.of_post()), ("title", list(post.title)))
        of_passages: Iterator[tuple[Field, list[str]]] = (("passage", terms) for terms in post.of_passages())
        for name, terms in chain(of_passages, whole):
            self.rows[name] += 1
            self.lengths[name] += len(terms)
            self.frequencies[name].update(set(terms))
        self.rows["sentence"] += post.sentences
        self.words.update(post.words)

    def changed(self, gone: Statistics, new: Statistics) -> Statistics:
        """These without some and with others, and with the means as they are."""
        return Statistics(
            self.rows - gone.rows + new.rows,
            self.lengths - gone.lengths + new.lengths,
            {name: self.frequencies[name] - gone.frequencies[name] + new.frequencies[name] for name in FIELDS},
            self.words - gone.words + new.words,
            dict(self.means),
        )

    def _mean(self, name: str) -> float:
        return self.lengths[name] / max(self.rows[name], 1)

    def settle(self) -> None:
        """Make the weights of every field with its mean length of now from here on."""
        self.means = {name: self._mean(name) for name in FIELDS}

    @property
    def drifted(self) -> bool:
        """Whether weights that were made before are too far from those of now."""
        return any(abs(self._mean(name) - self.means[name]) > DRIFT * self.means[name] for name in FIELDS)

    def weights(self, terms: Sequence[str], name: Field) -> Sparse:
        """A row of a field: what each of its terms adds to a score, before its rarity."""
        mean = self.means[name] or 1.0
        room = K1 * (1 - B + B * len(terms) / mean)
        weights: Sparse = {0: 1.0}  # no vector may be empty, and no question asks for 0
        for term, count in Counter(terms).items():
            weights[dimension(term)] = count / (count + room)
        return weights

    def asked(self, terms: Sequence[str], name: Field) -> Sparse:
        """A question: how rare each of its terms is in a field, as often as it stands there. Without those that no row
        has."""
        frequencies, rows = self.frequencies[name], self.rows[name]
        found: Sparse = {}
        for term in terms:
            if frequency := frequencies[term]:
                rarity = log1p((rows - frequency + 0.5) / (frequency + 0.5))
                found[dimension(term)] = found.get(dimension(term), 0.0) + rarity
        return found

    def as_json(self) -> dict[str, Any]:
        """What :meth:`of_json` takes."""
        return {
            "rows": self.rows,
            "lengths": self.lengths,
            "frequencies": self.frequencies,
            "words": self.words,
            "means": self.means,
        }

    @classmethod
    def of_json(cls, found: Mapping[str, Any]) -> Self:
        """Raises ``KeyError`` or ``TypeError`` where it is something else."""
        return cls(
            Counter(found["rows"]),
            Counter(found["lengths"]),
            {name: Counter(found["frequencies"][name]) for name in FIELDS},
            Counter(found["words"]),
            dict(found["means"]),
        )


@lru_cache(maxsize=1 << 17)
def dimension(term: str) -> int:
    """The dimension of a sparse vector that stands for a term: of a hundred thousand terms about one shares it with
    another."""
    return 1 + int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest()) % _DIMENSIONS
