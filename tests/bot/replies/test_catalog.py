"""What a member reads where the archive itself is asked about, and where a time is."""

from __future__ import annotations

from datetime import date

import pytest
import simcord

from bot.client import PullquoteBot
from bot.i18n import speak
from bot.ids import ListButton
from bot.replies.wording import other_times
from bot.settings import Settings
from embeddings import Answer, Archive, Filters, Lookup, Post, Quote

from ..buttons.test_actions import buttons
from ..conftest import SETTLE_SECONDS, Server, answered, shown


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "How many posts are there about flour?",
            ["**11 posts mention “flour”**", "-# In the title or a tag: 2 of them", "The newest:", "- **[Three years"],
        ),
        ("How many posts are there?", ["**15 posts**", "- **[Three years of Saturdays](https://breadwinners.example/"]),
        ("List all posts by Tomas Quill", ["posts · by Tomas Quill**", "- **["]),
        ("posts by Tomas Qulil", ["-# Understood as: posts by Tomas Quill", "posts · by Tomas Quill**"]),
        ("How many posts about Hamlet are there?", ["**No post mentions “Hamlet”**"]),
        ("Who wrote Rye is not wheat?", ["**Written by Tomas Quill**", "- **[Rye is not wheat](https://"]),
        ("what did nell write about honey", ["· by Nell Hartley**", "A starter from nothing"]),
        ("anything about tins?", ["**4 posts mention “tins”**", "- **[Weigh everything"]),
        ("who wrote the stopped kneading?", ["**Written by Nell Hartley**", "I have stopped kneading"]),
        ("When was “A crust needs steam” published?", ["**Published on <t:1685188800:D>**", "A crust needs steam"]),
        (
            "Who wrote about rye?",
            ["**3 posts mention “rye”**\n-# In the title or a tag: 1 of them\n- **[Rye is not wheat](", "Tomas Quill"],
        ),
        ("Who writes this blog?", ["**2 authors**\n- Nell Hartley · 10 posts\n- Tomas Quill · 5 posts"]),
        ("What has Tomas Quill written about?", ["**5 posts · by Tomas Quill**", "- **["]),
        ("What was the first post by Tomas Quill about?", ["**How it begins", "\n> "]),
        ("the five newest posts", ["**15 posts**\n- **[Three years"]),
        ("What is the first post by Tomas Quill?", ["**The oldest post · by Tomas Quill**", "\n> "]),
        ("Summarise the post “How long is long enough?”", ["> The question I am asked most", "- **[If it springs"]),
        (
            "Summarise Why I bake on Saturdays",
            ["**How it begins, and a sentence from the rest**", "> My grandmother baked on Saturdays", "\n\n> "],
        ),
    ],
)
async def test_the_archive_is_asked_about_itself(bakers: Server, question: str, lines: list[str]) -> None:
    text = shown(await bakers.ask(question))
    for line in lines:
        assert line in text


async def test_a_look_up_of_what_was_meant_leads_back_to_what_was_typed(bakers: Server) -> None:
    reply = await bakers.ask("How many posts are there about sourdouhg?")
    assert "-# Understood as: How many posts are there about sourdough?" in shown(reply)
    typed = await bakers.member.click(reply, label="Search as typed")
    assert "**No post mentions “sourdouhg”**" in answered(typed)


async def test_a_name_is_shown_as_it_is_written(bakers: Server) -> None:
    text = shown(await bakers.ask("How many posts are there about **bread** @everyone?"))
    assert r"\*\*bread\*\* \@everyone" in text


async def test_all_posts_are_turned_through_even_after_a_restart(
    bakers: Server, sample: Archive, settings: Settings
) -> None:
    reply = await bakers.ask("How many posts are there?")
    await bakers.env.restart_bot(PullquoteBot(sample, settings))
    await bakers.member.click(reply, label="All 15")
    first = bakers.channel.last_message
    assert "**15 posts** · page 1 of 2" in shown(first)
    assert shown(first).count("\n- **[") == 10
    await bakers.member.click(first, label="Next →")
    second = bakers.channel.last_message
    assert "page 2 of 2" in shown(second)
    assert shown(second).count("\n- **[") == 5
    assert "← Previous" in buttons(second)


@pytest.mark.parametrize(
    ("question", "first"),
    [("posts about flour", "Rye is not wheat"), ("the newest posts about flour", "Three years of Saturdays")],
)
async def test_a_list_keeps_its_order_from_page_to_page(bakers: Server, question: str, first: str) -> None:
    reply = await bakers.ask(question)
    assert shown(reply).split("- **[")[1].startswith(first)
    await bakers.member.click(reply, label="All 11")
    assert shown(bakers.channel.last_message).split("- **[")[1].startswith(first)


