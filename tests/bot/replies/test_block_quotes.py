"""Tables, lists and code in a quote."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.replies.card import quoted
from bot.replies.markdown import block_quote
from bot.replies.wording import blocks_in
from embeddings import Block, Post, Quote
from embeddings.posts import BlockKind


def test_a_table_is_shown_in_columns_below_its_header() -> None:
    rows = ("table", "\tGas\tWood", 1), ("table", "Price\t\t40 €", 0), ("table", "Weight 重\t5 kg\t2 kg", 0)
    post = post_of(*rows)
    header = (0, len(rows[0][1]))
    weight = ["> Weight 重  5 kg  2 kg", "> ```"]
    shown = quoted_lines(post, "Weight", "2 kg", header=header)
    assert shown == ["> ```", ">            Gas   Wood", "> …", *weight]
    whole = quoted_lines(post, "Gas", "2 kg")
    assert whole == ["> ```", ">            Gas   Wood", "> Price            40 €", *weight]
    marked = quoted_lines(post, "Gas", "2 kg", emphasis=(post.text.index("Weight"), len(post.text)))
    assert marked[1:4] == [">              Gas   Wood", ">   Price            40 €", "> ▸ Weight 重  5 kg  2 kg"]
    introduced = post_of(("paragraph", "Ovens:", 0), *rows)
    assert quoted_lines(introduced, "Ovens", "2 kg") == ["> Ovens:", *whole]


def test_the_cells_of_a_wide_table_stand_in_a_line() -> None:
    rows = ("table", "\tGas | oil", 1), ("table", f"Price\t\tf{'o' * 30}rty", 0)
    post = post_of(*rows)
    price = post.text.index("Price")
    shown = quoted_lines(post, "Price", "rty", header=(0, len(rows[0][1])), emphasis=(price, price + 5))
    assert shown == [r"> – \| Gas \| oil", rf"> **Price** \| – \| f{'o' * 30}rty"]


def test_cells_that_are_empty_in_all_rows_are_not_shown() -> None:
    laid_out = post_of(("table", "\tThe archive moved.", 0))
    assert quoted_lines(laid_out, "The archive", "moved.") == ["> The archive moved."]
    wide = post_of(("table", "Name\t\t\tPrice", 1), ("table", "Rye\t\t\t3 €", 0))
    assert quoted_lines(wide, "Name", "3 €") == ["> ```", "> Name  Price", "> Rye   3 €", "> ```"]
    noted = post_of(("table", "A\tB", 1), ("table", f"A note that is long{'er' * 20}.", 0))
    assert quoted_lines(noted, "A\tB", ".") == [r"> A \| B", f"> A note that is long{'er' * 20}."]
    many = post_of(("table", f"{'x' * 30}\tA", 1), *[("table", "y\tz", 0)] * 110)
    assert len(quoted(Quote(many, 0, len(many.text), 1.0, "", (0, len(many.text))))) < 2000


def test_an_item_is_shown_under_what_announces_its_list() -> None:
    post = post_of(("paragraph", "Do not:", 0), ("item", "Run.", 0), ("item", "Shout.", 0))
    shown = quoted_lines(post, "Shout.", "Shout.", header=(0, len("Do not:")))
    assert shown == ["> Do not:", "> …", "> - Shout."]
    assert quoted_lines(post, "Run.", "Run.", header=(0, len("Do not:"))) == ["> Do not:", "> - Run."]


def post_of(*blocks: tuple[BlockKind, str, int]) -> Post:
    """A post of blocks, each with its level, items of one list a line each."""
    text, made, before = "", [], ""
    for kind, words, level in blocks:
        text += "" if not text else "\n" if kind == before == "item" else "\n\n"
        made.append(Block(len(text), len(text) + len(words), kind, level))
        text, before = text + words, kind
    return Post("p", text, "Rye", blocks=tuple(made))


def quoted_lines(post: Post, first: str, last: str, **fields: Any) -> list[str]:
    """How a card shows what stands from some words of a post to others."""
    start, end = post.text.index(first), post.text.index(last) + len(last)
    return quoted(Quote(post, start, end, 1.0, "", (start, end), **fields)).split("\n")[:-1]


def test_a_list_has_its_bullets() -> None:
    post = post_of(
        ("paragraph", "You need:", 0),
        ("item", "flour\nof rye", 0),
        ("item", "100 g", 1),
        ("item", "*salt*", 0),
        ("paragraph", "Then wait.", 0),
    )
    lines = ["> You need:", "> - flour", ">   of rye", ">   - 100 g", "> - \\*salt\\*"]
    assert quoted_lines(post, "You", "salt*") == lines
    assert quoted_lines(post, "You", "wait.") == [*lines, "> ", "> Then wait."]
    assert quoted_lines(post, "100 g", "salt*") == [">   - 100 g", "> - \\*salt\\*"]
    bold = post.text.index("100 g")
    assert quoted_lines(post, "flour", "g", emphasis=(bold, bold + 5)) == ["> - flour", ">   of rye", ">   - **100 g**"]
    # What begins within an item is no item, and one alone needs no bullet.
    assert quoted_lines(post, "of rye", "100 g") == ["> of rye", "> - 100 g"]
    assert quoted_lines(post, "flour", "rye") == ["> flour", "> of rye"]


def test_a_numbered_list_has_its_numbers() -> None:
    post = post_of(("paragraph", "Then:", 0), ("item", "mix\nall", 0), ("item", "well", 1), ("item", "1. bake", 0))
    numbers = {"mix\nall": 9, "1. bake": 10}
    blocks = [
        dataclasses.replace(block, number=numbers.get(post.text[block.start : block.end], 0)) for block in post.blocks
    ]
    post = dataclasses.replace(post, blocks=tuple(blocks))
    lines = ["> 9. mix", ">   all", ">   - well", "> 10. 1\\. bake"]
    assert quoted_lines(post, "Then", "bake") == ["> Then:", *lines]
    assert quoted_lines(post, "mix", "bake") == lines
    assert quoted_lines(post, "1. bake", "bake") == ["> 1\\. bake"]


def test_code_stands_in_a_frame() -> None:
    post = post_of(("paragraph", "So:", 0), ("code", "if *x*:\n    bake()", 0), ("paragraph", "It bakes.", 0))
    code = ["> ```", "> if *x*:", ">     bake()", "> ```"]
    assert quoted_lines(post, "So", "bakes.") == ["> So:", *code, "> It bakes."]
    assert quoted_lines(post, "if", "bake()", cut=(True, True)) == ["> …", *code, "> …"]
    marks = post_of(("paragraph", "So:", 0), ("code", "```\nbake()\n```", 0))
    assert quoted_lines(marks, "So", "()\n```") == ["> So:", "> ", "> \\`\\`\\`", "> bake\\(\\)", "> \\`\\`\\`"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["paragraph", "item", "code", "quotation", "heading", "table"]),
            st.lists(st.text("ab*`_ 1.)-\t", min_size=1).map(lambda line: f"x{line}y"), min_size=1, max_size=3).map(
                "\n".join
            ),
            st.integers(0, 2),
        ),
        min_size=1,
        max_size=5,
    ),
    st.data(),
)
def test_bullets_and_frames_change_no_word(blocks: list[tuple[BlockKind, str, int]], data: st.DataObject) -> None:
    post = post_of(*blocks)
    start = data.draw(st.integers(0, len(post.text) - 1))
    end = data.draw(st.integers(start + 1, len(post.text)))
    text = post.text[start:end]
    bold = data.draw(st.sampled_from([line.span() for line in re.finditer(r"\S(?:.*\S)?", text)] or [(0, 0)]))
    shown = block_quote(text, [bold], blocks_in(post, start, end))
    lines = [line.removeprefix("> ").strip() for line in shown.split("\n")]
    words = "".join(line.removeprefix("- ") for line in lines if line != "```")
    signs = re.compile(r"[\\*\s|–▸-]")
    assert signs.sub("", words) == signs.sub("", text)
