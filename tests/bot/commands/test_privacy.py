"""/privacy, and what becomes of a server's data when the bot is removed from it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import discord
import sqlalchemy as sa

from bot.client import PullquoteBot
from bot.services.tables import GUILDS
from bot.settings import Settings
from embeddings import Archive

from ..conftest import Server, shown, vote
from ..described import Sent

QUESTION = "Can I keep bread in the fridge?"
UNANSWERABLE = "Who won the tennis at Wimbledon in 1987?"


async def privacy(bakers: Server, member: Any, **options: Any) -> str:
    result = await member.slash(bakers.channel, "privacy", **options)
    assert result.ephemeral
    return shown(result.response)


async def test_privacy_says_what_is_stored_and_erases_a_members_votes_and_follows(bakers: Server) -> None:
    member, store = bakers.member, bakers.env.bot.services.store
    other = member.guild.add_member(bakers.env.create_user("bo"))
    reply = await bakers.ask(QUESTION)
    for one in (member, other):
        await vote(one, reply, "👎")
        await one.slash(bakers.channel, "follow", words="sourdough starters")
    text = await privacy(bakers, member)
    assert "Of your questions, only those that nothing answered" in text
    assert "Votes: 1" in text
    assert "You follow: sourdough starters" in text
    text = await privacy(bakers, member, erase=True)
    assert "Erased: your votes (1), and what you followed (sourdough starters)." in text
    text = await privacy(bakers, member)
    assert "Votes: 0" in text
    assert "You follow: nothing" in text
    # What is another member's stays.
    assert store.feedback.votes() == (0, 1)
    assert store.following.followed(other.id) == ["sourdough starters"]


async def test_a_member_gets_what_is_stored_as_a_file(bakers: Server, sent: list[Sent]) -> None:
    member, store = bakers.member, bakers.env.bot.services.store
    other = member.guild.add_member(bakers.env.create_user("bo"))
    reply = await bakers.ask(QUESTION)
    for one in (member, other):
        await vote(one, reply, "👎")
    await member.slash(bakers.channel, "follow", words="sourdough starters")
    await other.slash(bakers.channel, "follow", words="ovens")

    async def exported(**options: Any) -> dict[str, Any]:
        result = await member.slash(bakers.channel, "privacy", export=True, **options)
        assert result.ephemeral
        assert sent[-1].body["components"][0]["components"][-1]["file"]["url"] == "attachment://pullquote.json"
        (attached,) = result.response.attachments
        return json.loads(await attached.read())

    found = await exported()
    (voted,) = found["votes"]
    assert (voted["helpful"], voted["question"], voted["guild"]) == (False, QUESTION, str(member.guild.id))
    assert voted["last"].startswith(f"{datetime.now(UTC):%Y-}")
    assert [row["what"] for row in found["follows"]] == ["sourdough starters"]
    assert [row["question"] for row in found["recent"]] == [QUESTION]
    assert store.hashed(member.id) not in str(found)
    # Once more before it goes.
    assert await exported(erase=True) == found
    assert await exported() == {"votes": [], "recent": [], "follows": []}
    assert store.following.followed(other.id) == ["ovens"]


async def test_privacy_says_so_where_no_questions_are_kept(bakers: Server, sample: Archive, settings: Settings) -> None:
    await bakers.env.restart_bot(PullquoteBot(sample, settings.model_copy(update={"questions_kept": 0})))
    assert "None of your questions." in await privacy(bakers, bakers.member)


async def fill(bakers: Server) -> None:
    """Have something stored for the server, of every kind."""
    role = bakers.member.guild.create_role("Keepers", permissions=discord.Permissions(manage_guild=True))
    manager = bakers.member.guild.add_member(bakers.env.create_user("nell"), roles=[role])
    await manager.slash(bakers.channel, "archive announce", channel=bakers.channel)
    await manager.slash(bakers.channel, "archive channels", channel=bakers.channel)
    await bakers.ask(UNANSWERABLE)
    await bakers.member.click(await bakers.ask(QUESTION), label="👎")


def rows_about(archive: Archive, guild: int) -> int:
    """How many rows of the bot's file name a server, whatever the table."""
    engine = sa.create_engine(f"sqlite:///{archive.folder / 'bot.sqlite3'}")
    with engine.connect() as connection:
        tables = sa.inspect(engine).get_table_names()
        rows = [row for table in tables for row in connection.execute(sa.text(f"select * from {table}"))]
    engine.dispose()
    return sum(str(guild) in " ".join(map(str, row)) for row in rows)


