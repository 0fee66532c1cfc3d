"""Unpacking and decoding the bytes of a page."""

from __future__ import annotations

import re
import zlib

import trafilatura

_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


def decoded(data: bytes, charset: str = "") -> str:
    """The text of a page: by the encoding that its server or the page declares where its bytes fit, else by a guess.

    A page that declares UTF-8 wrongly is nearly always Windows-1252.

    Args:
        data: the page.
        charset: the encoding that the server declares; empty where it declares none.
    """
    head = data[:2048]
    declared = charset or (found.group(1).decode() if (found := _CHARSET.search(head)) else "")
    for name in (declared, "utf-8-sig", "cp1252" if declared.lower().startswith("utf") else ""):
        try:
            if name:
                return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return str(trafilatura.utils.decode_file(data))


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
