"""The tables of ``bot.sqlite3``, and how a file of an earlier version gets what it lacks."""

from __future__ import annotations

import sqlalchemy as sa

_metadata = sa.MetaData()

VALUES = sa.Table(
    "remembered",
    _metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
VOTES = sa.Table(
    "votes",
    _metadata,
    sa.Column("member", sa.String, primary_key=True),
    sa.Column("quote", sa.String, primary_key=True),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("digest", sa.String, nullable=False, server_default=""),
    sa.Column("guild", sa.Integer, nullable=False, server_default="0"),
    sa.Column("question", sa.String, nullable=False, server_default=""),
)
FOLLOWS = sa.Table(
    "follows",
    _metadata,
    # By the member's own id, without which no note could be sent; gone as soon as nothing is followed.
    sa.Column("member", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("what", sa.String, primary_key=True),
    sa.Column("language", sa.String, nullable=False),
    sa.Column("guild", sa.Integer, nullable=False, server_default="0"),
)
REPLIES = sa.Table(
    "replies",
    _metadata,
    # Ids alone, so that an answer can be mended or taken back when its question is.
    sa.Column("message", sa.Integer, primary_key=True),
    sa.Column("guild", sa.Integer, nullable=False),
    sa.Column("channel", sa.Integer, nullable=False),
    sa.Column("reply", sa.Integer, nullable=False),
)
REFUSED = sa.Table(
    "refused",
    _metadata,
    # Without who asked.
    sa.Column("guild", sa.Integer, primary_key=True),
    sa.Column("alike", sa.String, primary_key=True),
    sa.Column("question", sa.String, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("last", sa.Float, nullable=False),
)


def make_tables(engine: sa.Engine) -> None:
    """Make what is missing: tables, and columns of tables of an earlier version."""
    _metadata.create_all(engine)
    found = sa.inspect(engine)
    with engine.begin() as connection:
        for table in _metadata.sorted_tables:
            there = {column["name"] for column in found.get_columns(table.name)}
            for column in table.columns:
                if column.name not in there:
                    definition = sa.schema.CreateColumn(column).compile(engine)
                    connection.execute(sa.text(f"ALTER TABLE {table.name} ADD COLUMN {definition}"))