async def test_whoever_did_not_ask_turns_the_posts_alone(bakers: Server) -> None:
    reply = await bakers.ask("How many posts are there?")
    stranger = bakers.member.guild.add_member(bakers.env.create_user("nell"))
    page = await stranger.click(reply, label="All 15")
    assert page.ephemeral
    assert "page 1 of 2" in shown(page.response)
    turned = await stranger.click(page.response, label="Next →")
    assert "page 2 of 2" in shown(turned.response)
    assert "page" not in shown(bakers.channel.last_message)


async def test_the_posts_of_an_author_are_turned_through_too(bakers: Server) -> None:
    reply = await bakers.ask("How many posts about bread has Nell Hartley written?")
    (label,) = (name for name in buttons(reply) if name.startswith("All "))
    await bakers.member.click(reply, label=label)
    assert f"**{label.removeprefix('All ')} posts mention “bread” · by Nell Hartley**" in shown(
        bakers.channel.last_message
    )


def test_a_look_up_that_no_button_holds_has_none() -> None:
    assert ListButton.of(Lookup("list", about="x" * 100), 0, "All") is None
    assert ListButton.of(Lookup("list", filters=Filters(author="a|b")), 0, "All") is None
    assert ListButton.of(Lookup("who", title="Salt"), 0, "All") is None
    assert ListButton.of(Lookup("count", about="a|b: c"), 0, "All") is not None


async def test_slash_ask_shows_what_was_asked(bakers: Server) -> None:
    result = await bakers.member.slash(bakers.channel, "ask", question="Who wrote Rye is not wheat?")
    assert "-# Who wrote Rye is not wheat?" in shown(result.response)
    assert "**Written by Tomas Quill**" in shown(result.response)


async def test_what_is_said_of_the_archive_is_in_the_servers_language(sample: Archive, settings: Settings) -> None:
    async with simcord.run(PullquoteBot(sample, settings), settle_timeout=SETTLE_SECONDS) as env:
        guild = env.create_guild("Bäcker", preferred_locale="de")
        channel = guild.create_text_channel("brot")
        member = guild.add_member(env.create_user("ada"))
        await member.send(channel, f"{env.bot.user.mention} Wie viele Beiträge gibt es über rye?")
        assert "**3 Beiträge erwähnen „rye“**" in shown(channel.last_message)
        assert "Im Titel oder als Schlagwort: 1 davon" in shown(channel.last_message)
    speak(None)


async def test_a_time_that_a_question_names_narrows_it_whatever_its_words(bakers: Server) -> None:
    text = shown(await bakers.ask("What did they say about rye in 2022?"))
    assert "[Rye is not wheat](" in text
    assert "Nothing from" not in text
    assert "Understood as" not in text


async def test_where_nothing_from_the_time_answers_that_is_said(bakers: Server) -> None:
    reply = await bakers.ask("How long should I let the dough rise in 2019?")
    assert "-# Nothing from 2019; from other years:" in shown(reply)
    assert "let the dough rise until it has doubled" in shown(reply)
    await bakers.member.click(reply, label="Next →")
    assert "-# Nothing from 2019; from other years:" in shown(bakers.channel.last_message)
    text = shown(await bakers.ask("How long should I let the dough rise after March 2025?"))
    assert "-# Nothing from <t:1743508800:D> or later; from other times:" in text


async def test_other_years_are_asked_without_the_words_for_the_time(bakers: Server) -> None:
    text = shown(await bakers.ask("What did they say about rye in 2019?"))
    assert "-# Nothing from 2019; from other years:" in text
    assert "[Rye is not wheat](" in text
    assert "Understood as" not in text


@pytest.mark.parametrize(
    ("question", "title", "note"),
    [
        ("What came in 2019?", "The oven of 2019", ""),
        ("What came in 2019?", "The oven", "Nothing from 2019; from other years:"),
        ("What came in 2018?", "The oven of 2019", "Nothing from 2018; from other years:"),
        ("What came in May 2019?", "The oven of 2019", "Nothing from 2019-05-01 to 2019-05-31; from other times:"),
    ],
)
def test_what_a_later_post_tells_of_a_year_is_of_that_year(question: str, title: str, note: str) -> None:
    post = Post(id="p", text="It came by boat.", title=title, published=date(2020, 1, 3))
    quote = Quote(post, 0, len(post.text), 1.0, "", (0, len(post.text)))
    answer = Answer(question, question, True, 0.9, (quote,), ())
    assert other_times(answer, Filters(), date.isoformat) == note


async def test_a_question_of_no_time_says_nothing_of_it(bakers: Server) -> None:
    assert "Nothing from" not in shown(await bakers.ask("How long should I let the dough rise?"))
