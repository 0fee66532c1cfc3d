"""What a search needs of one generation, in memory or mapped from files. Never changes; safe to share."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections import Counter, OrderedDict
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from embeddings.errors import ArchiveError
from embeddings.posts import Post
from embeddings.questions.spelling import Spelling
from embeddings.retrieval.candidates import Stores
from embeddings.retrieval.segment import OpenSegment, write
from embeddings.stores.bm25 import Bm25Store, live
from embeddings.stores.faiss import FaissStore
from embeddings.stores.ids import Ids
from embeddings.stores.outline import Outline
from embeddings.stores.protocols import Generation
from embeddings.stores.segments import Segment, SegmentFolder, to_join
from embeddings.stores.titles import TitleIndex
from embeddings.text.terms import fingerprint

log = logging.getLogger(__name__)

FOLDER = "indexes"
"""Where the segments lie, in the folder of the archive."""
_POSTS = 1024
"""Posts that are kept at hand, those asked for last."""


class IndexesElsewhere(Protocol):
    """What keeps the indexes of an archive in the place of this machine's files."""

    def load(self, generation: Generation) -> tuple[Stores, Spelling]:
        """Those of a generation."""


@dataclass(frozen=True)
class Indexes:
    """The indexes of one generation."""

    generation: int
    stores: Stores
    spelling: Spelling
    recency: Mapping[int, float]
    """Each post's place in time by its id: 1 for the newest, near 0 for the oldest; none without a date."""
    vocabulary_coverage: float
    """See :meth:`embeddings.models.protocols.Encoder.vocabulary_coverage`."""
    segments: Mapping[Path, OpenSegment] = field(default_factory=dict)
    """What it is made of, by their folders."""
    _posts: OrderedDict[int, Post] = field(default_factory=OrderedDict)
    _titles: list[TitleIndex] = field(default_factory=list)
    _scratch: Sequence[tempfile.TemporaryDirectory[str]] = ()
    """Folders of segments that could not be kept; gone with the last that has them open."""

    @classmethod
    def load(
        cls,
        folder: Path,
        generation: Generation,
        *,
        before: Indexes | None = None,
        elsewhere: IndexesElsewhere | None = None,
    ) -> Indexes:
        """The indexes of a generation, from their files in ``folder``; what has changed since those were written is
        made of the catalog, and kept there.

        Args:
            folder: of the archive, on this machine.
            generation: what is wanted.
            before: indexes of another generation of the same archive, whose files are open.
            elsewhere: where they are kept in the place of files.

        Raises:
            ArchiveError: the catalog cannot be read, or lacks a vector, or there is no room for the files.
        """
        if elsewhere:
            dated = [(post, day.toordinal()) for post, day in generation.days().items()]
            days = np.array(dated, dtype=np.int64).reshape(-1, 2)
            return cls._of(generation, *elsewhere.load(generation), days)
        known = before.segments if before else {}
        scratch: list[tempfile.TemporaryDirectory[str]] = list(before._scratch) if before else []
        place = _place(folder)
        try:
            held = _brought_up_to_date(place, place, generation, known)
        except OSError as error:
            reason = error.strerror or str(error)
            log.warning("%s: the indexes cannot be kept (%s); they are made again at every start.", folder, reason)
            try:
                scratch.append(tempfile.TemporaryDirectory(prefix="pullquote-"))
                held = _brought_up_to_date(place, SegmentFolder(Path(scratch[-1].name)), generation, known)
            except OSError as other:
                also = other.strerror or other
                what = f"its indexes can be written neither there ({reason}) nor among temporary files ({also})"
                raise ArchiveError(folder, f"{what}. Free some space on the disk") from other
        else:
            _clear_earlier(folder)
        days = np.concatenate([one.days[np.isin(one.days[:, 0], gone, invert=True)] for one, gone in held])
        indexes = cls._of(generation, _stores(held), _spelling(held), days)
        return replace(indexes, segments={segment.folder: segment for segment, _ in held}, _scratch=scratch)

    @classmethod
    def _of(cls, generation: Generation, stores: Stores, spelling: Spelling, days: Ids) -> Indexes:
        """These with what else is known of the generation; ``days``: see :attr:`OpenSegment.days`."""
        return cls(
            generation=generation.number,
            stores=replace(stores, unrelated=float(generation.state.get("unrelated_cosine", "0"))),
            spelling=spelling,
            recency=_recency(days),
            vocabulary_coverage=float(generation.state.get("vocabulary_coverage", "1")),
        )

    def is_cut_off(self) -> bool:
        """See :meth:`embeddings.retrieval.segment.OpenSegment.is_cut_off`."""
        return any(segment.is_cut_off() for segment in self.segments.values())

    def titles(self, generation: Generation) -> TitleIndex:
        """The titles of ``generation``, which must be this one's; read when they are first asked for."""
        if not self._titles:
            self._titles.append(TitleIndex(generation.titles()))
        return self._titles[0]

    def posts(self, generation: Generation, ids: Collection[int]) -> dict[int, Post]:
        """Posts by their ids, from ``generation``, which must be this one's, where they are not at hand."""
        found = {identity: post for identity in ids if (post := self._posts.get(identity)) is not None}
        read = generation.posts([identity for identity in ids if identity not in found])
        self._posts.update(read)
        while len(self._posts) > _POSTS:
            try:
                self._posts.popitem(last=False)
            except KeyError:  # another thread was faster
                break
        return found | read


