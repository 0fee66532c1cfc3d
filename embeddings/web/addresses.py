"""Comparing addresses: two spellings of one address are the same page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

from embeddings.content.addresses import parts_of

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|ref|share|replytocom|source", re.IGNORECASE)
_MOBILE = ("m", "1")
"""The query of Blogger's mobile pages."""
_INDEX = re.compile(r"/(?:index\.\w+)?$")


def is_address(location: str) -> bool:
    """Whether a source is given by a web address rather than by a path."""
    return location.startswith(("http://", "https://"))


def address_key(url: str) -> str:
    """A key that all spellings of one address share: without scheme, ``www.``, last slash, fragment and tracking
    parameters. What is no address is its own key."""
    parts = parts_of(url.strip())
    if parts is None:
        return url
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [pair for pair in pairs if not _TRACKING.fullmatch(pair[0]) and pair != _MOBILE]
    query = urlencode(kept, errors="surrogatepass")  # half of a character is another address than the other half
    return f"{host}{port}{_INDEX.sub('', parts.path)}{f'?{query}' if query else ''}"


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are on one host."""
    hosts = [(parts.hostname or "").removeprefix("www.") for url in (one, other) if (parts := parts_of(url))]
    return len(hosts) == 2 and hosts[0] == hosts[1]
