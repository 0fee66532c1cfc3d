"""``pullquote`` and ``python -m bot``."""

from __future__ import annotations

import os
import sys

from bot.advice import told
from bot.cli.app import app
from bot.cli.terminal import err
from embeddings import PullquoteError


def main() -> None:
    """Run the command line; what goes wrong on purpose is one line on the error stream and exit status 1."""
    try:
        app()
    except PullquoteError as error:
        err.print(f"pullquote: {told(error)}", markup=False, soft_wrap=True)
        sys.exit(getattr(error, "exit_status", 1))
    except KeyboardInterrupt:
        err.print("pullquote: stopped", markup=False)
        sys.exit(130)
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough; the interpreter must not flush into its closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
