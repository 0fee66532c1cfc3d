"""Archive: open it, sync sources into it, take a snapshot of it and ask that."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from embeddings.answering.recent import RecentAnswers
from embeddings.answering.stages import Stage
from embeddings.answering.thresholds import ANSWERING, Answering
from embeddings.content.addresses import likely_address
from embeddings.errors import BusyArchiveError, EmptyArchiveError, MissingSourceError, OtherModelError, SearchError
from embeddings.ingest.report import Progress, SyncReport
from embeddings.ingest.turns import Turns
from embeddings.models.encoder import DEFAULT_MODEL, SentenceEncoder
from embeddings.models.protocols import Encoder
from embeddings.models.reader import Reader
from embeddings.models.reranker import Reranker
from embeddings.posts import QUOTES, Answer, Explanation, Hit, Post, Query, Quote
from embeddings.questions.limits import check_question
from embeddings.stores.catalog import Catalog
from embeddings.stores.database import LOCAL, repeated
from embeddings.stores.engines import search_at
from embeddings.stores.protocols import Generation
from embeddings.stores.search import SearchEngine
from embeddings.stores.sources import Source, SourceOptions
from embeddings.web.addresses import is_address
from embeddings.web.fetching import Fetching

if TYPE_CHECKING:
    # Each method imports what it works with: `pullquote status` has no use for indexes, and `ask` none for crawling.
    from embeddings.models.ray_workers import RayWorkers
    from embeddings.retrieval.fusion import Weights
    from embeddings.retrieval.indexes import Indexes
    from embeddings.retrieval.publishing import Publisher
    from embeddings.snapshot import Snapshot
    from embeddings.stores.check import Fault
    from embeddings.stores.moving import Moved
    from embeddings.web.verify import Verification
    from embeddings.web.websub import Hub

_NO_OPTIONS = SourceOptions()
_FIRST_SIGHT = 30.0
"""Seconds for a look at whether a blog can be reached at all."""


@dataclass(frozen=True, slots=True)
class Status:
    """What an archive holds."""

    folder: Path | str
    """Where it is; of a database its address, without a password."""
    posts: int
    passages: int
    sources: tuple[str, ...]
    first: date | None
    last: date | None
    model: str
    vocabulary_coverage: float
    """How well the model's vocabulary covers the language of the posts, 0 to 1; 1 in an empty archive."""
    synced: datetime | None


