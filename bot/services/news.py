"""Posts that are to be told of, and who was told: kept, so that whoever leads goes on where another stopped."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Literal

import sqlalchemy as sa

from bot.services.database import clock, put_new
from bot.services.leases import Leases
from bot.services.store import Store
from bot.services.tables import NEWS, TOLD
from embeddings import repeated

_KEPT = 86400.0
Turn = Literal["tell", "told", "lost"]


class News:
    """What is new in the archives. Each method raises ``ArchiveError`` where the database cannot be used."""

    def __init__(self, store: Store, leases: Leases) -> None:
        self._store, self.leases = store, leases

    @repeated
    def add(self, archive: str, posts: Iterable[str]) -> None:
        """Have posts of an archive told of, by their keys, in this order."""
        with self._store.database.writing() as connection:
            for post in posts:
                put_new(connection, NEWS, archive=archive, post=post, at=clock())

    def waiting(self, archive: str) -> list[tuple[int, str]]:
        """The posts of an archive that are to be told of, each with its number, the oldest first."""
        query = sa.select(NEWS.c.number, NEWS.c.post).where(NEWS.c.archive == archive).order_by(NEWS.c.number)
        with self._store.database.reading() as connection:
            return [(row.number, row.post) for row in connection.execute(query)]

    def turn(self, number: int, whom: str) -> Turn:
        """Whether to tell somebody of a post now: ``"lost"`` where another process leads meanwhile.

        Somebody that a process was about to tell when it died is told again: Discord knows it by its nonce.
        """
        with self._store.database.writing() as connection:
            if not self.leases.holds(connection):
                return "lost"
            put_new(connection, TOLD, news=number, whom=whom, done=False)
            done = sa.select(TOLD.c.done).where(TOLD.c.news == number, TOLD.c.whom == whom)
            return "told" if connection.execute(done).scalar_one() else "tell"

    def told(self, number: int, whom: str) -> None:
        """Somebody was told of a post, or cannot be."""
        with self._store.database.writing() as connection:
            mine = (TOLD.c.news == number) & (TOLD.c.whom == whom)
            connection.execute(sa.update(TOLD).where(mine).values(done=True))

    def finish(self, number: int) -> None:
        """All were told of a post."""
        with self._store.database.writing() as connection:
            if self.leases.holds(connection):
                connection.execute(sa.delete(TOLD).where(TOLD.c.news == number))
                connection.execute(sa.delete(NEWS).where(NEWS.c.number == number))

    def tidy(self) -> None:
        """Forget news that nobody was told of for a day, such as that of a post that never came."""
        old = sa.select(NEWS.c.number).where(NEWS.c.at < clock() - _KEPT)
        with self._store.database.writing() as connection:
            connection.execute(sa.delete(TOLD).where(TOLD.c.news.in_(old)))
            connection.execute(sa.delete(NEWS).where(NEWS.c.at < clock() - _KEPT))


def nonce(number: int, whom: str) -> str:
    """By which Discord tells a note that is sent again from a second one; of 25 characters at most."""
    return blake2b(f"{number} {whom}".encode(), digest_size=12).hexdigest()
