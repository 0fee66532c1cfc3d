"""The Discord client: set-up, life cycle, and which of the bot's parts each event goes to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import discord
from discord import app_commands

from bot.access import invite_link, needed_intents, without_message_content
from bot.buttons import items, run_action
from bot.commands import commands, keep_told
from bot.messages import conversation
from bot.messages.greeting import greet
from bot.services import Background, Interaction, Services, ServingClient, load_background
from bot.services.memory import stored
from bot.services.respond import tell_failure
from bot.settings import Settings
from embeddings import Archive

log = logging.getLogger(__name__)

_TOLD_SECONDS = 5.0
"""How long the bot waits at start until Discord has taken its commands."""
_SYNC_SECONDS, _GOODBYE_SECONDS, _DATABASE_SECONDS = 1.0, 1.0, 0.5
"""How long a sync that is told to stop, the connection's end, and the database may take when the bot goes."""
T = TypeVar("T")


class _Tree(app_commands.CommandTree[ServingClient]):
    """The commands. What is typed of an option is answered by one of the processes that it is sent to."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        if interaction.type is not discord.InteractionType.autocomplete:
            return True
        return await interaction.client.services.claims.is_first(f"interaction:{interaction.id}")


class PullquoteBot(ServingClient):
    """Answers questions about one archive, or about several that are each for some servers."""

    def __init__(
        self,
        archives: Archive | Mapping[str, Archive],
        settings: Settings,
        *,
        shards: int | None = 1,
        memory: Path | None = None,
    ) -> None:
        """
        Args:
            archives: the one that everybody sees, or several by their names in the settings.
            settings: those in force.
            shards: over how many connections its servers are spread, where the settings do not say it; ``None`` for as
                many as Discord recommends.
            memory: the folder of what it remembers, in the place of those of its archives.
        """
        super().__init__(
            shard_ids=settings.shard_ids,
            shard_count=settings.shard_count or shards,
            intents=needed_intents(),
            # Quoted posts may hold anything; nobody is ever pinged by one.
            allowed_mentions=discord.AllowedMentions.none(),
            activity=discord.Activity(type=discord.ActivityType.listening, name="/ask"),
        )
        self.services = Services.of(self, archives, settings, memory)
        self.background: list[Background] = []
        self._telling: asyncio.Task[None] | None = None
        # Members may bring the bot along to where it is not installed.
        self.tree = _Tree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        for command in commands():
            self.tree.add_command(command)
        self.tree.error(tell_failure)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(*items())
        # Not to be waited for: Discord may be slow to take them, or may not take them.
        self._telling = asyncio.create_task(keep_told(self.tree, self.services, self.application_id))
        await asyncio.wait({self._telling}, timeout=_TOLD_SECONDS)
        self.background = await load_background(self.services)

    async def press(self, interaction: Interaction, action: str, detail: int, code: str) -> None:
        await run_action(interaction, action, detail, code)

    async def close(self) -> None:
        """Answer the open questions, or say sorry for those that would take too long, and go, in eight seconds."""
        if self.is_closed():
            await super().close()
            return
        self.services.fetching.stop.set()
        served = self.services.archives.values()
        self.services.claims.closed = await self._leave_to_others()
        await self.services.open_questions.finish(self._give_up)
        if self._telling:
            self._telling.cancel()
        for task in self.background:
            await task.close()
        await asyncio.gather(*(one.syncing.ended(_SYNC_SECONDS) for one in served))
        with suppress(TimeoutError):
            # A server that does not answer the closing of a connection would be waited for for half a minute.
            await asyncio.wait_for(super().close(), _GOODBYE_SECONDS)
        for store in self.services.stores:
            store.close()

    async def _leave_to_others(self) -> bool:
        """Whether other processes answer what comes from now on."""
        return bool(await _soon(self.services.leases.leave))

    def _give_up(self) -> None:
        """Turn down the questions that still wait."""
        for served in self.services.archives.values():
            served.batching.stop()

    @property
    def reads_messages(self) -> bool:
        """Whether Discord lets the bot read messages that are not to it (the message content intent)."""
        return self.intents.message_content

    async def on_ready(self) -> None:
        log.info("%s is on Discord, in %d server%s", self.user, len(self.guilds), "" if len(self.guilds) == 1 else "s")
        if not self.reads_messages:
            log.warning("%s", without_message_content())
        log.info("invite it with %s", invite_link(self.application_id or 0))
        # All connections have named their servers: it was removed from the others while it was not running.
        kept, here = self.services.store.guilds, {guild.id for guild in self.guilds}
        for guild in await asyncio.to_thread(kept.joined, self.application_id or 0) - here:
            if self.serves(guild):
                await self._forget(guild)
        await asyncio.to_thread(kept.join, self.application_id or 0, here)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        store = self.services.store
        await asyncio.to_thread(store.guilds.join, self.application_id or 0, [guild.id])
        if await asyncio.to_thread(store.first_time, f"greeted:{guild.id}"):
            await greet(self, guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._forget(guild.id)

    async def _forget(self, guild: int) -> None:
        """Erase what is stored of a server that the bot was removed from, when it is time for that."""
        await asyncio.to_thread(self.services.store.guilds.leave, self.application_id or 0, guild)
        await asyncio.to_thread(self.services.erase_left)

    async def on_message(self, message: discord.Message) -> None:
        await conversation.on_message(self, message)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        await conversation.on_edit(self, event)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        await conversation.on_delete(self, event.channel_id, {event.message_id})

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        await conversation.on_delete(self, event.channel_id, event.message_ids)


async def _soon(work: Callable[[], T]) -> T | None:
    """What the database says, if it says so soon."""
    with suppress(TimeoutError):
        return await asyncio.wait_for(stored(work), _DATABASE_SECONDS)
    return None
