"""A server with the bot in it, in a simulated Discord."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
import yarl

from bot import connection
from bot.client import PullquoteBot
from bot.services import Served
from bot.settings import Settings
from embeddings import Archive

from .described import DESCRIPTION, Sent
from .loopback import Loopback

SETTLE_SECONDS = 30.0
"""The model may be slow on a busy machine."""


@pytest.fixture(autouse=True)
def nothing_remembered(sample: Archive) -> None:
    """The bot starts with nothing in its own file, whatever an earlier test had it remember."""
    for path in sample.folder.glob("bot.sqlite3*"):
        path.unlink()


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Sent]]:
    """What the bot sends, to the simulator and over sockets, taken down where it goes out. A test fails that sent what
    Discord would not take, where its description is at hand."""
    requests: list[Sent] = []
    dispatch, request = simcord.http.router.dispatch, discord.http.HTTPClient.request

    def dispatched(backend: Any, method: str, path: str, **content: Any) -> Any:
        requests.append(Sent(method, path, copy.deepcopy(content.get("json")), content.get("params")))
        return dispatch(backend, method, path, **content)

    async def requested(client: Any, route: discord.http.Route, **content: Any) -> Any:
        path = yarl.URL(route.url).path.removeprefix("/api")
        form = {part["name"]: part["value"] for part in content.get("form") or ()}
        body = json.loads(form["payload_json"]) if "payload_json" in form else content.get("json")
        requests.append(Sent(route.method, path, copy.deepcopy(body), content.get("params")))
        return await request(client, route, **content)

    monkeypatch.setattr(simcord.http.router, "dispatch", dispatched)
    monkeypatch.setattr(discord.http.HTTPClient, "request", requested)
    yield requests
    if DESCRIPTION.is_file():
        faults = [fault for each in requests for fault in each.faults()]
        assert not faults, "\n".join(dict.fromkeys(faults))


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Settings:
    """The defaults, whatever the machine's environment holds."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return Settings()


def served(bot: PullquoteBot) -> Served:
    """The only archive of a bot, and what works on it."""
    (only,) = bot.services.archives.values()
    return only


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """A folder with one post, without an address."""
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "rye.md").write_text("---\ntitle: Rye\n---\nRye bread must rest for a whole day before you cut it.")
    return folder


@pytest.fixture
def discord_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """Discord on a thread of its own, since ``run_bot`` keeps this one to itself."""
    loop = asyncio.new_event_loop()
    loopback = Loopback()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    runner = asyncio.run_coroutine_threadsafe(loopback.start(), loop).result(10)
    loopback.answer_for(monkeypatch)
    monkeypatch.setattr(connection, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    yield loopback
    asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


@dataclass
class Server:
    """A guild with a channel and a member, seen from outside the bot."""

    env: simcord.Env
    channel: simcord.ChannelHandle
    member: simcord.MemberActor
    mention: str

    async def ask(self, question: str) -> Any:
        """Mention the bot with a question and return what it replied."""
        await self.member.send(self.channel, f"{self.mention} {question}".strip())
        return self.channel.last_message


def server(env: simcord.Env) -> Server:
    guild = env.create_guild("Bakers")
    channel = guild.create_text_channel("bread")
    member = guild.add_member(env.create_user("ada"))
    assert env.bot.user is not None
    return Server(env, channel, member, env.bot.user.mention)


@pytest.fixture
def simcord_bot(sample: Archive, settings: Settings) -> PullquoteBot:
    return PullquoteBot(sample, settings)


@pytest.fixture
def bakers(simcord_env: simcord.Env) -> Server:
    simcord_env.settle_timeout = SETTLE_SECONDS
    return server(simcord_env)


async def choose(member: simcord.MemberActor, message: Any, label: str) -> Any:
    """Press a button in the menu of an answer."""
    menu = await member.click(message, label="⋯")
    assert menu.ephemeral
    return await member.click(menu.response, label=label)


async def vote(member: simcord.MemberActor, message: Any, mark: str) -> Any:
    """Press a vote, however many there are already."""
    (button,) = (button for label, button in buttons(message).items() if label.startswith(mark))
    code = button["custom_id"] if isinstance(button, dict) else button.custom_id
    return await member.click(message, custom_id=code)


def shown(message: Any) -> str:
    """All that a member reads on a message: its content and the text of its components."""
    parts = [message.content] if message.content else []
    stack = list(reversed(message.components))
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            parts += [item["content"]] if "content" in item else []
            stack += reversed(item.get("components", []))
        else:
            parts += [item.content] if hasattr(item, "content") else []
            stack += reversed(getattr(item, "children", []))
    return "\n".join(parts)


def buttons(message: Any) -> dict[str, Any]:
    """The buttons on a message by their labels."""
    found = {}
    stack = list(message.components)
    while stack:
        item = stack.pop()
        # What a member alone sees comes as Discord's own JSON.
        children = item.get("components", []) if isinstance(item, dict) else getattr(item, "children", [])
        label = item.get("label") if isinstance(item, dict) else getattr(item, "label", None)
        beside = item.get("accessory") if isinstance(item, dict) else getattr(item, "accessory", None)
        stack += [*children, *([beside] if beside else [])]
        if label:
            found[label] = item
    return found


def answered(result: Any) -> str:
    """All that a member is shown for an interaction, whether others see it or not."""
    return "\n".join(map(shown, filter(None, (result.response, *result.followups))))


@contextmanager
def installed_by(owners: dict[str, str]) -> Iterator[None]:
    """Interactions as Discord sends them for where the bot is installed; simcord leaves that out."""
    made = simcord.interactions.base_payload

    def payload(*args: Any, **kwargs: Any) -> Any:
        record, content = made(*args, **kwargs)
        return record, content | {"authorizing_integration_owners": owners}

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(simcord.interactions, "base_payload", payload)
        yield
