"""Threads of their own for each kind of work, so that slow work of one kind never holds up another.

What an event loop is given by default is one pool for everything, whose threads the process waits for when it ends.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
import os
import queue
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_ALL: list[Threads] = []


class Threads(ThreadPoolExecutor):
    """A few threads that nobody waits for when the process ends: what they do has to bear being cut off.

    It is one of ``ThreadPoolExecutor`` since an event loop takes no other by default.
    """

    def __init__(self, count: int, name: str) -> None:
        """``count``: how many at most; each is started when there is work for it."""
        super().__init__(count, name)
        self._count, self._name = count, name
        self._work: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = queue.SimpleQueue()
        self._free = threading.Semaphore(0)
        self._started = 0
        self._starting = threading.Lock()
        self._under_way: set[Future[Any]] = set()
        _ALL.append(self)

    @property
    def busy(self) -> bool:
        """Whether one of them is at work."""
        return bool(self._under_way)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        self._work.put((future, partial(fn, *args, **kwargs)))
        with self._starting:
            if not self._free.acquire(blocking=False) and self._started < self._count:
                self._started += 1
                threading.Thread(target=self._run, name=f"{self._name}-{self._started}", daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing to do: the threads end with the process."""

    async def run(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the work on one of the threads, in the context of the caller. Raises what the work raises."""
        call = partial(contextvars.copy_context().run, work, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self, call)

    def _run(self) -> None:
        while True:
            try:
                future, call = self._work.get_nowait()
            except queue.Empty:
                self._free.release()
                future, call = self._work.get()
            if future.set_running_or_notify_cancel():
                self._under_way.add(future)
                try:
                    future.set_result(call())
                except BaseException as error:
                    future.set_exception(error)
                self._under_way.discard(future)
            # Not held on to until the next piece of work.
            del future, call


def end_process_if_busy() -> None:
    """End the process with status 0 where a thread is at work: a model that is cut off would end it with a crash."""
    if any(threads.busy for threads in _ALL):
        logging.shutdown()
        sys.stdout.flush()
        os._exit(0)


ANSWERS = Threads(1, "answers")
"""Questions; they come in batches, one after the other."""
CATALOG = Threads(4, "catalog")
"""Look-ups in the archive, which autocomplete waits for: Discord gives it three seconds."""
WEB = Threads(4, "web")
"""Pages that a member asked for."""
SYNCS = Threads(2, "syncs")
"""Sources, read one sync at a time, and hubs."""
PICTURES = Threads(1, "pictures")
