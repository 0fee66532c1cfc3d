"""Archive: the one door. Open it, sync sources into it, ask it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from embeddings import confidence, quotes
from embeddings.catalog import Catalog, Contents, Cut, SourceChange, content_hash, encoded_hash
from embeddings.confidence import Signals
from embeddings.encoder import DEFAULT_MODEL, Encoder
from embeddings.errors import ArchiveError, BusyArchiveError, EmptyArchiveError, ModelError, QuestionError
from embeddings.followups import whole_question
from embeddings.links import quote_link
from embeddings.passages import SETTINGS, cut, encoded_text
from embeddings.posts import Answer, Hit, Post, Query, Quote
from embeddings.quotes import Choice, Chosen
from embeddings.search import FUSED, Ranking, SearchIndex, Weights
from embeddings.sources import Skipped, read_source
from embeddings.vectors import VectorIndex

MAX_QUESTION = 2000
"""Characters of a question: as many as a Discord message holds."""
QUOTES = 3
CLOSEST = 3
_FLUENCY_SAMPLE = 64


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long piece of work has come."""

    stage: str
    """``"read"``, ``"encode"`` or ``"answer"``."""
    done: int
    total: int | None
    """``None`` while it is not known."""


@dataclass(slots=True)
class SyncReport:
    """What a sync did."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    encoded: int = 0
    """Passages that had to be encoded."""
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


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


def _silent(_progress: Progress) -> None:
    """Report progress to nobody."""


class Archive:
    """Posts, and what answers questions about them. Safe to share between threads.

    Close it when done, or use it as a context manager.
    """

    def __init__(self, folder: Path | str, *, model: str = DEFAULT_MODEL, create: bool = False) -> None:
        """Open the archive in ``folder``.

        Args:
            folder: where it is, or with ``create`` where it will be.
            model: a sentence-transformers name or path.
            create: make it where it is missing.

        Raises:
            ArchiveError: there is none (and ``create`` is false), it is damaged, or a newer Pullquote wrote it.
        """
        self.folder = Path(folder).expanduser()
        self._catalog = Catalog(self.folder, create=create)
        self._encoder = Encoder(model)
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
        progress: Callable[[Progress], None] = _silent,
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
                return self._sync(locations, base_url, progress)
        except Timeout as error:
            raise BusyArchiveError(
                f"{self.folder}: another run is indexing into this archive. Wait for it to end."
            ) from error
        except OSError as error:
            raise ArchiveError(
                f"{self.folder}: it cannot be written ({error.strerror}). What was stored is as it was."
            ) from error

    def _sync(self, locations: Sequence[str], base_url: str, progress: Callable[[Progress], None]) -> SyncReport:
        report = SyncReport()
        state = self._catalog.state()
        model = self._encoder.name
        outdated = state.get("model", model) != model or state.get("cut", SETTINGS) != SETTINGS
        if state.get("model", model) != model:
            report.notes.append(f"the model changed from {state['model']} to {model}: every passage is encoded again")
        texts: dict[str, str] = {}
        changes = [self._change(location, base_url, report, texts, progress) for location in dict.fromkeys(locations)]
        recut: dict[int, list[Cut]] = {}
        if outdated:
            settled = {(c.source, post.id) for c in changes for post, _ in c.posts}
            for number, source, post in self._catalog.numbered_posts():
                if (source, post.id) not in settled:
                    recut[number] = self._cut(post, texts)
        report.encoded = self._encode(texts, progress)
        synced = {"synced": datetime.now(UTC).isoformat(timespec="seconds")}
        if not (recut or any(c.posts or c.removed for c in changes)):
            self._catalog.set_state(synced)
            return report
        fluency = self._fluency(texts)
        self._catalog.apply(changes, recut, {**synced, "model": model, "cut": SETTINGS, "fluency": f"{fluency:.3f}"})
        return report

    def _change(
        self,
        location: str,
        base_url: str,
        report: SyncReport,
        texts: dict[str, str],
        progress: Callable[[Progress], None],
    ) -> SourceChange:
        """What is new in one source; the texts to encode are added to ``texts`` by the key of their vector."""
        source = str(Path(location).expanduser().resolve())
        known = self._catalog.hashes(source)
        seen: dict[str, Post] = {}
        for item in read_source(location, base_url):
            if isinstance(item, Skipped):
                report.skipped.append(item)
            elif item.id in seen:
                report.skipped.append(Skipped(item.id, "a post with the same id came before it"))
            else:
                seen[item.id] = item
                progress(Progress("read", len(seen), None))
        fresh = [post for post in seen.values() if known.get(post.id) != content_hash(post)]
        removed = [identity for identity in known if identity not in seen]
        report.added += sum(post.id not in known for post in fresh)
        report.changed += sum(post.id in known for post in fresh)
        report.removed += len(removed)
        report.unchanged += len(seen) - len(fresh)
        return SourceChange(source, [(post, self._cut(post, texts)) for post in fresh], removed)

    def _cut(self, post: Post, texts: dict[str, str]) -> list[Cut]:
        found: list[Cut] = []
        for span in cut(post):
            text = encoded_text(post, span)
            key = encoded_hash(self._encoder.name, text)
            texts[key] = text
            found.append((span, key))
        return found

    def _encode(self, texts: dict[str, str], progress: Callable[[Progress], None]) -> int:
        """Encode what has no vector yet, storing each batch as it is done."""
        known = self._catalog.known_vectors()
        missing = [key for key in texts if key not in known]
        if not missing:
            return 0
        done = 0
        progress(Progress("encode", 0, len(missing)))
        for rows, vectors in self._encoder.passage_batches([texts[key] for key in missing]):
            self._catalog.add_vectors([missing[row] for row in rows], vectors)
            done += len(rows)
            progress(Progress("encode", done, len(missing)))
        return done

    def _fluency(self, texts: dict[str, str]) -> float:
        """How well the model reads the archive, from a sample of all its passages with those that are to come."""
        stored = [post.text[:1000] for post in self._catalog.contents().posts.values()]
        everything = [*texts.values(), *stored]
        return self._encoder.fluency(everything[:: max(1, len(everything) // _FLUENCY_SAMPLE)][:_FLUENCY_SAMPLE])

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
            _answer(query, ranking, choice)
            for query, (ranking, choice) in zip(queries, self._choose(queries, limit), strict=True)
        ]

    def signals(self, queries: Sequence[Query]) -> list[Signals | None]:
        """What the confidence of each answer rests on; ``None`` where there is nothing to quote."""
        return [confidence.signals(ranking, choice) for ranking, choice in self._choose(queries, 1)]

    def search(self, query: Query, *, limit: int = 10, weights: Weights = FUSED) -> list[Hit]:
        """The posts nearest to a query, best first, each with its best passage; see :meth:`search_many`."""
        return self.search_many([query], limit=limit, weights=weights)[0]

    def search_many(self, queries: Sequence[Query], *, limit: int = 10, weights: Weights = FUSED) -> list[list[Hit]]:
        """Rank posts for several queries together. Raises as :meth:`ask_many` does, but takes queries of any length."""
        index = self._current()
        vectors = self._encoder.queries([_valid(query.text) for query in queries])
        return [index.rank(query, vector, weights).hits(limit) for query, vector in zip(queries, vectors, strict=True)]

    def look_up(self, query: Query, *, limit: int = 25) -> list[Quote]:
        """The posts nearest to a query, best first, each as the one sentence that matches best.

        Raises as :meth:`search_many` does.
        """
        index = self._current()
        ranking = index.rank(query, self._encoder.queries([_valid(query.text)])[0])
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

    def opening(self, post: Post, *, length: int = 300) -> Quote:
        """How a post of the archive begins, in about ``length`` characters. Raises as :meth:`posts` does."""
        start, end = quotes.opening(post, length)
        link = quote_link(post, start, end, self._current().page(post.url))
        return Quote(post, start, end, 1.0, link, (start, end))

    def quote(self, key: str, start: int, end: int, *, sentences: int) -> Quote | None:
        """A span of a post as a quote, with so many sentences around it; ``None`` where the post has no such span.

        Raises as :meth:`posts` does.
        """
        post = self.post(key)
        if post is None or not 0 <= start < end <= len(post.text):
            return None
        link = quote_link(post, start, end, self._current().page(post.url))
        return Quote(post, start, end, 1.0, link, quotes.around(post, start, end, sentences))

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
        vectors = VectorIndex.open(self.folder, contents.generation, len(keys), lambda: self._catalog.vectors(keys))
        return SearchIndex(contents, vectors, float(state.get("fluency", "1")))

    def _choose(self, queries: Sequence[Query], limit: int) -> list[tuple[Ranking, Choice]]:
        """The ranking and the spans to quote for each query; the model reads them all in two batches."""
        index = self._current()
        queries = [replace(query, text=_valid(whole_question(query)), history=()) for query in queries]
        questions = self._encoder.queries([query.text for query in queries])
        rankings = [index.rank(query, vector) for query, vector in zip(queries, questions, strict=True)]
        candidates = [quotes.candidates(ranking) for ranking in rankings]
        texts = [index.posts[s.post].text[s.start : s.end] for found in candidates for s in found]
        vectors = iter(self._encoder.sentences(texts) if texts else ())
        return [
            (ranking, quotes.choose(ranking, found, list(islice(vectors, len(found))), question, limit))
            for ranking, found, question in zip(rankings, candidates, questions, strict=True)
        ]


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


def _answer(query: Query, ranking: Ranking, choice: Choice) -> Answer:
    likely = confidence.probability(confidence.signals(ranking, choice))
    return Answer(
        question=query.text,
        understood=ranking.question,
        answered=likely >= confidence.ANSWERED,
        confidence=round(likely, 4),
        quotes=tuple(_quote(ranking, span) for span in choice.spans),
        closest=tuple(ranking.index.posts[row] for row in ranking.best_posts[:CLOSEST]),
    )


def _quote(ranking: Ranking, span: Chosen) -> Quote:
    index = ranking.index
    post = index.posts[span.post]
    return Quote(
        post=post,
        start=span.start,
        end=span.end,
        score=round(span.score, 4),
        link=quote_link(post, span.start, span.end, index.page(post.url)),
        context=quotes.around(post, span.start, span.end),
    )
