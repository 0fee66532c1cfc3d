"""What comes from an address: a page, or the error that says why there is none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import httpx

from embeddings.content.bounds import Unreadable, fault_of, whole_number
from embeddings.content.charset import decoded, unzipped
from embeddings.content.items import Skipped
from embeddings.errors import PullquoteError


class FetchError(Exception):
    """An address could not be fetched, or what came from it is of no use. Its text is one line: address and reason."""

    def __init__(self, url: str, reason: str, *, status: int | None = None) -> None:
        """
        Args:
            url: the address that was asked for.
            reason: what is wrong, in English: the end of a sentence that begins with the address.
            status: the HTTP status of the answer; ``None`` where there was no answer, or its status was no reason.
        """
        super().__init__(url, reason, status)
        self.url = url
        self.reason = reason
        self.status = status

    def __str__(self) -> str:
        return f"{self.url}: {self.reason}"


@contextmanager
def reading(url: str) -> Iterator[None]:
    """Reading what comes from an address.

    Raises:
        FetchError: in the place of whatever else is raised that nobody foresaw.
    """
    try:
        yield
    except (FetchError, PullquoteError):
        raise
    except Unreadable as error:
        raise FetchError(url, error.reason) from error
    except Exception as error:
        raise FetchError(url, fault_of(error)) from error


class Gone(FetchError):
    """There is nothing at the address any more: 404 or 410."""


class Refused(FetchError):
    """The site does not want it read: by its robots.txt, or by 401, 402, 403 or 451."""


class NoAddress(FetchError):
    """It is not the address of a page."""

    def __init__(self, url: str) -> None:
        super().__init__(url, "it is not the address of a page")


class PrivateHost(FetchError):
    """The host has a private address, and is none of those that may."""

    def __init__(self, url: str, reason: str, host: str) -> None:
        super().__init__(url, reason)
        self.host = host


class OverBudget(FetchError):
    """The site has used up the requests or bytes that one crawl may spend on it."""


@dataclass(frozen=True)
class Page:
    """What came from an address."""

    url: str
    """Where it was found, after all redirects."""
    headers: httpx.Headers
    body: bytes
    same: bool = False
    """Whether it is as it was at the last crawl; then ``body`` may be empty."""
    rewritten: bool = False
    """Whether its server says that it was written anew although it is the same."""

    @cached_property
    def text(self) -> str:
        """The body decoded; see :func:`embeddings.content.charset.decoded`."""
        return decoded(self.body, self.headers.get("content-type", "").lower().partition("charset=")[2].strip(" \"';"))


def unpacked(page: Page, limit: int = 64 * 1024**2) -> bytes:
    """The body of a page that may be a gzip file, as sitemaps are.

    Raises:
        FetchError: it is damaged, or unpacks to more than ``limit`` bytes.
    """
    try:
        return unzipped(page.body, limit)
    except ValueError as error:
        raise FetchError(page.url, str(error)) from error


def json_of(page: Page) -> Any:
    """The body as JSON.

    Raises:
        FetchError: it is not JSON, as where an error page came with status 200.
    """
    try:
        return json.loads(page.body, parse_int=whole_number)
    except (ValueError, RecursionError) as error:
        raise FetchError(page.url, "it is not the JSON that was asked for") from error


def records(rows: Iterable[Any], name: str, what: str) -> Iterator[dict[str, Any] | Skipped]:
    """The rows of a list in JSON that are records, and a :class:`Skipped` for each that is none.

    Args:
        rows: the list.
        name: where it is, for the report.
        what: each of them is.
    """
    for number, row in enumerate(rows, 1):
        if isinstance(row, dict):
            yield row
        else:
            yield Skipped(f"{name}, {what} {number}", f"it is not a {what}", fault=True)
