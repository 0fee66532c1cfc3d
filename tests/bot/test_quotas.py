"""What one server may ask and add, where whoever runs the bot sets a bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.client import PullquoteBot
from bot.services import cooldowns
from bot.settings import Settings
from embeddings import Archive, Fetching

from .conftest import Server, answered, served, shown

Serve = Callable[..., Any]
QUESTION = "Can I keep bread in the fridge?"
ENOUGH = "This server has asked its questions for today: 2. Please ask again tomorrow."


async def test_a_server_asks_so_many_questions_a_day(
    bakers: Server, sample: Archive, settings: Settings, monkeypatch: Any
) -> None:
    await bakers.env.restart_bot(PullquoteBot(sample, settings.model_copy(update={"questions_per_day": 2})))
    assert "Never keep bread in the fridge" in shown(await bakers.ask(QUESTION))
    await bakers.member.slash(bakers.channel, "ask", question=QUESTION)
    assert ENOUGH in shown(await bakers.ask(QUESTION))
    assert ENOUGH in answered(await bakers.member.slash(bakers.channel, "ask", question=QUESTION))
    # Only questions count, and only in that server.
    assert ENOUGH not in answered(await bakers.member.slash(bakers.channel, "about"))
    await bakers.member.send_dm(QUESTION)
    assert "Never keep bread in the fridge" in shown(bakers.member.user.dm_channel.last_message)
    monkeypatch.setattr(cooldowns, "DAY", 0.0)
    assert "Never keep bread in the fridge" in shown(await bakers.ask(QUESTION))


async def test_a_server_adds_so_many_sources_and_posts(
    bakers: Server,
    serve: Serve,
    local: Fetching,
    settings: Settings,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    sites = [serve("ghost", number) for number in (3, 5, 3)]
    for number, site in enumerate(sites):
        site.posts = [replace(post, body=f"<p>Loaf {number} {post.slug} rests for a day.</p>") for post in site.posts]
    own = settings.model_copy(
        update={"allow_hosts": local.allowed, "crawl_delay": 0.0, "most_sources": 1, "most_posts": 4}
    )
    with Archive(tmp_path / "archive", create=True) as archive:
        await bakers.env.restart_bot(PullquoteBot(archive, own))
        role = bakers.member.guild.create_role("Keepers", permissions=discord.Permissions(manage_guild=True))
        manager = bakers.member.guild.add_member(bakers.env.create_user("nell"), roles=[role])

        async def add(site: Any) -> str:
            return answered(await manager.slash(bakers.channel, "archive add", address=site.address))

        too_many = await add(sites[1])
        assert "the archive would have more posts than it may have: 4. I didn’t add it." in too_many
        status = await served(bakers.env.bot).browsing.status()
        assert (status.posts, status.sources) == (0, ())
        assert "The archive is up to date" in await add(sites[0])
        assert "This archive has as many sources as it may have: 1. Remove one first." in await add(sites[2])
        assert (await served(bakers.env.bot).browsing.status()).posts == 3
        assert served(bakers.env.bot).store.sources() == [sites[0].address]

        # A blog that grows over it stays, and whoever runs the bot is told.
        assert "MOST_POSTS" not in caplog.text
        later = sites[0].updated + timedelta(days=1)
        for number in (1, 2):
            new = replace(sites[0].posts[-1], number=90 + number, slug=f"new-{number}", title=f"New {number}")
            sites[0].posts.append(replace(new, updated=later, body=f"<p>Loaf 9{number} rests for a week.</p>"))
        report = await served(bakers.env.bot).syncing.sync()
        assert (report.added, (await served(bakers.env.bot).browsing.status()).posts) == (2, 5)
        assert "the archive has 5 posts by now, and MOST_POSTS=4" in caplog.text
