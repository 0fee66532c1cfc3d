"""The tokens of a passage, where an archive keeps them; a sync without a reader fills them.

The layout stays, since an earlier version has no use for them.
"""

from __future__ import annotations

import sqlalchemy as sa

from embeddings.stores.migrations.tables import add_column

LAYOUT = 6


def apply(connection: sa.Connection) -> None:
    add_column(connection, "vectors", "tokens", "BLOB")
