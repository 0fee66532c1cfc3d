"""Sources -> catalog: what is new is cut and encoded, then all of it becomes visible at once.

Posts go from their source to the disk and from there to the model in batches, so that a large source needs no more
memory than a small one.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from embeddings.content.bounds import fault_of
from embeddings.content.items import Remark, Skipped, as_before, same_post
from embeddings.errors import PullquoteError, SourceError
from embeddings.ingest.duplicates import duplicates
from embeddings.ingest.report import Progress, SyncReport
from embeddings.ingest.turns import Turns
from embeddings.models.passages import Encoded, PassageEncoder, Unencoded, encode_here
from embeddings.models.protocols import Encoder
from embeddings.models.unrelated import unrelated_cosine
from embeddings.posts import Post
from embeddings.sources import read_source
from embeddings.sources.engines.entry import awaiting
from embeddings.sources.stamps import stamp
from embeddings.stores.catalog import Catalog, encoded_hash
from embeddings.stores.overlap import overlap
from embeddings.stores.pending import Cut, Outcome, Pending
from embeddings.stores.sources import Reading, SourceOptions
from embeddings.text.passages import SETTINGS, cut, encoded, encoded_text
from embeddings.text.sentences import broken_sentences
from embeddings.web.addresses import is_address
from embeddings.web.archived import Stored
from embeddings.web.crawl import crawl
from embeddings.web.crawl_state import CrawlState, stored_state
from embeddings.web.fetch import Fetcher
from embeddings.web.fetching import Fetching

_COVERAGE_SAMPLE = 64
"""Texts from which the coverage of the model's vocabulary is measured."""
_POSTS = 64
"""Posts in memory at once."""
_PASSAGES = 512
"""Passages in memory at once: many, since the encoder puts those of one length together."""
_STORED = 64
"""Passages whose vectors are stored at once: a run that is killed encodes no more than these again."""
_NO_OPTIONS = SourceOptions()

T = TypeVar("T")


class Sync:
    """One run that makes a catalog hold what its sources hold now."""

    def __init__(
        self,
        catalog: Catalog,
        encoder: Encoder,
        turns: Turns | None = None,
        encode_passages: PassageEncoder | None = None,
    ) -> None:
        """
        Args:
            catalog: what is brought up to date.
            encoder: the model.
            turns: of those who ask meanwhile, whom the run gives way to.
            encode_passages: what encodes passages by this model; by default this process.
        """
        self._catalog = catalog
        self._encoder = encoder
        self._turns = turns or Turns()
        self._encode_passages = encode_passages or partial(encode_here, encoder)

    def run(
        self,
        locations: Sequence[str],
        progress: Callable[[Progress], None] = lambda _: None,
        *,
        options: SourceOptions = _NO_OPTIONS,
        defaults: SourceOptions = _NO_OPTIONS,
        fetching: Fetching | None = None,
        expecting: Callable[[Sequence[str]], None] = lambda _: None,
        thorough: bool = True,
    ) -> SyncReport:
        """Bring the catalog up to date; see :meth:`embeddings.archive.Archive.sync`, which holds the lock.

        Args:
            locations: as there.
            progress: as there.
            options: given now, and kept with each of the sources.
            defaults: what holds for a source that was never given any.
            fetching: as there.
            expecting: as there.
            thorough: as there.
        """
        fetching = fetching or Fetching()
        run = _Run(
            self._catalog,
            self._encoder,
            self._encode_passages,
            self._turns,
            progress,
            options,
            defaults,
            fetching,
            expecting,
            thorough=thorough,
        )
        return run.run(locations)

    def remove(self, source: str) -> int:
        """Withdraw all posts of a source, and say how many there were."""
        pending = Pending(self._catalog)
        removed = pending.note_unseen(source, "removed")
        pending.apply(_now(), {}, {}, {}, recut=False, forgotten=[source])
        return removed


