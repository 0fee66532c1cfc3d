"""Fetching pages politely and within limits."""

from __future__ import annotations

import math
import re
import time
from contextlib import closing
from dataclasses import replace
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from types import TracebackType
from typing import Self

import httpx
import tenacity
from protego import Protego

from embeddings.web import packing
from embeddings.web.crawl_state import CrawlState
from embeddings.web.fetching import GHOST_API, NAME, Fetching
from embeddings.web.guard import Forbidden, GuardedTransport, is_allowed
from embeddings.web.page import FetchError, Gone, NoAddress, OverBudget, Page, PrivateHost, Refused

"""The name that robots.txt files may address, and that the user agent starts with."""
_ROBOTS_SECONDS = 24 * 3600
_ROBOTS_CHARS = 500 * 1024
"""The part of a robots.txt that is read; RFC 9309, section 2.5, asks for at least 500 kibibytes."""
_TRIES = 3
_REDIRECTS = 10
_SILENCE_SECONDS = 20.0
"""Seconds without a single byte after which a request has failed."""
_MAX_DELAY = 30.0
"""Seconds between two requests that a robots.txt may ask for at most."""
_MAX_RETRY_AFTER = 60.0
"""Seconds that a ``Retry-After`` header may ask for at most."""
_MAX_VALIDATOR = 1000
"""Characters of an ``ETag`` or a date that is sent back, at most."""
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_REFUSALS = frozenset({401, 402, 403, 451})

_NO_TLS = re.compile("WRONG_VERSION_NUMBER|RECORD_LAYER_FAILURE|PACKET_LENGTH_TOO_LONG")
"""What OpenSSL says of an answer that is not encrypted."""


