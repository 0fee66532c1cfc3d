"""A bot with an empty archive: nothing fails in it, and ``/archive add`` is the first step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.client import PullquoteBot
from bot.settings import Settings
from embeddings import Archive, Fetching

from ..conftest import Server, shown

Serve = Callable[..., Any]


async def test_the_first_blog_is_added_in_discord(
    bakers: Server,
    serve: Serve,
    local: Fetching,
    settings: Settings,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    site = serve("wordpress", 4)
    own = settings.model_copy(update={"allow_hosts": local.allowed, "crawl_delay": 0.0})
    role = bakers.member.guild.create_role("Keepers", permissions=discord.Permissions(manage_guild=True))
    manager = bakers.member.guild.add_member(bakers.env.create_user("nell"), roles=[role])
    with Archive(tmp_path / "empty", create=True) as archive:
        await bakers.env.restart_bot(PullquoteBot(archive, own))
        assert "The archive is still empty" in shown(await bakers.ask("How long must rye bread rest?"))
        for command in ("latest", "random"):
            said = shown((await bakers.member.slash(bakers.channel, command)).response)
            assert "The archive is still empty" in said
        assert "0 posts" in shown((await bakers.member.slash(bakers.channel, "about")).response)
        assert await bakers.member.autocomplete(bakers.channel, "post", "title", "rye") == []
        assert await bakers.member.autocomplete(bakers.channel, "ask", "tag", "rye") == []
        assert {record.levelname for record in caplog.records} <= {"INFO", "WARNING"}
        await manager.slash(bakers.channel, "archive add", address=site.address)
        assert archive.status().posts == 4
        assert await bakers.member.autocomplete(bakers.channel, "post", "title", archive.posts()[0].title)
