"""Sources -> catalog: what is new is cut and encoded, then all of it becomes visible at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from embeddings.catalog import Catalog, Cut, SourceChange, content_hash, encoded_hash
from embeddings.encoder import Encoder
from embeddings.passages import SETTINGS, cut, encoded_text, sentences_in
from embeddings.posts import Post
from embeddings.sources import Skipped, read_source

_FLUENCY_SAMPLE = 64

Texts = dict[str, tuple[str, list[tuple[int, int]]]]
"""What the model reads for each passage, with the offsets of its sentences in it, by the key of its vectors."""


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


class Sync:
    """One run that makes a catalog hold what its sources hold now."""

    def __init__(self, catalog: Catalog, encoder: Encoder) -> None:
        self._catalog = catalog
        self._encoder = encoder

    def run(self, locations: Sequence[str], base_url: str, progress: Callable[[Progress], None]) -> SyncReport:
        """Bring the catalog up to date; see :meth:`embeddings.archive.Archive.sync`, which holds the lock."""
        report = SyncReport()
        state = self._catalog.state()
        model = self._encoder.name
        outdated = state.get("model", model) != model or state.get("cut", SETTINGS) != SETTINGS
        if state.get("model", model) != model:
            report.notes.append(f"the model changed from {state['model']} to {model}: every passage is encoded again")
        texts: Texts = {}
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
        texts: Texts,
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

    def _fluency(self, texts: Texts) -> float:
        """How well the model reads the archive, from a sample of all its passages with those that are to come."""
        stored = [post.text[:1000] for post in self._catalog.contents().posts.values()]
        everything = [*(text for text, _ in texts.values()), *stored]
        return self._encoder.fluency(everything[:: max(1, len(everything) // _FLUENCY_SAMPLE)][:_FLUENCY_SAMPLE])
