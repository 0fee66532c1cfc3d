"""The vectors of a passage's sentences, and the links of a post; the next sync fills them."""

from __future__ import annotations

import sqlalchemy as sa

from embeddings.stores.migrations.tables import add_column

LAYOUT = 2


def apply(connection: sa.Connection) -> None:
    add_column(connection, "vectors", "sentences", "BLOB")
    add_column(connection, "vectors", "parts", "INTEGER")
    add_column(connection, "posts", "links", "TEXT NOT NULL DEFAULT '[]'")
