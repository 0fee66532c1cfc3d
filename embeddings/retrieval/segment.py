"""What one segment of the indexes holds of its posts: passages, vectors, terms, words and days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import numpy as np

from embeddings.posts import Post
from embeddings.questions.spelling import words_of
from embeddings.stores import faiss
from embeddings.stores.bm25 import Bm25Writer, Fields, live, open_fields
from embeddings.stores.faiss import VectorSegment
from embeddings.stores.ids import Ids, Vectors, numbered_sentences
from embeddings.stores.outline import Outline
from embeddings.stores.postings import Postings, PostingsWriter
from embeddings.stores.protocols import Generation
from embeddings.text.passages import heading_path
from embeddings.text.terms import terms

_OUTLINE, _DAYS, _WORDS, _STEMS = "outline.npy", "days.npy", "words", "stems"
_VECTORS, _SENTENCES, _POSTS = "vectors.faiss", "sentences.faiss", "posts.faiss"


@dataclass(frozen=True)
class OpenSegment:
    """The files of a segment, mapped or in memory. Never changes; safe to share."""

    folder: Path
    outline: Outline
    days: Ids
    """Each post and its day, as the number of the days since the year 1, 0 where it has none; shape (posts, 2)."""
    passages: VectorSegment
    sentences: VectorSegment
    posts: VectorSegment
    """What each post is about as a whole."""
    fields: Fields
    words: Postings
    """The words of each post as they are written, by which questions are spelt."""
    stems: Sequence[str]
    """The terms of each of these words in small letters, with spaces between."""
    _sizes: Mapping[Path, int]

    @classmethod
    def open(cls, folder: Path) -> OpenSegment:
        """What :func:`write` has written into a folder.

        Raises:
            OSError: a file is missing, or holds something else.
            ValueError: likewise.
        """
        outline = Outline.of(np.load(folder / _OUTLINE))
        unique = np.unique(outline.posts)
        return cls(
            folder,
            outline,
            np.load(folder / _DAYS),
            VectorSegment.open(folder / _VECTORS, outline.passages, outline.posts),
            VectorSegment.open(folder / _SENTENCES, sentence_ids(outline), np.repeat(outline.posts, outline.sentences)),
            VectorSegment.open(folder / _POSTS, unique, unique),
            open_fields(folder),
            Postings(folder / _WORDS),
            (folder / _STEMS).read_text(encoding="utf-8", errors="surrogatepass").split("\n"),
            {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()},
        )

    @cached_property
    def every_post(self) -> Ids:
        """Its posts, ascending, those without passages too."""
        return np.union1d(self.outline.posts, self.days[:, 0])

    def counted(self, gone: Ids) -> int:
        """How many passages it has without those of some posts."""
        return int(np.count_nonzero(np.isin(self.outline.posts, gone, invert=True)))

    def is_cut_off(self) -> bool:
        """Whether a file has become shorter since: the system ends a process that reads what is mapped of it then."""
        for path, size in self._sizes.items():
            try:
                if path.stat().st_size < size:
                    return True
            except OSError:  # one that was deleted stays for who has mapped it
                continue
        return False


def sentence_ids(outline: Outline) -> Ids:
    """The ids of all sentences, in the order of the passages and of their text; shape (sentences,)."""
    return numbered_sentences(outline.passages, outline.sentences)


def write(
    folder: Path,
    generation: Generation,
    outline: Outline,
    posts: Ids | None,
    fresh: Ids | None,
    joined: Sequence[tuple[OpenSegment, Ids]] = (),
) -> None:
    """Write a segment.

    Args:
        folder: that is empty.
        generation: what it is made of.
        outline: of its posts.
        posts: which these are; ``None`` for all that there are.
        fresh: those of them that are read, ``None`` for all.
        joined: segments that hold the others, each with the posts of it that count no more.

    Raises:
        OSError: it cannot be written.
        ArchiveError: the catalog cannot be read, or lacks a vector.
    """
    np.save(folder / _OUTLINE, outline.table)
    faiss.write(folder / _VECTORS, len(outline), partial(generation.vectors, posts))
    sentences = int(outline.sentences.sum())
    faiss.write(folder / _SENTENCES, sentences, partial(generation.sentence_vectors, posts), compact=True)
    unique = np.unique(outline.posts)
    faiss.write(folder / _POSTS, len(unique), lambda: centroids(generation.vectors(posts), outline.posts))
    _write_words(folder, generation, outline, fresh, joined)


def _write_words(
    folder: Path,
    generation: Generation,
    outline: Outline,
    fresh: Ids | None,
    joined: Sequence[tuple[OpenSegment, Ids]],
) -> None:
    """Write what is made of the posts' words, each of which is read once for all of it."""
    days = [one.days[np.isin(one.days[:, 0], gone, invert=True)] for one, gone in joined]
    own: list[tuple[int, int]] = []
    with closing(Bm25Writer(folder)) as lexical, closing(PostingsWriter(folder / _WORDS)) as words:
        for number, post in generation.every_post(fresh):
            own.append((number, post.day.toordinal() if post.day else 0))
            words.add(number, number, words_of(post))
            if parts := passage_terms(number, post, outline):
                lexical.add(number, terms(post.title), parts)
        lexical.finish([(one.fields, gone) for one, gone in joined])
        words.finish([(one.words, live(one.words.posts, gone)) for one, gone in joined])
    stems = (" ".join(terms(word.casefold())) for word in Postings(folder / _WORDS).terms())
    (folder / _STEMS).write_text("\n".join(stems), encoding="utf-8", errors="surrogatepass")
    np.save(folder / _DAYS, np.concatenate([*days, np.array(own, dtype=np.int64).reshape(-1, 2)]))


def passage_terms(number: int, post: Post, outline: Outline) -> list[tuple[int, list[str]]]:
    """The id and the terms of each passage of a post, with its headings, in the order of the text."""
    found = []
    for passage in outline.passages_of(number).tolist():
        span = outline.span(passage)
        found.append((passage, terms(f"{heading_path(post, span)}\n{post.text[span.start : span.end]}")))
    return found


def centroids(vectors: Iterator[Vectors], posts: Ids) -> Iterator[Vectors]:
    """What each post is about as a whole: the mean of its passages' vectors, unit length; some posts at a time, shape
    (posts, dimension).

    Args:
        vectors: of the passages, some at a time, shape (passages, dimension).
        posts: the post of each, ascending.
    """
    left: Vectors | None = None
    done = 0
    for part in vectors:
        held = part if left is None else np.concatenate([left, part])
        of = posts[done : done + len(held)]
        # The last post may go on.
        whole = len(held) if done + len(held) == len(posts) else int(np.searchsorted(of, of[-1]))
        left = held[whole:]
        if whole:
            yield _centroids(held[:whole], of[:whole])
            done += whole


def _centroids(vectors: Vectors, posts: Ids) -> Vectors:
    sums = np.add.reduceat(vectors, np.unique(posts, return_index=True)[1], axis=0)
    means: Vectors = (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return means
