"""Lines at the ends of a post that are its page's: where to go on, what it is filed under, whose it is."""

from __future__ import annotations

from time import perf_counter

import pytest

from embeddings.content.main_text import page_post
from embeddings.posts import Post

PROSE = (
    "The first fire of the year was on the twelfth of October, with the wind in the north.",
    "We carted forty barrows in two days, and the road held. The tractor burned ten litres.",
)
FIRE = "".join(f"<p>{paragraph}</p>" for paragraph in PROSE)


def text_of(inside: str, title: str = "Fire") -> str:
    page = f"<!doctype html><title>{title}</title><body><main>{inside}</main>"
    post = page_post(page, "1", "https://x.example/posts/fire/")
    assert isinstance(post, Post), post
    return post.text


@pytest.mark.parametrize(
    "line",
    [
        "<a class=prev href=/blog/slugs>← Slugs and beer</a>",
        "<p><a href=/posts/wasps/>Next: Wasps</a></p>",
        "<p>Previous: <a href=/posts/oven>The oven died</a></p>",
        "<p><a href=04-07.html>&lt;&lt; previous</a> | <a href=index.html>up</a> | <a href=11.html>next >></a></p>",
        "<p class=nav-links2>Tags: <a rel=tag href=/tags/bees>bees</a>, <a rel=tag href=/tags/fire>fire</a></p>",
        "<p>Tags: <a href=/tags/fire>/ fire</a></p>",
        "<p>(<a href=https://x.example/posts/fire/#comments>0 comments</a>)</p>",
        "<p><a href='https://twitter.com/intent/tweet?url=https://x.example/posts/fire/'>Share on Twitter</a></p>",
        "<ul class=tags><li>Tags:</li><li><a href=/blog/tag/fire/>fire</a>,</li><li><a href=/tag/c/>c</a></li></ul>",
        "<ul class=tags><li>Tags:</li><li><a href=/blog/tag/fire/>fire</a>, </li><li><a href=/tag/c/>c</a></li></ul>"
        "<div class=rating><span>Currently unrated</span></div>"
        "<a href='https://twitter.com/intent/tweet?url=x'>Share on Twitter</a>",
        "<address>jan@example.org</address>",
        "<div>Filed under:</div><div>Built with Metalsmith. All rights reserved.</div>",
        "<small>CC BY-NC 4.0 2026 © Iris Quayle. <a href=/feed.xml>RSS</a></small>",
        "<p>Next: <a href=/a>Wasps</a></p><p>Tags: <a href=/tags/bees>bees</a></p><address>jan@example.org</address>",
    ],
)
@pytest.mark.parametrize("body", [FIRE, "<p>They hum.</p>"])
def test_lines_below_a_post_that_lead_elsewhere_are_the_pages(line: str, body: str) -> None:
    text = "They hum." if body != FIRE else "\n\n".join(PROSE)
    assert text_of(f"<div class=post><h1>Fire</h1>{body}{line}</div>") == text


@pytest.mark.parametrize(
    "line",
    [
        "<div><span><a href=../../>Peat Cuttings</a>/ <a href=../../>posts</a>/ </span><span>Fire</span></div>",
        "<p><a href=/>Home</a> | <a href=/about>About</a></p>",
        "<ul><li>by <a href=/blog/author/iris/>Iris Quayle</a></li></ul>",
        "<ul class=links><li><a href=/blog/author/iris/>iris</a></li><li><a href=/blog/tag/clay/>clay</a></li></ul>",
    ],
)
def test_lines_above_a_post_that_lead_elsewhere_are_the_pages(line: str) -> None:
    assert text_of(f"{line}<div id=content role=main><p>It burns.</p></div>") == "It burns."
    assert text_of(f"<article><h1>Fire</h1>{line}<p>It burns.</p></article>") == "It burns."


def test_an_item_with_the_author_above_one_with_the_date_is_the_pages() -> None:
    line = "<ul><li>by <a href=/blog/author/iris/>Iris Quayle</a></li><li>Nov. 2, 2019</li></ul>"
    assert text_of(f"<article><h1>Fire</h1>{line}<p>It burns.</p></article>") == "It burns."


@pytest.mark.parametrize(
    "line",
    [
        "<p>We have a <a href=/kiln>kiln</a> too.</p>",
        "<p>Via <a href=https://fires.example/>Fires</a></p>",
        "<p>Mail me at jan@example.org © 2021.</p>",
        "<ul><li><a href=/kiln>The kiln</a></ul>",
    ],
)
def test_what_an_author_adds_below_a_post_is_kept(line: str) -> None:
    assert text_of(f"<article class=post-content>{FIRE}{line}</article>") != "\n\n".join(PROSE)


def test_a_post_of_links_stays() -> None:
    links = [f"<p><a href=/{number}>A fire of {number} logs, and what it gave</a></p>" for number in range(4)]
    assert text_of(f"<article class=post-content><h1>Fire</h1>{''.join(links)}</article>").count("logs") == 4


def test_what_stands_behind_the_footnotes_is_the_pages() -> None:
    notes = "<section class=footnotes data-footnotes><ol><li>Of peat, not of wood.</li></ol></section>"
    behind = "<button>Copied</button><p>You may subscribe to it by mail or in a reader.</p>"
    text = text_of(f"<div><h1>Fire</h1><article class=prose>{FIRE}{notes}</article>{behind}</div>")
    assert text.endswith("Of peat, not of wood.")
    chapter = f"<article class=prose><h2>Second chapter</h2>{FIRE.replace('fire', 'snow')}</article>"
    text = text_of(f"<div><h1>Fire</h1><article class=prose>{FIRE}{notes}</article>{chapter}</div>")
    assert "Second chapter\n\nThe first snow" in text


def test_a_page_of_lines_takes_no_longer_than_it_is_long() -> None:
    page = f"<title>Fire</title><body>{'<a href=/a>Next</a><hr>' * 5000}"
    start = perf_counter()
    page_post(page, "1", "")
    assert perf_counter() - start < 20
