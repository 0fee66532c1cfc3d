"""What a reader is told beside a quote: what its rows and items are of, and where its sentence goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.answering.notes import cut_off, far_header
from embeddings.content.html import read_html
from embeddings.posts import Answer, Post, Query
from tests.toy import toy_archive

Ask = Callable[[str], Answer]
FILLER = "The harbour was quiet that week, and the boats lay in their places until the wind turned. " * 4


def page(html: str) -> Post:
    content = read_html(html)
    return Post(id="p", text=content.text, blocks=content.blocks)


def header_of(post: Post, words: str) -> str | None:
    """What is shown above some words of a post."""
    start = post.text.index(words)
    header = far_header(post, start, start + len(words))
    return header and post.text[slice(*header)]


def test_a_row_far_below_its_header_names_it() -> None:
    rows = "".join(f"<tr><td>Town number {n}<td>{n} euro for a loaf of rye bread" for n in range(40))
    post = page(f"<p>{FILLER}</p><table><thead><tr><th>Town<th>Price</thead>{rows}</table>")
    assert header_of(post, "Town number 35") == "Town\tPrice"
    assert header_of(post, "Town\t") is None
    assert header_of(post, "The harbour") is None


@pytest.mark.parametrize(
    ("announcing", "above"),
    [
        ("There are good reasons against it:", True),
        ("Here are three of my reasons.", True),
        ("Hier sind meine drei Gründe.", True),
        ("Good reasons against it:", True),
        ("This means:", False),
        ("Nobody wants it.", False),
        (f"He has {'good ' * 50}reasons:", False),
    ],
)
def test_an_item_far_below_what_announces_its_list_names_it(announcing: str, above: bool) -> None:
    post = page(f"<p>Salt was discussed. {announcing}</p><ul><li>Habit.<li>Cost.<ul><li>It rose.</ul><li>Taste.</ul>")
    for item in ("Habit.", "Cost.", "It rose.", "Taste."):
        assert header_of(post, item) == (announcing if above else None)
    assert header_of(post, announcing) is None


def test_an_item_names_the_item_or_the_heading_that_its_list_stands_below() -> None:
    post = page(
        "<p>What to do:</p><ul><li>In spring:<ul><li>Sow.<li>Water.</ul><li>In winter, rest.</ul><p>Done.</p>"
        "<ul><li>Eat.</ul><h2>Suppliers</h2><ol><li>The mill.<li>The farm.</ol>"
    )
    assert header_of(post, "Water.") == "In spring:"
    assert header_of(post, "In winter") == "What to do:"
    assert header_of(post, "Eat.") is None
    assert header_of(post, "The mill.") == header_of(post, "The farm.") == "Suppliers"


def test_the_answers_quotes_name_what_their_items_are_of(asking: Callable[..., Ask]) -> None:
    steps = "\n".join(f"- Step {number} is about the ropes and the sails of the big boat." for number in range(9))
    ask = asking(
        Boats=("2022-01-02", f"{FILLER}\n\nDo not do this:\n\n{steps}\n- Pour tar into the bilge.\n\n{FILLER}")
    )
    quote = ask("Should I pour tar into the bilge?").quotes[0]
    assert "Pour tar" in quote.text
    assert "Do not" not in quote.text
    assert quote.header
    assert quote.post.text[slice(*quote.header)] == "Do not do this:"


def test_the_heading_is_shown_where_it_alone_has_words_of_the_question(asking: Callable[..., Ask]) -> None:
    reel = "Put together by {}, it shows the best of what was made with the oven in the whole of the last year."
    sections = "\n\n".join(
        f"## {name} reel\n\nWe like it. {reel.format(by)}"
        for name, by in (("Desktop", "Ada Quill"), ("Mobile", "Bo Fell"))
    )
    quote = asking(Showreels=("2022-01-02", f"{FILLER}\n\n{sections}"))("Who put the mobile reel together?").quotes[0]
    assert quote.header
    assert quote.post.text[slice(*quote.header)] in ("Mobile reel", "Desktop reel")
    assert "reel" not in quote.text


def test_a_label_is_shown_below_the_heading_that_says_of_what(asking: Callable[..., Ask]) -> None:
    text = "\n\n".join(
        f"## {name}\n\n{FILLER}\n\nPros: {pro}, whatever the weather is like, and whoever bakes before the sun is up."
        for name, pro in (("Clay", "bread keeps warm for hours"), ("Steel", "it gets hot within minutes"))
    )
    quote = asking(Ovens=("2022-01-02", text))("What are the pros of an oven that gets hot within minutes?").quotes[0]
    assert quote.text.startswith("Pros: it gets hot")
    assert quote.header
    assert quote.post.text[slice(*quote.header)] == "Steel"


def test_a_part_of_a_sentence_says_on_which_sides_it_goes_on() -> None:
    text = "First it is kneaded. Then it rests " + "and rests " * 100 + "and is cut"
    post = Post(id="p", text=f"{text}\n\nIt is eaten.")
    start, end = text.index("Then"), len(text)
    assert cut_off(post, 0, start - 1) == (False, False)
    assert cut_off(post, start, end) == (False, False)
    assert cut_off(post, start, start + 100) == (False, True)
    assert cut_off(post, start + 100, end) == (True, False)
    assert cut_off(post, 0, start + 100) == (False, True)
    assert cut_off(post, start + 100, len(post.text)) == (True, False)
    # A full stop or a bracket that is left out is no word.
    assert cut_off(post, 0, text.index(".")) == (False, False)


def test_what_is_quoted_of_a_post_without_full_stops_is_marked(tmp_path: Path) -> None:
    told = " ".join(f"and loaf {number} was baked on day {number} of the long summer" for number in range(60))
    with toy_archive(tmp_path, {"log": told}) as archive:
        with archive.snapshot() as snapshot:
            (post,) = snapshot.posts()
            quotes = [*archive.ask(Query("When was loaf 30 baked?")).quotes, snapshot.opening(post)]
            quotes += [snapshot.quote(post.key, quote.start, quote.end) for quote in quotes]
        for quote in filter(None, quotes):
            assert quote.cut == (quote.start > 0, quote.end < len(told))
            assert any(quote.cut)
