"""Replies stay within Discord's limits and show a quote as it was written, whatever the post holds."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, date, datetime
from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons.pages import PageButton
from bot.i18n import speak
from bot.messages.greeting import greeting_card
from bot.replies.answer import (
    answer_card,
    context_card,
    menu_card,
    menu_row,
    more_card,
    nearest_card,
    picture_card,
    quotes_card,
)
from bot.replies.card import MAX_TEXT, MisquoteError, card_of, notice_card, quoted
from bot.replies.head import Head
from bot.replies.markdown import block_quote, escaped, link, timestamp, unescaped
from bot.replies.picture import draw
from bot.replies.posts import matching_line, post_card, posts_card, search_card
from embeddings import Answer, Filters, Post, Query, Quote

markdown = st.lists(
    st.sampled_from(
        [
            *("*", "**", "_", "__", "~~", "`", "```", "||", "> ", ">>> ", "# ", "-# ", "- ", "1. ", "\\", "\n", " "),
            *(
                "[a](https://x.org)",
                "https://x.org/a_b_c",
                "<@1>",
                "<@&2>",
                "<#3>",
                "<:e:4>",
                "<t:5>",
                "@everyone",
                "loaf",
            ),
        ]
    ),
    min_size=1,
    max_size=400,
).map("".join)
texts = st.one_of(st.text(min_size=1, max_size=4000), markdown).filter(lambda text: bool(text.strip()))


@st.composite
def quotes(draw: Any) -> Quote:
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    # A quote is at most what choosing sentences lets through.
    end = draw(st.integers(start + 1, min(len(text), start + 700)))
    post = Post(
        id="p",
        text=text,
        title=draw(st.text(max_size=600)),
        url=draw(st.sampled_from(["", "https://x.org/a", "https://x.org/" + "b" * 600])),
        published=draw(st.one_of(st.none(), st.dates(), st.datetimes(timezones=st.just(UTC)))),
        author=draw(st.text(max_size=200)),
    )
    link = draw(st.sampled_from([post.url, post.url + "#:~:text=" + "%20" * 200]))
    return Quote(post, start, end, 1.0, link, (0, len(text)), also=(post,) * draw(st.integers(0, 3)))


def components(view: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    stack = list(view.to_components())
    while stack:
        item = stack.pop(0)
        found.append(item)
        accessory = [item["accessory"]] if "accessory" in item else []
        stack = [*item.get("components", []), *accessory, *stack]
    return found


@settings(max_examples=200, deadline=None)
@given(st.lists(quotes(), max_size=5), st.booleans(), st.text(max_size=2000), *[st.booleans()] * 3)
def test_a_card_keeps_to_discords_limits(
    found: list[Quote], answered: bool, question: str, narrowed: bool, follows_up: bool, private: bool
) -> None:
    understood = f"Before? {question}" if follows_up else question
    closest = tuple(quote.post for quote in found[:3])
    newer = found[-1] if found and follows_up else None
    answer = Answer(question, understood, answered, 0.9, tuple(found), closest, newer=newer)
    filters = Filters(date(2017, 1, 1), date(2018, 1, 1), question[:100], "|" * 100) if narrowed else Filters()
    query = Query(question, filters)
    if answered and found and not found[0].text.strip():
        with pytest.raises(MisquoteError):
            answer_card(answer, query, asked=private, private=private)
        return
    parts = components(answer_card(answer, query, asked=private, private=private))
    displayed = [part["content"] for part in parts if part["type"] == 10]
    assert sum(len(text) for text in displayed) <= MAX_TEXT
    assert all(text.strip() for text in displayed)
    assert len(parts) <= 40
    assert all(len(part.get("custom_id", "")) <= 100 for part in parts)
    if answered and found:
        # At the least the best quote is there, whole.
        best = quoted(dataclasses.replace(found[0], also=()))
        assert any(best in text for text in displayed)


@settings(max_examples=200, deadline=None)
@given(quotes().filter(lambda quote: bool(quote.text.strip())))
def test_context_keeps_to_discords_limits_or_is_not_shown(quote: Quote) -> None:
    card = context_card(quote)
    if card is not None:
        displayed = [part["content"] for part in components(card) if part["type"] == 10]
        assert sum(len(text) for text in displayed) <= MAX_TEXT
    alone = dataclasses.replace(quote, context=(quote.start, quote.end))
    assert context_card(alone) is not None


@settings(max_examples=150, deadline=None)
@given(st.lists(quotes().filter(lambda quote: bool(quote.text.strip())), min_size=1, max_size=5), st.text(max_size=55))
def test_cards_of_posts_keep_to_discords_limits(found: list[Quote], words: str) -> None:
    query = Query(words, Filters(date(2017, 1, 1), date(2018, 1, 1), "*" * 100, "|" * 100))
    buttons = [PageButton(query, page, "Page") for page in (1, 3)] if words else []
    cards = [
        search_card(query, found, 2, 5, buttons),
        post_card(found[0], [quote.post for quote in found]),
        posts_card("The newest posts", [quote.post for quote in found], "None."),
    ]
    for card in cards:
        parts = components(card)
        assert sum(len(part["content"]) for part in parts if part["type"] == 10) <= MAX_TEXT
        assert len(parts) <= 40
        assert all(len(part.get("custom_id", "")) <= 100 for part in parts)


LANGUAGES = [None, *map(discord.Locale, ("de", "es-ES", "fr", "it", "pt-BR", "ja", "zh-CN"))]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(quotes().filter(lambda quote: bool(quote.text.strip())), min_size=1, max_size=5),
    st.integers(0, 9),
    st.booleans(),
    st.text(max_size=2000),
    st.sampled_from(LANGUAGES),
)
def test_every_page_in_every_language_keeps_to_discords_limits(
    found: list[Quote], page: int, private: bool, question: str, language: discord.Locale | None
) -> None:
    speak(language)
    nothing = Answer(question, question, False, 0.1, tuple(found), tuple(q.post for q in found[:3]), f"{question}s")
    cards = [
        quotes_card(Head((f"-# {question[:200]}",)), found, page, private=private),
        nearest_card(found, share=True),
        answer_card(nothing, Query(question, Filters(date(2017, 1, 1))), private=private),
        menu_card(found[0], private=private),
        more_card(found[0], found),
        picture_card(found[0], "attachment://quote.png", buttons=menu_row(found[0], without="picture")),
        greeting_card([question[:300]] * 3, lambda name: f"`/{name}`"),
    ]
    speak(None)
    for card in cards:
        parts = components(card)
        texts = [part["content"] for part in parts if part["type"] == 10]
        assert sum(map(len, texts)) <= MAX_TEXT
        assert len(parts) <= 40
        ids = [part["custom_id"] for part in parts if "custom_id" in part]
        assert len(set(ids)) == len(ids)
        assert all(len(one) <= 100 for one in ids)
        assert all(1 <= len(part["label"]) <= 80 for part in parts if part["type"] == 2)
        # At most four controls in a row, and none that cannot be pressed.
        assert all(len(row["components"]) <= 4 for row in parts if row["type"] == 1)
        assert not [part for part in parts if part.get("disabled")]
        assert all(len(i["description"]) <= 1024 for part in parts if part["type"] == 12 for i in part["items"])
        # No mention is live: what would be one stands behind a backslash.
        assert not [text for text in texts if re.search(r"(?<!\\)<(?:@[!&]?|#)\d+>|(?<!\\)@(?:everyone|here)", text)]


@settings(max_examples=200, deadline=None)
@given(quotes().filter(lambda quote: bool(quote.text.strip())), st.integers(0, 700), st.integers(0, 700))
def test_bold_words_change_no_word(quote: Quote, first: int, length: int) -> None:
    start = min(quote.start + first, quote.end)
    end = min(start + length, quote.end)
    bold = dataclasses.replace(quote, emphasis=(start, end) if start < end else None)
    relative = (start - quote.start, end - quote.start) if start < end else None
    shown = block_quote(bold.text, [relative] if relative else [])
    if relative:
        # An address of which a part is bold is no longer one, so that its marks are escaped.
        assert quote.text[relative[0] : relative[1]].replace("\n", "\n> ") in unescaped(shown.replace("**", ""))
        assert shown.count("**") - block_quote(quote.text).count("**") <= 4
    plain = "\n".join(line.removeprefix("> ") for line in shown.split("\n"))
    assert len(re.sub(r"[\\*]", "", plain)) == len(re.sub(r"[\\*]", "", quote.text))


@pytest.mark.parametrize(
    ("text", "bold", "shown"),
    [
        ("生锈了怎么办？用钢丝球。", (0, 7), "**生锈了怎么办**？用钢丝球。"),
        ("他说「好」了。", (2, 5), "他说「**好**」了。"),
        ("我的锅很重。", (0, 6), "**我的锅很重。**"),
        ("It rests a day. Then it rises.", (0, 15), "**It rests a day.** Then it rises."),
    ],
)
def test_bold_words_end_where_asterisks_count_though_the_text_goes_on_without_a_space(
    text: str, bold: tuple[int, int], shown: str
) -> None:
    assert block_quote(text, [bold]) == f"> {shown}"


def rendered(text: str) -> str:
    """What Discord shows of escaped text: a backslash before any character but a letter, digit or space goes."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=300), markdown))
