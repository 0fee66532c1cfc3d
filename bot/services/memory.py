"""What the bot keeps of conversations, each with a bound; nothing that was said is stored."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

import discord
import sqlalchemy as sa

from bot.connection import FAILURES
from bot.services.store import Reply, Store

log = logging.getLogger(__name__)
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

    def claim(self, message: discord.Message) -> bool:
        """Whether the message is new; the gateway may deliver one twice."""
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
    """What the store says, off the event loop; nothing where its file cannot be used: a question is answered all the
    same."""
    try:
        return await asyncio.to_thread(work, *args, **kwargs)
    except (OSError, sa.exc.SQLAlchemyError) as error:
        log.warning("bot.sqlite3 cannot be used (%s)", error)
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


class Recent:
    """Each member's last questions in each channel, for some minutes. Never mixed between members or channels."""

    def __init__(self, *, lifetime: float = 600.0, each: int = 3, limit: int = 1000) -> None:
        """``lifetime``: seconds; ``each``: questions a member and channel; ``limit``: members and channels."""
        self._lifetime, self._each, self._limit = lifetime, each, limit
        self._asked: OrderedDict[tuple[int, int], dict[int, tuple[float, str]]] = OrderedDict()

    def questions(self, member: int, channel: int, before: int) -> tuple[str, ...]:
        """What the member asked there within the lifetime, oldest first; ``before``: id of the question at hand."""
        oldest = time.monotonic() - self._lifetime
        asked = self._asked.get((member, channel), {})
        return tuple(question for number, (when, question) in asked.items() if number < before and when > oldest)

    def keep(self, member: int, channel: int, number: int, question: str) -> None:
        """Remember a question as the member's last there, or as what one with the same id was edited into."""
        asked = self._asked.setdefault((member, channel), {})
        asked[number] = (time.monotonic(), question)
        while len(asked) > self._each:
            del asked[next(iter(asked))]
        self._asked.move_to_end((member, channel))
        if len(self._asked) > self._limit:
            self._asked.popitem(last=False)
