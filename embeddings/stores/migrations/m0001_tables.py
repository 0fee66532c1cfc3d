"""Posts, passages, their vectors, and the state of the sync."""

from __future__ import annotations

import sqlalchemy as sa

from embeddings.stores.migrations.tables import run

LAYOUT = 1


def apply(connection: sa.Connection) -> None:
    run(
        connection,
        "CREATE TABLE IF NOT EXISTS state (key VARCHAR NOT NULL PRIMARY KEY, value VARCHAR NOT NULL)",
        """CREATE TABLE IF NOT EXISTS posts (
            number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
            UNIQUE (source, id)
        )""",
        """CREATE TABLE IF NOT EXISTS passages (
            number INTEGER NOT NULL PRIMARY KEY,
            post INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            encoded VARCHAR NOT NULL,
            FOREIGN KEY (post) REFERENCES posts (number) ON DELETE CASCADE
        )""",
        "CREATE INDEX IF NOT EXISTS ix_passages_post ON passages (post)",
        "CREATE INDEX IF NOT EXISTS ix_passages_encoded ON passages (encoded)",
        "CREATE TABLE IF NOT EXISTS vectors (encoded VARCHAR NOT NULL PRIMARY KEY, vector BLOB NOT NULL)",
        "INSERT INTO state SELECT 'generation', '0' WHERE NOT EXISTS (SELECT 1 FROM state WHERE key = 'generation')",
    )