def test_escaped_text_reads_as_written_and_means_nothing(text: str) -> None:
    shown = escaped(text)
    assert rendered(re.sub(r"https?://\S+", "", shown)) == re.sub(r"https?://\S+", "", text) or "://" in text
    plain = re.sub(r"https?://[^\s<>\\]+[^\s<>\\.,:;\"'\]]", "", shown)
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_~`|<>#@\[\]]", plain)
    assert not re.search(r"^\s*(?:-|\d+[.)])(?:\s|$)", plain, re.MULTILINE)


def test_addresses_in_a_quote_stay_whole() -> None:
    assert escaped("see https://x.org/a_b_c, *now*") == r"see https://x.org/a_b_c, \*now\*"


def test_a_quote_far_behind_the_best_is_not_shown() -> None:
    post = Post(id="p", text="Flour. Water. Salt.", title="Bread")
    found = (
        Quote(post, 0, 6, 1.5, "", (0, 6)),
        Quote(post, 7, 13, 1.0, "", (7, 13)),
        Quote(post, 14, 19, 0.5, "", (14, 19)),
    )
    text = "".join(
        p["content"]
        for p in components(answer_card(Answer("q", "q", True, 0.9, found, ()), Query("q")))
        if "content" in p
    )
    assert "Flour" in text
    assert "1 of 2" in text


def test_posts_that_say_the_same_and_a_later_one_are_named_with_their_links() -> None:
    def of(title: str) -> Post:
        return Post("p", "Rye rests.", title, f"https://x.org/{title}", date(2024, 5, 6))

    first = Quote(of("Rye"), 0, 10, 1.0, "https://x.org/Rye#:~:text=Rye", (0, 10), also=(of("Bread"), of("Rest")))
    later = Quote(of("Later"), 0, 10, 0.9, "https://x.org/Later#:~:text=Rye", (0, 10))
    answer = Answer("Rye?", "Rye?", True, 0.9, (first, later), (), newer=later)
    parts = components(answer_card(answer, Query("Rye?")))
    lines = next(part["content"] for part in parts if part["type"] == 10).split("\n")
    assert lines[0] == "> Rye rests."
    assert lines[1].endswith("1 of 2")
    assert lines[2] == "-# Also said in: **[Bread](https://x.org/Bread)**, **[Rest](https://x.org/Rest)**"
    assert lines[3] == f"-# More recent: **[Later](https://x.org/Later#:~:text=Rye)** · {timestamp(date(2024, 5, 6))}"


def test_a_reader_is_told_that_a_list_goes_on_and_that_an_author_only_reports() -> None:
    post = Post(id="p", text="Some say:\nRye.", title="Rye")
    quote = Quote(post, 0, 14, 1.0, "", (0, 14), reported=True, more_items=4)
    assert quoted(quote).split("\n") == [
        "> Some say:",
        "> Rye.",
        "-# … and 4 more",
        "-# — **Rye**",
        "-# The author is reporting this and may not agree with it.",
    ]
    plain = quoted(dataclasses.replace(quote, reported=False, more_items=0))
    assert plain.split("\n") == ["> Some say:", "> Rye.", "-# — **Rye**"]


def test_whoever_speaks_in_an_interview_is_named_below_the_quote() -> None:
    post = Post(id="p", text="Never.", title="Rye", author="Nell")
    quote = Quote(post, 0, 6, 1.0, "", (0, 6), speaker="Bo *Rye*")
    assert quoted(quote).split("\n") == ["> Never.", "-# — **Rye** · Nell", "-# Bo \\*Rye\\* is speaking here."]


HOLD = "\N{NO-BREAK SPACE}"
"""A mark is not to stand on a line of its own."""


def test_a_sentence_that_goes_on_is_marked_beside_its_words() -> None:
    post = Post(id="p", text="so rye rests a day\nand then another one", title="Rye")
    quote = Quote(post, 3, 30, 1.0, "", (3, 30), emphasis=(3, 12), cut=(True, True))
    assert quoted(quote).split("\n") == [f"> …{HOLD}**rye rests** a day", f"> and then an{HOLD}…", "-# — **Rye**"]
    assert matching_line(quote, "rests").split("\n")[1:] == [f"> …{HOLD}rye **rests** a day", f"> and then an{HOLD}…"]
    whole = dataclasses.replace(quote, cut=(False, False))
    assert quoted(whole).split("\n")[:2] == ["> **rye rests** a day", "> and then an"]
    (gallery,) = [part for part in components(picture_card(quote, "attachment://quote.png")) if part["type"] == 12]
    assert gallery["items"][0]["description"] == f"…{HOLD}“rye rests a day\nand then an”{HOLD}… — Rye"
    assert draw(quote).getvalue() != draw(whole).getvalue()


def test_a_misquote_is_never_sent() -> None:
    post = Post(id="p", text="Flour and water.")

    class Forged(Quote):
        @property
        def text(self) -> str:
            return "Flour and beer."

    forged = Forged(post, 0, 16, 1.0, "", (0, 16))
    with pytest.raises(MisquoteError):
        answer_card(Answer("q", "q", True, 0.9, (forged,), ()), Query("q"))


def test_a_link_that_discord_would_refuse_goes_without_its_fragment() -> None:
    post = Post(id="p", text="Flour.", title="Flour", url="https://x.org/flour")
    quote = Quote(post, 0, 6, 1.0, f"{post.url}#:~:text={'a' * 600}", (0, 6))
    (text,) = [
        p["content"]
        for p in components(answer_card(Answer("q", "q", True, 0.9, (quote,), ()), Query("q")))
        if p["type"] == 10
    ]
    assert "**[Flour](https://x.org/flour)**" in text


def test_a_long_notice_is_shortened() -> None:
    (text,) = [part["content"] for part in components(notice_card("x" * 9000)) if part["type"] == 10]
    assert len(text) == MAX_TEXT


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://x.org/a\nb", "**[Rye](https://x.org/a%0Ab)**"),
        ("https://x.org/a\u2028b", "**[Rye](https://x.org/a%E2%80%A8b)**"),
        ("https://x.org/> a", "**[Rye](https://x.org/%3E%20a)**"),
        ("javascript:alert(1)", "**Rye**"),
        ("discord://-/channels/1", "**Rye**"),
        ("/rye", "**Rye**"),
    ],
)
def test_an_address_breaks_no_line_and_leads_to_a_page(address: str, shown: str) -> None:
    assert link("Rye", address) == shown


def test_brackets_in_titles_and_addresses_do_not_break_a_link() -> None:
    assert link("On [x](y)", "https://x.org/a_(b)") == r"**[On \[x\]\(y\)](https://x.org/a_%28b%29)**"


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (date(2017, 7, 22), "<t:1500724800:D>"),
        (datetime(2017, 7, 22, 12), "<t:1500724800:D>"),  # noqa: DTZ001
        (datetime(2017, 7, 22, 14, tzinfo=UTC), "<t:1500732000:D>"),
    ],
)
def test_dates_are_shown_in_the_readers_language(published: date, expected: str) -> None:
    assert timestamp(published) == expected


@pytest.mark.parametrize("text", ["http://@everyone", "see https://x.org/@here now"])
def test_an_address_that_calls_everyone_is_shown_as_it_is_written(text: str) -> None:
    assert not re.search(r"(?<!\\)@(?:everyone|here)", escaped(text))
    assert unescaped(escaped(text)) == text


def test_a_list_that_is_cut_says_what_is_left() -> None:
    posts = [Post(id=str(n), text="Words.", title="x" * 150, url="https://x.org/" + "a" * 100) for n in range(100)]
    (text,) = [part["content"] for part in components(posts_card("On this day", posts, "None.")) if part["type"] == 10]
    lines = text.split("\n")
    assert lines[-1] == f"… and {100 - len(lines[1:-1])} more"
    post = Post(id="p", text="Words.", title="On bread", tags=tuple(f"tag number {n}" for n in range(60)))
    about = components(post_card(Quote(post, 0, 6, 1.0, "", (0, 6)), []))[1]["content"].split("\n")[1]
    shown, _, rest = about.partition(" … and ")
    assert rest == f"{60 - shown.count('tag number')} more"
    assert shown.endswith(f"tag number {shown.count('tag number') - 1}")


def test_parts_that_find_no_room_are_counted() -> None:
    card = card_of([], ["a" * 1500, "b" * 1500, "c" * 1500, "d"])
    assert [p["content"] for p in components(card) if p["type"] == 10] == ["a" * 1500, "b" * 1500, "-# … and 2 more"]


def test_the_words_of_a_search_are_in_bold() -> None:
    post = Post(id="p", text="Ovens lie. My *oven*, an un-oven, ÖVEN ovenware 烤箱面包.", url="https://x.org")
    quote = Quote(post, 0, len(post.text), 1.0, post.url, (0, len(post.text)))
    text = "\n".join(
        p["content"] for p in components(search_card(Query("the oven 面包"), [quote], 1, 1, [])) if p["type"] == 10
    )
    assert r"> **Ovens** lie. My \***oven**\*, an un\-**oven**, **ÖVEN** ovenware 烤箱**面包**." in text
