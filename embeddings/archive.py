"""Archive: the one door. Open it, sync sources into it, ask it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from embeddings import confidence, context, quotes
from embeddings.catalog import Catalog, Contents
from embeddings.confidence import Answering, Signals
from embeddings.encoder import DEFAULT_MODEL, Encoder
from embeddings.errors import ArchiveError, BusyArchiveError, EmptyArchiveError, ModelError, QuestionError
from embeddings.followups import whole_question
from embeddings.links import quote_link
from embeddings.posts import Answer, Explanation, Hit, Post, Query, Quote
from embeddings.quotes import Choice, Chosen
from embeddings.ranking import FUSED, Ranking, Weights
from embeddings.reranker import Reranker
from embeddings.search import SearchIndex
from embeddings.sync import Progress, Sync, SyncReport
from embeddings.vectors import VectorIndex

__all__ = ["MAX_QUESTION", "Answering", "Archive", "Progress", "Status", "SyncReport", "check_question"]

MAX_QUESTION = 2000
"""Characters of a question: as many as a Discord message holds."""
QUOTES = 3
CLOSEST = 3
ALSO = 3
"""Other posts named that say the same as a quote."""


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
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> SyncReport:
        """Make the archive hold what the sources hold now; only what changed is encoded.

        Nothing changes for a reader until all is encoded; then everything does at once. A run that is stopped keeps
        the vectors it has made for the next.

        Args:
            locations: paths of files and folders.
            base_url: see :func:`embeddings.sources.read_source`.
            progress: called as posts are read and passages encoded.

        Raises:
            SourceError: a source is missing or holds no post; the archive is as it was.
            ModelError: the model cannot be loaded.
            ArchiveError: the archive cannot be written, or another process is writing to it.
        """
        try:
            with FileLock(self.folder / "sync.lock", timeout=0):
                return Sync(self._catalog, self._encoder).run(locations, base_url, progress)
        except Timeout as error:
            raise BusyArchiveError(
                f"{self.folder}: another run is indexing into this archive. Wait for it to end."
            ) from error
        except OSError as error:
            raise ArchiveError(
                f"{self.folder}: it cannot be written ({error.strerror}). What was stored is as it was."
            ) from error

    # ---- asking

    def load(self) -> None:
        """Load the model and the index now rather than at the first question.

        Raises:
            EmptyArchiveError: nothing is indexed yet.
            ModelError: the model is missing or not the archive's.
            ArchiveError: the archive is damaged.
        """
        self._current()
        self._encoder.load()
        if self._reranker:
            self._reranker.load()

    def ask(self, query: Query, *, limit: int = QUOTES) -> Answer:
        """The sentences that answer; see :meth:`ask_many`."""
        return self.ask_many([query], limit=limit)[0]

    def ask_many(self, queries: Sequence[Query], *, limit: int = QUOTES) -> list[Answer]:
        """Answer questions together: the model reads them, and then the sentences, in one batch each.

        Args:
            queries: the questions.
            limit: quotes an answer at most.

        Raises:
            QuestionError: a question is empty or longer than ``MAX_QUESTION``.
            EmptyArchiveError: nothing is indexed yet.
            ModelError: the model is missing or not the archive's.
            ArchiveError: the archive is damaged.
        """
        for query in queries:
            check_question(query.text)
        return [
            _answer(query, ranking, choice, self._least)
            for query, (ranking, choice) in zip(queries, self._choose(queries, limit), strict=True)
        ]

    def explain(self, query: Query, *, limit: int = QUOTES) -> Explanation:
        """An answer with why it is what it is. Raises as :meth:`ask_many` does."""
        check_question(query.text)
        ((ranking, choice),) = self._choose([query], limit)
        found = confidence.signals(ranking, choice)
        return Explanation(
            answer=_answer(query, ranking, choice, self._least),
            filters=query.filters,
            terms=tuple(ranking.terms),
            quote=choice.reasons,
            confidence=tuple(confidence.reasons(found)) if found else (),
        )

    def signals(self, queries: Sequence[Query]) -> list[Signals | None]:
        """What the confidence of each answer rests on; ``None`` where there is nothing to quote."""
        return [confidence.signals(ranking, choice) for ranking, choice in self._choose(queries, 1)]

    def search(self, query: Query, *, limit: int = 10, weights: Weights = FUSED) -> list[Hit]:
        """The posts nearest to a query, best first, each with its best passage; see :meth:`search_many`."""
        return self.search_many([query], limit=limit, weights=weights)[0]

    def search_many(self, queries: Sequence[Query], *, limit: int = 10, weights: Weights = FUSED) -> list[list[Hit]]:
        """Rank posts for several queries together. Raises as :meth:`ask_many` does, but takes queries of any length."""
        return [ranking.hits(limit) for ranking in self._rank(queries, weights)]

    def look_up(self, query: Query, *, limit: int = 25) -> list[Quote]:
        """The posts nearest to a query, best first, each as the one sentence that matches best.

        Raises as :meth:`search_many` does.
        """
        (ranking,) = self._rank([query])
        found = []
        for row in ranking.best_posts[:limit]:
            passage = int(ranking.passages_of(int(row))[0])
            start, end = quotes.matching_line(ranking, passage)
            found.append(_quote(ranking, Chosen(int(row), passage, start, end, float(ranking.posts[row]))))
        return found

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

    def posts(self) -> Sequence[Post]:
        """All posts, in no particular order.

        Raises:
            EmptyArchiveError: nothing is indexed yet.
        """
        return self._current().posts

    def status(self) -> Status:
        """What the archive holds; also when that is nothing."""
        state = self._catalog.state()
        contents = self._catalog.contents()
        days = sorted(post.day for post in contents.posts.values() if post.day)
        return Status(
            folder=self.folder,
            posts=len(contents.posts),
            passages=len(contents.passages),
            sources=tuple(self._catalog.sources()),
            first=days[0] if days else None,
            last=days[-1] if days else None,
            model=state.get("model", self._encoder.name),
            synced=datetime.fromisoformat(state["synced"]) if "synced" in state else None,
        )

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
        return SearchIndex(contents, vectors, sentences, counts, float(state.get("fluency", "1")))

    def _choose(self, queries: Sequence[Query], limit: int) -> list[tuple[Ranking, Choice]]:
        """The ranking and the spans to quote for each query."""
        whole = [replace(query, text=whole_question(query), history=()) for query in queries]
        return [(ranking, quotes.choose(ranking, limit)) for ranking in self._rank(whole)]

    def _rank(self, queries: Sequence[Query], weights: Weights = FUSED) -> list[Ranking]:
        """The ranking of each query; the model reads all questions in one batch, and then what is closest to them."""
        index = self._current()
        queries = [replace(query, text=_valid(query.text)) for query in queries]
        questions = self._encoder.questions([query.text for query in queries])
        rankings = [index.rank(query, read, weights) for query, read in zip(queries, questions, strict=True)]
        if not weights.maxsim:
            return rankings
        texts = [index.text_of(row) for ranking in rankings for row in ranking.closest]
        readings = iter(self._encoder.readings(texts))
        read = [
            ranking.read(question, list(islice(readings, len(ranking.closest))))
            for ranking, question in zip(rankings, questions, strict=True)
        ]
        reranker = self._reranker
        if reranker is None:
            return read
        return [r.reranked(reranker.scores(r.question, [index.text_of(row) for row in r.closest])) for r in read]


def check_question(text: str) -> None:
    """Refuse what cannot be asked.

    Raises:
        QuestionError: the question is empty or longer than ``MAX_QUESTION``.
    """
    if not text.strip():
        raise QuestionError("The question is empty. Ask something about the blog.")
    if len(text) > MAX_QUESTION:
        raise QuestionError(f"The question is {len(text):,} characters long. Ask in at most {MAX_QUESTION:,}.")


def _valid(text: str) -> str:
    """The text without lone surrogates, which a terminal can hand over and no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _answer(query: Query, ranking: Ranking, choice: Choice, least: float) -> Answer:
    likely = confidence.probability(confidence.signals(ranking, choice))
    answered = likely >= least
    return Answer(
        question=query.text,
        understood=ranking.question,
        answered=answered,
        confidence=round(likely, 4),
        quotes=tuple(_quote(ranking, span, also=answered) for span in choice.spans),
        closest=tuple(ranking.index.posts[row] for row in ranking.best_posts[:CLOSEST]),
        spelling="" if answered else ranking.index.words.corrected(query.text),
        newer=_quote(ranking, choice.newer) if answered and choice.newer else None,
    )


def _quote(ranking: Ranking, span: Chosen, *, also: bool = False) -> Quote:
    index = ranking.index
    post = index.posts[span.post]
    return Quote(
        post=post,
        start=span.start,
        end=span.end,
        score=round(span.score, 4),
        link=quote_link(post, span.start, span.end, index.page(post.url)),
        context=context.around(post, span.start, span.end),
        emphasis=quotes.emphasis(ranking, span),
        also=tuple(index.saying_the_same(span.post, span.start, span.end, ALSO)) if also else (),
    )
