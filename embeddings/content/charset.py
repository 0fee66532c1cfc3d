"""The bytes of a page as text."""

from __future__ import annotations

import re

import trafilatura

_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


def decoded(data: bytes, charset: str = "") -> str:
    """The text of a page: by what its server or the page itself says where that fits, else by what its bytes are.

    A page that says UTF-8 and is none was nearly always written under Windows.
    """
    head = data[:2048]
    said = charset or (found.group(1).decode() if (found := _CHARSET.search(head)) else "")
    for name in (said, "utf-8-sig", "cp1252" if said.lower().startswith("utf") else ""):
        try:
            if name:
                return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return str(trafilatura.utils.decode_file(data))
