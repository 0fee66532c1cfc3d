"""Questions go first: what nobody waits for gives way to what somebody does, and ends when it is told to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_PATIENCE = 1.0
"""Seconds that a piece of work waits at most, so that it comes to an end however much is asked meanwhile."""


class Turns:
    """Who is asking. Safe to share between threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._asking = 0

    @contextmanager
    def asking(self) -> Iterator[None]:
        """The time in which somebody waits for an answer."""
        with self._changed:
            self._asking += 1
        try:
            yield
        finally:
            with self._changed:
                self._asking -= 1
                self._changed.notify_all()

    def give_way(self) -> None:
        """Wait until nobody is asking, for a second at most. Call it between two small pieces of a long work."""
        with self._changed:
            self._changed.wait_for(lambda: not self._asking, _PATIENCE)
