"""Asking the bot in Discord: by slash command, by mention and in a direct message."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import discord
import pytest
import simcord

from bot.access import needed_intents
from bot.client import PullquoteBot
from bot.settings import Settings
from embeddings import Archive

from ..conftest import Server, server, shown

QUESTION = "How long should I let the dough rise?"
ANSWER = "let the dough rise until it has doubled"
LINK = "https://breadwinners.example/2022/03/19/how-long-to-let-dough-rise/#:~:text="
NOTHING = "Nothing in the archive answers that."


async def test_slash_command_answers_with_quote_title_date_and_link(bakers: Server) -> None:
    result = await bakers.member.slash(bakers.channel, "ask", question=QUESTION)
    assert not result.ephemeral
    text = shown(result.response)
    assert re.search(rf"^> .*{ANSWER}", text, re.MULTILINE)
    assert f"[How long is long enough?]({LINK}" in text
    assert "<t:1647691200:D>" in text
    assert "Nell Hartley" in text
    # The question is not to be seen in the channel otherwise.
    assert QUESTION in text


async def test_slash_command_is_acknowledged_before_the_archive_is_asked(bakers: Server) -> None:
    await bakers.member.slash(bakers.channel, "ask", question=QUESTION)
    requests = [
        entry for entry in bakers.env.http_requests if "/interactions/" in entry.path or "@original" in entry.path
    ]
    assert requests[0].json["type"] == discord.InteractionResponseType.deferred_channel_message.value
    assert [entry.method for entry in requests] == ["POST", "PATCH"]


@pytest.mark.parametrize("form", ["{mention} {question}", "{question} {mention}", "hey {mention}, {question}"])
async def test_a_mention_answers_as_a_reply(bakers: Server, form: str) -> None:
    asked = await bakers.member.send(bakers.channel, form.format(mention=bakers.mention, question=QUESTION))
    reply = bakers.channel.last_message
    assert reply.author == bakers.env.bot.user
    assert reply.reference.message_id == asked.id
    assert ANSWER in shown(reply)


async def test_a_message_that_is_not_for_the_bot_gets_no_answer(bakers: Server) -> None:
    sent = await bakers.member.send(bakers.channel, QUESTION)
    assert bakers.channel.last_message.id == sent.id


async def test_a_bare_mention_is_told_how_to_ask(bakers: Server) -> None:
    text = shown(await bakers.ask(""))
    assert "I answer questions about the blog" in text
    assert text.count("\n- ") == 3


async def test_direct_message_answers(bakers: Server) -> None:
    await bakers.member.send_dm(QUESTION)
    assert ANSWER in shown(bakers.member.user.dm_channel.last_message)


async def test_nothing_found_says_so_and_lists_the_closest_posts(bakers: Server) -> None:
    text = shown(await bakers.ask("How hot should the oven be for pizza?"))
    assert NOTHING in text
    assert text.count("](https://breadwinners.example/") == 3
    assert not re.search("^> ", text, re.MULTILINE)


@pytest.mark.parametrize("question", ["面包怎么做", "x" * 1900, "как долго ждать", "@everyone"])
async def test_odd_questions_are_answered_or_turned_down_politely(bakers: Server, question: str) -> None:
    assert NOTHING in shown(await bakers.ask(question))


async def test_nobody_is_pinged(bakers: Server) -> None:
    reply = await bakers.ask(QUESTION)
    sent = [entry for entry in bakers.env.http_requests if entry.method == "POST" and entry.path.endswith("/messages")]
    assert sent
    assert all(entry.json["allowed_mentions"] == {"parse": [], "replied_user": False} for entry in sent)
    assert not reply.mentions


async def test_an_error_is_a_short_friendly_reply(
    sample: Archive, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise OSError("/srv/archive/catalog.sqlite3: disk I/O error")

    async with simcord.run(PullquoteBot(sample, settings), check_errors=False, settle_timeout=30) as env:
        bakers = server(env)
        with monkeypatch.context() as patched:
            patched.setattr("sqlalchemy.engine.Engine.connect", broken)
            for text in (
                shown(await bakers.ask(QUESTION)),
                shown((await bakers.member.slash(bakers.channel, "ask", question=QUESTION)).response),
            ):
                assert "try again" in text
                assert "catalog" not in text
                assert "Traceback" not in text
        assert ANSWER in shown(await bakers.ask(QUESTION))


@pytest.mark.parametrize("call", ["defer", "edit_original_response"])
async def test_an_interaction_that_expired_does_no_harm(
    bakers: Server, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    class Gone:
        status, reason = 404, "Not Found"

    async def expired(*_: Any, **__: Any) -> None:
        raise discord.NotFound(Gone(), {"code": 10062, "message": "Unknown interaction"})  # type: ignore[arg-type]

    owner = discord.InteractionResponse if call == "defer" else discord.Interaction
    with monkeypatch.context() as patched:
        patched.setattr(owner, call, expired)
        await bakers.member.slash(bakers.channel, "ask", question=QUESTION)
    assert ANSWER in shown((await bakers.member.slash(bakers.channel, "ask", question=QUESTION)).response)


async def test_an_empty_archive_says_so(tmp_path: Any, settings: Settings) -> None:
    with Archive(tmp_path / "empty", create=True) as archive:
        async with simcord.run(PullquoteBot(archive, settings), settle_timeout=30) as env:
            assert "The archive is still empty" in shown(await server(env).ask(QUESTION))


async def test_the_bot_answers_again_after_a_restart(bakers: Server, sample: Archive, settings: Settings) -> None:
    await bakers.ask(QUESTION)
    await bakers.env.restart_bot(PullquoteBot(sample, settings))
    assert ANSWER in shown(await bakers.ask(QUESTION))
    result = await bakers.member.slash(bakers.channel, "ask", question="Can I keep bread in the fridge?")
    assert "Never keep bread in the fridge" in shown(result.response)


async def test_a_channel_it_may_not_write_in_does_no_harm(bakers: Server) -> None:
    guild = bakers.member.guild
    assert guild.me is not None
    rules = guild.create_text_channel(
        "rules", overwrites={bakers.env.bot.user: discord.PermissionOverwrite(send_messages=False)}
    )
    asked = await bakers.member.send(rules, f"{bakers.mention} {QUESTION}")
    assert rules.last_message.id == asked.id
    assert ANSWER in shown(await bakers.ask(QUESTION))


async def test_questions_that_arrive_together_are_all_answered(sample: Archive) -> None:
    from bot.services.batching import Batching
    from embeddings import Query

    batching = Batching(sample, 3)
    questions = [QUESTION, "Can I keep bread in the fridge?", "What does salt do?"] * 4
    answers = await asyncio.gather(*(batching.ask(Query(question)) for question in questions))
    assert [answer.question for answer in answers] == questions
    assert all(answer.answered for answer in answers)


def test_no_more_intents_than_are_used() -> None:
    assert {name for name, on in needed_intents() if on} == {
        "guilds",
        "guild_messages",
        "dm_messages",
        "message_content",
    }
