"""Subscribing to a blog's new posts at a hub. https://www.w3.org/TR/websub/"""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass

import httpx

from embeddings.web.fetching import Fetching
from embeddings.web.guard import GuardedTransport

_HASHES = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}
_DAY = 24 * 3600
LEASE = 10 * _DAY
"""Seconds of a subscription that is asked for; a hub may grant fewer."""
_MAX_DIGITS = 12
_SECONDS = 20.0
"""Seconds that a hub has to answer."""


@dataclass(frozen=True, slots=True)
class Hub:
    """Where to subscribe to a source's new posts."""

    source: str
    url: str
    """The hub's address."""
    topic: str
    """The address of the feed, as the feed gives it."""


def subscribe(hub: Hub, callback: str, secret: str, fetching: Fetching) -> str:
    """Ask a hub to send new posts to a callback; the hub first asks the callback to confirm (section 5.1).

    Returns what went wrong, in one line, or an empty text.
    """
    form = {
        "hub.mode": "subscribe",
        "hub.topic": hub.topic,
        "hub.callback": callback,
        "hub.secret": secret,
        "hub.lease_seconds": str(LEASE),
    }
    headers = {"User-Agent": fetching.agent}
    transport = GuardedTransport(fetching.allowed)
    transport.clock.end = time.monotonic() + min(_SECONDS, fetching.seconds)
    try:
        with (
            httpx.Client(transport=transport, headers=headers, timeout=_SECONDS, trust_env=False) as client,
            # What the hub has to say besides the status is not read.
            client.stream("POST", hub.url, data=form) as answer,
        ):
            pass
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        return f"{hub.url}: {' '.join(str(error).split()) or type(error).__name__}"
    return "" if answer.is_success else f"{hub.url}: it answers {answer.status_code} {answer.reason_phrase}"


def granted_lease(text: str) -> float:
    """Seconds for which a hub says that it will tell of news (section 5.3), at most as many as were asked for; a day
    where it says nothing that can be understood."""
    granted = int(text) if text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS else 0
    return float(min(granted or _DAY, LEASE))


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether ``X-Hub-Signature`` is that of the body under the secret (section 7.1)."""
    method, _, given = signature.partition("=")
    algorithm = _HASHES.get(method.lower())
    if algorithm is None:
        return False
    expected = hmac.new(secret.encode(), body, algorithm).hexdigest()
    return hmac.compare_digest(expected.encode(), given.strip().lower().encode())
