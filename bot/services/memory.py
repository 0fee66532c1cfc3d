"""What the bot keeps of conversations, each with a bound: ids, and for some minutes what was asked."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Collection, Coroutine, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

import discord
import sqlalchemy as sa

from bot.connection import FAILURES
from bot.services.database import clock, put_new
from bot.services.store import Reply, Store
from bot.services.tables import RECENT, SHARED
from embeddings import ArchiveError, insert

log = logging.getLogger(__name__)
_ON_ITS_WAY, _KEPT = 60.0, 7 * 86400.0
"""Seconds after which what is on its way was lost, and for which it is known what was shared."""
P = ParamSpec("P")
T = TypeVar("T")


class Answered:
    """Which message was answered by which. The ids are stored, so that edits and deletions are known after a restart;
    what was said stays in memory, for the last thousand."""

    def __init__(self, store: Store, limit: int = 1000) -> None:
        self._store = store
        self._limit = limit
        self._newest: OrderedDict[int, discord.Message] = OrderedDict()
        self._answering: set[int] = set()

    def notice(self, message: discord.Message) -> bool:
        """Whether the message is new to this process; the gateway may deliver one twice."""
        if message.id in self._newest:
            return False
        self.renew(message)
        return True

    def renew(self, message: discord.Message) -> None:
        """Remember how a message stands now."""
        self._newest[message.id] = message
        if len(self._newest) > self._limit:
            self._newest.popitem(last=False)

    def newest(self, message: int) -> discord.Message | None:
        """How a message stands now; ``None`` where it was deleted."""
        return self._newest.get(message)

    @contextmanager
    def answering(self, message: int) -> Iterator[None]:
        """The time in which a message is being answered, as it stands in the end."""
        self._answering.add(message)
        try:
            yield
        finally:
            self._answering.discard(message)

    def is_busy(self, message: int) -> bool:
        """Whether a message is being answered."""
        return message in self._answering

    async def keep(self, message: discord.Message, reply: discord.Message) -> None:
        """Remember the reply to a message."""
        guild = message.guild.id if message.guild else 0
        await stored(self._store.keep_reply, message.id, guild, Reply(reply.channel.id, reply.id))

    async def reply(self, message: int) -> Reply | None:
        """The reply to a message, if there is one."""
        return await stored(self._store.reply_to, message)

    async def forget(self, message: int) -> Reply | None:
        """Forget a message, and return its reply."""
        self._newest.pop(message, None)
        return await stored(self._store.forget_reply, message)


async def stored(work: Callable[P, T | None], *args: P.args, **kwargs: P.kwargs) -> T | None:
    """What the store says, off the event loop; nothing where it cannot be used: a question is answered all the same."""
    try:
        return await asyncio.to_thread(work, *args, **kwargs)
    except (ArchiveError, OSError) as error:
        log.warning("%s", error)
        return None


class Threads:
    """The bot's message that each thread hangs on, ``None`` for those that hang on none, for the last thousand."""

    def __init__(self, limit: int = 1000) -> None:
        self._limit = limit
        self._starts: OrderedDict[int, asyncio.Task[discord.Message | None]] = OrderedDict()

    async def start_of(
        self, thread: int, fetch: Callable[[], Coroutine[None, None, discord.Message | None]]
    ) -> discord.Message | None:
        """The message of a thread, looked up with ``fetch`` once, however many ask; ``None`` where that fails, which is
        then tried again.
        """
        if thread not in self._starts:
            self._starts[thread] = asyncio.create_task(fetch())
            if len(self._starts) > self._limit:
                self._starts.popitem(last=False)
        try:
            return await asyncio.shield(self._starts[thread])
        except FAILURES:
            self._starts.pop(thread, None)
            return None