def later(bot: PullquoteBot, days: float) -> None:
    """Let so many days go by since the bot was removed from whichever server."""
    with bot.services.store.database.writing() as connection:
        connection.execute(sa.update(GUILDS).values(removed=GUILDS.c.removed - days * 86400))


async def test_a_servers_data_goes_some_days_after_the_bot_was_removed_from_it(bakers: Server, sample: Archive) -> None:
    bot, guild = bakers.env.bot, bakers.member.guild
    await fill(bakers)
    assert "everything I stored for it is erased 7 days later" in await privacy(bakers, bakers.member)
    kept = rows_about(sample, guild.id)
    assert kept >= 5
    await bot.on_guild_remove(bot.get_guild(guild.id))
    later(bot, 6.9)
    bot.services.erase_left()
    assert rows_about(sample, guild.id) >= kept
    # Not where it has come back, however often it went.
    await bot.on_guild_join(bot.get_guild(guild.id))
    later(bot, 100)
    bot.services.erase_left()
    assert rows_about(sample, guild.id) >= kept
    await bot.on_guild_remove(bot.get_guild(guild.id))
    later(bot, 7.1)
    bot.services.erase_left()
    assert rows_about(sample, guild.id) == 0


async def test_without_such_days_it_goes_at_once(bakers: Server, sample: Archive, settings: Settings) -> None:
    await bakers.env.restart_bot(PullquoteBot(sample, settings.model_copy(update={"erase_after_days": 0})))
    bot, guild = bakers.env.bot, bakers.member.guild
    await fill(bakers)
    assert "everything I stored for it is erased." in await privacy(bakers, bakers.member)
    await bot.on_guild_remove(bot.get_guild(guild.id))
    assert rows_about(sample, guild.id) == 0


async def test_so_it_does_when_that_happened_while_the_bot_was_not_running(
    bakers: Server, sample: Archive, settings: Settings
) -> None:
    bot, guild = bakers.env.bot, bakers.member.guild
    await fill(bakers)
    store, gone = bot.services.store, guild.id + 1
    store.guilds.switch_announcing(gone, 5)
    store.feedback.refuse(gone, UNANSWERABLE)
    store.guilds.switch_announcing(gone + 1, 5)
    # Of servers of another application, such as the preview's, it knows nothing.
    store.guilds.join(bot.application_id, [guild.id, gone])
    kept = rows_about(sample, guild.id)
    await bakers.env.restart_bot(PullquoteBot(sample, settings))
    await bakers.env.settle()
    assert rows_about(sample, gone) > 0
    later(bakers.env.bot, 7.1)
    bakers.env.bot.services.erase_left()
    assert rows_about(sample, gone) == 0
    assert rows_about(sample, guild.id) == kept
    assert bakers.env.bot.services.store.guilds.announced_in(gone + 1) == 5


async def test_all_of_a_server_is_exported_without_who_it_was(bakers: Server) -> None:
    await fill(bakers)
    guild, store = bakers.member.guild.id, bakers.env.bot.services.store
    exported = store.export(guild)
    assert {f"announce:{guild}", f"channels:{guild}"} <= {row["name"] for row in exported["remembered"]}
    assert [row["question"] for row in exported["refused"]] == [UNANSWERABLE]
    assert len(exported["votes"]) == 1
    text = str(exported)
    assert str(bakers.member.id) not in text
    assert store.hashed(bakers.member.id) not in text
    assert not any(store.export(guild + 1).values())
