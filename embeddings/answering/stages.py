"""How long the stages of an answer take, for whoever watches an archive."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

Stage = Literal["encode", "search", "read", "quote"]
"""The model reads the question; the stores are searched; the closest passages are read; what is quoted is chosen."""


class Stages:
    """Adds up the seconds of each stage of one call."""

    def __init__(self) -> None:
        self.seconds: dict[Stage, float] = {}

    @contextmanager
    def timed(self, stage: Stage) -> Iterator[None]:
        """Count the time of the ``with`` as a stage's. Stages do not lie within each other."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - started
