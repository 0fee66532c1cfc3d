"""Whether the page that was quoted still says so: asked for at most once in ten minutes a quote."""

from __future__ import annotations

import time
from dataclasses import replace

from bot.services.threads import WEB
from embeddings import Archive, Fetching, Quote, Verification

_FRESH = 600.0
"""Seconds for which a page is not asked again."""
_KEPT = 500


class Verifier:
    """Looks pages up off the event loop. Safe to share between tasks."""

    def __init__(self, archive: Archive, fetching: Fetching) -> None:
        self._archive = archive
        # Somebody waits for it, so that it is soon given up.
        self._fetching = replace(fetching, seconds=10.0, total_seconds=20.0, delay=0.0, pages=10)
        self._known: dict[tuple[str, str], tuple[float, Verification]] = {}

    async def of(self, quote: Quote) -> Verification:
        """What the page of a quote says of it, now or a few minutes ago.

        Raises:
            PullquoteError: as the archive does.
        """
        key = quote.post.key, quote.digest
        when, verification = self._known.get(key, (0.0, None))
        if verification is None or time.monotonic() - when > _FRESH:
            verification = await WEB.run(self._archive.verify_quote, quote, self._fetching)
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[key] = time.monotonic(), verification
        return verification
