"""From nothing to a bot that answers: the blog and the token, kept in ``.env``, the first index, and what is left to do
in Discord."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import dotenv
import typer
from pydantic import SecretStr

import embeddings
from bot.advice import told
from bot.cli import terminal
from bot.cli.doctor import Finding, examine_discord
from bot.settings import Settings
from embeddings import SettingError, check_source

ENV = Path(".env")
"""Where settings are read from."""
_PLAIN = re.compile(r"[\w.,:/@%+~=&?!*-]*")
"""Values that need no quotation marks, which not every reader of such a file takes away again."""
_PORTAL = "https://discord.com/developers/applications, your application, Bot, Reset Token"


def set_up(
    settings: Settings,
    index: Callable[[list[str]], None],
    *,
    ask: bool,
    sources: tuple[str, ...] = (),
    token: str = "",
    archive: str | None = None,
) -> None:
    """Learn the blog and the token, keep them in ``.env``, index, and say what is left to do.

    Args:
        settings: those in force.
        index: brings the archive up to date with some sources.
        ask: whether to ask for what follows, rather than take what is given here or set already.
        sources: addresses, exports and folders.
        token: the bot's.
        archive: its folder or its database's address, to be kept too.

    Raises:
        SettingError: what was given cannot be used. Nothing is kept then.
        PullquoteError: the sources cannot be indexed; the settings are kept.
    """
    sources = _ask_sources(settings) if ask else sources or settings.sources
    if not ask:
        _check_sources(settings, sources)
    token, in_discord = _ask_token(settings) if ask else _checked_token(settings, token)
    wanted = {"SOURCES": ",".join(sources), "DISCORD_TOKEN": token}
    if archive:
        wanted["ARCHIVE" if embeddings.is_database(archive) else "ARCHIVE_DIR"] = archive
    written = write_env({name: value for name, value in wanted.items() if value})
    if written:
        terminal.out.print(f"{', '.join(written)}: kept in {ENV}.")
    if sources:
        index(list(sources))
    for finding in in_discord:
        terminal.show_finding(finding.subject, finding.text, well=finding.well)
    steps = [
        "pullquote run starts the bot." if token else "pullquote setup again, once you have the token.",
        *([] if sources else ["/archive add, in Discord, adds the blog; or pullquote setup again."]),
        "pullquote preview shows the bot in the browser; pullquote doctor says what is wrong.",
    ]
    terminal.out.print("Next: " + "\n      ".join(steps), soft_wrap=True)


def write_env(values: Mapping[str, str]) -> list[str]:
    """Set values in ``.env``, which nobody but its owner may read; what else stands in it stays as it is.

    Returns:
        The names of those that were not so before.

    Raises:
        SettingError: it cannot be written.
    """
    try:
        before = dotenv.dotenv_values(ENV)
        changed = {name: value for name, value in values.items() if before.get(name) != value}
        if ENV.exists():
            ENV.chmod(0o600)  # before there is a token in it; a new one is made with this mode
        for name, value in changed.items():
            quotes = "never" if _PLAIN.fullmatch(value) else "always"
            dotenv.set_key(ENV, name, value, quote_mode=quotes, follow_symlinks=True)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{ENV}: it cannot be written ({error}). Make it a UTF-8 text file that you own.") from error
    return list(changed)


def _ask_sources(settings: Settings) -> tuple[str, ...]:
    known = ",".join(settings.sources)
    while True:
        answer = _prompt(
            "The blog's address, or a path to an export or a folder of posts; empty to add it later", known
        )
        sources = tuple(filter(None, (part.strip() for part in answer.split(","))))
        try:
            _check_sources(settings, sources)
        except SettingError as error:
            _refuse(told(error))
        else:
            return sources


def _check_sources(settings: Settings, sources: tuple[str, ...]) -> None:
    for source in sources:
        if "," in source:
            raise SettingError(
                f"{source}: SOURCES separates its sources with commas, so a source cannot contain one. Rename it."
            )
        with terminal.waiting(f"looking at {source}"):
            wrong = check_source(source, settings.fetching)
        if wrong:
            raise SettingError(f"{wrong}. Give the blog's address, or the path of an export or a folder of posts.")


def _ask_token(settings: Settings) -> tuple[str, list[Finding]]:
    known = settings.discord_token.get_secret_value().strip()
    while True:
        hint = "empty to keep the one that is set" if known else f"{_PORTAL}; empty to add it later"
        try:
            return _checked_token(settings, _prompt(f"The bot's token ({hint})", "", hidden=True) or known)
        except SettingError as error:
            _refuse(told(error))
            known = ""


def _checked_token(settings: Settings, token: str) -> tuple[str, list[Finding]]:
    """A token, or else that of the settings, with what there is to say of it. One that cannot be checked now is taken.

    Raises:
        SettingError: Discord does not accept it.
    """
    token = token.strip() or settings.discord_token.get_secret_value().strip()
    settings = settings.model_copy(update={"discord_token": SecretStr(token)})
    with terminal.waiting("asking Discord"):
        found = examine_discord(settings, settings.place)
    if token and found[0].subject == "token" and not found[0].well:
        raise SettingError(f"Discord does not accept that token. Copy it again: {_PORTAL}.")
    return token, found


def _prompt(what: str, default: str, *, hidden: bool = False) -> str:
    answer: str = typer.prompt(what, default=default, hide_input=hidden, show_default=bool(default), err=True)
    return answer.strip()


def _refuse(text: str) -> None:
    terminal.err.print(text, style="red", soft_wrap=True)
