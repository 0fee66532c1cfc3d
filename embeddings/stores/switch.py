"""What is pending becomes what readers see: a few statements of one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

import sqlalchemy as sa

from embeddings.posts import post_key
from embeddings.stores.catalog import parts_of
from embeddings.stores.dialects import insert, keep_highest_number
from embeddings.stores.schema import (
    begin_generation,
    earlier,
    generations,
    passages,
    pending_ids,
    pending_passages,
    pending_posts,
    posts,
    redirects,
    sites,
    state,
    state_entry,
    vectors,
    write_state,
)
from embeddings.stores.schema import changes as changes_of_posts

_UNUSED = "unused_vectors"
"""The entry of the state that says that there may be vectors of a sync that came to no end."""


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
    replaced = None if recut or state_entry(connection, _UNUSED) else _encoded(connection)
    _move_posts(connection)
    _move_passages(connection, recut)
    _drop_vectors(connection, replaced)
    _redirect(connection, stands_for)
    write_state(connection, settings)
    begin_generation(connection, number)
    return True


def remember(connection: sa.Connection, at: str, memories: Mapping[str, str]) -> None:
    """Keep when the sync was, and what the next has to know of sources."""
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
    return removed(), sa.select(pending_posts.c.number)


def clear(connection: sa.Connection) -> None:
    """Forget all that is pending. Vectors that were made for it and that nothing has come to use are left to the next
    switch."""
    if connection.execute(sa.select(pending_passages.c.number).limit(1)).first() is not None:
        write_state(connection, {_UNUSED: "1"})
    for table in (pending_posts, pending_passages, pending_ids):
        connection.execute(sa.delete(table))


def removed() -> sa.Select[tuple[int]]:
    """The numbers of the stored posts that are gone."""
    gone = (pending_ids.c.source == posts.c.source) & (pending_ids.c.id == posts.c.id)
    found = sa.select(posts.c.number).join_from(pending_ids, posts, gone).where(pending_ids.c.outcome == "removed")
    return found.correlate(None)


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
    for table, post in ((passages, passages.c.post), (earlier, earlier.c.post), (posts, posts.c.number)):
        connection.execute(sa.delete(table).where(post.in_(removed())))
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
    # Its vectors are in use from here on.
    connection.execute(sa.delete(pending_passages))


def _encoded(connection: sa.Connection) -> list[str]:
    """The keys of the vectors of the posts that change or go."""
    return [
        key
        for numbers in _touched()
        for key in connection.execute(sa.select(passages.c.encoded).where(passages.c.post.in_(numbers))).scalars()
    ]


def _drop_vectors(connection: sa.Connection, replaced: Sequence[str] | None) -> None:
    """Drop the vectors that no passage has any more, of some keys, or of all where these are ``None``."""
    unused = ~sa.exists().where(passages.c.encoded == vectors.c.encoded)
    if replaced is None:
        connection.execute(sa.delete(vectors).where(unused))
        connection.execute(sa.delete(state).where(state.c.key == _UNUSED))
    for part in parts_of(replaced or ()):
        connection.execute(sa.delete(vectors).where(vectors.c.encoded.in_(part), unused))


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
