"""The running bot keeps its archive fresh, tells what is new, and proves what it quotes."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot import connection
from bot.client import PullquoteBot
from bot.settings import Settings
from embeddings import Archive, Fetching

from ..conftest import Server, buttons, choose, served, shown

Serve = Callable[..., Any]


@dataclass
class Blog:
    """A blog on a server of this machine, the bot that reads it, and who manages the guild."""

    site: Any
    bakers: Server
    manager: Any

    @property
    def bot(self) -> PullquoteBot:
        bot = self.bakers.env.bot
        assert isinstance(bot, PullquoteBot)
        return bot

    def publish(self, title: str, body: str) -> None:
        made = self.site.posts[-1]
        self.site.posts.append(
            replace(
                made,
                number=made.number + 1,
                slug=f"new-{made.number}",
                title=title,
                body=body,
                published=made.published + timedelta(days=1),
                updated=made.updated + timedelta(days=1),
            )
        )


@pytest.fixture
async def blog(
    bakers: Server, serve: Serve, local: Fetching, settings: Settings, tmp_path: Path
) -> AsyncIterator[Blog]:
    site = serve("wordpress", 4)
    with Archive(tmp_path / "archive", create=True) as archive:
        archive.sync([site.address], fetching=local)
        own = settings.model_copy(update={"allow_hosts": local.allowed, "crawl_delay": 0.0})
        await bakers.env.restart_bot(PullquoteBot(archive, own))
        guild = bakers.member.guild
        role = guild.create_role("Keepers", permissions=discord.Permissions(manage_guild=True))
        manager = guild.add_member(bakers.env.create_user("nell"), roles=[role])
        yield Blog(site, bakers, manager)


async def test_a_new_post_is_announced_where_that_was_asked_for(blog: Blog) -> None:
    news = blog.bakers.member.guild.create_text_channel("news")
    said = await blog.manager.slash(blog.bakers.channel, "archive announce", channel=news)
    assert f"<#{news.id}>" in shown(said.response)
    await served(blog.bot).syncing.sync()
    assert not news.history()
    blog.publish(
        "Sourdough at last",
        "<p>Hello.</p><p>My sourdough starter needs flour and water every day.</p><p>See you soon, dear readers.</p>",
    )
    report = await served(blog.bot).syncing.sync()
    assert report.added == 1
    (message,) = news.history()
    text = shown(message)
    assert "New on the blog" in text
    assert "My sourdough starter needs flour and water every day." in text
    assert "Sourdough at last" in text
    there = await blog.manager.slash(blog.bakers.channel, "archive announce")
    assert f"I announce new posts in <#{news.id}>" in shown(there.response)
    await blog.manager.slash(blog.bakers.channel, "archive announce", channel=news)
    nowhere = await blog.manager.slash(blog.bakers.channel, "archive announce")
    assert "I don’t announce new posts here" in shown(nowhere.response)
    blog.publish("Another", "<p>Another loaf came out of the oven this morning, and it was dense.</p>")
    await served(blog.bot).syncing.sync()
    assert len(news.history()) == 1


@pytest.mark.parametrize("method_and_path", [("POST", "/channels/*/messages"), ("GET", "/users/*")])
async def test_news_waits_for_discord_to_be_back(
    blog: Blog, method_and_path: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "PAUSES", ())
    news = blog.bakers.member.guild.create_text_channel("news")
    await blog.manager.slash(blog.bakers.channel, "archive announce", channel=news)
    await blog.bakers.member.slash(blog.bakers.channel, "follow", words="sourdough starters")
    blog.publish("Starting over", "<p>My sourdough starter died in the cold kitchen of this house.</p>")
    blog.bakers.env.inject_error(*method_and_path, status=503, times=None)
    await served(blog.bot).syncing.sync()
    assert not blog.bakers.member.user.dm_channel.history()
    blog.bakers.env.backend.faults.clear()
    for _ in range(2):
        await served(blog.bot).syncing.announce()
    assert len(news.history()) == len(blog.bakers.member.user.dm_channel.history()) == 1


async def test_a_report_is_in_the_language_of_whoever_reads_it(blog: Blog) -> None:
    news = blog.bakers.member.guild.create_text_channel("neues")
    await blog.manager.slash(blog.bakers.channel, "archive announce", channel=news)
    await blog.manager.slash(blog.bakers.channel, "archive answers", language="de")
    blog.publish("Starting over", "<p>My sourdough starter died in the cold kitchen of this house.</p>")
    said = await blog.manager.slash(blog.bakers.channel, "archive sync")
    assert "The archive is up to date" in shown(said.response)
    assert "Neu im Blog" in shown(news.last_message)


async def test_members_get_a_private_note_on_what_they_follow(blog: Blog) -> None:
    member = blog.bakers.member
    followed = await member.slash(blog.bakers.channel, "follow", words="sourdough starters", tag="Bread")
    assert followed.ephemeral
    assert "when a new post is about sourdough starters" in shown(followed.response)
    await member.slash(blog.bakers.channel, "follow", tag="bread")
    blog.publish("On butter", "<p>Butter has to be cold before it is folded into the dough at all.</p>")
    await served(blog.bot).syncing.sync()
    blog.publish(
        "Starting over",
        "<p>This week was long and I was tired of it all.</p><p>My sourdough starter died in the cold kitchen.</p>",
    )
    await served(blog.bot).syncing.sync()
    notes = [shown(message) for message in member.user.dm_channel.history()]
    assert len(notes) == 1
    assert "about sourdough starters, which you follow" in notes[0]
    assert "My sourdough starter died in the cold kitchen." in notes[0]
    ended = await member.slash(blog.bakers.channel, "follow", words="Sourdough starters")
    assert "You no longer follow" in shown(ended.response)
    assert not blog.bot.services.store.following.followed(member.id)


async def test_an_owner_adds_a_blog_by_its_address(blog: Blog, serve: Serve) -> None:
    other = serve("ghost", 3)
    for post in other.posts:
        post.title, post.body = (
            f"Tea {post.number}",
            f"<p>Tea number {post.number} steeps for four minutes exactly.</p>",
        )
    result = await blog.manager.slash(blog.bakers.channel, "archive add", address=other.address)
    assert result.ephemeral
    assert "Posts: 3 added" in shown(result.response)
    assert "four minutes" in shown(await blog.bakers.ask("How long does tea number 2 steep?"))
    assert set(await served(blog.bot).syncing.sources()) == {blog.site.address, other.address}
    other.posts[1].body = "<p>Tea number 2 steeps for nine minutes exactly.</p>"
    other.posts[1].updated += timedelta(days=50)
    await served(blog.bot).syncing.sync()
    assert "nine minutes" in shown(await blog.bakers.ask("How long does tea number 2 steep?"))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://blog.example", "It has to start with https://"),
        ("http://169.254.169.254/latest/meta-data", "couldn’t read a blog there"),
        ("http://127.0.0.1:1/blog", "couldn’t read a blog there"),
    ],
)
async def test_what_is_no_blog_is_not_added(blog: Blog, address: str, said: str) -> None:
    result = await blog.manager.slash(blog.bakers.channel, "archive add", address=address)
    assert said in shown(result.response)
    assert blog.bot.services.store.sources() == []
    assert (await served(blog.bot).browsing.status()).posts == 4


async def test_the_bot_syncs_by_itself(blog: Blog) -> None:
    archive = served(blog.bot).archive
    blog.publish("On time", "<p>Time is what a dough needs more than anything else in a kitchen.</p>")
    await blog.bakers.env.advance_time(blog.bot.services.settings.sync_every.total_seconds() - 300)
    assert "On time" not in [post.title for post in archive.posts()]
    await blog.bakers.env.advance_time(300)
    assert "On time" in [post.title for post in archive.posts()]


async def test_a_bot_that_is_often_started_again_syncs_all_the_same(blog: Blog, settings: Settings) -> None:
    archive, own = served(blog.bot).archive, blog.bot.services.settings
    blog.publish("On time", "<p>Time is what a dough needs more than anything else in a kitchen.</p>")
    with closing(sqlite3.connect(archive.folder / "catalog.sqlite3")) as catalog, catalog:
        before = (datetime.now(UTC) - own.sync_every + timedelta(minutes=30)).isoformat(timespec="seconds")
        catalog.execute("UPDATE state SET value = ? WHERE key = 'synced'", (before,))
    await blog.bakers.env.restart_bot(PullquoteBot(archive, own))
    await blog.bakers.env.advance_time(1200)
    assert "On time" not in [post.title for post in archive.posts()]
    await blog.bakers.env.advance_time(600)
    assert "On time" in [post.title for post in archive.posts()]


async def test_a_quote_is_proved_on_its_page(blog: Blog) -> None:
    reply = await blog.bakers.ask("How many minutes did batch 3 of yeast rest in a cold kitchen?")
    assert "Batch 3 of yeast rested for 6 minutes" in shown(reply)

    async def verified() -> str:
        served(blog.bot).verifications._known.clear()
        found = await choose(blog.bakers.member, reply, "Check the page")
        return shown(found.response)

    text = await verified()
    assert "The page says this, word for word." in text
    assert "I last read this post <t:" in text
    post = blog.site.posts[2]
    body, post.body = post.body, "<p>Something else stands here now, and no batch at all.</p>"
    assert "no longer says this" in await verified()
    post.body = body
    post.moved_from, post.slug = post.path, "elsewhere"
    assert "at a new address" in await verified()
    blog.site.posts.remove(post)
    assert "The page is gone." in await verified()
    blog.site.fails_after = 0
    assert "can’t be reached right now" in await verified()


async def test_a_page_is_not_asked_again_at_every_press(blog: Blog) -> None:
    reply = await blog.bakers.ask("How many minutes did batch 3 of yeast rest in a cold kitchen?")
    blog.site.asked.clear()
    for _ in range(3):
        await choose(blog.bakers.member, reply, "Check the page")
    assert len([path for path in blog.site.asked if path != "/robots.txt"]) == 1


async def test_what_has_no_address_has_no_verify_button(
    bakers: Server, settings: Settings, tmp_path: Path, posts: Path
) -> None:
    with Archive(tmp_path / "a", create=True) as archive:
        archive.sync([str(posts)])
        await bakers.env.restart_bot(PullquoteBot(archive, settings))
        menu = await bakers.member.click(await bakers.ask("How long must rye bread rest?"), label="⋯")
        assert "Check the page" not in buttons(menu.response)


async def test_the_running_bot_reads_a_source_as_it_was_indexed(
    bakers: Server, settings: Settings, tmp_path: Path, posts: Path
) -> None:
    (posts / "later.md").write_text("---\ntitle: Later\ndraft: true\n---\nAn oven thermometer costs six pounds.")
    with Archive(tmp_path / "a", create=True) as archive:
        archive.sync([str(posts)], base_url="https://crumbs.example/", include=["draft"])
        await bakers.env.restart_bot(PullquoteBot(archive, settings))
        before = {post.id: post.url for post in archive.posts()}
        assert before == {"rye.md": "https://crumbs.example/rye", "later.md": "https://crumbs.example/later"}
        role = bakers.member.guild.create_role("Keepers", permissions=discord.Permissions(manage_guild=True))
        manager = bakers.member.guild.add_member(bakers.env.create_user("nell"), roles=[role])
        said = await manager.slash(bakers.channel, "archive sync")
        assert "0 added, 0 changed, 0 removed, 2 unchanged" in shown(said.response)
        await bakers.env.advance_time(settings.sync_every.total_seconds() + 60)
        assert {post.id: post.url for post in archive.posts()} == before


async def test_an_empty_archive_is_filled_at_once(tmp_path: Path, posts: Path, settings: Settings) -> None:
    with Archive(tmp_path / "empty", create=True) as archive:
        bot = PullquoteBot(archive, settings.model_copy(update={"sources": (str(posts),)}))
        syncing = served(bot).syncing
        synced = asyncio.Event()

        async def note() -> None:
            synced.set()

        syncing.afterwards.append(note)
        assert bot.services.leases.renew()
        bot.services.leases.turn()
        keeping = asyncio.create_task(syncing.keep(3600))
        async with asyncio.timeout(60):
            await synced.wait()
        keeping.cancel()
        assert archive.status().posts == 1
