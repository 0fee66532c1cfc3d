"""Limits and manners of fetching."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from importlib.metadata import version

from embeddings.errors import StoppedError

GHOST_API = "/ghost/api/content/"
"""Where Ghost has its Content API."""
NAME = "Pullquote"
"""What a robots.txt knows Pullquote by."""


@dataclass(frozen=True, slots=True)
class Fetching:
    """Limits and manners of fetching."""

    contact: str = ""
    """How sites can reach whoever runs the bot: a web or mail address."""
    allowed: tuple[str, ...] = ()
    """Hosts, with or without a port, that may be fetched from although they are private."""
    delay: float = 0.5
    """Seconds between two requests to a host; its robots.txt may ask for more."""
    pages: int = 10_000
    """Requests to one site in one sync, at most."""
    total_bytes: int = 2 * 1024**3
    """Bytes from one site in one sync, at most."""
    page_bytes: int = 32 * 1024**2
    """Bytes of one answer, unpacked, at most."""
    seconds: float = 60.0
    """Seconds for one answer at most, from the request to the last byte, redirects and all."""
    total_seconds: float = 24 * 3600.0
    """Seconds for one site in one sync, pauses and all, at most."""
    recheck_days: float = 7.0
    """Days within which every page is asked for again whose site does not say when it was changed."""
    ghost_key: str = ""
    """A key to the Content API of a Ghost blog, from its owner."""
    patience: float = 1.0
    """Seconds before a failed request is tried again; doubled each time."""
    stop: threading.Event = field(default_factory=threading.Event, compare=False, repr=False)
    """Once it is set, whatever fetches by these terms raises :class:`~embeddings.errors.StoppedError`."""

    def go_on(self, seconds: float = 0.0) -> None:
        """Pause for so many seconds, unless it is to stop.

        Raises:
            StoppedError: it is.
        """
        if self.stop.wait(seconds):
            raise StoppedError

    @property
    def agent(self) -> str:
        """The ``User-Agent`` header (RFC 9110, section 10.1.5): name, version, purpose and contact."""
        return (
            f"{NAME}/{version('pullquote')} (quotes this blog on Discord{f'; {self.contact}' if self.contact else ''})"
        )
