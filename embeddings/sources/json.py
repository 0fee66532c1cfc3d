"""JSON files that may be larger than memory, broken or malicious, through ijson."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

import ijson

from embeddings.content.bounds import Unreadable
from embeddings.sources.files import SourceFile

_CHUNK = 1 << 22
"""Bytes that are parsed at once: a text that is longer is gone through again with each chunk of it."""
_MAX_DEPTH = 50
"""ijson keeps the whole path of each level that it is in."""
_NUMBER = b"+-.0123456789Ee"
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+("?)|[\[{]|[\]}]|[-+.\deE]{17,}', re.DOTALL)
"""A text, as far as it goes, a bracket, or a number that is longer than any that a row has."""


class Objects:
    """The objects of the lists in a file, one at a time, so that it never has to fit into memory.

    A number of more than 16 characters is given as a string: Python refuses to make an integer of more than 4,300
    digits (https://docs.python.org/3/library/stdtypes.html#int-max-str-digits), at which ijson ends the process.
    """

    def __init__(self, file: SourceFile) -> None:
        self._file = file
        self._harmless = False
        """Whether all of it was checked, and nothing has to be kept from ijson."""

    def at(self, path: str) -> Iterator[dict[str, Any]]:
        """Those of one list, such as ``"posts.item"``.

        Raises:
            Unreadable: the file is broken, or nested too deeply, from there on.
        """
        with self._file.open() as data:
            checked = _Checked(data)
            try:
                found = ijson.items(data if self._harmless else checked, path, buf_size=_CHUNK)
                yield from (row for row in found if isinstance(row, dict))
            except ijson.JSONError as error:
                raise Unreadable(f"it is broken: {' '.join(str(error).split())[:120]}") from error
            self._harmless = self._harmless or checked.harmless


class _Checked:
    """The bytes of a file as ijson may have them."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._left = b""
        """What was read, and may go on in the next chunk."""
        self._in_text = False
        self._depth = 0
        self._fault = ""
        self.harmless = True
        """Whether it is given as it stands."""

    def read(self, size: int) -> bytes:
        """
        Raises:
            Unreadable: it is nested too deeply, or a number is longer than a chunk.
        """
        while size:
            if self._fault:
                # What stands before it was given.
                raise Unreadable(self._fault)
            chunk = self._file.read(size)
            if given := self._given(chunk):
                return given
            if not chunk:
                break
            if len(self._left) > _CHUNK:
                self._fault = f"a number in it has more than {_CHUNK:,} digits"
        return b""

    def _given(self, chunk: bytes) -> bytes:
        opened = b'"' if self._in_text else b""
        data = opened + self._left + chunk
        end = len(data)
        parts: list[bytes] = []
        given = len(opened)
        for match in _TOKEN.finditer(data):
            token = data[match.start()]
            self._in_text = token == ord('"') and not match[1]
            if self._in_text:
                end = match.end() if chunk else end
            elif token in b"[{":
                self._depth += 1
                if self._depth > _MAX_DEPTH:
                    self._fault, end = "it is nested too deeply", match.start()
                    break
            elif token in b"]}":
                self._depth -= 1
            elif token != ord('"') and (match.end() < end or not chunk):
                self.harmless = False
                parts += data[given : match.start()], b'"', match[0], b'"'
                given = match.end()
        if chunk and not self._in_text and not self._fault:
            end = max(given, len(data.rstrip(_NUMBER)))
        self._left = data[end:]
        parts.append(data[given:end])
        return b"".join(parts)
