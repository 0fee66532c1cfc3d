"""The same post from two sources: it is kept once, from the one that knows its own address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from embeddings.posts import Post
from embeddings.stores.overlap import Overlap
from embeddings.text.sentences import blocks_of, sentence_spans
from embeddings.text.terms import terms

_COVERED = 0.8
"""Share of a post's words, in sentences that another post has too, from which the two are one."""
_REMEMBERED = 64
"""Posts on the web whose sentences are kept, for the posts of the same day in files."""

Sentence = tuple[str, ...]
"""Its terms, so that white space, quotation marks and accents make no difference."""


def duplicates(overlap: Overlap) -> dict[int, int]:
    """Which posts to leave out, by their numbers, each with the one that stands for it.

    A blog on the web stands for copies of its posts in files: for one with the same address, and for one of the same
    day that says the same, as a dump without addresses does. Of several blogs the post that came first stands for
    those of its address, and of several files for those of its address and title. No post stands for another of its
    own source.
    """
    found = {
        number: first
        for web in (True, False)
        for (first, source), *later in overlap.posts_of_one_address(web=web)
        for number, other in later
        if other != source
    }
    files = overlap.files_of_web_addresses()

    @lru_cache(_REMEMBERED)
    def sentences_of(number: int) -> frozenset[Sentence]:
        return frozenset(_sentences(overlap.post(number)))

    for number, near in overlap.files_of_web_days():
        others = {other: sentences_of(other) for other in near if other not in found}
        if number not in files and others and (same := _covering(overlap.post(number), others)) is not None:
            files[number] = same
    return found | files


def _covering(post: Post, others: Mapping[int, frozenset[Sentence]]) -> int | None:
    """The post that says most of what another says, where together they say nearly all of it."""
    sentences = _sentences(post)
    words = sum(len(sentence) for sentence in sentences)
    held = {key: sum(len(sentence) for sentence in sentences if sentence in whole) for key, whole in others.items()}
    together = frozenset[Sentence]().union(*others.values())
    if not words or sum(len(s) for s in sentences if s in together) < _COVERED * words:
        return None
    return max(held, key=lambda key: held[key])


def _sentences(post: Post) -> Sequence[Sentence]:
    spans = (span for block in blocks_of(post) for span in sentence_spans(post.text, block))
    return [found for start, end in spans if (found := tuple(terms(post.text[start:end])))]