class Archive:
    """Posts, and what answers questions about them. Safe to share between threads.

    Close it when done, or use it as a context manager.
    """

    def __init__(
        self,
        place: Path | str,
        *,
        local: Path | str = LOCAL,
        search: str = "",
        model: str = DEFAULT_MODEL,
        encoder: Encoder | None = None,
        reader: bool | None = None,
        reranker: str = "",
        answering: Answering = "balanced",
        create: bool = False,
        beside: Archive | None = None,
    ) -> None:
        """Open an archive.

        Args:
            place: the folder where it is, or with ``create`` where it will be; or the address of a PostgreSQL database,
                which has to be there: ``postgresql+psycopg://user:password@host/database``.
            local: the folder on this machine for the indexes of a database, each in one of its own; and for whatever
                else is kept beside them.
            search: the address of a Milvus that keeps the indexes instead, for any number of machines and archives:
                ``milvus://user:password@host:19530/database``; see :func:`embeddings.stores.engines.search_at`.
            model: a sentence-transformers name or path.
            encoder: what to encode with instead of ``model``.
            reader: whether a model reads question and passages together to choose the sentences; by default where no
                ``encoder`` is given.
            reranker: name or path of a CrossEncoder, or empty.
            answering: how sure to be before the quotes count as an answer.
            create: make it where it is missing.
            beside: an archive that was opened with the same models in the same process, which then loads them for both;
                what is asked of either goes before what is read into the other.

        Raises:
            ArchiveError: there is none (and ``create`` is false), it is damaged or cannot be reached, or a newer
                Pullquote wrote it.
            SettingError: ``place`` or ``search`` is an address that cannot be used.
        """
        engine = search_at(search) if search else None
        self._catalog = Catalog(place, create=create, local=Path(local))
        self._publisher = None if engine is None else _publisher(engine, self._catalog)
        self.place = self._catalog.database.place
        """Where it is, as people may see it: without a password."""
        self.folder = self._catalog.database.folder
        """On this machine."""
        self.beside = self._catalog.database.beside
        """Where whoever serves it keeps tables of its own: a folder for a file, or the address of the database."""
        self.is_new = self._catalog.is_new
        """Whether it was made by this opening."""
        self._encoder: Encoder = encoder or SentenceEncoder(model)
        if isinstance(encoder, SentenceEncoder):
            model = encoder.model
        self._reader = Reader(model) if reader or (reader is None and encoder is None) else None
        self._reranker = Reranker(reranker) if reranker else None
        self._turns = Turns()
        if beside:
            self._encoder, self._reader, self._reranker = beside._encoder, beside._reader, beside._reranker
            self._turns = beside._turns
        self._least = ANSWERING[answering]
        self._indexes: Indexes | None = None
        self._loading = threading.Lock()
        self._recent = RecentAnswers()
        self._damaged = False
        """Whether something was damaged that was read since the last sync."""
        self.timed: Callable[[Stage, float], object] = lambda *_: None
        """Told of each stage of :meth:`ask_many` and the seconds that it took for all questions of the call."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the catalog's database, and of what it is searched in."""
        self._catalog.close()
        if self._publisher:
            self._publisher.close()

    def discard(self) -> None:
        """Close it and delete what was made for it, for one that was made in vain.

        Nothing is deleted where it holds posts, or where another process is writing to it.
        """
        from embeddings.stores import parsed

        with suppress(BusyArchiveError), self._catalog.database.alone():
            if not self._catalog.stats().posts:
                if self._publisher and self._publisher.has_written:
                    with suppress(SearchError):
                        self._publisher.remove()
                parsed.remove(self.folder)
                self._catalog.database.remove()

    def unpublish(self) -> None:
        """Delete what ``search`` keeps of it, for one that nobody will open again; whoever does has it made anew.

        Raises:
            SearchError: that stays away, or refuses.
        """
        if self._publisher and self._publisher.has_written:
            self._publisher.remove()

    # ---- keeping

    def check(self) -> list[Fault]:
        """What is wrong with it. An index that is damaged or missing is made anew from the catalog on the way.

        Raises:
            ArchiveError: it cannot be read.
        """
        from embeddings.retrieval.indexes import FOLDER, Indexes, damaged
        from embeddings.stores.check import Fault, catalog_faults

        faults = list(catalog_faults(self._catalog))
        faults += [
            Fault("indexes", f"{name} was damaged, and is built again from the catalog")
            for name in damaged(self.folder)
        ]
        if any(fault.part in ("catalog", "passages") for fault in faults):
            return faults
        with self._catalog.current() as generation:
            if generation.has_passages:
                stores = Indexes.load(self.folder, generation, elsewhere=self._publisher).stores
                found = stores.passages.fetch
                ids = iter(stores.outline.passages)
                parts = ((vectors, np.fromiter(ids, np.int64, len(vectors))) for vectors in generation.vectors())
                same = all(np.array_equal(found(part), vectors) for vectors, part in parts)
                if not same and self._publisher:
                    self._publisher.remove()
                    faults.append(
                        Fault("indexes", "Milvus held other vectors than the catalog. They are made again of it")
                    )
                elif not same:
                    faults.append(Fault("indexes", f"{FOLDER} holds other vectors than the catalog. Delete it"))
        return faults

    def back_up(self, file: Path) -> None:
        """Write all that it holds at one moment to a new file, whatever is read or written meanwhile.

        Raises:
            ArchiveError: it cannot be read, is damaged so that it could not be restored, or the file cannot be written.
        """
        from embeddings.stores.copies import back_up

        self._catalog.check_values()
        back_up(self._catalog, file)

    def restore(self, folder: Path) -> None:
        """Hold what a backup holds, in the place of all that is there; see :func:`embeddings.stores.copies.restore`.

        Args:
            folder: where the backup lies, as ``catalog.sqlite3``; it is changed.

        Raises:
            ArchiveError: the backup is damaged or of a newer Pullquote, or the archive cannot be written, or another
                process is writing to it. It is as it was.
        """
        from embeddings.stores.copies import restore

        with self._catalog.database.alone():
            restore(self._catalog, folder)

    def move(
        self, place: Path | str, *, local: Path | str = LOCAL, progress: Callable[[Progress], None] = lambda _: None
    ) -> Moved:
        """Copy it to another place, into a database or back into a folder, where nothing is yet but what an earlier
        move left that was broken off. It stays here too, and answers meanwhile.

        Args:
            place: see :meth:`__init__`.
            local: as there.
            progress: called as vectors are copied.

        Raises:
            ArchiveError: there is another archive at that place, either cannot be read or written, or another process
                is writing to it.
            SettingError: ``place`` is an address that cannot be used, or where it is already.
        """
        from embeddings.stores.moving import move

        return move(
            self._catalog,
            place,
            local=Path(local),
            progress=lambda done, total: progress(Progress("move", done, total)),
        )

    # ---- indexing

    def sync(
        self,
        locations: Sequence[str],
        *,
        base_url: str | None = None,
        include: Collection[str] | None = None,
        defaults: SourceOptions = _NO_OPTIONS,
        fetching: Fetching | None = None,
        on: str = "",
        workers: int = 0,
        progress: Callable[[Progress], None] = lambda _: None,
        expecting: Callable[[Sequence[str]], None] = lambda _: None,
        thorough: bool = True,
    ) -> SyncReport:
        """Make the archive hold what the sources hold now; only what changed is encoded.

        Nothing changes for a reader until all is encoded; then everything does at once. A run that is stopped keeps
        the vectors it has made for the next. Whatever is asked meanwhile goes first.

        Args:
            locations: paths of files, folders and zip files, and addresses of blogs.
            base_url: see :func:`embeddings.sources.read_source`. It is kept with the sources, for every later sync;
                empty takes the one that they have away. By default they keep what they have.
            include: which of ``KINDS`` to take besides published posts; kept likewise.
            defaults: what holds for a source that was never given any.
            fetching: how pages are asked for; its ``stop`` ends the run, whatever it is at.
            on: where to encode passages instead of in this process: on the workers of a Ray cluster by its address,
                ``ray://host:port``, or by ``ray`` on a Ray of its own on this machine.
            workers: how many of these at most; by default one for each processor of the cluster.
            progress: called as posts are read and passages encoded.
            expecting: told the keys of the posts that will be news, the newest last, before any reader sees them: who
                has to tell of each of them whatever happens keeps them there. What it raises ends the run.
            thorough: whether to look through all that is stored for damage, which is read again from its source then,
                and to read files of which the disk says that they have not changed since they were read. Without, a
                sync that finds nothing new takes no longer than its requests. What was found to be damaged when it
                was asked for is looked for anyway, and files are read every week.

        Raises:
            SourceError: no source can be read, or the only one holds no post; the archive is as it was.
            ModelError: the model cannot be loaded.
            ArchiveError: the archive cannot be written, another process is writing to it, or what it is searched in
                stays away or refuses.
            SettingError: ``on`` is no such address, or Ray is not installed.
            ClusterError: the cluster cannot be reached, or its workers fail; what they encoded by then is kept.
            StoppedError: it was told to stop.
        """
        from embeddings.ingest.sync import Sync

        options = SourceOptions(base_url, None if include is None else tuple(include))
        thorough = thorough or self._damaged
        if thorough:
            self._catalog.check_values()
        with ExitStack() as held:
            held.enter_context(self._catalog.database.alone())
            if self._publisher:
                self._publisher.reach()
            crew = held.enter_context(self._workers(on, workers))
            sync = Sync(self._catalog, self._encoder, self._turns, crew, keeps_tokens=self._reader is None)
            report = sync.run(
                locations,
                progress,
                options=options,
                defaults=defaults,
                fetching=fetching,
                expecting=expecting,
                thorough=thorough,
            )
            self._damaged = False
        if crew and crew.lost:
            report.notes.append(
                f"workers that were lost on {on} and replaced: {crew.lost}; others encoded their passages"
            )
        return report

    def _workers(self, on: str, workers: int) -> AbstractContextManager[RayWorkers | None]:
        if not on:
            return nullcontext()
        from embeddings.models.ray_workers import RayWorkers

        return RayWorkers(self._encoder, on, workers)

    def sources(self) -> list[Source]:
        """The sources that posts came from, by name, with their options and how they were read."""
        return self._catalog.sources()

    def remove_source(self, name: str) -> int:
        """Withdraw all posts of a source, and forget its options.

        Args:
            name: as :meth:`sources` gives it.

        Returns:
            How many posts there were.

        Raises:
            ArchiveError: as :meth:`sync` does.
        """
        from embeddings.ingest.sync import Sync

        with self._catalog.database.alone():
            return Sync(self._catalog, self._encoder).remove(name)

    def hubs(self) -> list[Hub]:
        """The WebSub hubs that tell of news of the sources."""
        from embeddings.web.crawl_state import stored_state
        from embeddings.web.websub import Hub

        found = []
        for source, memory in self._catalog.memories().items():
            # The next sync of it reads it anew.
            with suppress(ValueError):
                hub, topic = stored_state(memory).hub
                found += [Hub(source, hub, topic)] if hub and topic else []
        return found

    def subscribe(self, hub: Hub, callback: str, secret: str, fetching: Fetching) -> str:
        """Ask a hub to tell of news; see :func:`embeddings.web.websub.subscribe`."""
        from embeddings.web.websub import subscribe

        return subscribe(hub, callback, secret, fetching)

    # ---- asking

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The newest generation, the same for as long as the ``with`` lasts. Do nothing slow in it but ask.

        Raises:
            EmptyArchiveError: nothing is indexed yet.
            ModelError: the archive was made with another model.
            ArchiveError: the archive is damaged.
        """
        from embeddings.snapshot import Models, Snapshot

        with self._turns.asking(), self._catalog.current() as generation:
            models = Models(self._encoder, self._reader, self._reranker, self._least)
            try:
                yield Snapshot(generation, self._current(generation), models)
            finally:
                self._damaged |= generation.damaged

    def load(self) -> None:
        """Load the model and the index now rather than at the first question.

        Raises:
            EmptyArchiveError: nothing is indexed yet.
            ModelError: the model is missing or not the archive's.
            ArchiveError: the archive is damaged.
        """
        with self.snapshot() as snapshot:
            snapshot.load_words()
            self._encoder.load()
            if self._reader:
                _ = self._reader.usable
            if self._reranker:
                self._reranker.load()

    def ask(self, query: Query, *, limit: int = QUOTES) -> Answer:
        """The sentences that answer; see :meth:`ask_many`."""
        return self.ask_many([query], limit=limit)[0]

    @repeated
    def ask_many(self, queries: Sequence[Query], *, limit: int = QUOTES, also: bool = True) -> list[Answer]:
        """Answer questions together; see :meth:`embeddings.snapshot.Snapshot.ask_many`. What was asked lately is known
        until a sync changes something.

        Raises as that and :meth:`snapshot` do, and :class:`~embeddings.errors.ModelError` where the model is missing.
        """
        for query in queries:
            check_question(query.text)
        with self.snapshot() as snapshot:
            ask = partial(snapshot.ask_many, limit=limit, also=also)
            answers = self._recent.of(snapshot.number, queries, ask, limit=limit, also=also)
        for stage, seconds in snapshot.stages.seconds.items():
            self.timed(stage, seconds)
        return answers

    @repeated
    def explain(self, query: Query, *, limit: int = QUOTES) -> Explanation:
        """An answer with why it is what it is. Raises as :meth:`ask_many` does."""
        check_question(query.text)
        with self.snapshot() as snapshot:
            return snapshot.explain(query, limit=limit)

    @repeated
    def search_many(
        self, queries: Sequence[Query], *, limit: int = 10, weights: Weights | None = None
    ) -> list[list[Hit]]:
        """Rank posts for several queries together. Raises as :meth:`ask_many` does, but takes queries of any length."""
        from embeddings.retrieval.fusion import FUSED

        with self.snapshot() as snapshot:
            return snapshot.search_many(queries, limit=limit, weights=weights or FUSED)

    def grouped(self, questions: Sequence[str]) -> list[list[int]]:
        """Which questions ask the same in other words, by their places; the first of each group comes before the rest.

        Raises:
            ModelError: the model cannot be loaded.
        """
        from embeddings.models.unrelated import unrelated_cosine
        from embeddings.questions.groups import grouped

        if not questions:
            return []
        with self._turns.asking():
            vectors = np.stack([read.vector for read in self._encoder.encode_queries(questions)])
            return grouped(questions, vectors, unrelated_cosine(self._encoder))

    def verify_quote(self, quote: Quote, fetching: Fetching) -> Verification:
        """Whether the quote's page still says it, looked up now. Raises as :meth:`snapshot` does."""
        from embeddings.web.fetch import Fetcher
        from embeddings.web.verify import verify_post

        with self.snapshot() as snapshot:
            claims = snapshot.claim(quote)
        with Fetcher(fetching) as web:
            return verify_post(claims, web)

    def verify(
        self, posts: Sequence[Post], fetching: Fetching, progress: Callable[[Progress], None] = lambda _: None
    ) -> Iterator[Verification]:
        """Hold posts of the archive against their pages, sentence for sentence, with the links that quotes would have.

        Raises as :meth:`snapshot` does.
        """
        from embeddings.web.fetch import Fetcher
        from embeddings.web.verify import verify_post

        with Fetcher(fetching) as web:
            for done, post in enumerate(posts, 1):
                with self.snapshot() as snapshot:
                    claims = snapshot.claims(post)
                yield verify_post(claims, web)
                progress(Progress("verify", done, len(posts)))

    def posts(self) -> list[Post]:
        """All posts, in no particular order. Raises as :meth:`snapshot` does."""
        with self.snapshot() as snapshot:
            return snapshot.posts()

    def status(self) -> Status:
        """What the archive holds; also when that is nothing.

        Raises:
            ArchiveError: it cannot be read, or is damaged.
        """
        self._catalog.check_values()
        stats = self._catalog.stats()
        return Status(
            folder=self.place,
            posts=stats.posts,
            passages=stats.passages,
            sources=stats.sources,
            first=stats.first,
            last=stats.last,
            model=stats.model or self._encoder.name,
            vocabulary_coverage=stats.vocabulary_coverage,
            synced=stats.synced,
        )

    def _current(self, generation: Generation) -> Indexes:
        """The indexes of a generation; another process may have made one since the last call."""
        from embeddings.retrieval.indexes import Indexes

        indexes = self._indexes
        if indexes is not None and indexes.generation == generation.number and not indexes.is_cut_off():
            return indexes
        with self._loading:
            indexes = self._indexes
            if indexes is not None and indexes.is_cut_off():
                self._indexes = indexes = None
            if indexes is None or indexes.generation < generation.number:
                self._check(generation)
                self._indexes = indexes = Indexes.load(
                    self.folder, generation, before=indexes, elsewhere=self._publisher
                )
        # Two calls may stand on either side of a sync; the older one is the rare one, and gets its own.
        return (
            indexes
            if indexes.generation == generation.number
            else Indexes.load(self.folder, generation, elsewhere=self._publisher)
        )

    def _check(self, generation: Generation) -> None:
        if not generation.has_passages:
            raise EmptyArchiveError(self.place)
        model = generation.state["model"]
        if model != self._encoder.name:
            raise OtherModelError(self.place, model, self._encoder.name)


def _publisher(engine: SearchEngine, catalog: Catalog) -> Publisher:
    """What writes and finds a catalog's indexes in an engine; the catalog's syncs go through it from here on."""
    from embeddings.retrieval.publishing import Publisher

    publisher = Publisher(engine, catalog)
    catalog.publishing = publisher.publishing
    return publisher


def check_source(location: str, fetching: Fetching) -> str:
    """What is wrong with a source at first sight; empty where nothing is."""
    from embeddings.web.fetch import Fetcher
    from embeddings.web.page import FetchError

    if is_address(location):
        try:
            with Fetcher(replace(fetching, total_seconds=_FIRST_SIGHT)) as web:
                web.get(location)
        except FetchError as error:
            return str(error)
        return ""
    try:
        path = Path(location).expanduser()
        if not path.exists():
            return str(MissingSourceError(location, likely_address(location)))
        return "" if path.is_dir() or path.is_file() else f"{location}: it is neither a file nor a folder"
    except (OSError, ValueError, RuntimeError) as error:
        return f"{location}: it is no path ({error})"
