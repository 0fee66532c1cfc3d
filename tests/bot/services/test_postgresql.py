"""A bot whose archive is in PostgreSQL: it answers, it waits for a server that starts again, and says so where that
does not come back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import simcord

from bot.client import PullquoteBot
from bot.settings import Settings
from embeddings import Archive

from ...postgres import OwnPostgres
from ..conftest import SETTLE_SECONDS, served, server, shown

pytestmark = pytest.mark.postgresql


@pytest.fixture
def archive(own_postgres: OwnPostgres, posts: Path, settings: Settings) -> Iterator[Archive]:
    with Archive(own_postgres.place(), local=settings.archive_dir, create=True) as archive:
        archive.sync([str(posts)])
        yield archive


async def test_it_answers_and_keeps_what_it_remembers_on_this_machine(archive: Archive, settings: Settings) -> None:
    bot = PullquoteBot(archive, settings)
    async with simcord.run(bot, settle_timeout=SETTLE_SECONDS) as env:
        bakers = server(env)
        assert "must rest for a whole day" in shown(await bakers.ask("How long must rye bread rest?"))
        await served(bot).syncing.sync()
        assert archive.folder.parent == settings.archive_dir
        assert (archive.folder / "bot.sqlite3").exists()


async def test_a_server_that_is_away_is_said_to_be_and_never_that_nothing_was_found(
    archive: Archive, settings: Settings, own_postgres: OwnPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.stores.database.PATIENCE", 0.0)
    async with simcord.run(PullquoteBot(archive, settings), settle_timeout=SETTLE_SECONDS) as env:
        bakers = server(env)
        await bakers.ask("How long must rye bread rest?")
        own_postgres.stop("immediate")
        try:
            assert "can’t get to the archive right now" in shown(await bakers.ask("When may rye be cut?"))
        finally:
            own_postgres.start()
        assert "must rest for a whole day" in shown(await bakers.ask("How long must the rye bread rest?"))
