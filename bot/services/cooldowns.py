"""How often may be asked: so many questions a minute of a member, and in a channel; and how often buttons pressed.

Counted in the database, for all processes together; a member under a keyed hash, for a minute.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import sqlalchemy as sa

from bot.services.database import clock
from bot.services.memory import stored
from bot.services.store import Store
from bot.services.tables import COOLDOWNS
from embeddings import insert

Kind = Literal["question", "press"]
PER, DAY = 60.0, 86400.0
"""Seconds."""
PRESSES = 2
"""Buttons that a member may press for each question that may be asked."""


class Cooldowns:
    """So many of a kind from the first on, until ``PER`` is over."""

    def __init__(self, store: Store, per_member: int, per_channel: int) -> None:
        """Questions a minute; 0 sets no bound."""
        self._store = store
        self._rates = {"member": per_member, "channel": per_channel, "presses": PRESSES * per_member}

    async def wait(self, member: int, channel: int, kind: Kind = "question") -> float:
        """Seconds to wait; 0 where the question may be asked, or the button pressed, which then counts."""
        who = self._store.hashed(member)
        # Always in this order, so that no two wait for each other.
        wanted = [("presses", who)] if kind == "press" else [("channel", str(channel)), ("member", who)]
        counted = [(kind, who, self._rates[kind]) for kind, who in wanted if self._rates[kind]]
        # Where nothing can be counted, nobody is kept waiting.
        return (await stored(self._take, counted) or 0.0) if counted else 0.0

    async def tell(self, member: int) -> bool:
        """Whether the member has not been told within the last minute."""
        return not await stored(self._take, [("told", self._store.hashed(member), 1)])

    async def take_for_today(self, guild: int, most: int) -> bool:
        """Whether a question more may be asked in a server within a day of the first, which then counts."""
        return not await stored(self._take, [("day", str(guild), most)], DAY)

    def _take(self, counted: Sequence[tuple[str, str, int]], per: float | None = None) -> float:
        per = PER if per is None else per
        running = COOLDOWNS.c.since > clock() - per
        once_more = {
            "used": sa.case((running, COOLDOWNS.c.used + 1), else_=1),
            "since": sa.case((running, COOLDOWNS.c.since), else_=clock()),
        }
        longest = 0.0
        with self._store.database.writing(lasting=False) as connection:
            for kind, who, rate in counted:
                statement = insert(connection, COOLDOWNS).values(kind=kind, who=who, since=clock(), used=1)
                statement = statement.on_conflict_do_update(index_elements=["kind", "who"], set_=once_more)
                left = (COOLDOWNS.c.since + per - clock()).label("left")
                row = connection.execute(statement.returning(COOLDOWNS.c.used, left)).one()
                if row.used > rate:
                    longest = max(longest, row.left)
            if longest:
                # What may not be asked does not count.
                connection.rollback()
        return longest

    def tidy(self) -> None:
        """Forget what is over. Raises ``ArchiveError`` where that cannot be."""
        with self._store.database.writing(lasting=False) as connection:
            over = sa.case((COOLDOWNS.c.kind == "day", DAY), else_=PER)
            connection.execute(sa.delete(COOLDOWNS).where(COOLDOWNS.c.since <= clock() - over))
