"""The connection to Discord: kept up whatever happens to it, and what happens said in a line each.

discord.py ends at what a bot that runs for months will meet: no connection at start, an event that it cannot parse, a
5xx at log-in. Where it does try again, it waits up to 17 minutes and prints a traceback each time (2.7.1).
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.shard import EventItem, EventType, Shard

from embeddings import PullquoteError, SettingError

log = logging.getLogger(__name__)
T = TypeVar("T")

FAILURES = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError)
"""What a request to Discord may raise: Discord refuses it, or the network fails."""
DROPPED = (aiohttp.ClientError, OSError, TimeoutError)
"""Of these, what the network raises: the request may arrive if it is sent again."""
_INTENT_REFUSED = 4014
_NO_GATEWAY = (*FAILURES, discord.GatewayNotFound)
CONNECT_SECONDS = 60.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds between two attempts: none before the first, then these, doubled each time."""
_LONGEST_RETRY_AFTER = 900.0
PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
"""Seconds before a message is sent again."""
NO_TOKEN, NO_INTENT = 77, 78
"""Exit statuses for what only an owner can mend, so that a service is not started again and again: EX_NOPERM and
EX_CONFIG of sysexits.h."""


class RefusedError(SettingError):
    """Discord does not let the bot in, and would not at the next attempt either."""

    def __init__(self, text: str, exit_status: int) -> None:
        self.exit_status = exit_status
        super().__init__(text)


class OtherShardsError(PullquoteError):
    """Discord wants the bot's servers spread over another number of connections."""


def refusal(code: int) -> PullquoteError | None:
    """Why Discord closed a connection for good; ``None`` where another attempt may help.

    ``code``: https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes.
    """
    match code:
        case 4004:
            return RefusedError(
                "DISCORD_TOKEN: Discord does not accept it. Reset the token in the Developer Portal and copy it again.",
                NO_TOKEN,
            )
        case 4010 | 4011:
            return OtherShardsError(f"Discord wants another number of connections (close code {code})")
        case 4012 | 4013 | 4014:
            return RefusedError(
                f"Discord no longer accepts the way this version connects (close code {code}). Update Pullquote.",
                NO_INTENT,
            )
    return None


class Pauses:
    """How long to wait before each attempt. It has what discord.py asks of its own back-off."""

    def __init__(self) -> None:
        self._next = 0.0

    def delay(self) -> float:
        """Seconds to wait before the next attempt."""
        pause, self._next = self._next, min(max(FIRST_PAUSE, 2 * self._next), LONGEST_PAUSE)
        # Bots that lost Discord together do not come back together.
        return pause * random.uniform(0.7, 1.0)

    def start_afresh(self) -> None:
        """After a good connection."""
        self._next = 0.0


