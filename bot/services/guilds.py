"""The guilds that the bot is in or was removed from, and what each of them has set."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from bot.services.database import Database, clock, once, put_new, put_value, stored_value, value_of
from bot.services.tables import GUILDS, VALUES
from embeddings import ArchiveError, insert, repeated

log = logging.getLogger(__name__)

_SETTINGS = ("channels", "manner", "archive")
"""Of what is remembered by name, what servers set and every message needs: held in memory."""
_CHANGED = "changed"
"""The name of what is another value with every change of those, by any process."""


def _anything() -> None:
    """What lets every channel be chosen."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a guild has its members answered, as set by ``/archive answers``."""

    private: bool = False
    """Whether the answer to a command is shown to its member alone where the member says nothing of it."""
    thread: bool = False
    """Whether a question that is asked in a channel is answered in a thread of its own."""
    language: str = ""
    """The language of what everybody reads, one of ``bot/languages``; empty for what Discord says."""


class Guilds:
    """Where the bot is, and what was set there. Safe to share between threads; every change is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._settings: dict[str, str] | None = None
        """What servers set, by name, as it stood when ``_seen`` was the value of ``_CHANGED``."""
        self._seen = ""

    def refresh(self) -> None:
        """See what other processes have changed of what servers set.

        Raises:
            ArchiveError: that cannot be read.
        """
        if self._settings is not None and value_of(self._database, _CHANGED) == self._seen:
            return
        wanted = sa.or_(*(VALUES.c.name.startswith(f"{what}:") for what in _SETTINGS), VALUES.c.name == _CHANGED)
        with self._database.reading() as connection:
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
        with self._database.writing() as connection:
            put_value(connection, f"{what}:{guild}", value)
            tell_of_change(connection)
        self._hold(f"{what}:{guild}", value)

    def _hold(self, name: str, value: str) -> None:
        # Not as it was seen last, so that what others changed meanwhile is seen with the next look.
        if self._settings is not None:
            self._settings = self._settings | {name: value}

    def channels(self, guild: int) -> frozenset[int]:
        """The guild's question channels, as set by ``/archive channels``; none while they cannot be read."""
        return frozenset(json.loads(self._setting("channels", guild) or "[]"))

    @repeated
    def switch_channel(
        self, guild: int, channel: int, press: int | None = None, check: Callable[[], object] = _anything
    ) -> frozenset[int]:
        """Make a channel a question channel, or no more where it is one.

        Args:
            guild: the channel's.
            channel: its id.
            press: the number of the interaction, which counts once, however many processes it reaches.
            check: called before the channel becomes one; whatever it raises is passed on, and nothing changes. Nobody
                else can tell which of the two a press means.

        Returns:
            the question channels that there now are.
        """
        name = f"channels:{guild}"
        with self._database.writing() as connection:
            counts = press is None or once(connection, f"channel:{press}")
            if counts:
                # First, so that of two processes one waits for the other and reads what that has written.
                tell_of_change(connection)
            channels = frozenset[int](json.loads(stored_value(connection, name) or "[]"))
            if counts:
                if channel not in channels:
                    check()
                channels ^= {channel}
                put_value(connection, name, json.dumps(sorted(channels)))
        self._hold(name, json.dumps(sorted(channels)))
        return channels

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
        return int(value_of(self._database, f"announce:{guild}") or 0)

    def announcing(self) -> list[tuple[int, int]]:
        """The guilds that are told of new posts, each with its channel; none that the bot was removed from."""
        gone = {f"announce:{guild}" for guild in self._removed()}
        query = sa.select(VALUES).where(VALUES.c.name.startswith("announce:")).order_by(VALUES.c.name)
        with self._database.reading() as connection:
            rows = [row for row in connection.execute(query) if row.name not in gone]
        return [(int(row.name.partition(":")[2]), int(row.value)) for row in rows if int(row.value)]

    @repeated
    def switch_announcing(
        self, guild: int, channel: int, press: int | None = None, check: Callable[[], object] = _anything
    ) -> int:
        """Have a guild told of new posts in a channel, or no more where it is told of them there; ``press`` and
        ``check`` as for :meth:`switch_channel`. Returns the channel in which it now is; 0 for none."""
        name = f"announce:{guild}"
        with self._database.writing() as connection:
            announced = int(stored_value(connection, name) or 0)
            if press is None or once(connection, f"announcing:{press}"):
                if announced != channel:
                    check()
                announced = 0 if announced == channel else channel
                put_value(connection, name, str(announced))
        return announced

    @repeated
    def join(self, application: int, guilds: Iterable[int]) -> None:
        """Keep that an application is in these guilds, whenever it was removed from one."""
        with self._database.writing() as connection:
            for guild in guilds:
                statement = insert(connection, GUILDS).values(application=application, guild=guild, removed=None)
                again = {"removed": None}
                connection.execute(statement.on_conflict_do_update(index_elements=["application", "guild"], set_=again))

    @repeated
    def leave(self, application: int, guild: int) -> None:
        """Keep when an application was removed from a guild, the first time since it was there."""
        mine = (GUILDS.c.application == application) & (GUILDS.c.guild == guild)
        with self._database.writing() as connection:
            put_new(connection, GUILDS, application=application, guild=guild)
            connection.execute(sa.update(GUILDS).where(mine, GUILDS.c.removed.is_(None)).values(removed=clock()))

    def left(self, seconds: float) -> list[int]:
        """The guilds that the bot was removed from so long ago, and is in no more under any application."""
        there = sa.select(GUILDS.c.guild).where(GUILDS.c.removed.is_(None) | (GUILDS.c.removed > clock() - seconds))
        query = sa.select(GUILDS.c.guild).where(GUILDS.c.guild.not_in(there)).distinct()
        with self._database.reading() as connection:
            return list(connection.execute(query).scalars())

    def joined(self, application: int) -> set[int]:
        """The guilds that an application is in; one database may serve several."""
        here = (GUILDS.c.application == application) & GUILDS.c.removed.is_(None)
        with self._database.reading() as connection:
            return set(connection.execute(sa.select(GUILDS.c.guild).where(here)).scalars())

    def _removed(self) -> set[int]:
        """The guilds that the bot was removed from, whose data is still there."""
        with self._database.reading() as connection:
            return set(connection.execute(sa.select(GUILDS.c.guild).where(GUILDS.c.removed.is_not(None))).scalars())


def tell_of_change(connection: sa.Connection) -> None:
    """Have every process read anew, with its next look, what guilds have set."""
    put_value(connection, _CHANGED, secrets.token_hex(8))


def names_of(guild: int) -> list[str]:
    """The names of the values that are a guild's."""
    return [f"{what}:{guild}" for what in (*_SETTINGS, "greeted", "told", "announce")]
