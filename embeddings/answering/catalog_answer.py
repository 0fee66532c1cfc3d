"""What the catalog says of the archive itself, as a record."""

from __future__ import annotations

from dataclasses import dataclass

from embeddings.posts import Answer, Post
from embeddings.questions.lookup_grammar import Lookup


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogAnswer(Answer):
    """What the catalog says of the archive itself.

    It counts as answered where it knows what was asked: there is such a post, and its author or its day is known where
    that was the question, or there are authors or tags. Its quotes are verbatim from the posts named: of a summary the
    opening and the headings, else of each post the sentence that stands best for it, or for the subject.
    """

    lookup: Lookup
    """What was looked up, its names as the archive has them."""
    posts: tuple[Post, ...]
    """Those that it comes to, the newest first, or the oldest where that was asked for; a few of them."""
    count: int
    """How many there are in all."""
    titled: int
    """How many of them have the subject in their title or a tag; 0 without a subject."""
    names: tuple[tuple[str, int], ...] = ()
    """All authors or all tags with how many posts each has, those of most first, where they were asked for; then no
    post is named, and ``count`` is of these."""
    exact: bool
    """Whether the others name the subject, and do not only have all its words in one passage."""
