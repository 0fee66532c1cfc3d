"""The table ``moved`` is called ``redirects``, and the state ``fluency`` is ``vocabulary_coverage``."""

from __future__ import annotations

import sqlalchemy as sa

from embeddings.stores.migrations.tables import names, run

LAYOUT = 4


def apply(connection: sa.Connection) -> None:
    found = names(connection)
    if "redirects" not in found:
        run(connection, "ALTER TABLE moved RENAME TO redirects")
    elif "moved" in found:
        run(connection, "INSERT OR IGNORE INTO redirects SELECT old, new FROM moved", "DROP TABLE moved")
    run(
        connection,
        "UPDATE OR IGNORE state SET key = 'vocabulary_coverage' WHERE key = 'fluency'",
        "DELETE FROM state WHERE key = 'fluency'",
    )
