"""A command, an action of a button and a background task are each one file, which is found in its folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import discord
import pytest
import simcord

import bot.buttons
import bot.commands
import bot.services
from bot.buttons import actions
from bot.client import PullquoteBot
from bot.ids import QuoteButton
from bot.settings import Settings
from embeddings import Archive

from .conftest import SETTLE_SECONDS, shown

Add = Callable[[str, str], None]

COMMAND = """
from discord import app_commands

@app_commands.command(description="Says hello.")
async def hello(interaction):
    await interaction.response.send_message("Hello from a file.")

COMMANDS = (hello,)
"""
ACTION = """
ACTION = "wave"

async def run(interaction, detail, code):
    await interaction.response.send_message(f"Waved {detail} {code}.")
"""
TASK = """
class Task:
    def __init__(self, services):
        self.services, self.closed = services, False

    async def close(self):
        self.closed = True

async def load(services):
    return Task(services)
"""


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Add]:
    """Adds a file to one of the bot's folders, for one test."""
    added: list[str] = []

    def write(package: str, source: str) -> None:
        folder = tmp_path / package
        folder.mkdir()
        (folder / "added_in_a_test.py").write_text(source)
        monkeypatch.setattr(sys.modules[package], "__path__", [*sys.modules[package].__path__, str(folder)])
        added.append(f"{package}.added_in_a_test")

    actions.cache_clear()
    yield write
    actions.cache_clear()
    for name in added:
        sys.modules.pop(name, None)


async def test_a_file_is_enough(sample: Archive, settings: Settings, add: Add) -> None:
    add("bot.commands", COMMAND)
    add("bot.buttons", ACTION)
    add("bot.services", TASK)
    client = PullquoteBot(sample, settings)
    async with simcord.run(client, settle_timeout=SETTLE_SECONDS) as env:
        guild = env.create_guild("Bakers")
        channel = guild.create_text_channel("bread")
        member = guild.add_member(env.create_user("ada"))
        result = await member.slash(channel, "hello")
        assert "Hello from a file." in shown(result.response)
        view = discord.ui.LayoutView()
        view.add_item(discord.ui.ActionRow(QuoteButton("wave", "AAAA", "Wave", detail=3)))
        await client.get_channel(channel.id).send(view=view)
        result = await member.click(channel.last_message, label="Wave")
        assert "Waved 3 AAAA." in shown(result.response)
        (task,) = [one for one in client.background if type(one).__name__ == "Task"]
        assert task.services is client.services
        assert not task.closed
        await client.close()
        assert task.closed


def test_every_file_of_commands_has_some() -> None:
    assert {command.name for command in bot.commands.commands()} == {
        *("ask", "search", "post", "latest", "random", "on-this-day"),
        *("about", "help", "follow", "privacy", "archive"),
        "Find in the archive",
    }
