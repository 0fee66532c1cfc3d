"""Pages of the web, asked for politely and within bounds."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from types import TracebackType
from typing import Self

import httpx
import tenacity
from protego import Protego

from embeddings.web.guard import Forbidden, GuardedTransport, is_allowed
from embeddings.web.page import FetchError, Gone, OverBudget, Page, Refused

_NAME = "Pullquote"
"""What robots.txt may call it."""
_ROBOTS_SECONDS = 24 * 3600
_ROBOTS_CHARS = 500 * 1024
"""What RFC 9309, section 2.5, asks to read at least."""
_TRIES = 3
_REDIRECTS = 10
_PATIENCE = 20.0
"""Seconds without a single byte."""
_LONGEST_DELAY = 30.0
_LONGEST_WAIT = 60.0
"""Seconds waited at most for a server that says when to come back."""
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_REFUSALS = frozenset({401, 402, 403, 451})


@dataclass(frozen=True, slots=True)
class Fetching:
    """How pages are asked for."""

    contact: str = ""
    """Who runs the bot: an address or a mailbox that sites can turn to."""
    allowed: tuple[str, ...] = ()
    """Private hosts that may be asked all the same."""
    delay: float = 0.5
    """Seconds between two requests to a host; its robots.txt may ask for more."""
    pages: int = 10_000
    """Requests to one site in one sync."""
    total_bytes: int = 2 * 1024**3
    page_bytes: int = 32 * 1024**2
    seconds: float = 60.0
    """For one answer, from the first byte to the last."""
    patience: float = 1.0
    """Seconds before a failed request is tried again; doubled each time."""

    @property
    def agent(self) -> str:
        """An honest ``User-Agent`` (RFC 9110, section 10.1.5)."""
        return f"{_NAME}/0.1 (quotes this blog on Discord{f'; {self.contact}' if self.contact else ''})"


@dataclass(slots=True)
class CrawlState:
    """What is known of a source's addresses from earlier runs, and will be known to the next."""

    validators: dict[str, dict[str, str]] = field(default_factory=dict)
    """``etag``, ``modified`` and ``digest`` by address: what a conditional request needs (RFC 9110, section 13)."""
    stamps: dict[str, str] = field(default_factory=dict)
    """By address, what the site said of its last change when it was read."""
    checks: list[str] = field(default_factory=list)
    """Addresses of which one changes whenever a post does; empty unless the site was read to its end."""
    hub: tuple[str, str] = ("", "")
    """The WebSub hub that tells of news, and what the feed is called there; empty where there is none."""
    robots: dict[str, tuple[str, float]] = field(default_factory=dict)
    """By site, its robots.txt and when it was read, in seconds since 1970."""
    terms: str = ""
    """What the reading took and how it read; where that changes, all of the site is read again."""

    def agree(self, terms: str) -> None:
        """Forget what was learnt under other terms."""
        if self.terms != terms:
            self.validators, self.stamps, self.checks, self.terms = {}, {}, [], terms


