"""What several processes that serve one bot have to know of each other, and the servers that it is in."""

from __future__ import annotations

import json

import sqlalchemy as sa

_tables = sa.MetaData()
_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")

sa.Table(
    "claims",
    _tables,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("holder", sa.String, nullable=False),
    sa.Column("until", sa.Float, nullable=False, index=True),
    sa.Column("done", sa.Boolean, nullable=False),
)
sa.Table(
    "leases",
    _tables,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("holder", sa.String, nullable=False),
    sa.Column("until", sa.Float, nullable=False),
    sa.Column("number", _ID, nullable=False),
)
sa.Table(
    "cooldowns",
    _tables,
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("who", sa.String, primary_key=True),
    sa.Column("since", sa.Float, nullable=False, index=True),
    sa.Column("used", sa.Integer, nullable=False),
)
sa.Table(
    "recent",
    _tables,
    sa.Column("member", sa.String, primary_key=True),
    sa.Column("channel", _ID, primary_key=True, autoincrement=False),
    sa.Column("message", _ID, primary_key=True, autoincrement=False),
    sa.Column("guild", _ID, nullable=False),
    sa.Column("question", sa.String, nullable=False),
    sa.Column("asked", sa.Float, nullable=False, index=True),
)
sa.Table(
    "shared",
    _tables,
    sa.Column("channel", _ID, primary_key=True, autoincrement=False),
    sa.Column("what", sa.String, primary_key=True),
    sa.Column("guild", _ID, nullable=False),
    sa.Column("link", sa.String, nullable=False),
    sa.Column("at", sa.Float, nullable=False, index=True),
)
sa.Table(
    "guilds",
    _tables,
    sa.Column("application", _ID, primary_key=True, autoincrement=False),
    sa.Column("guild", _ID, primary_key=True, autoincrement=False),
    sa.Column("removed", sa.Float),
)
sa.Table(
    "news",
    _tables,
    sa.Column("number", _ID, primary_key=True, autoincrement=True),
    sa.Column("archive", sa.String, nullable=False),
    sa.Column("post", sa.String, nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.UniqueConstraint("archive", "post"),
    # No number is given twice.
    sqlite_autoincrement=True,
)
sa.Table(
    "told",
    _tables,
    sa.Column("news", _ID, primary_key=True, autoincrement=False),
    sa.Column("whom", sa.String, primary_key=True),
    sa.Column("done", sa.Boolean, nullable=False),
)


def apply(connection: sa.Connection) -> None:
    _tables.create_all(connection)
    # By which the oldest questions are found, whatever the engine.
    connection.execute(sa.text("ALTER TABLE votes ADD COLUMN last FLOAT NOT NULL DEFAULT 0"))
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text("UPDATE votes SET last = rowid"))
    listed = sa.text("SELECT name, value FROM remembered WHERE name LIKE 'guilds:%'")
    for name, value in connection.execute(listed).all():
        rows = [{"application": int(name.partition(":")[2]), "guild": guild} for guild in json.loads(value)]
        if rows:
            connection.execute(sa.insert(_tables.tables["guilds"]), rows)
    connection.execute(sa.text("DELETE FROM remembered WHERE name LIKE 'guilds:%'"))
