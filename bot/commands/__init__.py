"""Slash commands and message menus, each file with its ``COMMANDS``; a file that is added here is found."""

from __future__ import annotations

import asyncio
import json
import logging
from hashlib import blake2b
from typing import Any

import discord
from discord import app_commands

from bot import modules
from bot.connection import FAILURES, reason
from bot.i18n import language_of, translations
from bot.services import Services
from bot.services.store import Store

log = logging.getLogger(__name__)

FIRST_RETRY, _LONGEST_RETRY = 60.0, 3600.0
"""Seconds until Discord is told the commands again; doubled each time."""

Command = app_commands.Command[Any, ..., None] | app_commands.ContextMenu | app_commands.Group


def commands() -> list[Command]:
    """The commands of all files of this folder."""
    return [command for module in modules(__name__) for command in module.COMMANDS]


async def keep_told(tree: app_commands.CommandTree, services: Services, application: int | None) -> None:
    """Tell Discord the commands, again and again until it takes them; the bot runs meanwhile."""
    pause = FIRST_RETRY
    while True:
        try:
            services.command_ids.update(await tell_discord(tree, services.store, application))
            return
        except FAILURES as error:
            log.warning("Discord does not take the commands (%s). I try again in %d s.", reason(error), round(pause))
        await asyncio.sleep(pause)
        pause = min(2 * pause, _LONGEST_RETRY)


async def tell_discord(tree: app_commands.CommandTree, store: Store, application: int | None) -> dict[str, int]:
    """Tell Discord the commands, if they are not those that it was told last; it limits how often that may be.

    Returns the ids that it has given them.

    Raises:
        discord.HTTPException: Discord does not take them.
    """
    translator = Translator()
    await tree.set_translator(translator)
    everything = [
        command
        for kind in (discord.AppCommandType.chat_input, discord.AppCommandType.message)
        for command in tree.get_commands(type=kind)
    ]
    payload = [await command.get_translated_payload(tree, translator) for command in everything]
    digest = blake2b(json.dumps(payload, sort_keys=True).encode(), digest_size=16).hexdigest()
    told, kept_ids = f"commands:{application}", f"command-ids:{application}"
    ids: dict[str, int] = json.loads(await asyncio.to_thread(store.get, kept_ids) or "{}")
    if not ids or await asyncio.to_thread(store.get, told) != digest:
        ids = {command.name: command.id for command in await tree.sync()}
        await asyncio.to_thread(store.set, kept_ids, json.dumps(ids))
        await asyncio.to_thread(store.set, told, digest)
    return ids


class Translator(app_commands.Translator):
    """Command names, descriptions and options: https://discord.com/developers/docs/reference#locales."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The text in a language; ``None`` where it has none."""
        table = translations(language_of(locale.value))
        # A command's name is one word; the same word may be another where it is said.
        names = (
            app_commands.TranslationContextLocation.command_name,
            app_commands.TranslationContextLocation.group_name,
            app_commands.TranslationContextLocation.parameter_name,
        )
        is_name = context.location in names and not isinstance(context.data, app_commands.ContextMenu)
        return table.get(f"/{string.message}" if is_name else string.message)
