"""What a sync has read and not made visible yet: tables beside the catalog's own, emptied at its end.

A sync fills them in batches, so that its memory does not grow with the posts. A sync that is killed leaves rows that
the next one clears.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Literal

import sqlalchemy as sa

from embeddings.posts import Passage, Post, post_key
from embeddings.stores.catalog import Catalog, content_hash, parts_of
from embeddings.stores.database import repeated
from embeddings.stores.dialects import analyze, highest_number, insert
from embeddings.stores.schema import (
    address_of,
    is_intact,
    pending_ids,
    pending_passages,
    pending_posts,
    post_of,
    posts,
    row_of,
    vectors,
)
from embeddings.stores.sources import Reading, SourceOptions, forget, keep
from embeddings.stores.switch import changes, clear, remember, removed, switch

Outcome = Literal["added", "changed", "same", "kept", "removed", "duplicate"]
"""What was found of a post: new to the source; changed; as it was, says the source; as it was, since the source says
nothing of it; gone; left out, since another source has it too."""

Cut = tuple[Passage, str]
"""A passage and the key of its vector."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of some posts that a sync read."""

    again: Sequence[str]
    """Ids of those that came before, which are left out."""
    kept_addresses: int
    """How many have no address any more and keep the one that they had."""


class Pending:
    """The tables of one sync. One sync at a time may use them: whoever makes it holds the archive's lock."""

    def __init__(self, catalog: Catalog) -> None:
        """Start with nothing pending."""
        self._catalog = catalog
        self.clear()

    @repeated
    def clear(self) -> None:
        """Forget all that is pending."""
        with self._catalog.writing() as connection:
            clear(connection)

    @repeated
    def forget(self, source: str) -> None:
        """Forget what is pending of a source."""
        with self._catalog.writing() as connection:
            for table in (pending_posts, pending_ids):
                connection.execute(sa.delete(table).where(table.c.source == source))

    # ---- what a sync reads

    @repeated
    def add(self, source: str, batch: Sequence[Post], *, keep_addresses: bool = False) -> Added:
        """Keep what is new or changed of some posts.

        Args:
            source: its name.
            batch: some of its posts.
            keep_addresses: whether a post that has no address any more keeps the one that it is stored with.
        """
        again: list[str] = []
        kept = 0
        with self._catalog.writing() as connection:
            ids = [post.id for post in batch]
            seen = set(_of_ids(connection, sa.select(pending_ids.c.id), pending_ids, source, ids))
            stored = {row.id: row for row in _rows_of_ids(connection, sa.select(posts), posts, source, ids)}
            number = _highest_number(connection)
            rows, outcomes = [], []
            for found in batch:
                post, known = found, stored.get(found.id)
                if post.id in seen:
                    again.append(post.id)
                    continue
                seen.add(post.id)
                if keep_addresses and known is not None and known.url and not post.url:
                    post = replace(post, url=known.url)
                    kept += 1
                digest = content_hash(post)
                same = known is not None and known.hash == digest and is_intact(known)
                outcome: Outcome = "added" if known is None else "same" if same else "changed"
                outcomes.append({"source": source, "id": post.id, "outcome": outcome})
                if outcome == "same":
                    continue
                number += known is None
                own = {"number": number, "key": post_key(post.id)}
                if known is not None:
                    own = {"number": known.number, "key": known.key}
                rows.append({**row_of(post), **own, "source": source, "hash": digest, "address": address_of(post)})
            if outcomes:
                connection.execute(sa.insert(pending_ids), outcomes)
            if rows:
                connection.execute(sa.insert(pending_posts), rows)
        return Added(again, kept)

    @repeated
    def note(self, source: str, ids: Collection[str], outcome: Outcome) -> None:
        """Keep what was found of posts that were not read; what was found of one before stays."""
        rows = [{"source": source, "id": identity, "outcome": outcome} for identity in ids]
        if rows:
            with self._catalog.writing() as connection:
                connection.execute(insert(connection, pending_ids).on_conflict_do_nothing(), rows)

    @repeated
    def note_stored(self, source: str, names: Collection[str], outcome: Outcome) -> set[str]:
        """Keep what was found of the stored posts of some ids or addresses, as :meth:`note`; return the names that are
        a post's."""
        stored: dict[str, str] = {}
        with self._catalog.reading() as connection:
            for part in parts_of(list(names)):
                wanted = posts.c.id.in_(part) | posts.c.url.in_(part)
                query = sa.select(posts.c.id, posts.c.url).where(posts.c.source == source, wanted)
                stored |= {row.id: row.url for row in connection.execute(query)}
        self.note(source, stored, outcome)
        return {*stored, *stored.values()}.intersection(names)

    @repeated
    def note_unseen(self, source: str, outcome: Outcome) -> int:
        """Keep what is to become of the stored posts of a source of which nothing was found; return how many."""
        seen = sa.exists().where(pending_ids.c.source == posts.c.source, pending_ids.c.id == posts.c.id)
        unseen = sa.select(posts.c.source, posts.c.id, sa.literal(outcome)).where(posts.c.source == source, ~seen)
        with self._catalog.writing() as connection:
            # Not every driver says how many rows such an INSERT made.
            count = connection.execute(sa.select(sa.func.count()).select_from(unseen.subquery())).scalar_one()
            connection.execute(sa.insert(pending_ids).from_select(["source", "id", "outcome"], unseen))
        return count

    @repeated
    def leave_out(self, numbers: Collection[int]) -> None:
        """Withdraw posts, stored or pending, since others stand for them."""
        with self._catalog.writing() as connection:
            for part in parts_of(list(numbers)):
                stored = sa.select(posts.c.source, posts.c.id, sa.literal("removed")).where(posts.c.number.in_(part))
                known = sa.exists().where(posts.c.number == pending_posts.c.number)
                fresh = sa.select(pending_posts.c.source, pending_posts.c.id, sa.literal("duplicate")).where(
                    pending_posts.c.number.in_(part), ~known
                )
                for found in (stored, fresh):
                    new = found.where(sa.true())
                    statement = insert(connection, pending_ids).from_select(["source", "id", "outcome"], new)
                    connection.execute(
                        statement.on_conflict_do_update(
                            index_elements=["source", "id"], set_={"outcome": statement.excluded.outcome}
                        )
                    )
                connection.execute(sa.delete(pending_posts).where(pending_posts.c.number.in_(part)))

    # ---- what is made of it

    @repeated
    def filled(self) -> None:
        """Say that what is to be put in is in, before it is asked for."""
        with self._catalog.writing() as connection:
            analyze(connection, pending_posts, pending_passages, pending_ids)

    @repeated
    def outcomes(self) -> dict[str, int]:
        """How many posts there are of each outcome."""
        query = sa.select(pending_ids.c.outcome, sa.func.count()).group_by(pending_ids.c.outcome)
        with self._catalog.reading() as connection:
            return {row.outcome: row[1] for row in connection.execute(query)}

    @repeated
    def sources(self) -> set[str]:
        """Sources of which posts were read that are new or changed."""
        with self._catalog.reading() as connection:
            return set(connection.execute(sa.select(pending_posts.c.source).distinct()).scalars())

    @repeated
    def added(self, sources: Collection[str]) -> list[int]:
        """Numbers of the posts that are new to some sources."""
        new = (pending_ids.c.source == pending_posts.c.source) & (pending_ids.c.id == pending_posts.c.id)
        query = (
            sa.select(pending_posts.c.number)
            .join(pending_ids, new)
            .where(pending_posts.c.source.in_(sources), pending_ids.c.outcome == "added")
            .order_by(pending_posts.c.number)
        )
        with self._catalog.reading() as connection:
            return list(connection.execute(query).scalars())

    def keys(self, numbers: Sequence[int]) -> list[str]:
        """The keys of pending posts by their numbers, those of the newest posts last."""
        found: list[tuple[str, str]] = []
        with self._catalog.reading() as connection:
            for part in parts_of(numbers):
                query = sa.select(pending_posts.c.published, pending_posts.c.key).where(
                    pending_posts.c.number.in_(part)
                )
                found += [(row.published or "", row.key) for row in connection.execute(query)]
        return [key for _, key in sorted(found, key=lambda one: one[0])]

    def to_cut(self, batch: int, *, everything: bool) -> Iterator[list[tuple[int, Post]]]:
        """The pending posts by their numbers, in batches; with ``everything``, the stored ones that stay as well."""
        yield from self._batches(pending_posts, sa.true(), batch)
        if everything:
            # A stored post that changed is pending too, and stands above in its new text.
            changed = sa.exists().where(pending_posts.c.number == posts.c.number)
            yield from self._batches(posts, ~changed & posts.c.number.not_in(removed()), batch)

    def _batches(self, table: sa.Table, wanted: sa.ColumnElement[bool], batch: int) -> Iterator[list[tuple[int, Post]]]:
        last = -1
        while found := self._batch(table, (table.c.number > last) & wanted, batch):
            last = found[-1][0]
            yield found

    @repeated
    def _batch(self, table: sa.Table, wanted: sa.ColumnElement[bool], batch: int) -> list[tuple[int, Post]]:
        query = sa.select(table).where(wanted).order_by(table.c.number).limit(batch)
        with self._catalog.reading() as connection:
            return [(row.number, post_of(row)) for row in connection.execute(query)]

    @repeated
    def add_passages(self, cuts: Sequence[tuple[int, Sequence[Cut]]]) -> None:
        """Keep the passages of posts, by the posts' numbers."""
        rows = [
            {"post": number, "start": span.start, "end": span.end, "encoded": key}
            for number, cut in cuts
            for span, key in cut
        ]
        if rows:
            with self._catalog.writing() as connection:
                connection.execute(sa.insert(pending_passages), rows)

    @repeated
    def unencoded(self, *, tokens: bool) -> int:
        """How many different passages have no vectors yet; with ``tokens``, or are without their tokens."""
        query = sa.select(sa.func.count(pending_passages.c.encoded.distinct())).where(_lacks_vectors(tokens=tokens))
        with self._catalog.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def to_encode(self, batch: int, *, tokens: bool) -> Iterator[dict[str, tuple[Post, Passage]]]:
        """The passages of :meth:`unencoded` by the keys of their vectors, in batches; each batch expects those of the
        one before."""
        last = -1
        while True:
            rows, found = self._unencoded(last, batch, tokens=tokens)
            if not rows:
                return
            last = rows[-1].number
            yield {row.encoded: (found[row.post], Passage(row.start, row.end)) for row in rows}

    @repeated
    def _unencoded(self, last: int, batch: int, *, tokens: bool) -> tuple[Sequence[sa.Row[Any]], dict[int, Post]]:
        """Passages without vectors after one, with their posts."""
        query = (
            sa.select(pending_passages)
            .where(pending_passages.c.number > last, _lacks_vectors(tokens=tokens))
            .order_by(pending_passages.c.number)
            .limit(batch)
        )
        with self._catalog.reading() as connection:
            rows = connection.execute(query).all()
            return rows, _posts(connection, {row.post for row in rows})

    @repeated
    def sample(self, size: int) -> tuple[list[tuple[Post, Passage]], list[str]]:
        """Evenly spaced by their numbers: pending passages with their posts, and openings of stored posts; ``size`` of
        both at most."""
        with self._catalog.reading() as connection:
            pending, stored = (
                connection.execute(sa.select(sa.func.max(table.c.number))).scalar() or 0
                for table in (pending_passages, posts)
            )
            wanted = range(1, pending + stored + 1, max(1, (pending + stored) // size))[:size]
            rows = _at(connection, pending_passages, [number for number in wanted if number <= pending])
            spans = connection.execute(sa.select(pending_passages).where(pending_passages.c.number.in_(rows))).all()
            numbers = _at(connection, posts, [number - pending for number in wanted if number > pending])
            opening = sa.select(sa.func.substr(posts.c.text, 1, 1000)).where(posts.c.number.in_(numbers))
            found = _posts(connection, {row.post for row in spans})
            openings = list(connection.execute(opening.order_by(posts.c.number)).scalars())
        return [(found[row.post], Passage(row.start, row.end)) for row in spans], openings

    # ---- the end of a sync

    @repeated
    def changes(self) -> bool:
        """Whether anything pending changes what a reader sees."""
        with self._catalog.reading() as connection:
            return changes(connection)

    @repeated
    def apply(
        self,
        at: str,
        memories: Mapping[str, str],
        stands_for: Mapping[int, tuple[str, int]],
        settings: Mapping[str, str],
        *,
        recut: bool,
        options: Mapping[str, SourceOptions] = MappingProxyType({}),
        readings: Mapping[str, Reading] = MappingProxyType({}),
        unchanged: Collection[str] = (),
        forgotten: Collection[str] = (),
    ) -> bool:
        """Make all that is pending visible, in one transaction that starts a new generation, and clear it.

        Args:
            at: when the sync was, in ISO form.
            memories: what the next sync has to know of sources, as JSON.
            stands_for: by the number of a post that was left out, its key and the number of the one that stands for it.
            settings: entries of the sync state that go with the passages; left as they are where nothing changed.
            recut: whether the pending passages are those of the stored posts too.
            options: by source, what it was given.
            readings: by source, how it was read.
            unchanged: of these, those all of whose posts stand as they are here, which are not noted one by one.
            forgotten: sources of which nothing is to be kept.

        Returns:
            Whether anything changed; if not, only the time and the memories are kept.
        """
        with self._catalog.writing() as connection:
            with self._catalog.publishing(connection, recut=recut):
                changed = switch(connection, stands_for, settings, recut=recut)
            remember(connection, at, memories)
            keep(connection, at, options, readings, unchanged)
            for source in forgotten:
                forget(connection, source)
            clear(connection)
        return changed


def _lacks_vectors(*, tokens: bool) -> sa.ColumnElement[bool]:
    """Whether a pending passage is without vectors, those of its sentences or, if need be, its tokens."""
    has = sa.exists().where(vectors.c.encoded == pending_passages.c.encoded, vectors.c.parts.is_not(None))
    return ~(has.where(vectors.c.tokens.is_not(None)) if tokens else has)


def _highest_number(connection: sa.Connection) -> int:
    """The highest number that a post has or had, stored or pending."""
    pending = connection.execute(sa.select(sa.func.max(pending_posts.c.number))).scalar()
    return max(highest_number(connection), pending or 0)


def _rows_of_ids(
    connection: sa.Connection, query: sa.Select[Any], table: sa.Table, source: str, ids: Sequence[str]
) -> Iterator[sa.Row[Any]]:
    for part in parts_of(ids):
        yield from connection.execute(query.where(table.c.source == source, table.c.id.in_(part)))


def _of_ids(
    connection: sa.Connection, query: sa.Select[Any], table: sa.Table, source: str, ids: Sequence[str]
) -> Iterator[str]:
    return (row[0] for row in _rows_of_ids(connection, query, table, source, ids))


def _posts(connection: sa.Connection, numbers: Collection[int]) -> dict[int, Post]:
    """Posts by their numbers, as they will be."""
    found: dict[int, Post] = {}
    for table in (pending_posts, posts):
        for part in parts_of([number for number in numbers if number not in found]):
            rows = connection.execute(sa.select(table).where(table.c.number.in_(part)))
            found |= {row.number: post_of(row) for row in rows}
    return found


def _at(connection: sa.Connection, table: sa.Table, numbers: Sequence[int]) -> list[int]:
    """The numbers of a table's rows that are the next to some numbers, each once."""
    column = table.c.number
    found = (
        connection.execute(sa.select(column).where(column >= number).order_by(column).limit(1)).scalar()
        for number in numbers
    )
    return sorted({number for number in found if number is not None})
