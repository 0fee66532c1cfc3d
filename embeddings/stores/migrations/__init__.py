"""Numbered steps from the first tables to today's: one module each, named ``m`` and its number.

A migration has ``LAYOUT``, the layout that an archive has from there on, and ``apply(connection)``. It runs in one
transaction with its record in the table ``migrations``, so that it happens wholly or not at all, and once. A new
archive is made by all of them. Archives from before there was a record go through all of them too: the first ones look
at what is there already.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from types import ModuleType

import sqlalchemy as sa

from embeddings.stores import schema
from embeddings.stores.migrations.tables import names


def _found() -> dict[int, ModuleType]:
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name.startswith("m"))
    return {int(name[1:5]): importlib.import_module(f"{__name__}.{name}") for name in modules}


MIGRATIONS = _found()
"""By number, in order."""


def missing(connection: sa.Connection) -> list[int]:
    """Numbers of the migrations that the archive still needs."""
    if "migrations" not in names(connection):
        return list(MIGRATIONS)
    applied = set(connection.execute(sa.select(schema.migrations.c.number)).scalars())
    return [number for number in MIGRATIONS if number not in applied]


def layout(connection: sa.Connection) -> int:
    """The layout of the archive; 0 where nothing is in it yet."""
    if "state" not in names(connection):
        return 0
    query = sa.select(schema.state.c.value).where(schema.state.c.key == "schema")
    return int(connection.execute(query).scalar() or 0)


def migrate(begin: Callable[[], AbstractContextManager[sa.Connection]]) -> None:
    """Apply what the archive needs. Several processes may do so at once.

    Args:
        begin: gives a connection in a transaction that writes, one at a time; see
            :meth:`embeddings.stores.database.Database.begin`.

    Raises:
        sqlalchemy.exc.OperationalError: the archive cannot be written.
    """
    for number, module in MIGRATIONS.items():
        with begin() as connection:
            # Looked up inside the transaction: another process may have just applied it.
            if number not in missing(connection):
                continue
            schema.migrations.create(connection, checkfirst=True)
            module.apply(connection)
            _set_layout(connection, max(layout(connection), module.LAYOUT))
            now = datetime.now(UTC).isoformat(timespec="seconds")
            connection.execute(sa.insert(schema.migrations).values(number=number, applied=now))


def _set_layout(connection: sa.Connection, number: int) -> None:
    connection.execute(sa.delete(schema.state).where(schema.state.c.key == "schema"))
    connection.execute(sa.insert(schema.state).values(key="schema", value=str(number)))
