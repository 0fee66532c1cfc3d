"""Sources -> what is pending: each is read by what it is, a site or files, unless it is known to be as it was."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from embeddings.content.bounds import fault_of
from embeddings.content.items import Remark, Skipped, as_before
from embeddings.errors import PullquoteError, SourceError
from embeddings.ingest.report import Progress, SyncReport
from embeddings.posts import Post
from embeddings.sources import read_source
from embeddings.sources.engines.entry import awaiting
from embeddings.sources.origin import Parsed
from embeddings.sources.stamps import stamp
from embeddings.stores.catalog import Catalog
from embeddings.stores.parsed import ParsedTexts
from embeddings.stores.pending import Outcome, Pending
from embeddings.stores.sources import Reading, SourceOptions
from embeddings.text.sentences import broken_sentences
from embeddings.web.addresses import is_address
from embeddings.web.archived import Stored
from embeddings.web.crawl import crawl
from embeddings.web.crawl_state import CrawlState, stored_state
from embeddings.web.fetch import Fetcher
from embeddings.web.fetching import Fetching

POSTS = 64
"""Posts in memory at once."""
NO_OPTIONS = SourceOptions()

T = TypeVar("T")


class Intake:
    """Reads the sources of one sync, and knows of each what the end of the sync has to keep."""

    def __init__(
        self,
        catalog: Catalog,
        progress: Callable[[Progress], None],
        *,
        options: SourceOptions,
        defaults: SourceOptions,
        fetching: Fetching,
        thorough: bool,
    ) -> None:
        """
        Args:
            catalog: what was there before.
            progress: as for :meth:`embeddings.archive.Archive.sync`.
            options: as there, given now.
            defaults: what holds for a source that was never given any.
            fetching: as there.
            thorough: as there.
        """
        self.pending = Pending(catalog)
        """What is read."""
        self.report = SyncReport()
        """What there is to say of it."""
        self._catalog = catalog
        self._progress = progress
        self._given = options
        self._defaults = defaults
        self._fetching = fetching
        self._thorough = thorough
        self._generation = int(catalog.state().get("generation", "0"))
        self.known = {source.name: source.posts for source in catalog.sources()}
        """Sources of which something is stored, each with how many posts that is."""
        self.quiet: set[str] = set()
        """Sources on the web that say that nothing has changed, and those on disk that look as they did."""
        self.options: dict[str, SourceOptions] = {}
        """By source that was read, what it was given, now or before."""
        self.caught_up: set[str] = set()
        """Known sources that were read to their end before, so that what they have new is news."""
        self._sites: dict[str, str] = {}
        """By site that was read, what the next sync has to know of it, as JSON."""
        self._stamps: dict[str, str] = {}
        """By source on disk that was read, what says that it is as it was; empty where it is to be read again."""

    def memories(self, generation: int) -> dict[str, str]:
        """By source, what the next sync has to know of it, where this one makes a generation."""
        return self._sites | {source: _as_read(seen, generation) for source, seen in self._stamps.items()}

    def read(self, locations: Sequence[str]) -> None:
        """Read what each location holds, and put it among what is pending.

        Args:
            locations: paths and addresses; one that is named twice is read once.

        Raises:
            SourceError: why the first cannot be read, where none can. Else what failed stands in the report.
        """
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
            self.options[source] = self._given.over(self._catalog.options(source))
            if not is_address(location) and self._is_as_before(source, location):
                as_before.append(source)
            elif failure := self._read(source, location):
                failures.append(failure)
            else:
                read = True
        # Once another source has changed, a post that it had too may have to take the place of its copy there.
        changed = bool(as_before) and self.pending.changes()
        for source in as_before:
            if not changed:
                del self._stamps[source]
                self.quiet.add(source)
                self.report.readings.append(Reading(source, "files", 0, 0.0))
            elif failure := self._read(source, sources[source]):
                failures.append(failure)
                continue
            read = True
        if failures and not read:
            raise failures[0]
        self.report.failed = failures

    def _read(self, source: str, location: str) -> SourceError | None:
        """Read the posts of a source, and say why if they cannot be."""
        started = time.monotonic()
        try:
            method, requests = self._site(location) if is_address(location) else self._files(location, source)
        except (SourceError, OSError) as error:
            self.pending.forget(source)
            self._stamps.pop(source, None)
            if isinstance(error, SourceError):
                return error
            return SourceError(location, f"it cannot be read: {error.strerror or error}")
        self.report.readings.append(Reading(source, method, requests, time.monotonic() - started))
        return None

    def _is_as_before(self, source: str, location: str) -> bool:
        """Whether a source on disk need not be read, since neither it nor the catalog has changed since it was."""
        options = self.options[source].over(self._defaults)
        self._stamps[source] = seen = stamp(location, options.base_url or "", options.include or ())
        if self._thorough or not seen:
            return False
        return self._catalog.memory(source) == _as_read(seen, self._generation)

    def _files(self, location: str, source: str) -> tuple[str, int]:
        """Read the posts of a file, a folder or a zip file.

        Returns:
            By what they were found, and in how many requests.
        """
        said = self.options[source]
        options = said.over(self._defaults)
        report, before = self.report, len(self.report.skipped)
        with awaiting() as awaited, closing(ParsedTexts(self._catalog.database.folder, source)) as texts:
            posts = self._posts_in(location, options.base_url or "", options.include or (), texts.content)
            # Whoever says that a source has no base URL takes the addresses away; a setting that is missing does not.
            kept = self._add(source, posts, keep_addresses=not options.base_url and said.base_url is None)
            texts.forget_unused()
        if awaited or any(item.fault for item in report.skipped[before:]):
            self._stamps[source] = ""
        if kept:
            report.notes.append(
                f"{source}: {kept:,} posts would lose their addresses, since no base URL is given any more, and keep"
                " them; give --base-url"
            )
        report.skipped[before:] = self._without_faults(source, report.skipped[before:])
        if source in self.known:
            self.caught_up.add(source)
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
        kept = self.pending.note_stored(source, faults, "kept")
        # Of a whole export, or of an entry without a name, it is not known which posts it held.
        unknown = [item for name, item in faults.items() if not item.post and name not in kept]
        if unknown:
            left_out = {name for item in skipped if not item.fault for name in (item.name, item.post) if name}
            self.pending.note_stored(source, left_out, "removed")
        unseen = self.pending.note_unseen(source, "kept" if unknown else "removed")
        if unknown and unseen:
            self.report.notes.append(
                f"{source}: posts that were not found any more stay as they were read before ({unseen:,}), since they"
                f" may be in what cannot be read: {unknown[0].name}"
            )
        return [as_before(item) if item.fault and (item.post or item.name) in kept else item for item in skipped]

    def _posts_in(self, location: str, base_url: str, include: Collection[str], parsed: Parsed) -> Iterator[Post]:
        done = 0
        for item in _read_from(location, read_source(location, base_url, include, parsed)):
            self._fetching.go_on()
            if isinstance(item, Skipped):
                self.report.skipped.append(item)
            elif isinstance(item, Remark):
                self.report.notes.append(item.text)
            else:
                yield item
                done += 1
                self._progress(Progress("read", done, None))

    def _add(self, source: str, posts: Iterable[Post], *, keep_addresses: bool = False) -> int:
        """Keep posts, and say how many kept an address that they do not have any more."""
        left = iter(posts)
        kept = 0
        while batch := list(islice(left, POSTS)):
            with _reading(source):
                self.report.unquotable += sum(broken_sentences(post) for post in batch)
            self.report.unlinked += sum(not post.url for post in batch)
            added = self.pending.add(source, batch, keep_addresses=keep_addresses)
            kept += added.kept_addresses
            for identity in added.again:
                self.report.skipped.append(Skipped(identity, "a post with the same id came before it"))
        return kept

    def _site(self, location: str) -> tuple[str, int]:
        """Read the posts of a blog, by its address.

        Returns:
            As :meth:`_files`.
        """

        @cache
        def posts() -> tuple[Sequence[Post], bool]:
            return self._catalog.posts_of(location)

        held = self.known.get(location, 0)
        stored = Stored(held, partial(self._catalog.addresses_of, location), lambda: posts()[0])
        # What is damaged here is asked for again, although the site has not changed.
        intact = not self._thorough or posts()[1]
        memory = self._memory_of(location) if intact else CrawlState()
        include = self.options[location].over(self._defaults).include or ()
        with Fetcher(self._fetching, memory) as web:
            with _reading(location):
                found = crawl(
                    location,
                    web,
                    stored,
                    include=include,
                    progress=lambda done: self._progress(Progress("read", done, None)),
                )
            self._sites[location] = web.memory.as_json()
            method, requests = web.memory.platform, web.requests
        if found.quiet:
            self.quiet.add(location)
        self.report.skipped += found.skipped
        self.report.notes += found.notes
        self._add(location, found.posts)
        outcomes: dict[Outcome, set[str]] = {"same": found.confirmed, "removed": found.removed, "kept": found.kept}
        for outcome, ids in outcomes.items():
            self.pending.note(location, ids, outcome)
        if location in self.known and found.caught_up:
            self.caught_up.add(location)
        return method, requests

    def _memory_of(self, location: str) -> CrawlState:
        """What the last sync left to know of a site; nothing where that is damaged."""
        stored = self._catalog.memory(location)
        try:
            return stored_state(stored) if stored else CrawlState()
        except ValueError as error:
            note = f"{location}: what the last sync kept to know of it is damaged ({error}); it is read anew"
            self.report.notes.append(note)
            return CrawlState()


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
