"""The bot's own words in the reader's language. Quotes are never translated.

Each file of ``bot/languages`` maps English, as it stands in the code, to one language; what it lacks stays English.
"""

from __future__ import annotations

import tomllib
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # The terminal speaks through this module too, and does not wait for discord.py.
    import discord

_language: ContextVar[str] = ContextVar("language", default="en")


def speak(locale: discord.Locale | None) -> None:
    """Use the language of a member or a guild for all that this task goes on to say."""
    _language.set(locale.value.split("-")[0] if locale else "en")


def language_in_use() -> str:
    """The code of the language that is spoken now."""
    return _language.get()


def say(english: str, **values: Any) -> str:
    """The text in the language in use, with the values in their places."""
    text = translations(_language.get()).get(english, english)
    return text.format(**values) if values else text


@cache
def translations(language: str) -> dict[str, str]:
    """What a language has for each English text; empty where there is no such language."""
    file = files("bot") / "languages" / f"{language}.toml"
    return dict(tomllib.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}
