"""The questions that are being answered, which a bot that is told to stop finishes first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

SHUTDOWN_SECONDS = 5.0
"""How long open questions may take once the bot is told to stop, which has eight seconds in all; containers are killed
after ten."""


class OpenQuestions:
    """The tasks that answer a question."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """The time in which a question is open: the bot does not stop in the middle of it."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    async def finish(self, give_up: Callable[[], None]) -> None:
        """Wait until the open questions are answered; ``give_up`` ends those that would take too long."""
        others = self._tasks - {asyncio.current_task()}
        if others:
            await asyncio.wait(others, timeout=SHUTDOWN_SECONDS)
            give_up()
            await asyncio.wait(others, timeout=0.5)
