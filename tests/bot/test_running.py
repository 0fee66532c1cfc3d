"""Starting the bot: what stops it is said in one line. Discord is a real server on this machine that refuses."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import discord
import pytest
import yarl
from aiohttp import web

from bot.client import run_bot
from bot.settings import Settings
from embeddings.archive import Archive
from embeddings.errors import EmptyArchiveError, PullquoteError, SettingError


class Refusal:
    """A Discord that knows one token, and no privileged intents."""

    def __init__(self) -> None:
        self.url = ""

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/api/users/@me", self.user)
        app.router.add_get("/api/oauth2/applications/@me", self.about)
        app.router.add_put("/api/applications/{id}/commands", self.commands)
        app.router.add_get("/api/gateway", self.gateway)
        app.router.add_get("/", self.socket)
        return app

    async def user(self, request: web.Request) -> web.Response:
        if request.headers["Authorization"] != "Bot right":
            return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)
        return web.json_response({"id": "1", "username": "pq", "discriminator": "0", "avatar": None})

    async def about(self, _: web.Request) -> web.Response:
        return web.json_response(
            {"id": "1", "name": "pq", "description": "", "flags": 0, "verify_key": "", "hook": True}
        )

    async def commands(self, _: web.Request) -> web.Response:
        return web.json_response([])

    async def gateway(self, _: web.Request) -> web.Response:
        return web.json_response({"url": self.url})

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45000}})
        await socket.receive()
        await socket.close(code=4014, message=b"Disallowed intent(s).")
        return socket


@pytest.fixture
def discord_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import asyncio

    loop = asyncio.new_event_loop()
    refusal = Refusal()

    async def start() -> int:
        runner = web.AppRunner(refusal.application())
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port: int = runner.addresses[0][1]
        return port

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    port = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    refusal.url = f"ws://127.0.0.1:{port}/"
    monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{port}/api")
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(refusal.url))
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    yield
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


def with_token(settings: Settings, token: str) -> Settings:
    return settings.model_copy(update={"discord_token": type(settings.discord_token)(token)})


def test_a_missing_token(sample: Archive, settings: Settings) -> None:
    with pytest.raises(SettingError, match="DISCORD_TOKEN is not set"):
        run_bot(sample, settings)


def test_a_bad_token(sample: Archive, settings: Settings, discord_server: None) -> None:
    with pytest.raises(SettingError, match="DISCORD_TOKEN: Discord does not accept it"):
        run_bot(sample, with_token(settings, "wrong"))


def test_the_message_content_intent_is_not_switched_on(
    sample: Archive, settings: Settings, discord_server: None
) -> None:
    with pytest.raises(SettingError, match="message content intent is not switched on"):
        run_bot(sample, with_token(settings, "right"))


def test_discord_out_of_reach(sample: Archive, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", "http://127.0.0.1:9/api")
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    with pytest.raises(PullquoteError, match="cannot be reached"):
        run_bot(sample, with_token(settings, "right"))


def test_an_empty_archive_does_not_start(tmp_path: object, settings: Settings, discord_server: None) -> None:
    with Archive(f"{tmp_path}/empty", create=True) as archive, pytest.raises(EmptyArchiveError):
        run_bot(archive, with_token(settings, "right"))
