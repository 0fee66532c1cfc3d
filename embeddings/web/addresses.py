"""Comparing addresses: two spellings of one address are the same page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|ref|share|replytocom|source", re.IGNORECASE)
_MOBILE = ("m", "1")
"""The query of Blogger's mobile pages."""
_CONTROLS = "".join(map(chr, range(0x20)))
_NO_BREAKS = str.maketrans("", "", "\t\n\r")
_UNSAFE = re.compile(r"[\s\x00-\x1f\x7f-\x9f<>\"\ud800-\udfff]")
_INDEX = re.compile(r"/(?:index\.\w+)?$")


def is_address(location: str) -> bool:
    """Whether a source is given by a web address rather than by a path."""
    return location.startswith(("http://", "https://"))


def page_address(url: str) -> str:
    """An address as a browser takes it, without line breaks and with nothing in it that could end a link; empty where
    it is not that of a page on the web. https://url.spec.whatwg.org/#concept-basic-url-parser"""
    url = url.strip(f"{_CONTROLS} ").translate(_NO_BREAKS)
    try:
        parts = urlsplit(url)
        # Each raises where it is none.
        there = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 0) >= 0
    except ValueError:
        return ""
    return _UNSAFE.sub(lambda found: quote(found.group(), errors="replace"), url) if there else ""


def address_key(url: str) -> str:
    """A key that all spellings of one address share: without scheme, ``www.``, last slash, fragment and tracking
    parameters. What is no address is its own key."""
    try:
        parts = urlsplit(url.strip())
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    except ValueError:
        return url
    host = (parts.hostname or "").removeprefix("www.")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([pair for pair in pairs if not _TRACKING.fullmatch(pair[0]) and pair != _MOBILE])
    return f"{host}{port}{_INDEX.sub('', parts.path)}{f'?{query}' if query else ''}"


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are on one host."""
    try:
        hosts = [(urlsplit(url).hostname or "").removeprefix("www.") for url in (one, other)]
    except ValueError:
        return False
    return hosts[0] == hosts[1]
