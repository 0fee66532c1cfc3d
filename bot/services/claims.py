"""Which of several processes answers a message or an interaction: each once, also where one of them dies.

Processes that serve the same shards are all sent the same by Discord. The first to claim it answers, and says so for as
long as it is at it; the others wait until it is done, or else take over. What is done twice all the same, since one was
only slow, is seen once: a message by its nonce, an interaction since it is acknowledged once, a vote by its number.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Literal

import sqlalchemy as sa

from bot.services.database import clock
from bot.services.memory import stored
from bot.services.store import Store
from bot.services.tables import CLAIMS
from embeddings import insert

_SECONDS, _RENEWED = 1.5, 0.5
"""For how long a claim holds, and how often it is renewed: Discord waits three seconds for an acknowledgement."""
_KEPT = 3600.0
"""Seconds for which it is known what was answered: Discord sends again what was missed for some minutes."""


class Claims:
    """What this process answers, and the others of the same bot do not."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.holder = secrets.token_hex(8)
        """Names this process among the others."""
        self.closed = False
        """Whether nothing more is claimed: the process ends, and others go on."""
        self._held: set[str] = set()
        self._renewing: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def answering(self, name: str) -> AsyncIterator[bool]:
        """Whether something is for this process to answer: at once, or when the one that does has died."""
        if not await self._is_ours(name):
            yield False
            return
        self._held.add(name)
        if self._renewing is None or self._renewing.done() or self._renewing.cancelling():
            self._renewing = asyncio.create_task(self._renew())
        try:
            yield True
        except Exception:
            await stored(self._finish, name)
            raise
        else:
            await stored(self._finish, name)
        finally:
            # Of what is cancelled, since the process ends, another may make something.
            self._held.discard(name)
            if not self._held:
                self._renewing.cancel()

    async def is_first(self, name: str) -> bool:
        """Whether something is for this process to do that is not worth doing again."""
        return not self.closed and await stored(self._claim, name) in ("ours", None)

    async def _is_ours(self, name: str) -> bool:
        while not self.closed:
            found = await stored(self._claim, name)
            if found != "another's":
                # Where nothing can be claimed, it is answered all the same.
                return found != "done"
            await asyncio.sleep(_SECONDS)
        return False

    def _claim(self, name: str) -> Literal["ours", "another's", "done"]:
        ours = {"holder": self.holder, "until": clock() + _SECONDS}
        left = ~CLAIMS.c.done & (CLAIMS.c.until < clock())
        with self._store.database.writing(lasting=False) as connection:
            statement = insert(connection, CLAIMS).values(name=name, done=False, **ours)
            statement = statement.on_conflict_do_update(index_elements=["name"], set_=ours, where=left)
            if connection.execute(statement.returning(CLAIMS.c.name)).one_or_none():
                return "ours"
            done = connection.execute(sa.select(CLAIMS.c.done).where(CLAIMS.c.name == name)).scalar()
        return "done" if done else "another's"

    async def _renew(self) -> None:
        while self._held:
            await asyncio.sleep(_RENEWED)
            await stored(self._hold_on, list(self._held))

    def _hold_on(self, names: Sequence[str]) -> None:
        mine = (CLAIMS.c.holder == self.holder) & ~CLAIMS.c.done & CLAIMS.c.name.in_(names)
        with self._store.database.writing(lasting=False) as connection:
            connection.execute(sa.update(CLAIMS).where(mine).values(until=clock() + _SECONDS))

    def _finish(self, name: str) -> None:
        with self._store.database.writing(lasting=False) as connection:
            connection.execute(sa.update(CLAIMS).where(CLAIMS.c.name == name).values(done=True))

    def tidy(self) -> None:
        """Forget what was answered long ago. Raises ``ArchiveError`` where that cannot be."""
        with self._store.database.writing(lasting=False) as connection:
            connection.execute(sa.delete(CLAIMS).where(CLAIMS.c.until < clock() - _KEPT))
