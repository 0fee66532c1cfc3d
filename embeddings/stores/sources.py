"""What is kept of each source: the options that it was given, and how it was read."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from embeddings.stores.schema import earlier, pending_ids, posts, sites, sources


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How a source is to be read. ``None`` is what nobody has said."""

    base_url: str | None = None
    """See :func:`embeddings.sources.read_source`; empty where it is to have none."""
    include: tuple[str, ...] | None = None
    """Which of ``KINDS`` to take besides published posts."""

    def over(self, others: SourceOptions) -> SourceOptions:
        """These, and of the others what these do not say."""
        return SourceOptions(
            others.base_url if self.base_url is None else self.base_url,
            others.include if self.include is None else self.include,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """How a source was read at one sync."""

    source: str
    method: str
    """By what its posts were found, such as ``"sitemap"``; empty where it is not known."""
    requests: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Source:
    """A source that an archive knows."""

    name: str
    """Its address or its path."""
    posts: int
    options: SourceOptions
    reading: Reading | None
    """At its last sync; ``None`` where that was before readings were kept."""


def known_sources(connection: sa.Connection) -> list[Source]:
    """The sources that posts came from, by name."""
    kept = {row.source: row for row in connection.execute(sa.select(sources))}
    counted = sa.select(posts.c.source, sa.func.count()).group_by(posts.c.source).order_by(posts.c.source)
    return [
        Source(name, count, _options(kept.get(name)), _reading(kept.get(name)))
        for name, count in connection.execute(counted)
    ]


def options_of(connection: sa.Connection, source: str) -> SourceOptions:
    """The options that a source was given."""
    return _options(connection.execute(sa.select(sources).where(sources.c.source == source)).first())


def keep(
    connection: sa.Connection,
    at: str,
    options: Mapping[str, SourceOptions],
    readings: Mapping[str, Reading],
    unchanged: Collection[str] = (),
) -> None:
    """Keep the options of sources that were read, how they were, and when their posts were last seen.

    Args:
        connection: in the transaction that makes what was read visible; what is pending is so still.
        at: when they were read, in ISO form.
        options: of each.
        readings: of each.
        unchanged: those all of whose posts stand as they are stored, of which none is pending.
    """
    for name, reading in readings.items():
        row = connection.execute(sa.select(sources.c.seen).where(sources.c.source == name)).first()
        before = row.seen if row is not None else None
        seen = _note_seen(connection, name, before, everything=name in unchanged)
        given = options[name]
        connection.execute(sa.delete(sources).where(sources.c.source == name))
        connection.execute(
            sa.insert(sources).values(
                source=name,
                base_url=given.base_url,
                include=None if given.include is None else json.dumps(given.include),
                method=reading.method,
                requests=reading.requests,
                seconds=reading.seconds,
                seen=at if seen else before,
            )
        )


def _note_seen(connection: sa.Connection, source: str, before: str | None, *, everything: bool) -> bool:
    """Tell the posts of a source that stand as they are here from those of which it said nothing.

    Args:
        connection: as for :func:`keep`.
        source: its name.
        before: when its posts were last seen.
        everything: whether all of them stand.

    Returns:
        Whether any does; where none does, nothing is noted.
    """
    own = posts.c.source == source
    if everything:
        seen = sa.exists().where(posts.c.number == earlier.c.post, own)
        connection.execute(sa.delete(earlier).where(seen))
        return True
    found = (pending_ids.c.source == posts.c.source) & (pending_ids.c.id == posts.c.id)
    stands = pending_ids.c.outcome.in_(("added", "changed", "same"))
    any_stands = sa.select(pending_ids.c.id).where(pending_ids.c.source == source, stands).limit(1)
    if connection.execute(any_stands).first() is None:
        return False
    again = sa.exists().where(posts.c.number == earlier.c.post, own, found, stands)
    connection.execute(sa.delete(earlier).where(again))
    kept = (
        sa.select(posts.c.number, sa.literal(before, sa.String()))
        .join_from(pending_ids, posts, found)
        .where(pending_ids.c.source == source, pending_ids.c.outcome == "kept")
        .where(posts.c.number.not_in(sa.select(earlier.c.post)))
    )
    connection.execute(sa.insert(earlier).from_select(["post", "seen"], kept))
    return True


def forget(connection: sa.Connection, source: str) -> None:
    """Forget what is kept of a source besides its posts."""
    for table in (sources, sites):
        connection.execute(sa.delete(table).where(table.c.source == source))


def _options(row: sa.Row[tuple[object, ...]] | None) -> SourceOptions:
    if row is None:
        return SourceOptions()
    include = None if row.include is None else json.loads(row.include)
    if not isinstance(include, list | None):
        raise ValueError(f"the kinds to include of a source are {include}")
    return SourceOptions(row.base_url, None if include is None else tuple(include))


def _reading(row: sa.Row[tuple[object, ...]] | None) -> Reading | None:
    return Reading(row.source, row.method, row.requests, row.seconds) if row is not None else None
