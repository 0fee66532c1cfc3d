"""What a server chose, votes, who follows what, the replies to messages, the questions that nothing answered."""

from __future__ import annotations

import sqlalchemy as sa

_tables = sa.MetaData()
_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")

sa.Table(
    "remembered",
    _tables,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
sa.Table(
    "votes",
    _tables,
    sa.Column("member", sa.String, primary_key=True),
    sa.Column("quote", sa.String, primary_key=True),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("digest", sa.String, nullable=False, server_default=""),
    sa.Column("guild", _ID, nullable=False, server_default="0"),
    sa.Column("question", sa.String, nullable=False, server_default=""),
)
sa.Table(
    "follows",
    _tables,
    sa.Column("member", _ID, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("what", sa.String, primary_key=True),
    sa.Column("language", sa.String, nullable=False),
    sa.Column("guild", _ID, nullable=False, server_default="0"),
)
sa.Table(
    "replies",
    _tables,
    sa.Column("message", _ID, primary_key=True, autoincrement=False),
    sa.Column("guild", _ID, nullable=False),
    sa.Column("channel", _ID, nullable=False),
    sa.Column("reply", _ID, nullable=False),
)
sa.Table(
    "refused",
    _tables,
    sa.Column("guild", _ID, primary_key=True, autoincrement=False),
    sa.Column("alike", sa.String, primary_key=True),
    sa.Column("question", sa.String, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("last", sa.Float, nullable=False),
)


def apply(connection: sa.Connection) -> None:
    _tables.create_all(connection)
    found = sa.inspect(connection)
    for table in _tables.sorted_tables:
        there = {column["name"] for column in found.get_columns(table.name)}
        for column in table.columns:
            if column.name not in there:
                definition = sa.schema.CreateColumn(column).compile(connection.engine)
                connection.execute(sa.text(f"ALTER TABLE {table.name} ADD COLUMN {definition}"))
