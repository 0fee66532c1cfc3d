"""Numbered steps from the bot's first tables to today's: one module each, named ``m`` and its number.

A migration has ``apply(connection)``. All that are missing are applied in one transaction with their records in the
table ``bot_migrations``, so that they happen wholly or not at all, and once. New tables are made by all of them; files
from before there was a record go through all of them too: the first looks at what is there already.
"""

from __future__ import annotations

import sqlalchemy as sa

from bot import modules

_RECORD = sa.Table(
    "bot_migrations", sa.MetaData(), sa.Column("number", sa.Integer, primary_key=True, autoincrement=False)
)


def migrate(connection: sa.Connection) -> None:
    """Apply what is missing. ``connection``: one in a transaction that writes, which no other process does meanwhile.

    Raises:
        sqlalchemy.exc.DBAPIError: the tables cannot be written.
    """
    _RECORD.create(connection, checkfirst=True)
    applied = set(connection.execute(sa.select(_RECORD.c.number)).scalars())
    for module in modules(__name__):
        number = int(module.__name__.rpartition(".m")[2][:4])
        if number not in applied:
            module.apply(connection)
            connection.execute(sa.insert(_RECORD).values(number=number))
