"""News of a blog as soon as its hub sends it, where the bot can be reached from outside (``WEBSUB_URL``)."""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from collections import defaultdict
from functools import partial
from hashlib import sha256

from aiohttp import web

from bot.services import Served, Services
from bot.services.threads import CATALOG, WEB
from embeddings import Hub, PullquoteError, granted_lease, is_signed

log = logging.getLogger(__name__)

_PATH = "/websub/"
_RENEW = 24 * 3600.0
"""Seconds before its end from which a subscription is renewed."""
_MAX_BODY = 4 * 2**20
_BODY_SECONDS = 30.0
"""Seconds in which what a hub sends has to arrive."""
_LOOKED = 10.0
"""Seconds between two looks whether a hub that is not known calls for another process."""
_PAUSE = 60.0
"""Seconds from a sync that a hub asked for to the next of that source, whatever is sent meanwhile."""


class WebSub:
    """Subscribes to the hubs of the sources, and syncs a source when its hub says so.

    What a hub sends is not read: it only says that there is something new, which the source itself is then asked for.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._hubs: dict[str, tuple[Served, Hub]] = {}
        """Those subscribed to, by the name under which each calls, with the archive that the news are for."""
        self._looked = 0.0
        """When it was last looked which hubs there are, by :func:`time.monotonic`."""
        self._runner: web.AppRunner | None = None
        self._syncing: set[asyncio.Task[None]] = set()
        self._waiting: set[str] = set()
        """Names of hubs whose next sync has not begun, so that it sees whatever is said meanwhile."""
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        """By the hub's name, held while its source is synced."""
        self._synced: dict[str, float] = {}
        """By the hub's name, when the last sync that it asked for ended, by :func:`time.monotonic`."""
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
        """Subscribe to what an archive is not subscribed to, and to what soon ends, where this process leads."""
        if self._runner is None:
            return
        mine = await self._find_hubs(served)
        for name, hub in mine.items() if self._services.leases.leads else ():
            callback = f"{self._services.settings.websub_url.rstrip('/')}{_PATH}{name}"
            end = await asyncio.to_thread(served.store.get, _end_of(callback))
            if float(end or 0) > time.time() + _RENEW:
                continue
            fetching, secret = self._services.fetching, _secret(served, hub)
            fault = await WEB.run(served.archive.subscribe, hub, callback, secret, fetching)
            if fault:
                log.warning("no news from a hub: %s", fault)

    async def _find_hubs(self, served: Served) -> dict[str, Hub]:
        """The hubs of an archive's sources, by the names under which they call."""
        wanted = set(await served.syncing.sources())
        hubs = [hub for hub in await CATALOG.run(served.archive.hubs) if hub.source in wanted]
        mine = {_name(served, hub): hub for hub in hubs}
        others = {name: known for name, known in self._hubs.items() if known[0] is not served}
        self._hubs = others | {name: (served, hub) for name, hub in mine.items()}
        return mine

    async def _called(self, request: web.Request) -> tuple[Served, Hub]:
        known = self._hubs.get(request.match_info["name"])
        if known is None and time.monotonic() - self._looked > _LOOKED:
            # Another process may have subscribed to it.
            self._looked = time.monotonic()
            for served in self._services.archives.values():
                await self._find_hubs(served)
            known = self._hubs.get(request.match_info["name"])
        if known is None:
            raise web.HTTPNotFound
        return known

    async def _verify(self, request: web.Request) -> web.Response:
        """The hub asks whether the subscription is wanted (https://www.w3.org/TR/websub/#hub-verifies-intent)."""
        served, hub = await self._called(request)
        query = request.query
        if query.get("hub.mode") != "subscribe" or query.get("hub.topic") != hub.topic:
            raise web.HTTPNotFound
        end = time.time() + granted_lease(query.get("hub.lease_seconds", ""))
        callback = f"{self._services.settings.websub_url.rstrip('/')}{request.path}"
        await asyncio.to_thread(served.store.set, _end_of(callback), str(end))
        return web.Response(text=query.get("hub.challenge", ""))

    async def _receive(self, request: web.Request) -> web.Response:
        served, hub = await self._called(request)
        # Whatever is wrong with it, the hub is told that it arrived, as section 7.1 asks.
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                body = await request.read()
        except TimeoutError as error:
            raise web.HTTPRequestTimeout from error
        if is_signed(body, request.headers.get("X-Hub-Signature", ""), _secret(served, hub)):
            name = request.match_info["name"]
            if name in self._waiting:
                return web.Response(status=202)
            self._waiting.add(name)
            task = asyncio.create_task(self._sync(name, served, hub))
            self._syncing.add(task)
            task.add_done_callback(self._syncing.discard)
        else:
            log.warning("somebody who is not %s said that %s has news", hub.url, hub.source)
        return web.Response(status=202)

    async def _sync(self, name: str, served: Served, hub: Hub) -> None:
        async with self._turns[name]:
            try:
                await asyncio.sleep(self._synced.get(name, -_PAUSE) + _PAUSE - time.monotonic())
            finally:
                self._waiting.discard(name)
            try:
                await served.syncing.sync([hub.source])
            except PullquoteError as error:
                log.warning("%s has news that could not be read: %s", hub.source, error)
            finally:
                self._synced[name] = time.monotonic()


def _secret(served: Served, hub: Hub) -> str:
    """Known to the hub and to the bot alone; the same after a restart."""
    return served.store.derived(f"websub:{hub.source}")


def _end_of(callback: str) -> str:
    """The name by which it is kept when the subscription for an address ends."""
    return f"websub:{callback}"


def _name(served: Served, hub: Hub) -> str:
    """Nobody else can guess where a hub calls."""
    return hmac.new(_secret(served, hub).encode(), b"name", sha256).hexdigest()[:32]


async def load(services: Services) -> WebSub:
    websub = WebSub(services)
    await websub.start()
    return websub
