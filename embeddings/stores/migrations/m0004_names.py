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
        run(
            connection,
            "INSERT INTO redirects SELECT old, new FROM moved WHERE old NOT IN (SELECT old FROM redirects)",
            "DROP TABLE moved",
        )
    run(
        connection,
        "UPDATE state SET key = 'vocabulary_coverage' WHERE key = 'fluency'"
        " AND NOT EXISTS (SELECT 1 FROM state WHERE key = 'vocabulary_coverage')",
        "DELETE FROM state WHERE key = 'fluency'",
    )
