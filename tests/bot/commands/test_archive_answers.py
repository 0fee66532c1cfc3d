"""/archive answers: privately, in threads, and in which language the members of a server are answered."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.client import PullquoteBot
from bot.settings import Settings
from embeddings import Archive

from ..conftest import Server, buttons, shown

QUESTION = "Can I keep bread in the fridge?"
ANSWER = "Never keep bread in the fridge"


@pytest.fixture
def manager(bakers: Server) -> Any:
    role = bakers.member.guild.create_role("Keepers", permissions=discord.Permissions(manage_guild=True))
    return bakers.member.guild.add_member(bakers.env.create_user("nell"), roles=[role])


async def test_without_options_it_shows_how_things_stand(bakers: Server, manager: Any) -> None:
    result = await manager.slash(bakers.channel, "archive answers")
    assert result.ephemeral
    text = shown(result.response)
    assert "Commands: everyone sees the answer" in text
    assert "Questions in channels: in the channel" in text
    assert "Language: as set in Discord" in text


async def test_answers_to_commands_are_private_where_the_server_wants_that(
    bakers: Server, manager: Any, sample: Archive, settings: Settings
) -> None:
    text = shown((await manager.slash(bakers.channel, "archive answers", private=True)).response)
    assert "Commands: only whoever asked sees the answer" in text
    await bakers.env.restart_bot(PullquoteBot(sample, settings))
    result = await bakers.member.slash(bakers.channel, "ask", question=QUESTION)
    assert result.ephemeral
    assert "Share" in buttons(result.response)
    for name, options in (("latest", {}), ("search", {"words": "bread"}), ("post", {"title": "rye"})):
        assert (await bakers.member.slash(bakers.channel, name, **options)).ephemeral
    # Whoever says otherwise is answered otherwise.
    assert not (await bakers.member.slash(bakers.channel, "ask", question=QUESTION, private=False)).ephemeral
    assert ANSWER in shown(await bakers.ask(QUESTION))
    await manager.slash(bakers.channel, "archive answers", private=False)
    assert not (await bakers.member.slash(bakers.channel, "latest")).ephemeral


async def test_questions_are_answered_in_threads_that_go_on(bakers: Server, manager: Any) -> None:
    await manager.slash(bakers.channel, "archive answers", thread=True)
    asked = await bakers.member.send(bakers.channel, f"{bakers.mention} How long must bread rest before I cut it?")
    (thread,) = bakers.channel.threads
    assert thread.id == asked.id
    assert thread.name == "How long must bread rest before I cut it?"
    answer = thread.last_message
    assert "must rest for a whole day" in shown(answer)
    # It goes on without a mention, from the question that the thread is on; also in reply to the answer.
    await bakers.member.send(thread, "And for rye?")
    assert "Understood as: And for rye?" in shown(thread.last_message)
    await bakers.member.send(thread, "And for wheat?", reply_to=answer)
    assert "Understood as: And for wheat?" in shown(thread.last_message)
    await bakers.member.send(thread, "lol")
    assert thread.last_message.content == "lol"
    assert len(bakers.channel.threads) == 1


async def test_whoever_asked_turns_the_answer_in_the_thread(bakers: Server, manager: Any) -> None:
    await manager.slash(bakers.channel, "archive answers", thread=True)
    await bakers.member.send(bakers.channel, f"{bakers.mention} {QUESTION}")
    (thread,) = bakers.channel.threads
    answer = thread.last_message
    assert (await manager.click(answer, label="Next →")).ephemeral
    assert ANSWER in shown(thread.last_message)
    await bakers.member.click(answer, label="Next →")
    assert "2 of 3" in shown(thread.last_message)
    await manager.click(thread.last_message, label="👎")
    feedback = await manager.slash(bakers.channel, "archive feedback")
    assert QUESTION in shown(feedback.response)


async def test_an_edited_question_changes_its_answer_in_the_thread(bakers: Server, manager: Any) -> None:
    await manager.slash(bakers.channel, "archive answers", thread=True)
    asked = await bakers.member.send(bakers.channel, f"{bakers.mention} How much salt?")
    (thread,) = bakers.channel.threads
    await bakers.member.edit(asked, f"{bakers.mention} {QUESTION}")
    assert ANSWER in shown(thread.last_message)
    assert len(bakers.channel.threads) == 1


@pytest.mark.parametrize("permission", ["create_public_threads", "send_messages_in_threads"])
async def test_where_it_may_not_answer_in_a_thread_the_channel_has_the_answer(
    bakers: Server, manager: Any, permission: str
) -> None:
    guild = bakers.member.guild
    closed = guild.create_text_channel(
        "closed", overwrites={bakers.env.bot.user: discord.PermissionOverwrite(**{permission: False})}
    )
    await manager.slash(bakers.channel, "archive answers", thread=True)
    await bakers.member.send(closed, f"{bakers.mention} {QUESTION}")
    assert ANSWER in shown(closed.last_message)


async def test_a_guild_that_the_bot_left_is_forgotten(bakers: Server, manager: Any) -> None:
    store, guild = bakers.env.bot.services.store, bakers.member.guild.id
    await manager.slash(bakers.channel, "archive answers", private=True, language="de")
    assert store.guilds.manner(guild).private
    store.forget_guild(guild)
    assert not store.guilds.manner(guild).private
    assert not store.guilds.language(guild)
