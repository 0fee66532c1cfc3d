"""What the bot's parts may use, in one record; and the background tasks, each one file of this folder."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol, Self

import discord

from bot import modules
from bot.access import is_guest
from bot.connection import LastingClient
from bot.i18n import command_name, say
from bot.services.audience import Audience
from bot.services.batching import Batching
from bot.services.browsing import Browsing
from bot.services.claims import Claims
from bot.services.cooldowns import Cooldowns
from bot.services.database import FILE, place_of
from bot.services.leases import Leases
from bot.services.memory import Answered, Recent, Shared, Threads
from bot.services.news import News
from bot.services.open_questions import OpenQuestions
from bot.services.store import Store
from bot.services.syncing import Syncing
from bot.services.verification import Verifier
from bot.services.visibility import Visibility
from bot.settings import Settings
from embeddings import Archive, Fetching, QuestionError


@dataclass(slots=True)
class Served:
    """One of the archives that the bot answers from, and what works on it."""

    name: str
    """As the settings name it; empty for the only one."""
    archive: Archive
    batching: Batching
    browsing: Browsing
    store: Store
    """The archive's own: votes, who follows what, questions that nothing answered, sources that were added."""
    syncing: Syncing
    verifications: Verifier
    examples: dict[tuple[str, datetime | None], asyncio.Task[list[str]]] = field(default_factory=dict)
    """Questions that the archive answers, by language and by when it was last brought up to date."""


@dataclass(slots=True)
class Services:
    """What commands, messages, buttons and background tasks use of one bot."""

    client: LastingClient
    settings: Settings
    fetching: Fetching
    """How pages are asked for; its ``stop`` ends all that is being read."""
    archives: Mapping[str, Served]
    """For what looks after all of them. Whatever shows anything of one asks :meth:`seen_by` which."""
    visibility: Visibility
    store: Store
    """The bot's own: what it remembers of servers and messages. Its database is that of the bot's processes too."""
    claims: Claims
    cooldowns: Cooldowns
    answered: Answered
    threads: Threads
    recent: Recent
    leases: Leases
    news: News
    open_questions: OpenQuestions
    shared: Shared
    command_ids: dict[str, int]
    """Discord's ids of the commands, as far as it has told them."""
    question_channels: frozenset[int]
    """Those of the settings; each guild's own are in the store."""

    @classmethod
    def of(
        cls,
        client: LastingClient,
        archives: Archive | Mapping[str, Archive],
        settings: Settings,
        memory: Path | None = None,
    ) -> Self:
        """The services of a client that answers from one archive, which everybody sees, or from several by their names,
        which the settings open. ``memory``: see :class:`bot.client.PullquoteBot`."""
        fetching, kept = settings.fetching, settings.questions_kept
        if isinstance(archives, Archive):
            home, archives = place_of(memory or archives.beside), {"": archives}
        else:
            home = place_of(settings.place)
            # Each archive knows its own sources; those of the settings are of one archive.
            settings = settings.model_copy(update={"sources": ()})
        beside = {name: place_of(memory or archive.beside) for name, archive in archives.items()}
        stores = {place: Store(place, questions=kept) for place in {home, *beside.values()}}
        store = stores[home]
        for name, archive in archives.items():
            # An earlier version kept it on this machine, also where the archive was in a database.
            if not memory and beside[name] != place_of(archive.folder) and (archive.folder / FILE).exists():
                stores[beside[name]].take_along(archive.folder)
        visibility = Visibility(
            list(archives),
            store.guilds,
            # The only one is everybody's.
            public=settings.public_archives if any(archives) else list(archives),
            guilds=settings.archive_guilds,
            users=settings.archive_users,
        )
        claims = Claims(store)
        leases = Leases(store, claims.holder, settings.shards)
        news = News(store, leases)
        served = {}
        for name, archive in archives.items():
            browsing, own = Browsing(archive), stores[beside[name]]
            audience = Audience(client, name, visibility, store.guilds, own, news)
            served[name] = Served(
                name=name,
                archive=archive,
                batching=Batching(archive, settings.quotes),
                browsing=browsing,
                store=own,
                syncing=Syncing(archive, settings, fetching, browsing, own, audience, news),
                verifications=Verifier(archive, fetching),
            )
        return cls(
            client=client,
            settings=settings,
            fetching=fetching,
            archives=served,
            visibility=visibility,
            store=store,
            claims=claims,
            cooldowns=Cooldowns(store, settings.questions_per_member, settings.questions_per_channel),
            answered=Answered(store),
            threads=Threads(),
            recent=Recent(store),
            leases=leases,
            news=news,
            open_questions=OpenQuestions(),
            shared=Shared(store),
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

    def seen_by(self, asked: Interaction | discord.Message) -> Served:
        """The archive that may be seen where a member asks, by whatever way. Raises as :meth:`seen_from` does."""
        if isinstance(asked, discord.Message):
            return self.seen_from(asked.guild.id if asked.guild else None, asked.author.id)
        return self.seen_from(None if is_guest(asked) else asked.guild_id, asked.user.id)

    def seen_from(self, guild: int | None, user: int) -> Served:
        """The archive that may be seen in a guild, or by a member alone.

        Raises:
            QuestionError: there is none.
        """
        return self.archives[self.visibility.seen_from(guild, user)]

    def erase_left(self) -> None:
        """Erase what is stored of the servers that the bot was removed from long enough ago.

        Raises:
            ArchiveError: it cannot be erased now.
        """
        for guild in self.store.guilds.left(self.settings.erase_after_days * 86400.0):
            # The bot's own last, which knows that there is something to erase.
            for store in sorted(self.stores, key=lambda store: store is self.store):
                store.forget_guild(guild)

    async def count_question(self, guild: int | None) -> None:
        """Count a question that is asked in a server.

        Raises:
            QuestionError: it has asked as many as it may in a day.
        """
        most = self.settings.questions_per_day
        if guild and most and not await self.cooldowns.take_for_today(guild, most):
            raise QuestionError(
                say(
                    "This server has asked its questions for today: {count}. Please ask again tomorrow.",
                    count=f"{most:,}",
                )
            )

    @property
    def stores(self) -> set[Store]:
        """The bot's own and that of each archive."""
        return {self.store, *(served.store for served in self.archives.values())}


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