class Fetcher:
    """Asks one site after the other, one request at a time. Use it as a context manager."""

    def __init__(self, fetching: Fetching, memory: CrawlState | None = None) -> None:
        self.memory = memory or CrawlState()
        self.requests = 0
        self._how = fetching
        self._bytes = 0
        self._robots: dict[str, Protego] = {}
        self._last: dict[str, float] = {}
        self._client = httpx.Client(
            transport=GuardedTransport(fetching.allowed),
            headers={"User-Agent": fetching.agent, "Accept-Encoding": "gzip, deflate"},
            timeout=httpx.Timeout(min(_PATIENCE, fetching.seconds)),
            follow_redirects=True,
            max_redirects=_REDIRECTS,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, url: str, *, conditional: bool = False) -> Page:
        """What stands at an address.

        Args:
            url: the address.
            conditional: ask only for what changed since the last run, and remember it for the next.

        Raises:
            Gone: it answers 404 or 410.
            OverBudget: this site has had its share.
            FetchError: anything else that keeps it from being had, in one line.
        """
        robots = self._allowed_by(url)
        headers = self._conditions(url) if conditional else {}
        asked = min(float(robots.crawl_delay(_NAME) or 0), _LONGEST_DELAY)
        # Whoever allows a host of her own network runs it too, and says in its robots.txt if it wants a pause.
        delay = max(0.0 if is_allowed(httpx.URL(url), self._how.allowed) else self._how.delay, asked)
        page = self._tried(url, headers, delay)
        if page.same:
            return page
        if conditional:
            page = self._remembered(url, page)
        return page

    # ---- one request

    def _tried(self, url: str, headers: dict[str, str], delay: float) -> Page:
        def wait(state: tenacity.RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.after if isinstance(error, _TryAgain) else None
            return asked if asked is not None else self._how.patience * 2 ** (state.attempt_number - 1)

        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(_TRIES),
            wait=wait,
            retry=tenacity.retry_if_exception_type(_TryAgain),
            reraise=True,
        )
        return retrying(self._once, url, headers, delay)

    def _once(self, url: str, headers: dict[str, str], delay: float) -> Page:
        if self.requests >= self._how.pages:
            raise OverBudget(
                f"{url}: the site was asked {self.requests:,} times already, which is all it gets in a run"
            )
        self._pause(url, delay)
        self.requests += 1
        started = time.monotonic()
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                return self._read(url, response, started)
        except FetchError:
            raise
        except Forbidden as error:
            raise FetchError(f"{url}: {error}") from error
        except httpx.TooManyRedirects as error:
            raise FetchError(f"{url}: it redirects without end") from error
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise FetchError(f"{url}: it is no address of a page") from error
        except httpx.TimeoutException as error:
            raise _TryAgain(f"{url}: it does not answer in time") from error
        except httpx.HTTPError as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            if "certificate" in reason.lower():
                raise FetchError(f"{url}: its certificate is not valid ({reason[:120]})") from error
            raise _TryAgain(f"{url}: it cannot be reached ({reason[:120]})") from error

    def _read(self, url: str, response: httpx.Response, started: float) -> Page:
        status = response.status_code
        if status == httpx.codes.NOT_MODIFIED:
            return Page(str(response.url), response.headers, b"", same=True)
        if status in (404, 410):
            raise Gone(f"{url}: there is nothing there any more ({status})")
        if status in _BUSY:
            raise _TryAgain(f"{url}: it answers {status} {response.reason_phrase}", _retry_after(response))
        if status in _REFUSALS:
            raise Refused(f"{url}: it answers {status} {response.reason_phrase}")
        if status >= 300:
            raise FetchError(f"{url}: it answers {status} {response.reason_phrase}")
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            self._bytes += len(chunk)
            if len(body) > self._how.page_bytes:
                raise FetchError(f"{url}: it is larger than {self._how.page_bytes // 2**20} MB")
            if self._bytes > self._how.total_bytes:
                raise OverBudget(f"{url}: the site has sent {self._bytes // 2**20:,} MB, which is all it may in a run")
            if time.monotonic() - started > self._how.seconds:
                raise FetchError(f"{url}: its answer takes longer than {self._how.seconds:.0f} seconds")
        return Page(str(response.url), response.headers, bytes(body))

    def _pause(self, url: str, delay: float) -> None:
        host = httpx.URL(url).host
        left = self._last.get(host, -delay) + delay - time.monotonic()
        if left > 0:
            time.sleep(left)
        self._last[host] = time.monotonic()

    # ---- robots.txt (RFC 9309)

    def _allowed_by(self, url: str) -> Protego:
        try:
            where = httpx.URL(url)
        except httpx.InvalidURL as error:
            raise FetchError(f"{url}: it is no address of a page") from error
        root = f"{where.scheme}://{where.netloc.decode('ascii', 'replace')}"
        if root not in self._robots:
            self._robots[root] = Protego.parse(self._robots_txt(root))
        robots = self._robots[root]
        if not robots.can_fetch(url, _NAME):
            raise Refused(f"{url}: the site's robots.txt asks not to read it")
        return robots

    def _robots_txt(self, root: str) -> str:
        """The site's robots.txt, of the last day (RFC 9309, section 2.4); empty where it has none."""
        text, when = self.memory.robots.get(root, ("", 0.0))
        if time.time() - when < _ROBOTS_SECONDS:
            return text
        try:
            text = self._tried(f"{root}/robots.txt", {}, 0.0).text[:_ROBOTS_CHARS]
        except (OverBudget, _TryAgain):
            # A site that is down is not asked for more (section 2.3.1.4).
            raise
        except (Gone, Refused):
            text = ""
        except FetchError:
            return ""
        self.memory.robots[root] = text, time.time()
        return text

    def sitemaps(self, url: str) -> list[str]:
        """The sitemaps that a site's robots.txt names. Raises as :meth:`get` does."""
        return list(self._allowed_by(url).sitemaps)

    # ---- conditional requests

    def _conditions(self, url: str) -> dict[str, str]:
        known = self.memory.validators.get(url, {})
        names = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("modified")}
        return {name: value for name, value in names.items() if value}

    def _remembered(self, url: str, page: Page) -> Page:
        # WordPress tells the number of posts in a header, which a validator of the body knows nothing of.
        counted = page.headers.get("x-wp-total", "")
        digest = blake2b(page.body + counted.encode(), digest_size=12).hexdigest()
        known = self.memory.validators.get(url, {})
        etag, modified = ("" if counted else page.headers.get(name, "") for name in ("etag", "last-modified"))
        found = {"etag": etag, "modified": modified, "digest": digest}
        self.memory.validators[url] = found
        return Page(page.url, page.headers, page.body, same=known.get("digest") == digest)


class _TryAgain(FetchError):
    """It may go better in a moment."""

    def __init__(self, text: str, after: float | None = None) -> None:
        super().__init__(text)
        self.after = after


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds to wait by ``Retry-After`` (RFC 9110, section 10.2.3), within bounds."""
    value = response.headers.get("retry-after", "")
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
        except (ValueError, TypeError):
            return None
    return min(max(seconds, 0.0), _LONGEST_WAIT)
