"""What the bot keeps in memory of conversations, each with a bound; nothing of it is stored."""

from __future__ import annotations

import time
from collections import OrderedDict

import discord


class Answered:
    """Which message was answered by which, for the last thousand."""

    def __init__(self, limit: int = 1000) -> None:
        self._limit = limit
        self._replies: dict[int, discord.Message | None] = {}

    def claim(self, message: int) -> bool:
        """Whether the message is new; the gateway may deliver one twice."""
        if message in self._replies:
            return False
        self._replies[message] = None
        if len(self._replies) > self._limit:
            del self._replies[next(iter(self._replies))]
        return True

    def keep(self, message: int, reply: discord.Message) -> None:
        """Remember the reply to a message."""
        self._replies[message] = reply

    def reply(self, message: int) -> discord.Message | None:
        """The reply to a message, if it is remembered."""
        return self._replies.get(message)

    def forget(self, message: int) -> None:
        self._replies.pop(message, None)


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