def damaged(folder: Path) -> list[str]:
    """The index files in an archive's folder that are not as they were written, as paths there."""
    return [f"{FOLDER}/{name}" for name in _place(folder).damaged()]


def _place(folder: Path) -> SegmentFolder:
    return SegmentFolder(folder / FOLDER, f"2 {fingerprint()}")


_Held = Sequence[tuple[OpenSegment, Ids]]
"""Segments, each with the posts of it that count no more."""


def _brought_up_to_date(
    place: SegmentFolder, target: SegmentFolder, generation: Generation, known: Mapping[Path, OpenSegment]
) -> _Held:
    """The segments of a generation, those that were missing written.

    Args:
        place: where they are.
        target: where new ones are written; kept for the next start where that is ``place``.
        generation: what is wanted.
        known: segments that are open, by their folders.

    Raises:
        OSError: they cannot be written.
    """
    segments, opened, changed = _newest(place, generation, known)
    if changed is not None and not len(changed):
        return [(one, segment.gone) for one, segment in zip(opened, segments, strict=True)]
    if changed is not None:
        segments = [
            segment.without(np.intersect1d(changed, one.every_post))
            for one, segment in zip(opened, segments, strict=True)
        ]
    outline = generation.outline(changed)
    counted = [one.counted(segment.gone) for one, segment in zip(opened, segments, strict=True)]
    places = set(to_join([segment.passages for segment in segments], counted, max(1, len(outline))))
    joined = [(opened[number], segments[number].gone) for number in sorted(places)]
    posts = changed
    if changed is not None and joined:
        posts = np.unique(np.concatenate([changed, *(np.setdiff1d(one.every_post, gone) for one, gone in joined)]))
        outline = generation.outline(posts)
    new = target.add(len(outline), lambda made: write(made, generation, outline, posts, changed, joined))
    kept = [number for number in range(len(segments)) if number not in places]
    held = [(opened[number], segments[number].gone) for number in kept]
    # Opened first: of a generation that is not the newest any more nothing is kept.
    held.append((OpenSegment.open(new.folder), new.gone))
    if target is place:
        place.keep(generation, [*(segments[number] for number in kept), new])
    return held


def _newest(
    place: SegmentFolder, generation: Generation, known: Mapping[Path, OpenSegment]
) -> tuple[list[Segment], list[OpenSegment], Ids | None]:
    """The segments that there are, and the posts that have changed since; none and ``None`` where all are to be
    made."""
    found = place.newest(generation, known)
    if found:
        try:
            opened = [known.get(segment.folder) or OpenSegment.open(segment.folder) for segment in found[0]]
        except (OSError, ValueError) as error:
            log.warning("%s cannot be read (%s); building it again from the catalog.", place.place, error)
        else:
            return found[0], opened, found[1]
    return [], [], None


def _stores(held: _Held) -> Stores:
    table = np.concatenate([one.outline.table[np.isin(one.outline.posts, gone, invert=True)] for one, gone in held])
    outline = Outline.of(table[np.lexsort((table[:, 0], table[:, 1]))])
    return Stores(
        outline,
        FaissStore([(one.passages, gone) for one, gone in held]),
        FaissStore([(one.sentences, gone) for one, gone in held]),
        FaissStore([(one.posts, gone) for one, gone in held]),
        Bm25Store([(one.fields, gone) for one, gone in held]),
    )


def _spelling(held: _Held) -> Spelling:
    counted: Counter[str] = Counter()
    stems: dict[str, list[str]] = {}
    for one, gone in held:
        words, totals = one.words.terms(), one.words.totals(live(one.words.posts, gone)).tolist()
        counted.update({word: total for word, total in zip(words, totals, strict=True) if total})
        stems |= {word.casefold(): of.split(" ") for word, of in zip(words, one.stems, strict=False)}
    return Spelling(counted, stems)


def _recency(days: Ids) -> dict[int, float]:
    dated = days[days[:, 1] > 0]
    places = np.searchsorted(np.sort(dated[:, 1]), dated[:, 1], side="right") / max(len(dated), 1)
    return dict(zip(dated[:, 0].tolist(), places.tolist(), strict=True))


def _clear_earlier(folder: Path) -> None:
    """Delete the index files of earlier versions."""
    for path in folder.glob("*.faiss"):
        for left in (path, path.with_suffix(".json")):
            with suppress(OSError):
                left.unlink(missing_ok=True)
        shutil.rmtree(path.with_suffix(".lists"), ignore_errors=True)
    if (folder / "words" / "stamp.json").exists():
        shutil.rmtree(folder / "words", ignore_errors=True)
