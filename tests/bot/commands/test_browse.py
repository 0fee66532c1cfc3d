"""Looking rather than asking: /post, /latest, /random, /on-this-day, /about, and what narrows /ask."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.client import PullquoteBot
from bot.settings import Settings
from embeddings import Archive, Post
from embeddings.stores.titles import TitleIndex

from ..conftest import Server, choose, served, shown


async def slash(bakers: Server, name: str, **options: Any) -> str:
    return shown((await bakers.member.slash(bakers.channel, name, **options)).response)


async def choices(bakers: Server, name: str, option: str, typed: str) -> list[dict[str, Any]]:
    found = await bakers.member.autocomplete(bakers.channel, name, option, typed)
    return [{"name": choice.name, "value": choice.value} if hasattr(choice, "name") else choice for choice in found]


async def test_post_by_what_comes_up_as_you_type(bakers: Server) -> None:
    found = await choices(bakers, "post", "title", "how long")
    assert found[0]["name"] == "How long is long enough? (2022)"
    text = await slash(bakers, "post", title=found[0]["value"])
    assert "> The question I am asked most is how long to leave the dough" in text
    assert "[How long is long enough?](https://breadwinners.example/2022/03/19/how-long-to-let-dough-rise/" in text
    assert text.startswith("### **[How long is long enough?](https://breadwinners.example/")
    assert text.split("\n")[1] == "-# <t:1647691200:D> · Nell Hartley · rising, beginners"
    assert text.count("\n- **[") == 3


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("rye", "Rye is not wheat"),
        ("not wheat", "Rye is not wheat"),
        ("stoped kneeding", "I have stopped kneading"),
        ("CRUST", "A crust needs steam"),
        ("", "Three years of Saturdays"),
    ],
)
async def test_titles_are_found_by_beginning_word_and_in_spite_of_errors(
    bakers: Server, typed: str, title: str
) -> None:
    assert (await choices(bakers, "post", "title", typed))[0]["name"].startswith(title)


async def test_post_by_a_title_typed_to_the_end(bakers: Server) -> None:
    assert "My oven lies" in await slash(bakers, "post", title="my oven lies")
    assert "No post has a title like that" in await slash(bakers, "post", title="zzzzqqqq")


@pytest.mark.parametrize("typed", ["x" * 100, "🍞" * 50, "((((", "\\", "@everyone"])
async def test_nonsense_in_autocomplete_does_no_harm(bakers: Server, typed: str) -> None:
    for option, command in (("title", "post"), ("tag", "random"), ("author", "ask")):
        assert isinstance(await choices(bakers, command, option, typed), list)


async def test_latest(bakers: Server) -> None:
    text = await slash(bakers, "latest", count=2)
    assert re.findall(r"\*\*\[(.+?)\]", text) == ["Three years of Saturdays", "Weigh everything, even the water"]


async def test_random(bakers: Server) -> None:
    assert "Rye is not wheat" in await slash(bakers, "random", tag="RYE")
    assert "No post has that tag" in await slash(bakers, "random", tag="cake")
    assert "> " in await slash(bakers, "random")
    assert [c["value"] for c in await choices(bakers, "random", "tag", "ov")] == ["ovens"]


async def test_on_this_day(bakers: Server) -> None:
    browsing = served(bakers.env.bot).browsing
    assert [post.title for post in await browsing.on_this_day(date(2031, 3, 19))] == ["How long is long enough?"]
    today = await browsing.on_this_day(datetime.now(UTC).date())
    text = await slash(bakers, "on-this-day")
    assert (today[0].title if today else "Nothing was published on this day") in text


async def test_about_is_private_and_says_what_is_stored(bakers: Server) -> None:
    result = await bakers.member.slash(bakers.channel, "about")
    assert result.ephemeral
    text = shown(result.response)
    assert "15 posts, from <t:1646481600:D> to <t:1739620800:D>" in text
    assert "only those that nothing answered" in text


async def test_ask_is_narrowed_by_date_author_and_tag(bakers: Server) -> None:
    text = await slash(bakers, "ask", question="What should I buy?", author="Tomas Quill", after="2024", before="2024")
    assert "Nell Hartley" not in text
    assert "from <t:1704110400:D> · up to <t:1735646400:D> · by Tomas Quill" in text
    text = await slash(bakers, "ask", question="What should I buy?", after="2024-05-04", before="2024-05-04")
    assert "on <t:1714824000:D>" in text
    text = await slash(bakers, "ask", question="How long must bread rest?", tag="rye")
    assert "must rest for a whole day" in text
    assert [c["value"] for c in await choices(bakers, "ask", "author", "quill")] == ["Tomas Quill"]


async def test_a_date_that_is_not_understood_is_said(bakers: Server) -> None:
    result = await bakers.member.slash(
        bakers.channel, "ask", question="What should I buy?", after="the day of the cake"
    )
    assert result.ephemeral
    assert "isn’t a date I understand" in shown(result.response)
    assert not bakers.channel.history()
    # Nor does anything wait for what the member does with the notice.
    assert not [task for task in asyncio.all_tasks() if "timeout" in str(task.get_coro())]


async def test_a_private_answer_is_seen_by_the_asker_alone(bakers: Server) -> None:
    result = await bakers.member.slash(bakers.channel, "ask", question="Can I keep bread in the fridge?", private=True)
    assert result.ephemeral
    assert "Never keep bread in the fridge" in shown(result.response)


async def test_a_reply_to_an_answer_is_a_follow_up(bakers: Server) -> None:
    answer = await bakers.ask("How long must bread rest before I cut it?")
    await bakers.member.send(bakers.channel, "And for rye?", reply_to=answer)
    reply = bakers.channel.last_message
    text = shown(reply)
    assert "must rest for a whole day" in text
    before = r"\(about how long bread must rest before I cut it\)"
    assert f"Understood as: And for rye? {before}" in text
    await bakers.member.send(bakers.channel, "And for how many hours?", reply_to=reply)
    assert f"Understood as: And for how many hours? {before}" in shown(bakers.channel.last_message)


async def test_a_reply_to_somebody_else_is_not_for_the_bot(bakers: Server) -> None:
    said = await bakers.member.send(bakers.channel, "I like bread.")
    mine = await bakers.member.send(bakers.channel, "And rye?", reply_to=said)
    assert bakers.channel.last_message.id == mine.id


@hypothesis_settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=30), st.text(max_size=100))
def test_a_title_typed_whole_is_found(titles: list[str], typed: str) -> None:
    posts = [Post(id=str(n), text="Words.", title=title) for n, title in enumerate(titles)]
    index = TitleIndex([(number, post.name) for number, post in enumerate(posts)])
    assert len(index.find(typed, 25)) <= 25
    for number, post in enumerate(posts):
        same = [other for other in posts if other.name.casefold() == post.name.casefold()]
        if re.search(r"\w", post.name) and len(same) <= 25:
            assert number in index.find(post.name, 25)


async def test_the_message_menu_finds_what_is_nearest_privately(bakers: Server) -> None:
    said = await bakers.member.send(bakers.channel, "My loaf went stale in the fridge overnight, what a pity.")
    result = await bakers.member.context_menu(bakers.channel, "Find in the archive", said)
    assert result.ephemeral
    text = shown(result.response)
    assert "Closest in the archive" in text
    assert "It goes stale there faster than anywhere else" in text
    assert bakers.channel.last_message.id == said.id


@pytest.mark.parametrize("words", ["xqzvy blorfen", "asdf qwer zxcv", "tennis at Wimbledon"])
async def test_the_message_menu_says_so_where_nothing_comes_close(bakers: Server, words: str) -> None:
    said = await bakers.member.send(bakers.channel, words)
    result = await bakers.member.context_menu(bakers.channel, "Find in the archive", said)
    assert shown(result.response) == "Nothing in the archive comes close to that."


async def test_an_edited_question_updates_its_answer(bakers: Server) -> None:
    asked = await bakers.member.send(bakers.channel, f"{bakers.mention} How much salt?")
    first = bakers.channel.last_message
    await bakers.member.edit(asked, f"{bakers.mention} Can I keep bread in the fridge?")
    assert bakers.channel.last_message.id == first.id
    assert "Never keep bread in the fridge" in shown(bakers.channel.last_message)


async def test_a_deleted_question_takes_its_answer_with_it(bakers: Server) -> None:
    before = await bakers.member.send(bakers.channel, "Good morning.")
    asked = await bakers.member.send(bakers.channel, f"{bakers.mention} How much salt?")
    assert bakers.channel.last_message.id != asked.id
    await bakers.member.delete(asked)
    assert bakers.channel.last_message.id == before.id


async def test_a_message_delivered_twice_is_answered_once(bakers: Server) -> None:
    asked = await bakers.member.send(bakers.channel, f"{bakers.mention} How much salt?")
    answered = len(bakers.channel.history())
    bakers.env.bot.dispatch("message", asked)
    await bakers.env.settle()
    assert len(bakers.channel.history()) == answered


async def test_context_shows_what_stands_around_a_quote_even_after_a_restart(
    bakers: Server, sample: Archive, settings: Settings
) -> None:
    reply = await bakers.ask("Can I keep bread in the fridge?")
    await bakers.env.restart_bot(PullquoteBot(sample, settings))
    result = await choose(bakers.member, reply, "Context")
    text = shown(result.response)
    assert text.startswith("**Context**")
    assert "> **Never keep bread in the fridge. It goes stale there faster than anywhere else" in text
    assert "Cut side down on a board is enough for the first day" in text


async def test_search_lists_posts_with_the_line_that_matches_in_pages(
    bakers: Server, sample: Archive, settings: Settings
) -> None:
    result = await bakers.member.slash(bakers.channel, "search", words="bread oven")
    text = shown(result.response)
    assert text.startswith("### Posts about “bread oven”\n-# page 1 of 3")
    assert text.count("https://breadwinners.example/") == 5
    assert "\n> I bought an **oven** thermometer for six pounds and learned that my **oven** has been lying" in text
    await bakers.env.restart_bot(PullquoteBot(sample, settings))
    await bakers.member.click(bakers.channel.last_message, label="Next →")
    second = shown(bakers.channel.last_message)
    assert "page 2 of 3" in second
    assert not set(re.findall(r"\*\*\[(.+?)\]", text)) & set(re.findall(r"\*\*\[(.+?)\]", second))
    await bakers.member.click(bakers.channel.last_message, label="← Previous")
    assert shown(bakers.channel.last_message) == text


@pytest.mark.parametrize("words", ["xqzvy blorfen", "asdf qwer zxcv", "tennis at Wimbledon", "🍞", "!!!"])
async def test_a_search_for_what_the_archive_knows_nothing_of_says_so(bakers: Server, words: str) -> None:
    text = await slash(bakers, "search", words=words)
    assert "Nothing in the archive comes close to that." in text
    assert "https://" not in text


async def test_a_search_finds_what_is_meant_in_other_words(bakers: Server) -> None:
    assert "[Going away and coming back](" in await slash(bakers, "search", words="refrigerator")


async def test_a_refusal_names_the_closest_posts_only_where_they_are_close(bakers: Server) -> None:
    text = shown(await bakers.ask("How hot should the oven be for pizza?"))
    assert "Nothing in the archive answers that." in text
    assert "[My oven lies](" in text
    text = shown(await bakers.ask("Who won the tennis at Wimbledon in 1987?"))
    assert text == "**Nothing in the archive answers that.**"


async def test_help_names_every_command_for_members(bakers: Server) -> None:
    result = await bakers.member.slash(bakers.channel, "help")
    assert result.ephemeral
    text = shown(result.response)
    assert "Try one of these" in text
    named = set(re.findall(r"</([\w-]+):\d+>", text))
    assert {"ask", "search", "post", "latest", "random", "on-this-day", "follow", "about", "privacy"} <= named


async def test_a_page_turned_by_somebody_else_is_theirs_alone(bakers: Server) -> None:
    await bakers.member.slash(bakers.channel, "search", words="bread")
    before = shown(bakers.channel.last_message)
    other = bakers.member.guild.add_member(bakers.env.create_user("bo"))
    result = await other.click(bakers.channel.last_message, label="Next →")
    assert result.ephemeral
    assert "page 2 of 3" in shown(result.response)
    assert shown(bakers.channel.last_message) == before


async def test_search_is_narrowed_and_its_pages_stay_so(bakers: Server) -> None:
    options = {"words": "x" * 55, "author": "nell hartley", "after": "2022", "before": "2025", "tag": "beginners"}
    text = await slash(bakers, "search", **options)
    assert "by Nell Hartley · tagged beginners" in text
    assert "Tomas Quill" not in text
    text = await slash(bakers, "search", words="bread", author="nell")
    await bakers.member.click(bakers.channel.last_message, label="Next →")
    second = shown(bakers.channel.last_message)
    assert "page 2 of 2" in second
    assert "Tomas Quill" not in second
    assert "No post is by that author" in await slash(bakers, "search", words="bread", author="nobody")
    assert "no words" in await slash(bakers, "search", words="  ")
