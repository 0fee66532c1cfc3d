"""What is pending becomes what readers see: a few statements of one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

import sqlalchemy as sa

from embeddings.posts import post_key
from embeddings.stores.catalog import parts_of
from embeddings.stores.dialects import insert, keep_highest_number
from embeddings.stores.schema import (
    begin_generation,
    generations,
    passages,
    pending_ids,
    pending_passages,
    pending_posts,
    posts,
    redirects,
    sites,
    state,
    vectors,
    write_state,
)
from embeddings.stores.schema import changes as changes_of_posts


def switch(
    connection: sa.Connection,
    stands_for: Mapping[int, tuple[str, int]],
    settings: Mapping[str, str],
    *,
    recut: bool,
) -> bool:
    """Move what is pending to where it is seen, as a new generation, and say whether there was anything; see
    :meth:`embeddings.stores.pending.Pending.apply`."""
    if not changes(connection):
        return False
    generation = connection.execute(sa.select(state.c.value).where(state.c.key == "generation"))
    number = int(generation.scalar_one()) + 1
    _note_changes(connection, number, recut)
    _move_posts(connection)
    _move_passages(connection, recut)
    _redirect(connection, stands_for)
    write_state(connection, settings)
    begin_generation(connection, number)
    return True


def remember(connection: sa.Connection, at: str, memories: Mapping[str, str]) -> None:
    """Keep when the posts that were found stood as they are, and what the next sync has to know of sites."""
    stand = sa.select(pending_ids.c.source, pending_ids.c.id).where(
        pending_ids.c.outcome.in_(("added", "changed", "same"))
    )
    connection.execute(sa.update(posts).where(sa.tuple_(posts.c.source, posts.c.id).in_(stand)).values(fetched=at))
    for source, memory in memories.items():
        connection.execute(sa.delete(sites).where(sites.c.source == source))
        connection.execute(sa.insert(sites).values(source=source, memory=memory))
    write_state(connection, {"synced": at})


def changes(connection: sa.Connection) -> bool:
    """Whether anything pending changes what a reader sees."""
    return any(
        connection.execute(query.limit(1)).first() is not None
        for query in (
            sa.select(pending_posts.c.number),
            sa.select(pending_passages.c.number),
            sa.select(pending_ids.c.id).where(pending_ids.c.outcome == "removed"),
        )
    )


def touched(connection: sa.Connection) -> list[int]:
    """The numbers of the posts that come, change or go, ascending, before they do."""
    return sorted({row.number for query in _touched() for row in connection.execute(query)})


def _touched() -> tuple[sa.Select[tuple[int]], ...]:
    return sa.select(posts.c.number).where(removed()), sa.select(pending_posts.c.number)


def clear(connection: sa.Connection) -> None:
    """Forget all that is pending."""
    for table in (pending_posts, pending_passages, pending_ids):
        connection.execute(sa.delete(table))


def removed() -> sa.ColumnElement[bool]:
    """Whether a stored post is gone."""
    return sa.exists().where(
        pending_ids.c.source == posts.c.source, pending_ids.c.id == posts.c.id, pending_ids.c.outcome == "removed"
    )


def _note_changes(connection: sa.Connection, number: int, recut: bool) -> None:
    if recut:
        # All of them change, so that nothing goes on from what was.
        connection.execute(sa.delete(generations))
        connection.execute(sa.delete(changes_of_posts))
        return
    for query in _touched():
        connection.execute(sa.delete(changes_of_posts).where(changes_of_posts.c.post.in_(query)))
        noted = query.add_columns(sa.literal(number))
        connection.execute(sa.insert(changes_of_posts).from_select(["post", "generation"], noted))


def _move_posts(connection: sa.Connection) -> None:
    gone = sa.select(posts.c.number).where(removed())
    connection.execute(sa.delete(passages).where(passages.c.post.in_(gone)))
    connection.execute(sa.delete(posts).where(removed()))
    _settle_keys(connection)
    names = [column.name for column in pending_posts.columns]
    # SQLite needs the WHERE to tell ON CONFLICT from a join.
    pending = sa.select(pending_posts).where(sa.true()).order_by(pending_posts.c.number)
    moved = insert(connection, posts).from_select(names, pending)
    new = {name: moved.excluded[name] for name in names if name != "number"}
    connection.execute(moved.on_conflict_do_update(index_elements=["number"], set_=new))
    highest = connection.execute(sa.select(sa.func.max(pending_posts.c.number))).scalar()
    keep_highest_number(connection, highest or 0)


def _settle_keys(connection: sa.Connection) -> None:
    """Give another key to every pending post whose key is taken."""
    earlier = pending_posts.alias()
    taken = sa.or_(
        sa.exists().where(posts.c.key == pending_posts.c.key, posts.c.number != pending_posts.c.number),
        sa.exists().where(earlier.c.key == pending_posts.c.key, earlier.c.number < pending_posts.c.number),
    )
    clashing = sa.select(pending_posts.c.number, pending_posts.c.id).where(taken).order_by(pending_posts.c.number)
    for row in connection.execute(clashing).all():
        keys = (post_key(row.id, attempt) for attempt in count(1))
        key = next(key for key in keys if not _is_taken(connection, key))
        connection.execute(sa.update(pending_posts).where(pending_posts.c.number == row.number).values(key=key))


def _is_taken(connection: sa.Connection, key: str) -> bool:
    return any(
        connection.execute(sa.select(table.c.number).where(table.c.key == key)).first() is not None
        for table in (posts, pending_posts)
    )


def _move_passages(connection: sa.Connection, recut: bool) -> None:
    old = sa.delete(passages)
    connection.execute(old if recut else old.where(passages.c.post.in_(sa.select(pending_posts.c.number))))
    names = ["post", "start", "end", "encoded"]
    new = sa.select(*(pending_passages.c[name] for name in names)).order_by(pending_passages.c.number)
    connection.execute(sa.insert(passages).from_select(names, new))
    used = sa.exists().where(passages.c.encoded == vectors.c.encoded)
    connection.execute(sa.delete(vectors).where(~used))


def _redirect(connection: sa.Connection, stands_for: Mapping[int, tuple[str, int]]) -> None:
    targets = [number for _, number in stands_for.values()]
    keys: dict[int, str] = {}
    for part in parts_of(targets):
        rows = connection.execute(sa.select(posts.c.number, posts.c.key).where(posts.c.number.in_(part)))
        keys |= {row.number: row.key for row in rows}
    for old, number in stands_for.values():
        if old != keys[number]:
            connection.execute(sa.delete(redirects).where(redirects.c.old == old))
            connection.execute(sa.insert(redirects).values(old=old, new=keys[number]))
