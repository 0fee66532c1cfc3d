"""News of a blog as soon as its hub sends it, where the bot can be reached from outside (``WEBSUB_URL``)."""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from collections import defaultdict
from hashlib import sha256

from aiohttp import web

from bot.services import Services
from bot.services.threads import CATALOG, WEB
from embeddings import Hub, PullquoteError, granted_lease, is_signed

log = logging.getLogger(__name__)

_PATH = "/websub/"
_RENEW = 24 * 3600.0
"""Seconds before its end from which a subscription is renewed."""
_MAX_BODY = 4 * 2**20
_BODY_SECONDS = 30.0
"""Seconds in which what a hub sends has to arrive."""
_PAUSE = 60.0
"""Seconds from a sync that a hub asked for to the next of that source, whatever is sent meanwhile."""


class WebSub:
    """Subscribes to the hubs of the sources, and syncs a source when its hub says so.

    What a hub sends is not read: it only says that there is something new, which the source itself is then asked for.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._hubs: dict[str, Hub] = {}
        """Those subscribed to, by the name under which each calls."""
        self._ends: dict[str, float] = {}
        """By source, when its subscription ends."""
        self._runner: web.AppRunner | None = None
        self._syncing: set[asyncio.Task[None]] = set()
        self._waiting: set[str] = set()
        """Sources whose next sync has not begun, so that it sees whatever is said meanwhile."""
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        """By source, held while it is synced."""
        self._synced: dict[str, float] = {}
        """By source, when the last sync that its hub asked for ended, by :func:`time.monotonic`."""
        self._first: asyncio.Task[None] | None = None

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
        syncing = self._services.syncing
        # Hubs are found while a source is read.
        syncing.afterwards.append(self.subscribe)
        self._first = asyncio.create_task(syncing.attempt(self.subscribe))

    async def close(self) -> None:
        for task in (*self._syncing, *([self._first] if self._first else [])):
            task.cancel()
        if self._runner:
            await self._runner.cleanup()

    async def subscribe(self) -> None:
        """Subscribe to what is not subscribed to, and to what soon ends."""
        if self._runner is None:
            return
        wanted = set(await self._services.syncing.sources())
        hubs = [hub for hub in await CATALOG.run(self._services.archive.hubs) if hub.source in wanted]
        self._hubs = {self._name(hub): hub for hub in hubs}
        for name, hub in self._hubs.items():
            if self._ends.get(hub.source, 0.0) > time.time() + _RENEW:
                continue
            callback = f"{self._services.settings.websub_url.rstrip('/')}{_PATH}{name}"
            fault = await WEB.run(
                self._services.archive.subscribe, hub, callback, self._secret(hub), self._services.fetching
            )
            if fault:
                log.warning("no news from a hub: %s", fault)

    def _secret(self, hub: Hub) -> str:
        """Known to the hub and to the bot alone; the same after a restart."""
        return self._services.store.derived(f"websub:{hub.source}")

    def _name(self, hub: Hub) -> str:
        """Nobody else can guess where a hub calls."""
        return hmac.new(self._secret(hub).encode(), b"name", sha256).hexdigest()[:32]

    def _called(self, request: web.Request) -> Hub:
        hub = self._hubs.get(request.match_info["name"])
        if hub is None:
            raise web.HTTPNotFound
        return hub

    async def _verify(self, request: web.Request) -> web.Response:
        """The hub asks whether the subscription is wanted (https://www.w3.org/TR/websub/#hub-verifies-intent)."""
        hub = self._called(request)
        query = request.query
        if query.get("hub.mode") != "subscribe" or query.get("hub.topic") != hub.topic:
            raise web.HTTPNotFound
        self._ends[hub.source] = time.time() + granted_lease(query.get("hub.lease_seconds", ""))
        return web.Response(text=query.get("hub.challenge", ""))

    async def _receive(self, request: web.Request) -> web.Response:
        hub = self._called(request)
        # Whatever is wrong with it, the hub is told that it arrived, as section 7.1 asks.
        async with asyncio.timeout(_BODY_SECONDS):
            body = await request.read()
        if is_signed(body, request.headers.get("X-Hub-Signature", ""), self._secret(hub)):
            if hub.source in self._waiting:
                return web.Response(status=202)
            self._waiting.add(hub.source)
            task = asyncio.create_task(self._sync(hub))
            self._syncing.add(task)
            task.add_done_callback(self._syncing.discard)
        else:
            log.warning("somebody who is not %s said that %s has news", hub.url, hub.source)
        return web.Response(status=202)

    async def _sync(self, hub: Hub) -> None:
        async with self._turns[hub.source]:
            try:
                await asyncio.sleep(self._synced.get(hub.source, -_PAUSE) + _PAUSE - time.monotonic())
            finally:
                self._waiting.discard(hub.source)
            try:
                await self._services.syncing.sync([hub.source])
            except PullquoteError as error:
                log.warning("%s has news that could not be read: %s", hub.source, error)
            finally:
                self._synced[hub.source] = time.monotonic()


async def load(services: Services) -> WebSub:
    websub = WebSub(services)
    await websub.start()
    return websub
