"""Where a sync keeps what it has read until all of it becomes visible at once."""

from __future__ import annotations

import sqlalchemy as sa

from embeddings.stores.migrations.tables import run

LAYOUT = 4


def apply(connection: sa.Connection) -> None:
    run(
        connection,
        """CREATE TABLE pending_posts (
            number INTEGER NOT NULL PRIMARY KEY,
            source VARCHAR NOT NULL,
            id VARCHAR NOT NULL,
            hash VARCHAR NOT NULL,
            url VARCHAR NOT NULL,
            title VARCHAR NOT NULL,
            published VARCHAR,
            author VARCHAR NOT NULL,
            tags VARCHAR NOT NULL,
            text TEXT NOT NULL,
            blocks TEXT NOT NULL,
            links TEXT NOT NULL,
            guid VARCHAR NOT NULL,
            key VARCHAR NOT NULL,
            address VARCHAR NOT NULL
        )""",
        "CREATE INDEX ix_pending_posts_key ON pending_posts (key)",
        """CREATE TABLE pending_passages (
            number INTEGER NOT NULL PRIMARY KEY,
            post INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            encoded VARCHAR NOT NULL
        )""",
        "CREATE INDEX ix_pending_passages_encoded ON pending_passages (encoded)",
        """CREATE TABLE pending_ids (
            source VARCHAR NOT NULL,
            id VARCHAR NOT NULL,
            outcome VARCHAR NOT NULL,
            PRIMARY KEY (source, id)
        )""",
    )
