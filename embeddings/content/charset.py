"""Unpacking and decoding the bytes of a page."""

from __future__ import annotations

import codecs
import re
import zlib

import trafilatura

_NO_CHARSETS = frozenset({"undefined", "punycode", "idna", "unicode-escape", "raw-unicode-escape", "utf-7"})
"""Codecs of Python's that are no encodings of pages: one raises whatever it is given, one takes minutes. Each has many
names, of which Python knows it by this."""
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


def decoded(data: bytes, charset: str = "") -> str:
    """The text of a page: by the encoding that its server or the page declares where its bytes fit, else by a guess.

    A page that declares UTF-8 wrongly is nearly always Windows-1252.

    Args:
        data: the page.
        charset: the encoding that the server declares; empty where it declares none.
    """
    head = data[:2048]
    found = _CHARSET.search(head)
    declared = (charset or (found.group(1).decode() if found else "")).strip().lower().replace("_", "-")
    if found and not charset and not _is_read_by_bytes(found.group(), declared):
        declared = "utf-8"
    for name in (declared, "utf-8-sig", "cp1252" if declared.startswith("utf") else ""):
        try:
            if is_charset(name):
                return data.decode(name)
        except (LookupError, ValueError):
            continue
    return str(trafilatura.utils.decode_file(data))


def is_charset(name: str) -> bool:
    """Whether Python knows an encoding by this name, and pages may be written in it."""
    try:
        return codecs.lookup(name).name not in _NO_CHARSETS
    except (LookupError, ValueError):
        return False


def _is_read_by_bytes(mark: bytes, charset: str) -> bool:
    """Whether the mark by which a page declares an encoding can be read in it: in none that has two bytes a letter."""
    try:
        return not is_charset(charset) or mark.decode(charset) == mark.decode("latin-1")
    except (LookupError, ValueError):
        return True


def unzipped(data: bytes, limit: int = 64 * 1024**2) -> bytes:
    """The data, unpacked where it is a gzip file: servers send those without saying so, and people save them.

    Raises:
        ValueError: it is damaged, or unpacks to more than ``limit`` bytes.
    """
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        unzipper = zlib.decompressobj(wbits=31)
        body = unzipper.decompress(data, limit)
    except zlib.error as error:
        raise ValueError("it is a damaged gzip file") from error
    if unzipper.unconsumed_tail:
        raise ValueError(f"it unpacks to more than {limit // 2**20} MB")
    return body
