"""A clock for all that is waited for on a connection: a server that sends a byte now and then ends no single wait."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore


class Clock:
    """When whatever is under way has to be done, by :func:`time.monotonic`."""

    def __init__(self) -> None:
        self.end = float("inf")

    def left(self, timeout: float | None, late: type[Exception]) -> float | None:
        """Seconds that one wait may take. ``timeout``: its own bound; ``late``: what is raised where none is left."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise late("it takes too long as a whole")
        return left if timeout is None else min(left, timeout)


class ClockedBackend(httpcore.NetworkBackend):
    """Connections on which no wait outlasts a clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        timeout = self._clock.left(timeout, httpcore.ConnectTimeout)
        return _Clocked(self._inner.connect_tcp(host, port, timeout, local_address, socket_options), self._clock)


class _Clocked(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, clock: Clock) -> None:
        self._inner = inner
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._clock.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._clock.left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        timeout = self._clock.left(timeout, httpcore.ConnectTimeout)
        return _Clocked(self._inner.start_tls(ssl_context, server_hostname, timeout), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
