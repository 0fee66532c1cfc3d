"""The post on a page: its body without what stands around it, and what the page says about it."""

from __future__ import annotations

from datetime import date

from embeddings.content.html import parse_html, read_html
from embeddings.content.items import Skipped
from embeddings.content.main_text import page_post, without_title
from embeddings.posts import Link, Post

PAGE = (
    "<title>Rye - A Blog</title><meta property=article:published_time content=2020-01-02>"
    "<nav><a href=/>Home</a></nav><article><h1>Rye</h1><p>Rye rests for a day before it is cut into <a href=/x>slices"
    "</a>.</p><aside>Read <a href=/y>this</a> too.</aside></article><footer>Contact</footer>"
)


def test_the_body_is_read_without_its_surroundings() -> None:
    post = page_post(PAGE, "1", "https://x.example/rye")
    assert isinstance(post, Post)
    assert (post.title, post.text) == ("Rye", "Rye rests for a day before it is cut into slices.")
    assert post.links == (Link("slices", "/x"),)
    assert (post.published, post.url) == (date(2020, 1, 2), "https://x.example/rye")


def test_a_page_that_is_parsed_already_gives_the_same_post() -> None:
    assert page_post(PAGE, "1", "", tree=parse_html(PAGE)) == page_post(PAGE, "1", "")


def test_a_page_that_marks_no_body_keeps_the_blocks_of_its_main_text() -> None:
    body = "".join(f"<p>Paragraph {n} of <a href=/{n}>bread number {n}</a> and of time.</p>" for n in range(9))
    page = f"<title>T</title><body><ul class=menu><li><a href=/m>Menu</a></ul><div><h1>T</h1>{body}</div>"
    post = page_post(page, "1", "")
    assert isinstance(post, Post)
    assert [post.text[block.start : block.end] for block in post.blocks] == [
        f"Paragraph {n} of bread number {n} and of time." for n in range(9)
    ]
    assert post.links == tuple(Link(f"bread number {n}", f"/{n}") for n in range(9))


def test_a_fragment_is_no_post() -> None:
    assert isinstance(page_post("<p>Only words.</p>", "1", ""), Skipped)


def test_a_heading_that_repeats_the_title_is_left_out() -> None:
    content = read_html("<p>Menu</p><h1>Rye</h1><p>One <a href=/a>a</a>.</p><p>Two.</p>")
    rest = without_title(content, "Rye")
    assert rest.text == "One a.\n\nTwo."
    assert [rest.text[block.start : block.end] for block in rest.blocks] == ["One a.", "Two."]
    assert rest.links == content.links
    assert without_title(content, "Wheat") == content
