"""An archive's indexes on an engine that many machines search: a sync writes them before it is seen, readers find them
there. The catalog stays the truth: what is missing there is made again of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from embeddings.errors import BusyArchiveError, SearchError, UnreachableArchiveError
from embeddings.posts import Post
from embeddings.questions.spelling import Spelling, words_of
from embeddings.retrieval.candidates import Stores
from embeddings.retrieval.segment import centroids, passage_terms, sentence_ids
from embeddings.stores import schema
from embeddings.stores.catalog import Catalog
from embeddings.stores.generation import SqlGeneration
from embeddings.stores.ids import Ids
from embeddings.stores.outline import Outline
from embeddings.stores.protocols import Generation
from embeddings.stores.search import EncodedPassage, Known, PostRows, Samples, SearchEngine
from embeddings.stores.statistics import PostTerms, Statistics
from embeddings.stores.switch import touched
from embeddings.text.terms import fingerprint, terms

log = logging.getLogger(__name__)

_POSTS = 64
"""Posts in memory at once."""

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
        self.has_written = False
        """Whether anything was sent there from here."""

    # ---- a sync

    def reach(self) -> None:
        """Look whether the engine can be used, which a sync would otherwise find out at its end.

        Raises:
            SearchError: the engine stays away, or refuses.
        """
        self._engine.reach()

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
        changed = np.array([] if recut else touched(connection), dtype=np.int64)
        # Counted now: after the switch nothing tells of them as they were.
        gone = _statistics(before, changed)
        yield
        after = self._seen_by(connection)
        if after.number != before.number:
            self._write(after, None if recut else self._base(before), changed, gone)

    def _seen_by(self, connection: sa.Connection) -> SqlGeneration:
        return SqlGeneration(connection, self._catalog.database.place, self._catalog.database.errors)

    def _base(self, before: Generation) -> Known | None:
        """What there is of a generation that another can go on from."""
        known = self._engine.known(self._archive, before.number)
        fits = known is not None and (known.key, known.terms) == (before.key, fingerprint())
        return known if fits else None

    def _write(self, generation: Generation, base: Known | None, changed: Ids, gone: Statistics) -> None:
        """Write a generation.

        Args:
            generation: what is to be there.
            base: the generation that it goes on from; ``None`` to write all of it.
            changed: the posts in which it differs from that, ascending.
            gone: the statistics of those as they were there.
        """
        outline = generation.outline()
        sizes = _sizes(generation, outline) or (base and (base.dimension, base.width))
        if not sizes:
            return  # there is nothing, and was nothing
        statistics = base.statistics.changed(gone, _statistics(generation, changed)) if base else Statistics()
        whole = base is None or statistics.drifted
        if whole:
            statistics = _statistics(generation, None)
            statistics.settle()
        self.has_written = True
        writer = self._engine.writer(self._archive, generation.number, *sizes)
        writer.end(None if whole else changed.tolist())
        writer.put(_rows_of(generation, np.unique(outline.posts) if whole else changed), statistics)
        rows = {kind: statistics.rows[name] for kind, name in _COUNTED.items()}
        writer.finish(Known(generation.key, fingerprint(), *sizes, rows, statistics))

    # ---- readers

    def load(self, generation: Generation) -> tuple[Stores, Spelling]:
        """The indexes of a generation; made of the catalog where they are not there, as after a move.

        Raises:
            BusyArchiveError: they are not there, and another process is writing.
            UnreachableArchiveError: a newer generation came while they were to be made.
            SearchError: the engine stays away, or refuses.
        """
        known = self._known(generation) or self._made(generation)
        outline = generation.outline()
        posts = np.unique(outline.posts)
        samples = Samples(outline.passages, sentence_ids(outline), posts)
        stores = self._engine.stores(self._archive, generation.number, known, samples)
        return Stores(outline, *stores), Spelling(known.statistics.words)

    def _known(self, generation: Generation) -> Known | None:
        known = self._engine.known(self._archive, generation.number)
        fits = known is not None and known.key == generation.key
        return known if known and fits and self._engine.is_whole(self._archive, generation.number, known) else None

    def _made(self, generation: Generation) -> Known:
        place, engine = self._catalog.database.place, self._engine.place
        with ExitStack() as stack:
            try:
                stack.enter_context(self._catalog.database.alone())
            except BusyArchiveError as error:
                reason = f"its indexes are not in {engine} yet, and another run is writing them"
                raise BusyArchiveError(place, reason) from error
            if self._catalog.generation() != generation.number:
                raise UnreachableArchiveError(place, "it was changed while its indexes were to be made")
            if known := self._known(generation):
                return known  # another process was faster
            log.warning("%s: its indexes are not in %s; making them of the catalog.", place, engine)
            self._write(generation, None, np.empty(0, dtype=np.int64), Statistics())
            if known := self._known(generation):
                return known
        raise SearchError(engine, "it did not keep what was sent")

    def remove(self) -> None:
        """Delete what is there of the archive; whoever opens it next makes it again."""
        self._engine.remove(self._archive)

    def close(self) -> None:
        """Let go of the engine."""
        self._engine.close()


def _post_terms(number: int, post: Post, outline: Outline) -> PostTerms | None:
    """``None`` of a post without passages."""
    found = [words for _, words in passage_terms(number, post, outline)]
    sentences = int(outline.sentences[outline.rows(outline.passages_of(number))].sum())
    return PostTerms(terms(post.title), found, words_of(post), sentences) if found else None


def _statistics(generation: Generation, posts: Ids | None) -> Statistics:
    """Those of all posts, or of some."""
    statistics, outline = Statistics(), generation.outline(posts)
    for number, post in generation.every_post(posts):
        if found := _post_terms(number, post, outline):
            statistics.add(found)
    return statistics


def _rows_of(generation: Generation, posts: Ids) -> Iterator[PostRows]:
    for start in range(0, len(posts), _POSTS):
        part = posts[start : start + _POSTS]
        outline = generation.outline(part)
        if not len(outline):
            continue
        vectors = np.concatenate(list(generation.vectors(part)))
        sentences = np.concatenate(list(generation.sentence_vectors(part)))
        of_passages = np.split(sentences, np.cumsum(outline.sentences)[:-1])
        means = next(centroids(iter([vectors]), outline.posts))
        mean_of = dict(zip(np.unique(outline.posts).tolist(), means, strict=True))
        for number, post in generation.every_post(part):
            if found := _post_terms(number, post, outline):
                rows = outline.rows(outline.passages_of(number)).tolist()
                passages = [EncodedPassage(int(outline.passages[row]), vectors[row], of_passages[row]) for row in rows]
                yield PostRows(number, found, passages, mean_of[number])


def _sizes(generation: Generation, outline: Outline) -> tuple[int, int] | None:
    """How many numbers a passage's and a sentence's vector have; ``None`` where there is none."""
    if not len(outline):
        return None
    first = outline.posts[:1]
    return next(generation.vectors(first)).shape[1], next(generation.sentence_vectors(first)).shape[1]
