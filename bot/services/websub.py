"""News of a blog as soon as its hub sends it, where the bot can be reached from outside (``WEBSUB_URL``)."""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from functools import partial
from hashlib import sha256

from aiohttp import web

from bot.services import Served, Services
from bot.services.threads import CATALOG, WEB
from embeddings import Hub, PullquoteError, is_signed

log = logging.getLogger(__name__)

_PATH = "/websub/"
_RENEW = 24 * 3600
"""Seconds before its end from which a subscription is renewed."""
_MAX_BODY = 4 * 2**20


class WebSub:
    """Subscribes to the hubs of the sources, and syncs a source when its hub says so.

    What a hub sends is not read: it only says that there is something new, which the source itself is then asked for.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._hubs: dict[str, tuple[Served, Hub]] = {}
        """Those subscribed to, by the name under which each calls, with the archive that the news are for."""
        self._ends: dict[str, float] = {}
        """By the name under which a hub calls, when its subscription ends."""
        self._runner: web.AppRunner | None = None
        self._syncing: set[asyncio.Task[None]] = set()
        self._first: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Listen on ``WEBSUB_PORT``, where ``WEBSUB_URL`` is set."""
        settings = self._services.settings
        if not settings.websub_url:
            return
        app = web.Application(client_max_size=_MAX_BODY)
        app.add_routes([web.get(_PATH + "{name}", self._verify), web.post(_PATH + "{name}", self._receive)])
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, port=settings.websub_port).start()
        except OSError as error:
            log.warning("WEBSUB_PORT=%d cannot be listened on: %s", settings.websub_port, error)
        for served in self._services.archives.values():
            subscribe = partial(self.subscribe, served)
            # Hubs are found while a source is read.
            served.syncing.afterwards.append(subscribe)
            self._first.append(asyncio.create_task(served.syncing.attempt(subscribe)))

    async def close(self) -> None:
        for task in (*self._syncing, *self._first):
            task.cancel()
        if self._runner:
            await self._runner.cleanup()

    async def subscribe(self, served: Served) -> None:
        """Subscribe to what an archive is not subscribed to, and to what soon ends."""
        if self._runner is None:
            return
        wanted = set(await served.syncing.sources())
        hubs = [hub for hub in await CATALOG.run(served.archive.hubs) if hub.source in wanted]
        mine = {_name(served, hub): hub for hub in hubs}
        others = {name: known for name, known in self._hubs.items() if known[0] is not served}
        self._hubs = others | {name: (served, hub) for name, hub in mine.items()}
        for name, hub in mine.items():
            if self._ends.get(name, 0.0) > time.time() + _RENEW:
                continue
            callback = f"{self._services.settings.websub_url.rstrip('/')}{_PATH}{name}"
            fetching, secret = self._services.fetching, _secret(served, hub)
            fault = await WEB.run(served.archive.subscribe, hub, callback, secret, fetching)
            if fault:
                log.warning("no news from a hub: %s", fault)

    def _called(self, request: web.Request) -> tuple[Served, Hub]:
        known = self._hubs.get(request.match_info["name"])
        if known is None:
            raise web.HTTPNotFound
        return known

    async def _verify(self, request: web.Request) -> web.Response:
        """The hub asks whether the subscription is wanted (https://www.w3.org/TR/websub/#hub-verifies-intent)."""
        _, hub = self._called(request)
        query = request.query
        if query.get("hub.mode") != "subscribe" or query.get("hub.topic") != hub.topic:
            raise web.HTTPNotFound
        lease = query.get("hub.lease_seconds", "")
        self._ends[request.match_info["name"]] = time.time() + (int(lease) if lease.isdigit() else _RENEW)
        return web.Response(text=query.get("hub.challenge", ""))

    async def _receive(self, request: web.Request) -> web.Response:
        served, hub = self._called(request)
        # Whatever is wrong with it, the hub is told that it arrived, as section 7.1 asks.
        if is_signed(await request.read(), request.headers.get("X-Hub-Signature", ""), _secret(served, hub)):
            task = asyncio.create_task(self._sync(served, hub))
            self._syncing.add(task)
            task.add_done_callback(self._syncing.discard)
        else:
            log.warning("somebody who is not %s said that %s has news", hub.url, hub.source)
        return web.Response(status=202)

    async def _sync(self, served: Served, hub: Hub) -> None:
        try:
            await served.syncing.sync([hub.source])
        except PullquoteError as error:
            log.warning("%s has news that could not be read: %s", hub.source, error)


def _secret(served: Served, hub: Hub) -> str:
    """Known to the hub and to the bot alone; the same after a restart."""
    return served.store.derived(f"websub:{hub.source}")


def _name(served: Served, hub: Hub) -> str:
    """Nobody else can guess where a hub calls."""
    return hmac.new(_secret(served, hub).encode(), b"name", sha256).hexdigest()[:32]


async def load(services: Services) -> WebSub:
    websub = WebSub(services)
    await websub.start()
    return websub
