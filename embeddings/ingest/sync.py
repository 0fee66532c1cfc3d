"""Sources -> catalog: what is new is cut and encoded, then all of it becomes visible at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from embeddings.content.items import Skipped
from embeddings.errors import SourceError
from embeddings.ingest.duplicates import duplicates
from embeddings.models.encoder import Encoder
from embeddings.posts import Post
from embeddings.sources import read_source
from embeddings.stores.catalog import Catalog, Cut, SourceChange, content_hash, encoded_hash
from embeddings.text.passages import SETTINGS, cut, encoded_text, sentences_in
from embeddings.web.addresses import is_address
from embeddings.web.crawl import CrawlResult, crawl
from embeddings.web.fetch import CrawlState, Fetcher, Fetching

_COVERAGE_SAMPLE = 64

Texts = dict[str, tuple[str, list[tuple[int, int]]]]
"""What the model reads for each passage, with the offsets of its sentences in it, by the key of its vectors."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long piece of work has come."""

    stage: str
    """``"read"``, ``"encode"``, ``"answer"`` or ``"verify"``."""
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
    news: list[Post] = field(default_factory=list)
    """Posts that were added to a source that had been read to its end before."""
    encoded: int = 0
    """Passages that had to be encoded."""
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    """Sources that could not be read at all, while others could; their posts stay as they were."""

    @property
    def left_out(self) -> dict[str, int]:
        """How many of each kind stayed out that an owner may ask for."""
        return dict(Counter(item.kind for item in self.skipped if item.kind))


