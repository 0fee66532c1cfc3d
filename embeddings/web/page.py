"""What comes from an address: a page, or why there is none."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import Any

import httpx

from embeddings.content.charset import decoded


class FetchError(Exception):
    """An address could not be had, for the reason in its text, one line."""


class Gone(FetchError):
    """There is nothing at the address any more: 404 or 410."""


class Refused(FetchError):
    """The site does not want it read: by its robots.txt, or by 401, 402, 403 or 451."""


class OverBudget(FetchError):
    """A site asks for more pages or bytes than it may."""


@dataclass(frozen=True, slots=True)
class Page:
    """What came from an address."""

    url: str
    """Where it was found, behind all redirects."""
    headers: httpx.Headers
    body: bytes
    same: bool = False
    """Whether it is what it was at the last run; then ``body`` may be empty."""

    @property
    def text(self) -> str:
        """The body decoded; see :func:`embeddings.sources.html.decoded`."""
        return decoded(self.body, self.headers.get("content-type", "").lower().partition("charset=")[2].strip(" \"';"))


def unpacked(page: Page, limit: int = 64 * 1024**2) -> bytes:
    """The body of a page that may be a gzip file, as sitemaps are.

    Raises:
        FetchError: it is damaged, or unpacks to more than ``limit`` bytes.
    """
    if not page.body.startswith(b"\x1f\x8b"):
        return page.body
    try:
        unzipper = zlib.decompressobj(wbits=31)
        body = unzipper.decompress(page.body, limit)
    except zlib.error as error:
        raise FetchError(f"{page.url}: it is a damaged gzip file") from error
    if unzipper.unconsumed_tail:
        raise FetchError(f"{page.url}: it unpacks to more than {limit // 2**20} MB")
    return body


def json_of(page: Page) -> Any:
    """The body as JSON.

    Raises:
        FetchError: it is none, as where an error page came with status 200.
    """
    try:
        return json.loads(page.body)
    except (ValueError, RecursionError) as error:
        raise FetchError(f"{page.url}: it is not the JSON that was asked for") from error
