"""A Discord of real sockets on this machine, REST and gateway, that refuses, drops, delays and closes as it is told.

What it sends has the form of https://discord.com/developers/docs/reference; of what it is sent it keeps a record.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import discord
import pytest
import yarl
from aiohttp import WSMsgType, web

USER = {"id": "1", "username": "pq", "discriminator": "0", "avatar": None}
ADA = {"id": "2", "username": "ada", "discriminator": "0", "avatar": None}
GUILD, CHANNEL = "70", "71"
ALLOWED = 274877975552
DROP = "drop"
"""What a request or a connection comes to that is cut off."""
CLOUDFLARE = "cloudflare"
"""A 429 that is not Discord's own: https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit."""
_NONCES = 1000


def answer(content: Any, status: int = 200) -> web.Response:
    """JSON as Discord sends it, without a character set in its type."""
    return web.Response(body=json.dumps(content).encode(), content_type="application/json", status=status)


class Loopback:
    """A Discord that knows the token ``right``, one server with one channel, and whoever is in it."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[tuple[str, str, Any]] = []
        """Method, path and body of each request."""
        self.faults: dict[tuple[str, str], list[Any]] = defaultdict(list)
        """By method and the path's last part, what becomes of the next requests: a status, ``DROP``, ``CLOUDFLARE`` or
        a body with its status."""
        self.closes: list[Any] = []
        """What becomes of the next connections once they identify: a close code, ``DROP``, or ``None`` for nothing."""
        self.message_content = True
        self.installs = ["0", "1"]
        """By whom it may be installed: "0" by servers, "1" by members."""
        self.identified: list[dict[str, Any]] = []
        self.resumed = 0
        self.let_in = 0
        """Connections that were told all that there is when they identified."""
        self.ready = asyncio.Event()
        self.sockets: list[web.WebSocketResponse] = []
        self.shards: dict[web.WebSocketResponse, tuple[int, int]] = {}
        """Which of how many shards a connection is. Several may be the same: all of them are sent its events."""
        self._nonces: dict[str, dict[str, Any]] = {}
        """The last messages that were sent with a nonce that no second one may have: Discord knows them for minutes."""
        self.on_ready: Callable[[], object] = lambda: None
        self.closed: Callable[[], object] = lambda: None
        self.messages: list[dict[str, Any]] = []
        self._number = 1000
        self._sequence = 1
        self._events: deque[dict[str, Any]] = deque(maxlen=1000)
        """What a connection that is resumed is sent again from where it broke off."""
        self._in_order = asyncio.Lock()
        """An event that happens while others are sent again comes after them, or a connection that breaks off meanwhile
        would never be sent those."""
        self.responses: dict[str, list[Any]] = defaultdict(list)
        """By the number of an interaction what it was answered with, the callback first."""

    def application(self) -> web.Application:
        app = web.Application(middlewares=[self._faulty])
        routes: list[tuple[str, str, Callable[[web.Request], Awaitable[web.StreamResponse]]]] = [
            ("GET", "/api/users/@me", self._user),
            ("GET", "/api/oauth2/applications/@me", self._about),
            ("PUT", "/api/applications/{id}/commands", self._list),
            ("GET", "/api/users/@me/guilds", self._guilds),
            ("GET", "/api/guilds/{id}", self._guild),
            ("GET", "/api/guilds/{id}/channels", self._channels),
            ("GET", "/api/guilds/{id}/members/1", self._member),
            ("GET", "/api/gateway", self._gateway),
            ("GET", "/api/gateway/bot", self._gateway),
            ("POST", "/api/channels/{id}/typing", self._done),
            ("POST", "/api/channels/{id}/messages", self._post),
            ("PATCH", "/api/channels/{id}/messages/{message}", self._patch),
            ("DELETE", "/api/channels/{id}/messages/{message}", self._done),
            ("PUT", "/api/channels/{id}/messages/{message}/reactions/{emoji}/@me", self._done),
            ("POST", "/api/interactions/{id}/{token}/callback", self._respond),
            ("PATCH", "/api/webhooks/1/{token}/messages/@original", self._respond),
            ("POST", "/api/webhooks/1/{token}", self._respond),
            ("GET", "/", self._socket),
        ]
        for method, path, handler in routes:
            app.router.add_route(method, path, handler)
        return app

    async def start(self) -> web.AppRunner:
        """Listen; the addresses that discord.py uses still have to be set, see :meth:`answer_for`."""
        self.loop = asyncio.get_running_loop()
        runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"ws://127.0.0.1:{runner.addresses[0][1]}/"
        return runner

    def answer_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Have discord.py take this for Discord."""
        monkeypatch.setattr(discord.http.Route, "BASE", f"{self.url.replace('ws', 'http', 1)}api")
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(self.url))

    def sent(self, method: str, path_end: str) -> list[Any]:
        """The bodies of the requests to paths with an end."""
        return [body for how, path, body in self.asked if how == method and path.endswith(path_end)]

    async def say(self, content: str, *, event: str = "MESSAGE_CREATE", **more: Any) -> str:
        """Have Ada say something in the channel; returns the message's id."""
        self._number += 1
        message = self.message(str(self._number), content, ADA) | more
        await self.dispatch(event, message)
        return str(message["id"])

    async def dispatch(self, event: str, data: Any) -> None:
        """Send an event to all connections of its shard, now or when one that broke off is resumed."""
        async with self._in_order:
            self._sequence += 1
            payload = {"op": 0, "t": event, "s": self._sequence, "d": data}
            self._events.append(payload)
            for socket in self.sockets:
                number, count = self.shards[socket]
                if not socket.closed and (int((data or {}).get("guild_id") or 0) >> 22) % count == number:
                    # A connection may break off at any moment.
                    with suppress(ConnectionError):
                        await socket.send_json(payload)

    async def interact(self, kind: int, data: Any, **more: Any) -> str:
        """Have Ada use a command (2), press a button (3) or type an option (4); returns the interaction's number."""
        self._number += 1
        number = str(self._number)
        channel = self._channel(CHANNEL, [])
        member = {"user": ADA, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "permissions": str(ALLOWED)}
        payload = {"id": number, "application_id": "1", "type": kind, "token": number, "version": 1, "data": data}
        payload |= {"guild_id": GUILD, "channel_id": CHANNEL, "channel": channel, "member": member | MEMBER}
        payload |= {"locale": "en-US", "guild_locale": "en-US", "app_permissions": str(ALLOWED), "entitlements": []}
        payload |= {"authorizing_integration_owners": {"0": GUILD}, "context": 0, "attachment_size_limit": 1 << 20}
        await self.dispatch("INTERACTION_CREATE", payload | more)
        return number

    def cut(self) -> None:
        """Cut the connection off, as a network does."""
        for socket in self.sockets:
            transport = socket._req.transport if socket._req else None
            if transport is not None:
                transport.abort()
        self.sockets.clear()

    # ---- REST

    @web.middleware
    async def _faulty(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if request.path == "/":
            return await handler(request)
        body = await request.text()
        self.asked.append((request.method, request.path, json.loads(body) if body.startswith("{") else body))
        faults = self.faults[request.method, request.path.rsplit("/", 1)[-1]]
        fault = faults.pop(0) if faults else None
        if fault == DROP:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if fault == CLOUDFLARE:
            return web.Response(status=429, text="<html>error 1015</html>", content_type="text/html")
        if isinstance(fault, tuple):
            return answer(fault[1], fault[0])
        if fault is not None:
            return answer({"message": "no", "code": 0}, fault)
        return await handler(request)

    async def _user(self, request: web.Request) -> web.Response:
        if request.headers["Authorization"] != "Bot right":
            return answer({"message": "401: Unauthorized", "code": 0}, status=401)
        return answer(USER)

    async def _about(self, _: web.Request) -> web.Response:
        flags = discord.ApplicationFlags(gateway_message_content_limited=self.message_content).value
        about = {"id": "1", "name": "pq", "description": "", "icon": None, "flags": flags, "verify_key": ""}
        about |= {"owner": USER, "rpc_origins": None, "bot_public": True, "bot_require_code_grant": False}
        return answer(about | {"integration_types_config": {kind: {} for kind in self.installs}})

    async def _guilds(self, _: web.Request) -> web.Response:
        return answer([{"id": number, "name": "g", "owner": False, "features": []} for number in ("7", "8")])

    async def _guild(self, request: web.Request) -> web.Response:
        """Two servers, on the second of which the bot may not send messages."""
        number = request.match_info["id"]
        return answer(self._server(number, ALLOWED & ~(2048 if number == "8" else 0)))

    async def _channels(self, request: web.Request) -> web.Response:
        """In the first server, one channel in which the bot may not read what was said."""
        number = request.match_info["id"]
        denied = [{"id": "7", "type": 0, "allow": "0", "deny": "65536"}]
        return answer([self._channel("72", denied)] if number == "7" else [])

    async def _member(self, _: web.Request) -> web.Response:
        return answer({"user": USER, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False} | MEMBER)

    async def _list(self, _: web.Request) -> web.Response:
        return answer([])

    async def _gateway(self, _: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1}
        return answer({"url": self.url, "shards": 1, "session_start_limit": limit})

    async def _done(self, _: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _post(self, request: web.Request) -> web.Response:
        """https://discord.com/developers/docs/resources/message#create-message: a nonce is looked for where that is
        asked for."""
        sent = await request.json()
        nonce = sent.get("nonce") if sent.get("enforce_nonce") else None
        if nonce in self._nonces:
            return answer(self._nonces[nonce])
        self._number += 1
        message = self.message(str(self._number), "", USER) | {"components": []}
        if nonce:
            self._nonces[nonce] = message
            if len(self._nonces) > _NONCES:
                del self._nonces[next(iter(self._nonces))]
        self.messages.append(message | {"sent": sent})
        return answer(message)

    async def _patch(self, request: web.Request) -> web.Response:
        return answer(self.message(request.match_info["message"], "", USER))

    async def _respond(self, request: web.Request) -> web.Response:
        number, body = request.match_info["token"], await request.json()
        if request.path.endswith("callback") and self.responses[number]:
            return answer({"message": "Interaction has already been acknowledged.", "code": 40060}, 400)
        self.responses[number].append(body)
        message = self.message(number, "", USER) | {"components": []}
        if not request.path.endswith("callback"):
            return answer(message)
        callback = {"id": number, "type": 2, "response_message_id": number}
        return answer({"interaction": callback, "resource": {"type": body["type"], "message": message}})

    # ---- gateway

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45000}})
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                break
            said = json.loads(frame.data)
            if said["op"] in (2, 6) and not await self._let_in(socket, request, said):
                return socket
        self.closed()
        return socket

    async def _let_in(self, socket: web.WebSocketResponse, request: web.Request, said: dict[str, Any]) -> bool:
        close = self.closes.pop(0) if self.closes else None
        if said["op"] == 2:
            self.identified.append(said["d"])
            if not self.message_content and said["d"]["intents"] & discord.Intents(message_content=True).value:
                close = 4014
        if close == DROP:
            assert request.transport is not None
            request.transport.abort()
            return False
        if close is not None:
            await socket.close(code=close)
            return False
        if said["op"] == 6 and said["d"]["session_id"] != "1":
            await socket.send_json({"op": 9, "d": False})
            return True
        number, count = self.shards[socket] = tuple(said["d"].get("shard", (0, 1)))
        if said["op"] == 6:
            async with self._in_order:
                self.sockets.append(socket)
                self.resumed += 1
                missed = [payload for payload in self._events if payload["s"] > said["d"]["seq"]]
                for payload in [*missed, {"op": 0, "t": "RESUMED", "s": self._sequence, "d": {}}]:
                    await socket.send_json(payload)
            return True
        self.sockets.append(socket)
        here = [] if number else [{"id": GUILD, "unavailable": True}]
        ready = {"v": 10, "user": USER, "guilds": here, "session_id": "1"}
        ready |= {"resume_gateway_url": self.url, "shard": [number, count], "application": {"id": "1", "flags": 0}}
        await socket.send_json({"op": 0, "t": "READY", "s": 1, "d": ready})
        if here:
            created = self._server(GUILD, ALLOWED) | SERVER | {"members": [BOT_MEMBER]}
            await socket.send_json({"op": 0, "t": "GUILD_CREATE", "s": self._sequence, "d": created})
        self.let_in += 1
        self.ready.set()
        self.on_ready()
        return True

    def _server(self, number: str, allowed: int) -> dict[str, Any]:
        role = {"id": number, "name": "@everyone", "permissions": str(allowed), "position": 0, "color": 0}
        role |= {"hoist": False, "managed": False, "mentionable": False}
        server = {"id": number, "name": f"Server {number}", "owner_id": "2", "roles": [role], "emojis": []}
        return server | {"channels": [self._channel(CHANNEL, [])]}

    def _channel(self, number: str, overwrites: list[Any]) -> dict[str, Any]:
        channel = {"id": number, "type": 0, "name": "bread", "position": 0, "permission_overwrites": overwrites}
        return channel | {"nsfw": False, "parent_id": None, "guild_id": GUILD}

    def message(self, number: str, content: str, author: dict[str, Any]) -> dict[str, Any]:
        message = {"id": number, "channel_id": CHANNEL, "guild_id": GUILD, "author": author, "content": content}
        message |= {"timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "tts": False, "pinned": False}
        message |= {"mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [], "embeds": []}
        return message | {"type": 0, "member": {"roles": [], "joined_at": "2026-01-01T00:00:00+00:00"} | MEMBER}


MEMBER = {"deaf": False, "mute": False, "flags": 0}
BOT_MEMBER = {"user": USER, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00"} | MEMBER
SERVER = {"member_count": 2, "threads": [], "voice_states": [], "presences": [], "stickers": [], "large": False}
