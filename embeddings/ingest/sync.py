"""Sources -> catalog: what is new is cut and encoded, then all of it becomes visible at once.

Posts go from their source to the disk and from there to the model in batches, so that a large source needs no more
memory than a small one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial

from embeddings.content.items import same_post
from embeddings.ingest.duplicates import duplicates
from embeddings.ingest.intake import NO_OPTIONS, POSTS, Intake
from embeddings.ingest.report import Progress, SyncReport
from embeddings.ingest.turns import Turns
from embeddings.models.passages import Encoded, PassageEncoder, Unencoded, encode_here
from embeddings.models.protocols import Encoder
from embeddings.models.token_codes import CODES
from embeddings.models.unrelated import unrelated_cosine
from embeddings.posts import Post
from embeddings.stores.catalog import Catalog, encoded_hash
from embeddings.stores.overlap import overlap
from embeddings.stores.parsed import ParsedTexts
from embeddings.stores.pending import Cut, Pending
from embeddings.stores.sources import SourceOptions
from embeddings.text.passages import SETTINGS, cut, encoded, encoded_text
from embeddings.web.addresses import is_address
from embeddings.web.fetching import Fetching

_COVERAGE_SAMPLE = 64
"""Texts from which the coverage of the model's vocabulary is measured."""
_PASSAGES = 512
"""Passages in memory at once: many, since the encoder puts those of one length together."""
_STORED = 64
"""Passages whose vectors are stored at once: a run that is killed encodes no more than these again."""


