"""The bot's own words in the reader's language. Quotes are never translated.

Each file of ``bot/languages`` maps English, as it stands in the code, to one language; what it lacks stays English.
"""

from __future__ import annotations

import re
import tomllib
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # The terminal speaks through this module too, and does not wait for discord.py.
    import discord

ENGLISH = "en"
OWN_NAME = "Name of this language"
_GROUPED_BY = {"de": ".", "es": ".", "it": ".", "pt": ".", "fr": "\u202f"}
"""What stands between groups of three digits, where that is no comma."""
_UNBROKEN = {"fr": ((re.compile(r" (?=[;!?»])|(?<=«) "), "\u202f"), (re.compile(r" (?=:)"), "\u00a0"))}
"""Spaces at which no line may break, and what is put in their place, since a file has spaces as they are typed."""
_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


def speak(language: discord.Locale | str | None) -> None:
    """Use a language, or that of a member or a guild, for all that this task goes on to say."""
    _language.set(language_of(str(language)) if language else ENGLISH)


def language_of(locale: str) -> str:
    """The language that is spoken to whoever has set Discord to a locale: that of the very locale (``zh-TW``), or of
    all its kind (``es-419``), or English."""
    return next((name for name in (locale, locale.split("-", maxsplit=1)[0]) if translations(name)), ENGLISH)


def languages() -> dict[str, str]:
    """What each language that is spoken calls itself."""
    folder = files("bot") / "languages"
    spoken = sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))
    return {ENGLISH: "English"} | {language: translations(language)[OWN_NAME] for language in spoken}


def language_in_use() -> str:
    """The code of the language that is spoken now."""
    return _language.get()


def number(count: int) -> str:
    """A number as the language in use groups its digits."""
    return f"{count:,}".replace(",", _GROUPED_BY.get(_language.get(), ","))


def say_count(one: str, many: str, count: int, **values: Any) -> str:
    """What is said of one, or of any other number: ``{count}`` in ``many``."""
    return say(one, **values) if count == 1 else say(many, count=number(count), **values)


def command_name(name: str) -> str:
    """The name of a command or of an option in the language in use."""
    return translations(_language.get()).get(f"/{name}", name)


def say(english: str, **values: Any) -> str:
    """The text in the language in use, with the values in their places."""
    text = translations(_language.get()).get(english, english)
    return text.format(**values) if values else text


@cache
def translations(language: str) -> dict[str, str]:
    """What a language has for each English text; empty where there is no such language."""
    file = files("bot") / "languages" / f"{language}.toml"
    table = dict(tomllib.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}
    for space, unbroken in _UNBROKEN.get(language, ()):
        table = {english: space.sub(unbroken, text) for english, text in table.items()}
    return table
