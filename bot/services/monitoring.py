"""Health and metrics on this machine's own address, for whoever watches the bot (``METRICS_PORT``)."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

from aiohttp import web
from prometheus_client import REGISTRY, generate_latest

from bot.metrics import CONNECTED, POSTS, QUEUE, SYNC_AGE
from bot.services import Served, Services
from embeddings import PullquoteError, Status

log = logging.getLogger(__name__)

_TEXT = "text/plain; version=0.0.4; charset=utf-8"
"""https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format"""
_PATIENCE = 4.0
"""Seconds for an archive to say how it is; whoever asks waits for some more."""


class Monitoring:
    """Answers ``/health``, with status 503 while Discord or an archive is out of reach, and ``/metrics``."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen on ``METRICS_PORT``, where that is set."""
        port = self._services.settings.metrics_port
        if not port:
            return
        app = web.Application()
        app.add_routes([web.get("/health", self._health), web.get("/metrics", self._metrics)])
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", port, reuse_address=True).start()
        except OSError as error:
            log.warning("METRICS_PORT=%d cannot be listened on: %s", port, error)

    async def close(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    async def _health(self, _: web.Request) -> web.Response:
        found = await self._statuses()
        synced = [status.synced for status in found.values() if status.synced]
        missing = [] if self._services.client.is_in_reach else ["Discord"]
        missing += [f"the archive {name}".rstrip() for name in self._services.archives if name not in found]
        record = {
            "status": "; ".join(f"{what} is out of reach" for what in missing) or "ok",
            "servers": len(self._services.client.guilds),
            "posts": sum(status.posts for status in found.values()),
            "synced": min(synced).isoformat() if synced else None,
        }
        return web.json_response(record, status=503 if missing else 200)

    async def _metrics(self, _: web.Request) -> web.Response:
        # Also where an archive is out of reach: what is asked here is whether this process lives.
        for name, status in (await self._statuses()).items():
            POSTS.labels(name).set(status.posts)
            if status.synced:
                SYNC_AGE.labels(name).set((datetime.now(UTC) - status.synced).total_seconds())
        QUEUE.set(sum(served.batching.waiting for served in self._services.archives.values()))
        CONNECTED.set(self._services.client.is_in_reach)
        return web.Response(body=generate_latest(REGISTRY), headers={"Content-Type": _TEXT})

    async def _statuses(self) -> dict[str, Status]:
        """How each archive is that can be read."""
        archives = self._services.archives
        found = await asyncio.gather(*map(_status, archives.values()))
        return {name: status for name, status in zip(archives, found, strict=True) if status}


async def _status(served: Served) -> Status | None:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await served.browsing.status()
    except (PullquoteError, TimeoutError):
        return None


async def load(services: Services) -> Monitoring:
    monitoring = Monitoring(services)
    await monitoring.start()
    return monitoring
