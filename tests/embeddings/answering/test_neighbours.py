"""What stands beside a quote and is no part of it: captions, labels, the next one's words; lists, and what announces
them."""

from __future__ import annotations

import time

import pytest

from embeddings.answering.lines import lines_of
from embeddings.answering.notes import is_reported, more_items
from embeddings.answering.widening import LONG, widened
from embeddings.content.html import read_html
from embeddings.posts import Block, Post


def quoted(html: str, words: str, share: float = 0.4) -> str:
    """What is quoted where the line with these words answers, and its neighbours do so by a share of it."""
    content = read_html(html)
    post = Post(id="p", text=content.text, blocks=content.blocks)
    lines = lines_of(post)
    row = next(i for i, line in enumerate(lines) if words in line.text)
    first, last = widened(
        lines, row, lambda _: True, lambda _: 1.0, lambda line: 1.0 if line is lines[row] else share, 300
    )
    text = post.text[lines[first].start : lines[last].end]
    more = more_items(post, lines[first].start, lines[last].end)
    return f"{text} +{more}" if more else text


REST = "<p>Rye bread must rest for a whole day before it is cut, so that its crumb can set.</p>"


@pytest.mark.parametrize(
    "neighbour",
    [
        "Bread on a shelf",
        "<b>The second loaf</b>",
        "View the slides (PowerPoint, 23 MB, 24 pages)",
        "********************WARNING********************",
        "<b>Gray: What can others take over from it.</b>",
        "<b>Bo Rye:</b> I never wait.",
        "What can others take over from it?",
    ],
)
def test_what_names_something_or_is_the_next_ones_is_left_out(neighbour: str) -> None:
    assert quoted(f"{REST}<p>{neighbour}</p>", "must rest") == read_html(REST).text
    assert quoted(f"<p>It sets.</p><p>{neighbour}</p>", "It sets") == "It sets."


def test_a_sentence_beside_it_that_answers_is_taken_along() -> None:
    half = "<p>A day and a half is better still.</p>"
    assert quoted(f"{REST}{half}", "must rest", 0.6).endswith("better still.")
    # Another paragraph has to be the answer nearly as much, an item need not.
    assert quoted(f"{REST}{half}", "must rest", 0.4) == read_html(REST).text
    assert quoted(f"{REST}<ul><li>A day and a half is better still.</ul>", "must rest", 0.4).endswith("better still.")
    assert quoted(f"<p>Bread on a shelf</p>{REST}", "must rest", 0.6).startswith("Bread on a shelf")
    assert quoted(f"{REST[:-4]} Who would not wait for that? You would.</p>", "must rest").endswith("You would.")


def test_what_stands_below_a_picture_is_quoted_alone() -> None:
    figure = "<figure><img src=a><figcaption>The loaf on its stone. It is <b>two</b> days old.</figcaption></figure>"
    caption = "The loaf on its stone. It is two days old."
    assert quoted(f"{REST}{figure}{REST}", "two days", 1.0) == caption
    assert quoted(f"{REST}{figure}", "must rest", 1.0) == read_html(REST).text
    assert quoted(f"{figure}<p>It sets.</p>", "It sets", 1.0) == "It sets."


MYTHS = [
    ("Myth 1: You must never wash a proofing basket.", "Fact: A damp brush does it no harm."),
    ("Concern: Wood chips tie up nitrogen.", "Evidence: Actually, they supply it over years."),
    ("Mythos: Ein Gärkorb darf nie nass werden.", "Fakt: Eine feuchte Bürste schadet ihm nicht."),
    ("误区：面包不能冷藏。", "事实：可以冷冻。"),
]


@pytest.mark.parametrize(("myth", "fact"), MYTHS)
def test_a_myth_comes_with_what_refutes_it(myth: str, fact: str) -> None:
    for html in (f"<p>{myth}</p><p>{fact}</p>", f"<ul><li>{myth}</li><li>{fact}</li></ul>", f"<p>{myth} {fact}</p>"):
        both = quoted(html, myth, 0.0)
        assert (both.startswith(myth), both.endswith(fact)) == (True, True)
        content = read_html(html)
        post = Post(id="p", text=content.text, blocks=content.blocks)
        assert not is_reported(post, 0, len(post.text))
        assert is_reported(post, 0, len(myth))


def test_facts_without_end_take_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        text = "Fact: so it is. " * count
        started = time.thread_time()
        lines_of(Post(id="p", text=text, blocks=(Block(0, len(text)),)))
        return time.thread_time() - started

    assert any(seconds(8_000) < 8 * max(0.005, seconds(2_000)) for _ in range(6))


LISTS = """<ul>
  <li>rye<ul><li>Store of the day</li><li>It is baked in a tin that has been greased</li></ul></li>
  <li>wheat<ul><li>Store of the week</li></ul></li>
  <li>oats</li>
</ul><p>That is all of it.</p>"""


