"""Around a quote: the sentences before and after it, how its post begins, and what else that says about it."""

from __future__ import annotations

from embeddings.posts import Post
from embeddings.retrieval.search import SearchIndex
from embeddings.text.sentences import blocks_of, sentence_spans, shortened
from embeddings.text.terms import terms

MORE = 260
"""Characters that each further part of a post may have."""


def around(post: Post, start: int, end: int, sentences: int = 2) -> tuple[int, int]:
    """Offsets of a span with a few sentences before and after it, for context."""
    everything = [s for block in blocks_of(post) for s in sentence_spans(post.text, block)]
    inside = [i for i, (first, last) in enumerate(everything) if first < end and last > start]
    if not inside:
        return start, end
    before = everything[max(0, inside[0] - sentences)][0]
    after = everything[min(len(everything) - 1, inside[-1] + sentences)][1]
    return min(before, start), max(after, end)


def opening(post: Post, length: int) -> tuple[int, int]:
    """The post's first sentences: as many as fit into ``length`` characters, and one at least."""
    return _opening(post, 0, len(post.text), length) or (0, len(post.text))


def representative_sentence(index: SearchIndex, post: int, about: str = "") -> tuple[int, int]:
    """The sentence that stands best for a post: the nearest to all it says, of those that say most of some words."""
    text = index.posts[post].text
    found = index.sentences_of(post)
    if not found:
        return opening(index.posts[post], MORE)
    wanted = set(terms(about))
    said = [len(wanted & set(terms(text[start:end]))) for (start, end), _ in found]
    worth = [cosine if count == max(said) else -1.0 for (_, cosine), count in zip(found, said, strict=True)]
    return found[worth.index(max(worth))][0]


def more(index: SearchIndex, post: int, start: int, end: int, limit: int) -> list[tuple[int, int]]:
    """How the passages of a post begin that are nearest to a span of it and hold nothing of it, in their order."""
    first, last = index.rows_of(post)
    here = [row for row in range(first, last) if index.spans[row].start < end and index.spans[row].end > start]
    others = [row for row in range(first, last) if row not in here]
    if not here or not others:
        return []
    vectors = index.vectors.rows(first, last)
    near = vectors @ vectors[here[0] - first]
    nearest = sorted(sorted(others, key=lambda row: -near[row - first])[:limit])
    found = [_opening(index.posts[post], index.spans[row].start, index.spans[row].end, MORE) for row in nearest]
    return [span for span in found if span]


def _opening(post: Post, first: int, last: int, length: int) -> tuple[int, int] | None:
    """The first sentences that stand between two offsets, headings left out; ``None`` where none does."""
    found: tuple[int, int] | None = None
    for block in blocks_of(post):
        if block.kind == "heading" or block.end <= first or block.start >= last:
            continue
        for start, end in sentence_spans(post.text, block):
            if start < first or end > last:
                continue
            if found and end - found[0] > length:
                return found
            found = (found[0] if found else start, shortened(post.text, start, end))
    return found
