"""``pullquote`` and ``python -m bot``."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from contextlib import suppress

# Nothing else is imported up here: Ctrl-C while modules load is caught in `main` like any other.

INTERRUPTED = 130
"""Exit status after Ctrl-C: 128 and the number of the signal, as shells count."""
GARBAGE = 50_000
"""Objects more than were freed after which Python looks for cycles among the new ones, instead of 700. Loading PyTorch
makes half a million that stay: they were looked at again and again, for a sixth of the time of ``pullquote ask``."""


def main() -> None:
    """Run the command line; what goes wrong on purpose is one line on the error stream and exit status 1."""
    gc.set_threshold(GARBAGE, *gc.get_threshold()[1:])
    # What is over by then cannot be stopped any more.
    atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)
    before, sys.unraisablehook = sys.unraisablehook, _unraisable
    try:
        _run()
    except KeyboardInterrupt:
        _end_interrupted()
    except SystemExit as end:
        # Typer makes it of a KeyboardInterrupt.
        if end.code == INTERRUPTED:
            _end_interrupted()
        raise
    finally:
        sys.unraisablehook = before


def _run() -> None:
    from bot.advice import told  # noqa: PLC0415
    from bot.cli.app import app  # noqa: PLC0415
    from bot.cli.terminal import err  # noqa: PLC0415
    from embeddings import PullquoteError  # noqa: PLC0415

    try:
        app()
    except PullquoteError as error:
        err.print(f"pullquote: {told(error)}", soft_wrap=True)
        sys.exit(getattr(error, "exit_status", 1))
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough.
        _drop_output()
        sys.exit(0)
    except OSError as error:
        if _can_print():
            raise
        _drop_output()
        err.print(f"pullquote: standard output cannot be written ({error.strerror}).", soft_wrap=True)
        sys.exit(1)


def _can_print() -> bool:
    """Whether standard output takes a line; where it does, an error came of something else."""
    try:
        print(flush=True)
    except OSError:
        return False
    return True


def _drop_output() -> None:
    """Have the interpreter, which flushes at its end what was printed, do so without an error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unraisable(what: sys.UnraisableHookArgs) -> None:
    """Ctrl-C may arrive in a destructor or a callback, where Python would print it and go on."""
    if what.exc_type is KeyboardInterrupt:
        _end_interrupted()
    sys.__unraisablehook__(what)


def _end_interrupted() -> None:
    """End at once: the interpreter's own end would wait for threads, and print a traceback at the next Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):  # whoever reads it may be gone
        sys.stdout.flush()
    print("stopped", file=sys.stderr, flush=True)
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
