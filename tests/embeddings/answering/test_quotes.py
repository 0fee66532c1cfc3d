"""What is quoted stands on its own, is said once, and points to what was said later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.answering.catalog_answer import CatalogAnswer
from embeddings.answering.versions import is_named, is_of_another, named, versions
from embeddings.posts import Answer, Query
from tests.toy import toy_archive

Ask = Callable[[str], Answer]

NEW = {
    "8.0": "it rests for a whole day before it is baked",
    "8.1": "butter goes in cold, at the very end",
    "8.2": "a cloth keeps the crust from drying out overnight",
    "8.3.1": "seeds are roasted by the oven while the dough is kneaded",
}
FOOTER = "Breadwinners is written by Nell and Tomas, and you can write to them at the bakery in Harbour Street."
SALT = "Two per cent of salt, by the weight of the flour, is right for almost every loaf that we bake here."


def test_what_several_posts_say_is_shown_once_with_the_others_named(asking: Callable[..., Ask]) -> None:
    ask = asking(
        On_salt=("2022-01-02", f"{SALT} Less and the dough runs.\n\n{FOOTER}"),
        A_first_loaf=("2023-01-02", f"Mix water and flour. {SALT} Knead until it is smooth.\n\n{FOOTER}"),
        Rye=("2023-05-02", f"Rye bread must rest for a whole day before you cut it.\n\n{FOOTER}"),
    )
    answer = ask("How much salt is right for a loaf?")
    assert "Two per cent" in answer.quotes[0].text
    assert not any("Two per cent" in quote.text for quote in answer.quotes[1:])
    assert {answer.quotes[0].post.title, *(post.title for post in answer.quotes[0].also)} == {"On salt", "A first loaf"}


def test_what_is_said_of_another_version_is_not_the_same(asking: Callable[..., Ask]) -> None:
    said = "The team is happy to announce a new version of Loaf, {}, which everybody can bake at home from today on."
    ask = asking(
        **{
            f"Loaf_{number}": (f"2023-0{number}-02", f"{said.format(version)}\n\nIt has {what} in it.")
            for number, (version, what) in enumerate(
                (("1.80.0", "more rye"), ("1.81.0", "less salt"), ("1.80.0", "seeds")), 1
            )
        }
    )
    quote = ask("Who is happy to announce a new version of Loaf, 1.80.0?").quotes[0]
    assert "1.80.0" in quote.text
    assert {quote.post.title, *(post.title for post in quote.also)} == {"Loaf 1", "Loaf 3"}


@pytest.mark.parametrize("version", ["8.0", "8.1", "v8.2", "8.3.1"])
def test_a_question_about_a_version_is_answered_from_its_post(asking: Callable[..., Ask], version: str) -> None:
    ask = asking(
        **{f"Loaf_{one}": ("2023-01-02", f"What is new in this Loaf is that {words}.") for one, words in NEW.items()}
    )
    shown = ask(f"What is new in Loaf {version}?").shown
    assert {quote.post.title for quote in shown} == {f"Loaf {version.removeprefix('v')}"}


def test_a_version_itself_goes_before_those_of_it(asking: Callable[..., Ask]) -> None:
    ask = asking(
        **{
            "Loaf_2.1.0": ("2023-01-02", "The new Loaf has a softer crumb than ever."),
            "Loaf_2.1.3": ("2023-02-02", "What is new in Loaf 2.1.3 is that the crust is thicker."),
        }
    )
    assert ask("What is new in Loaf 2.1?").quotes[0].post.title == "Loaf 2.1.0"
    assert ask("What is new in Loaf 2.1.3?").quotes[0].post.title == "Loaf 2.1.3"
    assert is_named({"2.1"}, "Loaf 2.1.0 and 2.0")
    assert not is_named({"2.1"}, "Loaf 2.1.3 and 2.10")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What is new in Go 1.20?", {"1.20"}),
        ("Does version 2.0 differ from v3.1?", {"2.0", "3.1"}),
        ("What changed in 1.80.0?", {"1.80.0"}),
        ("How much salt for 1.5 kg of flour?", set()),
        ("What is new?", set()),
    ],
)
def test_versions_that_a_question_names(question: str, named: set[str]) -> None:
    assert versions(question) == named


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("what is new in go 1.20", {"1.20"}),
        ("when is go 2 out", {"2"}),
        ("how do i go 2 folders up in 3.5 steps", {"2"}),
        ("will there be a go 1.x", set()),
        ("rust 1.20", set()),
    ],
)
def test_what_stands_before_a_version_in_a_title_does_in_small_letters_too(question: str, named: set[str]) -> None:
    assert versions(question, ["Go 1.21 is out", "Why we like Rust"]) == named


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what is new in 1.20", {"1.20"}),
        ("who leads 1.20?", set()),
        ("what changed since 1.20 and why", {"1.20"}),
        ("is it done in 3.5 steps", set()),
        ("is it done in 3.5 minutes?", set()),
    ],
)
def test_a_number_with_dots_is_a_version_where_titles_name_versions(question: str, expected: set[str]) -> None:
    assert versions(question, ["Go 1.21 is out", "Why we like Rust"]) == expected
    assert versions(question, ["Why we like Rust"]) == set()


@pytest.mark.parametrize(
    ("version", "text", "is_named"),
    [
        ("6", "Swift 6 is here.", True),
        ("6", "Swift 6.1 is here.", True),
        ("6", "In 6 years it will be here.", False),
        ("6", "It took 6 years.", False),
        ("6", "It is in version 6.", True),
        ("5.1", "It is in 5.1.", True),
        ("5.1", "It is in 5.10 or 15.1.", False),
    ],
)
def test_a_whole_number_is_a_version_behind_a_name(version: str, text: str, is_named: bool) -> None:
    assert named([version], text) is is_named


def test_an_earlier_version_is_another_than_a_part_of_it() -> None:
    assert is_of_another({"4.2.1"}, "Godot 4.2", "It is here.")
    assert not is_of_another({"4.2"}, "Godot 4.2.1", "It is here.")
    assert not is_of_another({"5"}, "Godot 4.2", "We plan 5.0.")


@pytest.mark.parametrize(
    ("title", "text", "other"),
    [
        ("Go 1.20", "It is here.", False),
        ("Go 1.20.3", "It is here.", False),
        ("Go 1.2", "It is here.", True),
        ("Go 1.21", "Since 1.20 it is so.", False),
        ("Go 1.21", "Since 1.19 it is so.", True),
        ("Go", "Since 1.19 it is so.", False),
    ],
)
def test_a_sentence_of_another_version(title: str, text: str, other: bool) -> None:
    assert is_of_another({"1.20"}, title, text) is other


def test_what_every_post_ends_with_does_not_crowd_the_answer(asking: Callable[..., Ask]) -> None:
    ask = asking(
        **{
            f"Post_{number}": (
                f"2023-01-0{number}",
                f"{thing} needs time and patience to rise in a cold room.\n\n{FOOTER}",
            )
            for number, thing in enumerate(("Rye", "Spelt", "Wheat", "Barley", "Millet"), 1)
        }
    )
    answer = ask("Who writes Breadwinners?")
    assert answer.quotes[0].text == FOOTER
    assert sum(FOOTER in quote.text for quote in answer.quotes) == 1
    assert len(answer.quotes[0].also) == 3


def test_a_later_post_about_the_same_is_pointed_to(asking: Callable[..., Ask]) -> None:
    posts = {
        f"Note_{number}": (
            "2021-03-04",
            f"Our oven number {number} is heated with {wood} from the hills for half a day.",
        )
        for number, wood in enumerate(("oak", "beech", "birch", "ash"), 1)
    }
    ask = asking(
        Opening=("2020-01-02", "The bakery opens at seven in the morning on weekdays."),
        New_hours=("2024-02-03", "From now on the bakery opens at nine in the morning on weekdays."),
        **posts,
    )
    answer = ask("When does the bakery open on weekdays?")
    shown = {quote.post.title for quote in answer.quotes} | ({answer.newer.post.title} if answer.newer else set())
    assert answer.answered
    assert {"Opening", "New hours"} <= shown
    assert ask("What is oven number 3 heated with?").newer is None


def test_a_list_that_is_announced_comes_with_its_items(asking: Callable[..., Ask]) -> None:
    ask = asking(
        Tools=(
            "2022-01-02",
            "I bake at home on Sundays.\n\nThe tools that every home baker needs are these:\n\n"
            "- a scale\n- a scraper\n- a heavy pot\n\nAnd then the rest is practice, year after year.",
        ),
        Rye=("2022-02-02", "Rye bread must rest for a whole day before you cut it."),
    )
    quote = ask("Which tools does every home baker need?").quotes[0]
    assert quote.text.startswith("The tools that every home baker needs are these:")
    assert quote.text.endswith("a heavy pot")


def test_two_items_of_a_list_that_stand_side_by_side_are_one_quote(asking: Callable[..., Ask]) -> None:
    ask = asking(
        Contest=(
            "2022-01-02",
            "Over the last months many bakers have taken part in the contest.\n\nWinners of the contest:\n\n"
            "- abhishalya\n- kfung\n\nFinalists of the contest:\n\n- rkat0\n- Nathan Daly",
        ),
    )
    texts = [quote.text for quote in ask("Who won the contest?").quotes]
    assert "Winners of the contest:\n\nabhishalya\nkfung" in texts
    assert all("kfung" not in text for text in texts if "abhishalya" not in text)


def test_a_quotation_comes_with_who_says_it(asking: Callable[..., Ask]) -> None:
    ask = asking(
        Visit=(
            "2022-01-02",
            "Last week I went to see the old miller, who told me:\n\n> Stone ground flour spoils within a month.\n\n"
            "Then we drank tea and watched the river.",
        ),
        Rye=("2022-02-02", "Rye bread must rest for a whole day before you cut it."),
    )
    assert "the old miller" in ask("How soon does stone ground flour spoil?").quotes[0].text


@pytest.mark.parametrize("question", ["The latest on opening hours", "Was ist das Neueste zu den opening hours?"])
def test_who_asks_for_the_newest_gets_it(asking: Callable[..., Ask], question: str) -> None:
    ask = asking(
        Opening_hours=("2020-01-02", "Our opening hours are from seven in the morning until noon."),
        Holiday_hours=("2022-01-02", "In August our opening hours are from eight in the morning until noon."),
        A_new_door=(
            "2024-02-03",
            "The new door is oak, and our opening hours are now from nine in the morning until two.",
        ),
        Rye=("2024-05-02", "Rye bread must rest for a whole day before you cut it."),
    )
    assert ask("What are your opening hours?").quotes[0].post.title == "Opening hours"
    assert ask(question).quotes[0].post.title == "A new door"


def test_a_post_that_was_posted_again_and_again_leaves_room_for_others(asking: Callable[..., Ask]) -> None:
    text = "Rye bread has to rest for a whole day before you cut it, or the crumb will smear on the knife."
    copies = {f"Rye_again_{number}": (f"2023-01-0{number}", text) for number in range(1, 8)}
    ask = asking(
        Rye=("2022-01-02", text),
        Why_it_rests=("2022-02-02", "While rye bread rests, its starch sets; cut it sooner and the crumb is gummy."),
        **copies,
    )
    answer = ask("Why does rye bread have to rest before it is cut?")
    assert {"Why it rests"} < {quote.post.title for quote in answer.quotes}
    assert len({quote.text for quote in answer.quotes}) == len(answer.quotes)


@pytest.mark.parametrize("ends", ["", ".", ". It did.", "\n\nThe end"])
def test_a_sentence_that_fills_several_passages_can_be_quoted_to_its_end(asking: Callable[..., Ask], ends: str) -> None:
    crumbs = " ".join(f"crumb{number} and" for number in range(600))
    ask = asking(Long=("2020-01-02", f"The loaf has {crumbs} then the zebra ate the last sourdough{ends}"))
    answer = ask("Who ate the last sourdough?")
    assert answer.answered
    assert "the zebra ate the last sourdough" in answer.quotes[0].text
    assert all(quote.text in quote.post.text for quote in answer.quotes)


def test_what_says_what_something_is_goes_first_where_that_is_asked(tmp_path: Path) -> None:
    told = {"night": "At night an autolyse is long.", "rest": "An autolyse is a rest of flour."}
    with toy_archive(tmp_path, told) as archive:
        asked, other = (
            archive.ask(Query(text)).quotes[0].text for text in ("What is an autolyse?", "Why an autolyse?")
        )
    assert asked == told["rest"]
    assert other == told["night"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Why is the dough cold?", "The dough of the mill in the valley is cold so that it rests."),
        ("How many of the bakers sing?", "Of the bakers here forty of them sing."),
        ("Warum ist der Teig kalt?", "Der Teig ist kalt, weil es schneit hier."),
    ],
)
def test_a_reason_or_a_number_goes_first_where_that_is_asked(tmp_path: Path, question: str, told: str) -> None:
    posts = {
        "sunday": "The dough of the mill in the valley is cold, one says.",
        "flour": "The dough of the mill in the valley is cold so that it rests.",
        "ovens": "Of the bakers here some sing.",
        "dawn": "Of the bakers here forty of them sing.",
        "kalt": "Der Teig ist kalt, sagt man.",
        "schnee": "Der Teig ist kalt, weil es schneit hier.",
    }
    with toy_archive(tmp_path, posts) as archive:
        assert archive.ask(Query(question)).quotes[0].text == told


def test_text_goes_before_what_stands_below_pictures(asking: Callable[..., Callable[[str], Answer]]) -> None:
    text = (
        "<figure><img src='a.png'><figcaption>The miller, New York, 1947, by Ada Quill</figcaption></figure>\n\n"
        "So I looked at some pictures of the mother of pictures of millers, Ada Quill, who drew them at work."
    )
    answer = asking(Millers=("2020-01-02", text))("who is ada quill?")
    assert "the mother of pictures" in answer.quotes[0].text


def test_a_reason_for_something_else_does_not_go_first(asking: Callable[..., Callable[[str], Answer]]) -> None:
    own = "The trumpet was not healthy for me: the pressure gave me a headache, and I put it aside."
    other = "I knew there was no chance my parents would allow me to switch to trumpet, so I did not ask."
    answer = asking(One=("2020-01-02", own), Two=("2020-02-03", other))("why did he quit the trumpet")
    assert answer.quotes[0].text == own


def test_a_line_of_whose_a_post_is_is_no_answer(asking: Callable[..., Callable[[str], Answer]]) -> None:
    ask = asking(
        Scouts=(
            "2024-01-02",
            "The scouts of the mill began with nine boys in a shed.\n\n– from Ada Quill of the scouts",
        ),
        Bread=("2024-01-03", "Rye bread rests for a day.\n\n— from a press release on the scouts, 4 May 2019"),
    )
    for question in ("When was the press release on the scouts?", "Who is Ada Quill of the scouts?"):
        for quote in ask(question).quotes:
            assert not quote.text.startswith(("–", "—"))


def test_a_line_of_whose_account_a_message_is_from_is_no_answer(asking: Callable[..., Callable[[str], Answer]]) -> None:
    message = "> The mill is mine as of today.\n>\n> — Ada Quill (@adaquill)\n>\n> [February 23, 2012](https://x.org)"
    text = f"It was a good year.\n\n{message}\n\nMore of it below.\n\n— Ada Quill, @adaquill"
    ask = asking(Year=("2012-03-01", text))
    for question in ("Who is Ada Quill?", "When was February 23, 2012?"):
        for quote in ask(question).quotes:
            assert not quote.text.startswith(("—", "February"))


def test_a_name_alone_is_no_answer(asking: Callable[..., Callable[[str], Answer]]) -> None:
    letter = "A good loaf keeps for a week.\n\n— Ada St. Quill\n\n* * *\n\nAda has a stone oven."
    ask = asking(Letter=("2020-01-02", letter), Talk=("2020-02-03", "— Rye Bread\n\n— Wheat Bread\n\nBoth are good."))
    assert not any(quote.text.startswith("— Ada") for quote in ask("Who is Ada St. Quill?").quotes)
    # A list is typed with dashes too.
    assert "Rye Bread" in ask("Rye Bread?").quotes[0].text


def test_what_gives_another_day_is_not_the_same(asking: Callable[..., Ask]) -> None:
    said = (
        "For the talks of the bakers the room is open to all who bake bread or mill flour of their own. "
        "Send in the talks by {}."
    )
    ask = asking(
        First=("2023-01-02", said.format("4 December")),
        Again=("2023-02-02", said.format("8 December")),
        Third=("2023-03-02", said.format("4 December")),
    )
    quote = ask("By when are the talks of the bakers sent in, 4 December?").quotes[0]
    assert "4 December" in quote.text
    assert {quote.post.title, *(post.title for post in quote.also)} == {"First", "Third"}


def test_who_wrote_a_post_without_an_author_is_told_by_the_post(asking: Callable[..., Callable[[str], Answer]]) -> None:
    walk = "We went up at dawn, and came down at noon."
    ask = asking(
        Hills=("2019-04-21", f"{walk}\n\nThis article was written by Salvador Castillo."), Valleys=("2019-04-22", walk)
    )
    assert "Salvador Castillo" in ask("Who wrote Hills?").quotes[0].text
    nobody = ask("Who wrote Valleys?")
    assert isinstance(nobody, CatalogAnswer)
    assert not nobody.answered


def test_a_list_that_is_typed_with_dashes_answers(asking: Callable[..., Callable[[str], Answer]]) -> None:
    ask = asking(
        Hours=(
            "2024-01-02",
            "The bakeries open so.\n\n– Harrow is open from nine to five\n\n– by Ulm it is open till ten",
        ),
        Roof=("2024-01-03", "> The roof of the mill will not last another winter.\n\n— by Ada Quill"),
    )
    assert any("Harrow" in quote.text for quote in ask("When is the bakery in Harrow open?").quotes)
    assert "ten" in ask("Till when is it open by Ulm?").quotes[0].text
    assert ask("Who said the roof will not last another winter?").quotes[0].text.endswith("Ada Quill")
