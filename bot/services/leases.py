"""Which one of the processes that serve a bot syncs and announces, and which of them are there."""

from __future__ import annotations

import asyncio

import sqlalchemy as sa

from bot.services.database import clock
from bot.services.store import Store
from bot.services.tables import LEASES
from embeddings import insert

SECONDS, RENEWED = 30.0, 10.0
"""For how long the lease holds, and how often it is renewed or asked for."""
_LEADER = "leader"


class Leases:
    """The lease of one process to lead the others, and its own sign of life.

    Another takes the lease over when it was not renewed in time, by the database's clock. Each holder gets another
    number, so that one that slept finds out that it is no longer the one.
    """

    def __init__(self, store: Store, holder: str, serves: str) -> None:
        """``holder``: names this process. ``serves``: the shards that it serves, by which its equals are known."""
        self._store, self._holder = store, holder
        self._equals = f"process:{serves}:"
        self._number = 0
        self._leads = asyncio.Event()

    @property
    def leads(self) -> bool:
        """Whether this process leads, as far as it knows; :meth:`holds` knows."""
        return self._leads.is_set()

    async def lead(self) -> None:
        """Wait until this process leads."""
        await self._leads.wait()

    def renew(self) -> bool:
        """Show that this process is there, and take the lease where nobody else has it.

        Returns:
            Whether this process leads from now on, or no longer, which :meth:`turn` tells those that wait for it.

        Raises:
            ArchiveError: the database cannot be used.
        """
        number = self._renew()
        self._number = number or self._number
        return bool(number) != self.leads

    def turn(self) -> None:
        """Lead from now on, or no longer. On the event loop."""
        if self.leads:
            self._leads.clear()
        else:
            self._leads.set()

    def _renew(self) -> int:
        """The number of the lease; 0 where another process has it."""
        ours = {"holder": self._holder, "until": clock() + SECONDS}
        mine = (LEASES.c.holder == self._holder) & (LEASES.c.number == self._number)
        number = sa.case((mine, LEASES.c.number), else_=LEASES.c.number + 1)
        with self._store.database.writing(lasting=False) as connection:
            for name in (f"{self._equals}{self._holder}", _LEADER):
                statement = insert(connection, LEASES).values(name=name, number=1, **ours).on_conflict_do_update(
                    index_elements=["name"],
                    set_=ours | {"number": number},
                    where=mine | (LEASES.c.until < clock()) | (LEASES.c.name != _LEADER),
                )  # fmt: skip
                held = connection.execute(statement.returning(LEASES.c.number)).scalar()
            connection.execute(sa.delete(LEASES).where(LEASES.c.name != _LEADER, LEASES.c.until < clock() - SECONDS))
        return held or 0

    def holds(self, connection: sa.Connection) -> bool:
        """Whether this process leads, by what the database says, until the transaction is over."""
        query = sa.select(LEASES.c.holder, LEASES.c.number, LEASES.c.until > clock()).where(LEASES.c.name == _LEADER)
        row = connection.execute(query.with_for_update()).one_or_none()
        return row is not None and tuple(row) == (self._holder, self._number, True)

    def leave(self) -> bool:
        """Show no more that this process is there. Returns whether others serve the same shards.

        Raises:
            ArchiveError: the database cannot be used.
        """
        same = LEASES.c.name.startswith(self._equals, autoescape=True)
        with self._store.database.writing(lasting=False) as connection:
            connection.execute(sa.delete(LEASES).where(LEASES.c.name == f"{self._equals}{self._holder}"))
            return (
                connection.execute(sa.select(LEASES.c.name).where(same, LEASES.c.until > clock())).first() is not None
            )

    def give_up(self) -> None:
        """Lead no longer. Raises ``ArchiveError`` where that cannot be said."""
        mine = (LEASES.c.holder == self._holder) & (LEASES.c.number == self._number)
        with self._store.database.writing(lasting=False) as connection:
            connection.execute(sa.update(LEASES).where(LEASES.c.name == _LEADER, mine).values(until=0.0))
