"""Keeps requests out of private networks: hosts are judged by the addresses that their names resolve to."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Collection
from functools import cache

import httpcore
import httpx

from embeddings.web.clock import Clock, ClockedBackend

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for the IPv4 address in them (RFC 6052)."""
_UNICAST = ipaddress.ip_network("2000::/3")
"""All of IPv6 that is given out to sites (https://www.iana.org/assignments/ipv6-address-space): what is outside is
local, or translated, as ``::127.0.0.1``, ``::ffff:0:127.0.0.1`` and ``64:ff9b:1::127.0.0.1``."""
_SPECIAL = [ipaddress.ip_network(network) for network in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20")]
"""What IANA's registries of special-purpose addresses do not call globally reachable, as a whole or but for what is no
site, and :mod:`ipaddress` of some Python does."""
_ISATAP = 0x5EFE
"""What stands before an IPv4 address at the end of one in IPv6 (RFC 5214)."""
_KEPT_SECONDS = 5.0
"""Seconds that a connection is kept for the next request."""


class Forbidden(httpx.TransportError):
    """The host has a private address."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(f"{host} is at {address}, a private address")
        self.host = host


class GuardedTransport(httpx.BaseTransport):
    """Looks each host up once, checks that its address is public, and connects to that address; so at every redirect.

    A second look-up could give a private address (DNS rebinding; OWASP, Server-Side Request Forgery Prevention Cheat
    Sheet). Each host has a connection of its own: on one that two hosts at the same address shared, the certificate of
    the second would not be checked. Used by one thread at a time.
    """

    def __init__(self, allowed: Collection[str] = ()) -> None:
        """``allowed``: hosts, with or without a port, that may be private."""
        self.clock = Clock()
        """By which all waits end, on whatever connection."""
        self._allowed = allowed
        self._by_host: dict[str, httpx.HTTPTransport] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """
        Raises:
            Forbidden: the host has a private address.
            httpx.ConnectError: there is no such host, or it cannot be reached.
            httpx.TimeoutException: the clock ran out.
        """
        host = request.url.raw_host.decode("ascii")
        guarded = httpx.Request(
            request.method,
            request.url.copy_with(host=self._resolved(request.url, host)),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        if host not in self._by_host:
            self._by_host[host] = self._transport()
        return self._by_host[host].handle_request(guarded)

    def _transport(self) -> httpx.HTTPTransport:
        transport = httpx.HTTPTransport(verify=_trusted(), trust_env=False)
        # httpx has no other way to give its connections a clock.
        transport._pool = httpcore.ConnectionPool(
            ssl_context=_trusted(),
            max_connections=1,
            keepalive_expiry=_KEPT_SECONDS,
            network_backend=ClockedBackend(self.clock),
        )
        return transport

    def close(self) -> None:
        for transport in self._by_host.values():
            transport.close()

    def _resolved(self, url: httpx.URL, host: str) -> str:
        try:
            found = socket.getaddrinfo(host, url.port or 443, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"there is no host {host}") from error
        addresses = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
        for address in addresses:
            if not is_allowed(url, self._allowed) and not _is_public(address):
                raise Forbidden(host, address)
        # IPv4 first: a machine without IPv6 still resolves to IPv6 addresses.
        return min(addresses, key=lambda address: ":" in address)


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates are believed, for all connections: to read that takes longer than most requests."""
    return httpx.create_ssl_context(trust_env=False)


def is_allowed(url: httpx.URL, allowed: Collection[str]) -> bool:
    """Whether the host, with or without its port, is among those that may be private."""
    return not {url.host.casefold(), f"{url.host}:{url.port}".casefold()}.isdisjoint(map(str.casefold, allowed))


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address)
    inner = None
    if isinstance(found, ipaddress.IPv6Address):
        number = int(found)
        last = ipaddress.IPv4Address(number & 0xFFFFFFFF)
        if found.ipv4_mapped or found in _NAT64:
            return _is_public(str(last))
        if found not in _UNICAST:
            return False
        # Whatever the one bit says of how far the IPv4 address is known.
        inner = found.sixtofour or (last if number >> 32 & 0xFDFFFFFF == _ISATAP else None)
    is_special = any(found in network for network in _SPECIAL)
    return found.is_global and not found.is_multicast and not is_special and (inner is None or _is_public(str(inner)))
