"""What the bot itself has to remember: each guild's channels, votes, who follows what, the questions that nothing
answered, and what was said once.

Kept where :mod:`bot.services.database` says. Votes are kept under a keyed hash of the member.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.services.database import Database, clock, put_new, put_value, value_of
from bot.services.feedback import Feedback
from bot.services.following import Following
from bot.services.tables import (
    FOLLOWS,
    GUILDS,
    LASTING,
    RECENT,
    REFUSED,
    REPLIES,
    SHARED,
    VALUES,
    VOTES,
)
from embeddings import ArchiveError, insert, repeated

log = logging.getLogger(__name__)

_KEPT_REPLIES = 20_000
_SETTINGS = ("channels", "manner", "archive")
"""Of what is remembered by name, what servers set and every message needs: held in memory."""
_CHANGED = "changed"
"""The name of what is another value with every change of those, by any process."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a guild has its members answered, as set by ``/archive answers``."""

    private: bool = False
    """Whether the answer to a command is shown to its member alone where the member says nothing of it."""
    thread: bool = False
    """Whether a question that is asked in a channel is answered in a thread of its own."""
    language: str = ""
    """The language of what everybody reads, one of ``bot/languages``; empty for what Discord says."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Where a reply of the bot stands, by its ids."""

    channel: int
    message: int


