"""What systemd is told of the bot, where it started it: https://www.freedesktop.org/software/systemd/man/sd_notify.html."""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import suppress

READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"
_PATIENCE = 5.0
"""Seconds that a supervisor has to take what it is told once."""


def notify(state: str) -> None:
    """Tell the supervisor; nothing where there is none. That the bot is alive is said again, and waits for nobody."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sending:
        sending.settimeout(0 if state == ALIVE else _PATIENCE)
        sending.connect(f"\0{address[1:]}" if address.startswith("@") else address)
        sending.sendall(state.encode())


async def keep_alive() -> None:
    """Tell the supervisor that the event loop turns, twice in the time after which it would start the bot anew."""
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    while microseconds.isdigit() and int(microseconds):
        notify(ALIVE)
        await asyncio.sleep(int(microseconds) / 2e6)
