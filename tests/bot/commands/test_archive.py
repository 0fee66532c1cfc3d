"""/archive, for those who manage the server."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import discord
import pytest
import sqlalchemy as sa

from bot.client import PullquoteBot
from bot.services import respond
from bot.settings import Settings
from embeddings import Archive, Progress, Query

from ..conftest import Server, served, shown, vote

QUESTION = "Can I keep bread in the fridge?"


@pytest.fixture
def manager(bakers: Server) -> Any:
    role = bakers.member.guild.create_role("Keepers", permissions=discord.Permissions(manage_guild=True))
    return bakers.member.guild.add_member(bakers.env.create_user("nell"), roles=[role])


async def test_status_is_private_and_names_no_path(bakers: Server, manager: Any, sample: Archive) -> None:
    await bakers.member.click(await bakers.ask(QUESTION), label="👍")
    result = await manager.slash(bakers.channel, "archive status")
    assert result.ephemeral
    text = shown(result.response)
    assert "15 posts, from" in text
    assert "Votes on quotes: 1 helpful, 0 not helpful" in text
    assert str(sample.folder) not in text
    assert "/" not in text.replace("</", "")


async def test_members_who_do_not_manage_the_server_have_no_such_command(bakers: Server) -> None:
    assert not [c for c in bakers.member.available_commands(bakers.channel) if "archive" in str(c)]


async def test_question_channels_are_added_and_taken_out_and_survive_a_restart(
    bakers: Server, manager: Any, sample: Archive, settings: Settings
) -> None:
    asking = bakers.member.guild.create_text_channel("ask")
    assert "None yet" in shown((await manager.slash(bakers.channel, "archive channels")).response)
    text = shown((await manager.slash(bakers.channel, "archive channels", channel=asking)).response)
    assert f"From now on, I’ll answer every question in <#{asking.id}>" in text
    await bakers.env.restart_bot(PullquoteBot(sample, settings))
    await bakers.member.send(asking, QUESTION)
    assert "Never keep bread in the fridge" in shown(asking.last_message)
    text = shown((await manager.slash(bakers.channel, "archive channels", channel=asking)).response)
    assert "no longer" in text
    asked = await bakers.member.send(asking, QUESTION)
    assert asking.last_message.id == asked.id


async def test_a_channel_that_the_bot_may_not_write_in_is_not_added(bakers: Server, manager: Any) -> None:
    rules = bakers.member.guild.create_text_channel(
        "rules", overwrites={bakers.env.bot.user: discord.PermissionOverwrite(send_messages=False)}
    )
    text = shown((await manager.slash(bakers.channel, "archive channels", channel=rules)).response)
    assert "I need these permissions: Send Messages" in text
    assert "None yet" in shown((await manager.slash(bakers.channel, "archive channels")).response)


@pytest.mark.parametrize("command", ["channels", "announce"])
async def test_a_channel_that_was_closed_to_the_bot_is_given_up(bakers: Server, manager: Any, command: str) -> None:
    async def choose() -> str:
        return shown((await manager.slash(bakers.channel, f"archive {command}", channel=channel)).response)

    bot = bakers.env.bot
    channel = bakers.member.guild.create_text_channel("oven")
    assert "From now on" in await choose()
    closed = {"id": str(bot.user.id), "type": 1, "allow": "0", "deny": str(discord.Permissions.all().value)}
    await bot.http.request(
        discord.http.Route("PATCH", "/channels/{channel_id}", channel_id=channel.id),
        json={"permission_overwrites": [closed]},
    )
    assert "no longer" in await choose()
    assert "I need these permissions: View Channel, Send Messages" in await choose()


async def test_a_channel_that_was_deleted_is_listed_no_more(bakers: Server, manager: Any) -> None:
    channel = bakers.member.guild.create_text_channel("oven")
    for command in ("channels", "announce"):
        await manager.slash(bakers.channel, f"archive {command}", channel=channel)
    assert shown((await manager.slash(bakers.channel, "archive settings")).response).count(f"<#{channel.id}>") == 2
    route = discord.http.Route("DELETE", "/channels/{channel_id}", channel_id=channel.id)
    await bakers.env.bot.http.request(route)
    for command in ("channels", "announce", "settings"):
        assert f"<#{channel.id}>" not in shown((await manager.slash(bakers.channel, f"archive {command}")).response)


async def test_a_forum_has_each_new_post_answered_once_by_its_tags(bakers: Server, manager: Any) -> None:
    bot, guild = bakers.env.bot, bakers.member.guild
    forum = guild.create_forum_channel("questions")
    text = shown((await manager.slash(bakers.channel, "archive channels", channel=forum)).response)
    assert "From now on, I’ll answer every question" in text
    live = bot.get_channel(forum.id)
    tag = await live.create_tag(name="Rye")
    # simcord lets only the bot open a post, so that the member's comes as Discord would send it:
    # https://discord.com/developers/docs/resources/message#message-object
    opened = await live.create_thread(name="How long must it rest?", content="It is baked.", applied_tags=[tag])
    payload = {
        "id": str(opened.thread.id),
        "channel_id": str(opened.thread.id),
        "guild_id": str(guild.id),
        "author": {"id": str(bakers.member.id), "username": "ada", "discriminator": "0", "avatar": None},
        "content": "It is baked.",
        "timestamp": "2026-01-01T12:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
    }
    await bakers.env.settle()
    await bot.on_message(discord.Message(state=bot._connection, channel=opened.thread, data=payload))
    await bakers.env.settle()
    (thread,) = forum.threads
    text = shown(thread.last_message)
    assert "must rest for a whole day" in text
    assert "tagged rye" in text
    answered = len(thread.history())
    await bot.on_message(discord.Message(state=bot._connection, channel=opened.thread, data=payload))
    said = await bakers.member.send(thread, "Shall I wait longer?")
    assert len(thread.history()) == answered + 1
    assert thread.last_message.id == said.id


async def test_settings_are_shown(bakers: Server, manager: Any) -> None:
    result = await manager.slash(bakers.channel, "archive settings")
    assert result.ephemeral
    text = shown(result.response)
    for line in ("`QUESTIONS_PER_MEMBER`: 10", "`ANSWERING`: balanced", "`UNANSWERED`: reaction", "`READER`: true"):
        assert line in text
    assert "TOKEN" not in text
    assert "Announcements: nowhere" in text
    asking = bakers.member.guild.create_text_channel("ask")
    await manager.slash(bakers.channel, "archive announce", channel=bakers.channel)
    await manager.slash(bakers.channel, "archive channels", channel=asking)
    text = shown((await manager.slash(bakers.channel, "archive settings")).response)
    assert f"Announcements: <#{bakers.channel.id}>" in text
    assert f"Question channels: <#{asking.id}>" in text


UNANSWERABLE = "Who won the tennis at Wimbledon in 1987?"


async def feedback(bakers: Server, manager: Any) -> str:
    result = await manager.slash(bakers.channel, "archive feedback")
    assert result.ephemeral
    return shown(result.response)


async def test_feedback_lists_what_was_voted_down_and_what_nothing_answered_most_frequent_first(
    bakers: Server, manager: Any
) -> None:
    assert (await feedback(bakers, manager)).count("None yet.") == 3
    await bakers.ask("Is there a ferry to Heligoland in winter?")
    for asked in (UNANSWERABLE, f" {UNANSWERABLE.lower().rstrip('?')}", f"{bakers.member.mention} {UNANSWERABLE}"):
        await bakers.ask(asked)
    reply = await bakers.ask(QUESTION)
    other = bakers.member.guild.add_member(bakers.env.create_user("bo"))
    for member in (bakers.member, other):
        await vote(member, reply, "👎")
    command = await bakers.member.slash(bakers.channel, "ask", question="How much salt?")
    await vote(bakers.member, command.response, "👎")
    quotes, disliked, refused = (await feedback(bakers, manager)).split("\n**Questions ")
    assert re.search(r"2 × \*\*\[.*\n> Never keep bread in the fridge", quotes)
    assert quotes.count(" × ") == 2
    assert re.findall(r"\d × .*", disliked) == [f"2 × {QUESTION}", "1 × How much salt?"]
    assert re.findall(r"\d × .*", refused) == [f"3 × {UNANSWERABLE}", "1 × Is there a ferry to Heligoland in winter?"]
    assert str(bakers.member.id) not in refused
    # A vote that is taken back takes its question along.
    await vote(bakers.member, command.response, "👎")
    assert "How much salt?" not in await feedback(bakers, manager)


async def test_what_is_asked_privately_or_elsewhere_is_in_no_servers_feedback(bakers: Server, manager: Any) -> None:
    private = await bakers.member.slash(bakers.channel, "ask", question=UNANSWERABLE, private=True)
    assert "Nothing in the archive answers that" in shown(private.response)
    await bakers.member.send_dm(UNANSWERABLE)
    other = bakers.env.create_guild("Millers")
    member = other.add_member(bakers.env.create_user("bo"))
    await member.send(other.create_text_channel("flour"), f"{bakers.mention} {UNANSWERABLE}")
    helpful = await bakers.member.slash(bakers.channel, "ask", question=QUESTION, private=True)
    menu = await bakers.member.click(helpful.response, label="⋯")
    await vote(bakers.member, menu.response, "👎")
    text = await feedback(bakers, manager)
    assert "Wimbledon" not in text
    assert QUESTION not in text
    kept = bakers.env.bot.services.store.feedback.report()
    assert [(asked.question, asked.times) for asked in kept.refused] == [(UNANSWERABLE, 1)]
    assert not kept.disliked


async def test_an_owner_bounds_the_questions_that_are_kept_or_keeps_none(
    bakers: Server, manager: Any, sample: Archive, settings: Settings
) -> None:
    for number in range(4):
        await bakers.ask(f"Who won the tennis at Wimbledon in {1987 + number}?")
    await bakers.env.restart_bot(PullquoteBot(sample, settings.model_copy(update={"questions_kept": 2})))
    await bakers.ask("Who won the tennis at Wimbledon in 1995?")
    text = await feedback(bakers, manager)
    assert re.findall(r"in (\d{4})", text) == ["1990", "1995"]
    await bakers.env.restart_bot(PullquoteBot(sample, settings.model_copy(update={"questions_kept": 0})))
    await bakers.ask(UNANSWERABLE)
    text = await feedback(bakers, manager)
    assert "whoever runs this bot has switched that off" in text
    assert "Wimbledon" not in text
    assert bakers.env.bot.services.store.feedback.report().refused == []


async def test_votes_of_an_earlier_version_are_kept_and_listed(
    bakers: Server, manager: Any, sample: Archive, settings: Settings
) -> None:
    reply = await bakers.ask(QUESTION)
    await vote(bakers.member, reply, "👎")
    await bakers.env.bot.close()
    engine = sa.create_engine(f"sqlite:///{sample.folder / 'bot.sqlite3'}")
    with engine.begin() as connection:
        for column in ("digest", "guild", "question", "last"):
            connection.execute(sa.text(f"alter table votes drop column {column}"))
        for table in ("refused", "bot_migrations", "claims", "leases", "cooldowns", "recent", "shared", "guilds"):
            connection.execute(sa.text(f"drop table {table}"))
        for table in ("news", "told"):
            connection.execute(sa.text(f"drop table {table}"))
    engine.dispose()
    await bakers.env.restart_bot(PullquoteBot(sample, settings))
    assert bakers.env.bot.services.store.feedback.votes() == (0, 1)
    assert "1 × " in await feedback(bakers, manager)


async def test_sync_reads_the_sources_again(
    bakers: Server, settings: Settings, tmp_path: Path, posts: Path, manager: Any
) -> None:
    with Archive(tmp_path / "a", create=True) as archive:
        archive.sync([str(posts)])
        await bakers.env.restart_bot(PullquoteBot(archive, settings.model_copy(update={"sources": (str(posts),)})))
        (posts / "salt.md").write_text("---\ntitle: Salt\n---\nTwo per cent of the flour is the right measure of salt.")
        result = await manager.slash(bakers.channel, "archive sync")
        assert result.ephemeral
        assert "Posts: 1 added, 0 changed, 0 removed, 1 unchanged" in shown(result.response)
        assert "Two per cent" in shown(await bakers.ask("What is the right measure of salt?"))
        (posts / "salt.md").unlink()
        (posts / "rye.md").unlink()
        text = shown((await manager.slash(bakers.channel, "archive sync")).response)
        assert "try again" in text
        assert str(posts) not in text


async def test_what_takes_longer_than_discord_waits_is_told_in_a_message(
    bakers: Server, settings: Settings, tmp_path: Path, posts: Path, manager: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(respond, "_SHOWN_SECONDS", 0.0)
    with Archive(tmp_path / "a", create=True) as archive:
        archive.sync([str(posts)])
        await bakers.env.restart_bot(PullquoteBot(archive, settings))
        result = await manager.slash(bakers.channel, "archive sync")
        assert "I’ll write to you when it’s done" in shown(result.response)
        assert "The archive is up to date" in shown(manager.user.dm_channel.last_message)


async def test_sources_are_listed_without_their_paths_and_taken_out(
    bakers: Server, settings: Settings, tmp_path: Path, posts: Path, manager: Any
) -> None:
    (tmp_path / "salt.md").write_text("---\ntitle: Salt\n---\nTwo per cent of the flour is the right measure of salt.")
    with Archive(tmp_path / "a", create=True) as archive:
        archive.sync([str(posts), str(tmp_path / "salt.md")])
        await bakers.env.restart_bot(PullquoteBot(archive, settings.model_copy(update={"sources": (str(posts),)})))
        listed = await manager.slash(bakers.channel, "archive sources")
        assert listed.ephemeral
        assert "- posts · 1 post\n- salt.md · 1 post" in shown(listed.response)
        assert str(tmp_path) not in shown(listed.response)
        (choice,) = await manager.autocomplete(bakers.channel, "archive sources", "remove", "salt")
        text = shown((await manager.slash(bakers.channel, "archive sources", remove=choice["value"])).response)
        assert "Removed salt.md, with its posts: 1." in text
        assert "SOURCES" not in text
        assert [post.title for post in archive.posts()] == ["Rye"]
        text = shown((await manager.slash(bakers.channel, "archive sources", remove="posts")).response)
        assert "It’s also listed in SOURCES" in text
        assert "None yet." in text
        text = shown((await manager.slash(bakers.channel, "archive sources", remove="posts")).response)
        assert "There is no such source" in text


async def test_with_one_archive_there_is_nothing_to_choose(bakers: Server, manager: Any) -> None:
    result = await manager.slash(bakers.channel, "archive use")
    assert result.ephemeral
    assert "I have one archive, and answer from it everywhere." in shown(result.response)


async def test_on_several_servers_only_whoever_runs_the_bot_changes_the_one_archive(
    bakers: Server, manager: Any
) -> None:
    bakers.env.create_guild("Millers")
    for name, options in (("sync", {}), ("add", {"address": "https://blog.example"}), ("sources", {})):
        result = await manager.slash(bakers.channel, f"archive {name}", **options)
        assert "only whoever runs me can change it" in shown(result.response)


async def test_who_was_let_in_without_managing_the_server_is_told_what_is_missing(bakers: Server) -> None:
    """As Discord's Integrations let in whom they name."""
    role = bakers.member.guild.create_role("Helpers", permissions=discord.Permissions(use_application_commands=True))
    helper = bakers.member.guild.add_member(bakers.env.create_user("cy"), roles=[role])
    (command,) = (one for one in await bakers.env.bot.tree.fetch_commands() if one.name == "archive")
    bakers.member.guild.set_command_permissions(command, {role: True})
    for name in ("archive sync", "archive sources"):
        result = await helper.slash(bakers.channel, name)
        assert "you need the permission to manage this server" in shown(result.response)


async def test_a_question_during_a_sync_is_answered_from_the_last_complete_state(
    bakers: Server, settings: Settings, tmp_path: Path, posts: Path
) -> None:
    with Archive(tmp_path / "a", create=True) as archive:
        archive.sync([str(posts)])
        await bakers.env.restart_bot(PullquoteBot(archive, settings))
        (posts / "rye.md").write_text("---\ntitle: Rye\n---\nRye bread must rest for two hours before you cut it.")
        meanwhile: list[str] = []
        batching, loop = served(bakers.env.bot).batching, asyncio.get_running_loop()

        def half_way(progress: Progress) -> None:
            if progress.stage == "encode" and progress.done < (progress.total or 0):
                asked = batching.ask(Query("How long must rye bread rest?"))
                answer = asyncio.run_coroutine_threadsafe(asked, loop).result(60)
                meanwhile.append(answer.quotes[0].text)

        await asyncio.to_thread(archive.sync, [str(posts)], progress=half_way)
        assert meanwhile
        assert all("a whole day" in text for text in meanwhile)
        assert "for two hours" in shown(await bakers.ask("How long must rye bread rest?"))
