"""When posts were last seen is kept for each source, and for a post alone where it was not seen with its source: a sync
that finds all as it was writes one row instead of all.

The column that each post had for it stays for now: processes of an earlier version may still read it, until they are
restarted one after the other.
"""

from __future__ import annotations

import sqlalchemy as sa

from embeddings.stores.migrations.tables import add_column, run

LAYOUT = 6


def apply(connection: sa.Connection) -> None:
    add_column(connection, "sources", "seen", "VARCHAR")
    run(
        connection,
        "CREATE TABLE earlier (post INTEGER NOT NULL PRIMARY KEY, seen VARCHAR)",
        "UPDATE sources SET seen = (SELECT max(fetched) FROM posts WHERE posts.source = sources.source)",
        """INSERT INTO earlier (post, seen)
            SELECT posts.number, posts.fetched FROM posts LEFT JOIN sources ON sources.source = posts.source
            WHERE posts.fetched IS NULL OR sources.seen IS NULL OR posts.fetched <> sources.seen""",
    )
