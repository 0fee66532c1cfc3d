"""Several processes that each serve some of a bot's shards."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.cli.run import run_bot
from bot.client import PullquoteBot
from bot.settings import Settings, read_settings
from embeddings import SettingError

from ..toy import toy_archive
from .conftest import served
from .loopback import CHANNEL, GUILD, Loopback
from .test_connection import loopback
from .test_running import with_token

__all__ = ["loopback"]

Start = Callable[[str], "asyncio.Future[PullquoteBot]"]


@pytest.mark.parametrize(
    ("given", "ids", "count"), [("", None, None), ("0-3/16", [0, 1, 2, 3], 16), ("5/16", [5], 16), ("0/1", [0], 1)]
)
def test_shards_are_read(settings: Settings, given: str, ids: list[int] | None, count: int | None) -> None:
    settings = Settings(shards=given)
    assert (settings.shard_ids, settings.shard_count) == (ids, count)


@pytest.mark.parametrize("given", ["16", "0-3", "3-0/16", "0-16/16", "16/16", "a/b", "-1/4", "0,1/4", "0/0", "1 / 4"])
def test_shards_that_cannot_be_are_refused_in_one_line(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("SHARDS", given)
    with pytest.raises(SettingError, match=f"^SHARDS={given}: it must be of how many shards which"):
        read_settings()


def test_too_few_shards_are_said_to_be(settings: Settings, discord_server: Loopback, tmp_path: Path) -> None:
    discord_server.closes = [4011]
    with (
        toy_archive(tmp_path, {"rye": "Rye must rest for a day."}) as archive,
        pytest.raises(SettingError, match="SHARDS=0/1: Discord wants another"),
    ):
        run_bot(archive, with_token(settings.model_copy(update={"shards": "0/1"}), "right"))


@pytest.fixture
async def start(tmp_path: Path, settings: Settings, loopback: Loopback) -> AsyncIterator[Start]:
    logging.getLogger("discord").setLevel(logging.WARNING)
    with toy_archive(tmp_path, {"rye": "---\ntitle: Rye\n---\nRye bread must rest for a whole day."}) as archive:
        async with AsyncExitStack() as stack:

            async def started(shards: str) -> PullquoteBot:
                bot = PullquoteBot(archive, settings.model_copy(update={"shards": shards}))
                await stack.enter_async_context(bot)
                staying = asyncio.create_task(bot.stay("right"))
                stack.callback(staying.cancel)
                await asyncio.wait_for(bot.wait_until_ready(), 20)
                return bot

            yield started


@pytest.mark.slow
async def test_each_process_serves_its_shards_and_knows_of_the_others(start: Start, loopback: Loopback) -> None:
    first, second = await start("0/2"), await start("1/2")
    assert [said["shard"] for said in loopback.identified] == [[0, 2], [1, 2]]
    assert (first.serves(int(GUILD)), second.serves(int(GUILD))) == (True, False)
    store = second.services.store
    async with asyncio.timeout(20):
        while store.guilds.joined(1) != {int(GUILD)}:  # noqa: ASYNC110 - the first one keeps it when it is ready
            await asyncio.sleep(0.01)
    await loopback.say("<@1> How long must rye bread rest?")
    async with asyncio.timeout(20):
        while not loopback.messages:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    # What it does not serve, it does not take to be left, and tells of news all the same, where it leads.
    await second.on_ready()
    assert store.guilds.joined(1) == {int(GUILD)}
    store.guilds.switch_announcing(int(GUILD), int(CHANNEL))
    first.services.leases.give_up()
    assert second.services.leases.renew()
    second.services.leases.turn()
    (post,) = await served(second).browsing.latest(1) or [await served(second).browsing.random("")]
    await asyncio.to_thread(second.services.news.add, "", [post.key])
    await served(second).syncing.announce()
    answer, news = loopback.messages
    assert "New on the blog" not in str(answer["sent"])
    assert "New on the blog" in str(news["sent"])
