"""Generations have keys, and each post the last generation that changed it, so that indexes read only what changed."""

from __future__ import annotations

from secrets import token_hex

import sqlalchemy as sa

from embeddings.stores.migrations.tables import run

LAYOUT = 5


def apply(connection: sa.Connection) -> None:
    run(
        connection,
        "CREATE TABLE generations (number INTEGER NOT NULL PRIMARY KEY, key VARCHAR NOT NULL)",
        "CREATE TABLE changes (post INTEGER NOT NULL PRIMARY KEY, generation INTEGER NOT NULL)",
        "CREATE INDEX ix_changes_generation ON changes (generation)",
    )
    number = connection.execute(sa.text("SELECT value FROM state WHERE key = 'generation'")).scalar()
    if number is not None:
        row = {"number": int(number), "key": token_hex(8)}
        connection.execute(sa.text("INSERT INTO generations (number, key) VALUES (:number, :key)"), row)
