"""The bot's own words in the reader's language. Quotes are never translated.

Each file of ``bot/languages`` maps English, as it stands in the code, to one language; what it lacks stays English.
"""

from __future__ import annotations

import tomllib
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Any

import discord
from discord import app_commands

_language: ContextVar[str] = ContextVar("language", default="en")


def speak(locale: discord.Locale | None) -> None:
    """Use the language of a member or a guild for all that this task goes on to say."""
    _language.set(locale.value.split("-")[0] if locale else "en")


def say(english: str, **values: Any) -> str:
    """The text in the language in use, with the values in their places."""
    text = _translations(_language.get()).get(english, english)
    return text.format(**values) if values else text


@cache
def _translations(language: str) -> dict[str, str]:
    file = files("bot") / "languages" / f"{language}.toml"
    return dict(tomllib.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


class Translator(app_commands.Translator):
    """Command names, descriptions and options: https://discord.com/developers/docs/reference#locales."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The text in a language; ``None`` where it has none."""
        table = _translations(locale.value.split("-")[0])
        # A command's name is one word; the same word may be another where it is said.
        names = (
            app_commands.TranslationContextLocation.command_name,
            app_commands.TranslationContextLocation.group_name,
            app_commands.TranslationContextLocation.parameter_name,
        )
        is_name = context.location in names and not isinstance(context.data, app_commands.ContextMenu)
        return table.get(f"/{string.message}" if is_name else string.message)
