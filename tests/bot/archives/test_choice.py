"""Several archives: who may choose, change and follow them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
from pydantic import SecretStr

from bot.cli.opening import opened_to_serve, settings_for
from bot.settings import Settings, read_settings
from embeddings import SettingError

from ..commands.test_privacy import later
from ..conftest import shown
from .conftest import QUESTION, Place, World, leaks

NONE = "There is no archive I’m allowed to show here."


async def run_by(world: World, place: Place) -> None:
    """Have the member of a place be the one who runs the bot."""
    bot = world.env.bot
    bot.application.owner = await bot.fetch_user(place.actor.id)


async def test_managers_choose_among_what_their_server_was_given_and_learn_no_other_name(world: World) -> None:
    home, millers = world.home, world.foreign[0]
    assert "Here I answer from **secretbakery**" in await home.slash("archive use")
    assert "You can also choose: public" in await home.slash("archive use")
    assert "Here I answer from **public**" in await home.slash("archive use", archive="public")
    assert not leaks(await home.slash("ask", question=QUESTION))
    await world.restart()
    assert "Answers from the archive: public" in await home.slash("archive settings")
    assert "Here I answer from **secretbakery**" in await home.slash("archive use", archive="secretbakery")
    assert leaks(await home.slash("ask", question=QUESTION))
    refused = await millers.slash("archive use", archive="secretbakery")
    assert refused == await millers.slash("archive use", archive="nothing")
    assert await millers.suggested("archive use", "archive", "") == "[{'name': 'public', 'value': 'public'}]"


async def test_whoever_runs_the_bot_gives_an_archive_to_a_server_and_takes_it_away(world: World) -> None:
    millers = world.foreign[0]
    await run_by(world, millers)
    assert "secretbakery" in await millers.suggested("archive use", "archive", "")
    assert "**secretbakery**" in await millers.slash("archive use", archive="secretbakery")
    assert leaks(await millers.slash("ask", question=QUESTION))
    # What was given stays for the server's managers to choose, over a restart too.
    await world.restart()
    await millers.slash("archive use", archive="public")
    assert "**secretbakery**" in await millers.slash("archive use", archive="secretbakery")
    await run_by(world, millers)
    await millers.slash("archive use", archive="public")
    await world.restart()
    assert "no such archive" in await millers.slash("archive use", archive="secretbakery")
    assert not leaks(await millers.slash("ask", question=QUESTION))


async def test_a_server_that_was_given_nothing_is_told_so_and_left_in_peace(world: World) -> None:
    await world.restart(public_archives=(), archive_guilds=())
    home = world.home
    assert NONE in await home.slash("ask", question=QUESTION)
    assert NONE in await home.slash("archive status")
    assert await home.suggested("post", "title", "zwie") == "[]"
    assert NONE in (await home.say(f"{world.env.bot.user.mention} {QUESTION}"))[-1]
    assert NONE in await world.foreign[1].slash("latest")
    asking = home.actor.guild.create_text_channel("ask")
    world.env.bot.services.question_channels |= {asking.id}
    assert await home.say(QUESTION, asking) == []
    await world.env.bot.on_guild_join(world.env.bot.get_guild(home.actor.guild.id))
    everywhere = [*home.heard(), *(shown(message) for message in home.actor.guild.owner.dm_channel.history())]
    assert NONE in everywhere[-1]


async def test_a_member_of_the_allow_list_sees_it_alone_too(world: World) -> None:
    _, direct, guest = world.foreign
    await world.restart(archive_users=(("secretbakery", direct.actor.id),))
    for place in (direct, guest):
        assert leaks(await place.slash("ask", question=QUESTION))


async def test_buttons_of_before_show_nothing_once_the_archive_is_taken_away(world: World) -> None:
    home = world.home
    await home.say(f"{world.env.bot.user.mention} {QUESTION}")
    await home.slash("search", words="baked twice")
    messages = [m for m in home.channel.history() if m.author.id == world.env.bot.user.id]
    await world.restart(archive_guilds=())
    pressed = 0
    for message in messages:
        for button in buttons_on(message):
            # A vote shows nothing but the message that it is on.
            assert not leaks((await home.press(message, button)).replace(shown(message), "")), button
            pressed += 1
    assert pressed >= 3


def buttons_on(message: Any) -> list[str]:
    rows = [part for card in message.components for part in card.children if isinstance(part, discord.ActionRow)]
    return [part.custom_id for row in rows for part in row.children if part.custom_id and not part.disabled]


@dataclass
class Changed:
    """What a member is told who tries to change an archive."""

    sync: str
    add: str
    sources: str
    removal: str

    @classmethod
    async def by(cls, place: Place) -> Changed:
        return cls(
            await place.slash("archive sync"),
            await place.slash("archive add", address="http://127.0.0.1:1/blog"),
            await place.slash("archive sources"),
            await place.slash("archive sources", remove="posts"),
        )


async def test_managers_change_their_own_archive_alone(world: World) -> None:
    home, millers = world.home, world.foreign[0]
    refused = "only whoever runs me can change it"
    told = await Changed.by(millers)
    assert all(refused in text for text in (told.sync, told.add, told.sources, told.removal))
    assert (await millers.suggested("archive sources", "remove", "")) == "[]"
    assert world.archives["public"].status().posts == 1
    told = await Changed.by(home)
    assert "0 added, 0 changed, 0 removed, 2 unchanged" in told.sync
    assert "couldn’t read a blog there" in told.add
    assert "- posts · 2 posts" in told.sources
    assert "Removed posts, with its posts: 2" in told.removal
    assert world.archives["secretbakery"].status().posts == 0
    # What another server sees too is no longer the server's own.
    guild = millers.actor.guild.id
    await world.restart(archive_guilds=(*world.settings.archive_guilds, ("secretbakery", guild)))
    assert refused in await home.slash("archive sync")


async def test_whoever_runs_the_bot_changes_any_archive(world: World) -> None:
    millers = world.foreign[0]
    await run_by(world, millers)
    assert "0 added, 0 changed, 0 removed, 1 unchanged" in (await Changed.by(millers)).sync
    assert world.archives["public"].status().posts == 0


async def test_news_is_told_only_to_who_still_sees_the_archive(world: World, tmp_path: Path) -> None:
    home, (millers, direct, _) = world.home, world.foreign
    other = home.actor.guild.add_member(world.env.create_user("gone"))
    for place in (home, millers):
        await place.slash("archive announce", channel=place.channel)
        await place.slash("follow", words="baked")
    for member in (other, home.actor):
        await Place("home", world.env, member, home.channel, home.owners).slash("follow", words="oven")
    await direct.slash("follow", words="baked twice")
    await world.env.settle()
    before = {place.name: len(place.heard()) for place in (home, millers)}
    home.actor.guild.remove_member(other)

    # Once the one before is known to be gone.
    await asyncio.wait_for(world.env.bot.services.leases.lead(), 20)

    async def publish(name: str) -> None:
        text = f"---\ntitle: Zwieback {name}\n---\nZwieback is baked twice in a hot oven, says {name}."
        (tmp_path / "home" / "posts" / f"{name}.md").write_text(text)
        await world.env.bot.services.archives["secretbakery"].syncing.sync()
        await world.env.settle()

    await publish("ada")
    assert len(home.heard()) == before["Bakers"] + 1
    assert leaks(home.heard()[-1])
    assert len(millers.heard()) == before["Millers"]
    assert [bool(leaks(text)) for text in direct.heard()].count(True) == 1
    assert "which you follow" in direct.heard()[-1]
    for user in (millers.actor.user, other.user):
        assert not [shown(message) for message in user.dm_channel.history() if leaks(shown(message))]
    # Nor once the server no longer sees it.
    await world.restart(archive_guilds=())
    heard = len(direct.heard()), len(home.heard())
    await publish("bo")
    assert (len(direct.heard()), len(home.heard())) == heard


async def test_votes_follows_and_questions_of_each_archive_are_forgotten_with_the_member_and_the_server(
    world: World,
) -> None:
    home, (millers, direct, _) = world.home, world.foreign
    unanswerable = "Who won the tennis at Wimbledon in 1987?"
    for place in (home, millers):
        await place.slash("ask", question=unanswerable)
    await home.slash("follow", words="oven")
    await direct.slash("follow", words="tide")
    assert "You follow: oven, tide" in await direct.slash("privacy")
    await direct.slash("privacy", erase=True)
    assert "You follow: nothing" in await home.slash("privacy")
    assert unanswerable in await home.slash("archive feedback")
    assert unanswerable in await millers.slash("archive feedback")
    bot = world.env.bot
    await bot.on_guild_remove(bot.get_guild(home.actor.guild.id))
    later(bot, 7.1)
    bot.services.erase_left()
    assert unanswerable not in await home.slash("archive feedback")
    assert unanswerable in await millers.slash("archive feedback")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ARCHIVES", "bread"),
        ("ARCHIVES", "bread=a,bread=b"),
        ("ARCHIVES", "bread=a,rust=./a"),
        ("ARCHIVES", "a b=a"),
        ("PUBLIC_ARCHIVES", "rye"),
        ("ARCHIVE_GUILDS", "bread"),
        ("ARCHIVE_GUILDS", "bread=Bakers"),
        ("ARCHIVE_GUILDS", "rye=5"),
        ("ARCHIVE_USERS", "rye=5"),
    ],
)
def test_what_the_settings_do_not_allow_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("ARCHIVES", "bread=a,rust=b")
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=f"^{name}=.*must be"):
        read_settings()


def test_settings_name_archives_and_to_whom_they_are_open(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVES", "bread = archives/bread, rust=b")
    monkeypatch.setenv("PUBLIC_ARCHIVES", "rust")
    monkeypatch.setenv("ARCHIVE_GUILDS", "bread=5, bread=6")
    found = read_settings()
    assert found.archives == (("bread", Path("archives/bread")), ("rust", Path("b")))
    assert found.public_archives == ("rust",)
    assert found.archive_guilds == (("bread", 5), ("bread", 6))


def test_one_archive_of_several_is_served_where_it_is_named_and_all_where_none_is(
    world_folders: Settings, tmp_path: Path
) -> None:
    with opened_to_serve(None, world_folders) as served:
        assert isinstance(served, dict)
        assert list(served) == ["secretbakery", "public"]
    for named in (tmp_path / "public" / "archive", Path("public")):
        with opened_to_serve(named, world_folders) as one:
            assert not isinstance(one, dict)
            assert one.status().folder == tmp_path / "public" / "archive"


def test_the_sources_of_the_settings_are_of_their_own_archive(settings: Settings, tmp_path: Path) -> None:
    own = settings.model_copy(update={"sources": ("https://blog.example",), "archive_dir": Path("own")})
    (tmp_path / "link").symlink_to("own")
    for named in (None, "own", "./own", "link", str(tmp_path / "own")):
        assert settings_for(named, own).sources == ("https://blog.example",)
    for named in ("other", "postgresql://db.example/blog"):
        assert settings_for(named, own).sources == ()
    address = "postgresql://db.example/blog"
    stored = own.model_copy(update={"archive": SecretStr(address)})
    assert [len(settings_for(named, stored).sources) for named in (None, address, "own")] == [1, 1, 0]


@pytest.fixture
def world_folders(archives: Any, settings: Settings, tmp_path: Path) -> Settings:
    folders = (("secretbakery", tmp_path / "home" / "archive"), ("public", tmp_path / "public" / "archive"))
    return settings.model_copy(update={"archives": folders, "archive_dir": tmp_path / "own"})
