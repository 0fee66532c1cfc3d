"""What the bot itself has to remember, in one database; :mod:`bot.services.database` says where.

Three kinds have a file each: what readers said of answers (:mod:`bot.services.feedback`), what they follow
(:mod:`bot.services.following`), the guilds and what they set (:mod:`bot.services.guilds`). Here are values by name, the
secret, sources that were added, replies; and what goes through everything: to forget a member or a guild, and to copy.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.services.database import Database, put_new, put_value, value_of
from bot.services.feedback import Feedback
from bot.services.following import Following
from bot.services.guilds import Guilds, names_of, tell_of_change
from bot.services.tables import FOLLOWS, GUILDS, LASTING, RECENT, REFUSED, REPLIES, SHARED, VALUES, VOTES
from embeddings import repeated

_KEPT_REPLIES = 20_000
_OF_GUILDS = (VOTES, REFUSED, REPLIES, RECENT, SHARED, GUILDS)
"""The tables that have rows of a guild."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Where a reply of the bot stands, by its ids."""

    channel: int
    message: int


class Store:
    """What is remembered in one place. Safe to share between threads. Every change is one transaction."""

    def __init__(self, place: Path | str | sa.URL, *, questions: int | None = None, lasting: bool = False) -> None:
        """Open what is remembered in a place, as :class:`bot.services.database.Database` does.

        ``questions``: how many are kept at most that nothing answered, and as many whose answers were voted down; those
        beyond are forgotten. ``None`` keeps no more and forgets none.
        """
        self.database = Database(place, lasting=lasting)
        self._secret = bytes.fromhex(self._kept("secret", secrets.token_hex(32)))
        self.feedback = Feedback(self.database, self.hashed, questions)
        """Votes, and the questions that nothing answered."""
        self.following = Following(self.database)
        """Which members follow what."""
        self.guilds = Guilds(self.database)
        """The guilds that the bot is in, and what they set."""

    def close(self) -> None:
        self.database.close()

    def get(self, name: str) -> str:
        """The value of a name; empty where there is none."""
        return value_of(self.database, name)

    @repeated
    def set(self, name: str, value: str) -> None:
        with self.database.writing() as connection:
            put_value(connection, name, value)

    def first_time(self, event: str) -> bool:
        """Whether this is the first time, over restarts and for all processes."""
        with self.database.writing() as connection:
            return put_new(connection, VALUES, name=event, value="1")

    def _kept(self, name: str, value: str) -> str:
        """The value of a name, which is ``value`` from now on where it had none."""
        with self.database.writing() as connection:
            put_new(connection, VALUES, name=name, value=value)
        return self.get(name)

    def derived(self, name: str) -> str:
        """A secret for one purpose, the same after a restart."""
        return blake2b(name.encode(), key=self._secret, digest_size=24).hexdigest()

    def hashed(self, member: int) -> str:
        """What a member is kept under."""
        return blake2b(str(member).encode(), key=self._secret, digest_size=16).hexdigest()

    def sources(self) -> list[str]:
        """Addresses that ``/archive add`` added."""
        return list(json.loads(self.get("sources") or "[]"))

    def add_source(self, address: str) -> None:
        self._change_sources(lambda sources: list(dict.fromkeys([*sources, address])))

    def remove_source(self, address: str) -> None:
        self._change_sources(lambda sources: [source for source in sources if source != address])

    @repeated
    def _change_sources(self, change: Callable[[list[str]], list[str]]) -> None:
        with self.database.writing() as connection:
            put_new(connection, VALUES, name="sources", value="[]")
            query = sa.select(VALUES.c.value).where(VALUES.c.name == "sources").with_for_update()
            put_value(connection, "sources", json.dumps(change(json.loads(connection.execute(query).scalar_one()))))

    @repeated
    def keep_reply(self, message: int, guild: int, reply: Reply) -> None:
        """Remember the reply to a message; those to the oldest are forgotten."""
        row = {"message": message, "guild": guild, "channel": reply.channel, "reply": reply.message}
        oldest = sa.select(REPLIES.c.message).order_by(REPLIES.c.message.desc()).offset(_KEPT_REPLIES).limit(1)
        with self.database.writing() as connection:
            put_new(connection, REPLIES, **row)
            connection.execute(sa.delete(REPLIES).where(REPLIES.c.message <= oldest.scalar_subquery()))

    def reply_to(self, message: int) -> Reply | None:
        """The reply to a message, if it is remembered."""
        with self.database.reading() as connection:
            row = connection.execute(sa.select(REPLIES).where(REPLIES.c.message == message)).one_or_none()
        return Reply(row.channel, row.reply) if row else None

    @repeated
    def forget_reply(self, message: int) -> Reply | None:
        """Forget the reply to a message, and return it to whichever process is first."""
        with self.database.writing() as connection:
            statement = sa.delete(REPLIES).where(REPLIES.c.message == message)
            row = connection.execute(statement.returning(REPLIES.c.channel, REPLIES.c.reply)).one_or_none()
        return Reply(row.channel, row.reply) if row else None

    @repeated
    def forget_member(self, member: int) -> None:
        """Forget a member's votes, with what was asked for them and lately, and what the member follows."""
        with self.database.writing() as connection:
            for table, mine in self._of_member(member).items():
                connection.execute(sa.delete(table).where(mine))

    def export_member(self, member: int) -> dict[str, list[dict[str, Any]]]:
        """The same, by table, for the member to read: without what it is kept under, ids as texts and times in UTC."""
        found = {}
        with self.database.reading() as connection:
            for table, mine in self._of_member(member).items():
                columns = [column for column in table.columns if column.name != "member"]
                rows = connection.execute(sa.select(*columns).where(mine))
                found[table.name] = [
                    {column.name: _readable(column, value) for column, value in zip(columns, row, strict=True)}
                    for row in rows
                ]
        return found

    def _of_member(self, member: int) -> dict[sa.Table, sa.ColumnElement[bool]]:
        """The tables that have rows of a member, and by what those are known."""
        hashed = {table: table.c.member == self.hashed(member) for table in (VOTES, RECENT)}
        return {**hashed, FOLLOWS: FOLLOWS.c.member == member}

    def export(self, guild: int) -> dict[str, list[dict[str, Any]]]:
        """All that is stored of a guild, by table: without the hashes of members, and without what they follow, which
        is theirs."""
        named = VALUES.c.name.in_(names_of(guild))
        with self.database.reading() as connection:
            found = {VALUES.name: [dict(row) for row in connection.execute(sa.select(VALUES).where(named)).mappings()]}
            for table in _OF_GUILDS:
                columns = [column for column in table.columns if column.name not in ("guild", "member")]
                rows = connection.execute(sa.select(*columns).where(table.c.guild == guild)).mappings()
                found[table.name] = [dict(row) for row in rows]
        return found

    @repeated
    def forget_guild(self, guild: int) -> None:
        """Forget all about a guild, with the votes and the questions of its members there."""
        with self.database.writing() as connection:
            tell_of_change(connection)
            connection.execute(sa.delete(VALUES).where(VALUES.c.name.in_(names_of(guild))))
            for table in _OF_GUILDS:
                connection.execute(sa.delete(table).where(table.c.guild == guild))
            # What a member follows is the member's.
            connection.execute(sa.update(FOLLOWS).where(FOLLOWS.c.guild == guild).values(guild=0))
        self.guilds.refresh()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is remembered."""
        with self.database.reading() as connection:
            counts = [sa.select(sa.func.count()).select_from(table).scalar_subquery() for table in LASTING]
            # Each has a secret.
            return sum(connection.execute(sa.select(*counts)).one()) <= 1

    def take_along(self, place: Path) -> None:
        """Remember what a store elsewhere does, where nothing is remembered here."""
        if self.is_empty:
            other = Store(place)
            self.take_over(other)
            other.close()

    def take_over(self, other: Store) -> None:
        """Remember what another store does, in the place of what this one did; both may be in use.

        Raises:
            ArchiveError: either cannot be read or written.
        """
        with other.database.reading() as read, self.database.writing() as written:
            for table in LASTING:
                written.execute(sa.delete(table))
                rows = read.execute(sa.select(table), execution_options={"yield_per": 500})
                for part in rows.mappings().partitions():
                    written.execute(sa.insert(table), [dict(row) for row in part])
            tell_of_change(written)
        self._secret = bytes.fromhex(self.get("secret"))


def _readable(column: sa.Column[Any], value: Any) -> Any:
    """A value as somebody reads it who does not know how it is kept."""
    if isinstance(column.type, sa.Float) and value is not None:
        return datetime.fromtimestamp(value, UTC).isoformat(timespec="seconds")
    # Numbers of 64 bits are more than many a reader of JSON can tell apart.
    return str(value) if isinstance(column.type, sa.BigInteger) and value is not None else value
