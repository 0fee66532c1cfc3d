"""Addresses as others write them: relative, broken, or none at all."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urljoin, urlsplit

_LINE_BREAKS = re.compile(r"[\t\n\r]")
_ENCODED = str.maketrans({char: f"%{ord(char):02X}" for char in ' <>"'})
MAX_ADDRESS_BYTES = 2_500
"""An index of PostgreSQL's takes some 2,700 bytes, and Discord a text of 4,000 characters."""
_NEVER = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")

_OF_A_PAGE = re.compile(
    r"(?:(?:/(?!\d{4}/)[^/]+)?/(?:about(?:[-_]?(?:me|us))?|colophon|imprint|impressum|404|500)"
    r"|(?:/[a-z]{2}(?:-[a-z]{2})?)?/(?:contact(?:[-_]?(?:me|us))?|privacy(?:-policy)?))(?:/|/index)?(?:\.x?html?)?",
    re.IGNORECASE,
)
"""What blogs call a page that is no post, at their root or in their one folder; what a post may be called too, at their
root or in the folder of a language."""

_BARE = re.compile(
    r"(?:(?P<local>localhost|\d{1,3}(?:\.\d{1,3}){3})|(?:[^\W_][\w-]*\.)+(?P<last>[^\W\d_]{2,}))(?P<port>:\d{1,5})?"
    r"(?P<path>/\S*)?"
)
"""An address as it is said, without its scheme."""
_FILES = re.compile(r"xml|zip|gz|tgz|tar|json|jsonl|csv|tsv|txt|md|mdx|markdown|html?|rss|atom|wxr|rst|opml|pdf|docx?")
"""How the name of a file ends."""


def likely_address(location: str) -> str:
    """The address that was meant by what is no path and lacks a scheme; empty where none was."""
    found = _BARE.fullmatch(location)
    if not found:
        return ""
    if not found["port"] and not location.startswith("www.") and _FILES.fullmatch((found["last"] or "").lower()):
        return ""
    return f"{'http' if found['local'] or found['port'] else 'https'}://{location}"


def joined(base: str, link: str) -> str:
    """A link as it stands on a page at ``base``; empty where it is no address."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""


def is_of_a_page(path: str) -> bool:
    """Whether a path, from its first slash, is by its name that of a page which tells of the blog: no post is."""
    return bool(_OF_A_PAGE.fullmatch(path))


def page_address(url: str) -> str:
    """The address as a browser opens it, without line breaks, its spaces, quotation marks and angle brackets encoded;
    empty where it is none, or no page's, or too long to be kept.

    https://url.spec.whatwg.org/#concept-basic-url-parser
    """
    url = _LINE_BREAKS.sub("", url.strip()).translate(_ENCODED)
    parts = parts_of(url)
    host = parts.hostname if parts and parts.scheme in ("http", "https") else ""
    # No host has a character that is encoded in a path.
    is_page = host and "%" not in host and not _NEVER.search(url) and len(url.encode()) <= MAX_ADDRESS_BYTES
    return url if is_page else ""


def parts_of(url: str) -> SplitResult | None:
    """The parts of an address; ``None`` where it is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # which is not looked at before it is asked for
    except ValueError:
        return None
    return parts
