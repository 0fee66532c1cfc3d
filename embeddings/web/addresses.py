"""Comparing addresses: two spellings of one address are the same page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

from embeddings.content.addresses import parts_of

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|ref|share|replytocom|source", re.IGNORECASE)
_MOBILE = ("m", "1")
"""The query of Blogger's mobile pages."""
_INDEX = re.compile(r"/(?:index\.\w+)?$")
_DAY = r"(?:19|20)\d\d(?:{0}\d\d?(?:{0}\d\d?)?)?"
_ARCHIVE = re.compile(
    rf"/archives?(?:/(?:categor(?:y|ies)|tags?|topics?|authors?)/.*"
    rf"|(?:/date)?(?:/{_DAY.format('/')})?(?:/page/\d+)?(?:/(?:index\.\w+)?)?|/{_DAY.format('[-_]')}(?:_archive)?\.\w+)$",
    re.IGNORECASE,
)
"""Below such a folder stand the posts of Movable Type and those of WordPress with permalinks by number too."""
_LISTS = re.compile(r"tags?|categor(?:y|ies)|topics?|authors?|page|search|labels?", re.IGNORECASE)
_NO_POST = re.compile(
    r"/index-\d+\.html?$|/(?:19|20)\d\d(?:/\d\d)?/(?:index\.html?)?$"
    r"|\.(?:jpe?g|png|gif|webp|svg|pdf|zip|mp3|mp4|xml|rss|atom|css)$"
    r"|/(?:assets?|static|js|(?:java)?scripts?|dist|vendor|wp-\w+)/(?:[^?#]*/)?[^/?#]+\.js$",
    re.IGNORECASE,
)
"""Of what ends in ".js" only what is in a folder of scripts: posts are named after Node.js and its like."""


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


def is_archive_list(url: str) -> bool:
    """Whether an address is by its path that of an archive or of a part of it: a year, a month, a tag, a page."""
    parts = parts_of(url)
    return bool(parts and _ARCHIVE.search(parts.path))


def is_no_post(url: str) -> bool:
    """Whether an address is by its path no post's: that of a list, of what is below one, or of a file."""
    below = url.rpartition("//")[2].removesuffix("/").split("/")
    return any(map(_LISTS.fullmatch, below)) or is_archive_list(url) or bool(_NO_POST.search(url))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are on one host."""
    hosts = [(parts.hostname or "").removeprefix("www.") for url in (one, other) if (parts := parts_of(url))]
    return len(hosts) == 2 and hosts[0] == hosts[1]
