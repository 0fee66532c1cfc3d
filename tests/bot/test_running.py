"""Starting the bot: what stops it is said in one line. Discord is a real server on this machine that refuses."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import discord
import pytest
import yarl
from aiohttp import web

from bot.cli.doctor import examine
from bot.cli.run import run_bot
from bot.settings import Settings
from embeddings import Archive, EmptyArchiveError, PullquoteError, SettingError

USER = {"id": "1", "username": "pq", "discriminator": "0", "avatar": None}


def answer(content: Any, status: int = 200) -> web.Response:
    """JSON as Discord sends it, without a character set in its type."""
    return web.Response(body=json.dumps(content).encode(), content_type="application/json", status=status)


class Refusal:
    """A Discord that knows one token, and grants no privileged intents unless it ``accepts``.

    Where it does, the machine is shut down as soon as the bot is ready.
    """

    def __init__(self) -> None:
        self.url = ""
        self.accepts = False
        self.closed = threading.Event()

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/api/users/@me", self.user)
        app.router.add_get("/api/oauth2/applications/@me", self.about)
        app.router.add_put("/api/applications/{id}/commands", self.commands)
        app.router.add_get("/api/users/@me/guilds", self.guilds)
        app.router.add_get("/api/guilds/{id}", self.guild)
        app.router.add_get("/api/guilds/{id}/members/1", self.member)
        app.router.add_get("/api/gateway", self.gateway)
        app.router.add_get("/", self.socket)
        return app

    async def user(self, request: web.Request) -> web.Response:
        if request.headers["Authorization"] != "Bot right":
            return answer({"message": "401: Unauthorized", "code": 0}, status=401)
        return answer(USER)

    async def about(self, _: web.Request) -> web.Response:
        about = {"id": "1", "name": "pq", "description": "", "icon": None, "flags": 0, "verify_key": "", "owner": USER}
        return answer(about | {"rpc_origins": None, "bot_public": True, "bot_require_code_grant": False})

    async def guilds(self, _: web.Request) -> web.Response:
        return answer([{"id": number, "name": "g", "owner": False, "features": []} for number in ("7", "8")])

    async def guild(self, request: web.Request) -> web.Response:
        """Two servers, on the second of which the bot may not send messages."""
        number = request.match_info["id"]
        allowed = 274877975552 if number == "7" else 274877975552 & ~discord.Permissions(send_messages=True).value
        role = {"id": number, "name": "@everyone", "permissions": str(allowed), "position": 0, "color": 0}
        role |= {"hoist": False, "managed": False, "mentionable": False}
        return answer({"id": number, "name": f"Server {number}", "owner_id": "2", "roles": [role], "emojis": []})

    async def member(self, _: web.Request) -> web.Response:
        joined = "2026-01-01T00:00:00+00:00"
        return answer({"user": USER, "roles": [], "joined_at": joined, "deaf": False, "mute": False, "flags": 0})

    async def commands(self, _: web.Request) -> web.Response:
        return answer([])

    async def gateway(self, _: web.Request) -> web.Response:
        return answer({"url": self.url})

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45000}})
        await socket.receive()
        if not self.accepts:
            await socket.close(code=4014, message=b"Disallowed intent(s).")
            return socket
        ready = {"v": 10, "user": USER, "guilds": [], "session_id": "1", "resume_gateway_url": self.url}
        await socket.send_json({"op": 0, "t": "READY", "s": 1, "d": ready | {"application": {"id": "1", "flags": 0}}})
        os.kill(os.getpid(), signal.SIGTERM)
        async for _ in socket:
            pass
        self.closed.set()
        return socket


@pytest.fixture
def discord_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Refusal]:
    """The refusing Discord on a thread of its own, since ``run_bot`` keeps this one to itself."""
    loop = asyncio.new_event_loop()
    refusal = Refusal()
    runner = web.AppRunner(refusal.application(), access_log=None)

    async def start() -> int:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return int(runner.addresses[0][1])

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    port = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    refusal.url = f"ws://127.0.0.1:{port}/"
    monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{port}/api")
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(refusal.url))
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    yield refusal
    asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


def with_token(settings: Settings, token: str) -> Settings:
    return settings.model_copy(update={"discord_token": type(settings.discord_token)(token)})


def test_a_missing_token(sample: Archive, settings: Settings) -> None:
    with pytest.raises(SettingError, match="DISCORD_TOKEN is not set"):
        run_bot(sample, settings)


def test_a_bad_token(sample: Archive, settings: Settings, discord_server: Refusal) -> None:
    with pytest.raises(SettingError, match="DISCORD_TOKEN: Discord does not accept it"):
        run_bot(sample, with_token(settings, "wrong"))


def test_the_message_content_intent_is_not_switched_on(
    sample: Archive, settings: Settings, discord_server: Refusal
) -> None:
    with pytest.raises(SettingError, match="message content intent is not switched on"):
        run_bot(sample, with_token(settings, "right"))


def test_sigterm_closes_the_connection_and_ends_well(
    sample: Archive, settings: Settings, discord_server: Refusal
) -> None:
    discord_server.accepts = True
    run_bot(sample, with_token(settings, "right"))
    assert discord_server.closed.wait(10)


def test_discord_out_of_reach(sample: Archive, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", "http://127.0.0.1:9/api")
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    with pytest.raises(PullquoteError, match="cannot be reached"):
        run_bot(sample, with_token(settings, "right"))


def test_the_doctor_finds_what_keeps_the_bot_from_running(
    sample: Archive, settings: Settings, discord_server: Refusal
) -> None:
    def found(token: str) -> dict[str, tuple[bool, str]]:
        everything = list(examine(with_token(settings, token), sample.folder))
        permissions.extend((f.well, f.text) for f in everything if f.subject == "permissions")
        return {f.subject: (f.well, f.text) for f in everything}

    permissions: list[tuple[bool, str]] = []

    right = found("right")
    assert right["archive"] == (
        True,
        f"15 posts in {sample.folder}, last indexed {datetime.now(UTC).date().isoformat()}",
    )
    assert right["model"] == (True, "all-MiniLM-L6-v2")
    assert right["token"] == (True, "it is pq's")
    assert right["intents"][0] is False
    assert "Message Content Intent" in right["intents"][1]
    assert "client_id=1" in right["invite"][1]
    assert "permissions=274877975552" in right["invite"][1]
    assert right["disk"][0]
    assert permissions == [
        (True, "Server 7: all there"),
        (False, "Server 8: lacks send messages. Grant it to the bot's role in the server's settings."),
    ]
    assert found("wrong")["token"] == (
        False,
        "Discord does not accept DISCORD_TOKEN. Reset it in the Developer Portal.",
    )
    assert "DISCORD_TOKEN is not set" in found("")["token"][1]


def test_an_empty_archive_does_not_start(tmp_path: object, settings: Settings, discord_server: Refusal) -> None:
    with Archive(f"{tmp_path}/empty", create=True) as archive, pytest.raises(EmptyArchiveError):
        run_bot(archive, with_token(settings, "right"))
