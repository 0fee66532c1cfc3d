"""Archive: the one door. Open it, sync sources into it, ask it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from embeddings.answering import confidence, context
from embeddings.answering.confidence import Answering, Signals
from embeddings.answering.pipeline import ALSO, CLOSEST, Answers
from embeddings.content.items import KINDS, Kind
from embeddings.errors import ArchiveError, BusyArchiveError, EmptyArchiveError, ModelError, QuestionError
from embeddings.ingest.sync import Progress, Sync, SyncReport
from embeddings.models.encoder import DEFAULT_MODEL, Encoder
from embeddings.models.reranker import Reranker
from embeddings.posts import Answer, Explanation, Hit, Post, Query, Quote
from embeddings.retrieval.ranking import FUSED, Weights
from embeddings.retrieval.search import SearchIndex
from embeddings.stores.catalog import Catalog, Contents
from embeddings.stores.faiss import VectorIndex
from embeddings.text.fragments import quote_link
from embeddings.text.sentences import blocks_of, sentence_spans
from embeddings.text.terms import holds
from embeddings.web.addresses import is_address
from embeddings.web.fetch import Fetcher, Fetching
from embeddings.web.page import FetchError
from embeddings.web.verify import Verification, verify_post
from embeddings.web.websub import Hub, is_signed, subscribe

__all__ = [
    "KINDS",
    "MAX_QUESTION",
    "Answering",
    "Archive",
    "Fetching",
    "Hub",
    "Kind",
    "Progress",
    "Status",
    "SyncReport",
    "Verification",
    "check_question",
    "check_source",
    "holds",
    "is_signed",
]

MAX_QUESTION = 2000
"""Characters of a question: as many as a Discord message holds."""
QUOTES = 3


@dataclass(frozen=True, slots=True)
class Status:
    """What an archive holds."""

    folder: Path
    posts: int
    passages: int
    sources: tuple[str, ...]
    first: date | None
    last: date | None
    model: str
    synced: datetime | None


class Archive:
    """Posts, and what answers questions about them. Safe to share between threads.

    Close it when done, or use it as a context manager.
    """

    def __init__(
        self,
        folder: Path | str,
        *,
        model: str = DEFAULT_MODEL,
        reranker: str = "",
        answering: Answering = "balanced",
        create: bool = False,
    ) -> None:
        """Open the archive in ``folder``.

        Args:
            folder: where it is, or with ``create`` where it will be.
            model: a sentence-transformers name or path.
            reranker: name or path of a CrossEncoder, or empty.
            answering: how sure to be before the quotes count as an answer.
            create: make it where it is missing.

        Raises:
            ArchiveError: there is none (and ``create`` is false), it is damaged, or a newer Pullquote wrote it.
        """
        self.folder = Path(folder).expanduser()
        self._catalog = Catalog(self.folder, create=create)
        self._encoder = Encoder(model)
        self._reranker = Reranker(reranker) if reranker else None
        self._least = confidence.ANSWERING[answering]
        self._index: SearchIndex | None = None
        self._loading = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the catalog's file."""
        self._catalog.close()

    # ---- indexing

    def sync(
        self,
        locations: Sequence[str],
        *,
        base_url: str = "",
        include: Collection[str] = (),
        fetching: Fetching | None = None,
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> SyncReport:
        """Make the archive hold what the sources hold now; only what changed is encoded.

        Nothing changes for a reader until all is encoded; then everything does at once. A run that is stopped keeps
        the vectors it has made for the next.

        Args:
            locations: paths of files, folders and zip files, and addresses of blogs.
            base_url: see :func:`embeddings.sources.read_source`.
            include: which of ``KINDS`` to take besides published posts.
            fetching: how pages are asked for.
            progress: called as posts are read and passages encoded.

        Raises:
            SourceError: no source can be read, or the only one holds no post; the archive is as it was.
            ModelError: the model cannot be loaded.
            ArchiveError: the archive cannot be written, or another process is writing to it.
        """
        try:
            with FileLock(self.folder / "sync.lock", timeout=0):
                return Sync(self._catalog, self._encoder).run(
                    locations, base_url, progress, include=include, fetching=fetching
                )
        except Timeout as error:
            raise BusyArchiveError(
                f"{self.folder}: another run is indexing into this archive. Wait for it to end."
            ) from error
        except OSError as error:
            raise ArchiveError(
                f"{self.folder}: it cannot be written ({error.strerror}). What was stored is as it was."
            ) from error

    def hubs(self) -> list[Hub]:
        """The WebSub hubs that tell of news of the sources."""
        found = ((source, json.loads(memory)["hub"]) for source, memory in self._catalog.memories().items())
        return [Hub(source, hub, topic) for source, (hub, topic) in found if hub and topic]

    def subscribe(self, hub: Hub, callback: str, secret: str, fetching: Fetching) -> str:
        """Ask a hub to tell of news; see :func:`embeddings.web.websub.subscribe`."""
        return subscribe(hub, callback, secret, fetching)

    # ---- asking

    def load(self) -> None:
        """Load the model and the index now rather than at the first question.

        Raises:
            EmptyArchiveError: nothing is indexed yet.
            ModelError: the model is missing or not the archive's.
            ArchiveError: the archive is damaged.
        """
        self._current().prepare()
        self._encoder.load()
        if self._reranker:
            self._reranker.load()

    def ask(self, query: Query, *, limit: int = QUOTES) -> Answer:
        """The sentences that answer; see :meth:`ask_many`."""
        return self.ask_many([query], limit=limit)[0]

    def ask_many(self, queries: Sequence[Query], *, limit: int = QUOTES, also: bool = True) -> list[Answer]:
        """Answer questions together: the model reads them, and then the passages, in one batch each.

        Args:
            queries: the questions.
            limit: quotes an answer at most.
            also: whether to look for other posts that say the same as a quote.

        Raises:
            QuestionError: a question is empty or longer than ``MAX_QUESTION``.
            EmptyArchiveError: nothing is indexed yet.
            ModelError: the model is missing or not the archive's.
            ArchiveError: the archive is damaged.
        """
        for query in queries:
            check_question(query.text)
        answers = self._answers()
        scored = zip(queries, answers.score(queries, limit), strict=True)
        return [answers.answer(query, one, also=also) for query, one in scored]

    def explain(self, query: Query, *, limit: int = QUOTES) -> Explanation:
        """An answer with why it is what it is. Raises as :meth:`ask_many` does."""
        check_question(query.text)
        return self._answers().explain(query, limit)

    def signals(self, queries: Sequence[Query]) -> list[Signals | None]:
        """What the confidence of each answer rests on; ``None`` where there is nothing to quote."""
        return [confidence.signals(ranking, choice) for ranking, choice in self._answers().score(queries, 1)]

    def search(self, query: Query, *, limit: int = 10, weights: Weights = FUSED) -> list[Hit]:
        """The posts nearest to a query, best first, each with its best passage; see :meth:`search_many`."""
        return self.search_many([query], limit=limit, weights=weights)[0]

    def search_many(self, queries: Sequence[Query], *, limit: int = 10, weights: Weights = FUSED) -> list[list[Hit]]:
        """Rank posts for several queries together. Raises as :meth:`ask_many` does, but takes queries of any length."""
        return [ranking.hits(limit) for ranking in self._answers().rank(queries, weights)]

    def look_up(self, query: Query, *, limit: int = 25) -> list[Quote]:
        """The posts nearest to a query, best first, each as the one sentence that matches best.

        Raises as :meth:`search_many` does.
        """
        return self._answers().look_up(query, limit)

    def find_titles(self, typed: str, *, limit: int = 25) -> list[Post]:
        """Posts by what was typed of their titles so far, typing errors allowed. Raises as :meth:`posts` does."""
        return self._current().titles.find(typed, limit)

    def post(self, key: str) -> Post | None:
        """The post of a key, or ``None``. Raises as :meth:`posts` does."""
        index = self._current()
        row = index.by_key.get(key)
        return index.posts[row] if row is not None else None

    def related(self, post: Post, *, limit: int = CLOSEST) -> list[Post]:
        """The posts nearest to one of the archive's own, best first. Raises as :meth:`posts` does."""
        index = self._current()
        row = index.by_key.get(post.key)
        return index.related(row, limit) if row is not None else []

    def more(self, quote: Quote, *, limit: int = QUOTES) -> list[Quote]:
        """What else the quote's post says about it, in the post's order. Raises as :meth:`posts` does."""
        index = self._current()
        row = index.by_key.get(quote.post.key)
        spans = context.more(index, row, quote.start, quote.end, limit) if row is not None else []
        found = (self.quote(quote.post.key, start, end, sentences=0) for start, end in spans)
        return [more for more in found if more]

    def opening(self, post: Post, *, length: int = 300) -> Quote:
        """How a post of the archive begins, in about ``length`` characters. Raises as :meth:`posts` does."""
        start, end = context.opening(post, length)
        link = quote_link(post, start, end, self._current().page(post.url))
        return Quote(post, start, end, 1.0, link, (start, end))

    def representative_sentence(self, post: Post, about: str = "") -> Quote:
        """The sentence that stands best for a post of the archive, or of those that say most of some words the one
        that does. Raises as :meth:`posts` does.
        """
        index = self._current()
        start, end = context.representative_sentence(index, index.by_key[post.key], about)
        return Quote(post, start, end, 1.0, quote_link(post, start, end, index.page(post.url)), (start, end))

    def quote(self, key: str, start: int, end: int, *, sentences: int) -> Quote | None:
        """A span of a post as a quote, with so many sentences around it; ``None`` where the post has no such span.

        Raises as :meth:`posts` does.
        """
        post = self.post(key)
        if post is None or not 0 <= start < end <= len(post.text):
            return None
        index = self._current()
        return Quote(
            post,
            start,
            end,
            1.0,
            quote_link(post, start, end, index.page(post.url)),
            context.around(post, start, end, sentences),
            also=tuple(index.saying_the_same(index.by_key[key], start, end, ALSO)),
        )

    def quote_again(self, key: str, length: int, digest: str) -> Quote | None:
        """A quote of before in what its post says now, wherever it stands there; ``None`` where it does so no more.

        Args:
            key: of the post, or of one that it stands for.
            length: of the quote, in characters.
            digest: see :attr:`embeddings.posts.Quote.digest`.

        Raises as :meth:`posts` does.
        """
        post = self.post(key)
        if post is None:
            return None
        starts = (start for block in blocks_of(post) for start, _ in sentence_spans(post.text, block))
        found = (self.quote(key, start, start + length, sentences=0) for start in starts)
        return next((quote for quote in found if quote and quote.digest == digest), None)

    def verify_post(self, quote: Quote, fetching: Fetching) -> Verification:
        """Whether the quote's page still says it, looked up now. Raises as :meth:`posts` does."""
        with Fetcher(fetching) as web:
            return verify_post(quote.post, [quote.text], [quote.link], web, *self._catalog.provenance(quote.post.id))

    def verify(
        self, posts: Sequence[Post], fetching: Fetching, progress: Callable[[Progress], None] = lambda _: None
    ) -> Iterator[Verification]:
        """Hold posts of the archive against their pages, sentence for sentence, with the links that quotes would have.

        Raises as :meth:`posts` does.
        """
        page = self._current().page
        with Fetcher(fetching) as web:
            for done, post in enumerate(posts, 1):
                spans = [
                    span
                    for block in blocks_of(post)
                    if block.kind in ("paragraph", "quotation", "item")
                    for span in sentence_spans(post.text, block)
                ]
                texts = [post.text[start:end] for start, end in spans]
                links = [quote_link(post, start, end, page(post.url)) for start, end in spans]
                yield verify_post(post, texts, links, web, *self._catalog.provenance(post.id))
                progress(Progress("verify", done, len(posts)))

    def posts(self) -> Sequence[Post]:
        """All posts, in no particular order.

        Raises:
            EmptyArchiveError: nothing is indexed yet.
        """
        return self._current().posts

    def status(self) -> Status:
        """What the archive holds; also when that is nothing."""
        stats = self._catalog.stats()
        return Status(
            folder=self.folder,
            posts=stats.posts,
            passages=stats.passages,
            sources=stats.sources,
            first=stats.first,
            last=stats.last,
            model=stats.model or self._encoder.name,
            synced=stats.synced,
        )

    def _answers(self) -> Answers:
        return Answers(self._current(), self._encoder, self._reranker, self._least)

    def _current(self) -> SearchIndex:
        """The index of the newest generation; another process may have made one since the last question."""
        index = self._index
        if index is not None and index.generation == self._catalog.generation():
            return index
        with self._loading:
            index = self._index
            if index is None or index.generation != self._catalog.generation():
                self._index = index = self._load(self._catalog.contents())
        return index

    def _load(self, contents: Contents) -> SearchIndex:
        if not contents.passages:
            raise EmptyArchiveError(
                f"{self.folder}: the archive is empty. Fill it with: pullquote index SOURCE --archive {self.folder}"
            )
        state = self._catalog.state()
        if state["model"] != self._encoder.name:
            raise ModelError(
                f"{self.folder}: the archive was made with {state['model']}, not with {self._encoder.name}. "
                f"Set EMBEDDING_MODEL={state['model']}, or index again to encode it anew."
            )
        keys = [passage.encoded for passage in contents.passages]
        counts = self._catalog.sentence_counts(keys)
        generation = contents.generation
        vectors = VectorIndex.open(
            self.folder / "vectors.faiss", generation, len(keys), lambda: self._catalog.vectors(keys)
        )
        sentences = VectorIndex.open(
            self.folder / "sentences.faiss",
            generation,
            sum(counts),
            lambda: self._catalog.sentence_vectors(keys),
            compact=True,
        )
        return SearchIndex(contents, vectors, sentences, counts, float(state.get("vocabulary_coverage", "1")))


def check_source(location: str, fetching: Fetching) -> str:
    """What is wrong with a source at first sight; empty where nothing is."""
    if is_address(location):
        try:
            with Fetcher(fetching) as web:
                web.get(location)
        except FetchError as error:
            return str(error)
    elif not Path(location).expanduser().exists():
        return f"{location}: there is no such file or folder"
    return ""


def check_question(text: str) -> None:
    """Refuse what cannot be asked.

    Raises:
        QuestionError: the question is empty or longer than ``MAX_QUESTION``.
    """
    if not text.strip():
        raise QuestionError("The question is empty. Ask something about the blog.")
    if len(text) > MAX_QUESTION:
        raise QuestionError(
            "The question is {length} characters long. Ask in at most {most}.",
            length=f"{len(text):,}",
            most=f"{MAX_QUESTION:,}",
        )
