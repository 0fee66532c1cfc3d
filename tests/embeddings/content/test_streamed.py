"""Pages whose parts come late, as React and Next.js send them."""

from __future__ import annotations

from time import perf_counter

import pytest

from embeddings.content.html import read_html
from embeddings.content.main_text import page_post
from embeddings.content.streamed import in_place
from embeddings.posts import Post

WAITING = '<!--$?--><template id="B:0"></template><p>Loading the post…</p><!--/$-->'
PLACES = '<script>$RC=function(b,c){};$RC("B:0","S:0")</script>'
OVEN = "The oven came on a Tuesday and it weighs more than I do, so four of us carried it in through the garden."


def part(name: str, html: str) -> str:
    return f'<div hidden id="S:{name}">{html}</div>'


def test_a_post_that_comes_late_is_read_in_its_place() -> None:
    script = "<script>self.__next_f.push([1,'<div></div></div>'])</script>"
    article = f"<article><div><p>{OVEN}</p></div>{script}<p>It came.</p></article>"
    page = (
        "<!doctype html><title>Oven</title><body><main><h1>Oven</h1><p>4 May 2019</p>"
        f"{WAITING}<footer>Loft</footer></main>{part('0', article)}{PLACES}"
    )
    post = page_post(page, "1", "")
    assert isinstance(post, Post)
    assert post.text == f"{OVEN}\n\nIt came."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f"{WAITING}<p>End.</p>{part('0', '<p>Late.</p>')}", "Late.\n\nEnd."),
        # What is being loaded may have places of its own, in which nothing comes any more.
        (
            '<!--$?--><template id="B:0"></template><!--$--><p>Loading.</p><!--/$--><!--/$--><p>End.</p>'
            + part("0", "<p>Late.</p>"),
            "Late.\n\nEnd.",
        ),
        (
            WAITING + part("0", '<p>Late.</p><template id="P:1"></template>') + part("1", "<p>Later.</p>"),
            "Late.\n\nLater.",
        ),
        (
            WAITING
            + part("0", '<p>Late.</p><!--$?--><template id="B:a"></template>Wait<!--/$-->')
            + part("a", "<p>Later.</p>"),
            "Late.\n\nLater.",
        ),
        # Nothing has come, or nothing waits for it.
        (f"{WAITING}<p>End.</p>", "Loading the post…\n\nEnd."),
        (f"{WAITING}{part('1', '<p>Late.</p>')}", "Loading the post…"),
        (f'<template id="B:0"></template><p>Wait.</p>{part("0", "<p>Late.</p>")}', "Wait."),
        (WAITING + part("0", f"<p>Late.</p>{WAITING}"), "Late.\n\nLoading the post…"),
    ],
)
def test_each_part_goes_where_it_is_waited_for(html: str, text: str) -> None:
    assert read_html(f"<body>{html}").text == text


def test_a_page_in_one_part_stays_as_it_is() -> None:
    page = f"<body><!--$--><p>{OVEN}</p><!--/$--><template id=x></template>"
    assert in_place(page) is page


@pytest.mark.parametrize("piece", [WAITING, "<!--$?-->", part("0", ""), '<div hidden id="S:1">', "<script>", "<div>"])
def test_parts_take_no_longer_than_the_page_is_long(piece: str) -> None:
    page = WAITING + part("0", "Late.") + piece * (1_000_000 // len(piece))
    start = perf_counter()
    in_place(page)
    assert perf_counter() - start < 5
