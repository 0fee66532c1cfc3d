"""An archive's indexes on an engine that many machines search: a sync writes them before it is seen, readers find them
there. The catalog stays the truth: what is missing there is made again of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from embeddings.errors import BusyArchiveError, SearchError, UnreachableArchiveError
from embeddings.posts import Post
from embeddings.questions.spelling import Spelling, words_in
from embeddings.retrieval.indexes import Found, centroids, sentence_ids
from embeddings.stores import schema
from embeddings.stores.catalog import Catalog
from embeddings.stores.generation import SqlGeneration
from embeddings.stores.outline import Outline
from embeddings.stores.protocols import EncodedPassage, Generation
from embeddings.stores.search import Known, PostRows, Samples, SearchEngine
from embeddings.stores.statistics import PostTerms, Statistics
from embeddings.stores.switch import touched
from embeddings.text.passages import heading_path
from embeddings.text.terms import fingerprint, terms

log = logging.getLogger(__name__)

_POSTS = 64
"""Posts in memory at once."""
_STAMP = "searched"
"""Entry of the sync state: the stamp of the generation that was written to the engine."""

_COUNTED = {"passages": "passage", "sentences": "sentence", "posts": "post"}
"""What is counted of each kind of row."""


class Publisher:
    """Writes and finds the indexes of one archive."""

    def __init__(self, engine: SearchEngine, catalog: Catalog) -> None:
        """Raises ``ArchiveError`` where the catalog has to be given an id and cannot be written."""
        self._engine = engine
        self._catalog = catalog
        place, known = catalog.database.place, schema.identity(catalog.database)
        if isinstance(place, Path):
            # A folder that is copied is another archive from there on.
            known = schema.digest(f"{known}\0{place.expanduser().resolve()}")
        self._archive = known
        """The archive's id there."""

    # ---- a sync

    @contextmanager
    def publishing(self, connection: sa.Connection, *, recut: bool) -> Iterator[None]:
        """Write what changes within the ``with``: before it is committed, and only if a new generation begins there.

        Args:
            connection: in the transaction that makes it visible.
            recut: whether all passages change.

        Raises:
            SearchError: the engine stays away, or refuses.
        """
        before = self._seen_by(connection)
        changed = None if recut or _STAMP not in before.state else touched(connection)
        gone = Statistics()
        for _, post, passages in _posts_of(before, changed or []):
            gone.add(_terms_of(post, passages))
        yield
        after = self._seen_by(connection)
        if after.number != before.number:
            base = None if changed is None else self._base(before)
            schema.write_state(connection, {_STAMP: self._write(after, base, changed or [], gone)})

    def _seen_by(self, connection: sa.Connection) -> SqlGeneration:
        return SqlGeneration(connection, self._catalog.database.place, self._catalog.database.errors)

    def _base(self, before: Generation) -> Known | None:
        """What there is of a generation that another can go on from."""
        known = self._engine.known(self._archive, before.number)
        fits = known is not None and (known.stamp, known.terms) == (before.state[_STAMP], fingerprint())
        return known if fits else None

    def _write(self, generation: Generation, base: Known | None, changed: Sequence[int], gone: Statistics) -> str:
        """Write a generation, and return its stamp.

        Args:
            generation: what is to be there.
            base: the generation that it goes on from; ``None`` to write all of it.
            changed: numbers of the posts in which it differs from that.
            gone: the statistics of those as they were there.
        """
        outline = generation.outline()
        sizes = _sizes(generation, outline) or (base and (base.dimension, base.width))
        if not sizes:
            return _stamp(outline)  # there is nothing, and was nothing
        statistics = base.statistics.changed(gone, _statistics(generation, changed)) if base else Statistics()
        whole = base is None or statistics.drifted
        numbers = np.unique(outline.posts).tolist() if whole else changed
        if whole:
            statistics = _statistics(generation, numbers)
            statistics.settle()
        writer = self._engine.writer(self._archive, generation.number, *sizes)
        writer.end(None if whole else changed)
        writer.put(_rows_of(generation, numbers), statistics)
        rows = {kind: statistics.rows[name] for kind, name in _COUNTED.items()}
        stamp = _stamp(outline)
        writer.finish(Known(stamp, fingerprint(), *sizes, rows, statistics))
        return stamp

    # ---- readers

    def load(self, generation: Generation, outline: Outline) -> Found:
        """The indexes of a generation; made of the catalog where they are not there, as after a move.

        Raises:
            BusyArchiveError: they are not there, and another process is writing.
            UnreachableArchiveError: a newer generation came while they were to be made.
            SearchError: the engine stays away, or refuses.
        """
        known = self._known(generation, outline) or self._made(generation, outline)
        posts = np.unique(outline.posts)
        samples = Samples(outline.passages, sentence_ids(outline), posts)
        stores = self._engine.stores(self._archive, generation.number, known, samples)
        return Found(stores, Spelling.of(known.statistics.words))

    def _known(self, generation: Generation, outline: Outline) -> Known | None:
        known = self._engine.known(self._archive, generation.number)
        fits = known is not None and known.stamp == _stamp(outline)
        return known if known and fits and self._engine.is_whole(self._archive, generation.number, known) else None

    def _made(self, generation: Generation, outline: Outline) -> Known:
        place, engine = self._catalog.database.place, self._engine.place
        with ExitStack() as stack:
            try:
                stack.enter_context(self._catalog.database.alone())
            except BusyArchiveError as error:
                reason = f"its indexes are not in {engine} yet, and another run is writing them"
                raise BusyArchiveError(place, reason) from error
            if self._catalog.generation() != generation.number:
                raise UnreachableArchiveError(place, "it was changed while its indexes were to be made")
            if known := self._known(generation, outline):
                return known  # another process was faster
            log.warning("%s: its indexes are not in %s; making them of the catalog.", place, engine)
            self._write(generation, None, [], Statistics())
            if known := self._known(generation, outline):
                return known
        raise SearchError(engine, "it did not keep what was sent")

    def remove(self) -> None:
        """Delete what is there of the archive; whoever opens it next makes it again."""
        self._engine.remove(self._archive)

    def close(self) -> None:
        """Let go of the engine."""
        self._engine.close()