class LastingClient(discord.AutoShardedClient):
    """A client that stays, and says once each that Discord is out of reach and that it is back."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._out_of_reach = False
        parsers = self._connection.parsers
        parsers.update({event: _forgiving(event, parse) for event, parse in parsers.items()})

    async def stay(self, token: str) -> None:
        """Log in, and serve until closed.

        Raises:
            RefusedError: Discord does not take the token, an intent or this version.
            OtherShardsError: it has to be started again, with another number of connections.
        """
        pauses = Pauses()
        await self._log_in(token, pauses)
        while not self.is_closed():
            try:
                await self.connect()
            except _NO_GATEWAY as error:
                await self._wait(error, pauses)
            except discord.ConnectionClosed as error:
                raise refusal(error.code) or error from None

    async def _log_in(self, token: str, pauses: Pauses) -> None:
        while not self.is_closed():
            try:
                await self.login(token)
                return
            except discord.LoginFailure:
                raise refusal(4004) or AssertionError from None
            except _NO_GATEWAY as error:
                await self.http.close()
                # It closed with its session; discord.py makes a new one where there is none.
                self.http.connector = discord.utils.MISSING
                await self._wait(error, pauses)

    async def _wait(self, error: BaseException, pauses: Pauses) -> None:
        self.lost(error)
        asked = error.response.headers.get("Retry-After", "") if isinstance(error, discord.HTTPException) else ""
        seconds = min(float(asked), _LONGEST_RETRY_AFTER) if asked.replace(".", "", 1).isdigit() else 0.0
        await asyncio.sleep(max(pauses.delay(), seconds))

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Open one connection, however long it takes.

        Raises:
            discord.ConnectionClosed: Discord refuses it for good.
        """
        pauses = Pauses()
        while not self.is_closed():
            try:
                opening = DiscordWebSocket.from_client(self, initial=initial, gateway=gateway, shard_id=shard_id)
                socket = await asyncio.wait_for(opening, CONNECT_SECONDS)
            except (*_NO_GATEWAY, discord.ConnectionClosed, ReconnectWebSocket) as error:
                if isinstance(error, discord.ConnectionClosed) and self.is_refused(error.code):
                    raise
                await self._wait(error, pauses)
                continue
            # discord.py's own method calls itself once more at each failure, until Python's stack is full.
            shard = _LastingShard(socket, self, self._AutoShardedClient__queue.put_nowait)  # type: ignore[attr-defined]
            self._AutoShardedClient__shards[shard_id] = shard  # type: ignore[attr-defined]
            shard.launch()
            return

    def is_refused(self, code: int) -> bool:
        """Whether Discord refuses a connection for good. Without the message content intent the bot does without it:
        what a mention, a reply or a direct message says comes all the same."""
        if code == _INTENT_REFUSED and self.intents.message_content:
            self._connection._intents.message_content = False
            return False
        return refusal(code) is not None

    def serves(self, guild: int) -> bool:
        """Whether a server is one of those whose events come here.

        https://discord.com/developers/docs/events/gateway#sharding
        """
        return self.shard_ids is None or (guild >> 22) % (self.shard_count or 1) in self.shard_ids

    @property
    def is_in_reach(self) -> bool:
        """Whether all connections to Discord are up."""
        shards = self.shards.values()
        return bool(shards) and not self._out_of_reach and not any(shard.is_closed() for shard in shards)

    def lost(self, error: BaseException) -> None:
        """Say that Discord is out of reach, unless that was said."""
        if not self._out_of_reach and not self.is_closed():
            self._out_of_reach = True
            log.warning("Discord is out of reach (%s). I keep trying.", reason(error))

    async def on_shard_connect(self, shard_id: int) -> None:
        self._back(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        self._back(shard_id)

    def _back(self, shard_id: int) -> None:
        shard = self._AutoShardedClient__shards.get(shard_id)  # type: ignore[attr-defined]
        if isinstance(shard, _LastingShard):
            shard.pauses.start_afresh()
        if self._out_of_reach:
            self._out_of_reach = False
            log.warning("Discord is back.")


class _LastingShard(Shard):
    """One connection, which goes on where it broke off: Discord sends again what was missed in between."""

    def __init__(self, ws: DiscordWebSocket, client: LastingClient, queue_put: Callable[[EventItem], None]) -> None:
        super().__init__(ws, client, queue_put)
        self._lasting = client
        self.pauses = Pauses()
        self._to_client, self._queue_put = queue_put, self._put

    def _put(self, item: EventItem) -> None:
        """Nothing that is not Discord's own refusal ends the bot."""
        if item.type == EventType.terminate and not isinstance(item.error, discord.ConnectionClosed):
            log.warning("what Discord sent could not be read (%s); the connection starts anew", reason(item.error))
            item = EventItem(EventType.identify, self, ReconnectWebSocket(self.id, resume=False))
        self._to_client(item)

    async def _handle_disconnect(self, e: Exception) -> None:
        self._dispatch("disconnect")
        self._dispatch("shard_disconnect", self.id)
        if self._client.is_closed():
            return
        if isinstance(e, discord.ConnectionClosed) and self._lasting.is_refused(e.code):
            self._put(EventItem(EventType.terminate, self, e))
            return
        if not (isinstance(e, discord.ConnectionClosed) and e.code == _INTENT_REFUSED):
            self._lasting.lost(e)
        self._put(EventItem(EventType.resume, self, ReconnectWebSocket(self.id)))

    async def reidentify(self, exc: ReconnectWebSocket) -> None:
        pause = self.pauses.delay()
        if pause:
            # A connection that is asked for anew now and then is none that is lost.
            self._lasting.lost(exc)
        await asyncio.sleep(pause)
        if exc.resume and not self.ws.session_id:
            # It broke off before there was a session.
            exc = ReconnectWebSocket(self.id, resume=False)
        await super().reidentify(exc)


async def persistently(send: Callable[[], Awaitable[T]]) -> T:
    """Send something, and again while the network or Discord is down, for two minutes.

    Raises:
        discord.HTTPException: Discord does not take it.
        OSError, aiohttp.ClientError, TimeoutError: the network is down for longer.
    """
    for pause in PAUSES:
        try:
            return await send()
        except FAILURES as error:
            if not passes(error):
                raise
            await asyncio.sleep(pause)
    return await send()


def passes(error: BaseException) -> bool:
    """Whether a failure is over some time later: the network is down, or Discord is not well."""
    return isinstance(error, DROPPED) or (isinstance(error, discord.HTTPException) and error.status >= 500)


def reason(error: BaseException | None) -> str:
    """What went wrong with a connection, in a few words."""
    match error:
        case discord.HTTPException():
            return f"it answers with {error.status}"
        case discord.GatewayNotFound():
            return reason(error.__cause__) if error.__cause__ else "it gives no address to connect to"
        case TimeoutError():
            return "no answer in time"
        case discord.ConnectionClosed():
            return f"it closed the connection with code {error.code}"
        case ReconnectWebSocket():
            return "it closed the connection"
    return " ".join(str(error).split())[:200] or type(error).__name__


def _forgiving(event: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
    """The parser of an event, which says in a line that it cannot parse one, where discord.py would end."""

    def parsed(data: Any) -> None:
        try:
            parse(data)
        except Exception as error:  # whatever a field of another type leads to
            log.warning("an event of Discord could not be read: %s (%s: %s)", event, type(error).__name__, error)

    return parsed
