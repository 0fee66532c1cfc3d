"""No way into private networks: which addresses may be asked, decided on what their names resolve to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection

import httpx


class Forbidden(httpx.TransportError):
    """The address leads where no public blog is."""


class GuardedTransport(httpx.HTTPTransport):
    """Connects to the very address that it has looked up and found to be public, at every redirect anew.

    A name that is looked up twice can give a public address first and a private one then (DNS rebinding), so that it
    is looked up once, here, and its address put in its place. See OWASP, Server-Side Request Forgery Prevention Cheat
    Sheet.
    """

    def __init__(self, allowed: Collection[str] = ()) -> None:
        """``allowed``: hosts, with or without a port, that may be private."""
        super().__init__(limits=httpx.Limits(max_connections=1, max_keepalive_connections=1), trust_env=False)
        self._allowed = frozenset(host.casefold() for host in allowed)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """
        Raises:
            Forbidden: the host is private, or is no host at all.
        """
        host = request.url.raw_host.decode("ascii")
        guarded = httpx.Request(
            request.method,
            request.url.copy_with(host=self._resolved(host, request.url.port)),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return super().handle_request(guarded)

    def _resolved(self, host: str, port: int | None) -> str:
        try:
            found = socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"there is no host {host}") from error
        addresses = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
        trusted = not self._allowed.isdisjoint({host.casefold(), f"{host}:{port}".casefold()})
        for address in addresses:
            if not trusted and not _is_public(address):
                raise Forbidden(f"{host} is at {address}, a private address; ALLOW_HOSTS={host} would allow it")
        # IPv4 first: a machine without IPv6 still looks its addresses up.
        return min(addresses, key=lambda address: ":" in address)


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address)
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (inner is None or _is_public(str(inner)))
