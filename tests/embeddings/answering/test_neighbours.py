"""What stands beside a quote and is no part of it: captions, labels, the next one's words; and lists within lists."""

from __future__ import annotations

import time

import pytest

from embeddings.answering.lines import lines_of
from embeddings.answering.notes import is_reported, more_items
from embeddings.answering.widening import widened
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
    assert quoted(f"{REST}<p>A day and a half is better still.</p>", "must rest").endswith("better still.")
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