class _Run:
    """The state of one run."""

    def __init__(
        self,
        catalog: Catalog,
        encoder: Encoder,
        encode_passages: PassageEncoder,
        turns: Turns,
        progress: Callable[[Progress], None],
        options: SourceOptions,
        defaults: SourceOptions,
        fetching: Fetching,
        expecting: Callable[[Sequence[str]], None],
        *,
        thorough: bool,
    ) -> None:
        self._catalog = catalog
        self._encoder = encoder
        self._encode_passages = encode_passages
        self._turns = turns
        self._progress = progress
        self._given = options
        self._defaults = defaults
        self._fetching = fetching
        self._expecting = expecting
        self._thorough = thorough
        self._report = SyncReport()
        self._pending = Pending(catalog)
        self._known = {source.name: source.posts for source in catalog.sources()}
        """Sources of which something is stored, each with how many posts that is."""
        self._quiet: set[str] = set()
        """Sources on the web that say that nothing has changed, and those on disk that look as they did."""
        self._options: dict[str, SourceOptions] = {}
        """By source that was read, what it was given, now or before."""
        self._memories: dict[str, str] = {}
        """By source, what the next sync has to know of it, as JSON."""
        self._stamps: dict[str, str] = {}
        """By source on disk that was read, what says that it is as it was; empty where it is to be read again."""
        self._generation = 0
        """What the catalog held when the run began."""
        self._caught_up: set[str] = set()
        """Known sources that were read to their end before, so that what they have new is news."""

    def run(self, locations: Sequence[str]) -> SyncReport:
        report, pending = self._report, self._pending
        state = self._catalog.state()
        model = self._encoder.name
        recut = state.get("model", model) != model or state.get("cut", SETTINGS) != SETTINGS
        if state.get("model", model) != model:
            report.notes.append(f"the model changed from {state['model']} to {model}: every passage is encoded again")
        self._generation = int(state.get("generation", "0"))
        self._read_all(locations)
        pending.filled()
        stands_for = self._leave_out_duplicates()
        self._count()
        news = pending.added(self._caught_up)
        for batch in pending.to_cut(_POSTS, everything=recut):
            self._between()
            pending.add_passages([(number, self._cut(post)) for number, post in batch])
        pending.filled()
        report.encoded = self._encode()
        settings: dict[str, str] = {}
        if pending.changes():
            # Not for a sync that finds everything as it was, which has no use for the model.
            settings = {"model": model, "cut": SETTINGS, "vocabulary_coverage": f"{self._vocabulary_coverage():.3f}"}
            settings["unrelated_cosine"] = f"{unrelated_cosine(self._encoder):.3f}"
        readings = {reading.source: reading for reading in report.readings}
        generation = self._generation + pending.changes()
        self._memories |= {source: _as_read(seen, generation) for source, seen in self._stamps.items()}
        if news:
            self._expecting(pending.keys(news))
        pending.apply(
            _now(),
            self._memories,
            stands_for,
            settings,
            recut=recut,
            options=self._options,
            readings=readings,
            unchanged=self._quiet,
        )
        report.news = self._catalog.posts_by_number(news)
        return report

    def _read_all(self, locations: Sequence[str]) -> None:
        failures: list[SourceError] = []
        read = False
        sources: dict[str, str] = {}
        for location in locations:
            try:
                sources.setdefault(_source_name(location), location)
            except (OSError, ValueError, RuntimeError) as error:
                failures.append(SourceError(location, f"it is no path ({error})"))
        as_before: list[str] = []
        for source, location in sources.items():
            self._options[source] = self._given.over(self._catalog.options(source))
            if not is_address(location) and self._is_as_before(source, location):
                as_before.append(source)
            elif failure := self._read(source, location):
                failures.append(failure)
            else:
                read = True
        # Once another source has changed, a post that it had too may have to take the place of its copy there.
        changed = bool(as_before) and self._pending.changes()
        for source in as_before:
            if not changed:
                del self._stamps[source]
                self._quiet.add(source)
                self._report.readings.append(Reading(source, "files", 0, 0.0))
            elif failure := self._read(source, sources[source]):
                failures.append(failure)
                continue
            read = True
        if failures and not read:
            raise failures[0]
        self._report.failed = failures

    def _read(self, source: str, location: str) -> SourceError | None:
        """Read the posts of a source, and say why if they cannot be."""
        started = time.monotonic()
        try:
            method, requests = self._site(location) if is_address(location) else self._files(location, source)
        except (SourceError, OSError) as error:
            self._pending.forget(source)
            self._stamps.pop(source, None)
            if isinstance(error, SourceError):
                return error
            return SourceError(location, f"it cannot be read: {error.strerror or error}")
        self._report.readings.append(Reading(source, method, requests, time.monotonic() - started))
        return None

    def _is_as_before(self, source: str, location: str) -> bool:
        """Whether a source on disk need not be read, since neither it nor the catalog has changed since it was."""
        options = self._options[source].over(self._defaults)
        self._stamps[source] = seen = stamp(location, options.base_url or "", options.include or ())
        if self._thorough or not seen:
            return False
        return self._catalog.memory(source) == _as_read(seen, self._generation)

    def _files(self, location: str, source: str) -> tuple[str, int]:
        """Read the posts of a file, a folder or a zip file.

        Returns:
            By what they were found, and in how many requests.
        """
        said = self._options[source]
        options = said.over(self._defaults)
        posts = self._posts_in(location, options.base_url or "", options.include or ())
        report, before = self._report, len(self._report.skipped)
        # Whoever says that a source has no base URL takes the addresses away; a setting that is missing does not.
        with awaiting() as awaited:
            kept = self._add(source, posts, keep_addresses=not options.base_url and said.base_url is None)
        if awaited or any(item.fault for item in report.skipped[before:]):
            self._stamps[source] = ""
        if kept:
            report.notes.append(
                f"{source}: {kept:,} posts would lose their addresses, since no base URL is given any more, and keep"
                " them; give --base-url"
            )
        report.skipped[before:] = self._without_faults(source, report.skipped[before:])
        if source in self._known:
            self._caught_up.add(source)
        return "files", 0

    def _without_faults(self, source: str, skipped: Sequence[Skipped]) -> list[Skipped]:
        """Take the stored posts of which nothing was found for gone, but for those that could not be read.

        Args:
            source: its name.
            skipped: what was left out of it.

        Returns:
            The same, with those named that stay as they were.
        """
        faults = {item.post or item.name: item for item in skipped if item.fault}
        kept = self._pending.note_stored(source, faults, "kept")
        # Of a whole export, or of an entry without a name, it is not known which posts it held.
        unknown = [item for name, item in faults.items() if not item.post and name not in kept]
        if unknown:
            left_out = {name for item in skipped if not item.fault for name in (item.name, item.post) if name}
            self._pending.note_stored(source, left_out, "removed")
        unseen = self._pending.note_unseen(source, "kept" if unknown else "removed")
        if unknown and unseen:
            self._report.notes.append(
                f"{source}: posts that were not found any more stay as they were read before ({unseen:,}), since they"
                f" may be in what cannot be read: {unknown[0].name}"
            )
        return [as_before(item) if item.fault and (item.post or item.name) in kept else item for item in skipped]

    def _posts_in(self, location: str, base_url: str, include: Collection[str]) -> Iterator[Post]:
        done = 0
        for item in _read_from(location, read_source(location, base_url, include)):
            self._fetching.go_on()
            if isinstance(item, Skipped):
                self._report.skipped.append(item)
            elif isinstance(item, Remark):
                self._report.notes.append(item.text)
            else:
                yield item
                done += 1
                self._progress(Progress("read", done, None))

    def _add(self, source: str, posts: Iterable[Post], *, keep_addresses: bool = False) -> int:
        """Keep posts, and say how many kept an address that they do not have any more."""
        left = iter(posts)
        kept = 0
        while batch := list(islice(left, _POSTS)):
            with _reading(source):
                self._report.unquotable += sum(broken_sentences(post) for post in batch)
            added = self._pending.add(source, batch, keep_addresses=keep_addresses)
            kept += added.kept_addresses
            for identity in added.again:
                self._report.skipped.append(Skipped(identity, "a post with the same id came before it"))
        return kept

    def _site(self, location: str) -> tuple[str, int]:
        """Read the posts of a blog, by its address.

        Returns:
            As :meth:`_files`.
        """

        @cache
        def posts() -> tuple[Sequence[Post], bool]:
            return self._catalog.posts_of(location)

        held = self._known.get(location, 0)
        stored = Stored(held, partial(self._catalog.addresses_of, location), lambda: posts()[0])
        # What is damaged here is asked for again, although the site has not changed.
        intact = not self._thorough or posts()[1]
        memory = self._memory_of(location) if intact else CrawlState()
        include = self._options[location].over(self._defaults).include or ()
        with Fetcher(self._fetching, memory) as web:
            with _reading(location):
                found = crawl(
                    location,
                    web,
                    stored,
                    include=include,
                    progress=lambda done: self._progress(Progress("read", done, None)),
                )
            self._memories[location] = web.memory.as_json()
            method, requests = web.memory.platform, web.requests
        if found.quiet:
            self._quiet.add(location)
        self._report.skipped += found.skipped
        self._report.notes += found.notes
        self._add(location, found.posts)
        outcomes: dict[Outcome, set[str]] = {"same": found.confirmed, "removed": found.removed, "kept": found.kept}
        for outcome, ids in outcomes.items():
            self._pending.note(location, ids, outcome)
        if location in self._known and found.caught_up:
            self._caught_up.add(location)
        return method, requests

    def _memory_of(self, location: str) -> CrawlState:
        """What the last sync left to know of a site; nothing where that is damaged."""
        stored = self._catalog.memory(location)
        try:
            return stored_state(stored) if stored else CrawlState()
        except ValueError as error:
            note = f"{location}: what the last sync kept to know of it is damaged ({error}); it is read anew"
            self._report.notes.append(note)
            return CrawlState()

    def _leave_out_duplicates(self) -> dict[int, tuple[str, int]]:
        """Withdraw what another source has too.

        Returns:
            By the number of each such post, its key and the number of the post that stands for it.
        """
        read = self._pending.sources()
        if not read or len(read.union(self._known)) < 2:
            return {}
        with overlap(self._catalog) as current:
            found = duplicates(current)
            stands_for = {}
            for number, other in found.items():
                identity, _, key = current.name(number)
                other_id, url, _ = current.name(other)
                self._report.skipped.append(same_post(identity, url or other_id))
                stands_for[number] = key, other
        self._pending.leave_out(stands_for)
        return stands_for

    def _count(self) -> None:
        outcomes = self._pending.outcomes()
        self._report.added = outcomes.get("added", 0)
        self._report.changed = outcomes.get("changed", 0)
        self._report.removed = outcomes.get("removed", 0)
        quiet = sum(self._known.get(source, 0) for source in self._quiet)
        self._report.unchanged = outcomes.get("same", 0) + outcomes.get("kept", 0) + quiet

    def _cut(self, post: Post) -> list[Cut]:
        return [(span, encoded_hash(self._encoder.name, *encoded(post, span))) for span in cut(post)]

    def _between(self) -> None:
        """What is done between two small pieces of work. Raises ``StoppedError`` where the run is to stop."""
        self._fetching.go_on()
        self._turns.give_way()

    def _encode(self) -> int:
        """Encode what has no vectors yet, storing them some at a time."""
        total = self._pending.unencoded()
        if not total:
            return 0
        done = 0
        self._progress(Progress("encode", 0, total))
        kept: list[Encoded] = []
        at_work: set[str] = set()
        try:
            for some in self._encode_passages(self._to_encode(at_work)):
                kept += some
                done += len(some)
                self._progress(Progress("encode", done, total))
                if len(kept) >= _STORED:
                    self._catalog.add_vectors(kept)
                    at_work.difference_update(passage.key for passage in kept)
                    kept = []
                self._between()
        finally:
            self._catalog.add_vectors(kept)
        return done

    def _to_encode(self, at_work: set[str]) -> Iterator[list[Unencoded]]:
        """What has no vectors yet, in batches.

        ``at_work``: keys of what was given out and is not stored yet, to which those of each batch are added.
        """
        for passages in self._pending.to_encode(_PASSAGES):
            batch = []
            for key, (post, span) in passages.items():
                if key not in at_work:
                    batch.append(Unencoded(key, *encoded(post, span)))
            at_work.update(passage.key for passage in batch)
            yield batch

    def _vocabulary_coverage(self) -> float:
        """How well the model reads the archive, from a sample of all its passages with those that are to come."""
        passages, openings = self._pending.sample(_COVERAGE_SAMPLE)
        return self._encoder.vocabulary_coverage([*(encoded_text(*passage) for passage in passages), *openings])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _as_read(seen: str, generation: int) -> str:
    """What is kept of a source on disk: its stamp, and the generation that it was read for."""
    return json.dumps({"files": seen, "generation": generation}) if seen else ""


@contextmanager
def _reading(location: str) -> Iterator[None]:
    """Reading a source.

    Raises:
        SourceError: in the place of whatever nobody foresaw, which costs this source alone.
    """
    try:
        yield
    except (PullquoteError, OSError):
        raise
    except Exception as error:
        raise SourceError(location, fault_of(error)) from error


def _read_from(location: str, items: Iterable[T]) -> Iterator[T]:
    """What is read of a source, so that no error of whoever takes it counts as the source's."""
    with _reading(location):
        yield from items


def _source_name(location: str) -> str:
    name = location if is_address(location) else str(Path(location).expanduser().resolve())
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise ValueError("its name is not UTF-8, and cannot be stored") from error
    return name