def test_an_item_that_holds_a_list_comes_with_it() -> None:
    assert quoted(LISTS, "rye", 0.0) == "rye\nStore of the day\nIt is baked in a tin that has been greased"


def test_the_first_item_of_a_list_within_a_list_comes_with_what_it_is_about() -> None:
    assert quoted(LISTS, "Store of the week", 0.0) == "wheat\nStore of the week"


def test_the_depth_of_an_item_is_kept() -> None:
    assert [block.level for block in read_html(LISTS).blocks] == [0, 1, 1, 0, 1, 0, 0]


def test_a_list_that_is_announced_is_whole_though_its_first_item_alone_holds_another() -> None:
    first = "<p>On the shelf are:</p><ul><li>rye<ul><li>Store of the day</li></ul></li><li>wheat</li><li>oats</li></ul>"
    assert quoted(first, "On the shelf", 0.0) == "On the shelf are:\n\nrye\nStore of the day\nwheat\noats"


def test_a_very_short_sentence_takes_one_of_its_own_paragraph_first() -> None:
    text = "<p>The night was long for all of the bakers.</p><p>Salt helps. Rye takes a day with it.</p>"
    assert quoted(text, "Salt helps", 0.0) == "Salt helps. Rye takes a day with it."


def test_a_list_that_answers_is_quoted_from_its_beginning() -> None:
    text = "<p>They packed:</p><ul><li>a tin</li><li>a knife</li><li>rye</li></ul>"
    assert quoted(text, "knife") == "They packed:\n\na tin\na knife\nrye"


ITEMS = ("Weigh the flour.", "Let it rest for the night.")
LISTED = "".join(f"<li>{item}</li>" for item in ITEMS)


@pytest.mark.parametrize(
    "announcing",
    [
        "To bake it, do the following.",
        "What I do is as follows.",
        "Which loaves rest longest (by weight)",
        "What I do -",
        "Dann folgen wir einfach folgenden Schritten.",
        "Voici ce que je fais.",
        "Doy los siguientes pasos.",
        "Seguo i seguenti passi.",
        "Sigo os seguintes passos.",
    ],
)
def test_a_list_comes_with_the_sentence_that_announces_it(announcing: str) -> None:
    html = f"{REST}<p>{announcing}</p><ul>{LISTED}</ul>{REST}"
    whole = "\n".join([f"{announcing}\n", *ITEMS])
    assert quoted(html, announcing, 0.0) == whole
    assert quoted(html, "Weigh", 0.0) == f"{announcing}\n\n{ITEMS[0]} +1"
    assert not any(line.announces for line in lines_of(Post("p", announcing, blocks=(Block(0, len(announcing)),))))


def test_a_full_stop_announces_nothing_by_itself() -> None:
    assert quoted(f"{REST}<ul>{LISTED}</ul>", "must rest", 0.0) == read_html(REST).text


def test_a_long_item_comes_with_what_announces_it() -> None:
    mistake = f"Before the first one is baked, it has to rest for hours in a cool room{' with a lid' * 12}."
    announcing = "These are the mistakes that most of us make over and over again, as I have found:"
    assert len(announcing) + len(mistake) > LONG
    html = f"<h2>Rye</h2><p>{announcing}</p><ul><li>{mistake}</li><li>{mistake}</li></ul>"
    assert quoted(html, "first one", 0.0) == f"{announcing}\n\n{mistake} +1"


def test_what_names_something_goes_with_what_stands_below_it() -> None:
    html = f"{REST}<p>The second loaf (of rye)</p><p>Bake it hotter.</p>"
    assert quoted(html, "second loaf", 0.1) == "The second loaf (of rye)\n\nBake it hotter."
    assert quoted(html, "must rest", 1.0) == read_html(REST).text


def test_no_quote_comes_to_open_with_a_word_that_points_outside_it() -> None:
    long = f"The loft has a door of oak, {'which is heavy, as every door of oak is, ' * 9}and a latch."
    html = f"<p>{long} It keeps the cats out. {REST[3:-4]}</p>"
    assert quoted(html, "must rest", 0.9) == read_html(REST).text


def test_two_line_breaks_part_paragraphs() -> None:
    html = "Rye rests for a day.<br><br>\n<b>The second loaf</b><br><br>Wheat does not (I think)<br/> <br/>Spelt does."
    content = read_html(html)
    texts = [content.text[block.start : block.end] for block in content.blocks]
    assert texts == ["Rye rests for a day.", "The second loaf", "Wheat does not (I think)", "Spelt does."]
    assert [block.kind for block in read_html("<ul><li>Rye<br><br>Wheat</li></ul>").blocks] == ["item"]
