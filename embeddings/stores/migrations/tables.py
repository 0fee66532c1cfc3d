"""What a migration asks of the tables that it finds."""

from __future__ import annotations

import sqlalchemy as sa


def names(connection: sa.Connection) -> set[str]:
    """Names of the tables."""
    return set(sa.inspect(connection).get_table_names())


def add_column(connection: sa.Connection, table: str, column: str, kind: str) -> None:
    """Add a column of an SQL type, unless it is there."""
    if column not in (found["name"] for found in sa.inspect(connection).get_columns(table)):
        connection.execute(sa.text(f'ALTER TABLE {table} ADD COLUMN "{column}" {kind}'))


def run(connection: sa.Connection, *statements: str) -> None:
    """Execute SQL statements."""
    for statement in statements:
        connection.execute(sa.text(statement))
