"""What is remembered of blogs on the web, and which post stands for one that was withdrawn."""

from __future__ import annotations

import sqlalchemy as sa

from embeddings.stores.migrations.tables import add_column, names, run

LAYOUT = 3


def apply(connection: sa.Connection) -> None:
    add_column(connection, "posts", "guid", "VARCHAR NOT NULL DEFAULT ''")
    add_column(connection, "posts", "fetched", "VARCHAR")
    run(
        connection,
        "CREATE TABLE IF NOT EXISTS sites (source VARCHAR NOT NULL PRIMARY KEY, memory TEXT NOT NULL)",
    )
    # Some archives have the table under its later name already.
    if "redirects" not in names(connection):
        run(
            connection,
            "CREATE TABLE IF NOT EXISTS moved (old VARCHAR NOT NULL PRIMARY KEY, new VARCHAR NOT NULL)",
        )