class Store:
    """Safe to share between threads. Every change is one transaction."""

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
        self._settings: dict[str, str] | None = None
        """What servers set, by name, as it stood when ``_seen`` was the value of ``_CHANGED``."""
        self._seen = ""

    def close(self) -> None:
        self.database.close()

    def refresh(self) -> None:
        """See what other processes have changed of what servers set.

        Raises:
            ArchiveError: that cannot be read.
        """
        if self._settings is not None and self.get(_CHANGED) == self._seen:
            return
        wanted = sa.or_(*(VALUES.c.name.startswith(f"{what}:") for what in _SETTINGS), VALUES.c.name == _CHANGED)
        with self.database.reading() as connection:
            found = {row.name: row.value for row in connection.execute(sa.select(VALUES).where(wanted))}
        self._seen = found.pop(_CHANGED, "")
        self._settings = found

    def _setting(self, what: str, guild: int) -> str:
        """What a server set; nothing while that cannot be read."""
        if self._settings is None:
            try:
                self.refresh()
            except ArchiveError as error:
                log.warning("%s", error)
        return (self._settings or {}).get(f"{what}:{guild}", "")

    def _change_setting(self, what: str, guild: int, value: str) -> None:
        with self.database.writing() as connection:
            put_value(connection, f"{what}:{guild}", value)
            put_value(connection, _CHANGED, secrets.token_hex(8))
        # Not as it was seen last, so that what others changed meanwhile is seen with the next look.
        if self._settings is not None:
            self._settings = self._settings | {f"{what}:{guild}": value}

    def channels(self, guild: int) -> frozenset[int]:
        """The guild's question channels, as set by ``/archive channels``; none while they cannot be read."""
        return frozenset(json.loads(self._setting("channels", guild) or "[]"))

    @repeated
    def set_channels(self, guild: int, channels: frozenset[int]) -> None:
        self._change_setting("channels", guild, json.dumps(sorted(channels)))

    def manner(self, guild: int) -> Manner:
        """How a guild has its members answered; the default while that cannot be read."""
        return Manner(**json.loads(self._setting("manner", guild) or "{}"))

    def language(self, guild: int) -> str:
        """The language of what everybody in a guild reads, where one was set: Discord has a setting for community
        servers alone."""
        return self.manner(guild).language if guild else ""

    @repeated
    def set_manner(self, guild: int, manner: Manner) -> None:
        self._change_setting("manner", guild, json.dumps(asdict(manner)))

    def derived(self, name: str) -> str:
        """A secret for one purpose, the same after a restart."""
        return blake2b(name.encode(), key=self._secret, digest_size=24).hexdigest()

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

    def choice(self, guild: int) -> tuple[str, str]:
        """The archive that a guild chose, and the one that it was given with that; empty for none, and while
        they cannot be read."""
        chosen, given = json.loads(self._setting("archive", guild) or '["", ""]')
        return chosen, given

    @repeated
    def choose(self, guild: int, chosen: str, given: str) -> None:
        self._change_setting("archive", guild, json.dumps([chosen, given]))

    def announced_in(self, guild: int) -> int:
        """The channel in which a guild is told of new posts; 0 for none."""
        return int(self.get(f"announce:{guild}") or 0)

    def announcing(self) -> list[tuple[int, int]]:
        """The guilds that are told of new posts, each with its channel; none that the bot was removed from."""
        gone = {f"announce:{guild}" for guild in self._removed()}
        query = sa.select(VALUES).where(VALUES.c.name.startswith("announce:")).order_by(VALUES.c.name)
        with self.database.reading() as connection:
            rows = [row for row in connection.execute(query) if row.name not in gone]
        return [(int(row.name.partition(":")[2]), int(row.value)) for row in rows if int(row.value)]

    def announce_in(self, guild: int, channel: int) -> None:
        self.set(f"announce:{guild}", str(channel))

    @repeated
    def forget_member(self, member: int) -> None:
        """Forget a member's votes, with what was asked for them and lately, and what the member follows."""
        with self.database.writing() as connection:
            for table in (VOTES, RECENT):
                connection.execute(sa.delete(table).where(table.c.member == self.hashed(member)))
            connection.execute(sa.delete(FOLLOWS).where(FOLLOWS.c.member == member))

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

    def first_time(self, event: str) -> bool:
        """Whether this is the first time, over restarts and for all processes."""
        with self.database.writing() as connection:
            return put_new(connection, VALUES, name=event, value="1")

    def export(self, guild: int) -> dict[str, list[dict[str, Any]]]:
        """All that is stored of a guild, by table: without the hashes of members, and without what they follow, which
        is theirs."""
        named = VALUES.c.name.in_(_names_of(guild))
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
            put_value(connection, _CHANGED, secrets.token_hex(8))
            connection.execute(sa.delete(VALUES).where(VALUES.c.name.in_(_names_of(guild))))
            for table in _OF_GUILDS:
                connection.execute(sa.delete(table).where(table.c.guild == guild))
            # What a member follows is the member's.
            connection.execute(sa.update(FOLLOWS).where(FOLLOWS.c.guild == guild).values(guild=0))
        self.refresh()

    @repeated
    def leave(self, application: int, guild: int) -> None:
        """Keep when an application was removed from a guild, the first time since it was there."""
        mine = (GUILDS.c.application == application) & (GUILDS.c.guild == guild)
        with self.database.writing() as connection:
            put_new(connection, GUILDS, application=application, guild=guild)
            connection.execute(sa.update(GUILDS).where(mine, GUILDS.c.removed.is_(None)).values(removed=clock()))

    def left(self, seconds: float) -> list[int]:
        """The guilds that the bot was removed from so long ago, and is in no more under any application."""
        there = sa.select(GUILDS.c.guild).where(GUILDS.c.removed.is_(None) | (GUILDS.c.removed > clock() - seconds))
        query = sa.select(GUILDS.c.guild).where(GUILDS.c.guild.not_in(there)).distinct()
        with self.database.reading() as connection:
            return list(connection.execute(query).scalars())

    def guilds(self, application: int) -> set[int]:
        """The guilds that an application is in; the preview is another one, in the same tables."""
        here = (GUILDS.c.application == application) & GUILDS.c.removed.is_(None)
        with self.database.reading() as connection:
            return set(connection.execute(sa.select(GUILDS.c.guild).where(here)).scalars())

    def _removed(self) -> set[int]:
        """The guilds that the bot was removed from, whose data is still there."""
        with self.database.reading() as connection:
            return set(connection.execute(sa.select(GUILDS.c.guild).where(GUILDS.c.removed.is_not(None))).scalars())

    @repeated
    def join(self, application: int, guilds: Iterable[int]) -> None:
        """Keep that an application is in these guilds, whenever it was removed from one."""
        with self.database.writing() as connection:
            for guild in guilds:
                statement = insert(connection, GUILDS).values(application=application, guild=guild, removed=None)
                again = {"removed": None}
                connection.execute(statement.on_conflict_do_update(index_elements=["application", "guild"], set_=again))

    def get(self, name: str) -> str:
        """The value of a name; empty where there is none."""
        return value_of(self.database, name)

    @repeated
    def set(self, name: str, value: str) -> None:
        with self.database.writing() as connection:
            put_value(connection, name, value)

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
            put_value(written, _CHANGED, secrets.token_hex(8))
        self._secret = bytes.fromhex(self.get("secret"))

    def hashed(self, member: int) -> str:
        """What a member is kept under."""
        return blake2b(str(member).encode(), key=self._secret, digest_size=16).hexdigest()

    def _kept(self, name: str, value: str) -> str:
        """The value of a name, which is ``value`` from now on where it had none."""
        with self.database.writing() as connection:
            put_new(connection, VALUES, name=name, value=value)
        return self.get(name)


_OF_GUILDS = (VOTES, REFUSED, REPLIES, RECENT, SHARED, GUILDS)
"""The tables that have rows of a guild."""


def _names_of(guild: int) -> list[str]:
    """The names of the values that are a guild's."""
    return [f"{what}:{guild}" for what in (*_SETTINGS, "greeted", "told", "announce")]
