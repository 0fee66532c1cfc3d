"""Sources keep the options that they were given, and how they were read."""

from __future__ import annotations

import sqlalchemy as sa

from embeddings.stores.migrations.tables import run

LAYOUT = 4


def apply(connection: sa.Connection) -> None:
    run(
        connection,
        """CREATE TABLE sources (
            source VARCHAR NOT NULL PRIMARY KEY,
            base_url VARCHAR,
            include VARCHAR,
            method VARCHAR NOT NULL,
            requests INTEGER NOT NULL,
            seconds FLOAT NOT NULL
        )""",
    )
