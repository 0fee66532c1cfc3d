"""The sentences of an archive by their stored vectors: those that stand for a post, and those that say the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from embeddings.posts import Post
from embeddings.retrieval.indexes import Indexes
from embeddings.stores.ids import passage_of, sentence_id
from embeddings.text.passages import sentences_in
from embeddings.text.sentences import MAX_SENTENCE
from embeddings.text.terms import numbers, same, terms

ALSO = 3
"""Other posts named that say the same as a quote."""
SHORTEST = 40
"""Characters of a sentence that can stand for a post alone."""
NEIGHBOURS = 24
"""Nearest sentences that are looked at for the same words."""
NEAR = 0.7
"""Cosine that they need: the same words in other surroundings come to 0.8 and more."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one generation."""

    indexes: Indexes
    posts: Callable[[Collection[int]], Mapping[int, Post]]
    """Posts of the generation by their ids."""

    def of(self, identity: int, post: Post) -> list[tuple[tuple[int, int], float]]:
        """The spans of a post's sentences that could be shown alone, each with its cosine to the post as a whole."""
        stores = self.indexes.stores
        centroid = stores.posts.fetch(np.array([identity], dtype=np.int64))[0]
        fitting = [found for found in self._every(identity, post) if SHORTEST <= found[2] - found[1] <= MAX_SENTENCE]
        cosines = stores.sentences.fetch(np.array([found[0] for found in fitting], dtype=np.int64)) @ centroid
        return [((start, end), float(cosine)) for (_, start, end), cosine in zip(fitting, cosines, strict=True)]

    def saying_the_same(self, identity: int, start: int, end: int) -> tuple[Post, ...]:
        """Other posts with a sentence that says what the longest of a span says, in almost the same words and with the
        same numbers."""
        post = self.posts([identity])[identity]
        inside = [found for found in self._every(identity, post, start, end) if found[1] < end and found[2] > start]
        if not inside:
            return ()
        sentence, first, last = max(inside, key=lambda found: found[2] - found[1])
        # A list that gives another day is another list.
        beside = [post.text[found[1] : found[2]] for found in inside if found[0] != sentence]
        counting = [_plain(text) for text in beside if numbers(text)]
        words, counted = frozenset(terms(post.text[first:last])), numbers(post.text[first:last])
        stores = self.indexes.stores
        hits = stores.sentences.search(stores.sentences.fetch(np.array([sentence], dtype=np.int64))[0], NEIGHBOURS)
        near = hits.ids[hits.scores >= NEAR]
        passages = passage_of(near)
        owners = stores.outline.posts_of(passages)
        posts = self.posts({int(owner) for owner in owners})
        found: dict[int, Post] = {}
        for other, passage, owner in zip(near.tolist(), passages.tolist(), owners.tolist(), strict=True):
            if owner not in posts or owner == identity or owner in found:
                continue
            spans = list(sentences_in(posts[owner], stores.outline.span(passage)))
            place = min(other - sentence_id(passage, 0), len(spans) - 1)
            said = posts[owner].text[slice(*spans[place])] if spans else ""
            # Announcements of two versions differ in these alone.
            if not (said and numbers(said) == counted and same(words, frozenset(terms(said)))):
                continue
            if all(one in _plain(posts[owner].text) for one in counting):
                found[owner] = posts[owner]
            if len(found) == ALSO:
                break
        return tuple(found.values())

    def _every(
        self, identity: int, post: Post, start: int = 0, end: int | None = None
    ) -> Iterator[tuple[int, int, int]]:
        """Id, start and end of every sentence of the passages of a post, of those alone that a span reaches into."""
        outline = self.indexes.stores.outline
        end = len(post.text) if end is None else end
        for passage in outline.passages_of(identity).tolist():
            span = outline.span(passage)
            if span.start >= end or span.end <= start:
                continue
            spans = list(sentences_in(post, span))
            for sentence, (first, last) in zip(outline.sentence_ids(passage, len(spans)).tolist(), spans, strict=True):
                yield sentence, first, last


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
