"""Greeting, cooldowns, silence, shutting down, errors of Discord, and the command tree told only when it changed."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
import pytest
import simcord
import sqlalchemy as sa

from bot import connection
from bot.access import is_guest
from bot.client import PullquoteBot
from bot.i18n import language_in_use, speak
from bot.messages.greeting import example_questions, good_questions
from bot.services.tables import CLAIMS
from bot.settings import Settings
from embeddings import Answer, Archive, Query

from ..conftest import SETTLE_SECONDS, Server, served, server, shown

QUESTION = "Can I keep bread in the fridge?"
ANSWER = "Never keep bread in the fridge"


def sent_privately(bakers: Server, user: Any) -> list[str]:
    channel = user.dm_channel
    return [shown(message) for message in channel.history()] if channel else []


async def test_it_greets_once_with_questions_that_the_archive_answers(bakers: Server, sample: Archive) -> None:
    questions = await good_questions(served(bakers.env.bot))
    assert len(questions) == 3
    assert "How long is long enough?" in questions
    answers = sample.ask_many([Query(question) for question in questions])
    assert all(answer.answered for answer in answers)
    assert len({answer.quotes[0].post.id for answer in answers}) == 3
    guild = bakers.env.bot.get_guild(bakers.member.guild.id)
    await bakers.env.bot.on_guild_join(guild)
    await bakers.env.settle()
    owner = bakers.member.guild.owner
    everywhere = [shown(message) for message in bakers.channel.history()] + sent_privately(bakers, owner)
    greetings = [text for text in everywhere if "Hello!" in text]
    assert len(greetings) <= 1
    await bakers.env.bot.on_guild_join(guild)
    await bakers.env.settle()
    again = [shown(message) for message in bakers.channel.history()] + sent_privately(bakers, owner)
    assert [text for text in again if "Hello!" in text] == greetings
    assert greetings
    assert questions[0].replace("?", "") in greetings[0]


async def test_examples_are_found_once_for_each_language(bakers: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    here, asked = served(bakers.env.bot), []
    ask = here.batching.ask

    async def counted(query: Query) -> Answer:
        asked.append((language_in_use(), query))
        return await ask(query)

    monkeypatch.setattr(here.batching, "ask", counted)
    counts = []
    for language in ("en", "de", "en", "de"):
        speak(language)
        # Whoever asks meanwhile waits for the same.
        first, second = await asyncio.gather(example_questions(here), example_questions(here))
        assert first == second
        assert len(first) == 3
        counts.append(len(asked))
    assert counts[0] < counts[1] == counts[2] == counts[3]
    assert len({(language, query.text) for language, query in asked}) == len(asked)


async def test_too_many_questions_are_turned_down_privately_and_kindly(sample: Archive, settings: Settings) -> None:
    strict = settings.model_copy(update={"questions_per_member": 2})
    async with simcord.run(PullquoteBot(sample, strict), settle_timeout=SETTLE_SECONDS) as env:
        bakers = server(env)
        for _ in range(2):
            assert ANSWER in shown(await bakers.ask(QUESTION))
        before = bakers.channel.last_message.id
        asked = await bakers.ask(QUESTION)
        assert asked.id != before
        assert asked.author.id == bakers.member.id
        await bakers.ask(QUESTION)
        told = sent_privately(bakers, bakers.member.user)
        assert len(told) == 1
        assert "That was a lot at once" in told[0]
        refused = await bakers.member.slash(bakers.channel, "ask", question=QUESTION)
        assert "That was a lot at once" in shown(refused.response)
        assert refused.ephemeral
        other = guild_member(bakers, "bo")
        await other.send(bakers.channel, f"{bakers.mention} {QUESTION}")
        assert ANSWER in shown(bakers.channel.last_message)


def guild_member(bakers: Server, name: str) -> Any:
    return bakers.member.guild.add_member(bakers.env.create_user(name))


async def test_where_it_may_not_write_the_owner_is_told_once(bakers: Server) -> None:
    guild = bakers.member.guild
    rules = guild.create_text_channel(
        "rules", overwrites={bakers.env.bot.user: discord.PermissionOverwrite(send_messages=False)}
    )
    for _ in range(2):
        asked = await bakers.member.send(rules, f"{bakers.mention} {QUESTION}")
        assert rules.last_message.id == asked.id
    told = sent_privately(bakers, guild.owner)
    assert len(told) == 1
    assert "#rules" in told[0]
    assert "Send Messages" in told[0]


async def test_other_bots_are_not_answered_unless_allowed(sample: Archive, settings: Settings) -> None:
    for allowed in (False, True):
        bot = PullquoteBot(sample, settings.model_copy(update={"answer_bots": allowed}))
        async with simcord.run(bot, settle_timeout=SETTLE_SECONDS) as env:
            bakers = server(env)
            hook = bakers.member.guild.create_webhook(bakers.channel, name="feed")
            await hook.send(f"{bakers.mention} {QUESTION}")
            await env.settle()
            assert (ANSWER in shown(bakers.channel.last_message)) is allowed


async def test_commands_are_told_only_when_they_changed(bakers: Server, sample: Archive, settings: Settings) -> None:
    def told() -> int:
        return sum(entry.method == "PUT" and entry.path.endswith("/commands") for entry in bakers.env.http_requests)

    assert told() == 1
    await bakers.env.restart_bot(PullquoteBot(sample, settings))
    assert told() == 1
    assert ANSWER in shown((await bakers.member.slash(bakers.channel, "ask", question=QUESTION)).response)


def forget_claims(bot: PullquoteBot) -> None:
    with bot.services.store.database.writing() as connection:
        connection.execute(sa.delete(CLAIMS))


async def test_an_open_question_is_answered_before_the_bot_goes(bakers: Server) -> None:
    bot = bakers.env.bot
    message = await bakers.member.send(bakers.channel, f"{bakers.mention} {QUESTION}")
    await bot.services.answered.forget(message.id)
    await bakers.channel.last_message.delete()
    forget_claims(bot)
    answering = asyncio.create_task(bot.on_message(message))
    await asyncio.sleep(0)
    closing = asyncio.create_task(bot.close())
    await answering
    await closing
    assert ANSWER in shown(bakers.channel.last_message)


async def test_thanks_are_seen_and_not_answered(bakers: Server) -> None:
    reply = await bakers.ask(QUESTION)
    thanks = await bakers.member.send(bakers.channel, "Thanks, that helps!", reply_to=reply)
    assert bakers.channel.last_message.id == thanks.id
    assert [str(reaction.emoji) for reaction in thanks.reactions] == ["👍"]
    for chatter in ("my grandma did that too", "we had one in Lyon"):
        said = await bakers.member.send(bakers.channel, chatter, reply_to=reply)
        assert bakers.channel.last_message.id == said.id
        assert not said.reactions


async def test_a_mention_in_reply_to_a_question_answers_that(bakers: Server) -> None:
    bo = guild_member(bakers, "bo")
    asked = await bo.send(bakers.channel, QUESTION)
    await bakers.member.send(bakers.channel, bakers.mention, reply_to=asked)
    assert ANSWER in shown(bakers.channel.last_message)


async def test_a_mention_in_code_is_none(bakers: Server) -> None:
    said = await bakers.member.send(bakers.channel, f"write `{bakers.mention} {QUESTION}`")
    assert bakers.channel.last_message.id == said.id


async def test_a_forwarded_message_is_read(bakers: Server) -> None:
    asked = await bakers.member.send(bakers.channel, QUESTION)
    elsewhere = bakers.member.guild.create_text_channel("elsewhere")
    forwarded = await bakers.member.forward(asked, elsewhere)
    assert not forwarded.content
    assert elsewhere.last_message.id == forwarded.id
    found = await bakers.member.context_menu(elsewhere, "Find in the archive", forwarded)
    assert ANSWER in shown(found.response)
    asking = bakers.member.guild.create_text_channel("ask")
    bakers.env.bot.services.question_channels = frozenset({asking.id})
    for channel in (asking, bakers.member.user.dm_channel):
        await bakers.member.forward(asked, channel)
        assert ANSWER in shown(channel.last_message)
        # What was forwarded is what was asked: a follow-up goes on from it.
        assert channel.last_message.author.id == bakers.env.bot.user.id


async def test_what_nothing_answers_in_a_question_channel_gets_a_reaction_or_nothing(
    sample: Archive, settings: Settings
) -> None:
    for unanswered in ("reaction", "silence", "reply"):
        bot = PullquoteBot(sample, settings.model_copy(update={"unanswered": unanswered}))
        async with simcord.run(bot, settle_timeout=SETTLE_SECONDS) as env:
            bakers = server(env)
            bot.services.question_channels = frozenset({bakers.channel.id})
            # The simulator counts its messages anew each time.
            forget_claims(bot)
            asked = await bakers.member.send(bakers.channel, "Who won the tennis at Wimbledon in 1987?")
            assert (bakers.channel.last_message.id == asked.id) is (unanswered != "reply")
            assert bool(asked.reactions) is (unanswered == "reaction")


async def test_an_answer_does_not_stand_under_a_question_that_it_does_not_answer(bakers: Server) -> None:
    bakers.env.bot.services.question_channels = frozenset({bakers.channel.id})
    asked = await bakers.member.send(bakers.channel, QUESTION)
    reply = bakers.channel.last_message
    assert ANSWER in shown(reply)
    await bakers.member.edit(asked, "Who won the tennis at Wimbledon in 1987?")
    assert bakers.channel.last_message.id == reply.id
    assert "Nothing in the archive" in shown(bakers.channel.last_message)


async def test_the_owners_note_is_spent_only_when_it_arrived(sample: Archive, settings: Settings) -> None:
    async with simcord.run(PullquoteBot(sample, settings), settle_timeout=SETTLE_SECONDS) as env:
        bakers = server(env)
        overwrite = discord.PermissionOverwrite(send_messages=False)
        rules = bakers.member.guild.create_text_channel("rules", overwrites={env.bot.user: overwrite})
        env.inject_error("POST", "/users/@me/channels", status=403)
        for _ in range(3):
            await bakers.member.send(rules, f"{bakers.mention} {QUESTION}")
        (told,) = sent_privately(bakers, bakers.member.guild.owner)
        assert told.endswith("give me these permissions there: Send Messages. I won’t message you about this again.")


async def test_a_question_that_comes_too_late_is_apologised_for(bakers: Server) -> None:
    served(bakers.env.bot).batching.stop()
    assert "I’m restarting" in shown(await bakers.ask(QUESTION))


@pytest.mark.parametrize("status", [403, 404, 429, 500])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/channels/*/messages"),
        ("POST", "/channels/*/typing"),
        ("POST", "/interactions/*/callback"),
        ("PATCH", "/webhooks/*/messages/@original"),
        ("PATCH", "/channels/*/messages/*"),
        ("DELETE", "/channels/*/messages/*"),
        ("POST", "/users/@me/channels"),
    ],
)
async def test_no_error_of_discord_stops_the_bot(
    sample: Archive, settings: Settings, status: int, method: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two minutes each would be hundreds of renewed claims.
    monkeypatch.setattr(connection, "PAUSES", (0.1, 0.1))
    async with simcord.run(PullquoteBot(sample, settings), settle_timeout=SETTLE_SECONDS) as env:
        bakers = server(env)
        reply = await bakers.ask(QUESTION)
        env.inject_error(method, path, status=status, times=None)
        asked = await bakers.member.send(bakers.channel, f"{bakers.mention} {QUESTION}")
        await bakers.member.edit(asked, f"{bakers.mention} How much salt?")
        await bakers.member.delete(asked)
        for act in (
            bakers.member.slash(bakers.channel, "ask", question=QUESTION),
            bakers.member.click(reply, label="Next →"),
            bakers.member.click(reply, label="⋯"),
            bakers.member.click(reply, label="👍"),
            bakers.member.autocomplete(bakers.channel, "post", "title", "rye"),
        ):
            await act
        env.raise_errors()


async def test_a_card_that_discord_refuses_is_shown_as_text(sample: Archive, settings: Settings) -> None:
    async with simcord.run(PullquoteBot(sample, settings), settle_timeout=SETTLE_SECONDS) as env:
        bakers = server(env)
        env.inject_error("POST", "/channels/*/messages", status=400, code=50035, message="Invalid Form Body")
        reply = await bakers.ask(QUESTION)
        assert ANSWER in reply.content
        assert not reply.components
        env.inject_error("PATCH", "/webhooks/*/messages/@original", status=400, code=50035, message="Invalid Form Body")
        result = await bakers.member.slash(bakers.channel, "ask", question=QUESTION)
        assert ANSWER in result.response.content
        # What a card shows of its own goes along.
        env.inject_error("PATCH", "/webhooks/*/messages/@original", status=400, code=50035, message="Invalid Form Body")
        result = await bakers.member.slash(bakers.channel, "privacy", export=True)
        (attached,) = result.response.attachments
        assert b'"votes"' in await attached.read()


@pytest.mark.parametrize(
    ("owners", "guild", "guest"),
    [
        ({"1": "9"}, "5", True),  # brought along by a member
        ({"0": "5"}, "5", False),  # installed on the server
        ({"0": "5", "1": "9"}, "5", False),
        ({"1": "9"}, None, False),  # in a direct message
    ],
)
async def test_a_guest_on_a_server_answers_privately(
    bakers: Server, owners: dict[str, str], guild: str | None, guest: bool
) -> None:
    # simcord installs the bot on every server; this is Discord's own form of the interaction:
    # https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
    user = {"id": "9", "username": "ada", "discriminator": "0", "avatar": None}
    joined = {"roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0}
    payload: Any = {
        "id": "1",
        "application_id": "2",
        "type": 2,
        "token": "t",
        "version": 1,
        "locale": "de",
        "data": {"id": "3", "name": "ask", "type": 1},
        "authorizing_integration_owners": owners,
        "entitlements": [],
        "app_permissions": "0",
        "attachment_size_limit": 1,
    } | ({"guild_id": guild, "member": joined | {"user": user, "permissions": "0"}} if guild else {"user": user})
    interaction: Any = discord.Interaction(data=payload, state=bakers.env.bot._connection)
    assert is_guest(interaction) is guest