class Shared:
    """What members had shown to everybody in a channel, by the button, and where it stands."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def link(self, channel: int, what: str) -> str | None:
        """Where it stands; empty while it is on its way, ``None`` where it is not there."""
        with self._store.database.reading() as connection:
            found: str | None = connection.execute(sa.select(SHARED.c.link).where(_this(channel, what))).scalar()
        return found

    def begin(self, channel: int, what: str, guild: int) -> str | None:
        """``None`` where it is not there yet, and from now on is on its way; or else as :meth:`link`."""
        lost = _this(channel, what) & (SHARED.c.link == "") & (SHARED.c.at < clock() - _ON_ITS_WAY)
        row = {"channel": channel, "what": what, "guild": guild, "link": "", "at": clock()}
        with self._store.database.writing(lasting=False) as connection:
            connection.execute(sa.delete(SHARED).where(lost))
            if put_new(connection, SHARED, **row):
                return None
        return self.link(channel, what) or ""

    def keep(self, channel: int, what: str, link: str) -> None:
        """Remember where it stands."""
        with self._store.database.writing(lasting=False) as connection:
            connection.execute(sa.update(SHARED).where(_this(channel, what)).values(link=link))

    def forget(self, channel: int, what: str) -> None:
        """It did not come to be there."""
        with self._store.database.writing(lasting=False) as connection:
            connection.execute(sa.delete(SHARED).where(_this(channel, what)))

    def forget_messages(self, channel: int, numbers: Collection[int]) -> None:
        """Some messages of a channel are gone, and whatever they showed."""
        links = sa.or_(*(SHARED.c.link.endswith(f"/{number}") for number in numbers))
        gone = (SHARED.c.channel == channel) & links
        # Hardly any message that is deleted is one.
        with self._store.database.reading() as connection:
            if connection.execute(sa.select(SHARED.c.what).where(gone)).first() is None:
                return
        with self._store.database.writing(lasting=False) as connection:
            connection.execute(sa.delete(SHARED).where(gone))

    def tidy(self) -> None:
        """Forget what was shared long ago. Raises ``ArchiveError`` where that cannot be."""
        with self._store.database.writing(lasting=False) as connection:
            connection.execute(sa.delete(SHARED).where(SHARED.c.at < clock() - _KEPT))


def _this(channel: int, what: str) -> sa.ColumnElement[bool]:
    return (SHARED.c.channel == channel) & (SHARED.c.what == what)


class Recent:
    """Each member's last questions in each channel, for some minutes. Never mixed between members or channels."""

    def __init__(self, store: Store, *, lifetime: float = 600.0, each: int = 3) -> None:
        """``lifetime``: seconds; ``each``: questions a member and channel."""
        self._store, self._lifetime, self._each = store, lifetime, each

    async def next(self, member: int, channel: int, guild: int, number: int, question: str) -> tuple[str, ...]:
        """Keep a question as the member's last there, or as what one with the same number was edited into.

        Returns:
            What the member asked there before it within the lifetime, oldest first.
        """
        return await stored(self._next, self._store.hashed(member), channel, guild, number, question) or ()

    def _next(self, member: str, channel: int, guild: int, number: int, question: str) -> tuple[str, ...]:
        there = (RECENT.c.member == member) & (RECENT.c.channel == channel) & (RECENT.c.message < number)
        earlier = sa.select(RECENT.c.question).where(there).order_by(RECENT.c.message.desc()).limit(self._each)
        row = {"question": question, "asked": clock()}
        key = {"member": member, "channel": channel, "message": number}
        with self._store.database.writing(lasting=False) as connection:
            connection.execute(sa.delete(RECENT).where(RECENT.c.asked <= clock() - self._lifetime))
            statement = insert(connection, RECENT).values(**key, guild=guild, **row)
            connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=row))
            return tuple(reversed(connection.execute(earlier).scalars().all()))

    def tidy(self) -> None:
        """Forget what is over. Raises ``ArchiveError`` where that cannot be."""
        with self._store.database.writing(lasting=False) as connection:
            connection.execute(sa.delete(RECENT).where(RECENT.c.asked <= clock() - self._lifetime))