def _stamp(outline: Outline) -> str:
    """What a generation is known by: the keys of its vectors, and the ids that they go by."""
    return schema.digest(outline.keys + schema.digest(f"{outline.passages.tolist()} {outline.posts.tolist()}"))


def _posts_of(generation: Generation, numbers: Sequence[int]) -> Iterator[tuple[int, Post, Sequence[EncodedPassage]]]:
    """Posts by their numbers with their passages, one after the other; without those that have none."""
    for start in range(0, len(numbers), _POSTS):
        part = numbers[start : start + _POSTS]
        posts = generation.posts(part)
        for number, passages in groupby(generation.encoded(part), key=lambda passage: passage.post):
            if number in posts:  # a damaged one is left out
                yield number, posts[number], list(passages)


def _terms_of(post: Post, passages: Sequence[EncodedPassage]) -> PostTerms:
    texts = (f"{heading_path(post, one.span)}\n{post.text[one.span.start : one.span.end]}" for one in passages)
    sentences = sum(len(passage.sentences) for passage in passages)
    return PostTerms(terms(post.title), [terms(t) for t in texts], words_in(f"{post.title}\n{post.text}"), sentences)


def _statistics(generation: Generation, numbers: Sequence[int]) -> Statistics:
    """Those of some posts."""
    statistics = Statistics()
    for _, post, passages in _posts_of(generation, numbers):
        statistics.add(_terms_of(post, passages))
    return statistics


def _rows_of(generation: Generation, numbers: Sequence[int]) -> Iterator[PostRows]:
    for number, post, passages in _posts_of(generation, numbers):
        vectors = np.stack([passage.vector for passage in passages])
        centroid = centroids(vectors, np.zeros(len(vectors), dtype=np.int64))[0]
        yield PostRows(number, _terms_of(post, passages), passages, centroid)


def _sizes(generation: Generation, outline: Outline) -> tuple[int, int] | None:
    """How many numbers a passage's and a sentence's vector have; ``None`` where there is none."""
    first = next(iter(generation.encoded(outline.posts[:1].tolist())), None)
    return (len(first.vector), first.sentences.shape[1]) if first else None
