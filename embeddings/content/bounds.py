"""What is wrong with one post costs that post alone: an odd value in it, or the time that it takes."""

from __future__ import annotations

import ctypes
import math
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar, TypeVarTuple

from embeddings.content.items import Skipped

SECONDS = 30.0
"""Seconds that reading one post may take; one of 200,000 words takes about two."""
_AGAIN = 1.0
"""Seconds after which one that goes on nevertheless is stopped again: what is raised while an object is thrown away is
lost."""
_STEP = 0.25
"""Seconds between two looks."""
_STEPS_TO_ARRIVE = 100
"""Steps of a loop at each of which an exception from outside may arrive."""
_REASON_CHARS = 120
_MOST_DIGITS = 1000

T = TypeVar("T")
Given = TypeVarTuple("Given")


class Unreadable(Exception):
    """A file or a post cannot be read, for the ``reason``; the source's others are read all the same."""

    def __init__(self, reason: str, post: str = "") -> None:
        """
        Args:
            reason: in English, the end of a sentence that begins with the name of the file.
            post: see :attr:`embeddings.content.items.Skipped.post`.
        """
        super().__init__(reason)
        self.reason = reason
        self.post = post


class NoPosts(Unreadable):
    """A file was read to its end, and there is no post in it."""


class _OutOfTimeError(BaseException):
    """Raised in the midst of reading; no ``except Exception`` of a library takes it for its own."""


@contextmanager
def bounded(post: str = "") -> Iterator[None]:
    """Reading one post, or one file that is read at once, within its time.

    Args:
        post: its id or its address, where that is known beforehand.

    Raises:
        Unreadable: in the place of whatever else is raised within, and where it takes longer than ``SECONDS``.
    """
    reading = object()
    try:
        _WATCH.start(reading, SECONDS)
        try:
            yield
        finally:
            _WATCH.stop(reading)
    except Unreadable as error:
        error.post = error.post or post
        raise
    except _OutOfTimeError:
        _WATCH.stop(reading)  # it may have been raised in the midst of that
        raise Unreadable(f"reading it takes longer than {SECONDS:g} seconds", post) from None
    except Exception as error:
        raise Unreadable(fault_of(error), post) from error


def item_of(name: str, read: Callable[[*Given], T], *given: *Given, post: str = "") -> T | Skipped:
    """What one record of a file is, or a :class:`Skipped` with the reason where it cannot be read.

    Args:
        name: of the record, for the report.
        read: makes the item.
        given: for ``read``.
        post: as in :func:`bounded`.
    """
    try:
        with bounded(post):
            return read(*given)
    except Unreadable as error:
        return unreadable(name, error)


def items_of(name: str, read: Callable[[*Given], Iterable[T]], *given: *Given, post: str = "") -> Iterator[T | Skipped]:
    """The same of a record that is several items, such as a post with its comments."""
    found = item_of(name, lambda: list(read(*given)), post=post)
    yield from [found] if isinstance(found, Skipped) else found


def told(read: Callable[[*Given], str], *given: *Given) -> str:
    """What a record says of itself, such as its id; empty where that cannot be read."""
    try:
        return read(*given)
    except Exception:
        return ""


def unreadable(name: str, error: Unreadable) -> Skipped:
    """What is said of a file or a record of that name."""
    return Skipped(name, error.reason, fault=not isinstance(error, NoPosts), post=error.post)


def fault_of(error: Exception) -> str:
    """An error that nobody foresaw, as the end of a sentence."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    said = " ".join(str(error).split())[:_REASON_CHARS]
    return f"something in it cannot be read ({type(error).__name__}{f': {said}' if said else ''})"


def whole_number(digits: str) -> float:
    """A whole number in JSON, for the ``parse_int`` of :func:`json.loads`: one that is longer than Python reads at once
    is infinite, rather than an error of the whole text."""
    return int(digits) if len(digits) <= _MOST_DIGITS else math.inf


class _Watch:
    """Raises :class:`_OutOfTimeError` in the threads whose time is over. One thread for all of them, which sleeps while
    nothing is read."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._busy = threading.Event()
        self._left: dict[object, tuple[int, int]] = {}
        """By what is being read, the thread that reads it and the looks after which its time is over. They are counted,
        since a clock goes on while the machine or the process is stopped."""
        self._raised: set[object] = set()
        """What was read for too long, and is being read still."""

    def start(self, reading: object, seconds: float) -> None:
        """Watch the thread that calls."""
        with self._lock:
            self._left[reading] = threading.get_ident(), round(seconds / _STEP)
            self._busy.set()
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="time of a post", daemon=True)
                self._thread.start()

    def stop(self, reading: object) -> None:
        with self._lock:
            self._left.pop(reading, None)
            raised = reading in self._raised
            self._raised.discard(reading)
        if raised:
            # What is on its way would arrive outside. To take it back by the same call leaves Python 3.11 looking for
            # it at every step from then on, and without end while coverage traces.
            with suppress(_OutOfTimeError):
                for _ in range(_STEPS_TO_ARRIVE):
                    pass

    def _run(self) -> None:
        while self._busy.wait():
            time.sleep(_STEP)
            with self._lock:
                for reading, (thread, looks) in list(self._left.items()):
                    if looks <= 0:
                        self._raised.add(reading)
                        _raise_in(thread, _OutOfTimeError)
                    self._left[reading] = thread, looks - 1 if looks > 0 else round(_AGAIN / _STEP)
                if not self._left:
                    self._busy.clear()


_WATCH = _Watch()


def _raise_in(thread: int, kind: type[BaseException]) -> None:
    """Have a thread raise something at its next step."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(kind))
