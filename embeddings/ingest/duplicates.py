"""The same post from two sources: it is kept once, from the one that knows its own address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from embeddings.posts import Post
from embeddings.text.sentences import blocks_of, sentence_spans
from embeddings.text.terms import terms
from embeddings.web.addresses import address_key, is_address

_COVERED = 0.8
"""Share of a post's words, in sentences that another post has too, from which the two are one."""

Key = tuple[str, str]
"""A post by its source and its id."""


def duplicates(posts: Mapping[Key, Post]) -> dict[Key, Key]:
    """Which posts to leave out, each with the one that stands for it.

    A blog on the web stands for copies of its posts in files: for one with the same address, and for one of the same
    day that says the same, as a dump without addresses does. No post stands for another of its own source.
    """
    files = {key: post for key, post in posts.items() if not is_address(key[0])}
    web = {key: post for key, post in posts.items() if is_address(key[0])}
    by_address: dict[str, Key] = {}
    found: dict[Key, Key] = {}
    for key, post in web.items():
        first = by_address.setdefault(address_key(post.url), key)
        if first[0] != key[0]:
            found[key] = first
    by_day: dict[date, list[Key]] = {}
    for key, post in web.items():
        if post.day and key not in found:
            by_day.setdefault(post.day, []).append(key)
    for key, post in files.items():
        same = by_address.get(address_key(post.url)) if post.url else None
        near = [other for shift in (-1, 0, 1) for other in by_day.get(_shifted(post, shift), ())]
        same = same or _covering(post, {other: web[other] for other in near})
        if same:
            found[key] = same
    return found


def _shifted(post: Post, days: int) -> date:
    """A day off, since a source may give a post's time in another zone."""
    return post.day + timedelta(days=days) if post.day else date.min


def _covering(post: Post, others: Mapping[Key, Post]) -> Key | None:
    """The post that says most of what another says, where together they say nearly all of it."""
    if not others:
        return None
    said = {key: frozenset(_sentences(other)) for key, other in others.items()}
    sentences = _sentences(post)
    words = sum(len(sentence) for sentence in sentences)
    held = {key: sum(len(sentence) for sentence in sentences if sentence in whole) for key, whole in said.items()}
    together = frozenset().union(*said.values())
    if not words or sum(len(s) for s in sentences if s in together) < _COVERED * words:
        return None
    return max(held, key=lambda key: held[key])


def _sentences(post: Post) -> Sequence[tuple[str, ...]]:
    """The terms of each sentence, so that white space, quotation marks and accents make no difference."""
    spans = (span for block in blocks_of(post) for span in sentence_spans(post.text, block))
    return [found for start, end in spans if (found := tuple(terms(post.text[start:end])))]
