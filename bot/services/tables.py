"""The tables of ``bot.sqlite3``, how its file is opened, and how one of an earlier version gets what it lacks."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

import sqlalchemy as sa

log = logging.getLogger(__name__)

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
    """Make what is missing, wholly or not at all: tables, and columns of tables of an earlier version.

    Raises:
        sqlalchemy.exc.OperationalError: the file cannot be written, also where nothing is missing.
    """
    with engine.connect() as connection:
        # The driver would begin none before these statements, and two processes may look at once.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        _metadata.create_all(connection)
        found = sa.inspect(connection)
        for table in _metadata.sorted_tables:
            there = {column["name"] for column in found.get_columns(table.name)}
            for column in table.columns:
                if column.name not in there:
                    definition = sa.schema.CreateColumn(column).compile(engine)
                    connection.execute(sa.text(f"ALTER TABLE {table.name} ADD COLUMN {definition}"))
        connection.commit()


def keep_private(path: Path) -> None:
    """Let nobody else read a file that holds a secret, and what members follow."""
    path.touch(mode=0o600)
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)


def copy_in_memory(engine: sa.Engine) -> sa.Engine:
    """What a file holds that can be read, to be changed in memory."""
    copied = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    try:
        with engine.connect() as file, copied.connect() as memory:
            source, target = file.connection.driver_connection, memory.connection.driver_connection
            assert source is not None and target is not None
            source.backup(target)
    except (sa.exc.SQLAlchemyError, sqlite3.Error):
        log.warning("nothing of bot.sqlite3 can be read")
    engine.dispose()
    return copied
