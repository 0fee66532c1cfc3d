"""Question channels, threads on answers, and what is a question at all."""

from __future__ import annotations

from datetime import date

import pytest
import simcord

from bot.client import PullquoteBot
from bot.settings import Settings
from embeddings import Archive, Filters, own_dates

from ..conftest import SETTLE_SECONDS, Server, buttons, server, shown


async def test_a_question_channel_answers_questions_and_leaves_small_talk(sample: Archive, settings: Settings) -> None:
    bot = PullquoteBot(sample, settings)
    async with simcord.run(bot, settle_timeout=SETTLE_SECONDS) as env:
        bakers = server(env)
        asking = bakers.member.guild.create_text_channel("ask-the-baker")
        bot.services.question_channels = frozenset({asking.id})
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


async def test_the_members_last_question_is_what_a_follow_up_goes_on_from(bakers: Server) -> None:
    await bakers.ask("How long must bread rest before I cut it?")
    text = shown(await bakers.ask("And what about rye?"))
    assert r"Understood as: And what about rye? \(about how long bread must rest before I cut it\)" in text
    assert "must rest for a whole day" in text


async def test_a_question_that_stands_alone_is_not_mixed_with_the_last(bakers: Server) -> None:
    await bakers.ask("How long must bread rest before I cut it?")
    assert "Understood as" not in shown(await bakers.ask("How much salt?"))


async def test_a_follow_up_can_be_asked_alone_even_after_a_restart(
    bakers: Server, sample: Archive, settings: Settings
) -> None:
    await bakers.ask("How long must bread rest before I cut it?")
    reply = await bakers.ask("And what about rye?")
    assert "Understood as" in shown(reply)
    await bakers.env.restart_bot(PullquoteBot(sample, settings))
    await bakers.member.click(reply, label="Just this question")
    alone = bakers.channel.last_message
    assert alone.id == reply.id
    assert "And what about rye?" in shown(alone)
    assert "Understood as" not in shown(alone)
    assert "Just this question" not in buttons(alone)


async def test_questions_that_stand_alone_are_not_merged_in_a_row(bakers: Server) -> None:
    for question in (
        "How long must bread rest before I cut it?",
        "Why does bread go stale in the fridge?",
        "When a baker shapes dough, does it tear?",
        "Is it wrong to keep bread in the fridge?",
    ):
        assert "Understood as" not in shown(await bakers.ask(question))


async def test_members_and_channels_are_not_mixed(bakers: Server) -> None:
    await bakers.ask("How long must bread rest before I cut it?")
    other = bakers.member.guild.add_member(bakers.env.create_user("bo"))
    await other.send(bakers.channel, f"{bakers.mention} And what about rye?")
    assert "Understood as" not in shown(bakers.channel.last_message)
    elsewhere = bakers.member.guild.create_text_channel("elsewhere")
    await bakers.member.send(elsewhere, f"{bakers.mention} And what about rye?")
    assert "Understood as" not in shown(elsewhere.last_message)


async def test_slash_commands_follow_up_too(bakers: Server) -> None:
    await bakers.member.slash(bakers.channel, "ask", question="How long must bread rest before I cut it?")
    result = await bakers.member.slash(bakers.channel, "ask", question="And what about rye?")
    assert "Understood as" in shown(result.response)


async def test_an_edited_question_does_not_follow_up_on_itself(bakers: Server) -> None:
    await bakers.ask("How long must bread rest before I cut it?")
    asked = await bakers.member.send(bakers.channel, f"{bakers.mention} And what about ovens?")
    assert "ovens" in shown(bakers.channel.last_message)
    await bakers.member.edit(asked, f"{bakers.mention} And what about rye?")
    assert r"Understood as: And what about rye? \(about how long bread must rest before I cut it\)" in shown(
        bakers.channel.last_message
    )


async def test_a_questions_own_dates_narrow_it_and_can_be_dropped(
    bakers: Server, sample: Archive, settings: Settings
) -> None:
    reply = await bakers.ask("What did they say about rye in 2022?")
    text = shown(reply)
    assert "What did they say about rye in 2022? · from <t:1641038400:D> · up to <t:1672488000:D>" in text
    assert "Tomas Quill" in text
    await bakers.env.restart_bot(PullquoteBot(sample, settings))
    await bakers.member.click(reply, label="Next →")
    await bakers.member.click(bakers.channel.last_message, label="Any date")
    dropped = shown(bakers.channel.last_message)
    assert "from <t:" not in dropped
    assert "Nothing from" not in dropped
    assert "> " in dropped
    assert dropped != text


async def test_a_date_that_the_archive_has_nothing_of_does_not_narrow(bakers: Server) -> None:
    text = shown(await bakers.ask("Can I keep bread in the fridge, as people did in 1950?"))
    assert "Never keep bread in the fridge" in text
    assert "from <t:" not in text


@pytest.mark.parametrize(
    ("question", "after", "before"),
    [
        ("What did he say about pay in 2017?", date(2017, 1, 1), date(2017, 12, 31)),
        ("pay in July 2017", date(2017, 7, 1), date(2017, 7, 31)),
        ("What was said before 2019?", None, date(2018, 12, 31)),
        ("anything on pay since March 2019", date(2019, 3, 1), None),
        ("between 2015 and 2017, what changed?", date(2015, 1, 1), date(2017, 12, 31)),
        ("Was sagte sie im Jahr 2017 dazu?", date(2017, 1, 1), date(2017, 12, 31)),
        ("on 2017-07-09", date(2017, 7, 9), date(2017, 7, 9)),
        ("in summer 2018", date(2018, 6, 1), date(2018, 8, 31)),
        ("in winter 2018", date(2018, 12, 1), date(2019, 2, 28)),
        ("How much is 2000 grams?", None, None),
        ("What is in it?", None, None),
    ],
)
def test_a_question_names_its_time(question: str, after: date | None, before: date | None) -> None:
    assert own_dates(question) == Filters(after, before)


async def test_a_misspelt_word_is_read_as_the_archive_spells_it_and_that_is_said(bakers: Server) -> None:
    text = shown(await bakers.ask("Hello Pullquote, could you tell me how long ciabbatta must rest? Thanks!"))
    assert "Understood as:" in text
    assert "ciabatta must rest?" in text
    assert "Understood as" not in shown(await bakers.ask("Who won the tennis at Wimbledon in 1987?"))


async def test_what_was_typed_can_be_searched_for_even_after_a_restart(
    bakers: Server, sample: Archive, settings: Settings
) -> None:
    options = {"question": "How long must ciabbatta and rye rest?", "author": "Tomas Quill", "after": "2020"}
    await bakers.member.slash(bakers.channel, "ask", **options)
    reply = bakers.channel.last_message
    assert "Understood as: How long must ciabatta and rye rest?" in shown(reply)
    label = "Search as typed"
    assert label in buttons(reply)
    await bakers.env.restart_bot(PullquoteBot(sample, settings))
    await bakers.member.click(reply, label=label)
    typed = bakers.channel.last_message
    assert typed.id == reply.id
    assert shown(typed).startswith("-# How long must ciabbatta and rye rest? · from <t:")
    assert "by Tomas Quill" in shown(typed)
    assert "Understood as" not in shown(typed)


async def test_a_mention_or_an_address_in_a_question_is_not_asked(bakers: Server) -> None:
    plain = shown(await bakers.ask("How long must rye bread rest?"))
    text = shown(await bakers.ask("How long must rye bread rest? <@123456789012345678> https://example.org/a/b"))
    assert text == plain
