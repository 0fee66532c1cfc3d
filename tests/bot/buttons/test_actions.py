"""The buttons of an answer, pressed by whoever asked, by others, after a restart, and when they are stale."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import discord
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from bot.client import PullquoteBot
from bot.ids import MAX_QUOTES, QuoteButton, packed, unpacked
from bot.replies.picture import WIDTH, draw
from bot.settings import Settings
from embeddings import Archive, Post, QuestionError, Quote

from ..conftest import Server, buttons, choose, installed_by, served, shown

QUESTION = "Can I keep bread in the fridge?"
FIRST = "Never keep bread in the fridge"


async def test_quotes_are_turned_through_even_after_a_restart(
    bakers: Server, sample: Archive, settings: Settings
) -> None:
    reply = await bakers.ask(QUESTION)
    first = shown(reply)
    assert f"> **{FIRST}.**" in first
    assert "1 of 3" in first
    assert "← First" not in buttons(reply)
    await bakers.env.restart_bot(PullquoteBot(sample, settings))
    await bakers.member.click(reply, label="Next →")
    second = bakers.channel.last_message
    assert second.id == reply.id
    assert "2 of 3" in shown(second)
    assert FIRST not in shown(second)
    await bakers.member.click(second, label="Next →")
    third = bakers.channel.last_message
    assert "Next →" not in buttons(third)
    await bakers.member.click(third, label="← First")
    assert shown(bakers.channel.last_message) == first


async def test_the_other_sources_are_linked_under_the_first_quote(bakers: Server) -> None:
    text = shown(await bakers.ask("How long should I let the dough rise?"))
    quote, _, others = text.partition("**Other sources**")
    assert "[How long is long enough?](https://breadwinners.example/" in quote
    assert "[Three years of Saturdays](https://breadwinners.example/" in others
    assert "#:~:text=" in others
    assert "How long is long enough?" not in others


async def test_an_answer_has_one_row_of_at_most_four_controls(bakers: Server) -> None:
    reply = await bakers.ask(QUESTION)
    rows = [row for row in reply.components[0].children if isinstance(row, discord.ActionRow)]
    assert [[control.label for control in row.children] for row in rows] == [["Next →", "👍", "👎", "⋯"]]
    private = await bakers.member.slash(bakers.channel, "ask", question=QUESTION, private=True)
    assert set(buttons(private.response)) == {"Next →", "Share", "⋯"}


async def test_the_menu_shows_what_is_chosen_in_its_own_place(bakers: Server) -> None:
    reply = await bakers.ask(QUESTION)
    menu = await bakers.member.click(reply, label="⋯")
    assert menu.ephemeral
    assert set(buttons(menu.response)) == {"Context", "More from this post", "As a picture", "Check the page"}
    context = await bakers.member.click(menu.response, label="Context")
    assert context.response.id == menu.response.id
    assert "**Context**" in shown(context.response)
    assert "Context" not in buttons(context.response)
    more = await bakers.member.click(context.response, label="More from this post")
    assert more.response.id == menu.response.id
    assert "**Context**" not in shown(more.response)
    assert f"> **{FIRST}.**" in shown(bakers.channel.last_message)


async def test_a_private_answer_is_voted_on_in_its_menu(bakers: Server) -> None:
    private = await bakers.member.slash(bakers.channel, "ask", question=QUESTION, private=True)
    voted = await choose(bakers.member, private.response, "👍")
    assert "👍 1" in buttons(voted.response)
    assert bakers.env.bot.services.store.feedback.votes() == (1, 0)


async def test_whoever_did_not_ask_gets_a_page_of_their_own(bakers: Server) -> None:
    reply = await bakers.ask(QUESTION)
    other = bakers.member.guild.add_member(bakers.env.create_user("bo"))
    result = await other.click(reply, label="Next →")
    assert result.ephemeral
    assert "2 of 3" in shown(result.response)
    assert "1 of 3" in shown(bakers.channel.last_message)


async def test_more_from_this_post(bakers: Server) -> None:
    result = await choose(bakers.member, await bakers.ask(QUESTION), "More from this post")
    text = shown(result.response)
    assert "> The freezer is another matter." in text
    assert FIRST not in text


async def test_a_private_answer_is_shared(bakers: Server) -> None:
    result = await bakers.member.slash(bakers.channel, "ask", question=QUESTION, private=True)
    assert "Share" in buttons(result.response)
    shared = await bakers.member.click(result.response, label="Share")
    assert not shared.ephemeral
    text = shown(bakers.channel.last_message)
    assert FIRST in text
    assert QUESTION in text
    assert "Shared by ada" in text
    assert "Share" not in buttons(bakers.channel.last_message)


async def test_a_public_answer_has_nothing_to_share(bakers: Server) -> None:
    assert "Share" not in buttons(await bakers.ask(QUESTION))


async def test_who_may_not_write_there_shares_nothing(bakers: Server) -> None:
    guild = bakers.member.guild
    rules = guild.create_text_channel(
        "rules", overwrites={guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    )
    result = await bakers.member.slash(rules, "ask", question=QUESTION, private=True)
    before = len(rules.history())
    picture = await choose(bakers.member, result.response, "As a picture")
    for private in (result, picture):
        refused = await bakers.member.click(private.response, label="Share")
        assert "You’re not allowed to write in this channel" in shown(refused.response)
        assert refused.ephemeral
    assert len(rules.history()) == before


async def test_a_picture_of_a_private_answer_is_private_until_it_is_shared(bakers: Server) -> None:
    result = await bakers.member.slash(bakers.channel, "ask", question=QUESTION, private=True)
    before = len(bakers.channel.history())
    picture = await choose(bakers.member, result.response, "As a picture")
    assert len(bakers.channel.history()) == before
    shared = await bakers.member.click(picture.response, label="Share")
    assert not shared.ephemeral
    assert "Shared by ada" in shown(bakers.channel.last_message)


async def test_a_guest_is_offered_to_share_only_where_discord_shows_it_to_everybody(bakers: Server) -> None:
    guild, asker = bakers.member.guild, {"1": str(bakers.member.id)}
    apps = {guild.default_role: discord.PermissionOverwrite(use_external_apps=True)}
    shown_to_all, alone = guild.create_text_channel("apps", overwrites=apps), bakers.channel
    with installed_by(asker):
        private = await bakers.member.slash(shown_to_all, "ask", question=QUESTION)
        assert private.ephemeral
        shared = await bakers.member.click(private.response, label="Share")
        assert not shared.ephemeral
        assert "Shared by ada" in shown(shown_to_all.last_message)
        assert FIRST in shown(shown_to_all.last_message)
    said = await bakers.member.send(alone, QUESTION)
    with installed_by(asker):
        results = [
            answer := await bakers.member.slash(alone, "ask", question=QUESTION),
            await bakers.member.context_menu(alone, "Find in the archive", said),
            await bakers.member.click(answer.response, label="Next →"),
            await choose(bakers.member, answer.response, "As a picture"),
        ]
        for result in results:
            assert result.response.ephemeral
            assert result.response.components
            assert "Share" not in buttons(result.response)
        assert alone.last_message.id == said.id
        # One that is there all the same, as from when it was still allowed.
        view = discord.ui.LayoutView()
        code = buttons(private.response)["Share"]["custom_id"].partition(":")[2][1:]
        view.add_item(discord.ui.ActionRow(QuoteButton("send", code, "Share")))
        old = await bakers.env.bot.get_channel(alone.id).send(view=view)
        refused = await bakers.member.click(old, label="Share")
        assert refused.ephemeral
        assert "I can’t share it here for you" in shown(refused.response)
        assert alone.last_message.id == old.id


async def test_a_quote_is_shared_once_a_channel_however_often_that_is_pressed(bakers: Server) -> None:
    reply = await bakers.ask(QUESTION)
    bo = bakers.member.guild.add_member(bakers.env.create_user("bo"))
    picture = await choose(bo, reply, "As a picture")
    for _ in range(25):
        pressed = await bo.click(picture.response, label="Share")
    assert pressed.ephemeral
    pictures = [message for message in bakers.channel.history() if "Shared by bo" in shown(message)]
    assert len(pictures) == 1
    own = await choose(bakers.member, reply, "As a picture")
    await bakers.member.click(own.response, label="Share")
    assert len(bakers.channel.history()) == 3
    private = await bakers.member.slash(bakers.channel, "ask", question=QUESTION, private=True)
    await bakers.member.click(private.response, label="Share")
    again = await bakers.member.click(private.response, label="Share")
    assert again.ephemeral
    there = bakers.channel.last_message
    assert f"already here: {there.jump_url}" in shown(again.response)
    role = bakers.member.guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    moderator = bakers.member.guild.add_member(bakers.env.create_user("nell"), roles=[role])
    await moderator.delete(there)
    await bakers.member.click(private.response, label="Share")
    assert shown(bakers.channel.last_message) == shown(there)


async def test_votes_are_kept_under_a_hash_and_can_be_taken_back(bakers: Server) -> None:
    reply = await bakers.ask(QUESTION)
    other = bakers.member.guild.add_member(bakers.env.create_user("bo"))
    store = bakers.env.bot.services.store
    written, text = len(bakers.channel.history()), shown(reply)
    await bakers.member.click(reply, label="👍")
    assert {"👍 1", "👎"} < set(buttons(bakers.channel.last_message))
    await other.click(bakers.channel.last_message, label="👎")
    assert store.feedback.votes() == (1, 1)
    assert {"👍 1", "👎 1"} < set(buttons(bakers.channel.last_message))
    await other.click(bakers.channel.last_message, label="👍 1")
    assert store.feedback.votes() == (2, 0)
    assert {"👍 2", "👎"} < set(buttons(bakers.channel.last_message))
    await other.click(bakers.channel.last_message, label="👍 2")
    assert store.feedback.votes() == (1, 0)
    assert {"👍 1", "👎"} < set(buttons(bakers.channel.last_message))
    # Nobody is written to, and the answer stands as it did.
    assert len(bakers.channel.history()) == written
    assert shown(bakers.channel.last_message) == text
    stored = (served(bakers.env.bot).archive.folder / "bot.sqlite3").read_bytes()
    assert str(bakers.member.id).encode() not in stored
    engine = sa.create_engine(f"sqlite:///{served(bakers.env.bot).archive.folder / 'bot.sqlite3'}")
    with engine.connect() as connection:
        (row,) = connection.execute(sa.text("select member from votes")).all()
    engine.dispose()
    assert re.fullmatch("[0-9a-f]{32}", row.member)


async def test_a_quote_is_shared_as_a_picture_that_says_its_words(bakers: Server) -> None:
    reply = await bakers.ask(QUESTION)
    picture = await choose(bakers.member, reply, "As a picture")
    result = await bakers.member.click(picture.response, label="Share")
    assert not result.ephemeral
    message = bakers.channel.last_message
    (gallery,) = [c for c in message.components[0].children if isinstance(c, discord.MediaGalleryComponent)]
    assert gallery.items[0].description.startswith("“Never keep bread in the fridge. It goes stale")
    assert "breadwinners.example" in shown(message)


@pytest.mark.parametrize("text", ["Salt.", "Хлеб всему голова.", "Άρτος και οίνος.", "word " * 140, "x" * 700])
def test_a_picture_holds_the_whole_quote(text: str) -> None:
    post = Post(id="p", text=text, title="On bread " * 40, url="https://example.org/" + "a" * 300, author="Ana")
    image = Image.open(BytesIO(draw(Quote(post, 0, len(text), 1.0, "", (0, len(text)))).read()))
    assert image.width == WIDTH
    assert image.height < 2 * WIDTH
    # Nothing runs over the right edge.
    assert image.crop((WIDTH - 60, 0, WIDTH, image.height)).getcolors(4) is not None


@pytest.mark.parametrize("title", ["Bread 🍞", "🍞🥖👩‍🍳", "❤️ for Brot, хлеб 🏳️‍🌈", "Ω ⋯ 🇫🇷 1️⃣"])
def test_emoji_in_a_title_are_left_out_of_the_picture(title: str) -> None:
    post = Post(id="p", text="Salt.", title=title, author="Ana 🎉", url="https://example.org/🍞")
    assert Image.open(BytesIO(draw(Quote(post, 0, 5, 1.0, "", (0, 5))).read())).width == WIDTH


def test_a_script_that_no_font_has_is_not_drawn() -> None:
    text = "\U0010fffd"  # for private use; no font of this kind has it
    with pytest.raises(QuestionError, match="don’t have a font for this script"):
        draw(Quote(Post(id="p", text=text, title="A"), 0, len(text), 1.0, "", (0, len(text))))


async def test_a_button_of_a_post_that_changed_explains_itself(
    bakers: Server, settings: Settings, tmp_path: Path
) -> None:
    post = tmp_path / "rye.md"
    post.write_text("---\ntitle: Rye\n---\nRye bread must rest for a whole day before you cut it. Then eat it.")
    with Archive(tmp_path / "a", create=True) as archive:
        archive.sync([str(post)])
        await bakers.env.restart_bot(PullquoteBot(archive, settings))
        menu = await bakers.member.click(await bakers.ask("How long must rye bread rest?"), label="⋯")
        post.write_text("---\ntitle: Rye\n---\nRye bread needs no rest at all, whatever I said before. Then eat it.")
        archive.sync([str(post)])
        for label in ("Context", "More from this post", "As a picture"):
            result = await bakers.member.click(menu.response, label=label)
            assert "has changed since it was quoted" in shown(result.followups[0])


async def test_a_button_of_an_older_version_explains_itself(bakers: Server) -> None:
    reply = await bakers.ask(QUESTION)
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.ActionRow(QuoteButton("gone", "AAAA", "Old"), QuoteButton("context", "AAAA", "Broken")))
    await reply.edit(view=view)
    for label in ("Old", "Broken"):
        result = await bakers.member.click(bakers.channel.last_message, label=label)
        assert "older version of me" in shown(result.response)


spans = st.tuples(st.integers(0, 10_000), st.integers(1, 700), st.integers(0, 699), st.integers(0, 700))


@hypothesis_settings(max_examples=200, deadline=None)
@given(st.lists(spans, min_size=1, max_size=MAX_QUOTES))
def test_a_button_carries_its_quotes_whole(found: list[tuple[int, int, int, int]]) -> None:
    post = Post(id="p", text="ab " * 4000)
    quotes = []
    for start, length, offset, bold in found:
        first = min(start + offset, start + length)
        emphasis = (first, min(first + bold, start + length))
        bolded = emphasis if emphasis[0] < emphasis[1] else None
        quotes.append(Quote(post, start, start + length, 1.0, "", (start, start + length), bolded))
    code = packed(quotes)
    assert len(f"turn:0{code}") <= 100
    for quote, span in zip(quotes, unpacked(code), strict=True):
        assert (span.key, span.start, span.end) == (post.key, quote.start, quote.end)
        assert (span.emphasis, span.digest) == (quote.emphasis, quote.digest)


async def test_what_the_message_menu_found_can_be_shared(bakers: Server) -> None:
    said = await bakers.member.send(bakers.channel, "My loaf went stale in the fridge overnight, what a pity.")
    found = await bakers.member.context_menu(bakers.channel, "Find in the archive", said)
    await bakers.member.click(found.response, label="Share")
    text = shown(bakers.channel.last_message)
    assert "Closest in the archive" in text
    assert "Shared by ada" in text


async def test_dates_given_by_option_are_not_dropped_by_a_button(bakers: Server) -> None:
    options = {"question": "What should I buy?", "after": "2024", "author": "Tomas Quill"}
    result = await bakers.member.slash(bakers.channel, "ask", **options)
    assert "by Tomas Quill" in shown(result.response)
    assert "Any date" not in buttons(bakers.channel.last_message)


async def test_a_vote_is_the_same_whatever_was_asked(bakers: Server) -> None:
    store = bakers.env.bot.services.store
    for question in (QUESTION, "Does bread go stale faster in the fridge?"):
        reply = await bakers.ask(question)
        assert FIRST in shown(reply)
        await bakers.member.click(reply, label="👎")
    # The second vote on the same quote took the first back.
    assert store.feedback.votes() == (0, 0)
