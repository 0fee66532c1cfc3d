"""The Discord client: set-up, life cycle, and which of the bot's parts each event goes to."""

from __future__ import annotations

import asyncio
import logging

import discord
from discord import app_commands

from bot.access import invite_link, needed_intents
from bot.buttons import items, run_action
from bot.commands import commands, tell_discord
from bot.messages import conversation
from bot.messages.greeting import greet
from bot.services import Background, Interaction, Services, ServingClient, load_background
from bot.services.respond import tell_failure
from bot.settings import Settings
from embeddings import Archive

log = logging.getLogger(__name__)


class PullquoteBot(ServingClient):
    """Answers questions about one archive."""

    def __init__(self, archive: Archive, settings: Settings) -> None:
        super().__init__(
            intents=needed_intents(),
            # Quoted posts may hold anything; nobody is ever pinged by one.
            allowed_mentions=discord.AllowedMentions.none(),
            activity=discord.Activity(type=discord.ActivityType.listening, name="/ask"),
        )
        self.services = Services.of(self, archive, settings)
        self.background: list[Background] = []
        # Members may bring the bot along to where it is not installed.
        self.tree = app_commands.CommandTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        for command in commands():
            self.tree.add_command(command)
        self.tree.error(tell_failure)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(*items())
        await tell_discord(self.tree, self.services.store, self.application_id)
        self.background = await load_background(self.services)

    async def press(self, interaction: Interaction, action: str, detail: int, code: str) -> None:
        await run_action(interaction, action, detail, code)

    async def close(self) -> None:
        """Answer the open questions, or say sorry for those that would take too long, and go."""
        if not self.is_closed():
            await self.services.open_questions.finish(self.services.batching.stop)
        for task in self.background:
            await task.close()
        await super().close()
        self.services.store.close()

    async def on_ready(self) -> None:
        log.info("%s is on Discord, in %d servers", self.user, len(self.guilds))
        log.info("invite it with %s", invite_link(self.application_id or 0))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        if await asyncio.to_thread(self.services.store.first_time, f"greeted:{guild.id}"):
            await greet(self, guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await asyncio.to_thread(self.services.store.forget_guild, guild.id)

    async def on_message(self, message: discord.Message) -> None:
        await conversation.on_message(self, message)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        await conversation.on_edit(self, event)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        await conversation.on_delete(self, event)