class Sync:
    """One run that makes a catalog hold what its sources hold now."""

    def __init__(self, catalog: Catalog, encoder: Encoder) -> None:
        self._catalog = catalog
        self._encoder = encoder

    def run(
        self,
        locations: Sequence[str],
        base_url: str,
        progress: Callable[[Progress], None],
        *,
        include: Collection[str] = (),
        fetching: Fetching | None = None,
    ) -> SyncReport:
        """Bring the catalog up to date; see :meth:`embeddings.archive.Archive.sync`, which holds the lock."""
        report = SyncReport()
        state = self._catalog.state()
        model = self._encoder.name
        outdated = state.get("model", model) != model or state.get("cut", SETTINGS) != SETTINGS
        if state.get("model", model) != model:
            report.notes.append(f"the model changed from {state['model']} to {model}: every passage is encoded again")
        texts: Texts = {}
        readings: list[tuple[str, CrawlResult, str]] = []
        failures: list[SourceError] = []
        for location in dict.fromkeys(locations):
            try:
                if is_address(location):
                    readings.append(self._site(location, include, fetching or Fetching(), report, progress))
                else:
                    readings.append(self._files(location, base_url, include, report, progress))
            except SourceError as error:
                failures.append(error)
        if failures and not readings:
            raise failures[0]
        report.failed = [str(error) for error in failures]
        readings, redirects = self._without_duplicates(readings, report)
        changes = [self._change(*reading, report, texts) for reading in readings]
        recut: dict[int, list[Cut]] = {}
        if outdated:
            settled = {(c.source, post.id) for c in changes for post, _ in c.posts}
            for number, source, post in self._catalog.numbered_posts():
                if (source, post.id) not in settled:
                    recut[number] = self._cut(post, texts)
        report.encoded = self._encode(texts, progress)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        if not (recut or any(c.posts or c.removed for c in changes)):
            self._catalog.confirm(changes, now)
            self._catalog.set_state({"synced": now})
            return report
        vocabulary_coverage = f"{self._vocabulary_coverage(texts):.3f}"
        self._catalog.apply(
            changes,
            recut,
            {"synced": now, "model": model, "cut": SETTINGS, "vocabulary_coverage": vocabulary_coverage},
            redirects,
        )
        return report

    def _files(
        self,
        location: str,
        base_url: str,
        include: Collection[str],
        report: SyncReport,
        progress: Callable[[Progress], None],
    ) -> tuple[str, CrawlResult, str]:
        """The posts of a file, a folder or a zip file, by the name of the source."""
        source = str(Path(location).expanduser().resolve())
        seen: dict[str, Post] = {}
        for item in read_source(location, base_url, include):
            if isinstance(item, Skipped):
                report.skipped.append(item)
            elif item.id in seen:
                report.skipped.append(Skipped(item.id, "a post with the same id came before it"))
            else:
                seen[item.id] = item
                progress(Progress("read", len(seen), None))
        return source, CrawlResult(list(seen.values()), removed=set(self._catalog.hashes(source)) - set(seen)), ""

    def _site(
        self,
        location: str,
        include: Collection[str],
        fetching: Fetching,
        report: SyncReport,
        progress: Callable[[Progress], None],
    ) -> tuple[str, CrawlResult, str]:
        """The posts of a blog, by its address."""
        stored = self._catalog.memory(location)
        with Fetcher(fetching, CrawlState(**json.loads(stored)) if stored else CrawlState()) as web:
            reading = crawl(
                location,
                web,
                self._catalog.posts_of(location),
                include=include,
                progress=lambda done: progress(Progress("read", done, None)),
            )
            report.skipped += reading.skipped
            report.notes += reading.notes
            return location, reading, json.dumps(asdict(web.memory))

    def _without_duplicates(
        self, readings: list[tuple[str, CrawlResult, str]], report: SyncReport
    ) -> tuple[list[tuple[str, CrawlResult, str]], dict[str, str]]:
        """The readings without posts that another source has too, and which key stands for which from now on."""
        sources = {*self._catalog.sources(), *(source for source, _, _ in readings)}
        if len(sources) < 2 or not any(reading.posts for _, reading, _ in readings):
            return readings, {}
        stored = {(source, post.id): post for _, source, post in self._catalog.numbered_posts()}
        posts = dict(stored)
        for source, reading, _ in readings:
            for identity in reading.removed:
                posts.pop((source, identity), None)
            posts.update(((source, post.id), post) for post in reading.posts)
        dropped = duplicates(posts)
        by_source = {source: reading for source, reading, _ in readings}
        for (source, identity), other in dropped.items():
            reading = by_source.setdefault(source, CrawlResult())
            reading.posts = [post for post in reading.posts if post.id != identity]
            reading.confirmed.discard(identity)
            report.skipped.append(Skipped(identity, f"it is the same post as {posts[other].url or other[1]}"))
            if (source, identity) in stored:
                reading.removed.add(identity)
        memories = {source: memory for source, _, memory in readings}
        redirects = {posts[old].key: posts[new].key for old, new in dropped.items()}
        return [(source, reading, memories.get(source, "")) for source, reading in by_source.items()], redirects

    def _change(self, source: str, reading: CrawlResult, memory: str, report: SyncReport, texts: Texts) -> SourceChange:
        """What is new in one source; the texts to encode are added to ``texts`` by the key of their vector."""
        known = self._catalog.hashes(source)
        fresh = [post for post in reading.posts if known.get(post.id) != content_hash(post)]
        same = {post.id for post in reading.posts} - {post.id for post in fresh}
        report.added += sum(post.id not in known for post in fresh)
        report.news += [post for post in fresh if known and reading.caught_up and post.id not in known]
        report.changed += sum(post.id in known for post in fresh)
        report.removed += len(reading.removed)
        report.unchanged += len(same | reading.confirmed | reading.kept)
        cut = [(post, self._cut(post, texts)) for post in fresh]
        return SourceChange(source, cut, reading.removed, same | reading.confirmed, memory)

    def _cut(self, post: Post, texts: Texts) -> list[Cut]:
        found: list[Cut] = []
        for span in cut(post):
            text = encoded_text(post, span)
            key = encoded_hash(self._encoder.name, text)
            shift = span.end - len(text)
            texts[key] = text, [(start - shift, end - shift) for start, end in sentences_in(post, span)]
            found.append((span, key))
        return found

    def _encode(self, texts: Texts, progress: Callable[[Progress], None]) -> int:
        """Encode what has no vector yet, storing each batch as it is done."""
        known = self._catalog.known_vectors()
        missing = [key for key in texts if key not in known]
        if not missing:
            return 0
        done = 0
        progress(Progress("encode", 0, len(missing)))
        for rows, readings in self._encoder.passage_batches([texts[key][0] for key in missing]):
            keys = [missing[row] for row in rows]
            sentences = [reading.means(texts[key][1]) for key, reading in zip(keys, readings, strict=True)]
            self._catalog.add_vectors(keys, [reading.vector for reading in readings], sentences)
            done += len(rows)
            progress(Progress("encode", done, len(missing)))
        return done

    def _vocabulary_coverage(self, texts: Texts) -> float:
        """How well the model reads the archive, from a sample of all its passages with those that are to come."""
        stored = [post.text[:1000] for post in self._catalog.contents().posts.values()]
        everything = [*(text for text, _ in texts.values()), *stored]
        return self._encoder.vocabulary_coverage(
            everything[:: max(1, len(everything) // _COVERAGE_SAMPLE)][:_COVERAGE_SAMPLE]
        )
