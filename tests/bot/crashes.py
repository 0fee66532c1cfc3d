"""Backups taken and given back in processes that are killed; see ``tests/embeddings/crashes.py``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.cli import backups
from bot.services.store import Store
from tests.embeddings import crashes

GUILD = 7


def back_up(order: dict[str, Any]) -> int:
    with crashes.opened(order["folder"]) as archive:
        return backups.back_up(archive, Path(order["source"]))


def restore(order: dict[str, Any]) -> None:
    with crashes.opened(order["folder"], create=True) as archive:
        backups.restore(archive, Path(order["source"]))


def whole(order: dict[str, Any]) -> dict[str, Any]:
    """All that a reader sees, and what the bot remembers."""
    found = crashes.look(order)
    with crashes.opened(order["folder"]) as archive:
        assert archive.check() == []
    crashes.check(order["folder"], "bot.sqlite3")
    store = Store(Path(order["folder"]))
    return {**found, "channels": sorted(store.guilds.channels(GUILD))}


crashes.ACTS |= {"back up": back_up, "restore": restore, "whole": whole}

if __name__ == "__main__":
    crashes.serve()
