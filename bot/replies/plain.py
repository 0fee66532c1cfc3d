"""A card as text alone, for where Discord takes no Components V2."""

from __future__ import annotations

import discord
from discord import ui

MAX_CONTENT = 2000
"""Characters: https://discord.com/developers/docs/resources/message#create-message."""
_BAD_FORM = 50035


def refused(error: discord.HTTPException) -> bool:
    """Whether Discord refused the form of a message, rather than the message."""
    return error.status == 400 and error.code == _BAD_FORM


def as_text(card: ui.LayoutView) -> str:
    """The texts of a card, as many as a message without components holds, none of them cut."""
    shown = ""
    for item in card.walk_children():
        if isinstance(item, ui.TextDisplay) and len(shown) + len(item.content) + 2 <= MAX_CONTENT:
            shown = f"{shown}\n\n{item.content}" if shown else item.content
    return shown or "…"
