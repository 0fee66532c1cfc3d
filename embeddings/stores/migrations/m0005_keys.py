"""A key of its own for every post, its address as the same page has it in any spelling, and indexes for both.

The key is the one that buttons already carry. Where two posts share that, it goes to the later one, to which such a
button has led so far.
"""

from __future__ import annotations

from itertools import count

import sqlalchemy as sa

from embeddings.posts import post_key
from embeddings.stores.migrations.tables import add_column, run
from embeddings.web.addresses import address_key

LAYOUT = 4
_BATCH = 1000


def apply(connection: sa.Connection) -> None:
    add_column(connection, "posts", "key", "VARCHAR NOT NULL DEFAULT ''")
    add_column(connection, "posts", "address", "VARCHAR NOT NULL DEFAULT ''")
    taken: set[str] = set()
    below = sa.text("SELECT number, id, url FROM posts WHERE number < :last ORDER BY number DESC LIMIT :batch")
    update = sa.text("UPDATE posts SET key = :key, address = :address WHERE number = :number")
    last = 2**62
    while rows := connection.execute(below, {"last": last, "batch": _BATCH}).all():
        changes = []
        for row in rows:
            key = next(key for attempt in count() if (key := post_key(row.id, attempt)) not in taken)
            taken.add(key)
            address = address_key(row.url) if row.url else ""
            changes.append({"number": row.number, "key": key, "address": address})
        connection.execute(update, changes)
        last = rows[-1].number
    run(
        connection,
        "CREATE UNIQUE INDEX ix_posts_key ON posts (key)",
        "CREATE INDEX ix_posts_address ON posts (address)",
        "CREATE INDEX ix_posts_url ON posts (url)",
        "CREATE INDEX ix_posts_published ON posts (published)",
    )
