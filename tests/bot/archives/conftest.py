"""A bot with two archives: one that a single server sees, and a public one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.client import PullquoteBot
from bot.settings import Settings
from embeddings import Archive

from ...toy import toy_archive
from ..conftest import SETTLE_SECONDS, answered, installed_by, shown

HOME_POSTS = {
    "zwieback": "---\ntitle: Zwieback\nauthor: Ottilie\ntags: [rusks]\ndate: 2024-05-06\n---\n"
    "Zwieback must be baked twice before it is eaten. It keeps for months in a tin.",
    "knack": "---\ntitle: Knäckebröd\nauthor: Ottilie\ntags: [rusks]\ndate: 2023-05-06\n---\n"
    "Zwieback and crispbread are baked twice, but crispbread must dry on a pole for a week.",
}
PUBLIC_POSTS = {
    "ferry": "---\ntitle: Ferries\nauthor: Mo\ntags: [boats]\ndate: 2022-01-02\n---\n"
    "The ferry must leave twice a day before the tide turns. It is eaten by rust.",
}
SECRETS = ("zwieback", "knäckebröd", "crispbread", "ottilie", "rusks", "for months in a tin", "secretbakery")
"""Words of the archive that only the home server sees, and its name."""
QUESTION = "What must be baked twice before it is eaten?"


@dataclass
class Place:
    """Somewhere a member talks to the bot from."""

    name: str
    env: Any
    actor: Any
    channel: Any
    """Its handle; of a direct message the member's own."""
    owners: dict[str, str] = field(default_factory=dict)
    """By what the bot was installed: https://discord.com/developers/docs/interactions/receiving-and-responding."""

    @property
    def direct(self) -> bool:
        return not hasattr(self.actor, "guild")

    async def slash(self, name: str, **options: Any) -> str:
        with installed_by(self.owners):
            where = () if self.direct else (self.channel,)
            return answered(await self.actor.slash(*where, name, **options))

    async def menu(self, message: Any) -> str:
        with installed_by(self.owners):
            return answered(await self.actor.context_menu(self.channel, "Find in the archive", message))

    async def suggested(self, command: str, option: str, typed: str) -> str:
        with installed_by(self.owners):
            where = () if self.direct else (self.channel,)
            return repr(await self.actor.autocomplete(*where, command, option, typed))

    async def press(self, message: Any, custom_id: str) -> str:
        with installed_by(self.owners):
            return answered(await self.actor.click(message, custom_id=custom_id))

    async def say(self, text: str, channel: Any = None, **more: Any) -> list[str]:
        """What the bot says to a message."""
        if self.direct:
            await self.actor.send_dm(text)
        else:
            await self.actor.send(channel or self.channel, text, **more)
        return self.heard(channel)

    def heard(self, channel: Any = None) -> list[str]:
        """All that the bot has said there."""
        messages = (channel or self.channel).history()
        return [shown(message) for message in messages if message.author.id == self.env.bot.user.id]


@dataclass
class World:
    """A bot with two archives, the server that one is open to, and the places that it is not."""

    env: Any
    archives: dict[str, Archive]
    settings: Settings
    home: Place
    foreign: list[Place]

    async def restart(self, **changes: Any) -> None:
        self.settings = self.settings.model_copy(update=changes)
        await self.env.restart_bot(PullquoteBot(self.archives, self.settings))
        await self.env.settle()


@pytest.fixture
def archives(tmp_path: Path) -> Iterator[dict[str, Archive]]:
    for name in ("home", "public"):
        (tmp_path / name).mkdir()
    with toy_archive(tmp_path / "home", HOME_POSTS) as home, toy_archive(tmp_path / "public", PUBLIC_POSTS) as public:
        yield {"secretbakery": home, "public": public}


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    own = {"archive_dir": tmp_path, "public_archives": ("public",)}
    return settings.model_copy(update=own | {"questions_per_member": 0, "questions_per_channel": 0})


@pytest.fixture
def simcord_bot(archives: dict[str, Archive], settings: Settings) -> PullquoteBot:
    return PullquoteBot(archives, settings)


@pytest.fixture
async def world(simcord_env: simcord.Env, archives: dict[str, Archive], settings: Settings) -> World:
    env = simcord_env
    env.settle_timeout = SETTLE_SECONDS
    places = {}
    for name in ("Bakers", "Millers"):
        guild = env.create_guild(name)
        role = guild.create_role("Keepers", permissions=discord.Permissions.all())
        actor = guild.add_member(env.create_user(name.lower()), roles=[role])
        places[name] = Place(name, env, actor, guild.create_text_channel("talk"), {"0": str(guild.id)})
    bakers = places["Bakers"]
    # The home server's own member, but alone with the bot, and in the home server, but by way of the member's own
    # installation.
    user = bakers.actor.user
    direct = Place("a direct message", env, user, user.dm_channel, {"1": str(user.id)})
    guest = Place("a user install", env, bakers.actor, bakers.channel, {"1": str(user.id)})
    made = World(env, archives, settings, bakers, [places["Millers"], direct, guest])
    await made.restart(archive_guilds=(("secretbakery", bakers.actor.guild.id),))
    return made


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text.casefold()]
