"""What the bot's parts may use, in one record; and the background tasks, each one file of this folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

import discord

from bot import modules
from bot.connection import LastingClient
from bot.i18n import command_name
from bot.services.batching import Batching
from bot.services.browsing import Browsing
from bot.services.cooldowns import Cooldowns
from bot.services.memory import Answered, Recent, Threads
from bot.services.open_questions import OpenQuestions
from bot.services.store import Store
from bot.services.syncing import Syncing
from bot.services.verification import Verifier
from bot.settings import Settings
from embeddings import Archive, Fetching


@dataclass(slots=True)
class Services:
    """What commands, messages, buttons and background tasks use of one bot."""

    archive: Archive
    settings: Settings
    fetching: Fetching
    """How pages are asked for; its ``stop`` ends all that is being read."""
    batching: Batching
    browsing: Browsing
    store: Store
    syncing: Syncing
    verifications: Verifier
    cooldowns: Cooldowns
    answered: Answered
    threads: Threads
    recent: Recent
    open_questions: OpenQuestions
    shared: dict[tuple[int, str], str]
    """By channel and button, where what it shares stands."""
    examples: dict[tuple[str, datetime | None], list[str]]
    """Questions that the archive answers, by language and by when it was last brought up to date."""
    command_ids: dict[str, int]
    """Discord's ids of the commands, as far as it has told them."""
    question_channels: frozenset[int]
    """Those of the settings; each guild's own are in the store."""

    @classmethod
    def of(cls, client: discord.Client, archive: Archive, settings: Settings) -> Self:
        """The services of a client that answers from an archive."""
        browsing, store, fetching = Browsing(archive), Store(archive.folder), settings.fetching
        return cls(
            archive=archive,
            settings=settings,
            fetching=fetching,
            batching=Batching(archive, settings.quotes),
            browsing=browsing,
            store=store,
            syncing=Syncing(client, archive, settings, fetching, browsing, store),
            verifications=Verifier(archive, fetching),
            cooldowns=Cooldowns(settings.questions_per_member, settings.questions_per_channel),
            answered=Answered(store),
            threads=Threads(),
            recent=Recent(),
            open_questions=OpenQuestions(),
            shared={},
            examples={},
            command_ids={},
            question_channels=frozenset(settings.question_channels),
        )

    def command(self, name: str) -> str:
        """A command such as ``archive channels`` as it is named in a text: to be pressed, where its id is known.

        https://discord.com/developers/docs/reference#message-formatting
        """
        first, *rest = name.split()
        if first in self.command_ids:
            return f"</{name}:{self.command_ids[first]}>"
        return f"`/{' '.join(command_name(word) for word in (first, *rest))}`"


class ServingClient(LastingClient):
    """A client that carries the services, through which an interaction reaches them."""

    services: Services

    async def press(self, interaction: Interaction, action: str, detail: int, code: str) -> None:
        """Do what a button says; see :func:`bot.buttons.run_action`."""
        raise NotImplementedError


Interaction = discord.Interaction[ServingClient]


class Background(Protocol):
    """Something that goes on while the bot runs."""

    async def close(self) -> None:
        """End it. Called before the connection to Discord is closed."""


async def load_background(services: Services) -> list[Background]:
    """Start the background tasks: of every module of this folder that has ``load(services)``, what that returns."""
    loads = [module.load for module in modules(__name__) if hasattr(module, "load")]
    return [await load(services) for load in loads]
