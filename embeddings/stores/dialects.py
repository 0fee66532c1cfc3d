"""SQL that SQLite and PostgreSQL spell each in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

if TYPE_CHECKING:
    from sqlalchemy.dialects.sqlite import Insert


def insert(connection: sa.Connection, table: sa.Table) -> Insert:
    """An INSERT that can say what becomes of a row that is there already."""
    # Both have the same methods; SQLAlchemy's common one has none of them.
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - whoever has no such database need not wait for it

        return postgresql.insert(table)  # type: ignore[return-value]
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415

    return sqlite.insert(table)


class day_beside(GenericFunction[str]):  # noqa: N801 - named as SQL's functions are
    """The day so many days after one in ISO form, before it where the number is negative."""

    type = sa.String()
    inherit_cache = True


@compiles(day_beside)
def _in_sqlite(element: day_beside, compiler: Any, **options: Any) -> str:
    day, days = element.clauses
    return f"date({compiler.process(day, **options)}, {compiler.process(days, **options)} || ' days')"


@compiles(day_beside, "postgresql")
def _in_postgresql(element: day_beside, compiler: Any, **options: Any) -> str:
    day, days = element.clauses
    shifted = f"CAST({compiler.process(day, **options)} AS date) + CAST({compiler.process(days, **options)} AS integer)"
    return f"to_char({shifted}, 'YYYY-MM-DD')"


def highest_number(connection: sa.Connection) -> int:
    """The highest number that a post ever had."""
    if connection.dialect.name == "postgresql":
        query = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM posts_number_seq"
    else:
        query = "SELECT seq FROM sqlite_sequence WHERE name = 'posts'"
    return int(connection.execute(sa.text(query)).scalar() or 0)


def keep_highest_number(connection: sa.Connection, number: int) -> None:
    """Never give a post's number again, up to this one."""
    if number <= highest_number(connection):
        return
    statements = ["SELECT setval('posts_number_seq', :number)"]
    if connection.dialect.name != "postgresql":
        # https://www.sqlite.org/autoinc.html
        statements = [
            "DELETE FROM sqlite_sequence WHERE name = 'posts'",
            "INSERT INTO sqlite_sequence (name, seq) VALUES ('posts', :number)",
        ]
    for statement in statements:
        connection.execute(sa.text(statement), {"number": number})


def count_on(connection: sa.Connection, table: sa.Table) -> None:
    """Go on after the highest number of a table, into which rows were put with theirs."""
    # SQLite does so by itself.
    if connection.dialect.name == "postgresql":
        highest = f"SELECT setval('{table.name}_number_seq', max(number)) FROM {table.name}"
        connection.execute(sa.text(highest))


def analyze(connection: sa.Connection, *tables: sa.Table) -> None:
    """Say that much was put into tables, so that what is asked of them next is planned for it."""
    # SQLite plans by the indexes alone; PostgreSQL takes a table that was just filled for nearly empty.
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text(f"ANALYZE {', '.join(table.name for table in tables)}"))
