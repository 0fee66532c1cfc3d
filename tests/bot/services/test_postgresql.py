"""A bot whose archive is in PostgreSQL: it answers, it waits for a server that starts again, and says so where that
does not come back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest
import simcord

from bot.client import PullquoteBot
from bot.services.store import Store
from bot.settings import Settings
from embeddings import Archive

from ...postgres import OwnPostgres, free_port
from ..conftest import SETTLE_SECONDS, served, server, shown

pytestmark = pytest.mark.postgresql


@pytest.fixture
def archive(own_postgres: OwnPostgres, posts: Path, settings: Settings) -> Iterator[Archive]:
    with Archive(own_postgres.place(), local=settings.archive_dir, create=True) as archive:
        archive.sync([str(posts)])
        yield archive


async def test_it_answers_and_keeps_what_it_remembers_there(archive: Archive, settings: Settings) -> None:
    bot = PullquoteBot(archive, settings)
    async with simcord.run(bot, settle_timeout=SETTLE_SECONDS) as env:
        bakers = server(env)
        assert "must rest for a whole day" in shown(await bakers.ask("How long must rye bread rest?"))
        await served(bot).syncing.sync()
        assert archive.folder.parent == settings.archive_dir
        assert not (archive.folder / "bot.sqlite3").exists()
        assert bot.services.leases.leads


async def test_a_server_that_is_away_is_said_to_be_and_never_that_nothing_was_found(
    archive: Archive, settings: Settings, own_postgres: OwnPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.stores.database.PATIENCE", 0.0)
    watched = f"http://127.0.0.1:{(port := free_port())}"
    bot = PullquoteBot(archive, settings.model_copy(update={"metrics_port": port}))
    # A connection that is kept alive is work to simcord, for as long as the client keeps it (15 to 30 seconds).
    connector = aiohttp.TCPConnector(force_close=True)
    async with (
        simcord.run(bot, settle_timeout=SETTLE_SECONDS) as env,
        aiohttp.ClientSession(connector=connector) as watching,
    ):
        bakers = server(env)
        await bakers.ask("How long must rye bread rest?")
        own_postgres.stop("immediate")
        try:
            assert "can’t get to the archive right now" in shown(await bakers.ask("When may rye be cut?"))
            async with watching.get(f"{watched}/health") as health:
                assert "the archive is out of reach" in (await health.json())["status"]
                assert health.status == 503
            # By this it is known whether the process lives.
            async with watching.get(f"{watched}/metrics") as metrics:
                assert metrics.status == 200
        finally:
            own_postgres.start()
        assert "must rest for a whole day" in shown(await bakers.ask("How long must the rye bread rest?"))


async def test_a_button_waits_for_a_server_that_starts_again(
    archive: Archive, settings: Settings, own_postgres: OwnPostgres
) -> None:
    bot = PullquoteBot(archive, settings)
    store, browsing = bot.services.store, served(bot).browsing
    expected = await browsing.latest(1)
    for look in (lambda: browsing.latest(1), lambda: asyncio.to_thread(store.feedback.votes_on, "a:0:1")):
        own_postgres.stop("immediate")
        starting = threading.Timer(0.5, own_postgres.start)
        starting.start()
        assert await look() in (expected, {0: 0, 1: 0})
        starting.join()
    store.close()


async def test_what_an_earlier_version_kept_on_this_machine_is_taken_along(
    archive: Archive, settings: Settings
) -> None:
    with closing(Store(archive.folder)) as before:
        before.guilds.switch_announcing(7, 71)
        secret = before.derived("x")
    for _ in range(2):
        bot = PullquoteBot(archive, settings)
        store = bot.services.store
        assert "postgresql" in store.database.name
        assert store.guilds.announced_in(7) in (71, 72)
        store.guilds.switch_announcing(7, 72, press=1)
        store.close()
    with closing(Store(archive.beside)) as after:
        assert (after.guilds.announced_in(7), after.derived("x")) == (72, secret)
