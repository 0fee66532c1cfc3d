"""Question channels, threads on answers, and what is a question at all."""

from __future__ import annotations

import pytest
import simcord

from bot.client import PullquoteBot
from bot.questions import is_question
from bot.settings import Settings
from embeddings.archive import Archive

from .conftest import SETTLE_SECONDS, Server, server, shown


@pytest.mark.parametrize(
    "text",
    [
        "How long should the dough rise?",
        "so what do you do with a dead starter",
        "Wie lange muss der Teig gehen?",
        "¿Cuánta sal?",
        "面包怎么做？",
        "I forgot the salt. Can I still save it? Asking for a friend.",
        "(is rye better?)",
        "hey, how do I store bread in summer",
    ],
)
def test_questions(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    ["Good morning!", "what a loaf", "How nice", "lol", "🍞?", "??", "", "https://example.org/?q=bread", "I like rye.",
     "What a wonderful loaf that is!", "<@123>"],
)  # fmt: skip
def test_small_talk(text: str) -> None:
    assert not is_question(text)


async def test_a_question_channel_answers_questions_and_leaves_small_talk(sample: Archive, settings: Settings) -> None:
    bot = PullquoteBot(sample, settings)
    async with simcord.run(bot, settle_timeout=SETTLE_SECONDS) as env:
        bakers = server(env)
        asking = bakers.member.guild.create_text_channel("ask-the-baker")
        bot.question_channels = frozenset({asking.id})
        await bakers.member.send(asking, "How long should I let the dough rise?")
        assert "until it has doubled" in shown(asking.last_message)
        said = await bakers.member.send(asking, "Thank you, that helps!")
        assert asking.last_message.id == said.id


def test_question_channels_come_from_the_settings(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUESTION_CHANNELS", "123, 456")
    assert Settings().question_channels == (123, 456)


async def test_a_thread_on_an_answer_goes_on_without_a_mention(bakers: Server) -> None:
    answer = await bakers.ask("How long must bread rest before I cut it?")
    await answer.create_thread(name="Bread")
    await bakers.env.settle()
    (thread,) = bakers.channel.threads
    await bakers.member.send(thread, "And what about rye?")
    assert "must rest for a whole day" in shown(thread.last_message)
    said = await bakers.member.send(thread, "Ah, good to know.")
    assert thread.last_message.id == said.id


async def test_a_thread_on_anything_else_is_left_alone(bakers: Server) -> None:
    await bakers.ask("How much salt?")
    said = await bakers.member.send(bakers.channel, "I bake on Saturdays.")
    await said.create_thread(name="Saturdays")
    await bakers.env.settle()
    (thread,) = bakers.channel.threads
    asked = await bakers.member.send(thread, "How much salt goes into it?")
    assert thread.last_message.id == asked.id