class Fetcher:
    """Fetches pages one at a time. Use it as a context manager."""

    def __init__(self, fetching: Fetching, memory: CrawlState | None = None) -> None:
        """``memory``: of the last crawl; it is updated."""
        self.memory = memory or CrawlState()
        self.requests = 0
        self.fetching = fetching
        self._bytes = 0
        self._end = time.monotonic() + fetching.total_seconds
        self._robots: dict[str, Protego] = {}
        self._last: dict[str, float] = {}
        self._transport = GuardedTransport(fetching.allowed)
        self._client = httpx.Client(
            transport=self._transport,
            headers={"User-Agent": fetching.agent, "Accept-Encoding": packing.ACCEPTED},
            timeout=httpx.Timeout(min(_SILENCE_SECONDS, fetching.seconds)),
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, url: str, *, conditional: bool = False) -> Page:
        """The page at an address.

        Args:
            url: the address.
            conditional: ask only for what changed since the last crawl, and remember it for the next.

        Raises:
            Gone: it answers 404 or 410.
            Refused: robots.txt disallows it or what it redirects to, or it answers 401, 402, 403 or 451.
            OverBudget: the requests, bytes or seconds for this site are used up.
            FetchError: anything else that keeps it from being fetched.
            StoppedError: it was told to stop.
        """
        robots = self._allowed_by(url)
        headers = self._conditions(url) if conditional else {}
        asked = min(float(robots.crawl_delay(NAME) or 0), _MAX_DELAY)
        # An owner who allows a private host runs it too, and can ask for a pause in its robots.txt.
        delay = max(0.0 if is_allowed(httpx.URL(url), self.fetching.allowed) else self.fetching.delay, asked)
        page = self._tried(url, headers, delay)
        if page.same:
            # An answer without a body may say all the same that there is a newer file of the same words.
            last, written = self.memory.validators.get(url, {}), page.headers.get("last-modified", "")
            rewritten = bool(written and last.get("modified") and last["modified"] != written)
            if rewritten:
                last["modified"] = written
            return replace(page, rewritten=rewritten)
        if conditional:
            page = self._remembered(url, page)
        return page

    # ---- one request

    def _tried(self, url: str, headers: dict[str, str], delay: float, *, heeding: bool = True) -> Page:
        """The page at an address, asked for again while that may help. ``heeding``: see :meth:`_answer`."""

        def wait(state: tenacity.RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.after if isinstance(error, _TryAgain) else None
            return asked if asked is not None else self.fetching.patience * 2 ** (state.attempt_number - 1)

        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(_TRIES),
            wait=wait,
            retry=tenacity.retry_if_exception_type(_TryAgain),
            sleep=self._wait,
            reraise=True,
        )
        return retrying(self._once, url, headers, delay, heeding)

    def _once(self, url: str, headers: dict[str, str], delay: float, heeding: bool) -> Page:
        if self.requests >= self.fetching.pages:
            raise OverBudget(url, f"the site was asked {self.requests:,} times already, which is all it gets in a run")
        self._pause(url, delay)
        if time.monotonic() >= self._end:
            hours = f"{self.fetching.total_seconds / 3600:.3g} hours"
            raise OverBudget(url, f"the site has taken {hours}, which is all it gets in a run")
        self.requests += 1
        started = time.monotonic()
        end = self._transport.clock.end = min(started + self.fetching.seconds, self._end)
        try:
            with closing(self._answer(url, headers, heeding)) as response:
                return self._read(url, response)
        except FetchError:
            raise
        except Forbidden as error:
            raise PrivateHost(url, str(error), error.host) from error
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, UnicodeError) as error:
            raise NoAddress(url) from error
        except httpx.DecodingError as error:
            raise FetchError(url, f"it cannot be unpacked: {error}") from error
        except httpx.TimeoutException as error:
            if time.monotonic() >= self._transport.clock.end:
                raise _TooSlow(url, f"its answer takes longer than {end - started:.0f} seconds") from error
            raise _TryAgain(url, "it does not answer in time") from error
        except httpx.HTTPError as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            if "certificate" in reason.lower():
                raise FetchError(url, f"its certificate is not valid ({reason[:120]})") from error
            if _NO_TLS.search(reason):
                raise FetchError(url, f"it does not speak https; try http://{url.partition('://')[2]}") from error
            raise _TryAgain(url, f"it cannot be reached ({reason[:120]})") from error

    def _answer(self, url: str, headers: dict[str, str], heeding: bool) -> httpx.Response:
        """The answer after all redirects, of none of which more than the head is read.

        Args:
            url: the address.
            headers: to send.
            heeding: whether robots.txt is heeded where they lead; it is not for a robots.txt itself.
        """
        request: httpx.Request | None = self._client.build_request("GET", url, headers=headers)
        for _ in range(_REDIRECTS + 1):
            assert request is not None
            response = self._client.send(request, stream=True)
            request = response.next_request
            if request is None:
                return response
            response.close()
            if heeding:
                self._check_redirect(url, str(request.url))
        raise FetchError(url, "it redirects without end")

    def _check_redirect(self, url: str, target: str) -> None:
        """Raise for an address that redirects to one which may not be read, or of which that cannot be learnt now."""
        clock = self._transport.clock
        left = clock.end - time.monotonic()
        try:
            self._allowed_by(target)
        except Refused as error:
            raise Refused(url, error.reason) from error
        except NoAddress as error:
            raise NoAddress(url) from error
        except _TryAgain as error:
            # It was tried as often as it is to be.
            raise FetchError(error.url, error.reason, status=error.status) from error
        # What a robots.txt takes is no part of the time that the page has.
        clock.end = min(time.monotonic() + left, self._end)

    def _read(self, url: str, response: httpx.Response) -> Page:
        status = response.status_code
        if status == httpx.codes.NOT_MODIFIED:
            return Page(str(response.url), response.headers, b"", same=True)
        if status in (404, 410):
            raise Gone(url, f"there is nothing there any more ({status})", status=status)
        answered = f"it answers {status} {response.reason_phrase}"
        if status in _BUSY:
            raise _TryAgain(url, answered, status=status, after=_retry_after(response))
        if status in _REFUSALS:
            raise Refused(url, answered, status=status)
        if status >= 300:
            raise FetchError(url, answered, status=status)
        body = bytearray()
        for chunk in packing.unpacked(response):
            self.fetching.go_on()
            body += chunk
            self._bytes += len(chunk)
            if len(body) > self.fetching.page_bytes:
                raise FetchError(url, f"it is larger than {self.fetching.page_bytes // 2**20} MB")
            if self._bytes > self.fetching.total_bytes:
                raise OverBudget(url, f"the site has sent {self._bytes // 2**20:,} MB, which is all it may in a run")
        return Page(str(response.url), response.headers, bytes(body))

    def _pause(self, url: str, delay: float) -> None:
        host = httpx.URL(url).host
        left = self._last.get(host, -delay) + delay - time.monotonic()
        self._wait(left)
        self._last[host] = time.monotonic()

    def _wait(self, seconds: float) -> None:
        """Pause for so many seconds, though not beyond the site's own; raises ``StoppedError`` where it is to stop."""
        self.fetching.go_on(max(0.0, min(seconds, self._end - time.monotonic())))

    # ---- robots.txt (RFC 9309)

    def _allowed_by(self, url: str) -> Protego:
        try:
            parsed = httpx.URL(url)
            # Only this looks at the parts of a name that is written in other letters than a to z.
            _ = parsed.host
        except (httpx.InvalidURL, UnicodeError) as error:
            raise NoAddress(url) from error
        root = f"{parsed.scheme}://{parsed.netloc.decode('ascii', 'replace')}"
        if root not in self._robots:
            self._robots[root] = Protego.parse(self._robots_txt(root))
        robots = self._robots[root]
        if not robots.can_fetch(url, NAME) and not self._has_key(url):
            raise Refused(url, "the site's robots.txt asks not to read it")
        return robots

    def _has_key(self, url: str) -> bool:
        """Whether the site's owner gave a key to the address, as ``GHOST_KEY`` opens what Ghost's robots.txt shuts."""
        key = self.fetching.ghost_key
        return bool(key) and f"{GHOST_API}posts/?key={key}" in url

    def _robots_txt(self, root: str) -> str:
        """The site's robots.txt, at most a day old (RFC 9309, section 2.4); empty where it has none."""
        text, fetched = self.memory.robots.get(root, ("", 0.0))
        if time.time() - fetched < _ROBOTS_SECONDS:
            return text
        try:
            text = self._tried(f"{root}/robots.txt", {}, 0.0, heeding=False).text[:_ROBOTS_CHARS]
        except (OverBudget, _TryAgain, _TooSlow):
            # While robots.txt cannot be reached, the site counts as disallowed (section 2.3.1.4).
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
        last = self.memory.validators.get(url, {})
        names = {"If-None-Match": last.get("etag"), "If-Modified-Since": last.get("modified")}
        return {name: value for name, value in names.items() if value and _can_be_sent(value)}

    def _remembered(self, url: str, page: Page) -> Page:
        # WordPress gives the number of posts in a header, which its validators of the body do not cover.
        counted = page.headers.get("x-wp-total", "")
        digest = blake2b(page.body + counted.encode(), digest_size=12).hexdigest()
        last = self.memory.validators.get(url, {})
        etag, modified = ("" if counted else page.headers.get(name, "") for name in ("etag", "last-modified"))
        found = {"etag": etag, "modified": modified, "digest": digest}
        self.memory.validators[url] = found
        same = last.get("digest") == digest
        rewritten = same and any(last.get(name) and last[name] != found[name] for name in ("etag", "modified"))
        return Page(page.url, page.headers, page.body, same, rewritten)


class _TryAgain(FetchError):
    """A failure that may be over in a moment."""

    def __init__(self, url: str, reason: str, *, status: int | None = None, after: float | None = None) -> None:
        """``after``: seconds to wait, where the server says so."""
        super().__init__(url, reason, status=status)
        self.after = after


class _TooSlow(FetchError):
    """An answer that did not come to its end in time."""


def _can_be_sent(value: str) -> bool:
    """Whether a header with a value that a server gave can be sent back: in ASCII, as RFC 9110, section 5.5, wants it,
    and no longer than any server takes."""
    return value.isascii() and value.isprintable() and len(value) <= _MAX_VALIDATOR


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds to wait by ``Retry-After`` (RFC 9110, section 10.2.3), at most ``_MAX_RETRY_AFTER``."""
    value = response.headers.get("retry-after", "")
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
        except (ValueError, TypeError, OverflowError):
            return None
    return None if math.isnan(seconds) else min(max(seconds, 0.0), _MAX_RETRY_AFTER)
