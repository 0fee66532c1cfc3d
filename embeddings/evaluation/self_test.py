"""A test set that an archive makes of itself: titles, headings, and the words with which its posts link to each other.

The words of a link are how an author called an earlier post when writing of something else, much as a reader does;
they are the hard ones. Titles and headings stand in what is searched, and ought to be found nearly always.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from embeddings.evaluation.dataset import Qrels, QuestionSet
from embeddings.posts import Link, Post, Query
from embeddings.text.sentences import is_whole

Queries = list[tuple[str, Query]]
LEAST_WORDS = 3
"""Shorter ones ("here", "last week", "Update") say too little."""
MOST_QUERIES = 500
MOST_POSTS = 3
"""A title or heading that more posts have ("What comes next") asks for none of them."""


def self_test_sets(posts: Sequence[Post]) -> list[QuestionSet]:
    """A set of each kind, named by it; a kind of which the archive has none is left out."""
    titles = _named((post.title, post) for post in posts)
    headings = _named(
        (post.text[block.start : block.end], post)
        for post in posts
        for block in post.blocks
        if block.kind == "heading" and is_whole(post.text, block.start, block.end)
    )
    found = {"own titles": titles, "own headings": headings, "own links": _linked(posts)}
    return [_sampled(kind, *made) for kind, made in found.items() if made[0]]


def _sampled(name: str, queries: Queries, qrels: Qrels) -> QuestionSet:
    """Queries from all over the archive, as many as are asked in a few minutes."""
    kept = queries[:: -(-len(queries) // MOST_QUERIES)]
    return QuestionSet(name, kept, {key: qrels[key] for key, _ in kept})


def _named(names: Iterator[tuple[str, Post]]) -> tuple[Queries, Qrels]:
    holders: dict[str, dict[str, int]] = {}
    for name, post in names:
        if _tells(name):
            holders.setdefault(" ".join(name.split()), {})[post.id] = 1
    kept = {name: grades for name, grades in holders.items() if len(grades) <= MOST_POSTS}
    return [(name, Query(name)) for name in kept], kept


def _linked(posts: Sequence[Post]) -> tuple[Queries, Qrels]:
    """Each linking post is left out of its own links' rankings, since the words stand in it."""
    places: dict[str, list[Post]] = {}
    for post in posts:
        if post.url:
            places.setdefault(_place(post.url), []).append(post)
    queries: dict[str, Query] = {}
    qrels: dict[str, dict[str, int]] = {}
    for post in posts:
        for link in post.links:
            targets = places.get(_target(post, link), [])
            # Several posts on one page, as in a month's archive, are not told apart by its address.
            if len(targets) == 1 and targets[0].id != post.id and _tells(link.text):
                key = f"{post.id} > {link.text}"
                queries[key] = Query(link.text, exclude=post.id)
                qrels.setdefault(key, {})[targets[0].id] = 1
    return list(queries.items()), qrels


def _target(post: Post, link: Link) -> str:
    try:
        return _place(urljoin(post.url, link.address))
    except ValueError:  # what authors write is not always an address
        return ""


def _tells(text: str) -> bool:
    return len(text.split()) >= LEAST_WORDS and "://" not in text


def _place(address: str) -> str:
    """What two addresses of one page have in common."""
    parts = urlsplit(address)
    path = parts.path.removesuffix("/").removesuffix("/index.html").removesuffix(".html")
    return f"{(parts.hostname or '').removeprefix('www.')}{path}"
