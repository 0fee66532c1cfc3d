"""Buttons under answers. A file that is added to this folder is found.

A file with ``ACTION`` and ``run`` is what a button of an answer does: ``ACTION`` is its name in the button's id, which
must stay for as long as there are messages with it, and ``run(interaction, detail, code)`` does it. A file with
``ITEMS`` has a kind of button of its own.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

import discord
from discord import ui

from bot import ids, modules

Action = Callable[[discord.Interaction[Any], int, str], Awaitable[None]]
Item = type[ui.DynamicItem[Any]]

_STALE = "stale"


@cache
def actions() -> dict[str, Action]:
    """What a button of an answer does, by the name in its id."""
    return {module.ACTION: module.run for module in modules(__name__) if hasattr(module, "ACTION")}


def items() -> list[Item]:
    """The kinds of buttons, each with a form of id of its own."""
    return [*ids.ITEMS, *(item for module in modules(__name__) for item in getattr(module, "ITEMS", ()))]


async def run_action(interaction: discord.Interaction[Any], action: str, detail: int, code: str) -> None:
    """Do what a button says; one that an older version made, and nothing knows any more, says so."""
    await actions().get(action, actions()[_STALE])(interaction, detail, code)