class Sync:
    """One run that makes a catalog hold what its sources hold now."""

    def __init__(
        self,
        catalog: Catalog,
        encoder: Encoder,
        turns: Turns | None = None,
        encode_passages: PassageEncoder | None = None,
        *,
        keeps_tokens: bool = False,
    ) -> None:
        """
        Args:
            catalog: what is brought up to date.
            encoder: the model.
            turns: of those who ask meanwhile, whom the run gives way to.
            encode_passages: what encodes passages by this model; by default this process.
            keeps_tokens: whether the tokens of passages are kept, as an archive without a reader needs them.
        """
        self._catalog = catalog
        self._encoder = encoder
        self._turns = turns or Turns()
        self._encode_passages = encode_passages or partial(encode_here, encoder)
        self._keeps_tokens = keeps_tokens

    def run(
        self,
        locations: Sequence[str],
        progress: Callable[[Progress], None] = lambda _: None,
        *,
        options: SourceOptions = NO_OPTIONS,
        defaults: SourceOptions = NO_OPTIONS,
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
        intake = Intake(
            self._catalog, progress, options=options, defaults=defaults, fetching=fetching, thorough=thorough
        )
        run = _Run(
            self._catalog,
            self._encoder,
            self._encode_passages,
            self._turns,
            intake,
            progress,
            fetching,
            expecting,
            keeps_tokens=self._keeps_tokens,
        )
        return run.run(locations)

    def remove(self, source: str) -> int:
        """Withdraw all posts of a source, and say how many there were."""
        pending = Pending(self._catalog)
        with closing(ParsedTexts(self._catalog.database.folder, source)) as texts:
            texts.forget_unused()
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
        intake: Intake,
        progress: Callable[[Progress], None],
        fetching: Fetching,
        expecting: Callable[[Sequence[str]], None],
        *,
        keeps_tokens: bool,
    ) -> None:
        self._catalog = catalog
        self._encoder = encoder
        self._encode_passages = encode_passages
        self._turns = turns
        self._intake = intake
        self._report, self._pending = intake.report, intake.pending
        self._progress = progress
        self._fetching = fetching
        self._expecting = expecting
        self._keeps_tokens = keeps_tokens

    def run(self, locations: Sequence[str]) -> SyncReport:
        report, pending = self._report, self._pending
        state = self._catalog.state()
        model = self._encoder.name
        recut = state.get("model", model) != model or state.get("cut", SETTINGS) != SETTINGS
        if self._keeps_tokens and state.get("model") == model and state.get("tokens") != CODES:
            recut = True
            report.notes.append("passages are encoded again where their tokens are not kept, since there is no reader")
        if state.get("model", model) != model:
            report.notes.append(f"the model changed from {state['model']} to {model}: every passage is encoded again")
        self._intake.read(locations)
        pending.filled()
        stands_for = self._leave_out_duplicates()
        self._count()
        news = pending.added(self._intake.caught_up)
        for batch in pending.to_cut(POSTS, everything=recut):
            self._between()
            pending.add_passages([(number, self._cut(post)) for number, post in batch])
        pending.filled()
        report.encoded = self._encode()
        settings: dict[str, str] = {}
        if pending.changes():
            # Not for a sync that finds everything as it was, which has no use for the model.
            settings = {"model": model, "cut": SETTINGS, "vocabulary_coverage": f"{self._vocabulary_coverage():.3f}"}
            settings["tokens"] = CODES if self._keeps_tokens else ""
            settings["unrelated_cosine"] = f"{unrelated_cosine(self._encoder):.3f}"
        readings = {reading.source: reading for reading in report.readings}
        memories = self._intake.memories(int(state.get("generation", "0")) + pending.changes())
        if news:
            self._expecting(pending.keys(news))
        pending.apply(
            _now(),
            memories,
            stands_for,
            settings,
            recut=recut,
            options=self._intake.options,
            readings=readings,
            unchanged=self._intake.quiet,
        )
        report.news = self._catalog.posts_by_number(news)
        return report

    def _leave_out_duplicates(self) -> dict[int, tuple[str, int]]:
        """Withdraw what another source has too.

        Returns:
            By the number of each such post, its key and the number of the post that stands for it.
        """
        read = self._pending.sources()
        if not read or len(read.union(self._intake.known)) < 2:
            return {}
        with overlap(self._catalog) as current:
            found = duplicates(current)
            stands_for = {}
            copies = Counter[tuple[str, str]]()
            for number, other in found.items():
                identity, _, key, source = current.name(number)
                other_id, url, _, other_source = current.name(other)
                self._report.skipped.append(same_post(identity, url or other_id))
                stands_for[number] = key, other
                copies[source, other_source] += 1
        self._pending.leave_out(stands_for)
        for (source, other_source), count in copies.items():
            if not is_address(other_source):
                self._report.notes.append(
                    f"{source}: {count:,} posts have the address of one in {other_source}, which came first and stays;"
                    f" if that is older, take it away with: pullquote sources remove {other_source}"
                )
        return stands_for

    def _count(self) -> None:
        outcomes = self._pending.outcomes()
        self._report.added = outcomes.get("added", 0)
        self._report.changed = outcomes.get("changed", 0)
        self._report.removed = outcomes.get("removed", 0)
        quiet = sum(self._intake.known.get(source, 0) for source in self._intake.quiet)
        self._report.unchanged = outcomes.get("same", 0) + outcomes.get("kept", 0) + quiet

    def _cut(self, post: Post) -> list[Cut]:
        return [(span, encoded_hash(self._encoder.name, *encoded(post, span))) for span in cut(post)]

    def _between(self) -> None:
        """What is done between two small pieces of work. Raises ``StoppedError`` where the run is to stop."""
        self._fetching.go_on()
        self._turns.give_way()

    def _encode(self) -> int:
        """Encode what has no vectors yet, storing them some at a time."""
        total = self._pending.unencoded(tokens=self._keeps_tokens)
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
        for passages in self._pending.to_encode(_PASSAGES, tokens=self._keeps_tokens):
            batch = []
            for key, (post, span) in passages.items():
                if key not in at_work:
                    batch.append(Unencoded(key, *encoded(post, span), self._keeps_tokens))
            at_work.update(passage.key for passage in batch)
            yield batch

    def _vocabulary_coverage(self) -> float:
        """How well the model reads the archive, from a sample of all its passages with those that are to come."""
        passages, openings = self._pending.sample(_COVERAGE_SAMPLE)
        return self._encoder.vocabulary_coverage([*(encoded_text(*passage) for passage in passages), *openings])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
