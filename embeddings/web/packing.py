"""Bodies as they were packed for the way, unpacked some bytes at a time: a few may unpack to gigabytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

import httpx

ACCEPTED = "gzip, deflate"
"""The ``Accept-Encoding`` header: what :func:`unpacked` can unpack."""
_AT_ONCE = 256 * 1024
_ZLIB, _RAW, _GZIP = zlib.MAX_WBITS, -zlib.MAX_WBITS, zlib.MAX_WBITS | 16
_GZIP_NAMES = frozenset({"gzip", "x-gzip"})
_PACKINGS = frozenset({*_GZIP_NAMES, "deflate", "br", "zstd", "compress", "x-compress"})
"""Other words in the header, such as a charset, are mistakes of servers that do not pack."""


def unpacked(response: httpx.Response) -> Iterator[bytes]:
    """The body of a response in small pieces.

    Raises:
        httpx.DecodingError: it is damaged, or packed in several ways, one over the other, or in one that nobody asked
            for.
    """
    header = response.headers.get("content-encoding", "").lower()
    packings = [name for part in header.split(",") if (name := part.strip()) in _PACKINGS]
    if not packings:
        yield from response.iter_raw()
        return
    if packings not in (["gzip"], ["x-gzip"], ["deflate"]):
        raise httpx.DecodingError(f"it is packed as {', '.join(packings[:5])}, which was not asked for")
    try:
        yield from _inflated(response.iter_raw(), _GZIP if packings[0] in _GZIP_NAMES else _ZLIB)
    except zlib.error as error:
        raise httpx.DecodingError(f"its {packings[0]} is damaged ({error})") from error


def _inflated(packed: Iterable[bytes], bits: int) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(bits)
    first = True
    for part in packed:
        left = part
        while left and not unpacker.eof:
            try:
                piece = unpacker.decompress(left, _AT_ONCE)
            except zlib.error:
                # Some servers send "deflate" without the header that RFC 9110, section 8.4.1.2, asks for.
                if not first or bits != _ZLIB:
                    raise
                unpacker = zlib.decompressobj(_RAW)
                piece = unpacker.decompress(left, _AT_ONCE)
            first = False
            left = unpacker.unconsumed_tail
            yield piece
    yield unpacker.flush()
